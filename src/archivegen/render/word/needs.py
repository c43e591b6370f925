"""Which repairs a filled part may need, found once, when the template is compiled."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from archivegen.render.word.blocks import CLOSERS
from archivegen.render.word.marks import Mark, MarkedPart
from archivegen.render.word.repair import CELLS, GRIDS, TABLES
from archivegen.render.word.tree import Element, W, nearest

_CONTAINERS = frozenset(
    {W + name for name in ("tc", "txbxContent", "hdr", "ftr", "footnote", "endnote", "comment", "sdtContent")}
)
_NOT_ROWS = frozenset({f"{W}tblPr", f"{W}tblGrid"})
_MIDDLES = frozenset({"else", "elif"})
_COLUMN_VERBS = frozenset({"hm", "colspan"})


def find_repairs(part: MarkedPart) -> list[str]:
    """What may have to be repaired after this part is filled; most parts need nothing."""
    found: set[str] = set()
    owners = {nearest(mark.holder, mark.axis): mark for mark in part.marks if mark.axis in {"tr", "tc", "p"}}
    for place in {owner.getparent() for owner in owners if owner is not None}:
        children = list(_with_depth(place, owners))
        if place.tag == f"{W}tbl" and not any(depth == 0 for child, depth in children if child.tag not in _NOT_ROWS):
            found.add(TABLES)
        if place.tag == f"{W}tr" and not any(
            depth == 0 for child, depth in children if child.tag in {f"{W}tc", f"{W}sdt"}
        ):
            found.add(TABLES)
        if place.tag in _CONTAINERS and not _ends_with_paragraph(children):
            found.add(CELLS)
    if any("tc" in {mark.axis, mark.tag.axis} or mark.verb in _COLUMN_VERBS for mark in part.marks):
        found.add(GRIDS)
    return sorted(found)


def _with_depth(place: Element, owners: dict[Element, Mark]) -> Iterator[tuple[Element, int]]:
    """The children that stay after filling, each with the number of blocks around it."""
    depth = 0
    for child in place:
        mark = owners.get(child)
        if mark is None:
            yield child, depth
        elif mark.tag.kind == "{%" and mark.verb not in _MIDDLES | {"set"}:
            depth += -1 if mark.verb in CLOSERS else 1


def _ends_with_paragraph(children: Iterable[tuple[Element, int]]) -> bool:
    """Whether a paragraph that always stays is followed by nothing but paragraphs."""
    safe = False
    for child, depth in children:
        if child.tag == f"{W}p":
            safe = safe or depth == 0
        elif child.tag in {f"{W}tbl", f"{W}sdt"}:
            safe = False
    return safe
