"""移交: boxes of volumes, what counts as a drawing, which templates make the papers of a volume, what describes a carrier.

Data of ``handover.yaml`` (《电子档案移交与接收办法》, domain §9.9).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any

from archivegen.errors import TemplateError
from archivegen.language import compile_text
from archivegen.project.values import Facts, Text, Texts, Whole, fact

CATALOGUE_WORDS = (
    *("顺序号", "档号", "案卷号", "件号", "文件编号", "责任者", "题名", "日期", "年度", "保管期限", "密级", "页数"),
    *("电子档案名称", "备注"),
)
"""What an element of 目录文件.XML may hold."""
NOTE_WORDS: Mapping[str, Any] = {
    **dict.fromkeys(
        ("项目名称", "项目代码", "全宗号", "编号状态", "范围", "移交单位", "接收单位", "介质编号", "软件版本"), "甲"
    ),
    **dict.fromkeys(("卷数", "件数", "页数", "文件数", "字节数", "未收入", "电子件数"), 1),
    **dict.fromkeys(("起日", "止日", "归档日期"), date(2026, 1, 1)),
}
"""What 说明文件.TXT may say, each with an example."""
_NAME = re.compile(r"[^\W\d][\w.\-]*")
_FILE_NAME = re.compile(r"[^\\/:*?\"<>|\s.][^\\/:*?\"<>|]*\.[A-Za-z]{3}")


class Box(Facts):
    """卷盒: a width in mm and how many pages fit."""

    width: Whole = fact("厚度", "毫米")
    most_pages: Whole = fact("最多页数")


class Tallied(Facts):
    """备考表: which papers are counted as drawings and as photographs; all others as text."""

    drawings: Texts = fact("图样", default=())
    photos: Texts = fact("照片", default=())


class CatalogueFile(Facts):
    """目录文件: its name and its elements, each with what it holds."""

    name: Text = fact("文件名")
    root: Text = fact("根")
    row: Text = fact("条目")
    elements: dict[Text, Text] = fact("元素", min_length=1)


class NoteFile(Facts):
    """说明文件: its name and its text."""

    name: Text = fact("文件名")
    text: Text = fact("正文")


class Handover(Facts):
    """``handover.yaml``."""

    boxes: tuple[Box, ...] = fact("卷盒", min_length=1)
    tallied: Tallied = fact("备考表")
    papers: dict[Text, Text] = fact("案卷文件", "文件名到模板")
    only_volumes: Texts = fact("按件不用", "按件整理的盒没有的案卷文件（DA/T 22-2015）", default=())
    volume_list: Text = fact("案卷目录", "模板")
    catalogue_file: CatalogueFile = fact("目录文件")
    note_file: NoteFile = fact("说明文件")

    def box_for(self, pages: int) -> int:
        """Width in mm of the thinnest box that holds so many pages; the widest one where none does."""
        return next((box.width for box in self.boxes if pages <= box.most_pages), self.boxes[-1].width)

    @property
    def most_pages(self) -> int:
        """What the widest box holds."""
        return self.boxes[-1].most_pages


def find_handover_problems(handover: Handover, papers: Iterable[str], folder: Path) -> Iterator[str]:
    """All that is wrong in ``handover.yaml``, each a line with its place; ``papers`` are codes of the catalogue."""
    found = (
        *_box_problems(handover),
        *_tally_problems(handover.tallied, set(papers)),
        *_template_problems(handover, folder),
        *(f"按件不用的“{name}”不在“案卷文件”里" for name in handover.only_volumes if name not in handover.papers),
        *_catalogue_problems(handover.catalogue_file),
        *_note_problems(handover.note_file),
    )
    yield from (f"  handover.yaml：{problem}" for problem in found)


def _box_problems(handover: Handover) -> Iterator[str]:
    for thin, thick in zip(handover.boxes, handover.boxes[1:], strict=False):
        if thick.width <= thin.width or thick.most_pages <= thin.most_pages:
            yield f"卷盒 {thick.width} 毫米写在 {thin.width} 毫米之后，应从薄到厚，页数也越来越多"
    if handover.boxes[0].width < 1 or handover.boxes[0].most_pages < 1:
        yield "卷盒的厚度和最多页数应大于 0"


def _tally_problems(tallied: Tallied, papers: set[str]) -> Iterator[str]:
    for name, codes in (("图样", tallied.drawings), ("照片", tallied.photos)):
        yield from (f"备考表的{name}材料 {code} 不在清单中" for code in codes if code not in papers)
    for code in set(tallied.drawings) & set(tallied.photos):
        yield f"备考表的材料 {code} 既是图样又是照片，请只留一处"


def _template_problems(handover: Handover, folder: Path) -> Iterator[str]:
    for name, template in {**handover.papers, "案卷目录": handover.volume_list}.items():
        path = folder / template
        if not path.resolve().is_relative_to(folder.resolve()) or path.suffix not in (".docx", ".xlsx"):
            yield f"{name}的模板“{template}”应是模板包内的 .docx 或 .xlsx 文件"
        elif not path.is_file():
            yield f"{name}的模板“{template}”不在模板包里"


def _catalogue_problems(file: CatalogueFile) -> Iterator[str]:
    if not _FILE_NAME.fullmatch(file.name):
        yield f"目录文件的文件名“{file.name}”不能用，应像 目录文件.XML"
    for name in (file.root, file.row, *file.elements):
        if not _NAME.fullmatch(name):
            yield f"目录文件的元素名“{name}”不能用：应以字母或汉字开头，不能有空格和标点"
    for name, word in file.elements.items():
        if word not in CATALOGUE_WORDS:
            yield f"目录文件的元素“{name}”取“{word}”，应为 {'、'.join(CATALOGUE_WORDS)} 之一"
    for word, count in Counter(file.elements.values()).items():
        if count > 1:
            yield f"目录文件里“{word}”取了 {count} 次，请只留一处"


def _note_problems(file: NoteFile) -> Iterator[str]:
    if not _FILE_NAME.fullmatch(file.name):
        yield f"说明文件的文件名“{file.name}”不能用，应像 说明文件.TXT"
    try:
        compile_text(file.text)(dict(NOTE_WORDS))
    except TemplateError as error:
        yield f"说明文件的正文有误：{error}。可用的词：{'、'.join(NOTE_WORDS)}"
