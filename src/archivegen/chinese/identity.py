"""居民身份证, bank accounts and phone numbers: check, read, mask, and find where they must not stand.

Identity numbers follow GB 11643-1999 (domain §8.1), cards the Luhn check (§8.2).  No message repeats a whole number:
reports are mailed and pinned up.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from datetime import date
from functools import lru_cache

from archivegen.chinese.typed import half_width

_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECK_CHARACTERS = "10X98765432"
_PROVINCE_RANGES = ((11, 15), (21, 23), (31, 37), (41, 46), (50, 54), (61, 65), (71, 71), (81, 83))
_PROVINCES = frozenset(str(code) for first, last in _PROVINCE_RANGES for code in range(first, last + 1))
_CREDIT_ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
# GB 32100-2015: weights are the powers of 3 modulo 31.
_CREDIT_WEIGHTS = tuple(pow(3, place, 31) for place in range(17))

_NOISE = re.compile(r"[\s\u200b\u200c\u200d\u2060\ufeff'’‘`-]+")
_LOOKS_LIKE_X = str.maketrans({"×": "X", "✕": "X", "Х": "X", "Χ": "X"})
_ID_SHAPE = re.compile(r"[0-9]{17}[0-9X]")
_MOBILE_SHAPE = re.compile(r"1[3-9][0-9]{9}")

_PERMIT_PROVINCES = frozenset({"81", "82", "83"})
_FOREIGN_SHAPES = (
    (re.compile(r"[A-Z]{3}[0-9]{12}"), "外国人永久居留身份证"),
    (re.compile(r"[HM][0-9]{8}(?:[0-9]{2})?"), "港澳居民来往内地通行证"),
    (re.compile(r"[A-Z]{1,2}[0-9]{7,8}"), "护照"),
)

_ID_INSIDE = r"[0-9]{6}[ -]?[0-9]{8}[ -]?[0-9]{3}[0-9Xx]"
_ACCOUNT_INSIDE = r"[0-9]{16,19}|[0-9]{4}(?:[ -][0-9]{4}){3}(?:[ -]?[0-9]{1,3})?"
_MOBILE_INSIDE = r"1[3-9][0-9](?:[ -]?[0-9]{4}){2}"
_PERSONAL = re.compile(rf"(?<![0-9])(?:(?:\+?86[ -]?)?{_MOBILE_INSIDE}|{_ID_INSIDE}|{_ACCOUNT_INSIDE})(?![0-9])")
SHORTEST_NUMBER = 11
"""A mobile number has so many digits; no other number that is looked for is shorter."""
_NUMBERS_KEPT = 16_384
"""One number is asked about by several rules and papers; what is known of so many is kept."""
_WORD = re.compile(r"[0-9A-Za-z]+")


@lru_cache(maxsize=_NUMBERS_KEPT)
def normalise_id(text: str) -> str:
    """An identity number as it is stored: half-width, no blanks, hyphens or Excel's apostrophe, capital X."""
    tight = _NOISE.sub("", half_width(text)).upper()
    return tight[:-1] + tight[-1].translate(_LOOKS_LIKE_X) if tight else ""


@lru_cache(maxsize=_NUMBERS_KEPT)
def id_problem(text: str) -> str | None:
    """What is wrong with an identity number, as one Chinese sentence; None when it is right.

    The division code is the place of registration, so only its province is checked, never against the project's county.
    """
    number = normalise_id(text)
    if len(number) != 18:
        return _length_problem(number)
    wrong = [character for character in number[:17] if character not in "0123456789"]
    if wrong or number[17] not in "0123456789X":
        return f"身份证号码只能是数字，末位可以是 X，现在含有“{(wrong or [number[17]])[0]}”，请填写完整号码"
    if number[:2] not in _PROVINCES:
        return f"身份证号码开头两位应是省级代码，现为“{number[:2]}”，请对照身份证原件核对"
    if _read_birth_date(number) is None:
        return f"身份证号码第7至14位应是出生日期，现为“{number[6:14]}”，没有这一天，请对照身份证原件核对"
    if _check_character(number) != number[17]:
        # The right digit is not told: changing the last digit until it fits would hide the misread one.
        hint = "末三位是 000，可能被 Excel 存成了数字，" if number.endswith("000") else "多半有一位抄错，"
        return f"身份证号码的校验位“{number[17]}”与前17位对不上，{hint}请对照身份证原件逐位核对"
    return None


@lru_cache(maxsize=_NUMBERS_KEPT)
def special_document(text: str) -> str | None:
    """What a number looks like when it is none of a 居民身份证: 港澳台居民居住证, 护照 …; None for all else.

    A residence permit of Hong Kong, Macao or Taiwan (81, 82, 83) is built as an identity number; a permanent residence
    card of a foreigner has 18 digits that begin with 9 and the province, or three letters and twelve digits.
    """
    number = normalise_id(text)
    if _ID_SHAPE.fullmatch(number):
        true = _read_birth_date(number) is not None and _check_character(number) == number[17]
        if true and number[:2] in _PERMIT_PROVINCES:
            return "港澳台居民居住证"
        return "外国人永久居留身份证" if true and number[0] == "9" and number[1:3] in _PROVINCES else None
    return next((kind for shape, kind in _FOREIGN_SHAPES if shape.fullmatch(number)), None)


@lru_cache(maxsize=_NUMBERS_KEPT)
def birth_date_of(text: str) -> date:
    """The date of birth in an 18-digit identity number; ``ValueError`` when it holds none."""
    number = normalise_id(text)
    birth = _read_birth_date(number) if _ID_SHAPE.fullmatch(number) else None
    if birth is None:
        raise ValueError(id_problem(number) or "身份证号码里没有出生日期")
    return birth


def sex_of(text: str) -> str:
    """男 or 女, from the seventeenth digit; ``ValueError`` when the number has not 18 digits."""
    number = normalise_id(text)
    if not _ID_SHAPE.fullmatch(number):
        raise ValueError(id_problem(number) or "身份证号码应为18位")
    return "男" if int(number[16]) % 2 else "女"


def age_on(birth: date, day: date) -> int:
    """Full years (周岁) on ``day``; somebody born on 29 February grows older on 1 March."""
    if day < birth:
        raise ValueError(f"出生日期 {birth} 晚于 {day}，请核对")
    return day.year - birth.year - ((day.month, day.day) < (birth.month, birth.day))


def is_old_id(text: str) -> bool:
    """Whether 15 digits are an identity number of before 1999: a province and a date of birth in the 20th century."""
    if not re.fullmatch(r"[0-9]{15}", text) or text[:2] not in _PROVINCES:
        return False
    try:
        date(1900 + int(text[6:8]), int(text[8:10]), int(text[10:12]))
    except ValueError:
        return False
    return True


def luhn_ok(text: str) -> bool:
    """Whether a card number passes the Luhn check; a passbook account may fail and still be right (domain §8.2)."""
    digits = _NOISE.sub("", half_width(text))
    if not re.fullmatch(r"[0-9]+", digits):
        return False
    doubled = [int(digit) * (1 + index % 2) for index, digit in enumerate(reversed(digits))]
    return sum(value - 9 if value > 9 else value for value in doubled) % 10 == 0


def mask(text: str) -> str:
    """``text`` masked by what it looks like: identity number, phone, account, text around one of these, a name.

    What has no known shape keeps its first character only: a mask that lets something through is worse than one
    that hides too much.
    """
    number = normalise_id(text)
    if _ID_SHAPE.fullmatch(number) or re.fullmatch(r"\+?[0-9]{8,}", number):
        return _mask_number(number)
    plain = half_width(text)
    masked = _PERSONAL.sub(lambda found: _mask_number(normalise_id(found[0])), plain)
    return masked if masked != plain else mask_name(text)


def mask_id(text: str) -> str:
    """First six and last characters.  The usual 6+4 leaves only the birth date open, which neighbours know (domain §11)."""
    return _stars(normalise_id(text), 6, 1)


def mask_account(text: str) -> str:
    """Last four digits of an account."""
    return _stars(normalise_id(text), 0, 4)


def mask_phone(text: str) -> str:
    """138****5678; of a landline the last four digits."""
    number = normalise_id(text)
    return _stars(number, 3, 4) if _MOBILE_SHAPE.fullmatch(number) else _stars(number, 0, 4)


def mask_name(text: str) -> str:
    """王小明 → 王**."""
    name = text.strip()
    return _stars(name, 1, 0) if name else ""


def find_personal_numbers(text: str, allowed: Collection[str] = ()) -> list[str]:
    """Identity numbers, accounts of 16 to 19 digits and mobile numbers in ``text``, in order; empty is clean.

    Numbers grouped by blanks or hyphens and full-width digits are found too.  ``allowed`` holds numbers that may be
    published, such as the 监督电话.  A 统一社会信用代码 with a right check character is no personal number.
    """
    if len(text) < SHORTEST_NUMBER:
        return []
    accepted = {normalise_id(number) for number in allowed}
    return [found for found in _personal_numbers(half_width(text)) if normalise_id(found) not in accepted]


def _personal_numbers(text: str) -> Iterator[str]:
    numbers = list(_PERSONAL.finditer(text))
    codes = [word.span() for word in _WORD.finditer(text) if is_credit_code(word[0])] if numbers else []
    for found in numbers:
        if not any(start <= found.start() and found.end() <= end for start, end in codes):
            yield found[0]


def _mask_number(number: str) -> str:
    mobile = re.sub(r"^\+?86(?=1[3-9][0-9]{9}$)", "", number)
    if _ID_SHAPE.fullmatch(number):
        return mask_id(number)
    return mask_phone(mobile) if _MOBILE_SHAPE.fullmatch(mobile) else mask_account(number)


def _length_problem(number: str) -> str:
    if not number:
        return "身份证号码是空的，应填18位号码"
    if re.fullmatch(r"[0-9](?:\.[0-9]+)?E\+?[0-9]+", number):
        return f"身份证号码被 Excel 存成了数字“{number}”，后几位已经丢失，请把这一列改成文本格式后重新填写"
    if re.fullmatch(r"[0-9]{15}", number):
        return "身份证号码是15位的旧号码，已经停用，请改填18位的新号码"
    return f"身份证号码应为18位，现为{len(number)}位，请对照身份证原件核对"


def _read_birth_date(number: str) -> date | None:
    try:
        birth = date(int(number[6:10]), int(number[10:12]), int(number[12:14]))
    except ValueError:
        return None
    return birth if birth.year >= 1900 else None


def _check_character(number: str) -> str:
    return _CHECK_CHARACTERS[sum(int(digit) * weight for digit, weight in zip(number, _WEIGHTS, strict=False)) % 11]


def is_credit_code(text: str) -> bool:
    """Whether 18 characters are a 统一社会信用代码 (GB 32100-2015) and cannot be an identity number."""
    code = text.upper()
    if len(code) != 18 or code[0] not in "159" or any(character not in _CREDIT_ALPHABET for character in code):
        return False
    total = sum(
        _CREDIT_ALPHABET.index(character) * weight for character, weight in zip(code, _CREDIT_WEIGHTS, strict=False)
    )
    return id_problem(code) is not None and _CREDIT_ALPHABET[-total % 31] == code[17]


def _stars(text: str, head: int, tail: int) -> str:
    """At least one star: a short text shows nothing at its end."""
    if len(text) <= head + tail:
        head, tail = min(head, 1), 0
    return text[:head] + "*" * max(len(text) - head - tail, 1) + (text[-tail:] if tail else "")
