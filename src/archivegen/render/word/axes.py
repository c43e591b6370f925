"""Settle what the tags of a block take the place of: rows, cells, paragraphs, runs or nothing.

A block whose tags stand in different cells can only repeat rows; one that begins and ends where the XML could not be whole is a
mistake of its template.
"""

from __future__ import annotations

from collections.abc import Sequence

from archivegen.render.word.blocks import Block
from archivegen.render.word.marks import TOKEN, Mark, MarkedPart
from archivegen.render.word.tree import Element, W, list_pieces, nearest, unwrap

_STRENGTH = ("tr", "tc", "p", "r", "")
_CONTAINERS = ("tc", "txbxContent", "body", "hdr", "ftr", "footnote", "endnote", "comment")
_SOFT = frozenset({f"{W}{name}" for name in ("sdt", "ins", "moveTo", "smartTag", "customXml")})
_INSIDE_SOFT = f"{W}sdtContent"
_ONLY_IN_TABLES = "这个标签不在表格里，却写成了 {{%{axis}"


def settle_axes(part: MarkedPart, blocks: Sequence[Block]) -> None:
    """Give the tags of each block one axis that its places allow; unwrap what would be torn; tell the mistakes."""
    in_blocks = {mark.number for block in blocks for mark in block.marks}
    for block in blocks:
        _settle_block(part, block)
    for mark in part.marks:
        if mark.number not in in_blocks:
            _settle_single(part, mark)


def _settle_single(part: MarkedPart, mark: Mark) -> None:
    if not mark.is_text:
        mark.axis = ""
    elif mark.axis in {"tr", "tc"} and nearest(mark.holder, "tc") is None:
        if mark.tag.kind == "{%":
            mark.axis = "p"
        else:
            _tell_outside_table(part, mark)


def _settle_block(part: MarkedPart, block: Block) -> None:
    if not all(mark.is_text for mark in block.marks):
        _settle_bare(part, block)
        return
    axis = min((mark.axis for mark in block.marks), key=_STRENGTH.index)
    cells = [nearest(mark.holder, *_CONTAINERS) for mark in block.marks]
    together = all(cell is cells[0] for cell in cells)
    if axis in {"tr", "tc"} and together and nearest(block.opener.holder, "tc", "txbxContent") is not cells[0]:
        axis = "p"
    elif axis == "tr" or (axis != "tc" and not together):
        if axis != "tr" and not _covers_rows(block):
            _tell_torn(part, block)
            return
        axis = "tr"
        if not _share(block, "tbl"):
            _tell_torn(part, block)
            return
    elif axis == "tc" and not _share(block, "tr"):
        _tell_columns(part, block)
        return
    for mark in block.marks:
        mark.axis = axis
    _free_from_wrappers(part, block, axis)


def _settle_bare(part: MarkedPart, block: Block) -> None:
    """A block in the alternative text of a picture, a field or a property begins and ends there."""
    for mark in block.marks:
        mark.axis = ""
    if any(mark.holder is not block.opener.holder for mark in block.marks):
        _tell_torn(part, block)


def _share(block: Block, name: str) -> bool:
    """Whether all tags stand in the same table (or row), not in a text box inside it."""
    found = [nearest(mark.holder, name, "txbxContent") for mark in block.marks]
    first = found[0]
    return first is not None and first.tag == W + name and all(element is first for element in found)


def _covers_rows(block: Block) -> bool:
    """A loop over several cells repeats their rows; a condition does when it takes in all that its rows show."""
    if not _share(block, "tbl"):
        return False
    if block.opener.verb == "for":
        return True
    first, last = block.marks[0], block.marks[-1]
    before = _row_text(first).partition(first.token)[0]
    after = _row_text(last).partition(last.token)[2]
    return not TOKEN.sub("", before).strip() and not TOKEN.sub("", after).strip()


def _row_text(mark: Mark) -> str:
    row = nearest(mark.holder, "tr")
    assert row is not None
    return "".join(piece.text for paragraph in row.iter(f"{W}p") for piece in list_pieces(paragraph))


def _free_from_wrappers(part: MarkedPart, block: Block, axis: str) -> None:
    """Content controls, smart tags and tracked insertions that a block would tear, or leave empty, are taken off."""
    level = {"tr": "tr", "tc": "tc", "p": "p"}.get(axis)
    chains = []
    for mark in block.marks:
        start = mark.holder if level is None else nearest(mark.holder, level)
        stop = {"tr": "tbl", "tc": "tr"}.get(axis)
        chains.append(_chain(start, (stop,) if stop else _CONTAINERS))
    if axis not in {"tr", "tc"} and all(_same(chain, chains[0]) for chain in chains):
        return
    for chain in chains:
        for element in chain:
            if element.tag in _SOFT and element.getparent() is not None:
                unwrap(element)
    torn = {element.tag for chain in chains for element in chain} - _SOFT - {_INSIDE_SOFT}
    if level is None and torn - {f"{W}p", f"{W}r"}:
        _tell_torn(part, block)


def _chain(element: Element, stops: Sequence[str]) -> list[Element]:
    tags = {W + stop for stop in stops}
    chain = []
    for ancestor in element.iterancestors():
        if ancestor.tag in tags:
            break
        chain.append(ancestor)
    return chain


def _same(one: Sequence[Element], other: Sequence[Element]) -> bool:
    """Whether two chains of ancestors are of one shape and, where they are more than paragraphs and runs, the same."""
    plain = {f"{W}p", f"{W}r"}
    return [e.tag for e in one] == [e.tag for e in other] and all(
        a is b or a.tag in plain for a, b in zip(one, other, strict=True)
    )


def _tell_torn(part: MarkedPart, block: Block) -> None:
    first, last = block.opener, block.marks[-1]
    part.mistakes.append(
        first.mistake(
            f"“{first.verb}”在这里开头，却在{last.where.shown}结束，段落或表格会被撕开，不能成对",
            "请把开头和结尾写在同一段、同一格或同一个表格里：重复或删去几行表格用 {%tr … %}，几个段落用 {%p … %}",
        )
    )


def _tell_columns(part: MarkedPart, block: Block) -> None:
    first, last = block.opener, block.marks[-1]
    part.mistakes.append(
        first.mistake(
            f"{{%tc 的开头和结尾不在表格的同一行，结尾在{last.where.shown}",
            "请把 {%tc … %} 的开头和结尾写在同一行；重复一行要写 {%tr … %}",
        )
    )


def _tell_outside_table(part: MarkedPart, mark: Mark) -> None:
    part.mistakes.append(mark.mistake(_ONLY_IN_TABLES.format(axis=mark.axis), "请把它移到表格里，或者写成 {{p … }}"))
