"""Photos and QR codes in the cells of a workbook; what only Word can show is told."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
import zxingcpp
from PIL import Image

from archivegen.errors import TemplateError
from archivegen.render.xlsx import render_xlsx
from tests.office_standard import judge
from tests.render.test_xlsx_bounds import book
from tests.values.test_pictures import photo

WORDS: dict[str, Any] = {
    "人们": [{"姓名": "王大山", "照片": photo(6)}, {"姓名": "李小河", "照片": photo(8)}],
    "键": "C21-2026-03",
}


def test_each_row_has_its_photo_and_a_scanner_reads_the_code(tmp_path: Path) -> None:
    cells = {
        "A1": "{{ 键|二维码(边长=20) }}",
        "A2": "{%tr for 人 in 人们 %}{{ 人.姓名 }}",
        "B2": "{{ 人.照片|图片(宽='2厘米', 高='3厘米') }}{%tr endfor %}",
    }
    made = render_xlsx(book(cells), WORDS, name="花名册.xlsx")
    assert made == render_xlsx(book(cells), WORDS, name="花名册.xlsx")
    path = tmp_path / "花名册.xlsx"
    path.write_bytes(made)
    assert judge([path]) == {path: []}
    with ZipFile(BytesIO(made)) as package:
        media = [package.read(name) for name in package.namelist() if name.startswith("xl/media/")]
    pictures = [Image.open(BytesIO(content)) for content in media]
    assert sorted(picture.format or "" for picture in pictures) == ["JPEG", "JPEG", "PNG"]
    (code,) = (picture for picture in pictures if picture.format == "PNG")
    assert [found.text for found in zxingcpp.read_barcodes(code.convert("L"))] == ["C21-2026-03"]
    assert all(picture.height > picture.width for picture in pictures if picture.format == "JPEG")


@pytest.mark.parametrize("expression", ["键|粗体", "人们|图表('柱形')", "人们[0].照片|图片(宽='2厘米') ~ '甲'"])
def test_what_only_word_can_show_is_told(expression: str) -> None:
    words = {**WORDS, "人们": [{"名称": "甲", "值": 1, "照片": photo()}]}
    if "图表" in expression:
        words["人们"] = [{"名称": "甲", "值": 1}]
    with pytest.raises(TemplateError, match=r"A1.*只能单独印在 Word 的正文里"):
        render_xlsx(book({"A1": f"{{{{ {expression} }}}}"}), words, name="表.xlsx")
