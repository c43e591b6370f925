"""Draw the scans of the finished sample: ``python -m tools.drafting.sample_scans``.

Every paper of its plan that needs a record gets a page of one picture in ``归档件/``, named by the key of the paper: what it
is called, a seal for everybody who signs, and that it only stands for a scan.  Run it again when the plan has changed: pages that are
still right stay as they are, the others are drawn, and pages of papers that are no longer owed are taken away.
"""

from __future__ import annotations

import datetime
import sys
import zlib
from collections.abc import Mapping
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

from archivegen.pipeline import open_project
from archivegen.plan import PlanEntry

from .notice_photos import FONT

SAMPLE = Path(__file__).parents[2] / "samples" / "香水村产业道路"
TODAY = datetime.date(2026, 11, 20)
RECORDS = "归档件"
SIZE = (360, 509)
"""Pixels of an A4 page: enough to read it, few enough for some hundred pages in the repository."""
ENLARGED = 5
"""A scan must have 200 dots an inch (DA/T 31-2017): every pixel becomes a square of so many dots, which packs to little."""
PAGE = (595, 842)
WHITE, INK = 1, 0
MARGIN = 28
MOST_SEALS = 8
SEAL_SPACE, SEAL_TOP = 118, 218
"""Points between two seals of a row, and from the foot of the page to the upper row."""
SEAL = (
    "40 0 m 40 22 22 40 0 40 c -22 40 -40 22 -40 0 c -40 -22 -22 -40 0 -40 c 22 -40 40 -22 40 0 c S "
    "0 13 m 8 -11 l -13 4 l 13 4 l -8 -11 l f"
)
"""A ring with a star, around the origin."""


def draw_page(entry: PlanEntry) -> Image.Image:
    """What is written on the page of one paper, in black on white."""
    picture = Image.new("1", SIZE, WHITE)
    pen = ImageDraw.Draw(picture)
    pen.rectangle((10, 10, SIZE[0] - 11, SIZE[1] - 11), outline=INK)
    _write(pen, 26, "示例扫描件（内容虚构）", 13)
    line = _write(pen, 58, entry.title, 18)
    line = _write(pen, line + 6, f"归档键：{entry.key}", 13)
    for row in range(line + 10, 310, 16):
        pen.line([(MARGIN, row), (SIZE[0] - MARGIN, row)], fill=INK)
    _write(pen, 322, "签章齐全" if entry.signers else "原件收齐", 13)
    return picture.resize((SIZE[0] * ENLARGED, SIZE[1] * ENLARGED), Image.Resampling.NEAREST)


def _place_seals(count: int) -> str:
    """Operators that set so many seals in red, in rows of four."""
    placed = ["1 .1 .1 RG 1 .1 .1 rg 2 w"]
    for number in range(min(count, MOST_SEALS)):
        in_row = min(count - number // 4 * 4, 4)
        x = PAGE[0] / 2 + (number % 4 - (in_row - 1) / 2) * SEAL_SPACE
        placed.append(f"q 1 0 0 1 {x:.0f} {SEAL_TOP - number // 4 * 92} cm {SEAL} Q")
    return " ".join(placed)


def _write(pen: ImageDraw.ImageDraw, top: int, text: str, size: int) -> int:
    """Write centred lines and return where the next may begin."""
    font = ImageFont.truetype(FONT, size)
    for line in _wrap(text, font):
        pen.text((SIZE[0] // 2, top), line, fill=INK, font=font, anchor="mt")
        top += size + 7
    return top


def _wrap(text: str, font: ImageFont.FreeTypeFont) -> list[str]:
    lines = [""]
    for letters in text.replace("——", "\n——\n").split("\n"):
        # A long dash is one sign and is not parted.
        for letter in [letters] if letters == "——" else letters:
            if font.getlength(lines[-1] + letter) > SIZE[0] - 2 * MARGIN:
                lines.append("")
            lines[-1] += letter
    return lines


def make_pdf(picture: Image.Image, seals: int) -> bytes:
    """A PDF of one page with this picture and so many seals, the same bytes whenever it is made."""
    width, height = picture.size
    scene = f"q {PAGE[0]} 0 0 {PAGE[1]} 0 0 cm /I Do Q {_place_seals(seals)}"
    return _number_objects(
        (
            b"<</Type/Catalog/Pages 2 0 R>>",
            b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
            f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 {PAGE[0]} {PAGE[1]}]/Contents 4 0 R"
            "/Resources<</XObject<</I 5 0 R>>>>>>".encode(),
            _make_stream("", scene.encode()),
            _make_stream(
                f"/Subtype/Image/Width {width}/Height {height}/BitsPerComponent 1/ColorSpace/DeviceGray",
                picture.tobytes(),
            ),
        )
    )


def _make_stream(head: str, data: bytes) -> bytes:
    packed = zlib.compress(data, 9)
    return f"<<{head}/Filter/FlateDecode/Length {len(packed)}>>stream\n".encode() + packed + b"\nendstream"


def _number_objects(bodies: tuple[bytes, ...]) -> bytes:
    data = bytearray(b"%PDF-1.4\n")
    places = []
    for number, body in enumerate(bodies, 1):
        places.append(len(data))
        data += f"{number} 0 obj\n".encode() + body + b"\nendobj\n"
    table = "".join(f"{place:010d} 00000 n \n" for place in places)
    end = f"xref\n0 {len(bodies) + 1}\n0000000000 65535 f \n{table}"
    end += f"trailer<</Size {len(bodies) + 1}/Root 1 0 R>>\nstartxref\n{len(data)}\n%%EOF\n"
    return bytes(data) + end.encode()


def list_owed(folder: Path) -> Mapping[str, PlanEntry]:
    """File name of its record → every paper of the project in this folder that needs one.

    Raises ``ProjectError`` when it is no project.
    """
    entries = open_project(folder, TODAY).plan.entries
    return {f"{entry.key}.pdf": entry for entry in entries if entry.applies and entry.needs_scan}


def lay_scans(folder: Path) -> None:
    """Bring ``归档件/`` of this project folder to one page for every paper of ``list_owed``."""
    records = folder / RECORDS
    records.mkdir(exist_ok=True)
    owed = list_owed(folder)
    for old in records.iterdir():
        if old.name not in owed:
            old.unlink()
    for name, entry in owed.items():
        file, page = records / name, make_pdf(draw_page(entry), len(entry.signers) or 1)
        if not file.exists() or file.read_bytes() != page:
            file.write_bytes(page)


if __name__ == "__main__":
    lay_scans(Path(sys.argv[1]) if sys.argv[1:] else SAMPLE)
