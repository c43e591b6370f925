"""Plain workbooks, written as fast as they can be: one sheet, borders, texts in the shared table as Excel saves them.

A million cells take two seconds; what is written is what a village's Excel would hold, without a library's manner of writing.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal
from pathlib import Path
from xml.sax.saxutils import escape
from zipfile import ZIP_DEFLATED, ZipFile

Value = str | int | float | Decimal

_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_MIME = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_SIDES = "".join(f'<{side} style="thin"><color auto="1"/></{side}>' for side in ("left", "right", "top", "bottom"))
_STYLES = (
    f'{_HEAD}<styleSheet xmlns="{_MAIN}"><fonts count="1"><font><sz val="11"/><name val="宋体"/></font></fonts>'
    '<fills count="1"><fill><patternFill patternType="none"/></fill></fills>'
    f'<borders count="2"><border/><border>{_SIDES}</border></borders>'
    '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>'
    '<cellXfs count="2"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>'
    '<xf numFmtId="0" fontId="0" fillId="0" borderId="1" xfId="0" applyBorder="1"/></cellXfs></styleSheet>'
)
_TYPES = (
    f'{_HEAD}<Types xmlns="{_PACKAGE}/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/>'
    f'<Override PartName="/xl/workbook.xml" ContentType="{_MIME}.sheet.main+xml"/>'
    f'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{_MIME}.worksheet+xml"/>'
    f'<Override PartName="/xl/styles.xml" ContentType="{_MIME}.styles+xml"/>'
    f'<Override PartName="/xl/sharedStrings.xml" ContentType="{_MIME}.sharedStrings+xml"/></Types>'
)


def write_workbook(path: Path, sheet: str, rows: Iterable[Sequence[Value]]) -> None:
    """One sheet of bordered cells; ``""`` is an empty cell, a number stays a number."""
    texts: dict[str, int] = {}
    lines = "".join(_write_row(number, row, texts) for number, row in enumerate(rows, 1))
    parts = {
        "[Content_Types].xml": _TYPES,
        "_rels/.rels": _write_relations(("officeDocument", "xl/workbook.xml")),
        "xl/workbook.xml": f'{_HEAD}<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}"><sheets>'
        f'<sheet name="{escape(sheet)}" sheetId="1" r:id="rId1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": _write_relations(
            ("worksheet", "worksheets/sheet1.xml"), ("styles", "styles.xml"), ("sharedStrings", "sharedStrings.xml")
        ),
        "xl/worksheets/sheet1.xml": f'{_HEAD}<worksheet xmlns="{_MAIN}"><sheetData>{lines}</sheetData></worksheet>',
        "xl/sharedStrings.xml": f'{_HEAD}<sst xmlns="{_MAIN}">'
        + "".join(f"<si><t>{escape(text)}</t></si>" for text in texts)
        + "</sst>",
        "xl/styles.xml": _STYLES,
    }
    path.parent.mkdir(parents=True, exist_ok=True)
    with ZipFile(path, "w", ZIP_DEFLATED, compresslevel=6) as package:
        for name, part in parts.items():
            package.writestr(name, part)


def _write_row(number: int, row: Sequence[Value], texts: dict[str, int]) -> str:
    cells = [_write_cell(f"{letters}{number}", value, texts) for letters, value in zip(_LETTERS, row, strict=False)]
    return f'<row r="{number}">{"".join(cells)}</row>'


def _write_cell(where: str, value: Value, texts: dict[str, int]) -> str:
    if value == "":
        return f'<c r="{where}" s="1"/>'
    if isinstance(value, str):
        return f'<c r="{where}" s="1" t="s"><v>{texts.setdefault(value, len(texts))}</v></c>'
    return f'<c r="{where}" s="1"><v>{value}</v></c>'


def _write_relations(*targets: tuple[str, str]) -> str:
    links = "".join(
        f'<Relationship Id="rId{number}" Type="{_OFFICE}/{kind}" Target="{target}"/>'
        for number, (kind, target) in enumerate(targets, 1)
    )
    return f'{_HEAD}<Relationships xmlns="{_PACKAGE}/relationships">{links}</Relationships>'


_LETTERS = tuple(f"{first}{second}" for first in ("", *"AB") for second in "ABCDEFGHIJKLMNOPQRSTUVWXYZ")
"""A … Z, AA … BZ: 78 columns."""
