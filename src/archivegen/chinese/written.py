"""What papers print: amounts in capitals, dates, numerals."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

_CAPITAL_DIGITS = "零壹贰叁肆伍陆柒捌玖"
_CAPITAL_UNITS = ("", "拾", "佰", "仟")
_GROUPS = ("", "万", "亿")
_DIGITS = "零一二三四五六七八九"
_UNITS = ("", "十", "百", "千")
_LIMIT = Decimal(10) ** 12


def amount_in_capitals(amount: Decimal, prefix: str = "") -> str:
    """``amount`` in 元 as 大写金额: 1409.50 → 壹仟肆佰零玖元伍角整; ``prefix`` (人民币) goes before it without a gap.

    One canonical form (domain §8.4, 正确填写票据和结算凭证的基本规定): 整 after 元 and 角, none after 分; one 零 for a run
    of zeros inside; no 零 where only the lowest digit of a group (or 元 itself) is zero and the next digit is not.
    Raises ``ValueError`` for a negative amount, one finer than 分, or 一万亿元 and more.
    """
    if not amount.is_finite() or amount < 0:
        raise ValueError(f"大写金额只能写零或正数，现为“{amount}”，请检查这笔金额")
    if amount >= _LIMIT:
        raise ValueError(f"大写金额应小于一万亿元，现为“{amount}”，请检查单位是不是写错了")
    cents = amount * 100
    if cents != cents.to_integral_value():
        raise ValueError(f"大写金额只能精确到分，现为“{amount}”，请先四舍五入到分")
    yuan, rest = divmod(int(cents), 100)
    jiao, fen = divmod(rest, 10)
    if not yuan and not rest:
        return f"{prefix}零元整"
    text = f"{_whole_number(yuan, _CAPITAL_DIGITS, _CAPITAL_UNITS)}元" if yuan else ""
    if jiao:
        text += f"{_CAPITAL_DIGITS[jiao]}角"
    elif fen and yuan:
        text += "零"
    text += f"{_CAPITAL_DIGITS[fen]}分" if fen else "整"
    return prefix + text


def chinese_numeral(number: int) -> str:
    """序号 of headings: 1 → 一, 12 → 十二, 105 → 一百零五.  Raises ``ValueError`` outside 0…99,999,999."""
    if not 0 <= number < 10**8:
        raise ValueError(f"序号应在 0 到 99999999 之间，现为“{number}”")
    if number == 0:
        return _DIGITS[0]
    text = _whole_number(number, _DIGITS, _UNITS)
    return text.removeprefix("一") if text.startswith("一十") else text


def chinese_date(day: date) -> str:
    """2026-03-05 → ``2026年3月5日``, the form of letters and notices (GB/T 9704)."""
    return f"{day.year}年{day.month}月{day.day}日"


def chinese_month(month: str) -> str:
    """``2026-03`` → ``2026年3月``."""
    year, _, number = month.partition("-")
    return f"{int(year)}年{int(number)}月"


def plain_number(number: Decimal | int) -> str:
    """A number without trailing zeros, separators or an exponent: 22.50 → 22.5, 18.0 → 18, 1E+3 → 1000."""
    text = f"{Decimal(number):f}"
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return "0" if text in {"-0", ""} else text


def _whole_number(number: int, digits: str, units: tuple[str, ...]) -> str:
    """A positive whole number in words; a zero is written once where a run of zeros stands before a digit."""
    text = ""
    for index in reversed(range(len(_GROUPS))):
        group = number // 10 ** (4 * index) % 10**4
        higher = number // 10 ** (4 * index + 4)
        if not group:
            continue
        # 107000 is 壹拾万柒仟 but 100007000 is 壹亿零柒仟: a whole empty group is a gap, a final zero is not.
        gap = group < 1000 or not higher % 10**4
        text += (digits[0] if text and gap else "") + _group(group, digits, units) + _GROUPS[index]
    return text


def _group(group: int, digits: str, units: tuple[str, ...]) -> str:
    text, gap = "", False
    for place in reversed(range(4)):
        digit = group // 10**place % 10
        if digit:
            text += (digits[0] if gap and text else "") + digits[digit] + units[place]
        gap = not digit
    return text
