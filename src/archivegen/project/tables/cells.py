"""A cell → text, the way a person reads it off the screen and without what the spreadsheet did to it.

Identity numbers typed as numbers, dates kept as day counts, 0.30000000000000004: what can be undone is undone; digits
that the spreadsheet has thrown away are a fault, because a wage paid to a guessed account is worse than none.
"""

from __future__ import annotations

import datetime as dt
import math
import re
import unicodedata
from collections.abc import Sequence
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

from archivegen.chinese import parse_date
from archivegen.project.tables.columns import Kind

CellValue = str | int | float | bool | dt.date | dt.time | dt.timedelta
"""What a spreadsheet reader gives; a ``datetime`` is a ``date``."""

DIGITS_KEPT = 10**15
"""A spreadsheet number keeps 15 digits; from here on the last ones may be zeros of its own making."""

_ERROR = re.compile(r"#(?:REF!|N/A|VALUE!|DIV/0!|NAME\?|NUM!|NULL!|SPILL!|CALC!|GETTING_DATA)")
_SCIENTIFIC = re.compile(r"[+-]?\d(?:\.\d+)?[eE]\+?(\d+)")
_JUNK = re.compile("_x000[dD]_|[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b-\u200d\u2060\ufeff\ufffe\uffff]")
_EXCEL_SAFE = re.compile(r'="(.*)"', re.DOTALL)
_TIME_BEHIND = re.compile(r"(?<=\d|日)[\sT]+\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?$")
_CJK = (("\u2e80", "\u9fff"), ("\uf900", "\ufaff"), ("\U00020000", "\U0003ffff"))
"""First and last sign of each range."""
_CODES = frozenset(kind for kind in Kind if kind.is_code)
_QUANTITIES = frozenset(kind for kind in Kind if kind.is_number)
_NUMBERS_KEPT = 16384
_FIRST_SERIAL, _LAST_SERIAL = 3654, 73050  # 1910-01-02 … 2099-12-31 as day counts
_EPOCH, _EPOCH_1904 = dt.date(1899, 12, 30), dt.date(1904, 1, 1)


class CellFault(NamedTuple):
    """What is wrong with a cell: a code of ``codes.yaml``, what stands there, and the text if it can still be read."""

    code: str
    value: str
    text: str = ""


def read_cell(value: CellValue, kind: Kind, *, epoch_1904: bool = False) -> str | CellFault:
    """The text of a cell in a column of ``kind``; ``""`` when it is empty."""
    if isinstance(value, str):
        return read_clean(clean_text(value), kind, epoch_1904=epoch_1904)
    if isinstance(value, dt.date):
        return _read_day(value, kind)
    if isinstance(value, int | float) and not isinstance(value, bool):
        if not math.isfinite(value):
            return CellFault("P061", str(value))
        if kind is Kind.DATE:
            return _read_day_number(value, epoch_1904=epoch_1904)
        if not kind.is_number and abs(value) >= DIGITS_KEPT:
            return CellFault("P060", f"{value:.5E}")
    return plain_text(value)


def plain_text(value: CellValue) -> str:
    """Any cell as text, when its column is not known."""
    if isinstance(value, str):
        return clean_text(value)
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, int | float):
        return number_text(value)
    if isinstance(value, dt.datetime):
        return value.isoformat(" ", "seconds") if value.time() != dt.time() else value.date().isoformat()
    if isinstance(value, dt.timedelta):
        minutes = int(value.total_seconds() // 60)
        return f"{minutes // 60:02d}:{minutes % 60:02d}"
    return value.isoformat() if isinstance(value, dt.date) else value.isoformat("minutes")


def plain_texts(values: Sequence[CellValue]) -> list[str]:
    """:func:`plain_text` of a whole row; one of nothing but ordinary texts and numbers takes one look."""
    texts = [
        value if type(value) is str else number_text(value) if type(value) is float else plain_text(value)
        for value in values
    ]
    together = "".join(texts)
    if together.isprintable() and "_x" not in together and "=" not in together:
        return list(map(str.strip, texts)) if " " in together else texts
    return [clean_text(text) for text in texts]


@lru_cache(maxsize=_NUMBERS_KEPT)
def number_text(value: float) -> str:
    """Shortest digits, six decimals at most: 13800138000.0 → ``13800138000``, 0.1 + 0.2 → ``0.3``."""
    if isinstance(value, int) or value.is_integer():
        return str(int(value))
    if not math.isfinite(value):
        return str(value)
    text = f"{round(Decimal(repr(value)), 6):f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


def clean_text(text: str) -> str:
    """Without blanks at the ends (full-width and non-breaking ones too) and without what cannot be seen."""
    if text.isprintable() and "_x" not in text and not text.startswith("="):
        return text.strip()
    text = _JUNK.sub("", text.replace("\r\n", "\n").replace("\r", "\n")).strip()
    if match := _EXCEL_SAFE.fullmatch(text):
        text = match.group(1).strip()
    return text


def _read_day(value: dt.date, kind: Kind) -> str | CellFault:
    """A cell formatted as a date; in a column of another kind the program has often made it one (3-1 for 3组1社)."""
    if kind is Kind.DATE:
        return value.date().isoformat() if isinstance(value, dt.datetime) else value.isoformat()
    text = plain_text(value)
    return CellFault("P063", text) if kind.is_number else CellFault("P066", text, text)


def read_clean(text: str, kind: Kind, *, epoch_1904: bool) -> str | CellFault:
    """A text that :func:`clean_text` has cleaned, as it reads in a column of ``kind``."""
    if not text or (kind is Kind.NAME and text.isalnum()) or (kind in _CODES and text.isascii() and text.isdecimal()):
        return text  # nearly all: there is nothing to mend
    if text[0] == "#" and _ERROR.fullmatch(text):
        return CellFault("P061", text)
    if kind in _CODES and not (text.isascii() and text.isalnum()):
        text = unicodedata.normalize("NFKC", text.lstrip("'`‘’"))
        text = "".join(text.split()) if kind is not Kind.PHONE else text
    elif kind is Kind.NAME:
        return _close_gaps(text)
    elif kind is Kind.DATE:
        return _read_day_text(text, epoch_1904=epoch_1904)
    if text.isascii() and kind not in _QUANTITIES and (match := _SCIENTIFIC.fullmatch(text)):
        return CellFault("P060", text) if int(match.group(1)) >= 11 else text
    return text


def _close_gaps(name: str) -> str:
    """张　三 is 张三: two-sign names are spread to stand under three-sign ones; other words keep one blank between them."""
    closed = ""
    for word in name.split():
        closed += word if not closed or (_is_cjk(closed[-1]) and _is_cjk(word[0])) else f" {word}"
    return closed


def _is_cjk(sign: str) -> bool:
    return any(first <= sign <= last for first, last in _CJK)


def _read_day_number(value: float, *, epoch_1904: bool) -> str:
    """A day count of the spreadsheet, or eight digits 20260305; anything else stays what it is."""
    if _FIRST_SERIAL <= value <= _LAST_SERIAL:
        epoch = _EPOCH_1904 if epoch_1904 else _EPOCH
        return (epoch + dt.timedelta(days=int(value))).isoformat()
    return _read_day_text(number_text(value), epoch_1904=epoch_1904)


@lru_cache(maxsize=4096)
def _read_day_text(text: str, *, epoch_1904: bool) -> str:
    """ISO when the text is a day; otherwise as it stands, for the field to say what it expects."""
    if len(text) == 5 and text.isascii() and text.isdecimal():
        return _read_day_number(int(text), epoch_1904=epoch_1904)
    try:
        return parse_date(_TIME_BEHIND.sub("", text)).isoformat()
    except ValueError:
        return text
