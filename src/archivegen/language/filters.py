"""Filters: how a template writes a value.  Each has a Chinese name and an English twin.

An absent fact is ``""``; every filter makes a sensible blank of it.  An unknown word is never blank: comparing it with
anything raises, so each filter refuses it by its first look at the value.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from jinja2 import Undefined

from archivegen import chinese
from archivegen.errors import TemplateError
from archivegen.values.charts import chart
from archivegen.values.pictures import picture
from archivegen.values.prose import prose
from archivegen.values.qrcodes import qrcode
from archivegen.values.richtext import RICH_FILTERS

BLANK_DATE = "　　年　　月　　日"
"""Room for a date that somebody writes by hand."""

_NOT_GIVEN = object()
_LEAST_ON_LAST_PAGE = 3
_LONGEST_SHOWN = 60
_MOST_PLACES = 12


def capitals(value: Any, prefix: str = "") -> str:
    """大写: 1409.50 → 壹仟肆佰零玖元伍角整; ``|大写("人民币")`` puts 人民币 before it."""
    if len(_text(prefix, "大写")) > _LONGEST_SHOWN:
        raise TemplateError(f"“|大写”前面的文字最多 {_LONGEST_SHOWN} 个字")
    return "" if value == "" else chinese.amount_in_capitals(_number(value, "大写"), prefix)


def yuan(value: Any) -> str:
    """元: 1234.5 → 1,234.50."""
    return "" if value == "" else f"{_rounded(_number(value, '元'), 2):,f}"


def wan(value: Any, places: int = 2) -> str:
    """万元: an amount in 元 → 万元 with two decimals, or as many as given: 2800000 → 280.00."""
    return "" if value == "" else f"{_rounded(_number(value, '万元').scaleb(-4), places):f}"


def percent(value: Any, places: int = 2) -> str:
    """百分比: a fraction of one → 42.00%, rounded half up (domain §8.5)."""
    return "" if value == "" else f"{_rounded(_number(value, '百分比').scaleb(2), places):f}%"


def number(value: Any) -> str:
    """数, 天数: without trailing zeros: 22.50 → 22.5, 18.0 → 18."""
    return "" if value == "" else chinese.plain_number(_number(value, "数"))


def rounded(value: Any, places: int = 0) -> Decimal | str:
    """四舍五入: half up, as people and auditors round."""
    return "" if value == "" else _rounded(_number(value, "四舍五入"), places)


def written_date(value: Any) -> str:
    """中文日期: 2026年3月5日; of a month (``2026-03``) 2026年3月; of an absent day room to write one."""
    if value == "":
        return BLANK_DATE
    if isinstance(value, str):
        return chinese.chinese_month(chinese.parse_month(value))
    return chinese.chinese_date(_day(value, "中文日期"))


def iso_date(value: Any) -> str:
    """日期: 2026-03-05."""
    return "" if value == "" else _day(value, "日期").isoformat()


def masked(value: Any) -> str:
    """脱敏: identity numbers, accounts, phones and names, by their shape."""
    return "" if value == "" else chinese.mask(_text(value, "脱敏"))


def ordinal(value: Any) -> str:
    """序号: 1 → 一, 12 → 十二; ``{{ loop.index|序号 }}、``."""
    if value == "":
        return ""
    if isinstance(value, bool) or not isinstance(value, int):
        raise TemplateError(f"“|序号”只能用在整数上，现为“{_shown(value)}”")
    return chinese.chinese_numeral(value)


def lines(value: Any) -> str:
    """换行: a list, one entry a line; a text stays."""
    return "\n".join(_texts(value, "换行"))


def listed(value: Any) -> str:
    """顿号: a list as 甲、乙、丙; a text stays."""
    return "、".join(_texts(value, "顿号"))


def tick(value: Any, choice: Any = _NOT_GIVEN) -> str:
    """勾选: ☑ or ☐; ``|勾选("村民自建")`` ticks when the value is that, or a list that holds it."""
    if choice is _NOT_GIVEN:
        return "☑" if value != "" and value else "☐"
    return "☑" if (choice in value if isinstance(value, list) else value == choice) else "☐"


def default(value: Any, fallback: Any = "") -> Any:
    """默认: ``fallback`` for an absent fact; zero and 否 are facts, an unknown word stays an error."""
    return fallback if value in ("", [], {}) else value


def pages(value: Any, rows: int = 20, head: int = 0, foot: int = 0) -> list[list[Any]]:
    """分页: a list in pages: ``|分页(29, 4, 7)`` for 29 rows a page, of which the title takes 4 and the signatures take 7.

    The title stands on the first page, totals and signatures on the last; below three names at least, so that nobody signs
    a page of its own.
    """
    if value == "":
        return []
    if not isinstance(value, list | tuple):
        raise TemplateError(f"“|分页”只能用在列表上，现为“{_shown(value)}”")
    if rows - head - foot < 1:
        raise TemplateError(f"“|分页”每页 {rows} 行，减去标题 {head} 行和签字 {foot} 行，已经没有空行，请改大每页行数")
    made, rest, room = [], list(value), rows - head
    while len(rest) > room - foot:
        taken = min(room, len(rest) - min(_LEAST_ON_LAST_PAGE, room - foot))
        made.append(rest[:taken])
        rest, room = rest[taken:], rows
    return [*made, rest] if rest else made


FILTERS: Mapping[tuple[str, str], Callable[..., Any]] = {
    ("大写", "capitals"): capitals,
    ("元", "yuan"): yuan,
    ("万元", "wan"): wan,
    ("百分比", "percent"): percent,
    ("数", "number"): number,
    ("天数", "days"): number,
    ("四舍五入", "round"): rounded,
    ("中文日期", "written_date"): written_date,
    ("日期", "iso_date"): iso_date,
    ("脱敏", "mask"): masked,
    ("序号", "ordinal"): ordinal,
    ("换行", "lines"): lines,
    ("顿号", "listed"): listed,
    ("勾选", "tick"): tick,
    ("默认", "default"): default,
    ("分页", "pages"): pages,
    ("图片", "picture"): picture,
    ("二维码", "qrcode"): qrcode,
    ("图表", "chart"): chart,
    ("正文", "prose"): prose,
    **RICH_FILTERS,
}
"""Chinese name and English twin of every filter that the language adds."""

SHORT = frozenset({capitals, yuan, wan, percent, number, rounded, written_date, iso_date, ordinal})
"""They take one number or date, and make a few characters of it: there is nothing to bound."""


def _number(value: Any, used: str) -> Decimal:
    if isinstance(value, bool) or not isinstance(value, Decimal | int):
        raise TemplateError(f"“|{used}”只能用在数字上，现为“{_shown(value)}”")
    return Decimal(value)


def _day(value: Any, used: str) -> date:
    if not isinstance(value, date):
        raise TemplateError(f"“|{used}”只能用在日期上，现为“{_shown(value)}”")
    return value


def _shown(value: Any) -> str:
    """A value in a sentence; a list is not spelt out, it may be endless."""
    if isinstance(value, Undefined):
        return str(value)
    text = str(value) if isinstance(value, str | int | Decimal | date) else "一组值"
    return text if len(text) <= _LONGEST_SHOWN else f"{text[:_LONGEST_SHOWN]}…"


def _text(value: Any, used: str) -> str:
    if isinstance(value, Mapping | list | tuple | bytes):
        raise TemplateError(f"“|{used}”只能用在一个值上，现在是一组值")
    return f"{value:f}" if isinstance(value, Decimal) else str(value)


def _texts(value: Any, used: str) -> list[str]:
    items = value if isinstance(value, list | tuple) else [value]
    return [_text(item, used) for item in items if item != ""]


def _rounded(value: Decimal, places: int) -> Decimal:
    if isinstance(places, bool) or not isinstance(places, int) or abs(places) > _MOST_PLACES:
        raise TemplateError(f"保留的小数位数要在 0 到 {_MOST_PLACES} 之间，现为“{_shown(places)}”")
    return value.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)
