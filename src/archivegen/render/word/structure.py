"""Give every tag that stands for a row, cell, paragraph or run one of its own, so that nothing beside it is lost.

docxtpl replaces the whole row (cell, paragraph, run) of such a tag by the tag.  People write the tags of a loop into the data
row, two into one paragraph, or text beside them: here the tags move out, and what stood beside them stays.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from copy import deepcopy

from lxml import etree

from archivegen.render.word.blocks import CLOSERS
from archivegen.render.word.marks import TOKEN, Mark, MarkedPart
from archivegen.render.word.tree import Element, W, has_content, nearest, remove_element, set_text, unwrap

_SOFT = frozenset({f"{W}{name}" for name in ("ins", "moveTo", "smartTag", "customXml", "sdt")})
_DECLARED = re.compile(r' xmlns:\w+="[^"]*"')
"""The part's root declares the same."""
_PARAGRAPH_MARK = "{http://schemas.microsoft.com/office/word/2010/wordml}paraId"


def move_tags(part: MarkedPart) -> None:
    """Move the tags of ``part`` to rows, cells, paragraphs and runs of their own."""
    for mark in part.marks:
        if mark.tag.kind == "{#" and mark.axis and not mark.is_literal:
            _drop_comment(mark)
    for axis in ("tr", "tc"):
        for place, marks in _group(part, axis):
            _move_around(part, place, marks, axis)
    for paragraph, marks in _group(part, "p"):
        _split_paragraph(part, paragraph, marks)
    for mark in part.marks:
        if mark.axis == "r" and not mark.is_literal:
            _isolate(part, mark)


def _group(part: MarkedPart, axis: str) -> list[tuple[Element, list[Mark]]]:
    """The tags of one axis, comments apart, by the row, cell or paragraph in which they stand."""
    found: dict[Element, list[Mark]] = {}
    for mark in part.marks:
        if mark.axis == axis and not mark.is_literal and mark.tag.kind != "{#":
            place = nearest(mark.holder, axis)
            if place is not None:
                found.setdefault(place, []).append(mark)
    return list(found.items())


def _move_around(part: MarkedPart, place: Element, marks: Sequence[Mark], axis: str) -> None:
    """Tags beside data: openings before the row (cell), closings behind it; tags alone in their order."""
    for mark in marks:
        _take_token(mark)
    if not has_content(place):
        for mark in marks:
            place.addprevious(_wrap(mark, axis))
        remove_element(place)
        return
    behind = place
    for mark in marks:
        if mark.verb in CLOSERS:
            behind.addnext(_wrap(mark, axis))
            behind = behind.getnext()
        elif behind is place:
            place.addprevious(_wrap(mark, axis))
        else:
            what = "行" if axis == "tr" else "格"
            part.mistakes.append(
                mark.mistake("开始标签写在了结束标签之后", f"请把它移到下一{what}，或者单独放一{what}")
            )


def _drop_comment(mark: Mark) -> None:
    """``{#tr … #}`` takes its row along, unless there are tags in it that would be missed."""
    place = nearest(mark.holder, mark.axis)
    others = (
        []
        if place is None
        else [found for found in TOKEN.findall("".join(place.itertext())) if found != str(mark.number)]
    )
    if place is None or others:
        _take_token(mark)
    elif mark.axis == "p" and not _stands_beside(place):
        for child in [child for child in place if child.tag != f"{W}pPr"]:
            place.remove(child)
    else:
        remove_element(place)
    mark.axis = ""


def _take_token(mark: Mark) -> None:
    """Take the token out of its text, and the paragraph that held nothing else out of its cell."""
    text = mark.holder
    text.text = (text.text or "").replace(mark.token, "")
    paragraph = nearest(text, "p")
    if paragraph is not None and not has_content(paragraph) and _stands_beside(paragraph):
        remove_element(paragraph)


def _stands_beside(paragraph: Element) -> bool:
    """Whether another paragraph closes the cell (or the body) when this one is gone."""
    following = paragraph.getnext()
    last = following is None or following.tag == f"{W}sectPr"
    beside = paragraph.getprevious() if last else next(paragraph.itersiblings(f"{W}p"), None)
    return beside is not None and beside.tag == f"{W}p"


def _wrap(mark: Mark, axis: str) -> Element:
    """The smallest row, cell or paragraph that holds the tag alone; docxtpl replaces it by the tag."""
    text = etree.Element(f"{W}t")
    text.text = mark.token
    mark.holder = text
    element = text
    for name in ("r", "p", "tc", "tr"):
        outer = etree.Element(W + name)
        outer.append(element)
        element = outer
        if name == axis:
            break
    return element


def _split_paragraph(part: MarkedPart, paragraph: Element, marks: Sequence[Mark]) -> None:
    """One paragraph for each tag and for each text between them; the texts keep the paragraph's look."""
    runs = [_lift(_isolate(part, mark), paragraph) for mark in marks]
    properties = paragraph.find(f"{W}pPr")
    for mark, run in zip(marks, runs, strict=True):
        if mark.tag.kind == "{{":
            mark.look = (_inside(properties), _inside(run.find(f"{W}rPr")), nearest(paragraph, "tc") is not None)
    section = None if properties is None else properties.find(f"{W}sectPr")
    segments: list[list[Element]] = [[]]
    for child in paragraph:
        if child in runs:
            segments.append([])
        elif child is not properties:
            segments[-1].append(child)
    made: list[Element] = []
    for number, segment in enumerate(segments):
        holds = any(has_content(child) for child in segment)
        if holds or (section is not None and number == len(segments) - 1):
            keeps_section = number == len(segments) - 1
            made.append(_clone(paragraph, properties, segment if holds else [], keeps_section=keeps_section))
        if number < len(marks):
            made.append(_wrap(marks[number], "p"))
    for element in made:
        paragraph.addprevious(element)
    remove_element(paragraph)


def _clone(
    paragraph: Element, properties: Element | None, children: Sequence[Element], *, keeps_section: bool
) -> Element:
    clone = etree.Element(paragraph.tag, {key: value for key, value in paragraph.items() if key != _PARAGRAPH_MARK})
    if properties is not None:
        look = deepcopy(properties)
        for section in look.findall(f"{W}sectPr"):
            if not keeps_section:
                look.remove(section)
        clone.append(look)
    clone.extend(children)
    return clone


def _lift(run: Element, paragraph: Element) -> Element:
    """Bring the run of a tag out of its wrappers, so that it is a child of its paragraph."""
    while (wrapper := run.getparent()) is not paragraph:
        if wrapper.tag in _SOFT or wrapper.tag == f"{W}sdtContent":
            unwrap(wrapper if wrapper.tag in _SOFT else wrapper.getparent())
        elif run.getprevious() is None:
            wrapper.addprevious(run)
        else:
            wrapper.addnext(run)
    return run


def _isolate(part: MarkedPart, mark: Mark) -> Element:
    """Give the token a run of its own, with the look of the run in which it stood; return that run."""
    text = mark.holder
    run = text.getparent()
    before, _, after = (text.text or "").partition(mark.token)
    late = list(text.itersiblings())
    own, tail = _copy_look(run), _copy_look(run)
    mark.holder = etree.SubElement(own, f"{W}t")
    mark.holder.text = mark.token
    run.addnext(own)
    if after:
        rest = etree.SubElement(tail, f"{W}t")
        set_text(rest, after)
        for found in TOKEN.finditer(after):
            part.marks[int(found[1])].holder = rest
    tail.extend(late)
    if after or late:
        own.addnext(tail)
    set_text(text, before)
    if not before:
        run.remove(text)
        if all(child.tag == f"{W}rPr" for child in run):
            remove_element(run)
    return own


def _inside(properties: Element | None) -> str:
    """The XML inside a paragraph's or a run's properties, without the page layout that a paragraph may carry."""
    children = [] if properties is None else [child for child in properties if child.tag != f"{W}sectPr"]
    return "".join(_DECLARED.sub("", etree.tostring(child, encoding="unicode", with_tail=False)) for child in children)


def _copy_look(run: Element) -> Element:
    copy = etree.Element(run.tag)
    look = run.find(f"{W}rPr")
    if look is not None:
        copy.append(deepcopy(look))
        copy[0].tail = None  # a token there belongs to what follows in the run that was copied
    return copy
