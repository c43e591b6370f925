"""Papers in 四号: contracts, boards and lists that hang on a wall, where 三号 takes too many pages and 小四 is too small."""

from __future__ import annotations

from typing import Literal
from xml.etree import ElementTree as ET

from drafting.word import Cell, Paper, Segment
from drafting.word_letter import LONG_ISSUER
from drafting.word_styles import BODY_PITCH, el, tag_of, twips
from drafting.word_table import Sheet, draw_columns, scale_cuts
from drafting.word_text import draw_paragraph, is_order, keep_with_next, set_spacing

_NUMERALS = "一二三四五六七八九十"


class ClausePaper(Paper):
    """A paper whose text is 四号, with numbered articles and with tables that stay on one page."""

    _articles = 0
    _sections = 0

    def section(self, title: str) -> None:
        """The heading of the next part of a record: section("选举会议") draws “一、选举会议” in 四号."""
        self._sections += 1
        self._add(draw_paragraph("ClauseTitle", f"{_count(self._sections)}、{title}"))

    def article(self, title: str) -> None:
        """The heading of the next article: article("劳务报酬") draws “第四条　劳务报酬”."""
        self._articles += 1
        self._add(draw_paragraph("ClauseTitle", f"第{_count(self._articles)}条　{title}"))

    def clause(self, *segments: Segment, together: bool = False, small: bool = False) -> None:
        """A paragraph of 四号 text, or of 小四; `together` keeps it on the page of what follows."""
        self._add(draw_paragraph("SmallClause" if small else "Clause", *segments))
        if together:
            self._bind_last()

    def seals(self, *parties: tuple[str, str], size: Literal[12, 14] = 14) -> None:
        """Units side by side, each over its date, with room for the seal.  Stays with the paragraph before."""
        self._bind_last()
        columns = [list(party) for party in parties]
        self._add_table(draw_columns(f"Center{size}", columns, self._next.width, before=twips(12), between=0))

    def issuer_signature(self, issuer: str, date: str) -> None:
        """letter_signature for a name given as an expression: a long one (项目部 of a firm) has a wider place."""
        with self.when(f"({issuer})|length > {LONG_ISSUER}"):
            self._bind_last()
            zone = el("ind", left=max(self._next.width - twips(128), 0))
            room = el("spacing", before=2 * BODY_PITCH)
            self._add(
                draw_paragraph("Signature", f"{{{{ {issuer} }}}}", extra=(el("keepNext"), el("keepLines"), room, zone))
            )
            self._add(draw_paragraph("Signature", date, extra=(zone,)))
            self.otherwise()
            self.letter_signature(f"{{{{ {issuer} }}}}", date=date)

    def keep_table_whole(self) -> None:
        """Keep the rows of the table just drawn on one page."""
        _bind_rows(self._last_rows()[:-1])

    def keep_last_rows(self, count: int) -> None:
        """Keep the last rows of the table just drawn (totals) on the page of what follows."""
        _bind_rows(self._last_rows()[-count:])
        keep_with_next(self._blocks[-1])

    def air(self, mm: float) -> None:
        """Room after what was just drawn, which a new page swallows."""
        set_spacing(self._blocks[-1], after=twips(mm))

    def _last_rows(self) -> list[ET.Element]:
        table = next(block for block in reversed(self._blocks) if block.tag == tag_of("tbl"))
        return [row for row in table.findall(tag_of("tr")) if not any(map(is_order, row.iter(tag_of("p"))))]

    def sign_boxes(self, *boxes: str, widths: tuple[float, ...], room: float = 0) -> None:
        """A row of boxes to sign in, lines parted by a line feed, `room` mm between the lines.

        Stays with the paragraph before.
        """
        self._bind_last()
        cells = [Cell(text, align="left") for text in boxes]
        self._add_table(_draw_boxes(cells, widths, self._next.width, twips(room)))


def _bind_rows(rows: list[ET.Element]) -> None:
    for row in rows:
        for paragraph in row.iter(tag_of("p")):
            keep_with_next(paragraph)


def _draw_boxes(cells: list[Cell], widths: tuple[float, ...], width: int, room: int) -> ET.Element:
    sheet = Sheet(scale_cuts(list(widths), width), ["left"] * len(cells), size=14, height=12, form=False)
    sheet.add_rows([cells])
    for slot in sheet.lines[0].slots:
        slot.upright = "top"
    table = sheet.draw()
    for paragraph in table.iter(tag_of("p")):
        set_spacing(paragraph, before=room)
    return table


def said(expr: str) -> str:
    """What a person wrote, without the stop at its end, to stand inside a sentence."""
    return f"{{{{ ({expr})|trim('。；，、 ') }}}}"


def _count(number: int) -> str:
    tens, ones = divmod(number, 10)
    lead = "" if not tens else "十" if tens == 1 else _NUMERALS[tens - 1] + "十"
    return lead + (_NUMERALS[ones - 1] if ones else "")
