"""Sentences and tables that the papers of stages D and E share, so that one fact looks the same in all of them."""

from __future__ import annotations

from collections.abc import Iterable
from xml.etree import ElementTree as ET

from drafting.word import Column, Content, Paper, Segment, each_row, empty_rows, if_row, tick
from drafting.word_clauses import ClausePaper
from drafting.word_styles import tag_of
from drafting.word_text import keep_with_next, style_of

NAME = "{{ 项目.标题 }}"
"""The project's name for a title, broken where the sense breaks."""

TOWN = "{{ 参建各方.乡镇政府.名称 }}"
COUNTY = "{{ 参建各方.县级主管部门.名称 }}"
BUILDER = "{{ 参建各方.实施单位.名称 or '实施单位' }}"
FUNDS = "{% for 笔 in 资金 %}{{ 笔.来源 }}{{ 笔.金额|万元 }}万元{% if not loop.last %}、{% endif %}{% endfor %}"
FUND_PAPERS = "资金|rejectattr('来源', 'equalto', '自筹资金')|map(attribute='文号')|select|unique|list"

WE = "{% if 项目.乡镇.endswith('街道') %}我街道{% else %}我{{ 项目.乡镇[-1] }}{% endif %}"

KIND = "{% if 项目.公益 %}农村公益性基础设施{% else %}农村产业发展配套基础设施{% endif %}项目"
OVERVIEW = (
    "{{ 项目.名称 }}位于{{ 项目.建设地点 }}，属" + KIND + "，建设性质为{{ 项目.建设性质 }}，"
    "采用{{ 项目.建设方式 }}方式实施。"
    "{% if 项目.建设规模 %}建设规模为{{ 项目.建设规模.strip('。') }}。{% endif %}"
    "{% if 批复.已有 %}{{ 批复.日期|中文日期 }}，{{ 批复.机关 }}以{{ 批复.文号 }}文件批复项目实施方案。{% endif %}"
    "{% if 项目.总投资 %}项目总投资{{ 项目.总投资|万元 }}万元{% if 资金 %}，资金来源为"
    + FUNDS
    + "{% endif %}。{% endif %}"
)
UNITS = (
    "项目业主单位为{{ 参建各方.业主单位.名称 }}"
    "{% if 参建各方.实施单位.名称 %}，实施单位为{{ 参建各方.实施单位.名称 }}{% endif %}"
    "{% for 方 in ['设计单位', '监理单位', '检测单位'] %}"
    "{% if 参建各方[方].名称 %}，{{ 方 }}为{{ 参建各方[方].名称 }}{% endif %}{% endfor %}。"
)
PERIOD = (
    "{% if 项目.实际开工 and 项目.实际完工 %}工程于{{ 项目.实际开工|中文日期 }}开工，{{ 项目.实际完工|中文日期 }}完工，"
    "实际工期{{ 项目.实际工期天数 }}天{% if 项目.计划工期天数 %}，计划工期{{ 项目.计划工期天数 }}天{% endif %}。"
    "{% elif 项目.实际完工 %}工程于{{ 项目.实际完工|中文日期 }}完工。{% endif %}"
)
RATIO = (
    "{% if 占比.实际 != '' %}，占{{ 占比.基数名称 }}{{ 占比.基数|万元 }}万元的{{ 占比.实际|百分比 }}"
    "{% if 占比.要求 != '' %}，{% if 占比.实际达标 %}符合{% else %}未达到{% endif %}"
    "不低于{{ 占比.要求|百分比 }}（{{ 占比.要求金额|元 }}元）的要求{% endif %}{% endif %}"
)
LABOUR = (
    "{% if 指标.务工人数 %}项目累计吸纳当地群众务工{{ 指标.务工人数 }}人"
    "{% if 指标.重点群体人数 %}，其中脱贫户、防止返贫监测对象等重点群体{{ 指标.重点群体人数 }}人{% endif %}"
    "{% if 指标.工日 %}，投入{{ 指标.工日|数 }}个工日{% endif %}。"
    "{% if 指标.实发报酬 %}实际发放劳务报酬{{ 指标.实发报酬|元 }}元，人均{{ 指标.人均报酬|元 }}元"
    + RATIO
    + "。{% endif %}"
    "{% else %}项目累计吸纳当地群众务工________人，其中重点群体________人，投入________个工日，"
    "实际发放劳务报酬____________元，占以工代赈专项资金的________%。{% endif %}"
)
SETTLED = (
    "{% if 指标.结清 %}劳务报酬按月核定、公示后已全部发放到务工群众本人账户，没有拖欠。"
    "{% elif 指标.务工人数 %}{% if 指标.未发月份 %}{{ 指标.未发月份|顿号 }}的劳务报酬"
    "{% if 指标.未发报酬 %}{{ 指标.未发报酬|元 }}元{% endif %}尚未发放，{% endif %}"
    "{% if 指标.回单不符人次 %}{{ 指标.回单不符人次 }}人次的银行回单与发放表不一致，{% endif %}"
    "劳务报酬全部结清前不办理竣工验收。{% endif %}"
)
"""Paid in full, or how much and which months are open (domain V-Q02)."""

SHARING = "{{ 折股量化.模式 }}{% if not 折股量化.模式.endswith('分红') %}分红{% endif %}"

DONE = "{% if 行.完成数量 != '' %}{{ 行.完成数量|数 }}{% endif %}"
DONE_SHARE = "{% if 行.数量 and 行.完成数量 != '' %}{{ (行.完成数量 / 行.数量)|百分比(1) }}{% endif %}"


class ClosingPaper(ClausePaper):
    """A paper with tables that have headings inside, and with a last sentence that goes with the signatures."""

    def bind_heads(self) -> None:
        """Keep every row of labels in the table just drawn on the page of the row under it."""
        for row in self._last_rows():
            paragraphs = list(row.iter(tag_of("p")))
            if all(style_of(paragraph).startswith("Head") for paragraph in paragraphs):
                _bind(paragraphs)

    def keep_table_whole(self) -> None:
        """Keep the table just drawn on one page, the repeated row of a list too."""
        for row in self._last_rows():
            _bind(row.iter(tag_of("p")))

    def bind_rows_with(self, words: str) -> None:
        """Keep the rows of the table just drawn that show these words, and what they are repeated to, with what follows."""
        for row in self._last_rows():
            if words in "".join(row.itertext()):
                _bind(row.iter(tag_of("p")))

    def closing_text(self, *segments: Segment) -> None:
        """A paragraph that stays on the page of what follows."""
        self.text(*segments)
        self._bind_last()


def _bind(paragraphs: Iterable[ET.Element]) -> None:
    for paragraph in paragraphs:
        keep_with_next(paragraph)


def draw_quantities(p: Paper) -> None:
    """Planned against completed quantities."""
    p.table(
        [Column("序号", 12), Column("分项工程", 40, "left"), Column("规格", 38, "left"), Column("单位", 14),
         Column("设计数量", 22, "right"), Column("完成数量", 22, "right"), Column("完成率", 20, "right")],
        each_row(
            "行 in 建设内容",
            ["{{ 行.序号 }}", "{{ 行.名称 }}", "{{ 行.规格 }}", "{{ 行.单位 }}", "{{ 行.数量|数 }}", DONE, DONE_SHARE],
            otherwise=empty_rows(4, 7),
        ),
        size=10,
    )  # fmt: skip


def draw_wage_months(p: Paper) -> None:
    """Wages month by month with their notice and their payment."""
    p.table(
        [Column("月份", 23), Column("务工\n人数", 10), Column("工日", 15, "right"), Column("应发\n（元）", 26, "right"),
         Column("扣减\n（元）", 15, "right"), Column("实发\n（元）", 26, "right"), Column("公示起止", 22),
         Column("发放日期", 22)],
        each_row(
            "批 in 发放批次",
            ["{{ 批.批次名 }}", "{{ 批.人数 }}", "{{ 批.合计.天数|数 }}", "{{ 批.合计.应发|元 }}",
             "{{ 批.合计.扣减|元 }}", "{{ 批.合计.实发|元 }}", "{{ 批.公示起|日期 }}\n{{ 批.公示止|日期 }}",
             "{{ 批.发放日期|日期 }}"],
            otherwise=empty_rows(3, 8),
        ),
        if_row(
            "发放批次",
            ["合计", "", *(f"{{{{ 发放批次|sum(attribute='合计.{name}')|{style} }}}}"
                         for name, style in (("天数", "数"), ("应发", "元"), ("扣减", "元"), ("实发", "元"))), "", ""],
        ),
        size=10,
        tight=True,
    )  # fmt: skip


def draw_ratings(p: Paper, inspection: str) -> None:
    """What was rated, and how; empty rows for a pen when nothing was written down."""
    p.table(
        [Column("序号", 14), Column("评定项目", 52, "left"), Column("评定意见", 90, "left")],
        each_row(
            f"名, 评 in {inspection}.分项评定.items()",
            ["{{ loop.index }}", "{{ 名 }}", "{{ 评 }}"],
            otherwise=empty_rows(5, 3),
        ),
        size=10,
    )


def draw_team(p: Paper, inspection: str, blanks: int = 5) -> None:
    """The inspection team with places to sign; its head is named even when the list leaves him out."""
    head = f"{inspection}.组长"
    names = f"({inspection}.成员|map(attribute='姓名')|list)"
    p.table(
        [Column("姓名", 26), Column("单位", 54, "left"), Column("职务", 30), Column("组内身份", 20), Column("签字", 28)],
        if_row(f"{head} and {head} not in {names}", [f"{{{{ {head} }}}}", "", "", "组长", ""]),
        each_row(
            f"人 in {inspection}.成员",
            ["{{ 人.姓名 }}", "{{ 人.单位 }}", "{{ 人.职务 }}",
             f"{{% if {head} and 人.姓名 == {head} %}}组长{{% elif {head} %}}成员{{% endif %}}", ""],
            otherwise=empty_rows(blanks, 5),
        ),
        size=10,
        height=10,
    )  # fmt: skip


def opinion_lines(inspection: str) -> list[Content]:
    """The team's opinion, one paragraph a sentence, for a cell."""
    return [f"{{%p for 条 in {inspection}.意见 %}}", "{{ loop.index }}.{{ 条 }}", "{%p endfor %}"]


def verdict_boxes(verdict: str) -> str:
    """The three verdicts with the given one ticked; a verdict in other words gets a box of its own."""
    names = ("合格", "限期整改", "不合格")
    other = f"{{% if {verdict} and {verdict} not in {list(names)} %}}　☑{{{{ {verdict} }}}}{{% endif %}}"
    return "　".join(tick(f'{verdict} == "{name}"', name) for name in names) + other
