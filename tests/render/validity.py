"""What makes Word or Excel say «unreadable content»: looked for in a package, told as a list of faults (empty when sound)."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Any

from lxml import etree

from tests.render.packages import NAMESPACES, W, members

_BLOCK_HOMES = {"body", "tc", "txbxContent", "hdr", "ftr", "footnote", "endnote", "comment", "sdtContent", "customXml"}
_MARKED = {"ins", "del", "moveFrom", "moveTo"}
_RUN_HOMES = {
    "p",
    "hyperlink",
    "smartTag",
    "sdtContent",
    "fldSimple",
    "customXml",
    "rt",
    "rubyBase",
    "dir",
    "bdo",
} | _MARKED
_HOMES = {
    "p": _BLOCK_HOMES | _MARKED,
    "tbl": _BLOCK_HOMES | _MARKED,
    "tr": {"tbl", "sdtContent", "customXml"} | _MARKED,
    "tc": {"tr", "sdtContent", "customXml"} | _MARKED,
    "r": _RUN_HOMES,
    "t": {"r"},
}
_HAVE_TEXT = {"t", "delText", "instrText", "delInstrText"}
_FIRST = {"pPr": "p", "rPr": "r", "tcPr": "tc", "trPr": "tr", "tblPr": "tbl"}
_CONTENT_TYPES = "[Content_Types].xml"
_TYPES = "{http://schemas.openxmlformats.org/package/2006/content-types}"
_RELATION = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
_S = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_SHEET_ORDER = re.findall(
    r"\w+",
    """sheetPr dimension sheetViews sheetFormatPr cols sheetData sheetCalcPr sheetProtection protectedRanges scenarios autoFilter
    sortState dataConsolidate customSheetViews mergeCells phoneticPr conditionalFormatting dataValidations hyperlinks
    printOptions pageMargins pageSetup headerFooter rowBreaks colBreaks customProperties cellWatches ignoredErrors smartTags
    drawing legacyDrawing legacyDrawingHF drawingHF picture oleObjects controls webPublishItems tableParts extLst""",
)
_STORY = re.compile(r"word/(document|header|footer|footnotes|endnotes|comments)[^/]*\.xml$")
_RELATION_ID = re.compile(rb'\sr:\w+="([^"]+)"')
_CELL = re.compile(r"([A-Z]+)(\d+)")


def find_docx_faults(package: bytes) -> list[str]:
    """The faults of a Word file."""
    parts = members(package)
    faults = list(_package_faults(parts))
    for name, content in parts.items():
        if _STORY.match(name) and not faults:
            faults += [f"{name}: {fault}" for fault in _word_faults(etree.fromstring(content))]
    return faults


def find_xlsx_faults(package: bytes) -> list[str]:
    """The faults of an Excel file."""
    parts = members(package)
    faults = list(_package_faults(parts))
    if faults:
        return faults
    styles = len(etree.fromstring(parts["xl/styles.xml"]).find(f"{_S}cellXfs"))
    texts = len(etree.fromstring(parts["xl/sharedStrings.xml"])) if "xl/sharedStrings.xml" in parts else 0
    for name, content in parts.items():
        if re.fullmatch(r"xl/worksheets/[^/]+\.xml", name):
            faults += [f"{name}: {fault}" for fault in _sheet_faults(etree.fromstring(content), styles, texts)]
    workbook = etree.fromstring(parts["xl/workbook.xml"])
    titles = [sheet.get("name") for sheet in workbook.iter(f"{_S}sheet")]
    if any(not 1 <= len(title) <= 31 or re.search(r"[\[\]:*?/\\]", title) for title in titles):
        faults.append(f"sheet names {titles}")
    faults += [f"sheet name twice: {twice}" for twice in _twice(title.casefold() for title in titles)]
    defined = [(node.get("name").casefold(), node.get("localSheetId")) for node in workbook.iter(f"{_S}definedName")]
    faults += [f"defined name twice: {twice}" for twice in _twice(defined)]
    faults += [f"names sheet {where} of {len(titles)}" for _, where in defined if where and int(where) >= len(titles)]
    return faults


def _package_faults(parts: dict[str, bytes]) -> Iterator[str]:
    for name, content in parts.items():
        if name.endswith((".xml", ".rels", ".vml")) and (fault := _read_fault(content)):
            yield f"{name}: {fault}"
            return
    types = etree.fromstring(parts[_CONTENT_TYPES])
    suffixes = {node.get("Extension").lower() for node in types.iter(f"{_TYPES}Default")}
    typed = [node.get("PartName").lstrip("/") for node in types.iter(f"{_TYPES}Override")]
    yield from (f"type of {name} twice" for name in _twice(typed))
    yield from (f"typed but not there: {name}" for name in typed if name not in parts)
    for name, content in parts.items():
        if name != _CONTENT_TYPES and name not in typed and name.rsplit(".", 1)[-1].lower() not in suffixes:
            yield f"no content type: {name}"
        if name.endswith(".rels"):
            yield from _relation_faults(name, etree.fromstring(content), parts)
        elif name.endswith(".xml"):
            yield from _unknown_relations(name, content, parts)


def _relation_faults(name: str, root: Any, parts: dict[str, bytes]) -> Iterator[str]:
    yield from (f"{name}: relation twice: {twice}" for twice in _twice(node.get("Id") for node in root))
    home = posixpath.dirname(posixpath.dirname(name))
    for node in root.iter(_RELATION):
        target = node.get("Target")
        if node.get("TargetMode") != "External" and target != "NULL" and not target.startswith("#"):
            found = posixpath.normpath(posixpath.join("/", home, target)).lstrip("/")
            if found not in parts:
                yield f"{name}: {node.get('Id')} leads to {found}, which is not there"


def _unknown_relations(name: str, content: bytes, parts: dict[str, bytes]) -> Iterator[str]:
    used = set(_RELATION_ID.findall(content))
    rels = posixpath.join(posixpath.dirname(name), "_rels", posixpath.basename(name) + ".rels")
    known = {node.get("Id").encode() for node in etree.fromstring(parts[rels])} if used and rels in parts else set()
    yield from (f"{name}: {used_id.decode()} is no relation" for used_id in sorted(used - known))


@lru_cache(maxsize=512)
def _read_fault(content: bytes) -> str:
    if b"<!DOCTYPE" in content:
        return "a document type"
    try:
        etree.fromstring(content)
    except etree.XMLSyntaxError as error:
        return f"not well-formed: {error}"
    return ""


def _word_faults(root: Any) -> Iterator[str]:
    for node in root.iter(f"{{{W}}}*"):
        kind = etree.QName(node).localname
        home = etree.QName(node.getparent()).localname if node.getparent() is not None else ""
        if kind in _HOMES and home not in _HOMES[kind]:
            yield f"w:{kind} in w:{home}"
        if kind in _FIRST and home == _FIRST[kind] and node.getparent().index(node) > (kind == "trPr"):
            yield f"w:{kind} is not the first in w:{home}"
        if kind not in _HAVE_TEXT and (node.text or "").strip():
            yield f"text in w:{kind}: {node.text.strip()!r}"
        if (node.tail or "").strip():
            yield f"text behind w:{kind}: {node.tail.strip()!r}"
        yield from _hollow(node, kind)
    yield from (f"docPr id twice: {twice}" for twice in _twice(root.xpath("//wp:docPr/@id", namespaces=NAMESPACES)))
    ids = root.xpath("//w:bookmarkStart/@w:id", namespaces=NAMESPACES)
    ends = root.xpath("//w:bookmarkEnd/@w:id", namespaces=NAMESPACES)
    yield from (f"bookmark id twice: {twice}" for twice in _twice(ids))
    if sorted(ids) != sorted(ends):
        yield f"bookmarks begin {ids} and end {ends}"
    depth = 0
    for mark in root.xpath("//w:fldChar/@w:fldCharType", namespaces=NAMESPACES):
        depth += {"begin": 1, "end": -1}.get(mark, 0)
    if depth:
        yield "a field without its end"


def _hollow(node: Any, kind: str) -> Iterator[str]:
    inner = [etree.QName(child).localname for child in node if isinstance(child.tag, str)]
    if kind == "tc" and (not inner or inner[-1] not in {"p", "sdt", "customXml"}):
        yield f"a cell that ends in {inner[-1:]}"
    if kind == "tr" and not {"tc", "sdt", "customXml"} & set(inner):
        yield "a row without cells"
    if kind == "tbl" and not {"tr", "sdt", "customXml"} & set(inner):
        yield "a table without rows"
    if kind in {"hdr", "ftr", "txbxContent", "footnote", "endnote"} and not {"p", "tbl", "sdt"} & set(inner):
        yield f"an empty w:{kind}"
    if kind == "body" and inner[-1] != "sectPr":
        yield f"the body ends in {inner[-1]}"


def _sheet_faults(root: Any, styles: int, texts: int) -> Iterator[str]:
    order = [etree.QName(child).localname for child in root if isinstance(child.tag, str)]
    if [_SHEET_ORDER.index(kind) for kind in order] != sorted(_SHEET_ORDER.index(kind) for kind in order):
        yield f"elements out of order: {order}"
    last_row = 0
    for row in root.iter(f"{_S}row"):
        number = int(row.get("r", last_row + 1))
        if number <= last_row:
            yield f"row {number} after {last_row}"
        last_row, last_column = number, 0
        for cell in row:
            letters, digits = _CELL.fullmatch(cell.get("r")).groups()
            column = _column(letters)
            if int(digits) != number or column <= last_column:
                yield f"cell {cell.get('r')} out of its place"
            last_column = column
            yield from _cell_faults(cell, styles, texts)
    merged: set[tuple[int, int]] = set()
    for merge in root.iter(f"{_S}mergeCell"):
        cells = _cells_of(merge.get("ref"))
        if cells & merged or len(cells) < 2:
            yield f"merge {merge.get('ref')} overlaps or is one cell"
        merged |= cells
    for kind in ("mergeCells", "dataValidations", "hyperlinks", "rowBreaks", "colBreaks"):
        yield from (f"an empty {kind}" for node in root.iter(_S + kind) if not len(node))


def _cell_faults(cell: Any, styles: int, texts: int) -> Iterator[str]:
    value = cell.findtext(f"{_S}v")
    if int(cell.get("s", 0)) >= styles:
        yield f"{cell.get('r')}: no style {cell.get('s')}"
    if cell.get("t") == "s" and not 0 <= int(value or -1) < texts:
        yield f"{cell.get('r')}: no text {value}"
    if cell.get("t", "n") == "n" and value is not None and not re.fullmatch(r"-?\d+(\.\d+)?([Ee][-+]?\d+)?", value):
        yield f"{cell.get('r')}: no number: {value}"


def _column(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number


def _cells_of(reference: str) -> set[tuple[int, int]]:
    corners = [_CELL.fullmatch(corner).groups() for corner in reference.split(":")]
    (left, top), (right, bottom) = corners[0], corners[-1]
    columns, rows = range(_column(left), _column(right) + 1), range(int(top), int(bottom) + 1)
    return {(row, column) for row in rows for column in columns}


def _twice(values: Iterable[Any]) -> list[Any]:
    seen: set[Any] = set()
    return [value for value in values if value in seen or seen.add(value)]
