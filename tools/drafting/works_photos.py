"""Draw the photos of the works of a sample project: ``python -m tools.drafting.works_photos samples/香水村产业道路``.

They are fictitious: hills, and in front of them what the part is like before, during and after the works.  Few colours keep
each of them to a few kilobytes; the font is Noto Sans CJK, which draws the same picture wherever it is installed.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

from archivegen.project.closing import Phase, WorksPhoto
from archivegen.project.load import load_project

FONT = "NotoSansCJK-Regular.ttc"
WIDTH, HEIGHT, HORIZON = 720, 450, 190
SKY, FAR, NEAR, GRASS = "#dbe7ee", "#a9bfa6", "#86a57e", "#9db67f"
MUD, EARTH, STONE, GREY, WATER, INK, WHITE = "#8a6d4b", "#b59468", "#a8a297", "#cfcfca", "#7fa6b8", "#33302c", "#fbfaf5"
HELMET, JACKET, TRUNK = "#e2b32c", "#c2542d", "#5f7d4d"
Pen = ImageDraw.ImageDraw
Scene = Callable[[Pen, Phase], None]


def draw_photo(shot: WorksPhoto) -> Image.Image:
    """One photo, with its day in the corner as a camera prints it."""
    picture = Image.new("RGB", (WIDTH, HEIGHT), SKY)
    pen = ImageDraw.Draw(picture)
    pen.polygon([(0, 150), (150, 70), (310, 140), (470, 60), (640, 130), (720, 90), (720, 250), (0, 250)], fill=FAR)
    pen.polygon([(0, 190), (210, 120), (420, 180), (600, 130), (720, 170), (720, 260), (0, 260)], fill=NEAR)
    pen.rectangle((0, HORIZON, WIDTH, HEIGHT), fill=GRASS)
    for column in range(20, WIDTH, 70):
        _draw_tree(pen, column, HORIZON + 12 + column * 7 % 18)
    scene = next((draw for word, draw in SCENES.items() if word in shot.part), _draw_road)
    scene(pen, shot.phase)
    if shot.taken:
        font = ImageFont.truetype(FONT, 22)
        pen.text((WIDTH - 16, HEIGHT - 14), f"{shot.taken:%Y-%m-%d}", fill=WHITE, font=font, anchor="rs")
    return picture.quantize(20)


def draw_photos(folder: Path) -> None:
    """Draw every photo of the works that the project file of this folder names.  Raises ``ValueError`` when it is no project."""
    project = load_project(folder).project
    if project is None:
        raise ValueError(f"no project in {folder}")
    for shot in project.photos:
        file = folder / shot.file
        file.parent.mkdir(parents=True, exist_ok=True)
        draw_photo(shot).save(file, optimize=True)


def _draw_tree(pen: Pen, x: int, y: int) -> None:
    pen.line([(x, y), (x, y - 22)], fill=INK, width=3)
    pen.ellipse((x - 14, y - 50, x + 14, y - 16), fill=TRUNK)


def _draw_workers(pen: Pen, *places: tuple[int, int]) -> None:
    for x, y in places:
        pen.line([(x - 6, y), (x - 3, y - 26)], fill=INK, width=6)
        pen.line([(x + 6, y), (x + 3, y - 26)], fill=INK, width=6)
        pen.rectangle((x - 9, y - 58, x + 9, y - 24), fill=JACKET)
        pen.line([(x + 8, y - 50), (x + 30, y - 30)], fill=JACKET, width=6)
        pen.line([(x + 20, y - 60), (x + 40, y - 2)], fill=INK, width=3)
        pen.ellipse((x - 8, y - 74, x + 8, y - 58), fill=EARTH)
        pen.pieslice((x - 10, y - 78, x + 10, y - 60), 180, 360, fill=HELMET)


def _draw_road(pen: Pen, phase: Phase) -> None:
    edge = [(330, HORIZON + 10), (390, HORIZON + 10), (640, HEIGHT), (80, HEIGHT)]
    pen.polygon(edge, fill=GREY if phase is Phase.AFTER else EARTH)
    if phase is Phase.BEFORE:
        for x, y, size in ((250, 420, 70), (420, 360, 50), (330, 300, 34), (470, 430, 46)):
            pen.ellipse((x - size, y - size // 4, x + size, y + size // 4), fill=MUD)
        pen.line([(345, HORIZON + 20), (230, HEIGHT)], fill=MUD, width=10)
        return
    if phase is Phase.DURING:
        pen.polygon([(300, 260), (420, 260), (452, 300), (268, 300)], fill=GREY)
        pen.line([(268, 300), (80, HEIGHT)], fill=INK, width=4)
        pen.line([(452, 300), (640, HEIGHT)], fill=INK, width=4)
        _draw_workers(pen, (270, 350), (360, 370), (460, 345))
        return
    for y in (260, 310, 375):
        half = (y - HORIZON) * 1.02
        pen.line([(360 - half, y), (360 + half, y)], fill=STONE, width=2)


def _draw_ditch(pen: Pen, phase: Phase) -> None:
    pen.polygon([(0, 300), (720, 250), (720, HEIGHT), (0, HEIGHT)], fill=GREY if phase is Phase.AFTER else EARTH)
    pen.polygon([(0, 340), (720, 270), (720, 300), (0, 390)], fill=MUD if phase is Phase.BEFORE else STONE)
    if phase is Phase.BEFORE:
        for x in range(20, 720, 45):
            pen.line([(x, 365 - x // 11), (x + 8, 330 - x // 11)], fill=TRUNK, width=5)
        return
    for x in range(0, 720, 40):
        pen.line([(x, 340 - x * 70 // 720), (x + 18, 390 - x * 90 // 720)], fill=WHITE, width=2)
    if phase is Phase.DURING:
        _draw_workers(pen, (180, 400), (330, 385), (520, 350))
    else:
        pen.line([(0, 365), (720, 285)], fill=WATER, width=8)


def _draw_wall(pen: Pen, phase: Phase) -> None:
    pen.polygon([(0, 150), (720, 200), (720, 360), (0, 360)], fill=EARTH)
    pen.rectangle((0, 360, WIDTH, HEIGHT), fill=GREY if phase is Phase.AFTER else MUD)
    if phase is Phase.BEFORE:
        pen.polygon([(180, 360), (300, 210), (470, 360), (430, 410), (200, 400)], fill=MUD)
        return
    top = 260 if phase is Phase.DURING else 200
    for y in range(top, 360, 26):
        for x in range(-40 + y % 52, WIDTH, 62):
            pen.rounded_rectangle((x, y, x + 58, y + 23), 6, fill=STONE, outline=WHITE)
    if phase is Phase.DURING:
        _draw_workers(pen, (160, 420), (350, 425), (560, 415))


def _draw_pond(pen: Pen, phase: Phase) -> None:
    if phase is Phase.BEFORE:
        pen.ellipse((150, 290, 590, 420), fill=EARTH)
        for x in range(170, 580, 34):
            pen.line([(x, 370), (x + 6, 330)], fill=TRUNK, width=5)
        return
    pen.polygon([(120, 290), (600, 290), (680, 420), (40, 420)], fill=STONE)
    pen.polygon([(160, 305), (560, 305), (620, 402), (100, 402)], fill=WATER if phase is Phase.AFTER else EARTH)
    if phase is Phase.DURING:
        _draw_workers(pen, (230, 390), (380, 380), (520, 395))
    else:
        for x in range(60, 680, 56):
            pen.line([(x, 420), (x, 380)], fill=INK, width=4)
        pen.line([(50, 388), (672, 388)], fill=INK, width=4)


SCENES: dict[str, Scene] = {"边沟": _draw_ditch, "排水沟": _draw_ditch, "挡土墙": _draw_wall, "蓄水池": _draw_pond}
"""Word of a part → what is drawn of it; anything else is a road."""


if __name__ == "__main__":
    draw_photos(Path(sys.argv[1]))
