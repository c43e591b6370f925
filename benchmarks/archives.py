"""Checking and closing archives: ours beside a plain loop of hashlib and beside the bagit library, over the same warm files.

    python benchmarks/archives.py             # --quick: a fortieth of the octets, one run

Checking: 2 GB in 40 scans, and 5,000 scans of 50 KB, each as a bag in a folder and as the same bag stored in a ZIP that is read where
it lies.  The loop only hashes; ``verify`` reads the manifests too, looks for what is lacking or too many, tells each format by its bytes
and compares.  The library is started as its own command does it: structure, then every digest.

Closing: 270 MB of scans, photographs and Office files become a bag.  The library turns the folder itself into a bag (files are moved, not
copied, and nothing is made durable); ours copies them into a new one, tells its hashes while it copies and syncs once.
"""

from __future__ import annotations

import argparse
import datetime
import hashlib
import os
import random
import shutil
import sys
import tempfile
import zipfile
from collections.abc import Callable, Sequence
from pathlib import Path

from measure import Contender, run_race, show_race, tell, time_work

MEGABYTE = 1 << 20
LARGE, SMALL = (40, 50 * MEGABYTE), (5000, 50_000)
MIX = ((180, MEGABYTE, ".pdf"), (60, 3 * MEGABYTE // 2, ".jpg"), (100, 40_000, ".docx"))
HEADS = {".jpg": b"\xff\xd8\xff\xe0", ".docx": b"PK\x03\x04"}


def enclose(suffix: str, size: int) -> tuple[bytes, bytes]:
    """What stands before and after the filling: a scan is a PDF of one page that is one picture, and opens."""
    if suffix != ".pdf":
        return HEADS[suffix], b""
    length = size - 700
    parts = [
        b"%PDF-1.4\n",
        b"1 0 obj\n<</Type/Catalog/Pages 2 0 R>>\nendobj\n",
        b"2 0 obj\n<</Type/Pages/Kids[3 0 R]/Count 1>>\nendobj\n",
        b"3 0 obj\n<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources<</XObject<</I 4 0 R>>>>>>\nendobj\n",
        b"4 0 obj\n<</Type/XObject/Subtype/Image/Width 2480/Height 3508/BitsPerComponent 8/ColorSpace/DeviceGray"
        b"/Filter/DCTDecode/Length %d>>\nstream\n" % length,
    ]
    places = [sum(map(len, parts[:number])) for number in range(1, 5)]
    after = b"\nendstream\nendobj\n"
    table = sum(map(len, parts)) + length + len(after)
    after += b"xref\n0 5\n0000000000 65535 f \n" + b"".join(b"%010d 00000 n \n" % place for place in places)
    after += b"trailer\n<</Size 5/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % table
    return b"".join(parts), after + b" " * (700 - len(b"".join(parts)) - len(after))


def lay_scan(path: Path, size: int, number: int, filling: bytes) -> str:
    """A file of so many octets that opens as its name says and is like no other; its SHA-256."""
    path.parent.mkdir(parents=True, exist_ok=True)
    before, after = enclose(path.suffix, size)
    digest = hashlib.sha256()
    with path.open("wb") as handle:

        def write(block: bytes) -> None:
            digest.update(block)
            handle.write(block)

        write(before)
        left = size - len(before) - len(after)
        own = number.to_bytes(8, "big") + filling
        while left:
            block = own[: min(left, len(filling))]
            write(block)
            left -= len(block)
        write(after)
    return digest.hexdigest()


def lay_bag(folder: Path, count: int, size: int) -> Path:
    """A bag of scans; its paths are as long as those of ours."""
    filling = random.Random(count).randbytes(min(size, MEGABYTE))
    lines = []
    for number in range(count):
        path = f"data/03_实施/C16_务工签到表/{number // 100:03d}-{number:04d}_C16_务工签到表（2026年3月）.pdf"
        lines.append(f"{lay_scan(folder / path, size, number, filling)}  {path}\n")
    (folder / "bagit.txt").write_text("BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n")
    (folder / "bag-info.txt").write_text(f"Payload-Oxum: {count * size}.{count}\n")
    (folder / "manifest-sha256.txt").write_text("".join(lines), encoding="utf-8")
    tags = ("bag-info.txt", "bagit.txt", "manifest-sha256.txt")
    digests = [f"{hashlib.sha256((folder / name).read_bytes()).hexdigest()}  {name}\n" for name in tags]
    (folder / "tagmanifest-sha256.txt").write_text("".join(digests))
    return folder


def store_zip(folder: Path) -> Path:
    """The bag as a ZIP that stores its scans as they are."""
    target = folder.with_suffix(".zip")
    with zipfile.ZipFile(target, "w", zipfile.ZIP_STORED) as package:
        for path in sorted(path for path in folder.rglob("*") if path.is_file()):
            package.write(path, path.relative_to(folder.parent).as_posix())
    return target


def hash_all(folder: Path) -> None:
    for path, _, names in os.walk(folder):
        for name in names:
            digest = hashlib.sha256()
            with Path(path, name).open("rb") as handle:
                while block := handle.read(1 << 16):
                    digest.update(block)


def load_work(kind: str) -> Callable[[Path], None]:
    """The work of a contender, with all that it imports."""
    if kind == "hashlib":
        return hash_all
    if kind in {"bagit", "make-bagit"}:
        import bagit

        if kind == "bagit":
            return lambda folder: bagit.Bag(str(folder)).validate()
        return lambda folder: bagit.make_bag(str(folder), checksums=["sha256"])
    if kind == "ours":
        from archivegen.verify import verify_bag

        def check(archive: Path) -> None:
            result = verify_bag(archive)
            assert not result.report.findings, result.report.findings[:3]

        return check
    return load_closing(as_zip=kind == "make-zip")


def load_closing(*, as_zip: bool) -> Callable[[Path], None]:
    from archivegen.archive.bag.tag_files import BagInfo
    from archivegen.archive.bag.write import Packing, write_bag
    from archivegen.archive.records import SourceFile
    from archivegen.archive.volume import ArchivedFile

    def close(folder: Path) -> None:
        files = []
        for path in sorted(folder.iterdir()):
            status = path.stat()
            source = SourceFile(path, status.st_size, status.st_mtime_ns)
            files.append(ArchivedFile(path.stem, f"03_实施/{path.name}", source))
        info = BagInfo("巴州区云屏镇人民政府", "", "以工代赈项目档案", datetime.date(2026, 11, 20), "archivegen")
        with tempfile.TemporaryDirectory(dir=folder.parent) as target:
            write_bag(Path(target, "bag"), files, lambda _stored: {}, info, packing=Packing(as_zip=as_zip))

    return close


def work(kind: str, folder: Path) -> tuple[str | Path, ...]:
    return (sys.executable, __file__, "--work", kind, folder)


def race_checks(folder: Path, count: int, size: int, bound: str, runs: int) -> None:
    bag = lay_bag(folder / f"bag{count}", count, size)
    package = store_zip(bag)
    contenders = [
        Contender("archivegen verify, a folder", work("ours", bag)),
        Contender("archivegen verify, a ZIP", work("ours", package), "≤ 1.3"),
        Contender("hashlib, 64 KB at a time, nothing else", work("hashlib", bag), bound),
        Contender("bagit validate", work("bagit", bag)),
    ]
    results = run_race(contenders, runs)
    octets = f"{count * size / 1e6:,.0f} MB in {count:,} files"
    show_race(f"Checking {octets}", contenders, results)
    for contender in contenders:
        tell(f"{contender.name}: a clock on the wall", results[contender.name].wall, "s")
    # Who waits looks at the clock: ours reads large files with two threads, for the same work of the processors.
    ours, library = (results[contenders[place].name].wall for place in (0, 3))
    tell("the library by the clock, in times of ours", library / ours, "times", "≥ 1")
    tell("peak memory", max(results[contender.name].peak for contender in contenders[:2]), "MB", "≤ 150")
    shutil.rmtree(bag)
    package.unlink()


def race_closing(folder: Path, mix: Sequence[tuple[int, int, str]], runs: int) -> None:
    sources = folder / "sources"
    filling = random.Random(0).randbytes(MEGABYTE)
    for count, size, suffix in mix:
        for number in range(count):
            lay_scan(sources / f"{suffix[1:]}{number:03d}{suffix}", size, number, filling)
    copy = folder / "copy"

    def lay_copy() -> None:
        """Links to the same files: the library moves them."""
        shutil.rmtree(copy, ignore_errors=True)
        shutil.copytree(sources, copy, copy_function=os.link)

    contenders = [
        Contender("archivegen, a folder", work("make-ours", sources), "≤ 2.5 s"),
        Contender("archivegen, a ZIP and its .sha256", work("make-zip", sources)),
        Contender("bagit make_bag, files only moved", work("make-bagit", copy), before=lay_copy),
    ]
    results = run_race(contenders, runs)
    total = sum(count * size for count, size, _ in mix)
    show_race(f"Closing {total / 1e6:,.0f} MB in {sum(count for count, _, _ in mix)} files", contenders, results)
    tell("peak memory", results[contenders[0].name].peak, "MB", "≤ 150")


def measure(*, quick: bool = False, runs: int = 3) -> None:
    """Three races; the folder lies where there is room for twice 2 GB."""
    less = 40 if quick else 1
    runs = 1 if quick else runs
    with tempfile.TemporaryDirectory(prefix="bench-archives-") as name:
        folder = Path(name)
        race_checks(folder, LARGE[0], LARGE[1] // less, "≥ 0.8", runs)
        race_checks(folder, SMALL[0] // (10 if quick else 1), SMALL[1], "≥ 0.5", runs)
        race_closing(folder, [(max(1, count // less), size, suffix) for count, size, suffix in MIX], runs)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--quick", action="store_true", help="a fortieth of the octets, one run")
    parser.add_argument("--runs", type=int, default=3, help="counted runs of each contender")
    parser.add_argument("--work", nargs=2, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.work:
        kind, place = options.work
        do = load_work(kind)
        time_work(lambda: do(Path(place)))
    else:
        measure(quick=options.quick, runs=options.runs)
