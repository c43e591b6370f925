"""Draw the scans of the finished sample: ``python -m tools.drafting.sample_scans``.

Every paper of its plan that needs a record gets a page of one picture in ``归档件/``, named by the key of the paper: what it
is called, who signed it, and that it only stands for a scan.  Run it again when the plan has changed: pages that are
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
SIZE = (400, 566)
"""Pixels of an A4 page: enough to read it, few enough for some hundred pages in the repository."""
PAGE = (595, 842)
WHITE, INK, GREY, RED = range(4)
COLOURS = bytes((255, 255, 255, 32, 32, 36, 150, 150, 150, 196, 30, 36))
MARGIN = 32
MOST_SEALS = 6
SEAL_LETTERS = 5
"""Letters in a line of a seal."""


def draw_page(entry: PlanEntry) -> Image.Image:
    """The page of one paper, as a picture of four colours."""
    picture = Image.new("P", SIZE, WHITE)
    pen = ImageDraw.Draw(picture)
    pen.fontmode = "1"
    pen.rectangle((12, 12, SIZE[0] - 13, SIZE[1] - 13), outline=GREY)
    _write(pen, 30, "示例扫描件", 15, GREY)
    line = _write(pen, 66, entry.title, 21, INK)
    line = _write(pen, line + 6, f"归档键：{entry.key}", 14, INK)
    line = _write(pen, line + 2, f"形成单位：{entry.responsible}", 13, INK)
    for row in range(line + 10, 334, 18):
        pen.line([(MARGIN, row), (SIZE[0] - MARGIN - row * 53 % 120, row)], fill=GREY)
    _write(pen, 340, "签章齐全" if entry.signers else "原件收齐", 15, INK)
    _draw_seals(pen, entry.signers or (entry.responsible,))
    _write(pen, SIZE[1] - 34, "人物、单位、事项均为虚构，仅供演示归档", 13, GREY)
    return picture


def _write(pen: ImageDraw.ImageDraw, top: int, text: str, size: int, colour: int) -> int:
    """Write centred lines and return where the next may begin."""
    font = ImageFont.truetype(FONT, size)
    for line in _wrap(text, font):
        pen.text((SIZE[0] // 2, top), line, fill=colour, font=font, anchor="mt")
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


def _draw_seals(pen: ImageDraw.ImageDraw, signers: tuple[str, ...]) -> None:
    """One round seal a signer, in two rows of three."""
    font = ImageFont.truetype(FONT, 12)
    for place, signer in enumerate(signers[:MOST_SEALS]):
        x = SIZE[0] // 2 + (place % 3 - (min(len(signers), 3) - 1) / 2) * 108
        y = 404 + place // 3 * 80
        pen.ellipse((x - 36, y - 36, x + 36, y + 36), outline=RED, width=2)
        lines = [signer[start : start + SEAL_LETTERS] for start in range(0, len(signer), SEAL_LETTERS)][:3]
        for number, line in enumerate(lines):
            pen.text((x, y + (number - (len(lines) - 1) / 2) * 15), line, fill=RED, font=font, anchor="mm")


def make_pdf(picture: Image.Image) -> bytes:
    """A PDF of one page with a picture of four colours, the same bytes whenever it is made."""
    width, height = picture.size
    stream = zlib.compress(_pack_rows(picture), 9)
    scene = f"{PAGE[0]} 0 0 {PAGE[1]} 0 0 cm /I Do".encode()
    image = (
        f"<</Type/XObject/Subtype/Image/Width {width}/Height {height}/BitsPerComponent 2"
        f"/ColorSpace[/Indexed/DeviceRGB 3<{COLOURS.hex()}>]/Filter/FlateDecode/Length {len(stream)}>>"
    )
    bodies = (
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 {PAGE[0]} {PAGE[1]}]/Contents 4 0 R/Resources<</XObject<</I 5 0 R>>>>>>".encode(),
        f"<</Length {len(scene)}>>stream\n".encode() + scene + b"\nendstream",
        image.encode() + b"stream\n" + stream + b"\nendstream",
    )
    return _number_objects(bodies)


def _pack_rows(picture: Image.Image) -> bytes:
    """Two bits a pixel, each row from a whole byte on."""
    width, height = picture.size
    pixels = picture.tobytes()
    packed = bytearray()
    for row in range(height):
        line = pixels[row * width : (row + 1) * width] + bytes(-width % 4)
        packed += bytes(a << 6 | b << 4 | c << 2 | d for a, b, c, d in zip(*[iter(line)] * 4, strict=True))
    return bytes(packed)


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
        file, page = records / name, make_pdf(draw_page(entry))
        if not file.exists() or file.read_bytes() != page:
            file.write_bytes(page)


if __name__ == "__main__":
    lay_scans(Path(sys.argv[1]) if sys.argv[1:] else SAMPLE)
