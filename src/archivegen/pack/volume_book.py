"""合订本: how the one PDF of a volume is stamped and bookmarked.  Data of ``volume_book.yaml``."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from archivegen.errors import TemplateError
from archivegen.language import compile_text
from archivegen.project.values import Facts, Quantity, Text, Texts, YesNo, fact

CORNERS = ("左上", "中上", "右上", "左下", "中下", "右下")
BOOKMARK_WORDS = ("件号", "题名", "代码", "档号")
STAMP_WORDS = ("全宗号", "年度", "件号", "机构", "保管期限", "页数", "档号", "题名", "代码")
NOTICE_WORDS = ("题名", "文件", "路径", "原因")
_COLOUR = re.compile(r"[0-9A-Fa-f]{6}")
_SIZES = (4, 72)


class StampLook(Facts):
    """How a stamp looks and where it stands."""

    corner: Text = fact("位置")
    distances: tuple[Quantity, ...] = fact("距边", "到左右边和上下边的毫米数", min_length=2, max_length=2)
    size: Quantity = fact("字号", "磅")
    colour: Text = fact("颜色", "六位十六进制", default="000000")
    framed: YesNo = fact("边框", default=False)
    cell_width: Quantity = fact("格宽", "毫米，至少这样宽", default=0)


class Stamp(StampLook):
    """档号章 or 归档章: rows of cells, each a text of the template language."""

    rows: tuple[Texts, ...] = fact("格", default=())


class NoticeWording(Facts):
    """说明页: what stands in the place of a file without pages."""

    heading: Text = fact("标题")
    paragraphs: Texts = fact("段落", min_length=1)


class BookOptions(Facts):
    """``volume_book.yaml``."""

    before: Texts = fact("卷首", "handover.yaml 案卷文件里的名称，按装订的次序", default=())
    behind: Texts = fact("卷末", "handover.yaml 案卷文件里的名称", default=())
    bookmark: Text = fact("书签")
    number: StampLook = fact("页码")
    both_sides: YesNo = fact("双面", "双数页的页码在左下角", default=False)
    volume_stamp: Stamp = fact("档号章")
    box_stamp: Stamp = fact("归档章")
    notice: NoticeWording = fact("说明页")


def find_book_option_problems(options: BookOptions) -> Iterator[str]:
    """All that is wrong in ``volume_book.yaml``, each a line with its place."""
    looks = (("页码", options.number), ("档号章", options.volume_stamp), ("归档章", options.box_stamp))
    for where, look in looks:
        yield from (f"  volume_book.yaml：{where}的{problem}" for problem in _look_problems(look))
    texts: list[tuple[str, str, tuple[str, ...]]] = [("书签", options.bookmark, BOOKMARK_WORDS)]
    for where, stamp in (("档号章", options.volume_stamp), ("归档章", options.box_stamp)):
        texts += [(f"{where}的格", text, STAMP_WORDS) for row in stamp.rows for text in row]
    texts += [("说明页", text, NOTICE_WORDS) for text in (options.notice.heading, *options.notice.paragraphs)]
    for where, text, words in texts:
        yield from (f"  volume_book.yaml：{where}：{problem}" for problem in _text_problems(text, words))


def _look_problems(look: StampLook) -> Iterator[str]:
    if look.corner not in CORNERS:
        yield f"位置“{look.corner}”应为 {'、'.join(CORNERS)} 之一"
    if not _COLOUR.fullmatch(look.colour):
        yield f"颜色“{look.colour}”应为六位十六进制，如 C00000"
    if not _SIZES[0] <= look.size <= _SIZES[1]:
        yield f"字号“{look.size}”应在 {_SIZES[0]} 到 {_SIZES[1]} 磅之间"
    if min(*look.distances, look.cell_width) < 0:
        yield "距边、格宽不能小于 0"


def _text_problems(text: str, words: Iterable[str]) -> Iterator[str]:
    try:
        compile_text(text)(dict.fromkeys(words, "甲"))
    except TemplateError as error:
        yield f"{error}（可用的词：{'、'.join(words)}）"
