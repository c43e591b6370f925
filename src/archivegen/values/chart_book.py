"""The workbook inside a chart, which Office opens when somebody edits its figures."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from archivegen.values.chart_xml import SHEET, Names, Series, column_letter
from archivegen.values.xml_text import escape_xml

_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_SHEET_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_FIXED = {
    "[Content_Types].xml": f'<Types xmlns="{_PACKAGE}/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/>'
    f'<Override PartName="/xl/workbook.xml" ContentType="{_SHEET_TYPE}.sheet.main+xml"/>'
    f'<Override PartName="/xl/styles.xml" ContentType="{_SHEET_TYPE}.styles+xml"/>'
    f'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{_SHEET_TYPE}.worksheet+xml"/></Types>',
    "_rels/.rels": f'<Relationships xmlns="{_PACKAGE}/relationships">'
    f'<Relationship Id="rId1" Type="{_OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
    "xl/workbook.xml": f'<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}"><sheets>'
    f'<sheet name="{SHEET}" sheetId="1" r:id="rId1"/></sheets></workbook>',
    "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{_PACKAGE}/relationships">'
    f'<Relationship Id="rId1" Type="{_OFFICE}/worksheet" Target="worksheets/sheet1.xml"/>'
    f'<Relationship Id="rId2" Type="{_OFFICE}/styles" Target="styles.xml"/></Relationships>',
    "xl/styles.xml": f'<styleSheet xmlns="{_MAIN}"><fonts count="1"><font/></fonts><fills count="2">'
    '<fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills>'
    '<borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs>'
    '<cellXfs count="2"><xf xfId="0"/><xf xfId="0" numFmtId="14" applyNumberFormat="1"/></cellXfs>'
    '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>',
}


def write_book(names: Names, series: Series, *, begins_with_days: bool = False) -> bytes:
    """The workbook of a chart: names in column A, a series a column; equal figures give equal bytes.

    ``begins_with_days``: the first series are days as Office counts them, and shown as dates.
    """
    rows = [_write_row(1, ["", *(name for name, _ in series)])]
    for number, name in enumerate(names):
        cells = [name, *(values[number] for _, values in series)]
        rows.append(_write_row(number + 2, cells, day_column=2 if begins_with_days else 0))
    sheet = f'<worksheet xmlns="{_MAIN}"><sheetData>{"".join(rows)}</sheetData></worksheet>'
    target = BytesIO()
    with ZipFile(target, "w", ZIP_DEFLATED) as package:
        for member, content in {**_FIXED, "xl/worksheets/sheet1.xml": sheet}.items():
            info = ZipInfo(member)  # its time is 1980, not now
            info.compress_type, info.create_system = ZIP_DEFLATED, 0
            package.writestr(info, f"{_HEAD}{content}")
    return target.getvalue()


def _write_row(number: int, values: list[str | Decimal | None], *, day_column: int = 0) -> str:
    return f'<row r="{number}">{"".join(_write_cells(number, values, day_column))}</row>'


def _write_cells(row: int, values: list[str | Decimal | None], day_column: int) -> Iterator[str]:
    for column, value in enumerate(values, 1):
        place = f"{column_letter(column)}{row}"
        if isinstance(value, str) and value:
            yield f'<c r="{place}" t="inlineStr"><is><t xml:space="preserve">{escape_xml(value)}</t></is></c>'
        elif isinstance(value, Decimal):
            style = ' s="1"' if column == day_column else ""
            yield f'<c r="{place}"{style}><v>{value:f}</v></c>'
