"""The parts of an Office file while remarks are laid into it: XML, relations, content types.  Nothing else is touched."""

from __future__ import annotations

import posixpath
import re
from typing import Any

from lxml import etree

from archivegen.errors import TemplateError
from archivegen.language import printable
from archivegen.render.package import pack_part, read_package, write_package

AUTHOR = "archivegen"
"""Whose remarks these are; those of other people are never touched."""

Xml = Any
"""An lxml element."""

_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
_CONTENT_TYPES = "[Content_Types].xml"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_OFFICE_STRICT = "http://purl.oclc.org/ooxml/officeDocument/relationships"


class OfficeParts:
    """The parts by their names; an XML part that was asked for is written back when the file is."""

    def __init__(self, content: bytes, name: str) -> None:
        """Raises ``TemplateError`` for what is no Office file; ``name`` is the file's."""
        self.name = name
        self.parts = read_package(content, name)
        self._trees: dict[str, Xml] = {}
        self._read: dict[str, bytes] = {}
        if _CONTENT_TYPES not in self.parts:
            raise self._broken()

    def xml(self, member: str) -> Xml:
        """The root of a part; changes to it count."""
        if member not in self._trees:
            parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
            try:
                root = etree.fromstring(self.parts[member], parser)
            except (KeyError, ValueError, etree.XMLSyntaxError) as error:
                raise self._broken() from error
            if root.getroottree().docinfo.doctype:
                raise TemplateError(
                    f"模板 {self.name} 里有 DTD 或实体，可能被人动过手脚，请用 Word、Excel 或 WPS 另存一份"
                )
            self._trees[member] = root
            self._read[member] = etree.tostring(root.getroottree())
        return self._trees[member]

    def put_xml(self, member: str, root: Xml, content_type: str) -> None:
        """Add a part."""
        self._trees[member] = root
        self.parts[member] = b""
        types = self.xml(_CONTENT_TYPES)
        etree.SubElement(types, f"{{{_TYPES}}}Override", PartName=f"/{member}", ContentType=content_type)

    def put_bytes(self, member: str, content: bytes) -> None:
        """Replace or add a part that is no strict XML."""
        self.parts[member] = content
        self._trees.pop(member, None)

    def declare_suffix(self, suffix: str, content_type: str) -> None:
        """The content type of all parts with a suffix, when it is not told yet."""
        types = self.xml(_CONTENT_TYPES)
        defaults = types.findall(f"{{{_TYPES}}}Default")
        if suffix not in [default.get("Extension", "").lower() for default in defaults]:
            types.insert(0, etree.Element(f"{{{_TYPES}}}Default", Extension=suffix, ContentType=content_type))

    def main_part(self) -> str:
        """``word/document.xml`` or ``xl/workbook.xml``, whatever it is called here."""
        found = self.related("", "officeDocument")
        if not found or found[0] not in self.parts:
            raise self._broken()
        return found[0]

    def related(self, member: str, kind: str) -> list[str]:
        """The parts to which ``member`` has a relation whose type ends in ``kind``."""
        return [target for _, relation, target in self._relations(member) if relation.endswith(f"/{kind}")]

    def target(self, member: str, identity: str) -> str | None:
        """The part behind a relation's id."""
        return next((target for known, _, target in self._relations(member) if known == identity), None)

    def relate(self, member: str, kind: str, target: str) -> str:
        """A new relation from ``member`` to the part ``target``; its id."""
        name = _relations_of(member)
        if name not in self.parts:
            self.parts[name] = b""
            self._trees[name] = etree.Element(f"{{{_RELATIONS}}}Relationships", nsmap={None: _RELATIONS})
        root = self.xml(name)
        taken = {relation.get("Id") for relation in root}
        identity = next(f"rId{n}" for n in range(1, len(taken) + 2) if f"rId{n}" not in taken)
        way = posixpath.relpath(target, posixpath.dirname(member) or ".")
        etree.SubElement(
            root,
            f"{{{_RELATIONS}}}Relationship",
            Id=identity,
            Type=f"{self.office_namespace()}/{kind}",
            Target=way,
        )
        return identity

    def office_namespace(self) -> str:
        """Of relations; files saved as "strict" have another."""
        main = etree.QName(self.xml(self.main_part())).namespace or ""
        return _OFFICE_STRICT if "purl.oclc.org" in main else _OFFICE

    def free_name(self, pattern: str) -> str:
        """The first of ``xl/comments1.xml``, ``xl/comments2.xml`` … that is free."""
        taken = {name.casefold() for name in self.parts}
        return next(name for n in range(1, len(taken) + 2) if (name := pattern.format(n)).casefold() not in taken)

    def contents(self) -> dict[str, bytes]:
        """All parts as they are now; a part that did not change keeps its bytes."""
        for member, root in self._trees.items():
            tree = root.getroottree()
            if self._read.get(member) != etree.tostring(tree):
                self.parts[member] = etree.tostring(tree, xml_declaration=True, encoding="UTF-8", standalone=True)
        return self.parts

    def write(self) -> bytes:
        """The file."""
        return write_package(pack_part(name, content) for name, content in self.contents().items())

    def _relations(self, member: str) -> list[tuple[str, str, str]]:
        name = _relations_of(member)
        if name not in self.parts:
            return []
        folder = posixpath.dirname(member)
        return [
            (
                relation.get("Id", ""),
                relation.get("Type", ""),
                posixpath.normpath(posixpath.join("/", folder, relation.get("Target", ""))).lstrip("/"),
            )
            for relation in self.xml(name)
            if relation.get("TargetMode") != "External" and isinstance(relation.tag, str)
        ]

    def _broken(self) -> TemplateError:
        return TemplateError(
            f"模板 {self.name} 打不开，不是完好的 Word 或 Excel 文件，请用 Word、Excel 或 WPS 另存一份"
        )


def one_line(text: str) -> str:
    """A text of a remark on one line, without what no XML may hold."""
    return re.sub(r"\s+", " ", str(printable(text))).strip()


def read_cell(reference: str) -> tuple[int, int]:
    """Row and column of ``B7``, counted from 1; (0, 0) for what is no cell."""
    found = re.fullmatch(r"\$?([A-Z]+)\$?([0-9]+)", reference.upper())
    if found is None:
        return (0, 0)
    column = 0
    for letter in found[1]:
        column = column * 26 + ord(letter) - ord("A") + 1
    return (int(found[2]), column)


def _relations_of(member: str) -> str:
    folder, name = posixpath.split(member)
    return posixpath.join(folder, "_rels", f"{name}.rels")
