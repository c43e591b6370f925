"""Numbers that a paper may use once only: those of drawings and bookmarks, also when they stand in a loop."""

from __future__ import annotations

import html
import re
from collections.abc import Sequence

from archivegen.render.word.blocks import Block
from archivegen.render.word.marks import TOKEN
from archivegen.render.word.tree import Element

DRAWING_NUMBER = "\ufdd4"
CUT_FROM, CUT_TO = "\ufdd5", "\ufdd6"
"""Signs that stand in the tree for what the source needs there."""

_NUMBERED = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}docPr"
_SCAN = re.compile(
    '<w:bookmark(Start|End)(?=[ /])[^>]*?w:id="([^"]*)"[^>]*?/?>(?:</w:bookmark(?:Start|End)>)?|\ufdd0(\\d+)\ufdd1'
)
_ID = re.compile('(w:id=")[^"]*(")')
_NAME = re.compile('(w:name=")([^"]*)(")')
_WORD = re.compile(r"\w+")


def number_drawings(root: Element) -> None:
    """Leave a place for the number of each drawing; whoever writes the source fills it in."""
    for element in root.iter(_NUMBERED):
        element.set("id", DRAWING_NUMBER)


def cut_properties(root: Element) -> None:
    """The texts of the document's properties with tags in them are cut to what Word takes."""
    for element in root:
        if element.text and TOKEN.search(element.text):
            element.text = f"{CUT_FROM}{element.text}{CUT_TO}"


def number_bookmarks(patched: str, blocks: Sequence[Block]) -> str:
    """Bookmarks in a loop get a number each round; halves of bookmarks whose other half is gone are dropped."""
    if "<w:bookmark" not in patched:
        return patched
    starts = {block.marks[0].number for block in blocks if block.opener.verb == "for"}
    ends = {block.marks[-1].number for block in blocks if block.opener.verb == "for"}
    halves: dict[str, set[str]] = {}
    for found in _SCAN.finditer(patched):
        if found[1]:
            halves.setdefault(found[2], set()).add(found[1])
    depth = 0

    def renumber(found: re.Match[str]) -> str:
        nonlocal depth
        if found[3]:
            depth += (int(found[3]) in starts) - (int(found[3]) in ends)
            return found[0]
        if len(halves[found[2]]) < 2:
            return ""
        return _renumber(found) if depth else found[0]

    return _SCAN.sub(renumber, patched)


def _renumber(found: re.Match[str]) -> str:
    key = int(found[2]) if found[2].isdigit() else 0
    if found[1] == "End":
        return _ID.sub(rf"\g<1>{{{{ {key}|_end_mark }}}}\g<2>", found[0])
    text = _ID.sub(rf"\g<1>{{{{ {key}|_start_mark }}}}\g<2>", found[0])
    return _NAME.sub(lambda name: f"{name[1]}{_rename(html.unescape(name[2]), key)}{name[3]}", text)


def _rename(name: str, key: int) -> str:
    plain = "".join(_WORD.findall(name)) or f"b{key}"
    return f"{plain}{{{{ {key}|_mark_round }}}}"
