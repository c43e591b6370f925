"""The tags of a sheet template paired: which rows and columns repeat, and how."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import count

from archivegen.render.sheet.program import Content, SheetTemplate
from archivegen.render.sheet.tags import (
    Block,
    Leaf,
    Mark,
    Node,
    Step,
    TagError,
    build_tree,
    is_balanced,
    is_closing,
    order_steps,
)
from archivegen.render.sheet.words import list_targets, uses_any

_BLANK = Content()


class SettledSheet:
    """A sheet template whose tags are paired; raises :class:`TagError` for the first that does not fit."""

    def __init__(self, template: SheetTemplate) -> None:
        self.template = template
        self.dropped = frozenset(self._find_tag_columns())
        """Columns that hold nothing but tags."""
        self.column_trees: dict[int, list[Node]] = {}
        """The cells of each row within their column loops."""
        self.spans: list[tuple[int, int]] = []
        """First and last column of each column loop."""
        self.masters: list[Block] = []
        """The topmost block of each span."""
        self._reaches: list[tuple[int, int]] = []
        """First and last row with tags of each span."""
        self._loops = count(1)
        for row in range(1, template.height + 1):
            self._read_columns(row)
        for row in range(1, template.height + 1):
            self._apply_masters(row)
        self.tree = build_tree(self._row_steps(), self._loops)
        """The rows within their loops."""

    def content(self, row: int, column: int) -> Content:
        """What stands in a cell."""
        return self.template.contents.get((row, column), _BLANK)

    def span_of(self, block: Block) -> int:
        """The number of the span that a column loop makes."""
        assert block.end is not None
        return self.spans.index((block.branches[0][0].number, block.end.number))

    # Columns ---------------------------------------------------------------------------------------------------------

    def _find_tag_columns(self) -> Iterator[int]:
        """Columns in which every cell that holds anything holds column tags that begin or end elsewhere."""
        columns: dict[int, bool] = {}
        for (row, column), content in self.template.contents.items():
            marks = [mark for mark in content.marks if mark.axis == "tc"]
            if marks or not content.is_blank:
                alone = bool(marks) and content.is_blank and not is_balanced(self._step(row, column, m) for m in marks)
                columns[column] = columns.get(column, True) and alone
        return (column for column, alone in columns.items() if alone)

    def _read_columns(self, row: int) -> None:
        """Find the column loops of a row and see that they agree with those of the rows above."""
        cells = {c: self.content(row, c) for c in range(1, self.template.width + 1)}
        if not any(mark.axis == "tc" for content in cells.values() for mark in content.marks):
            return
        steps: list[Step] = []
        for column, content in cells.items():
            own = [self._step(row, column, mark) for mark in content.marks if mark.axis == "tc"]
            steps += order_steps(own, column, bare=column in self.dropped)
        tree = build_tree(_settle(steps), self._loops)
        for node in tree:
            if isinstance(node, Block):
                self._join_span(node, row)
        self.column_trees[row] = tree

    def _join_span(self, block: Block, row: int) -> None:
        assert block.end is not None
        first, last = block.branches[0][0].number, block.end.number
        if (first, last) in self.spans:
            span = self.spans.index((first, last))
            self._reaches[span] = (self._reaches[span][0], row)
            return
        for known, master in zip(self.spans, self.masters, strict=True):
            if first <= known[1] and known[0] <= last:
                step, above = block.branches[0][0], master.branches[0][0]
                raise TagError(
                    step.row,
                    step.column,
                    tag_text(step),
                    f"重复的列与第 {above.row} 行的 {tag_text(above)} 不一致，各行要从同一列开始、到同一列结束",
                )
        self.spans.append((first, last))
        self.masters.append(block)
        self._reaches.append((row, row))

    def _apply_masters(self, row: int) -> None:
        """Repeat the cells of a column loop in rows without its tags.

        That is what stands between the first and the last row with tags (a second line of heads), uses the loop's
        variable, or is a formula; anything else stands once, spread over the repeated columns.
        """
        tree = self.column_trees.get(row) or [
            Leaf(c) for c in range(1, self.template.width + 1) if c not in self.dropped
        ]
        for (first, last), master, reach in zip(self.spans, self.masters, self._reaches, strict=True):
            inside = [n for n in tree if isinstance(n, Leaf) and first <= n.number <= last]
            contents = [self.content(row, leaf.number) for leaf in inside]
            contents = [content for content in contents if not content.is_blank]
            if not contents:
                continue
            if reach[0] < row < reach[1] or any(uses_any(content, list_targets(master)) for content in contents):
                position = tree.index(inside[0])
                tree = [node for node in tree if node not in inside]
                tree.insert(position, master)
                continue
            for content in contents:
                content.spread = not content.is_formula
        self.column_trees[row] = tree

    # Rows ------------------------------------------------------------------------------------------------------------

    def _row_steps(self) -> Iterator[Step]:
        """All rows and row tags in reading order; a row of nothing but tags has no leaf."""
        late: dict[int, list[Step]] = {}
        for row in range(1, self.template.height + 1):
            cells = [(column, self.content(row, column)) for column in range(1, self.template.width + 1)]
            steps = [self._step(row, c, mark) for c, content in cells for mark in content.marks if mark.axis == "tr"]
            filled = any(not content.is_blank or any(m.axis == "tc" for m in content.marks) for _, content in cells)
            bare = bool(steps) and not filled and not is_balanced(steps)
            if not bare:
                for step in [step for step in steps if step.number > row]:
                    steps.remove(step)
                    late.setdefault(step.number, []).append(step)
            yield from order_steps(steps + late.pop(row, []), row, bare=bare)

    def _step(self, row: int, column: int, mark: Mark) -> Step:
        """A tag; one that closes in a merged cell acts at the far edge of that cell."""
        bottom, right = self.template.corners.get((row, column), (row, column))
        if mark.axis == "tr":
            return Step(row, column, mark, bottom if is_closing(mark) else row)
        return Step(row, column, mark, right if is_closing(mark) else column)


def _settle(steps: Sequence[Step]) -> Iterator[Step]:
    """Move tags that close in a merged cell behind the last column of that cell."""
    late: list[Step] = []
    for step in steps:
        reached = step.number if step.mark is None else step.column
        yield from [other for other in late if other.number < reached]
        late = [other for other in late if other.number >= reached]
        if step.mark is not None and step.number > step.column:
            late.append(step)
        else:
            yield step
    yield from late


def tag_text(step: Step) -> str:
    """A tag as the template has it."""
    return step.mark.text if step.mark else ""
