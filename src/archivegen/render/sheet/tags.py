"""The tags of a sheet template that repeat or drop rows (``{%tr``), columns (``{%tc``) and sheets (``{%sheet``).  Pure.

The grammar is docxtpl's.  A tag stands alone in a row (that row disappears) or beside the data of the first or last
row that it concerns; the same holds for columns.  ``for … else``, ``if elif else``, ``with`` and ``set`` are Jinja's.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

from archivegen.language.mending import mend_tags

_TAG = re.compile(r"\{%[-+]?\s*(tr|tc|sheet)\s+(.*?)\s*[-+]?%\}", re.DOTALL)
_WORD_ONLY = re.compile(r"\{%\s*(p|r)\s+.*?%\}|\{\{r\s.*?\}\}", re.DOTALL)

__all__ = [
    "CLOSERS",
    "MIDDLES",
    "OPENERS",
    "Block",
    "Leaf",
    "Mark",
    "Node",
    "Setting",
    "Step",
    "TagError",
    "build_tree",
    "is_balanced",
    "is_closing",
    "list_chains",
    "mend_tags",
    "order_steps",
    "split_marks",
]

OPENERS = {"for": "endfor", "if": "endif", "with": "endwith"}
MIDDLES = {"else": ("for", "if"), "elif": ("if",)}
CLOSERS = {end: opener for opener, end in OPENERS.items()}


_VERBS = ("for", "if", "elif", "else", "set", "with", "endfor", "endif", "endwith")
_SHEET_VERBS = ("for", "if", "endfor", "endif")


class Mark(NamedTuple):
    """One tag: ``{%tr for 人 in 发放.明细 %}`` has axis ``tr``, verb ``for`` and body ``for 人 in 发放.明细``."""

    axis: Literal["tr", "tc", "sheet"]
    verb: str
    body: str
    text: str


class TagError(Exception):
    """A template mistake: where (row and column; row 0 is the sheet as a whole), which tag, what is wrong, in Chinese.

    ``item`` tells which item of the loops it happened to; ``sheet`` is the sheet's name in the template and ``member`` its part,
    added by whoever knows them.
    """

    sheet = ""
    member = ""

    def __init__(self, row: int, column: int, tag: str, problem: str, item: str = "") -> None:
        super().__init__(problem)
        self.row = row
        self.column = column
        self.tag = tag
        self.problem = f"{item}：{problem}" if item else problem


class Step(NamedTuple):
    """A tag or (with ``mark`` None) a row or column, in reading order."""

    row: int
    column: int
    mark: Mark | None
    number: int
    """The row or column that it stands before or behind."""


@dataclass(slots=True)
class Leaf:
    """A row or column of the template."""

    number: int


@dataclass(slots=True)
class Setting:
    """``{%tr set 小计 = … %}``."""

    step: Step


@dataclass(slots=True)
class Block:
    """A loop or a condition with its branches, each begun by its tag."""

    loop: int
    """Its own number, for a loop."""
    branches: list[tuple[Step, list[Node]]] = field(default_factory=list)
    end: Step | None = None

    @property
    def is_loop(self) -> bool:
        """Whether it repeats."""
        mark = self.branches[0][0].mark
        return mark is not None and mark.verb == "for"


Node = Leaf | Setting | Block


def split_marks(text: str, row: int, column: int) -> tuple[str, list[Mark]]:
    """A cell's text without its structural tags, and the tags."""
    alien = _WORD_ONLY.search(text)
    if alien:
        raise TagError(
            row, column, alien.group(), "这个标签只能用在 Word 模板里；表格里重复行用 {%tr … %}，重复列用 {%tc … %}"
        )
    marks = [_read_mark(match, row, column) for match in _TAG.finditer(text)]
    return (_TAG.sub("", text).strip() if marks else text), marks


def _read_mark(match: re.Match[str], row: int, column: int) -> Mark:
    axis, body = match[1], " ".join(match[2].split())
    verb = body.split(" ", 1)[0]
    known = _SHEET_VERBS if axis == "sheet" else _VERBS
    if verb not in known:
        raise TagError(row, column, match.group(), f"不认识“{verb}”，这里只能写 {'、'.join(known)}")
    return Mark(axis, verb, body, match.group())  # type: ignore[arg-type]


def is_closing(mark: Mark) -> bool:
    """Whether the tag acts after the row or column in which it stands."""
    return mark.verb in CLOSERS


def order_steps(steps: list[Step], number: int, *, bare: bool) -> Iterator[Step]:
    """The tags of one row (or column cell) around its leaf: openings before, closings after; no leaf when it is bare."""
    if bare:
        yield from steps
        return
    place = Step(0, 0, None, number)
    closing = False
    for step in steps:
        assert step.mark is not None
        if is_closing(step.mark) and not closing:
            closing = True
            yield place
        elif closing and not is_closing(step.mark):
            raise TagError(
                step.row, step.column, step.mark.text, "开始标签写在了结束标签之后；请把它移到下一行，或者单独放一行"
            )
        yield step
    if not closing:
        yield place


def is_balanced(steps: Iterable[Step]) -> bool:
    """Whether every loop or condition that begins here ends here, and at least one does."""
    depth = begun = 0
    for step in steps:
        verb = step.mark.verb if step.mark else ""
        depth += (verb in OPENERS) - (verb in CLOSERS)
        begun += verb in OPENERS
        if depth < 0:
            return False
    return begun > 0 and depth == 0


def build_tree(steps: Iterable[Step], loops: Iterator[int]) -> list[Node]:
    """Nest rows (or columns) into their loops and conditions; ``loops`` numbers the loops.

    Raises :class:`TagError` at the tag that does not fit.
    """
    top: list[Node] = []
    open_blocks: list[Block] = []
    current = top
    for step in steps:
        mark = step.mark
        if mark is None:
            current.append(Leaf(step.number))
        elif mark.verb == "set":
            current.append(Setting(step))
        elif mark.verb in OPENERS:
            block = Block(next(loops) if mark.verb == "for" else 0, [(step, [])])
            current.append(block)
            open_blocks.append(block)
            current = block.branches[0][1]
        elif mark.verb in MIDDLES:
            block = _find_open(open_blocks, step, MIDDLES[mark.verb])
            block.branches.append((step, []))
            current = block.branches[-1][1]
        else:
            block = _find_open(open_blocks, step, (CLOSERS[mark.verb],))
            block.end = step
            open_blocks.pop()
            current = open_blocks[-1].branches[-1][1] if open_blocks else top
    if open_blocks:
        step = open_blocks[-1].branches[0][0]
        assert step.mark is not None
        end = OPENERS[step.mark.verb]
        raise TagError(step.row, step.column, step.mark.text, f"没有找到与它配对的 {{%{step.mark.axis} {end} %}}")
    return top


def _find_open(open_blocks: list[Block], step: Step, openers: tuple[str, ...]) -> Block:
    mark = step.mark
    assert mark is not None
    if not open_blocks:
        wanted = " 或 ".join(f"{{%{mark.axis} {opener} … %}}" for opener in openers)
        raise TagError(step.row, step.column, mark.text, f"前面没有与它配对的 {wanted}")
    begun = open_blocks[-1].branches[0][0]
    assert begun.mark is not None
    if begun.mark.verb not in openers:
        raise TagError(
            step.row,
            step.column,
            mark.text,
            f"它前面还开着 {begun.mark.text}，应当先写 {{%{mark.axis} {OPENERS[begun.mark.verb]} %}}",
        )
    return open_blocks[-1]


def list_chains(nodes: Iterable[Node], chain: tuple[int, ...] = ()) -> Iterator[tuple[int, tuple[int, ...]]]:
    """(row or column, the loops around it) of every leaf."""
    for node in nodes:
        if isinstance(node, Leaf):
            yield node.number, chain
        elif isinstance(node, Block):
            for position, (_, inside) in enumerate(node.branches):
                repeats = node.is_loop and position == 0
                yield from list_chains(inside, (*chain, node.loop) if repeats else chain)
