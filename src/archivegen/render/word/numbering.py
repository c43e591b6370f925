"""Numbers that a paper may use once only: those of drawings and bookmarks, also when they stand in a loop."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Sequence

from archivegen.render.word.blocks import Block
from archivegen.render.word.marks import TOKEN
from archivegen.render.word.tree import Element

DRAWING_NUMBER = "\ufdd4"
CUT_FROM, CUT_TO = "\ufdd5", "\ufdd6"
"""Signs that stand in the tree for what the source needs there."""

_NUMBERED = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}docPr"
_SCAN = re.compile('<w:(bookmark|commentRange)(Start|End)(?=[ /])[^>]*?w:id="([^"]*)"[^>]*?/>|\ufdd0(\\d+)\ufdd1')
_Path = tuple[tuple[int, int], ...]
"""The blocks around a place, outer first, each with the number of the branch."""
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
    """Bookmarks in a loop get a number each round; one whose halves could be printed apart is dropped."""
    if "<w:bookmark" not in patched and "<w:commentRange" not in patched:
        return patched
    halves: dict[tuple[str, str], list[_Path]] = {}
    paths: list[_Path] = []
    for found, path in _walk(patched, blocks):
        paths.append(path)
        halves.setdefault((found[1], found[3]), []).append(path)
    following = iter(paths)

    def renumber(found: re.Match[str]) -> str:
        if found[4]:
            return found[0]
        path, both = next(following), halves[found[1], found[3]]
        if len(both) != 2 or both[0] != both[1]:
            return ""
        in_loop = any(blocks[number].opener.verb == "for" for number, _ in path)
        return _renumber(found) if in_loop and found[1] == "bookmark" else found[0]

    return _SCAN.sub(renumber, patched)


def _walk(patched: str, blocks: Sequence[Block]) -> Iterator[tuple[re.Match[str], _Path]]:
    """Every half with the blocks and branches around it."""
    steps = {
        mark.number: (number, branch) for number, block in enumerate(blocks) for branch, mark in enumerate(block.marks)
    }
    path: _Path = ()
    for found in _SCAN.finditer(patched):
        if not found[4]:
            yield found, path
        elif (step := steps.get(int(found[4]))) is not None:
            number, branch = step
            path = path if branch == 0 else path[:-1]
            path = path if branch == len(blocks[number].marks) - 1 else (*path, step)


def _renumber(found: re.Match[str]) -> str:
    key = int(found[3]) if found[3].isdigit() else 0
    if found[2] == "End":
        return _ID.sub(rf"\g<1>{{{{ {key}|_end_mark }}}}\g<2>", found[0])
    text = _ID.sub(rf"\g<1>{{{{ {key}|_start_mark }}}}\g<2>", found[0])
    return _NAME.sub(lambda name: f"{name[1]}{_rename(html.unescape(name[2]), key)}{name[3]}", text)


def _rename(name: str, key: int) -> str:
    plain = "".join(_WORD.findall(name)) or f"b{key}"
    return f"{plain}{{{{ {key}|_mark_round }}}}"
