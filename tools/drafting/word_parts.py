"""The package of a drawn .docx: footers, properties, relationships and the zip, the same bytes for the same drawing."""

from __future__ import annotations

import zipfile
from collections.abc import Sequence
from pathlib import Path
from xml.etree import ElementTree as ET

from .word_styles import R, draw_font_table, draw_settings, draw_styles, draw_text, el

RELS = "http://schemas.openxmlformats.org/package/2006/relationships"
_FIXED_TIME = "2026-01-01T00:00:00Z"
_ZIP_TIME = (1980, 1, 1, 0, 0, 0)


def field_runs(code: str, shown: str, size: int = 0) -> list[ET.Element]:
    """The five runs of a Word field; `size` overrides the style's letters."""

    def run(child: ET.Element) -> ET.Element:
        return el("r", el("rPr", el("sz", val=size), el("szCs", val=size)), child) if size else el("r", child)

    begin = el("fldChar", fldCharType="begin")
    middle, end = el("fldChar", fldCharType="separate"), el("fldChar", fldCharType="end")
    return [run(begin), run(draw_text(f" {code} ", "instrText")), run(middle), run(draw_text(shown)), run(end)]


def draw_footer(style: str, width: int, *, even: bool) -> ET.Element:
    """A footer line `width` twips wide: the paper's key small on the inner side and the page number.

    `style`: 外侧 (“— 1 —” outside, GB/T 9704), 居中 (the same, centred) or 页次 (“第1页 共2页”, centred, for forms).
    """
    key, number = (
        el("r", el("rPr", el("sz", val=18), el("szCs", val=18)), draw_text("{{ 材料.键 }}")),
        _page_number(style),
    )
    edge = width if style == "外侧" and even else width - 280 if style == "外侧" else width // 2
    tabs = el("tabs", el("tab", val="right" if style == "外侧" else "center", pos=edge))
    properties = el("pPr", el("pStyle", val="Footer"), tabs)
    if style == "外侧" and even:
        properties.append(el("ind", leftChars=100, left=280))
        line = [*number, el("r", el("tab")), key]
    else:
        line = [key, el("r", el("tab")), *number]
    return el("ftr", el("p", properties, *line))


def _page_number(style: str) -> list[ET.Element]:
    def words(text: str, size: int) -> ET.Element:
        return el("r", el("rPr", el("sz", val=size), el("szCs", val=size)), draw_text(text))

    if style == "页次":
        page, pages = field_runs("PAGE", "1", 21), field_runs("NUMPAGES", "1", 21)
        return [words("第", 21), *page, words("页　共", 21), *pages, words("页", 21)]
    return [words("— ", 28), *field_runs("PAGE", "1", 28), words(" —", 28)]


_OFFICE = "application/vnd.openxmlformats-officedocument"
_PACKAGE = "application/vnd.openxmlformats-package"


def _plain_xml(text: str) -> bytes:
    return f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n{text}'.encode()


def _node_xml(node: ET.Element) -> bytes:
    return _plain_xml(ET.tostring(node, encoding="unicode"))


def _relations(rows: Sequence[tuple[str, str, str]]) -> bytes:
    lines = "".join(f'<Relationship Id="{i}" Type="{kind}" Target="{target}"/>' for i, kind, target in rows)
    return _plain_xml(f'<Relationships xmlns="{RELS}">{lines}</Relationships>')


def _content_types(footers: int) -> bytes:
    words = {"document": "document.main", "styles": "styles", "settings": "settings", "fontTable": "fontTable"}
    words |= {f"footer{i}": "footer" for i in range(1, footers + 1)}
    parts = {f"/word/{name}.xml": f"{_OFFICE}.wordprocessingml.{kind}+xml" for name, kind in words.items()}
    parts["/docProps/core.xml"] = f"{_PACKAGE}.core-properties+xml"
    parts["/docProps/app.xml"] = f"{_OFFICE}.extended-properties+xml"
    lines = "".join(f'<Override PartName="{name}" ContentType="{kind}"/>' for name, kind in parts.items())
    return _plain_xml(
        '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        f'<Default Extension="rels" ContentType="{_PACKAGE}.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{lines}</Types>'
    )


def _core_properties() -> bytes:
    date = f'xsi:type="dcterms:W3CDTF">{_FIXED_TIME}'
    return _plain_xml(
        '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" '
        'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        "<dc:title>{{ 材料.题名 }}</dc:title><dc:creator></dc:creator><dc:language>zh-CN</dc:language>"
        f"<dcterms:created {date}</dcterms:created><dcterms:modified {date}</dcterms:modified></cp:coreProperties>"
    )


def write_package(path: Path, body: ET.Element, footers: Sequence[ET.Element], *, mirrored: bool) -> None:
    """Write the .docx: the same drawing gives the same bytes. Footer i has the relationship id `rIdF{i}` (from 1)."""
    package = "http://schemas.openxmlformats.org/package/2006/relationships/metadata"
    root = [
        ("rId1", f"{R}/officeDocument", "word/document.xml"),
        ("rId2", f"{package}/core-properties", "docProps/core.xml"),
        ("rId3", f"{R}/extended-properties", "docProps/app.xml"),
    ]
    own = [(f"rId{i}", f"{R}/{kind}", f"{kind}.xml") for i, kind in enumerate(("styles", "settings", "fontTable"), 1)]
    own += [(f"rIdF{i}", f"{R}/footer", f"footer{i}.xml") for i in range(1, len(footers) + 1)]
    app = "http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"
    members = {
        "[Content_Types].xml": _content_types(len(footers)),
        "_rels/.rels": _relations(root),
        "word/document.xml": _node_xml(el("document", body)),
        "word/_rels/document.xml.rels": _relations(own),
        "word/styles.xml": _node_xml(draw_styles()),
        "word/settings.xml": _node_xml(draw_settings(mirrored=mirrored)),
        "word/fontTable.xml": _node_xml(draw_font_table()),
        "docProps/core.xml": _core_properties(),
        "docProps/app.xml": _plain_xml(f'<Properties xmlns="{app}"></Properties>'),
    } | {f"word/footer{i}.xml": _node_xml(node) for i, node in enumerate(footers, 1)}
    path.parent.mkdir(parents=True, exist_ok=True)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package_file:
        for name, data in members.items():
            info = zipfile.ZipInfo(name, _ZIP_TIME)
            info.compress_type = zipfile.ZIP_DEFLATED
            package_file.writestr(info, data)
