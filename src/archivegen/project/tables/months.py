"""The month that the words over a table name: ``香水村 2026 年 3 月份考勤表`` → (2026, 3)."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

_DIGITS = str.maketrans("〇零一二三四五六七八九", "00123456789")
_CHINESE_MONTH = re.compile("(?:[〇零一二三四五六七八九]{4}年)?(?:十[一二]?|[一二三四五六七八九])月")
_MONTH = re.compile(
    r"(?:(?P<year>\d{4})[年])?(?<!\d)(?P<month>\d{1,2})月(?:份)?(?!\d)"
    r"|(?<!\d)(?P<plain_year>20\d{2})[-/.](?P<plain_month>\d{1,2})(?![-/.\d])"
    r"|(?<!\d)(?P<tight_year>20\d{2})(?P<tight_month>0[1-9]|1[0-2])(?!\d)"
)

Month = tuple[int | None, int]
"""Year, when the words give one, and month."""


def find_months(texts: Iterable[str]) -> set[Month]:
    """Every month that is named; a full date such as 2026年4月2日 names a day and no month."""
    joined = "\n".join("".join(unicodedata.normalize("NFKC", text).split()) for text in texts)
    plain = _CHINESE_MONTH.sub(_in_digits, joined)
    found: set[Month] = set()
    for match in _MONTH.finditer(plain):
        year = match["year"] or match["plain_year"] or match["tight_year"]
        month = int(match["month"] or match["plain_month"] or match["tight_month"])
        if 1 <= month <= 12:
            found.add((int(year) if year else None, month))
    return found


def names_month(found: set[Month], month: str) -> bool:
    """Whether ``month`` (``2026-03``) is among those found."""
    year, number = map(int, month.split("-"))
    return any(n == number and y in {None, year} for y, n in found)


def show_months(found: set[Month]) -> str:
    """For messages: ``2026年4月``."""
    return "、".join(f"{y}年{n}月" if y else f"{n}月" for y, n in sorted(found, key=lambda m: (m[0] or 0, m[1])))


def _in_digits(match: re.Match[str]) -> str:
    text = match.group().replace("十月", "10月").replace("十一月", "11月").replace("十二月", "12月")
    return text.translate(_DIGITS)
