"""Draw the notice photos of a sample project: ``python -m tools.drafting.notice_photos samples/香水村产业道路``.

They are fictitious: a board on a wall with the title of the notice and the day of the photo.  Few colours keep each of
them to a few kilobytes; the font is Noto Sans CJK, which draws the same picture wherever it is installed.
"""

from __future__ import annotations

import datetime
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from PIL import Image, ImageDraw, ImageFont

from archivegen.pack.load import built_in_pack, load_pack
from archivegen.project.load import load_project
from archivegen.project.model import Project
from archivegen.project.parties import NoticePhotos
from archivegen.project.policy import Policy

FONT = "NotoSansCJK-Regular.ttc"
SIZE = (360, 270)
WALL, BRICK, FRAME, PAPER, INK, RED = "#d9d2c5", "#c8bfae", "#6b4a2f", "#fbfaf5", "#33302c", "#b3261e"
TITLE_LENGTH = 9
"""Characters of a title line on the board."""


class Shot(NamedTuple):
    """One photo: where it lies, what the notice is called, and when it was taken."""

    path: str
    title: str
    day: datetime.date
    last: bool


def draw_photo(shot: Shot) -> Image.Image:
    """A board on a brick wall; on the last day the sun stands lower."""
    picture = Image.new("RGB", SIZE, WALL)
    pen = ImageDraw.Draw(picture)
    for row in range(0, SIZE[1], 18):
        pen.line([(0, row), (SIZE[0], row)], fill=BRICK)
        for column in range(row // 18 % 2 * 20, SIZE[0], 40):
            pen.line([(column, row), (column, row + 18)], fill=BRICK)
    pen.rectangle((40, 28, 320, 228), fill=FRAME)
    pen.rectangle((48, 36, 312, 220), fill=PAPER)
    lines = [shot.title[start : start + TITLE_LENGTH] for start in range(0, len(shot.title), TITLE_LENGTH)]
    for number, line in enumerate(lines):
        pen.text((180, 62 + number * 30), line, fill=RED, font=ImageFont.truetype(FONT, 25), anchor="mm")
    top = 62 + len(lines) * 30
    for row in range(top, 200, 14):
        pen.line([(66, row), (294 - (row * 37 % 90), row)], fill=INK, width=2)
    stamp = f"{shot.day:%Y-%m-%d} {'16:30' if shot.last else '09:10'}"
    pen.text((350, 258), stamp, fill=INK, font=ImageFont.truetype(FONT, 15), anchor="rs")
    return picture.quantize(12)


def draw_photos(folder: Path) -> None:
    """Draw every photo that the project file of this folder names.  Raises ``ValueError`` when it is no project."""
    project = load_project(folder).project
    if project is None:
        raise ValueError(f"no project in {folder}")
    for shot in _list_shots(project, load_pack(built_in_pack()).policy):
        file = folder / shot.path
        file.parent.mkdir(parents=True, exist_ok=True)
        draw_photo(shot).save(file, optimize=True)


def _list_shots(project: Project, policy: Policy) -> Iterator[Shot]:
    for notice in project.notices:
        last = notice.until or notice.posted + datetime.timedelta(days=policy.notice_days[notice.kind])
        yield from _pair(notice.photos, notice.kind, notice.posted, last)
    for batch in project.batches:
        if batch.posted:
            last = batch.notice_end or batch.posted + datetime.timedelta(days=policy.wage_notice_days)
            yield from _pair(batch.photos, f"{batch.label}劳务报酬公示", batch.posted, last)


def _pair(photos: NoticePhotos, title: str, posted: datetime.date, until: datetime.date) -> Iterator[Shot]:
    if photos.first:
        yield Shot(photos.first, title, posted, last=False)
    if photos.last:
        yield Shot(photos.last, title, until, last=True)


if __name__ == "__main__":
    draw_photos(Path(sys.argv[1]))
