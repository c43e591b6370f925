"""How large the produced files are beside the same parts deflated by zlib at level 6.

python benchmarks/sizes.py
"""

from __future__ import annotations

import argparse
import datetime
import shutil
import sys
import tempfile
import zlib
from collections.abc import Iterable
from pathlib import Path
from zipfile import ZIP_STORED, ZipFile

from measure import ROOT, Contender, judge, pad, run_once

SAMPLES = ("香水村产业道路", "龙门村灌溉渠")
MOST = "≤ 1.15"


def packed_sizes(path: Path) -> tuple[int, int]:
    """Bytes of the packed parts as they lie in the file, and with zlib's level 6; what is stored counts as it is."""
    ours = theirs = 0
    with ZipFile(path) as package:
        for part in package.infolist():
            content = package.read(part)
            ours += part.compress_size
            theirs += len(content) if part.compress_type == ZIP_STORED else len(zlib.compress(content, 6)) - 6
    return ours, theirs


def show_sizes(name: str, files: Iterable[Path]) -> None:
    sizes = [packed_sizes(file) for file in files]
    ours, theirs = (sum(column) for column in zip(*sizes, strict=True))
    worst = max(one / other for one, other in sizes)
    verdict = judge(MOST, worst, 0)
    print(
        f"{pad(name, 36)}{len(sizes):6}{ours / 1e6:10.2f}{theirs / 1e6:10.2f}{ours / theirs:9.3f}{worst:9.3f}  {verdict}"
    )


def make_samples(folder: Path) -> None:
    from archivegen.pipeline import generate, open_project

    for name in SAMPLES:
        shutil.copytree(ROOT / "samples" / name, folder / name, ignore=shutil.ignore_patterns("出件"))
        generate(open_project(folder / name, datetime.date(2026, 11, 20)), "2026-11-20T09:00:00+08:00")


def measure(*, quick: bool = False) -> None:
    with tempfile.TemporaryDirectory(prefix="bench-sizes-") as name:
        folder = Path(name)
        run_once(Contender("samples", (sys.executable, __file__, "--make", folder)))
        wages = Path(__file__).with_name("wage_sheet.py")
        count = "200" if quick else "2000"
        for step in (("--prepare", folder, count), ("--work", "ours", folder)):
            run_once(Contender("wage sheet", (sys.executable, wages, *step)))
        print(f"\nSize of the produced files\n{'':36} files   ours MB    zlib 6    ratio    worst  wanted")
        for sample in SAMPLES:
            for suffix in ("docx", "xlsx"):
                show_sizes(f"{sample}, {suffix}", sorted((folder / sample / "出件").rglob(f"*.{suffix}")))
        show_sizes(f"the wage sheet of {count} workers", [folder / "made-ours.xlsx"])


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--quick", action="store_true", help="a smaller wage sheet")
    parser.add_argument("--make", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.make:
        make_samples(Path(options.make))
    else:
        measure(quick=options.quick)
