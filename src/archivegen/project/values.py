"""Field types of the project file: text in, typed value out.

Every YAML scalar and every table cell arrives as text; the field decides what it is.  No float ever reaches a model.
Money is kept in 元, ratios as a fraction of one, days in steps of a half.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Mapping
from decimal import Decimal
from functools import lru_cache
from typing import Annotated, Any

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    ValidatorFunctionWrapHandler,
    WithJsonSchema,
    WrapValidator,
)
from pydantic.annotated_handlers import GetCoreSchemaHandler, GetJsonSchemaHandler
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema, core_schema

from archivegen import chinese

# What a county writes stays far below; above, somebody typed an account number or 万 too often, and 28 digits of
# Decimal would no longer hold a product to the cent.
LARGEST_QUANTITY = Decimal(10) ** 8
LARGEST_AMOUNT = Decimal(10) ** 10
LONGEST_MONTH = 31


class Facts(BaseModel):
    """A frozen group of facts.  The Chinese key of a fact stands in its alias and nowhere else."""

    model_config = ConfigDict(
        frozen=True,
        extra="forbid",
        defer_build=True,
    )


def fact(key: str, description: str = "", **options: Any) -> Any:
    """A field: its Chinese key, what it means (shown by editors), and pydantic's options such as ``default``."""
    return Field(alias=key, title=key, description=description or key, **options)


def _scalar(value: Any) -> str:
    if isinstance(value, str):
        return value.strip()
    if isinstance(value, list | Mapping):
        raise ValueError("这里应写一个值，不能再分下级")
    return str(value).strip()


_TYPED = (Decimal, datetime.date)
_TEXTS_KEPT = 4096


class Reading:
    """Annotation of a field that holds one value: ``read`` makes it of whatever stands there, ``json_schema`` is for editors.

    It says all that pydantic's BeforeValidator and WithJsonSchema would, and takes a third of their time to prepare; five
    hundred fields are prepared before the first fact is read.
    """

    def __init__(self, read: Callable[[Any], Any], json_schema: JsonSchemaValue) -> None:
        self._schema = core_schema.no_info_plain_validator_function(read)
        self._json_schema = json_schema

    def __get_pydantic_core_schema__(self, _source: Any, _handler: GetCoreSchemaHandler) -> CoreSchema:
        return self._schema

    def __get_pydantic_json_schema__(self, _schema: CoreSchema, _handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        return dict(self._json_schema)


def _parsed(parse: Callable[[str], Any], json_schema: JsonSchemaValue) -> Reading:
    """Text by ``parse``, which is asked once for each text: five hundred contracts have the same few dates and prices."""
    known = lru_cache(maxsize=_TEXTS_KEPT)(parse)

    def read(value: Any) -> Any:
        if type(value) is str:  # nearly always; the rest is for whoever builds facts in Python
            return known(value.strip())
        return value if isinstance(value, _TYPED) else known(_scalar(value))

    return Reading(read, json_schema)


def _yes_or_no(text: str) -> bool:
    if text in {"是", "有", "√", "✓", "true", "True", "1"}:
        return True
    if text in {"否", "无", "没有", "false", "False", "0"}:
        return False
    raise ValueError(f"应写“是”或“否”，现为“{text}”")


def _whole(text: str) -> int:
    number = chinese.parse_number(text)
    if number != number.to_integral_value() or not 0 <= number < LARGEST_QUANTITY:
        raise ValueError(f"应写不小于 0、小于 1 亿的整数，现为“{text}”")
    return int(number)


def _day_of_month(text: str) -> int:
    tight = chinese.half_width(text).strip().removeprefix("每月").removesuffix("日").removesuffix("号").strip()
    if not (tight.isascii() and tight.isdecimal() and 1 <= int(tight) <= LONGEST_MONTH):
        raise ValueError(f"应写每月几日，1 至 {LONGEST_MONTH} 的整数，如 15，现为“{text}”")
    return int(tight)


def _quantity(text: str) -> Decimal:
    number = chinese.parse_number(text)
    if number < 0:
        raise ValueError(f"数量不能小于 0，现为“{text}”")
    if number >= LARGEST_QUANTITY:
        raise ValueError(f"数量应小于 1 亿，现为“{text}”，请核对单位")
    return number


_DAYS_UNIT = re.compile(r"(?:个?工日|个工|天|日|个|工)$")
_HALVES = {"半": Decimal("0.5"), "½": Decimal("0.5"), "1/2": Decimal("0.5")}


def _day_count(text: str) -> Decimal:
    """``22``, ``22.5天``, ``半天``, ``21½``: days worked, as ledgers and pay sheets say it."""
    tight = _DAYS_UNIT.sub("", "".join(chinese.half_width(text).split()))
    if tight in _HALVES:
        return _HALVES[tight]
    whole, half = (tight[:-1], _HALVES["½"]) if tight.endswith("½") else (tight, Decimal(0))
    try:
        return _quantity(whole) + half
    except ValueError:
        raise ValueError(f"天数应写成 22、22.5 或 半天 这样，现为“{text}”") from None


def _money(text: str) -> Decimal:
    amount = chinese.parse_money(text)
    if amount >= LARGEST_AMOUNT:
        raise ValueError(f"金额应小于 100 亿元，现为“{text}”，请核对有没有多写“万”")
    return amount


def _split_sign(text: str) -> tuple[int, str]:
    """−1 or 1, and the number without its sign: ``-180``, ``负180`` and, as accountants write, ``(180)``."""
    tight = chinese.half_width(text).strip()
    if tight.startswith("(") and tight.endswith(")"):
        return -1, tight[1:-1]
    if tight.startswith(("-", "负")):
        return -1, tight[1:]
    return 1, tight.removeprefix("+")


def _signed_quantity(text: str) -> Decimal:
    sign, number = _split_sign(text)
    return sign * _quantity(number)


def _signed_money(text: str) -> Decimal:
    sign, amount = _split_sign(text)
    return sign * _money(amount)


def _month(text: str) -> str:
    """A month; a day that a spreadsheet made of it is its month."""
    try:
        return chinese.parse_month(text)
    except ValueError as error:
        try:
            return f"{chinese.parse_date(text):%Y-%m}"
        except ValueError:
            raise error from None


def _ratio(text: str) -> Decimal:
    ratio = chinese.parse_ratio(text)
    if ratio > 1:
        raise ValueError(f"比例不能超过 100%，现为“{text}”")
    return ratio


def _year(text: str) -> int:
    number = text.removesuffix("年").removesuffix("年度")
    if not (number.isdecimal() and 2000 <= int(number) <= 2100):
        raise ValueError(f"年度应写四位数字，如 2026，现为“{text}”")
    return int(number)


def _running_number(text: str) -> str:
    number = chinese.half_width(text).strip().removeprefix("第").removesuffix("次").lstrip("0")
    if not (number.isascii() and number.isdecimal() and len(number) <= 3):
        raise ValueError(f"应写 1 至 999 的数字，如 2，现为“{text}”")
    return number


def _sha256(text: str) -> str:
    digest = "".join(chinese.half_width(text).split()).lower()
    if digest and not re.fullmatch("[0-9a-f]{64}", digest):
        raise ValueError(f"应是 64 位十六进制的 SHA-256，现为 {len(digest)} 位的“{text[:12]}…”，请从校验文件里整段复制")
    return digest


def _lines(value: Any) -> Any:
    """One text or a list of texts; a single text is a list of one."""
    return value if isinstance(value, list | tuple) else [value]


def _person_name(value: Any) -> str:
    """A name without the blanks that make two characters as wide as three: ``张　三`` is 张三."""
    text = _scalar(value)
    if text.isalnum():
        return text  # nearly always: no blank to look for
    text = re.sub(r"\s+", " ", text)
    return re.sub(r"(?<=[^\x00-\x7f]) | (?=[^\x00-\x7f])", "", text)


def _phone(value: Any) -> str:
    """A number without the blanks that people group it with; several numbers stay apart."""
    text = _scalar(value)
    return text if text.isalnum() else re.sub(r"(?<=[0-9])\s+(?=[0-9])", "", text)


def _labels(value: Any) -> Any:
    """Short names written as a list or in one text: ``脱贫户、残疾人``; 无 means none."""
    texts = [str(item) for item in value] if isinstance(value, list | tuple) else [str(value)]
    names = [name.strip() for text in texts for name in re.split(r"[、，,;；/]", text)]
    return [name for name in names if name and name not in {"无", "否", "一般户", "一般农户"}]


def _days_once(value: Any) -> Any:
    """Days of a month as keys: ``1`` and ``01`` are one day, and one of the two would be lost."""
    if isinstance(value, Mapping):
        seen: dict[str, str] = {}
        for key in map(str, value):
            day = _plain_day(key)
            if day in seen:
                raise ValueError(f"“{seen[day]}”和“{key}”是同一天，写了两次，请删去一处")
            seen[day] = key
    return value


def _read_days(value: Any, validate: ValidatorFunctionWrapHandler) -> Any:
    """What a grid has counted is typed already: half a million of them are looked at, not read again."""
    return value if _are_typed(value) else validate(_days_once(value))


def _are_typed(value: Any) -> bool:
    """Whether days are whole numbers that a month may have, and what was worked on them decimals."""
    if type(value) is not dict or not set(map(type, value)) <= {int}:
        return False
    in_month = not value or (min(value) >= 1 and max(value) <= LONGEST_MONTH)
    return in_month and set(map(type, value.values())) <= {Decimal}


@lru_cache(maxsize=_TEXTS_KEPT)
def _plain_day(key: str) -> str:
    return chinese.half_width(key).strip().lstrip("0")


_TEXT_OR_NUMBER = ["string", "number"]

Text = Annotated[str, Reading(_scalar, {"type": _TEXT_OR_NUMBER})]
Texts = Annotated[
    tuple[Text, ...],
    BeforeValidator(_lines),
    WithJsonSchema({"anyOf": [{"type": "array", "items": {"type": _TEXT_OR_NUMBER}}, {"type": _TEXT_OR_NUMBER}]}),
]
Labels = Annotated[
    tuple[Text, ...],
    BeforeValidator(_labels),
    WithJsonSchema({"anyOf": [{"type": "array", "items": {"type": "string"}}, {"type": "string"}]}),
]
PersonName = Annotated[str, Reading(_person_name, {"type": "string"})]
Phone = Annotated[str, Reading(_phone, {"type": _TEXT_OR_NUMBER})]
YesNo = Annotated[bool, _parsed(_yes_or_no, {"enum": ["是", "否"]})]
Whole = Annotated[int, _parsed(_whole, {"type": _TEXT_OR_NUMBER})]
DayOfMonth = Annotated[int, _parsed(_day_of_month, {"type": _TEXT_OR_NUMBER, "examples": [15]})]
Year = Annotated[int, _parsed(_year, {"type": _TEXT_OR_NUMBER, "examples": [2026]})]
Quantity = Annotated[Decimal, _parsed(_quantity, {"type": _TEXT_OR_NUMBER})]
DayCount = Annotated[Decimal, _parsed(_day_count, {"type": _TEXT_OR_NUMBER, "examples": [22.5, "半天"]})]
Money = Annotated[Decimal, _parsed(_money, {"type": _TEXT_OR_NUMBER, "examples": ["280万元", "1,060 万", 2800000]})]
SignedQuantity = Annotated[Decimal, _parsed(_signed_quantity, {"type": _TEXT_OR_NUMBER, "examples": [-1.5]})]
SignedMoney = Annotated[Decimal, _parsed(_signed_money, {"type": _TEXT_OR_NUMBER, "examples": ["-180.00"]})]
Ratio = Annotated[Decimal, _parsed(_ratio, {"type": _TEXT_OR_NUMBER, "examples": ["42%"]})]
Day = Annotated[
    datetime.date, _parsed(chinese.parse_date, {"type": "string", "examples": ["2026-03-05", "2026年3月5日"]})
]
Month = Annotated[str, _parsed(chinese.parse_month, {"type": "string", "examples": ["2026-03"]})]
RunningNumber = Annotated[str, _parsed(_running_number, {"type": _TEXT_OR_NUMBER, "examples": [2]})]
Sha256 = Annotated[str, _parsed(_sha256, {"type": "string"})]
MonthOfDay = Annotated[str, _parsed(_month, {"type": "string", "examples": ["2026-03"]})]
DaysWorked = Annotated[dict[Whole, Quantity], WrapValidator(_read_days)]
IdNumber = Annotated[str, _parsed(chinese.normalise_id, {"type": _TEXT_OR_NUMBER})]
