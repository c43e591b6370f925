"""Sample pictures whose alternative text is a word: ``{{ 照片 }}`` puts the photo into the sample's frame.

People lay out a photo, a seal or a code by a sample picture, also in headers and floating over the text, and write the word
where Word asks for the alternative text.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable
from typing import Any

from archivegen.language.mending import Tag, find_tags
from archivegen.render.word.additions import relations_of
from archivegen.render.word.marks import MarkedPart
from archivegen.render.word.tree import A, Element, W

RELATION, WIDTH, HEIGHT, SHOWN, END = "\ufdd7", "\ufdd8", "\ufdd9", "\ufdda", "\ufddb"
"""Signs that stand in the tree for what the source needs there."""
SWAPS = {
    RELATION: "{{ __relation }}",
    WIDTH: "{{ __width }}",
    HEIGHT: "{{ __height }}",
    SHOWN: "{{ __shown|_bare }}",
    END: "{% endif %}",
}
_WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
_PIC = "{http://schemas.openxmlformats.org/drawingml/2006/picture}"
_EMBED = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}embed"
_ALTERNATIVES = ("descr", "title")


def swap_pictures(part: MarkedPart) -> None:
    """Mark the sample pictures under the part's tree that stand for a word."""
    for drawing in list(part.root.iter(f"{W}drawing")):
        blip = next((blip for blip in drawing.iter(f"{A}blip") if blip.get(_EMBED)), None)
        extent = drawing.find(f".//{_WP}extent")
        named = [*drawing.iter(f"{_WP}docPr"), *drawing.iter(f"{_PIC}cNvPr")]
        found = _find_word(named)
        if blip is not None and extent is not None and found is not None:
            _swap(part, drawing, blip, extent, found)
            for element in named:
                _rename(element)


def _find_word(named: Iterable[Element]) -> tuple[Tag, str] | None:
    """The one printed tag that is the whole alternative text."""
    for element in named:
        for key in _ALTERNATIVES:
            text = element.get(key, "")
            tags, strays = find_tags(text)
            if (
                len(tags) == 1
                and not strays
                and tags[0].kind == "{{"
                and len(text.strip()) == tags[0].end - tags[0].start
            ):
                return tags[0], text.strip()
    return None


def _rename(element: Element) -> None:
    for key in _ALTERNATIVES:
        if find_tags(element.get(key, ""))[0]:
            element.set(key, SHOWN)


def _swap(part: MarkedPart, drawing: Element, blip: Element, extent: Element, found: tuple[Tag, str]) -> None:
    tag, source = found
    mark = part.mark(tag, source, part.places.find(drawing, source), drawing, is_text=False)
    mark.frame = (int(extent.get("cx", "1")), int(extent.get("cy", "1")))
    part.swapped.append(blip.get(_EMBED))
    blip.set(_EMBED, RELATION)
    for child in list(blip):
        if child.tag == f"{A}extLst":  # an SVG of the sample, which newer Words would show in its place
            blip.remove(child)
    for cut in list(blip.getparent().iter(f"{A}srcRect")):
        cut.getparent().remove(cut)
    for size in (extent, *(ext for frame in drawing.iter(f"{A}xfrm") for ext in frame.iter(f"{A}ext"))):
        size.set("cx", WIDTH)
        size.set("cy", HEIGHT)
    before = drawing.getprevious()
    if before is None:
        drawing.getparent().text = (drawing.getparent().text or "") + mark.token
    else:
        before.tail = (before.tail or "") + mark.token
    drawing.tail = END + (drawing.tail or "")


def drop_samples(parts: dict[str, bytes], swapped: dict[str, list[str]], sources: dict[str, str]) -> None:
    """Take out the sample pictures that nothing shows any more: they are of somebody else."""
    for member, relations in swapped.items():
        name = relations_of(member)
        for relation in relations:
            found = re.search(rf'<Relationship\s(?=[^>]*\bId="{re.escape(relation)}")[^>]*?/>', parts[name].decode())
            if found is None or f'"{relation}"' in sources[member]:
                continue
            parts[name] = parts[name].replace(found[0].encode(), b"")
            target: Any = re.search(r'\bTarget="([^"]*)"', found[0])
            media = posixpath.normpath(posixpath.join("/", posixpath.dirname(member), target[1])).removeprefix("/")
            last = posixpath.basename(media).encode()
            if not any(last in content for other, content in parts.items() if other.endswith(".rels")):
                parts.pop(media, None)
