"""A page in the place of a file that cannot be shown: it says which file, why, and where it lies."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from archivegen.pdf.images import A4
from archivegen.pdf.lettering import Lettering

_EDGE, _SIZE, _HEAD_SIZE, _LEADING = 72.0, 12.0, 18.0, 1.75
_NO_LINE_HEAD = "，。；：、）》”！？"


@dataclass(frozen=True, slots=True)
class Notice:
    """What such a page says: a heading and paragraphs."""

    heading: str
    paragraphs: tuple[str, ...]


def write_notices(notices: Sequence[Notice], target: Path) -> None:
    """Write the pages as one PDF, one page a notice.  Raises ``OSError`` when the disk refuses."""
    import pikepdf

    with pikepdf.new() as pdf:
        letters = Lettering(pdf, [text for notice in notices for text in (notice.heading, *notice.paragraphs)])
        fonts = letters.make_resources()
        for notice in notices:
            pdf.add_blank_page(page_size=A4)
            page = pdf.pages[-1].obj
            page.Resources = pikepdf.Dictionary(Font=fonts)
            page.Contents = pdf.make_stream(_draw(letters, notice))
        pdf.save(target, static_id=True)


def _draw(letters: Lettering, notice: Notice) -> bytes:
    y = A4[1] - 2.2 * _EDGE
    middle = (A4[0] - letters.measure(notice.heading, _HEAD_SIZE)) / 2
    drawn = [_show(letters, notice.heading, _HEAD_SIZE, middle, y)]
    y -= 2.5 * _HEAD_SIZE
    for paragraph in notice.paragraphs:
        for line in _break(letters, paragraph, A4[0] - 2 * _EDGE):
            drawn.append(_show(letters, line, _SIZE, _EDGE, y))
            y -= _SIZE * _LEADING
        y -= _SIZE / 2
    return b"\n".join(drawn)


def _show(letters: Lettering, text: str, size: float, x: float, y: float) -> bytes:
    return f"BT 1 0 0 1 {x:.2f} {y:.2f} Tm ".encode() + letters.show(text, size) + b" ET"


def _break(letters: Lettering, text: str, width: float) -> Iterator[str]:
    """Lines that fit; a file name may be broken anywhere, a stop never begins a line."""
    line = ""
    for sign in text:
        if line and letters.measure(line + sign, _SIZE) > width and sign not in _NO_LINE_HEAD:
            yield line
            line = ""
        line += sign
    if line:
        yield line
