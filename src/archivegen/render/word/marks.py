"""Find the tags of a part, mend them, and put a numbered token in the place of each.

Word, WPS and LibreOffice split a text over runs as they please; a token stands whole in the run where its tag begins.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import accumulate
from typing import Any

from archivegen.language.mending import Stray, Tag, find_tags
from archivegen.render.mistakes import Mistake, Where
from archivegen.render.word.places import Places
from archivegen.render.word.tree import A, Element, Piece, W, list_pieces, remove_element, set_text

TOKEN = re.compile("\ufdd0(\\d+)\ufdd1")
_MAY_HOLD_TAGS = re.compile("[{｛}｝]")
_OPENS = re.compile("[{｛]\\s*[{｛%％]")
_OWN_WALK = frozenset({f"{W}t", f"{A}t", f"{W}instrText", f"{W}delText", f"{W}delInstrText"})
_WRAPPERS = frozenset({f"{W}{name}" for name in ("smartTag", "ins", "moveTo", "hyperlink", "customXml")})
_FORMATS = (f"{W}rPr", f"{A}rPr")
_NO_FORMAT = frozenset({f"{W}lang", f"{W}noProof"})


@dataclass(slots=True)
class Mark:
    """One tag of the part with its number."""

    number: int
    tag: Tag
    source: str
    """The tag as it stands in the template."""
    where: Where
    axis: str
    """``tr``, ``tc``, ``p``, ``r`` or nothing: what the tag takes the place of, as the structure needs it."""
    holder: Element
    """The element whose text (or attribute) holds the token."""
    is_text: bool
    """Whether the holder is a text of the page, where a line break may be printed."""
    is_literal: bool = False
    """Between ``raw`` and ``endraw``: printed as it stands."""

    is_told: bool = False
    """Whether a mistake of this very tag was told."""
    look: tuple[str, str, bool] | None = None
    """The inside of the properties of the paragraph that the tag's paragraphs take the place of, of its run's, and whether it
    stands in a table."""
    frame: tuple[int, int] | None = None
    """The width and height of the sample picture that the tag's picture takes the place of."""

    @property
    def token(self) -> str:
        """What stands in the tree in place of the tag."""
        return f"\ufdd0{self.number}\ufdd1"

    @property
    def verb(self) -> str:
        """``for``, ``endif``; nothing for what is printed."""
        return self.tag.verb

    def mistake(self, problem: str, mend: str) -> Mistake:
        """A mistake at this tag."""
        return Mistake(self.where, problem, self.source, mend)


@dataclass(slots=True)
class MarkedPart:
    """A part whose tags are tokens."""

    member: str
    root: Element
    places: Places
    marks: list[Mark] = field(default_factory=list)
    mistakes: list[Mistake] = field(default_factory=list)
    swapped: list[str] = field(default_factory=list)
    """Relationships of the sample pictures that are replaced."""

    def mark(self, tag: Tag, source: str, where: Where, holder: Element, *, is_text: bool) -> Mark:
        """Number one tag."""
        made = Mark(len(self.marks), tag, source, where, tag.axis, holder, is_text)
        self.marks.append(made)
        return made


def mark_tags(part: MarkedPart) -> None:
    """Put tokens in the place of all tags under the part's tree, which is changed."""
    root = part.root
    for paragraph in list(root.iter(f"{W}p", f"{A}p")):
        _mark_pieces(part, paragraph, list_pieces(paragraph))
        _mark_pieces(part, paragraph, [Piece(e, e.text or "") for e in paragraph.iter(f"{W}instrText")])
    for element in root.iter():
        _mark_rest(part, element)


def _mark_pieces(part: MarkedPart, paragraph: Element, pieces: Sequence[Piece]) -> None:
    text = "".join(piece.text for piece in pieces)
    if not _MAY_HOLD_TAGS.search(text):
        return
    tags, strays = find_tags(text)
    where = part.places.find(paragraph, text if paragraph.tag != f"{W}p" else None)
    part.mistakes += [_tell_stray(stray, where) for stray in strays]
    texts = [piece.text for piece in pieces]
    starts = [0, *accumulate(map(len, texts))]
    is_text = bool(pieces) and pieces[0].element.tag != f"{W}instrText" and paragraph.tag == f"{W}p"
    made = []
    for tag in tags:
        first = _piece_at(starts, tag.start)
        made.append(part.mark(tag, text[tag.start : tag.end], where, pieces[first].element, is_text=is_text))
    for mark in reversed(made):
        _replace(pieces, texts, starts, mark)
    _write_back(pieces, texts)
    for piece, left in zip(pieces, texts, strict=True):
        for number in tokens_in(left):
            part.marks[number].holder = piece.element


def _piece_at(starts: Sequence[int], position: int) -> int:
    return bisect_right(starts, position) - 1


def _replace(pieces: Sequence[Piece], texts: list[str], starts: Sequence[int], mark: Mark) -> None:
    """Put the token where the tag begins; what follows the tag in another run joins it when it looks the same."""
    start, end = mark.tag.start, mark.tag.end
    first, last = _piece_at(starts, start), _piece_at(starts, end - 1)
    rest = texts[last][end - starts[last] :]
    texts[first] = texts[first][: start - starts[first]] + mark.token
    for between in range(first + 1, last):
        texts[between] = ""
    if first == last or (rest and _look_alike(pieces[first].element, pieces[last].element)):
        texts[first] += rest
        rest = ""
    if first != last:
        texts[last] = rest
        _drop_proofing(pieces[first].element.getparent(), pieces[last].element.getparent())


def _look_alike(one: Element, other: Element) -> bool:
    runs = one.getparent(), other.getparent()
    return runs[0].getparent() is runs[1].getparent() and _format_of(runs[0]) == _format_of(runs[1])


def _format_of(run: Element) -> list[Any]:
    """A run's look, without the language and the font hint, which programs sprinkle over a text."""
    properties = next((child for child in run if child.tag in _FORMATS), None)
    if properties is None:
        return []
    return [
        (child.tag, sorted((key, value) for key, value in child.items() if key != f"{W}hint"))
        for child in properties.iter()
        if child is not properties and child.tag not in _NO_FORMAT and (child.attrib.keys() != [f"{W}hint"])
    ]


def _drop_proofing(first: Element, last: Element) -> None:
    parent = first.getparent()
    if last.getparent() is parent:
        for sibling in list(first.itersiblings()):
            if sibling is last:
                break
            if sibling.tag == f"{W}proofErr":
                parent.remove(sibling)


def _write_back(pieces: Sequence[Piece], texts: Sequence[str]) -> None:
    for piece, text in zip(pieces, texts, strict=True):
        if text == piece.text:
            continue
        if text:
            set_text(piece.element, text)
        elif piece.element.getparent() is not None:
            _remove_piece(piece.element)


def _remove_piece(element: Element) -> None:
    """Take out an emptied text, and its run and wrapper when nothing is left in them."""
    run = element.getparent()
    run.remove(element)
    if any(child.tag not in _FORMATS for child in run) or run.getparent() is None:
        return
    wrapper = run.getparent()
    wrapper.remove(run)
    while wrapper.tag in _WRAPPERS and not len(wrapper):
        wrapper, empty = wrapper.getparent(), wrapper
        remove_element(empty)


def _mark_rest(part: MarkedPart, element: Element) -> None:
    """Tags in attributes (the alternative text of a picture) and in texts that are no paragraphs (the document's title)."""
    for key, value in element.items():
        if _OPENS.search(value):
            element.set(key, _mark_text(part, element, value))
    if element.tag not in _OWN_WALK and element.text and _OPENS.search(element.text):
        element.text = _mark_text(part, element, element.text)


def _mark_text(part: MarkedPart, element: Element, text: str) -> str:
    tags, strays = find_tags(text)
    where = part.places.find(element, text)
    part.mistakes += [_tell_stray(stray, where) for stray in strays if stray.is_opener]
    pieces, position = [], 0
    for tag in tags:
        mark = part.mark(tag, text[tag.start : tag.end], where, element, is_text=False)
        pieces += [text[position : tag.start], mark.token]
        position = tag.end
    return "".join([*pieces, text[position:]])


def _tell_stray(stray: Stray, where: Where) -> Mistake:
    if stray.is_opener:
        close = "}}" if stray.text[-1] in "{｛" else "%}"
        return Mistake(
            where,
            f"“{stray.text}”没有用“{close}”结束",
            stray.text,
            f"请在这个标签的末尾补上“{close}”，并与开头写在同一段里",
        )
    opened = "{{" if stray.text[0] in "}｝" else "{%"
    return Mistake(
        where,
        f"“{stray.text}”前面没有开头的“{opened}”",
        stray.text,
        f"请在这个标签的前面补上“{opened}”，或者删去“{stray.text}”",
    )


def tokens_in(xml: str) -> Iterator[int]:
    """Numbers of the tokens in their order."""
    return (int(found[1]) for found in TOKEN.finditer(xml))
