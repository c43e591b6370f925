"""What the pack says of a 合订本 in words and looks, filled for the papers of one archive."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import PurePosixPath

from archivegen.archive.volume import FiledPaper, Kind, Volume
from archivegen.language import compile_text
from archivegen.pack.volume_book import BookOptions, StampLook
from archivegen.pdf.book_parts import Numbering
from archivegen.pdf.notice_page import Notice
from archivegen.pdf.stamps import Style


class BookWording:
    """The pack's texts and looks for one archive."""

    def __init__(self, options: BookOptions, fonds: str) -> None:
        self._options, self._fonds = options, fonds
        self._bookmark = compile_text(options.bookmark)
        self._stamps = {
            kind: ([[compile_text(cell) for cell in row] for row in stamp.rows], _make_style(stamp))
            for kind, stamp in ((Kind.VOLUME, options.volume_stamp), (Kind.BOX, options.box_stamp))
        }
        self._notice = [compile_text(text) for text in (options.notice.heading, *options.notice.paragraphs)]
        front = _make_style(options.number)
        other = {"左": "右", "右": "左", "中": "中"}[front.corner[0]] + front.corner[1]
        back = _make_style(options.number, other) if options.both_sides else None
        self.numbering = Numbering(front, back)

    def list_words(self, volume: Volume, paper: FiledPaper) -> dict[str, str]:
        """What the texts of a paper may name; everything is text, what is not known is empty."""
        return {
            "全宗号": self._fonds or paper.code.partition("-")[0],
            "年度": paper.year,
            "件号": f"{paper.number:04d}",
            "机构": "",
            "保管期限": volume.retention,
            "页数": "" if paper.pages is None else str(paper.pages),
            "档号": paper.code,
            "题名": paper.item.entry.title,
            "代码": paper.item.entry.code,
        }

    def bookmark(self, words: Mapping[str, str]) -> str:
        """The bookmark of a paper."""
        return str(self._bookmark(dict(words)))

    def stamp(self, kind: Kind, words: Mapping[str, str]) -> tuple[tuple[tuple[str, ...], ...], Style]:
        """The cells of its stamp and their look."""
        rows, style = self._stamps[kind]
        return tuple(tuple(str(cell(dict(words))) for cell in row) for row in rows), style

    def notice(self, title: str, name: str, reason: str) -> Notice:
        """The page in the place of a file; ``name`` is its path below ``data/``."""
        words = {"题名": title, "文件": PurePosixPath(name).name, "路径": name, "原因": reason}
        heading, *paragraphs = (str(text(dict(words))) for text in self._notice)
        return Notice(heading, tuple(paragraphs))


def _make_style(look: StampLook, corner: str = "") -> Style:
    red, green, blue = (int(look.colour[n : n + 2], 16) / 255 for n in (0, 2, 4))
    across, up = (float(distance) for distance in look.distances)
    return Style(
        corner or look.corner, across, up, float(look.size), (red, green, blue), look.framed, float(look.cell_width)
    )
