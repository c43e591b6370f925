"""Workbooks as other programs write them: other prefixes, cells without places, texts in the cells, shared formulas."""

from __future__ import annotations

from decimal import Decimal

import pytest

from archivegen.errors import TemplateError
from tests.render.book.rich import edit, parts_of
from tests.render.workbooks import build, read, render, rows

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
WORDS = {"明细": [{"名": "甲", "数": Decimal("1.5")}, {"名": "乙", "数": Decimal(2)}]}


def with_sheet(markup: str, **more: str) -> bytes:
    return edit(build({"A1": "x"}), {"xl/worksheets/sheet1.xml": lambda _: markup, **more})


def test_prefixed_elements_cells_without_places_and_texts_in_cells() -> None:
    sheet = f"""<?xml version="1.0"?>
<x:worksheet xmlns:x="{MAIN}" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" mc:Ignorable="x14ac"
 xmlns:x14ac="http://schemas.microsoft.com/office/spreadsheetml/2009/9/ac"><x:sheetData>
<x:row x14ac:dyDescent="0.2"><x:c t="inlineStr"><x:is><x:t>姓名</x:t></x:is></x:c><x:c t="str"><x:v>天数</x:v></x:c></x:row>
<x:row><x:c t="inlineStr"><x:is><x:r><x:t>{{%tr for 人 </x:t></x:r><x:r><x:t>in 明细 %}}{{{{ 人.名 }}}}</x:t></x:r></x:is></x:c>
<x:c t="str"><x:v>{{{{ 人.数 }}}}{{%tr endfor %}}</x:v></x:c></x:row>
<x:row><x:c t="inlineStr"><x:is><x:t xml:space="preserve"> 合计 </x:t></x:is></x:c><x:c><x:f>SUM(B2:B2)</x:f><x:v>9</x:v></x:c></x:row>
</x:sheetData><x:mergeCells count="1"><x:mergeCell ref="A4:B4"/></x:mergeCells></x:worksheet>"""
    paper = render(with_sheet(sheet), **WORDS)
    assert rows(paper, figures=True) == [["姓名", "天数"], ["甲", 1.5], ["乙", 2], [" 合计 ", 3.5], [None, None]]
    assert {str(area) for area in read(paper).active.merged_cells.ranges} == {"A5:B5"}
    assert '<worksheet xmlns="' in parts_of(paper)["xl/worksheets/sheet1.xml"]


def test_shared_formulas_are_what_they_mean() -> None:
    sheet = (
        f'<worksheet xmlns="{MAIN}"><sheetData><row r="1"><c r="A1"><v>1</v></c><c r="B1"><f t="shared" ref="B1:B3" si="0">'
        'A1*$A$1+A$1+LOG10(10)</f><v>9</v></c></row><row r="2"><c r="A2"><v>2</v></c><c r="B2"><f t="shared" si="0"/></c></row>'
        '<row r="3"><c r="A3"><v>3</v></c><c r="B3"><f t="shared" si="0"/></c></row></sheetData></worksheet>'
    )
    made = rows(render(with_sheet(sheet)))
    assert [row[1] for row in made] == [
        "=A1*$A$1+A$1+LOG10(10)",
        "=A2*$A$1+A$1+LOG10(10)",
        "=A3*$A$1+A$1+LOG10(10)",
    ]


def test_what_an_array_formula_last_gave_is_no_content() -> None:
    sheet = (
        f'<worksheet xmlns="{MAIN}"><sheetData><row r="1"><c r="A1"><v>1</v></c><c r="B1"><f t="array" ref="B1:B2">A1:A2*2</f>'
        '<v>2</v></c></row><row r="2"><c r="A2"><v>5</v></c><c r="B2"><v>10</v></c></row></sheetData></worksheet>'
    )
    formula = read(render(with_sheet(sheet))).active["B1"].value
    assert (formula.ref, formula.text) == ("B1:B2", "=A1:A2*2")


@pytest.mark.parametrize(
    ("sheet", "told"),
    [
        ('<worksheet xmlns="http://purl.oclc.org/ooxml/spreadsheetml/main"><sheetData/></worksheet>', "严格"),
        (f'<!DOCTYPE x [<!ENTITY a "b">]><worksheet xmlns="{MAIN}"><sheetData/></worksheet>', "DTD"),
        (f'<worksheet xmlns="{MAIN}"><sheetData>', "坏了"),
    ],
)
def test_what_cannot_be_read_is_refused(sheet: str, told: str) -> None:
    with pytest.raises(TemplateError, match=told):
        render(with_sheet(sheet))


def test_newer_conditional_formats_and_sparklines_move_too() -> None:
    x14 = "http://schemas.microsoft.com/office/spreadsheetml/2009/9/main"
    xm = "http://schemas.microsoft.com/office/excel/2006/main"
    extensions = (
        f'<extLst><ext xmlns:x14="{x14}" uri="{{78C0D931-6437-407d-A8EE-F0AAD7539E65}}"><x14:conditionalFormattings>'
        f'<x14:conditionalFormatting xmlns:xm="{xm}"><x14:cfRule type="expression" priority="9" id="{{00000000-0000-0000-0000-'
        '000000000001}"><xm:f>$B3&gt;$B$5</xm:f></x14:cfRule><xm:sqref>A3:B3</xm:sqref></x14:conditionalFormatting>'
        f'</x14:conditionalFormattings></ext><ext xmlns:x14="{x14}" uri="{{05C60535-1F16-4fd2-B633-F4F36F0B64E0}}">'
        f'<x14:sparklineGroups xmlns:xm="{xm}"><x14:sparklineGroup><x14:colorSeries rgb="FF376092"/><x14:sparklines>'
        "<x14:sparkline><xm:f>发放表!A3:B3</xm:f><xm:sqref>C3</xm:sqref></x14:sparkline></x14:sparklines>"
        "</x14:sparklineGroup></x14:sparklineGroups></ext></extLst>"
    )
    cells = {
        "A2": "{%tr for 人 in 明细 %}",
        "A3": "{{ 人.名 }}",
        "B3": "{{ 人.数 }}",
        "A4": "{%tr endfor %}",
        "B5": "=SUM(B3:B3)",
    }
    template = edit(
        build(cells), {"xl/worksheets/sheet1.xml": lambda old: old.replace("</worksheet>", f"{extensions}</worksheet>")}
    )
    sheet = parts_of(render(template, **WORDS))["xl/worksheets/sheet1.xml"]
    assert "<xm:f>$B2&gt;$B$4</xm:f>" in sheet
    assert "<xm:sqref>A2:B3</xm:sqref>" in sheet
    assert sheet.count("<x14:sparkline>") == 2
    assert "<xm:f>发放表!A3:B3</xm:f></xm:f>" not in sheet
    assert "<xm:f>发放表!A3:B3</xm:f><xm:sqref>C3</xm:sqref>" in sheet
    assert "extLst" not in parts_of(render(template, 明细=[]))["xl/worksheets/sheet1.xml"]


def test_a_condition_over_the_rows_of_tags_is_that_of_the_data() -> None:
    from openpyxl.formatting.rule import FormulaRule

    cells = {"A2": "{%tr for 人 in 明细 %}", "A3": "{{ 人.名 }}", "B3": "{{ 人.数 }}", "A4": "{%tr endfor %}"}
    template = build(cells, lambda sheet: sheet.conditional_formatting.add("B2:B4", FormulaRule(formula=["$B2>1"])))
    (condition,) = read(render(template, **WORDS)).active.conditional_formatting
    assert (str(condition.sqref), condition.rules[0].formula) == ("B2:B3", ["$B2>1"])
