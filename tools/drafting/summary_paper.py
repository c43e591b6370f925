"""The kind of paper that the closing report is: chapters, tables, charts and photos."""

from __future__ import annotations

from drafting.closing_tables import ClosingPaper
from drafting.word_pictures import PicturePaper
from drafting.word_text import keep_with_next


class SummaryPaper(PicturePaper, ClosingPaper):
    """A report with numbered figures; its first paragraph begins their count (``plan_tables.COUNT``)."""

    def figure(self, entries: str, kind: str, value: str, title: str, height: float = 58) -> None:
        """A native Office chart over its numbered title: figure("统计.批次", "柱形", "万元", "各月劳务报酬")."""
        self.graph(entries, kind, height=height, 项="名称", 值=value)
        self.below("{% set 图.号 = 图.号 + 1 %}图{{ 图.号 }}　" + title)

    def whole_table_note(self, text: str) -> None:
        """A note under the table just drawn, all of it on one page."""
        self.keep_table_whole()
        keep_with_next(self._blocks[-1])
        self.note(text)
