"""From the cells of a sheet template to its program."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from archivegen.render.sheet.program import Place, SheetProgram, SheetTemplate
from archivegen.render.sheet.settle import SettledSheet, tag_text
from archivegen.render.sheet.tags import OPENERS, Block, Leaf, Node, Step, is_closing, list_chains
from archivegen.render.sheet.words import compile_program, read_entries, read_expression, read_target

_OUTPUT = re.compile(r"\{\{[-+]?(.*?)[-+]?\}\}", re.DOTALL)


def settle_sheet(template: SheetTemplate) -> Callable[[], SheetProgram]:
    """Pair the tags of a sheet; raises :class:`TagError` for tags that do not pair.

    What is returned compiles the sheet, if :func:`check_sheet` found nothing in it.
    """
    return _ProgramWriter(SettledSheet(template)).write


class _ProgramWriter:
    """Writes the Jinja source that reports the rows and cells of a sheet."""

    def __init__(self, settled: SettledSheet) -> None:
        self._settled = settled
        self._lines: list[str] = []
        self._plain: list[str] = []
        """The lines without what reports."""
        self._places: list[Place] = []
        self._leaves: list[list[int]] = []
        self._puts: dict[int, list[int]] = {}

    def write(self) -> SheetProgram:
        """The compiled sheet."""
        settled, template = self._settled, self._settled.template
        self._leaves = [self._find_leaves(span) for span in range(len(settled.spans))]
        sheets = [
            (row, column, mark)
            for (row, column), content in sorted(template.contents.items())
            for mark in content.marks
            if mark.axis == "sheet" and not is_closing(mark)
        ]
        for row, column, mark in sheets:
            self._write("{% " + mark.body + " %}", Place(row, column, mark.text))
        self._write_sheet_texts()
        self._write_nodes(settled.tree, self._write_round, self._write_row)
        for row, column, mark in reversed(sheets):
            self._write("{% " + OPENERS[mark.verb] + " %}", Place(row, column, mark.text))
        chains = {number: chain for master in settled.masters for number, chain in list_chains([master])}
        return SheetProgram(
            title=template.title,
            height=template.height,
            width=template.width,
            source="\n".join(self._plain),
            code=compile_program("\n".join(self._lines)),
            places=[tuple(place) for place in self._places],  # type: ignore[misc]
            row_chains=dict(list_chains(settled.tree)),
            column_chains=chains,
            spans=settled.spans,
            leaves=self._leaves,
            dropped=sorted(settled.dropped),
            puts=self._puts,
            spread=sorted(at for at, content in template.contents.items() if content.spread),
        )

    def _find_leaves(self, span: int) -> list[int]:
        """The columns of a column loop whose blocks, in all rows, are one simple loop over columns; empty otherwise."""
        blocks = [
            node
            for tree in self._settled.column_trees.values()
            for node in tree
            if isinstance(node, Block) and self._settled.span_of(node) == span
        ]
        simple = all(
            block.is_loop and len(block.branches) == 1 and all(isinstance(n, Leaf) for n in block.branches[0][1])
            for block in blocks
        )
        return [n.number for n in blocks[0].branches[0][1] if isinstance(n, Leaf)] if simple else []

    def _write(self, line: str, place: Place, plain: str | None = None) -> None:
        self._lines.append(line)
        self._plain.append(line if plain is None else plain)
        self._places += [place] * (line.count("\n") + 1)

    def _report(self, call: str, place: Place) -> None:
        self._write("{% do " + call + " %}", place, "")

    def _write_sheet_texts(self) -> None:
        title = self._settled.template.title
        self._write("{% set __words %}" + title + "{% endset %}{% do __sheet(__words) %}", Place(0, 0, title), title)
        for number, (text, codes) in enumerate(self._settled.template.texts):
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
        puts = self._puts[row] = []
        for node in self._settled.column_trees[row]:
            if isinstance(node, Leaf):
                if self._settled.content(row, node.number).is_words:
                    self._write_cell(row, node.number, depth, "__put")
                    puts.append(node.number)
            elif isinstance(node, Block):
                self._write_span(row, node, depth)
                puts.append(-1 - self._settled.span_of(node))
            else:
                self._write_step(node.step, depth)

    def _write_span(self, row: int, block: Block, rows_around: int) -> None:
        span = self._settled.span_of(block)
        place = Place(row, block.branches[0][0].number, "", rows_around)
        marked = not self._leaves[span]
        if whole := self._read_whole(row, block, span):
            step = block.branches[0][0]
            at = Place(step.row, step.column, tag_text(step), rows_around)
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
            if self._settled.content(row, column).is_words:
                self._write_cell(row, column, rows_around, "__cell")
            else:
                self._report("__cell('')", place)

        self._write_nodes([block], begin, leaf)

    def _read_whole(self, row: int, block: Block, span: int) -> tuple[str, str] | None:
        """The list of a column loop that prints nothing but its entries, ``{%tc for 记 in 人.逐日 %}{{ 记 }}{%tc endfor %}``.

        Such a list is taken as a whole.  The second text is the loop as it stands.
        """
        if len(self._leaves[span]) != 1 or block.end is None or block.end.mark is None:
            return None
        step = block.branches[0][0]
        content = self._settled.content(row, self._leaves[span][0])
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
        text = str(self._settled.content(row, column).value)
        place = Place(row, column, text.strip(), depth)
        expression = read_expression(text)
        if expression is not None:
            self._write("{% do " + f"{put}(({expression}))" + " %}", place, text)
        else:
            line = "{% set __words %}" + text + "{% endset %}{% do " + f"{put}(__words)" + " %}"
            self._write(line, place, text)
