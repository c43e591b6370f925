"""What printed values add to a paper's package: pictures, links and parts, each with its relationship and content type.

One :class:`Package` lives as long as one render, so threads never share it.  A value that is more than text prints itself
with the :class:`Additions` of the part that it is printed in (``printing``), by the methods it has:

* ``word_text(additions) -> str``: XML inside an open ``<w:t>``, e.g. ``</w:t><w:drawing>…</w:drawing><w:t xml:space="preserve">``;
* ``word_runs(additions) -> str``: XML between runs, for ``{{r value }}``;
* ``word_paragraphs(additions, look) -> str``: XML between paragraphs, for ``{{p value }}``; ``look`` is how its paragraph looked.
"""

from __future__ import annotations

import hashlib
import posixpath
from collections.abc import Collection, Iterator, Mapping
from contextvars import ContextVar
from dataclasses import dataclass, field
from html import escape

_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
_EMPTY_RELATIONS = (
    f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<Relationships xmlns="{_RELATIONS}"></Relationships>'
)
_PICTURES = {"png": "image/png", "jpeg": "image/jpeg"}
_TYPES = "[Content_Types].xml"
_FIRST_NUMBER = 1001

printing: ContextVar[Additions] = ContextVar("printing")
"""The additions of the part that is being printed."""


class Additions:
    """What the values printed in one part of the paper add; returns the relationship ids that the part's XML names."""

    def __init__(self, package: Package, part: str) -> None:
        self.part = part
        self._package = package
        self._known: dict[tuple[str, str], str] = {}
        self._relations: list[str] = []

    def add_media(self, content: bytes, kind: str) -> str:
        """Add a picture (``kind`` is ``png`` or ``jpeg``); equal pictures are one file in the package."""
        return self._relate("image", self._package.keep_media(content, kind))

    def add_link(self, url: str) -> str:
        """Add a link to an address outside the paper."""
        return self._relate("hyperlink", url, external=True)

    def add_part(
        self, name: str, content: bytes, content_type: str, rel_type: str, *owned: tuple[str, bytes, str, str]
    ) -> str:
        """Add a part such as ``word/charts/chart1.xml`` (numbered anew when the paper has one of that name).

        ``rel_type`` is the full type of its relationship, or the last word of an Office one, such as ``chart``.  The part
        refers to those that it owns, such as a chart to its workbook, as ``rIdA1``, ``rIdA2`` … in their order.
        """
        kept = self._package.keep_part(name, content, content_type)
        for part in owned:
            self._package.at(kept).add_part(*part)
        return self._relate(rel_type, kept)

    def next_number(self) -> int:
        """A number for a drawing, used once in the whole paper."""
        return self._package.next_number()

    def find_style(self, name: str) -> str:
        """The id of the paragraph style of that name; blank when the template has none."""
        return self._package.styles.get(name, "")

    def keep_document(self, content: bytes) -> int:
        """The number of another document that is composed into the paper when it is finished."""
        self._package.documents.append(content)
        return len(self._package.documents) - 1

    def start_mark(self, key: int) -> int:
        """A number for a bookmark of the template that stands in a loop."""
        return self._package.start_mark((self.part, key))

    def end_mark(self, key: int) -> int:
        """The number that the bookmark was given when it started."""
        return self._package.marks[self.part, key][0]

    def mark_round(self, key: int) -> str:
        """What makes the bookmark's name its own: nothing in the first round."""
        rounds = self._package.marks[self.part, key][1]
        return f"_{rounds}" if rounds > 1 else ""

    @property
    def has_relations(self) -> bool:
        """Whether anything was added."""
        return bool(self._relations)

    def write_relations(self, relations: bytes | None) -> bytes | None:
        """The part's relationships with those added, or None when nothing was added."""
        if not self._relations:
            return None
        written = relations.decode() if relations else _EMPTY_RELATIONS
        head, end, tail = _open_root(written, "Relationships").rpartition("</Relationships>")
        return f"{head}{''.join(self._relations)}{end}{tail}".encode()

    def _relate(self, kind: str, target: str, *, external: bool = False) -> str:
        key = (kind, target)
        if key not in self._known:
            number = f"rIdA{len(self._known) + 1}"
            name = kind if "/" in kind else _RELATION + kind
            shown = target if external else posixpath.relpath(target, posixpath.dirname(self.part) or ".")
            mode = ' TargetMode="External"' if external else ""
            self._relations.append(
                f'<Relationship Id="{number}" Type="{escape(name)}" Target="{escape(shown)}"{mode}/>'
            )
            self._known[key] = number
        return self._known[key]


@dataclass(slots=True)
class Package:
    """What one render adds to the parts of its template; ``taken`` are their names, ``styles`` the ids of styles by name."""

    taken: Collection[str]
    styles: Mapping[str, str] = field(default_factory=dict)
    parts: dict[str, bytes] = field(default_factory=dict)
    """The added parts."""
    documents: list[bytes] = field(default_factory=list)
    """Other documents in the order in which they are printed."""
    marks: dict[tuple[str, int], tuple[int, int]] = field(default_factory=dict)
    """The number and the round of each bookmark in a loop."""
    _number: int = _FIRST_NUMBER - 1
    _additions: dict[str, Additions] = field(default_factory=dict)
    _media: dict[tuple[str, bytes], str] = field(default_factory=dict)
    _types: dict[str, str] = field(default_factory=dict)

    def at(self, part: str) -> Additions:
        """The additions of one part of the paper."""
        known = self._additions.get(part)
        if known is None:
            known = self._additions[part] = Additions(self, part)
        return known

    def keep_media(self, content: bytes, kind: str) -> str:
        """The name under which a picture lies in the package."""
        key = (kind, hashlib.sha256(content).digest())
        if key not in self._media:
            self._media[key] = self.keep_part(f"word/media/added1.{kind}", content, "")
            self._types[kind] = f'<Default Extension="{kind}" ContentType="{_PICTURES[kind]}"/>'
        return self._media[key]

    def keep_part(self, name: str, content: bytes, content_type: str) -> str:
        """The name under which a part lies in the package."""
        stem, dot, suffix = name.rpartition(".")
        stem = stem.rstrip("0123456789")
        number, free = 1, name
        while free in self.taken or free in self.parts:
            free = f"{stem}{number}{dot}{suffix}"
            number += 1
        self.parts[free] = content
        if content_type:
            self._types[free] = f'<Override PartName="/{escape(free)}" ContentType="{escape(content_type)}"/>'
        return free

    def next_number(self) -> int:
        """A number used once in the whole paper."""
        self._number += 1
        return self._number

    def start_mark(self, key: tuple[str, int]) -> int:
        """The number of a bookmark in this round of its loop."""
        self.marks[key] = (self.next_number(), self.marks.get(key, (0, 0))[1] + 1)
        return self.marks[key][0]

    def finish(self, read: Mapping[str, bytes]) -> Iterator[tuple[str, bytes]]:
        """The changed and added parts; ``read`` gives the template's content types and relationships."""
        for part, additions in self._additions.items():
            if not additions.has_relations:
                continue
            name = relations_of(part)
            if (relations := additions.write_relations(read.get(name))) is not None:
                yield name, relations
        if self.parts:
            yield from self.parts.items()
            yield _TYPES, self._write_types(read[_TYPES].decode())

    def _write_types(self, types: str) -> bytes:
        defaults = [entry for key, entry in self._types.items() if "/" not in key and f'"{key}"' not in types]
        overrides = [entry for key, entry in self._types.items() if "/" in key]
        start = types.index(">", types.index("<Types")) + 1
        head, end, tail = (types[:start] + "".join(defaults) + types[start:]).rpartition("</Types>")
        return f"{head}{''.join(overrides)}{end}{tail}".encode()


def relations_of(part: str) -> str:
    """The name of the part that holds a part's relationships: ``word/_rels/document.xml.rels``."""
    folder, name = posixpath.split(part)
    return posixpath.join(folder, "_rels", f"{name}.rels")


def _open_root(xml: str, root: str) -> str:
    """An empty root written ``<Root …/>`` as ``<Root …></Root>``."""
    return (
        f"{xml[:-2]}></{root}>"
        if xml.endswith("/>") and xml.count(f"<{root}") == 1 and f"</{root}>" not in xml
        else xml
    )
