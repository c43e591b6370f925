"""What a drawn paper stands on: blocks one after the other, conditions and loops around them, sections, what binds to what."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from xml.etree import ElementTree as ET

from .word_pages import Footers, Heading, Kind, Numbers, Page
from .word_styles import REPORT_STYLES, el, tag_of
from .word_table import keep_table_with_next
from .word_text import draw_paragraph, is_order, keep_with_next, set_spacing, style_of

_TBL = tag_of("tbl")
_NUMBERS: dict[Kind, Numbers] = {"letter": "外侧", "form": "页次", "report": "居中", "labels": "页次"}
_CLOSE = {
    "Body",
    "Flush",
    "Heading1",
    "Heading2",
    "Heading3",
    "Annex",
    *REPORT_STYLES.values(),
}  # no room of their own under them


class Drawing:
    """Blocks drawn from top to bottom; :class:`~drafting.word.Paper` says what they are."""

    def __init__(self, kind: Kind = "letter", *, landscape: bool = False, numbers: Numbers | None = None) -> None:
        self._page = self._next = Page(kind, landscape, numbers or _NUMBERS[kind])
        self._blocks: list[ET.Element] = []
        self._open: list[tuple[str, ...]] = []  # one a block: its opening tag, then each else
        self._break = False
        self._restart = False
        self._headings: list[Heading] = []
        self._contents: tuple[int, int] | None = None
        self._footers = Footers()

    # ---- template blocks ----------------------------------------------------------------------------------------

    @contextmanager
    def when(self, condition: str) -> Iterator[None]:
        """Paragraphs and tables that are there only when the condition holds."""
        yield from self._block(f"{{%p if {condition} %}}", "{%p endif %}")

    @contextmanager
    def each(self, loop: str) -> Iterator[None]:
        """Paragraphs and tables repeated: with paper.each("项 in 会议.议题"): …"""
        yield from self._block(f"{{%p for {loop} %}}", "{%p endfor %}")

    def otherwise(self, condition: str = "") -> None:
        """Inside `when`: else, or with a condition else-if. Inside `each`: what stands for an empty list."""
        if not self._open:
            raise ValueError("otherwise() stands inside when() or each()")
        tag = f"{{%p elif {condition} %}}" if condition else "{%p else %}"
        self._open[-1] += (tag,)
        self._add_tag(tag)

    # ---- inside -------------------------------------------------------------------------------------------------

    def _add(self, node: ET.Element) -> None:
        if self._next != self._page:
            self._turn_page()
        if self._break:
            self._break = False
            if node.tag == _TBL or is_order(node):
                self._blocks.append(draw_paragraph("Tiny", extra=(el("pageBreakBefore"),)))
            else:
                before = {tag_of("pStyle"), tag_of("keepNext"), tag_of("keepLines")}
                node[0].insert(sum(child.tag in before for child in node[0]), el("pageBreakBefore"))
        self._blocks.append(node)

    def _add_table(self, table: ET.Element) -> None:
        """Add a table with a little air around it.

        A speck of a paragraph follows: Word wants one at the end of a paper, and two tables that touch become one.
        """
        last = next((block for block in reversed(self._blocks) if not is_order(block)), None)
        if last is not None and style_of(last) in _CLOSE:
            set_spacing(last, after=80)
        self._add(table)
        self._add(draw_paragraph("Tiny", extra=(el("spacing", after=80),)))

    def _mark(self, paragraph: ET.Element, level: int, text: str) -> ET.Element:
        """Enter a heading for the table of contents; one in a loop has no single place to point to."""
        if not any(tags[0].startswith("{%p for") for tags in self._open):
            self._headings.append(Heading(level, text, tuple(self._open)))
            number = len(self._headings)
            paragraph.insert(1, el("bookmarkStart", id=number, name=f"_Toc{number:06}"))
            paragraph.append(el("bookmarkEnd", id=number))
        return paragraph

    def _add_tag(self, tag: str) -> None:
        self._add(draw_paragraph("Tag", tag))

    def _block(self, opening: str, closing: str) -> Iterator[None]:
        self._add_tag(opening)
        self._open.append((opening,))
        yield
        if self._break or self._next != self._page:
            raise ValueError(f"a page break or landscape pages cannot end at {closing}: put something after them")
        self._open.pop()
        self._add_tag(closing)

    def _bind_last(self) -> None:
        """Keep the last block that is not a tag with what comes next."""
        for node in reversed(self._blocks):
            if node.tag == _TBL:
                keep_table_with_next(node)
                return
            if not is_order(node):
                keep_with_next(node)
                if style_of(node) != "Tiny":
                    return

    def _turn_page(self) -> None:
        if self._blocks:
            self._blocks.append(el("p", el("pPr", el("pStyle", val="Tiny"), self._draw_section())))
            self._break = False
        self._page = self._next

    def _draw_section(self) -> ET.Element:
        restart = self._restart and self._page.numbers != "无"
        self._restart = self._restart and not restart
        return self._footers.draw_section(self._page, restart=restart)
