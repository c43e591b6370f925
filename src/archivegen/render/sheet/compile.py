"""From the cells of a sheet template to its program."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from itertools import count

from archivegen.render.sheet.program import Content, Place, SheetProgram, SheetTemplate
from archivegen.render.sheet.tags import (
    OPENERS,
    Block,
    Leaf,
    Mark,
    Node,
    Step,
    TagError,
    build_tree,
    is_balanced,
    is_closing,
    list_chains,
    order_steps,
)
from archivegen.render.sheet.words import (
    compile_program,
    list_targets,
    read_entries,
    read_expression,
    read_target,
    uses_any,
)

_OUTPUT = re.compile(r"\{\{[-+]?(.*?)[-+]?\}\}", re.DOTALL)
_BLANK = Content()


def settle_sheet(template: SheetTemplate) -> Callable[[], SheetProgram]:
    """Pair the tags of a sheet; raises :class:`TagError` for tags that do not pair.

    What is returned compiles the sheet, if :func:`check_sheet` found nothing in it.
    """
    compiler = _Compiler(template)
    compiler.settle()
    return compiler.compile


class _Compiler:
    def __init__(self, template: SheetTemplate) -> None:
        self.template = template
        self.loops = count(1)
        self.lines: list[str] = []
        self.plain: list[str] = []
        """The lines without what reports."""
        self.tree: list[Node] = []
        self.leaves: list[list[int]] = []
        self.puts: dict[int, list[int]] = {}
        self.places: list[Place] = []
        self.dropped = frozenset(self._find_tag_columns())
        self.column_trees: dict[int, list[Node]] = {}
        self.spans: list[tuple[int, int]] = []
        self.masters: list[Block] = []
        """The topmost block of each span."""
        self.reaches: list[tuple[int, int]] = []
        """First and last row with tags of each span."""

    def settle(self) -> None:
        """Pair all tags; raises :class:`TagError` for the first that does not fit."""
        for row in range(1, self.template.height + 1):
            self._read_columns(row)
        for row in range(1, self.template.height + 1):
            self._apply_masters(row)
        self.tree = build_tree(self._row_steps(), self.loops)

    def compile(self) -> SheetProgram:
        self.leaves = [self._find_leaves(span) for span in range(len(self.spans))]
        sheets = [
            (row, column, mark)
            for (row, column), content in sorted(self.template.contents.items())
            for mark in content.marks
            if mark.axis == "sheet" and not is_closing(mark)
        ]
        for row, column, mark in sheets:
            self._write("{% " + mark.body + " %}", Place(row, column, mark.text))
        self._write_sheet_texts()
        self._write_nodes(self.tree, self._write_round, self._write_row)
        for row, column, mark in reversed(sheets):
            self._write("{% " + OPENERS[mark.verb] + " %}", Place(row, column, mark.text))
        chains = {number: chain for master in self.masters for number, chain in list_chains([master])}
        return SheetProgram(
            title=self.template.title,
            height=self.template.height,
            width=self.template.width,
            source="\n".join(self.plain),
            code=compile_program("\n".join(self.lines)),
            places=[tuple(place) for place in self.places],  # type: ignore[misc]
            row_chains=dict(list_chains(self.tree)),
            column_chains=chains,
            spans=self.spans,
            leaves=self.leaves,
            dropped=sorted(self.dropped),
            puts=self.puts,
            spread=sorted(at for at, content in self.template.contents.items() if content.spread),
        )

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
        cells = {c: self._content(row, c) for c in range(1, self.template.width + 1)}
        if not any(mark.axis == "tc" for content in cells.values() for mark in content.marks):
            return
        steps: list[Step] = []
        for column, content in cells.items():
            own = [self._step(row, column, mark) for mark in content.marks if mark.axis == "tc"]
            steps += order_steps(own, column, bare=column in self.dropped)
        tree = build_tree(_settle(steps), self.loops)
        for node in tree:
            if isinstance(node, Block):
                self._join_span(node, row)
        self.column_trees[row] = tree

    def _join_span(self, block: Block, row: int) -> None:
        assert block.end is not None
        first, last = block.branches[0][0].number, block.end.number
        if (first, last) in self.spans:
            span = self.spans.index((first, last))
            self.reaches[span] = (self.reaches[span][0], row)
            return
        for known, master in zip(self.spans, self.masters, strict=True):
            if first <= known[1] and known[0] <= last:
                step, above = block.branches[0][0], master.branches[0][0]
                raise TagError(
                    step.row,
                    step.column,
                    _tag(step),
                    f"重复的列与第 {above.row} 行的 {_tag(above)} 不一致，各行要从同一列开始、到同一列结束",
                )
        self.spans.append((first, last))
        self.masters.append(block)
        self.reaches.append((row, row))

    def _apply_masters(self, row: int) -> None:
        """Repeat the cells of a column loop in rows without its tags.

        That is what stands between the first and the last row with tags (a second line of heads), uses the loop's
        variable, or is a formula; anything else stands once, spread over the repeated columns.
        """
        tree = self.column_trees.get(row) or [
            Leaf(c) for c in range(1, self.template.width + 1) if c not in self.dropped
        ]
        for (first, last), master, reach in zip(self.spans, self.masters, self.reaches, strict=True):
            inside = [n for n in tree if isinstance(n, Leaf) and first <= n.number <= last]
            contents = [self._content(row, leaf.number) for leaf in inside]
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
            cells = [(column, self._content(row, column)) for column in range(1, self.template.width + 1)]
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

    # Writing ---------------------------------------------------------------------------------------------------------

    def _find_leaves(self, span: int) -> list[int]:
        """The columns of a column loop whose blocks, in all rows, are one simple loop over columns; empty otherwise."""
        blocks = [
            node
            for tree in self.column_trees.values()
            for node in tree
            if isinstance(node, Block) and self._span_of(node) == span
        ]
        simple = all(
            block.is_loop and len(block.branches) == 1 and all(isinstance(n, Leaf) for n in block.branches[0][1])
            for block in blocks
        )
        return [n.number for n in blocks[0].branches[0][1] if isinstance(n, Leaf)] if simple else []

    def _span_of(self, block: Block) -> int:
        assert block.end is not None
        return self.spans.index((block.branches[0][0].number, block.end.number))

    def _write(self, line: str, place: Place, plain: str | None = None) -> None:
        self.lines.append(line)
        self.plain.append(line if plain is None else plain)
        self.places += [place] * (line.count("\n") + 1)

    def _report(self, call: str, place: Place) -> None:
        self._write("{% do " + call + " %}", place, "")

    def _write_sheet_texts(self) -> None:
        title = self.template.title
        self._write("{% set __words %}" + title + "{% endset %}{% do __sheet(__words) %}", Place(0, 0, title), title)
        for number, (text, codes) in enumerate(self.template.texts):
            doubled = _OUTPUT.sub(r"{{ __doubled(\1) }}", text) if codes else text
            line = "{% set __words %}" + doubled + "{% endset %}{% do __text(" + str(number) + ", __words) %}"
            self._write(line, Place(0, 0, text), text)

    def _write_nodes(
        self,
        tree: Sequence[Node],
        begin: Callable[[Block, int], None],
        leaf: Callable[[int, int], None],
        depth: int = 0,
    ) -> None:
        for node in tree:
            if isinstance(node, Leaf):
                leaf(node.number, depth)
            elif isinstance(node, Block):
                self._write_block(node, begin, leaf, depth)
            else:
                self._write_step(node.step, depth)

    def _write_block(
        self, block: Block, begin: Callable[[Block, int], None], leaf: Callable[[int, int], None], depth: int
    ) -> None:
        for position, (step, inside) in enumerate(block.branches):
            self._write_step(step, depth)
            repeats = block.is_loop and position == 0
            if repeats:
                begin(block, depth)
            self._write_nodes(inside, begin, leaf, depth + repeats)
        assert block.end is not None
        self._write_step(block.end, depth)

    def _write_step(self, step: Step, depth: int = 0) -> None:
        assert step.mark is not None
        self._write("{% " + step.mark.body + " %}", Place(step.row, step.column, step.mark.text, depth))

    def _write_round(self, block: Block, depth: int) -> None:
        step = block.branches[0][0]
        assert step.mark is not None
        target = read_target(step.mark.body)
        place = Place(step.row, step.column, step.mark.text, depth + 1)
        self._report(f"__round({depth}, {block.loop}, {target})", place)

    def _write_row(self, row: int, depth: int) -> None:
        self._write("{% set __put = " + f"__row({row}, {depth})" + " %}", Place(row, 1, "", depth), "")
        puts = self.puts[row] = []
        for node in self.column_trees[row]:
            if isinstance(node, Leaf):
                if self._content(row, node.number).is_words:
                    self._write_cell(row, node.number, depth, "__put")
                    puts.append(node.number)
            elif isinstance(node, Block):
                self._write_span(row, node, depth)
                puts.append(-1 - self._span_of(node))
            else:
                self._write_step(node.step, depth)

    def _write_span(self, row: int, block: Block, rows_around: int) -> None:
        span = self._span_of(block)
        place = Place(row, block.branches[0][0].number, "", rows_around)
        marked = not self.leaves[span]
        if whole := self._read_whole(row, block, span):
            step = block.branches[0][0]
            at = Place(step.row, step.column, _tag(step), rows_around)
            entries, text = whole
            self._write("{% do " + f"__whole(({entries}))" + " %}", at, text)
            return
        self._write("{% set __cell = " + f"__span({span})" + " %}", place, "")

        def begin(_: Block, depth: int) -> None:
            if marked:
                self._report(f"__column_round({depth})", place)

        def leaf(column: int, depth: int) -> None:
            if marked:
                self._report(f"__mark({column}, {depth})", place)
            if self._content(row, column).is_words:
                self._write_cell(row, column, rows_around, "__cell")
            else:
                self._report("__cell('')", place)

        self._write_nodes([block], begin, leaf)

    def _read_whole(self, row: int, block: Block, span: int) -> tuple[str, str] | None:
        """The list of a column loop that prints nothing but its entries, ``{%tc for 记 in 人.逐日 %}{{ 记 }}{%tc endfor %}``.

        Such a list is taken as a whole.  The second text is the loop as it stands.
        """
        if len(self.leaves[span]) != 1 or block.end is None or block.end.mark is None:
            return None
        step = block.branches[0][0]
        content = self._content(row, self.leaves[span][0])
        assert step.mark is not None
        entries = read_entries(step.mark.body)
        if entries is None or not content.is_words or not entries[1]:
            return None
        text = str(content.value)
        expression = read_expression(text)
        if expression is None or expression.strip() != entries[1]:
            return None
        return entries[0], "{% " + step.mark.body + " %}" + text + "{% " + block.end.mark.body + " %}"

    def _write_cell(self, row: int, column: int, depth: int, put: str) -> None:
        text = str(self._content(row, column).value)
        place = Place(row, column, text.strip(), depth)
        expression = read_expression(text)
        if expression is not None:
            self._write("{% do " + f"{put}(({expression}))" + " %}", place, text)
        else:
            line = "{% set __words %}" + text + "{% endset %}{% do " + f"{put}(__words)" + " %}"
            self._write(line, place, text)

    def _content(self, row: int, column: int) -> Content:
        return self.template.contents.get((row, column), _BLANK)


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


def _tag(step: Step) -> str:
    return step.mark.text if step.mark else ""
