"""Pictures of papers for the manual: docs/images/*.png, in sixteen greys.  Needs soffice, pdftoppm and chromium."""

from __future__ import annotations

import datetime
import shutil
import struct
import subprocess
import sys
import tempfile
import zlib
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT / "src"))

from archivegen.bundling import bundle  # noqa: E402
from archivegen.pdf import convert_files  # noqa: E402
from archivegen.pipeline import generate, open_project  # noqa: E402

SAMPLE = ROOT / "samples" / "香水村产业道路"
IMAGES = ROOT / "docs" / "images"
DAY, NOW = datetime.date(2026, 11, 20), "2026-11-20T09:00:00+08:00"
PAPERS = {
    "B02": 72,
    "C07": 72,
    "C09": 72,
    "C11@张德富": 72,
    "C16@2026-03": 80,
    "C21@2026-03": 80,
    "C22@2026-03": 72,
    "D03": 72,
    "E06": 72,
}
"""Key → dots per inch; every picture stays under 120 KB."""


def shoot_papers(work: Path) -> None:
    """Make the sample's papers below ``work``, and a picture of the first page of each; then of the archive's index."""
    project = work / SAMPLE.name
    shutil.copytree(SAMPLE, project, ignore=shutil.ignore_patterns("归档件"))
    generate(open_project(project, DAY), NOW)
    workspace = open_project(project, DAY)
    drafts = {key: workspace.drafts()[key] for key in PAPERS}
    converted = convert_files(list(drafts.values()), work / "pdf")
    for key, pdf in zip(drafts, (result.pdf for result in converted), strict=True):
        shoot_page(pdf, IMAGES / f"{key.partition('@')[0]}.png", PAPERS[key])
        (project / "归档件" / key).mkdir(parents=True)
        shutil.copyfile(pdf, project / "归档件" / key / "扫描.pdf")
    bag = bundle(open_project(project, DAY), NOW).path
    shoot_page(print_page(bag / "index.html", work), IMAGES / "index.png", 80)


def print_page(page: Path, work: Path) -> Path:
    """The PDF of a web page."""
    pdf = work / "index.pdf"
    flags = ["--headless", "--no-sandbox", "--no-pdf-header-footer", f"--print-to-pdf={pdf}"]
    subprocess.run(["chromium", *flags, page.as_uri()], check=True, capture_output=True)  # noqa: S603, S607 - our own page
    return pdf


def shoot_page(pdf: Path, image: Path, dpi: int) -> None:
    """The first page of a PDF as a PNG of sixteen greys."""
    command = ["pdftoppm", "-gray", "-r", str(dpi), "-f", "1", "-l", "1", pdf]
    grey = subprocess.run(command, check=True, capture_output=True).stdout  # noqa: S603 - our own PDF
    _, size, _, pixels = grey.split(b"\n", 3)
    width, height = map(int, size.split())
    lines = [pixels[i : i + width] + b"\xff" * (width % 2) for i in range(0, width * height, width)]
    packed = b"".join(
        b"\0" + bytes(a & 0xF0 | b >> 4 for a, b in zip(line[::2], line[1::2], strict=True)) for line in lines
    )
    header = struct.pack(">IIBBBBB", width, height, 4, 0, 0, 0, 0)
    chunks = ((b"IHDR", header), (b"IDAT", zlib.compress(packed, 9)), (b"IEND", b""))
    image.parent.mkdir(parents=True, exist_ok=True)
    image.write_bytes(b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(name, data) for name, data in chunks))
    print(f"{image.relative_to(ROOT)} {image.stat().st_size:,}")


def _chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder:
        shoot_papers(Path(folder))
