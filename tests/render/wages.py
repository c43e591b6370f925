"""The wage sheet of the tests, with its tags in rows of their own or inside the data row."""

from __future__ import annotations

from decimal import Decimal
from io import BytesIO
from typing import Any

from openpyxl import Workbook
from openpyxl.workbook.defined_name import DefinedName

STYLES = ("tags in rows of their own", "tags in the data row")


class Wages:
    """The wage sheet as a template: ``data`` is its data row, ``total`` the row of its total."""

    def __init__(self, style: str) -> None:
        self.book = Workbook()
        self.sheet = self.book.active
        self.sheet.title = "发放表"
        alone = style == STYLES[0]
        self.data, self.total = (4, 6) if alone else (3, 4)
        self.sheet["A1"] = "{{ 项目.名称 }}劳务报酬发放表"
        for column, heading in enumerate(["姓名", "身份证号", "天数", "单价", "金额", "签字"], 1):
            self.sheet.cell(2, column, heading)
        first, last = "{%tr for 人 in 明细 %}", "{%tr endfor %}"
        if alone:
            self.sheet["A3"], self.sheet["A5"] = first, last
        name, sign = ("{{ 人.姓名 }}", None) if alone else (f"{first}{{{{ 人.姓名 }}}}", last)
        formula = f"=C{self.data}*D{self.data}"
        values = [name, "{{ 人.身份证号 }}", "{{ 人.天数 }}", "{{ 人.单价 }}", formula, sign]
        for column, value in enumerate(values, 1):
            self.sheet.cell(self.data, column, value)
        self.sheet.cell(self.data, 2).number_format = "@"
        self.sheet.cell(self.total, 1, "合计")
        self.sheet.cell(self.total, 5, f"=SUM(E{self.data}:E{self.data})")
        self.sheet.cell(self.total + 1, 1, "人均")
        self.sheet.cell(self.total + 2, 1, "制表人：")

    def save(self) -> bytes:
        """The template."""
        target = BytesIO()
        self.book.save(target)
        return target.getvalue()


def people(count: int) -> list[dict[str, Any]]:
    """So many workers, no two of one pay."""
    return [
        {
            "姓名": f"工人{n}",
            "身份证号": "511902198001010013",
            "天数": Decimal(n) + Decimal("0.5"),
            "单价": Decimal(100 + n),
        }
        for n in range(1, count + 1)
    ]


def paid(count: int) -> Decimal:
    """What they are paid together."""
    return sum((person["天数"] * person["单价"] for person in people(count)), Decimal(0))


def draw_figures(wages: Wages) -> None:
    """Formulas below, beside and on another sheet, and names, that all look at the rows of the workers."""
    sheet, data, total = wages.sheet, wages.data, wages.total
    sheet.cell(total, 3, f"=SUM(C{data}:C{data})")
    sheet.cell(total + 1, 5, f"=IF(C{total}=0,0,ROUND(E{total}/C{total},2))")
    sheet.cell(total + 2, 5, f"=E{total}*2")
    sheet["H1"] = f"=SUM($E${data}:$E${data})"
    sheet["H2"] = f"=E{total}"
    other = wages.book.create_sheet("汇总")
    other["A1"] = f"=SUM(发放表!E{data}:E{data})"
    other["A2"] = f"=发放表!E{total}"
    other["A3"] = f"=SUM('发放表'!$E${data}:$E${data})+发放表!$E${total}"
    other["A4"] = "=SUM(各人金额)"
    other["A5"] = "=合计数"
    other["A6"] = f"=COUNTA(发放表!A{data}:A{data})"
    other["A7"] = f'=SUMIF(发放表!A{data}:A{data},"工人2",发放表!E{data}:E{data})'
    other["A8"] = f'="E{data}"&"不是引用"'
    wages.book.defined_names["各人金额"] = DefinedName("各人金额", attr_text=f"发放表!$E${data}:$E${data}")
    wages.book.defined_names["合计数"] = DefinedName("合计数", attr_text=f"发放表!$E${total}")
