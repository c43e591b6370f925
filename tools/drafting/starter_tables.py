"""Draw the blank tables of a new project: roster, attendance grid, site log, with headings that the tool knows.

PYTHONPATH=src:tools python -m drafting.starter_tables      → templates/starter/数据/
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import yaml
from openpyxl.formatting.rule import FormulaRule
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation

from .excel import Form
from .excel_styles import SHADE, Column, Kind

TEMPLATES = Path(__file__).parents[2] / "templates"
OUT = TEMPLATES / "starter" / "数据"


class BlankTable(Form):
    """A table with empty rows to be typed into; nothing in it is a template."""

    def __init__(self, name: str, columns: Sequence[Column], *, paper: str = "A3", size: float = 10) -> None:
        super().__init__(name, columns, paper=paper, margin=1.5, size=size)
        self.sheet.oddFooter.left.text = None
        self.first = 0

    def add_rows(self, count: int, *, height: float = 0, head_height: float = 0) -> None:
        """Head and ``count`` rows; ``text`` of a column with ``{row}`` in it is a formula.  Without ``height`` rows grow."""
        self._add_heads(head_height)
        self.first = self.row + 1
        for number in range(1, count + 1):
            self.row += 1
            if height:
                self._set_height(height)
            for position, column in enumerate(self.columns, 1):
                self._put_cell(position, column.text.format(row=self.row) or None, column.kind)
            if self.columns[0].head == "序号":
                self.sheet.cell(self.row, 1).value = number

    def add_sum_row(self, label: str, span: int, formulas: dict[str, str], *, height: float = 22) -> None:
        """A row under the table: ``{range}`` of a formula is the column's rows."""
        last = self.row
        self.row += 1
        self._set_height(height)
        for position, column in enumerate(self.columns, 1):
            letter = get_column_letter(position)
            formula = formulas.get(column.head, "").format(range=f"{letter}{self.first}:{letter}{last}")
            self._put_cell(position, formula or None, column.kind if formula else Kind.TEXT)
        self._put_cell(1, label, Kind.LABEL)
        self.sheet.merge_cells(None, self.row, 1, self.row, span)

    def offer(self, head: str, choices: Sequence[str], rows: int) -> None:
        """A list to choose from in a column; anything else may be typed as well."""
        rule = DataValidation(
            type="list", formula1='"' + ",".join(choices) + '"', allow_blank=True, showErrorMessage=False
        )
        self._add_rule(head, rule, rows)

    def warn_about_length(self, head: str, length: int, rows: int) -> None:
        """Ask once more when a number has not so many digits."""
        rule = DataValidation(type="textLength", operator="equal", formula1=str(length), allow_blank=True)
        rule.errorStyle, rule.showErrorMessage = "warning", True
        rule.errorTitle, rule.error = head, f"{head}应为 {length} 位，请核对"
        self._add_rule(head, rule, rows)

    def _add_rule(self, head: str, rule: DataValidation, rows: int) -> None:
        number = next(n for n, column in enumerate(self.columns, 1) if column.head == head)
        letter = get_column_letter(number)
        rule.add(f"{letter}{self.first}:{letter}{self.first + rows - 1}")
        self.sheet.add_data_validation(rule)


def draw_roster() -> BlankTable:
    """花名册.xlsx."""
    rules = yaml.safe_load((TEMPLATES / "rules.yaml").read_text("utf-8"))["参数"]
    rows = 60
    columns = [
        Column("序号", "", 4, Kind.COUNT),
        Column("姓名", "", 9),
        Column("性别", "", 4.5),
        Column("身份证号", "", 19, Kind.ID),
        Column("所属村", "", 9),
        Column("村民小组", "", 8),
        Column("现住址", "", 20, Kind.LONG_TEXT),
        Column("联系电话", "", 12, Kind.ID),
        Column("人员类别", "", 13, Kind.LONG_TEXT),
        Column("认定依据", "", 14, Kind.LONG_TEXT),
        Column("来源范围", "", 8),
        Column("工种", "", 8),
        Column("班组", "", 8),
        Column("计酬方式", "", 8),
        Column("合同编号", "", 12, Kind.ID, "", "合同"),
        Column("签订日期", "", 10.5, Kind.DATE, "", "合同"),
        Column("进场日期", "", 10.5, Kind.DATE),
        Column("退场日期", "", 10.5, Kind.DATE),
        Column("上岗证号", "", 12, Kind.ID, "", "上岗证"),
        Column("发证日期", "", 10.5, Kind.DATE, "", "上岗证"),
        Column("开户行", "", 18, Kind.LONG_TEXT, "", "账户"),
        Column("账号", "", 20, Kind.ID, "", "账户"),
        Column("账户类型", "", 8, Kind.TEXT, "", "账户"),
        Column("保险单号", "", 16, Kind.ID, "", "意外伤害保险"),
        Column("保险起", "", 10.5, Kind.DATE, "", "意外伤害保险"),
        Column("保险止", "", 10.5, Kind.DATE, "", "意外伤害保险"),
        Column("同意书\n签署日期", "", 10.5, Kind.DATE),
        Column("健康证明\n日期", "", 10.5, Kind.DATE),
        Column("与村干部\n亲属关系", "", 12, Kind.LONG_TEXT),
        Column("亲属说明", "", 14, Kind.LONG_TEXT),
        Column("紧急联系人", "", 14, Kind.LONG_TEXT),
        Column("备注", "", 12, Kind.LONG_TEXT),
    ]
    form = BlankTable("务工人员", columns)
    form.add_title("务工人员花名册")
    form.add_subline("填报单位（盖章）：", "填报日期：　　　　年　　月　　日")
    form.add_rows(rows, head_height=26)
    form.sheet.sheet_format.defaultRowHeight, form.sheet.sheet_format.customHeight = 22, True
    form.add_sum_row("合计", 2, {"身份证号": '=COUNTA({range})&"人"'})
    form.add_note(
        "注：1.一人一行，姓名与身份证一致；两人同名的，在“姓名”前加一列“编号”并编号。不用的行可以删去，不够的行可以插入，列的顺序可以调整。",
        "　　2.身份证号、电话、账号已设为文本格式，直接填写即可；从别处粘贴时请选“只粘贴数值”。日期写成 2026-03-05。",
        f"　　3.人员类别可以写几个，用顿号隔开，如：{'、'.join(rules['重点群体'])}；一般群众不填。",
        "　　4.与村干部、理事会成员没有亲属关系的填“无”；有的在“亲属说明”写明在哪里公示。达到用工协议年龄的填健康证明日期。没有单独投保的，保险栏不填，团体保险写在项目文件里。",
    )
    form.offer("性别", ("男", "女"), rows)
    form.offer("来源范围", rules["招用次序"], rows)
    form.offer("人员类别", rules["重点群体"], rows)
    form.offer("计酬方式", ("计日", "计件", "混合"), rows)
    form.offer("账户类型", ("社保卡", "借记卡", "存折"), rows)
    form.warn_about_length("身份证号", 18, rows)
    return form


_FULL, _HALF = ('"√"', '"✓"', "1"), ('"½"', '"半"', "0.5")


def _count_marks(cells: str, *, heads: bool) -> str:
    """Days of a row, or people of a day."""
    full = "+".join(f"COUNTIF({cells},{mark})" for mark in _FULL)
    half = "+".join(f"COUNTIF({cells},{mark})" for mark in _HALF)
    return f"={full}+{half}" if heads else f"={full}+({half})/2"


def draw_attendance() -> BlankTable:
    """考勤表.xlsx: one month."""
    rows = 50
    days = [Column(str(day), "", 3, Kind.TEXT) for day in range(1, 32)]
    columns = [
        Column("序号", "", 4, Kind.COUNT),
        Column("姓名", "", 9),
        Column("工种", "", 8),
        *days,
        Column("合计", _count_marks("D{row}:AH{row}", heads=False), 6.5, Kind.DAYS),
        Column("本人签字", "", 11),
        Column("备注", "", 10),
    ]
    form = BlankTable("考勤表", columns, size=11)
    form.add_title("务工人员考勤表（　　　　年　　月）")
    form.add_subline("实施单位：", "班组（作业面）：", "考勤员：", shares=(3, 4, 3))
    form.add_rows(rows, height=22, head_height=26)
    for number in range(4, 35):
        form.sheet.cell(form.first - 1, number).value = number - 3
    heads = {column.head: _count_marks("{range}", heads=True) for column in days}
    form.add_sum_row("每日人数", 3, {**heads, "合计": "=SUM({range})"})
    summed = [(row, 35) for row in range(form.first, form.row)] + [(form.row, column) for column in range(4, 36)]
    for row, column in summed:
        form.sheet.cell(row, column).number_format = "General;-General;"  # nothing yet is blank, not 0
    form.add_note(
        "注：√ 为出勤一天，½ 为出勤半天，雨 为因雨停工，休 为休息，空白为未出勤。同一人做两个工种的分两行填写；每日人数应与施工日志一致。",
        "　　一个月一张，复制本表填写下一个月；本月没有的日期留空。",
    )
    form.add_signatures("考勤员", "班组长", "实施单位负责人", "村“两委”核对")
    marks = DataValidation(type="list", formula1='"√,½,雨,停,休"', allow_blank=True, showErrorMessage=False)
    grid = f"D{form.first}:AH{form.first + rows - 1}"
    marks.add(grid)
    form.sheet.add_data_validation(marks)
    stopped = FormulaRule(formula=[f'OR(D{form.first}="雨",D{form.first}="停")'], fill=SHADE)
    form.sheet.conditional_formatting.add(grid, stopped)
    form.sheet.freeze_panes = f"D{form.first}"
    form.sheet.print_title_rows = f"{form.first - 1}:{form.first - 1}"
    return form


def draw_site_log() -> BlankTable:
    """施工日志.xlsx: one line a calendar day."""
    rows = 62
    weekday = '=IF(A{row}="","",MID("日一二三四五六",WEEKDAY(A{row}),1))'
    columns = [
        Column("日期", "", 11, Kind.DATE),
        Column("星期", weekday, 4.5),
        Column("天气", "", 9, Kind.LONG_TEXT),
        Column("气温", "", 9, Kind.LONG_TEXT),
        Column("施工部位及内容", "", 30, Kind.LONG_TEXT),
        Column("总人数", "", 7, Kind.COUNT, "", "出勤"),
        Column("分工种人数", "", 24, Kind.LONG_TEXT, "", "出勤"),
        Column("机械台班", "", 18, Kind.LONG_TEXT),
        Column("材料进场与送检", "", 18, Kind.LONG_TEXT),
        Column("质量检查", "", 20, Kind.LONG_TEXT),
        Column("安全检查", "", 20, Kind.LONG_TEXT),
        Column("停工原因", "", 10, Kind.LONG_TEXT),
        Column("记录人", "", 8),
        Column("备注", "", 12, Kind.LONG_TEXT),
    ]
    form = BlankTable("施工日志", columns)
    form.add_title("施工日志")
    form.add_subline("记录单位：", "起止：　　　　年　　月　　日至　　　　年　　月　　日")
    form.add_rows(rows, head_height=22)
    form.sheet.sheet_format.defaultRowHeight, form.sheet.sheet_format.customHeight = 24, True
    form.add_note(
        "注：1.从开工到验收一天一行，不得间断；停工之日照记，总人数写 0，并写明停工原因。",
        "　　2.总人数应与当日考勤表一致；分工种人数写成：工长1人、技工5人、普工20人。",
    )
    form.add_signatures("记录人", "审核人", "实施单位负责人")
    return form


def main() -> None:
    """Draw all of them."""
    for name, form in {"花名册": draw_roster(), "考勤表": draw_attendance(), "施工日志": draw_site_log()}.items():
        form.save(OUT / f"{name}.xlsx")


if __name__ == "__main__":
    main()
