"""Charts: ``{{ 各月|图表("柱形", 题名="各月发放", 宽="15厘米", 高="8厘米") }}``, as Office draws them and as people can edit them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from types import MappingProxyType
from typing import Any

from archivegen.errors import TemplateError
from archivegen.values.arguments import EMU_PER_MM, name_in_chinese, read_length
from archivegen.values.chart_book import write_book
from archivegen.values.chart_xml import write_chart
from archivegen.values.drawing_xml import Additions, draw_chart, in_open_text

KINDS = MappingProxyType({"柱形": "column", "条形": "bar", "折线": "line", "饼": "pie", "横道": "gantt"})
NAME, VALUE = "名称", "值"
START, END, DAYS = "开始", "结束", "天数"
"""Of an entry of a Gantt chart: its days, and the series of the bars."""
MOST_ENTRIES, MOST_SERIES = 500, 20

_Series = tuple[tuple[str, tuple[Decimal | None, ...]], ...]
_DAY_ZERO = date(1899, 12, 30)
_WIDTH, _HEIGHT = 150 * EMU_PER_MM, 80 * EMU_PER_MM
_CHART_TYPE = "application/vnd.openxmlformats-officedocument.drawingml.chart+xml"
_BOOK_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@dataclass(frozen=True, slots=True)
class Chart:
    """What a chart shows: names of its entries, and of each series its name and a number an entry (None: nothing)."""

    kind: str
    title: str
    names: tuple[str, ...]
    series: tuple[tuple[str, tuple[Decimal | None, ...]], ...]
    width: int
    height: int

    def word_text(self, additions: Additions) -> str:
        """The chart in the place of a word."""
        return in_open_text(self._draw(additions))

    def word_runs(self, additions: Additions) -> str:
        """The chart as a run."""
        return f"<w:r>{self._draw(additions)}</w:r>"

    def _draw(self, additions: Additions) -> str:
        content = write_book(self.names, self.series, begins_with_days=self.kind == "gantt")
        book = ("word/embeddings/chart_data1.xlsx", content, _BOOK_TYPE, "package")
        chart = write_chart(self.kind, self.title, self.names, self.series)
        relation = additions.add_part("word/charts/chart1.xml", chart, _CHART_TYPE, "chart", book)
        text = f"图表：{self.title or '、'.join(name for name, _ in self.series)}"
        return draw_chart(relation, (self.width, self.height), additions.next_number(), text)


@name_in_chinese("图表", 类型="kind", 题名="title", 宽="width", 高="height", 项="name", 值="wanted")
def chart(
    value: Any,
    kind: Any = "柱形",
    title: Any = "",
    width: Any = "",
    height: Any = "",
    name: Any = NAME,
    wanted: Any = "",
) -> Chart | str:
    """图表: a list of ``{名称, 值}`` or ``{名称, 系列: 值 …}`` as a 柱形, 条形, 折线 or 饼 chart, or of ``{名称, 开始, 结束}`` as 横道.

    ``name`` is another word for the name of an entry, ``wanted`` the word or words that are shown, where the entries have more.
    Raises ``TemplateError`` for another kind, for a value that is no number (or no date), and for what no chart can show.
    """
    if value in ("", []):
        return ""
    chosen = KINDS.get(kind.removesuffix("图") if isinstance(kind, str) else "")
    if chosen is None:
        raise TemplateError(f"“|图表”只能画 {'、'.join(KINDS)} 图")
    if not isinstance(title, str):
        raise TemplateError("“|图表”的题名要写文字")
    entries = _pick_words(value, name, wanted or ([START, END] if chosen == "gantt" else ""))
    names, series = _read_bars(entries) if chosen == "gantt" else _read_entries(entries)
    if chosen == "pie" and len(series) > 1:
        raise TemplateError("“|图表”的饼图只能画一组值")
    size = (read_length(width, "图表", "宽") or _WIDTH, read_length(height, "图表", "高") or _HEIGHT)
    return Chart(chosen, title, names, series, *size)


def _pick_words(value: Any, name: Any, wanted: Any) -> list[dict[str, Any]]:
    """The entries with their name and the words that are wanted of them."""
    given = value if isinstance(value, list | tuple) and all(isinstance(entry, Mapping) for entry in value) else [{}]
    keys = [wanted] if isinstance(wanted, str) and wanted else list(wanted)
    for key in (name, *keys):
        if not isinstance(key, str) or any(key not in entry for entry in given):
            raise TemplateError(f"“|图表”只能用在列表上，每一项要有“{str(key)[:40]}”{'' if keys else f'和“{VALUE}”'}")
    return [{NAME: entry[name], **{key: entry[key] for key in keys or entry if key != name}} for entry in given]


def _read_bars(entries: list[dict[str, Any]]) -> tuple[tuple[str, ...], _Series]:
    """Of each entry its first day, as Office counts days, and how many days it takes, the last one included."""
    bars = [entry for entry in entries if entry[START] != "" and entry[END] != ""]
    for entry in bars:
        if not isinstance(entry[START], date) or not isinstance(entry[END], date) or entry[END] < entry[START]:
            shown = str(entry[NAME])[:40]
            raise TemplateError(f"“|图表”的横道图里，“{shown}”要有“{START}”和“{END}”两个日期，结束不能早于开始")
    if not bars or len(bars) > MOST_ENTRIES:
        raise TemplateError(f"“|图表”的横道图要有 1 到 {MOST_ENTRIES} 项写明“{START}”和“{END}”的工作")
    starts = tuple(Decimal((entry[START] - _DAY_ZERO).days) for entry in bars)
    days = tuple(Decimal((entry[END] - entry[START]).days + 1) for entry in bars)
    return tuple(_read_name(entry[NAME]) for entry in bars), ((START, starts), (DAYS, days))


def _read_entries(value: list[dict[str, Any]]) -> tuple[tuple[str, ...], _Series]:
    heads = list(dict.fromkeys(str(key) for entry in value for key in entry if key != NAME))
    if not heads or len(heads) > MOST_SERIES or len(value) > MOST_ENTRIES:
        raise TemplateError(f"“|图表”要有 1 到 {MOST_SERIES} 组值，每组最多 {MOST_ENTRIES} 个")
    series = tuple(
        (head, tuple(_read_number(entry.get(head, ""), entry[NAME], head) for entry in value)) for head in heads
    )
    return tuple(_read_name(entry[NAME]) for entry in value), series


def _read_name(value: Any) -> str:
    if isinstance(value, bool) or not isinstance(value, str | int | Decimal):
        raise TemplateError(f"“|图表”的“{NAME}”要是文字或数字")
    return str(value)


def _read_number(value: Any, name: Any, head: str) -> Decimal | None:
    if value == "":
        return None
    if isinstance(value, bool) or not isinstance(value, int | Decimal):
        raise TemplateError(f"“|图表”里“{str(name)[:40]}”的“{head[:40]}”不是数字")
    return Decimal(value)
