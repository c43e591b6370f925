"""What people type into the project file and its tables: money, ratios, dates, months, numbers.

Every reader raises ``ValueError`` with one Chinese sentence: what to write, and what was found.  Full-width characters
and blanks are accepted everywhere.  Unicode's own folding (NFKC) is not used: it would read 5² as 52 and ① as 1.
"""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal

_HALF_WIDTH = {wide: wide - 0xFEE0 for wide in range(0xFF01, 0xFF5F)} | {
    0x3000: " ",
    ord("￥"): "¥",
    ord("－"): "-",
    ord("−"): "-",
    ord("–"): "-",
}
_BLANKS = re.compile(r"[\s\u200b\u200c\u200d\u2060\ufeff]+")

_NUMBER = r"(?:[0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)(?:\.[0-9]+)?"
_SIGNED = re.compile(rf"[+-]?{_NUMBER}")
_ONE_UNIT = re.compile(rf"({_NUMBER})(百|千|万|十万|百万|千万|亿)?[元圆]?[整正]?")
_MIXED_UNITS = re.compile(
    # 3万5000 is 35,000; without 元 a shorter tail is refused: 3万5 is 35,000 to some and 30,005 to others.
    rf"(?:({_NUMBER})亿)?(?:({_NUMBER})万)?(?:({_NUMBER})[元圆]|(?:(?<=万)([0-9]{{4}}))?[元圆]?)[整正]?"
)
_UNITS = {"": 0, "百": 2, "千": 3, "万": 4, "十万": 5, "百万": 6, "千万": 7, "亿": 8}

# Decimal's context keeps 28 digits; what is longer is not an amount but an account number in the wrong column.
_LONGEST = 24
_SHOWN = 40

_MONEY = "金额应写成 280万元、1,060万 或 2800000 这样的数字"
_RATIO = "比例应写成 42% 或 0.42"
_DAY = "日期应写成 2026-03-05 或 2026年3月5日"
_MONTH = "月份应写成 2026-03 或 2026年3月"

_DAY_FORMS = (
    re.compile(r"([0-9]{4})([-/.])([0-9]{1,2})\2([0-9]{1,2})(?:0?0:00(?::00(?:\.0+)?)?)?"),
    re.compile(r"([0-9]{4})(年)([0-9]{1,2})月([0-9]{1,2})[日号]?"),
    re.compile(r"([0-9]{4})()([0-9]{2})([0-9]{2})"),
)
_MONTH_FORMS = (
    re.compile(r"([0-9]{4})[-/.]([0-9]{1,2})"),
    re.compile(r"([0-9]{4})年([0-9]{1,2})月份?"),
    re.compile(r"([0-9]{4})([0-9]{2})"),
)


def half_width(text: str) -> str:
    """Full-width letters, digits and signs as their ASCII twins; other characters stay."""
    return text.translate(_HALF_WIDTH)


def parse_number(text: str) -> Decimal:
    """A number with or without thousands separators: ``１，０６０.5`` → 1060.5."""
    tight = _tighten(text)
    if not _SIGNED.fullmatch(tight) or len(tight) > _LONGEST:
        raise ValueError(_sentence("应写成 1060 或 12.5 这样的数字", text))
    return _decimal(tight)


def parse_money(text: str) -> Decimal:
    """An amount in 元, two decimals at most: ``280万元``, ``1,060 万``, ``¥1,234.50元``, ``1亿2000万元``."""
    tight = re.sub(r"^(?:人民币|RMB|CNY)?¥?", "", _tighten(text))
    if tight.startswith("-"):
        raise ValueError(_sentence("金额不能是负数", text))
    if len(tight) > _LONGEST:
        raise ValueError(_sentence(_MONEY, text))
    if found := _ONE_UNIT.fullmatch(tight):
        amount = _decimal(found[1]).scaleb(_UNITS[found[2] or ""])
    elif (found := _MIXED_UNITS.fullmatch(tight)) and any(found.groups()):
        hundred_millions, ten_thousands, yuan, tail = found.groups()
        amount = _decimal(hundred_millions).scaleb(8) + _decimal(ten_thousands).scaleb(4) + _decimal(yuan or tail)
    else:
        raise ValueError(_sentence(_MONEY, text))
    if amount * 100 % 1:
        raise ValueError(_sentence("金额只能精确到分", text))
    # scaleb leaves 2.8E+6; 2800000 reads better in every message and file.
    return Decimal(f"{amount:f}")


def parse_ratio(text: str) -> Decimal:
    """A fraction of one: ``42%`` → 0.42, ``0.42`` → 0.42.  A bare number above 1 is refused: 42 may mean 42 or 4200 %."""
    tight = _tighten(text)
    number = tight.removesuffix("%")
    if number.startswith("-"):
        raise ValueError(_sentence("比例不能是负数", text))
    if not _SIGNED.fullmatch(number) or len(number) > _LONGEST:
        raise ValueError(_sentence(_RATIO, text))
    value = _decimal(number)
    if number != tight:
        return Decimal(f"{value.scaleb(-2):f}")
    if value > 1:
        raise ValueError(_sentence(f"{_RATIO}，如果是百分之 {number} 请写 {number}%", text))
    return value


def parse_date(text: str) -> date:
    """A day: ``2026-03-05``, ``2026年3月5日``, ``2026/3/5``, ``2026.3.5``, ``20260305``."""
    tight = _tighten(text)
    for form in _DAY_FORMS:
        if found := form.fullmatch(tight):
            year, month, day = int(found[1]), int(found[3]), int(found[4])
            break
    else:
        raise ValueError(_sentence(_DAY + _day_hint(tight), text))
    if not 1900 <= year <= 2100:
        raise ValueError(_sentence("年份应在 1900 到 2100 之间", text))
    try:
        return date(year, month, day)
    except ValueError:
        raise ValueError(_sentence("日历上没有这一天，请改成真实的日期", text)) from None


def parse_month(text: str) -> str:
    """A month as ``2026-03``, from ``2026-03``, ``2026年3月``, ``2026/3`` or ``202603``."""
    tight = _tighten(text)
    for form in _MONTH_FORMS:
        if (found := form.fullmatch(tight)) and 1 <= int(found[2]) <= 12 and 1900 <= int(found[1]) <= 2100:
            return f"{found[1]}-{int(found[2]):02d}"
    hint = "，只写到月" if any(form.fullmatch(tight) for form in _DAY_FORMS) else ""
    raise ValueError(_sentence(_MONTH + hint, text))


def _day_hint(tight: str) -> str:
    if any(form.fullmatch(tight) for form in _MONTH_FORMS):
        return "，要写到日"
    if re.fullmatch(r"[0-9]{5}(?:\.0+)?", tight):
        return "，这像是 Excel 的日期序号，请把单元格格式改成日期"
    if re.fullmatch(r"[0-9]{1,2}月[0-9]{1,2}[日号]?|[0-9]{1,2}[-/.][0-9]{1,2}([-/.][0-9]{1,2})?", tight):
        return "，年份要写四位数字"
    return ""


def _tighten(text: str) -> str:
    return _BLANKS.sub("", half_width(text))


def _decimal(digits: str | None) -> Decimal:
    return Decimal(digits.replace(",", "")) if digits else Decimal(0)


def _sentence(expected: str, found: str) -> str:
    shown = found.strip() if len(found.strip()) <= _SHOWN else f"{found.strip()[:_SHOWN]}…"
    return f"{expected}，现为“{shown}”" if shown else f"{expected}，现在是空的"
