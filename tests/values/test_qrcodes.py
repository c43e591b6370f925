"""QR codes that scanners read."""

from __future__ import annotations

from decimal import Decimal
from io import BytesIO
from typing import Any

import pytest
import zxingcpp
from PIL import Image

from archivegen.errors import TemplateError
from archivegen.values.pictures import Picture
from archivegen.values.qrcodes import qrcode

MM = 36_000


def read(made: Picture | str) -> tuple[str, str]:
    """The text and the error level."""
    assert isinstance(made, Picture)
    (found,) = zxingcpp.read_barcodes(Image.open(BytesIO(made.content)).convert("L"))
    return found.text, found.ec_level


@pytest.mark.parametrize(
    "text",
    [
        "C21@2026-03",
        "XS2026.C21.001*7",
        "https://example.com/档?key=C21&n=1",
        "香水村产业道路",
        "𠮷野<&>",
        "日本語テスト",
        "1" * 40,
    ],
)
def test_a_code_says_what_was_written(text: str) -> None:
    said, level = read(qrcode(text))
    assert said == text
    assert level in {"Q", "H"}


def test_numbers_are_written_as_they_are_printed() -> None:
    assert read(qrcode(Decimal("2.8E+6")))[0] == "2800000"
    assert read(qrcode(42))[0] == "42"
    assert qrcode("") == ""


def test_the_size_is_that_of_the_black_and_the_white_stands_around_it() -> None:
    made = qrcode("C21-2026-03", 边长=20)
    assert isinstance(made, Picture)
    image = Image.open(BytesIO(made.content)).convert("L")
    assert image.size == ((21 + 8) * 8,) * 2
    assert image.crop((0, 0, image.width, 32)).getextrema() == (255, 255)
    assert image.getpixel((33, 33)) == 0
    assert 19.9 < made.width / MM * 21 / 29 <= 20
    assert made.kind == "png"
    assert made.text == "二维码：C21-2026-03"
    assert qrcode("C21-2026-03", 边长="2厘米", 说明="编号") == Picture(
        made.content, "png", made.width, made.height, "编号"
    )


def test_capitals_need_fewer_modules() -> None:
    sizes = [
        Image.open(BytesIO(made.content)).width
        for text in ("a" * 40, "A" * 40)
        if isinstance(made := qrcode(text), Picture)
    ]
    assert sizes[1] < sizes[0]


@pytest.mark.parametrize(
    ("value", "named", "sentence"),
    [
        ("A" * 400, {"边长": 20}, "二维码的内容有 400 个字，边长 20 毫米印不清楚，请把边长改到"),
        ("A" * 1001, {"边长": 100}, "最多 1000 个字，现有 1001 个字"),
        ("𠮷" * 900, {"边长": 500}, "放不下 900 个字"),
        (["A"], {}, "只能用在文字或数字上"),
        ("A", {"边长": "大"}, "“|二维码”的边长要写成"),
        ("A", {"大小": 20}, "不能写“大小”，可以写：边长、说明"),
    ],
)
def test_what_no_scanner_reads_is_refused(value: Any, named: dict[str, Any], sentence: str) -> None:
    with pytest.raises(TemplateError, match=r".") as caught:
        qrcode(value, **named)
    assert sentence in str(caught.value)
