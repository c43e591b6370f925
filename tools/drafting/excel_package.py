"""What openpyxl leaves undone in a saved workbook: shared strings, and the order inside fonts."""

from __future__ import annotations

from io import BytesIO
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

from lxml import etree

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
_STRINGS = "xl/sharedStrings.xml"
_STRINGS_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"
_STRINGS_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/sharedStrings"
_FONT_ORDER = (
    *("b", "i", "strike", "condense", "extend", "outline", "shadow", "u", "vertAlign"),
    *("sz", "color", "name", "family", "charset", "scheme"),
)


def finish_package(package: bytes) -> bytes:
    """The workbook as every program reads it: texts become shared strings, which more viewers read than inline ones."""
    target = BytesIO()
    strings = _Strings()
    with ZipFile(BytesIO(package)) as source, ZipFile(target, "w", ZIP_DEFLATED) as archive:
        for name in source.namelist():
            content = source.read(name)
            if name.startswith("xl/worksheets/sheet"):
                content = _finish_sheet(content, strings)
            elif name == "xl/styles.xml":
                content = _order_fonts(content)
            elif name == "xl/_rels/workbook.xml.rels":
                content = _add_child(
                    content, _RELATIONS, "Relationship", Id="rIdStrings", Type=_STRINGS_RELATION, Target=f"/{_STRINGS}"
                )
            elif name == "[Content_Types].xml":
                content = _add_child(content, _TYPES, "Override", PartName=f"/{_STRINGS}", ContentType=_STRINGS_TYPE)
            archive.writestr(name, content)
        archive.writestr(_STRINGS, strings.write())
    return target.getvalue()


class _Strings:
    """The table of shared strings."""

    def __init__(self) -> None:
        self.numbers: dict[bytes, int] = {}
        self.root = etree.Element(f"{{{_MAIN}}}sst", nsmap={None: _MAIN})
        self.uses = 0

    def add(self, inline: Any) -> int:
        """The number of an inline string's content."""
        self.uses += 1
        inline.tag = f"{{{_MAIN}}}si"
        key = etree.tostring(inline, with_tail=False)
        if key not in self.numbers:
            self.numbers[key] = len(self.numbers)
            self.root.append(inline)
        return self.numbers[key]

    def write(self) -> bytes:
        self.root.set("count", str(self.uses))
        self.root.set("uniqueCount", str(len(self.numbers)))
        return _write(self.root)


def _finish_sheet(content: bytes, strings: _Strings) -> bytes:
    root = _read(content)
    for cell in root.iter(f"{{{_MAIN}}}c"):
        if cell.get("t") == "inlineStr":
            inline = cell.find(f"{{{_MAIN}}}is")
            cell.remove(inline)
            cell.set("t", "s")
            etree.SubElement(cell, f"{{{_MAIN}}}v").text = str(strings.add(inline))
        elif cell.find(f"{{{_MAIN}}}f") is not None:
            cell.attrib.pop("t", None)
            for value in cell.findall(f"{{{_MAIN}}}v"):
                cell.remove(value)
    return _write(root)


def _order_fonts(content: bytes) -> bytes:
    """Microsoft's validator wants the properties of a font in the order of its schema."""
    root = _read(content)
    for font in root.iter(f"{{{_MAIN}}}font"):
        font[:] = sorted(font, key=lambda child: _FONT_ORDER.index(etree.QName(child).localname))
    return _write(root)


def _add_child(content: bytes, namespace: str, tag: str, **attributes: str) -> bytes:
    root = _read(content)
    etree.SubElement(root, f"{{{namespace}}}{tag}", attributes)
    return _write(root)


def _read(content: bytes) -> Any:
    return etree.fromstring(content, etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True))


def _write(root: Any) -> bytes:
    written: bytes = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
    return written
