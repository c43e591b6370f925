"""Pictures of papers for the manual: docs/images/*.png, in sixteen greys.  Needs soffice, pdftoppm and chromium.

The official fonts are rarely installed where programs are written; open ones stand in for them, for looking only.
"""

from __future__ import annotations

import datetime
import os
import shutil
import struct
import subprocess
import sys
import tempfile
import zlib
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT / "src"))

from archivegen.pipeline import bundle, generate, open_project  # noqa: E402

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
STAND_INS = {
    "仿宋_GB2312": "LXGW WenKai Mono Light",
    "楷体_GB2312": "LXGW WenKai",
    "黑体": "Noto Sans CJK SC",
    "宋体": "Noto Serif CJK SC",
    "方正小标宋简体": "Noto Serif CJK SC:bold",
}


def shoot_papers(work: Path) -> None:
    """Make the sample's papers below ``work``, and a picture of the first page of each; then of the archive's index."""
    project = work / SAMPLE.name
    shutil.copytree(SAMPLE, project, ignore=shutil.ignore_patterns("归档件"))
    generate(open_project(project, DAY), NOW)
    workspace = open_project(project, DAY)
    drafts = {key: workspace.drafts()[key] for key in PAPERS}
    fonts = write_fonts(work)
    for key, draft in drafts.items():
        copy = work / f"{key}{draft.suffix}"
        shutil.copyfile(draft, copy)
        pdf = print_office(copy, fonts)
        shoot_page(pdf, IMAGES / f"{key.partition('@')[0]}.png", PAPERS[key])
        (project / "归档件" / key).mkdir(parents=True)
        shutil.copyfile(pdf, project / "归档件" / key / "扫描.pdf")
    bag = bundle(open_project(project, DAY), NOW).path
    shoot_page(print_page(bag / "index.html", work), IMAGES / "index.png", 80)


def write_fonts(work: Path) -> Path:
    """A fontconfig file that maps the official fonts to open ones."""
    rules = "".join(
        f'<match target="pattern"><test name="family"><string>{wanted}</string></test>'
        f'<edit name="family" mode="assign" binding="strong"><string>{found.removesuffix(":bold")}</string></edit>'
        + ('<edit name="weight" mode="assign"><const>bold</const></edit>' if found.endswith(":bold") else "")
        + "</match>"
        for wanted, found in STAND_INS.items()
    )
    path = work / "fonts.conf"
    path.write_text(f'<fontconfig><include ignore_missing="yes">/etc/fonts/fonts.conf</include>{rules}</fontconfig>')
    return path


def print_office(paper: Path, fonts: Path) -> Path:
    """The PDF of a Word or Excel file."""
    profile = f"-env:UserInstallation={(paper.parent / 'office').as_uri()}"
    command = ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", paper.parent, paper]
    subprocess.run(command, check=True, capture_output=True, env={**os.environ, "FONTCONFIG_FILE": str(fonts)})  # noqa: S603 - our own files
    return paper.with_suffix(".pdf")


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
