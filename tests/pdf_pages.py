"""What an official would see at a glance on the pages of a PDF and send back: leftovers, holes, blank pages, cut tables."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import Path

import pypdfium2
from PIL.Image import Image

from archivegen.pdf import convert_files
from archivegen.render.office import extract_text

_DPI = 40
_EDGE_MM = 5.0
"""Nothing is printed so near to the edge of a page: the smallest margin of any paper is twice that."""
_FOOT_MM = 22.0
"""The page number stands within so much of the lower edge."""
_INK = 128
_STRAY = 0.2
"""A page that ends so high up, with more pages after it, has rows on it that belong on the page before."""

Leftover = tuple[str, re.Pattern[str]]

_LEFTOVERS: tuple[Leftover, ...] = (
    ("模板语句没有填", re.compile(r"\{\{|\}\}|\{%|%\}")),
    ("程序的空值", re.compile(r"\bNone\b|\bnan\b|\bNaN\b|\bundefined\b|\bDecimal\(")),
    ("空括号", re.compile(r"（）|\(\)|《》|〔〕|“”")),
    ("标点重复", re.compile(r"[，。；：、][，。；：、]|（[，。；：、]")),
    ("数字断成两行", re.compile(r"\d,\d{3}\.\d?\r?\n\d|\d,\r?\n\d{3}\.\d\d")),
    ("Excel 错误值", re.compile(r"#(?:REF|NAME|VALUE|DIV/0|N/A|NULL)[!?]?|Err:\d{3}|###")),
)


def convert_all(papers: list[Path], output: Path) -> dict[Path, Path]:
    """Paper → its PDF, made with the fonts that stand in for the official ones."""
    results = convert_files(papers, output)
    lost = {result.source.name: result.problem for result in results if result.pdf is None}
    assert not lost
    return {result.source: result.pdf for result in results if result.pdf}


_LINE_HEAD = ("标点在行首", re.compile(r"(?<=[^\r\n]{2}\n)[，。；、）]|(?<=[^\r\n]{2}\r\n)[，。；、）]"))
"""Of Word papers only: in a cell of a sheet LibreOffice breaks a line before anything, Excel and WPS do not.  A text that
stands, as on the back of a box, is read as lines of one sign."""


def find_faults(pdf: Path, source: str = ".docx") -> list[str]:
    """Everything that is wrong with the pages, each as a sentence with the page's number; ``source`` is the paper's suffix."""
    looked_for = (*_LEFTOVERS, _LINE_HEAD) if source == ".docx" else _LEFTOVERS
    document = pypdfium2.PdfDocument(pdf)
    try:
        return [fault for number in range(len(document)) for fault in _look_at(document, number, looked_for)]
    finally:
        document.close()


def _look_at(document: pypdfium2.PdfDocument, number: int, looked_for: Sequence[Leftover]) -> Iterator[str]:
    page = document[number]
    text = page.get_textpage().get_text_bounded()
    for name, pattern in looked_for:
        for found in pattern.finditer(text):
            around = text[max(0, found.start() - 12) : found.end() + 12].replace("\r\n", "⏎")
            yield f"第 {number + 1} 页{name}：…{around}…"
    sides = sorted(round(side / 72 * 25.4) for side in page.get_size())
    if sides not in ([210, 297], [297, 420]):
        yield f"第 {number + 1} 页既不是 A4 也不是 A3：{sides[0]} 毫米宽、{sides[1]} 毫米长"
    picture = page.render(scale=_DPI / 72, grayscale=True).to_pil()
    width, height = picture.size
    edge, foot = round(_EDGE_MM / 25.4 * _DPI), round(_FOOT_MM / 25.4 * _DPI)
    edges = (
        (0, 0, edge, height),
        (width - edge, 0, width, height),
        (0, 0, width, edge),
        (0, height - edge, width, height),
    )
    if any(_has_ink(picture, box) for box in edges):
        yield f"第 {number + 1} 页的内容印到了纸边"
    if not _has_ink(picture, (0, 0, width, height - foot)):
        yield f"第 {number + 1} 页是空白页"
    elif 0 < number < len(document) - 1 and not _has_ink(picture, (0, round(height * _STRAY), width, height - foot)):
        yield f"第 {number + 1} 页只有头几行，后面还有页"


def _has_ink(picture: Image, box: tuple[int, int, int, int]) -> bool:
    darkest, _ = picture.crop(box).getextrema()
    return darkest < _INK


def find_lost_marks(paper: Path, pdf: Path) -> list[str]:
    """Commas and full stops of a .docx that its PDF lacks: LibreOffice may drop one that hangs over the end of a justified line.

    Each is named with four characters before and behind it: printed without the mark between them, and nowhere with it.
    """
    document = pypdfium2.PdfDocument(pdf)
    try:
        printed = re.sub(r"\s", "", "".join(page.get_textpage().get_text_bounded() for page in document))
    finally:
        document.close()
    written = re.sub(r"\s", "", extract_text(paper.read_bytes(), paper.suffix))
    places = [
        (written[max(0, found.start() - 4) : found.start()], found.group(), written[found.end() : found.end() + 4])
        for found in re.finditer("[，。；、]", written)
    ]
    return [
        before + mark + behind
        for before, mark, behind in places
        if before + behind in printed and before + mark + behind not in printed
    ]
