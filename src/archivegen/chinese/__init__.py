"""Chinese text as offices write and type it: pure functions, no files, no clock.

``written`` makes what papers print (大写金额, 中文日期), ``typed`` reads what people type (280万元, 42%, 2026年3月5日),
``identity`` knows 身份证, accounts and masking, ``names`` knows file names and misspelt words, ``titles`` where a title may
break.
"""

from __future__ import annotations

from archivegen.chinese.identity import (
    SHORTEST_NUMBER,
    age_on,
    birth_date_of,
    find_personal_numbers,
    id_problem,
    luhn_ok,
    mask,
    mask_account,
    mask_id,
    mask_name,
    mask_phone,
    normalise_id,
    sex_of,
    special_document,
)
from archivegen.chinese.names import NearWords, natural_order, nearest, safe_file_name
from archivegen.chinese.titles import break_title
from archivegen.chinese.typed import (
    half_width,
    parse_date,
    parse_money,
    parse_month,
    parse_number,
    parse_ratio,
)
from archivegen.chinese.written import amount_in_capitals, chinese_date, chinese_month, chinese_numeral, plain_number

__all__ = [
    "SHORTEST_NUMBER",
    "NearWords",
    "age_on",
    "amount_in_capitals",
    "birth_date_of",
    "break_title",
    "chinese_date",
    "chinese_month",
    "chinese_numeral",
    "find_personal_numbers",
    "half_width",
    "id_problem",
    "luhn_ok",
    "mask",
    "mask_account",
    "mask_id",
    "mask_name",
    "mask_phone",
    "natural_order",
    "nearest",
    "normalise_id",
    "parse_date",
    "parse_money",
    "parse_month",
    "parse_number",
    "parse_ratio",
    "plain_number",
    "safe_file_name",
    "sex_of",
    "special_document",
]
