"""Photos, QR codes, charts, links and rich text in finished Word papers, as LibreOffice draws them and Microsoft's validator sees them."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Callable
from decimal import Decimal
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import openpyxl
import pytest
import zxingcpp
from docx import Document
from PIL import Image

from archivegen.errors import TemplateError
from archivegen.render.docx import render_docx
from tests.office_standard import judge
from tests.render.test_docx import build, lines
from tests.values.test_pictures import photo

WORDS: dict[str, Any] = {
    "照片": photo(1, (1600, 1200)),
    "竖拍": photo(6, (1600, 1200)),
    "倒竖": photo(8, (1600, 1200)),
    "键": "C21-2026-03",
    "说明": "**务工&报酬**按月*足额*发放\n见\t附表",
    "网址": "https://example.com/?a=1&b=2",
    "各月": [{"名称": "3月", "男": Decimal("1409.50"), "女": 800}, {"名称": "4月<&>", "男": 2000, "女": ""}],
    "工种": [{"名称": "普工", "值": 3}, {"名称": "技工", "值": 1}],
}


def render(*texts: str, draw: Callable[[Any], object] | None = None) -> bytes:
    template = build(draw) if draw else lines(*texts)
    made = render_docx(template, WORDS, name="附件.docx")
    assert made == render_docx(template, WORDS, name="附件.docx")
    return made


def look(document: bytes, folder: Path, page: int = 1) -> Image.Image:
    """A page as LibreOffice draws it, 100 dots an inch."""
    (folder / "纸.docx").write_bytes(document)
    profile = f"-env:UserInstallation=file://{folder}/profile"
    convert = [
        "soffice",
        profile,
        "--headless",
        "--convert-to",
        "pdf",
        "--outdir",
        str(folder),
        str(folder / "纸.docx"),
    ]
    subprocess.run(convert, check=True, capture_output=True, timeout=120)
    picture = [
        "pdftoppm",
        "-r",
        "100",
        "-png",
        "-f",
        str(page),
        "-singlefile",
        str(folder / "纸.pdf"),
        str(folder / "页"),
    ]
    subprocess.run(picture, check=True, timeout=60)
    return Image.open(folder / "页.png").convert("RGB")


def boxes(page: Image.Image, colour: tuple[int, int, int]) -> tuple[int, int, int, int]:
    """Left, top, right and bottom of what has this colour."""
    channels = [
        channel.point(lambda point, wanted=wanted: 255 if abs(point - wanted) < 40 else 0)
        for channel, wanted in zip(page.split(), colour, strict=True)
    ]
    both = Image.merge("RGB", channels).convert("L").point(lambda point: 255 if point > 250 else 0)
    found = both.getbbox()
    assert found is not None
    return found


def document_xml(document: bytes) -> str:
    with ZipFile(BytesIO(document)) as package:
        return package.read("word/document.xml").decode()


def test_every_value_is_to_the_standard_and_can_be_opened(tmp_path: Path) -> None:
    def draw(document: Any) -> None:
        document.sections[0].header.paragraphs[0].text = "{{ 照片|图片(高='1厘米') }}"
        for text in (
            "照{{ 照片|图片(宽='5厘米') }}片{{ 竖拍|图片(宽='5厘米', 高='4厘米', 说明='路基<&>') }}",
            "{{r 照片|图片(宽='2厘米') }}{{ 键|二维码(边长=20) }}",
            "{{r 说明|富文本 }}{{r '官网'|链接(网址) }}{{r 键|粗体|颜色('红')|字号('三号')|字体('黑体')|下划线 }}",
            "{% for 次 in range(2) %}{{ 各月|图表('柱形', 题名='发放<&>') }}{% endfor %}",
            "{{ 各月|图表('条形') }}{{ 各月|图表('折线', 宽='8厘米') }}{{r 工种|图表('饼', 高='4厘米') }}",
        ):
            document.add_paragraph(text)
        document.add_table(1, 1).cell(0, 0).text = "{{ 照片|图片(宽='3厘米') }}{{r 说明|富文本 }}"

    made = render(draw=draw)
    path = tmp_path / "附件.docx"
    path.write_bytes(made)
    assert judge([path]) == {path: []}
    with ZipFile(BytesIO(made)) as package:
        names = package.namelist()
        charts = [name for name in names if re.fullmatch(r"word/charts/chart\d+\.xml", name)]
        books = [name for name in names if name.startswith("word/embeddings/")]
        assert len(charts) == len(books) == 5
        assert len([name for name in names if name.startswith("word/media/")]) == 6
        for name in books:
            inside = tmp_path / Path(name).name
            inside.write_bytes(package.read(name))
            assert openpyxl.load_workbook(inside)["Sheet1"]["A2"].value in {"3月", "普工"}
            assert judge([inside]) == {inside: []}
    numbers = re.findall(r'<wp:docPr id="(\d+)"', document_xml(made))
    assert len(numbers) == len(set(numbers)) == 10
    assert Document(BytesIO(made)).paragraphs[0].text == "照片"


def test_photos_stand_upright_on_the_page(tmp_path: Path) -> None:
    page = look(render("{{ 竖拍|图片(高='6厘米') }}"), tmp_path)
    red, blue = boxes(page, (255, 0, 0)), boxes(page, (0, 0, 255))
    assert abs(red[0] - blue[0]) <= 2
    assert abs(red[3] - blue[1]) <= 2
    across, down = red[2] - red[0], blue[3] - red[1]
    assert (across, down) == (pytest.approx(4.5 / 2 / 2.54 * 100, abs=3), pytest.approx(6 / 2.54 * 100, abs=3))
    other = look(render("{{ 倒竖|图片(高='6厘米') }}"), tmp_path)
    assert boxes(other, (0, 0, 255))[3] <= boxes(other, (255, 0, 0))[1] + 2


def test_a_scanner_reads_the_code_on_the_page(tmp_path: Path) -> None:
    (found,) = zxingcpp.read_barcodes(look(render("档案编码 {{ 键|二维码(边长=20) }}"), tmp_path).convert("L"))
    assert found.text == "C21-2026-03"
    corners = found.position
    side = corners.top_right.x - corners.top_left.x
    assert side == pytest.approx(20 / 25.4 * 100, abs=4)


def test_a_chart_is_drawn_with_its_colours(tmp_path: Path) -> None:
    page = look(render("{{ 各月|图表('柱形', 宽='15厘米', 高='8厘米') }}"), tmp_path)
    first, second = boxes(page, (0x44, 0x72, 0xC4)), boxes(page, (0xED, 0x7D, 0x31))
    assert first[3] - first[1] > 100
    assert second[2] > second[0]


def test_links_and_looks_are_printed() -> None:
    made = render("见{{r '官网'|链接(网址) }}。", "{{r 说明|富文本 }}")
    xml = document_xml(made)
    with ZipFile(BytesIO(made)) as package:
        relations = package.read("word/_rels/document.xml.rels").decode()
    (relation,) = re.findall(r'<w:hyperlink [^>]*r:id="(\w+)"', xml)
    assert re.search(
        rf'Id="{relation}"[^>]*Target="https://example\.com/\?a=1&amp;b=2" TargetMode="External"', relations
    )
    assert '<w:r><w:rPr><w:b/></w:rPr><w:t xml:space="preserve">务工&amp;报酬</w:t></w:r>' in xml
    paragraph = Document(BytesIO(made)).paragraphs[1]
    assert [(run.text, run.bold, run.italic) for run in paragraph.runs if run.text] == [
        ("务工&报酬", True, None),
        ("按月", None, None),
        ("足额", None, True),
        ("发放\n见\t附表", None, None),
    ]


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("{{ 键|图片(宽='8厘米') }}", "“|图片”只能用在照片或图片文件上"),
        ("{{ 照片 }}", "这里是图片或文件的内容，不能直接印出来"),
        ("{{ 照片|图片(宽='8里') }}", "宽要写成“8厘米”或“80毫米”"),
        ("{{r '官网'|链接('file:///etc/passwd') }}", "只能写 http://、https:// 或 mailto:"),
    ],
)
def test_a_mistake_is_told_with_its_paragraph(text: str, sentence: str) -> None:
    with pytest.raises(TemplateError, match="第 1 段") as caught:
        render(text)
    assert sentence in str(caught.value)
