"""合订本: merging with bookmarks, page numbers and a stamp on the first page of every paper.

    python benchmarks/volume_books.py                 # --quick: a tenth of the files

Two volumes: 500 text PDFs of five pages (2,500 pages), and 590 MB of scans.  Beside ours what a user would write with pypdf: merge,
one overlay page a number made beforehand with the same text, ``merge_page``, an outline.  pikepdf alone and qpdf's job alone only
merge: they are the floor.  Peak memory is that of each process.
"""

from __future__ import annotations

import argparse
import random
import sys
import tempfile
from pathlib import Path
from typing import Any

from measure import Contender, run_once, run_race, show_race, tell, time_work

FILES, PAGES = 500, 5
SCANS, SCAN_PAGES, SCAN_BYTES = 59, 5, 2_000_000
CODE = "QZ待定-KJ·JJ·2026-Y-001-{:04d}"


def make_papers(folder: Path, count: int) -> None:
    """PDFs of five pages of text, built as LibreOffice builds them: four composite fonts of sixty signs in each, packed content."""
    import pikepdf

    folder.mkdir()
    chance = random.Random(2)
    for number in range(count):
        with pikepdf.new() as pdf:
            fonts = {f"/F{n}": make_font(pdf, chance.randbytes(8000)) for n in range(4)}
            resources = pdf.make_indirect(pikepdf.Dictionary(Font=pikepdf.Dictionary(fonts)))
            for page in range(PAGES):
                pdf.add_blank_page(page_size=(595, 842))
                leaf = pdf.pages[-1].obj
                leaf.Resources, leaf.StructParents, leaf.Tabs = resources, page, pikepdf.Name.S
                lines = [
                    f"0 g BT 60 {780 - 15 * n} Td /F{n % 4} 10.5 Tf <{chance.randbytes(40).hex()}> Tj ET"
                    for n in range(45)
                ]
                leaf.Contents = pdf.make_stream("\n".join(lines).encode())
            pdf.save(folder / f"{number:04d}.pdf", object_stream_mode=pikepdf.ObjectStreamMode.generate)


def make_font(pdf: Any, program: bytes) -> Any:
    """A composite font whose program nobody reads."""
    from pikepdf import Dictionary, Name

    file = pdf.make_stream(program, Length1=len(program), Filter=Name.FlateDecode)
    about = pdf.make_indirect(
        Dictionary(Type=Name.FontDescriptor, FontName=Name.Song, Flags=4, FontBBox=[0, 0, 1000, 1000], FontFile2=file)
    )
    below = Dictionary(
        Type=Name.Font, Subtype=Name.CIDFontType2, BaseFont=Name.Song, FontDescriptor=about, DW=1000, W=[1, [500] * 60],
        CIDSystemInfo=Dictionary(Registry="Adobe", Ordering="Identity", Supplement=0),
    )  # fmt: skip
    pairs = "\n".join(f"<{n:04X}> <{0x4E00 + n:04X}>" for n in range(60))
    return pdf.make_indirect(
        Dictionary(
            Type=Name.Font, Subtype=Name.Type0, BaseFont=Name.Song, Encoding=Name("/Identity-H"),
            DescendantFonts=[pdf.make_indirect(below)], ToUnicode=pdf.make_stream(f"60 beginbfchar\n{pairs}".encode()),
        )
    )  # fmt: skip


def make_scans(folder: Path, count: int) -> None:
    """PDFs of pages that are one JPEG each; the bytes are noise, which nobody unpacks."""
    import pikepdf

    folder.mkdir()
    chance = random.Random(1)
    for number in range(count):
        with pikepdf.new() as pdf:
            for _ in range(SCAN_PAGES):
                pdf.add_blank_page(page_size=(595, 842))
                leaf = pdf.pages[-1].obj
                picture = pdf.make_stream(
                    chance.randbytes(SCAN_BYTES),
                    Type=pikepdf.Name.XObject, Subtype=pikepdf.Name.Image, Width=1654, Height=2339, BitsPerComponent=8,
                    ColorSpace=pikepdf.Name.DeviceRGB, Filter=pikepdf.Name.DCTDecode,
                )  # fmt: skip
                leaf.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(I=picture))
                leaf.Contents = pdf.make_stream(b"q 595 0 0 842 0 0 cm /I Do Q")
            pdf.save(folder / f"{number:04d}.pdf")


def prepare(work: Path, part: int) -> None:
    """All files, in a process of its own: its memory must not be counted."""
    make_overlays(work, PAGES, FILES)
    make_papers(work / "papers", FILES // part)
    make_scans(work / "scans", max(1, SCANS // part))


# --- the contenders ---------------------------------------------------------------------------------------------------


def bind_ours(files: list[Path], target: Path) -> None:
    from archivegen.pdf.book_parts import BookFile, BookPart, Numbering
    from archivegen.pdf.notice_page import Notice
    from archivegen.pdf.stamps import Style
    from archivegen.pdf.volume_book import bind_book

    red = Style("右上", 12, 8, 9, (0.75, 0, 0), framed=True)
    parts = [
        BookPart(f"{n:04d}", (BookFile(file, file.name, file.name, Notice("", ())),), ((CODE.format(n),),), red)
        for n, file in enumerate(files, 1)
    ]
    with tempfile.TemporaryDirectory(dir=target.parent) as work:
        bind_book(parts, "合订本", Numbering(Style("右下", 12, 8, 10.5)), Path(work), target)


def make_overlays(folder: Path, pages: int, papers: int) -> None:
    """What pypdf lays over the pages: a PDF of numbers and one of stamps, made beforehand."""
    import pikepdf

    for name, texts in (
        ("numbers", [str(n) for n in range(1, pages + 1)]),
        ("stamps", [CODE.format(n).replace("待定", "").replace("·", "-") for n in range(1, papers + 1)]),
    ):
        with pikepdf.new() as pdf:
            font = pdf.make_indirect(
                pikepdf.Dictionary(Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica)
            )
            for text in texts:
                pdf.add_blank_page(page_size=(595, 842))
                leaf = pdf.pages[-1].obj
                leaf.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F=font))
                place = "550 25" if name == "numbers" else "400 815"
                leaf.Contents = pdf.make_stream(f"BT /F 10 Tf {place} Td ({text}) Tj ET".encode())
            pdf.save(folder / f"{name}.pdf")


def merge_pypdf(files: list[Path], target: Path) -> None:
    import pypdf

    numbers = pypdf.PdfReader(target.parent / "numbers.pdf").pages
    stamps = pypdf.PdfReader(target.parent / "stamps.pdf").pages
    writer = pypdf.PdfWriter()
    for number, file in enumerate(files):
        first = len(writer.pages)
        writer.append(file, outline_item=f"{number + 1:04d}")
        for offset in range(first, len(writer.pages)):
            writer.pages[offset].merge_page(numbers[offset - first])
        writer.pages[first].merge_page(stamps[number])
    writer.write(target)


def merge_pikepdf(files: list[Path], target: Path) -> None:
    import pikepdf

    with pikepdf.new() as merged, merged.open_outline() as outline:
        for file in files:
            with pikepdf.open(file) as source:
                outline.root.append(pikepdf.OutlineItem(file.stem, len(merged.pages)))
                merged.pages.extend(source.pages)
        merged.save(target)


def merge_job(files: list[Path], target: Path) -> None:
    import pikepdf

    pages = [{"file": str(file), "range": "1-z"} for file in files]
    pikepdf.Job({"empty": "", "outputFile": str(target), "keepFilesOpen": "n", "pages": pages}).run()


CONTENDERS = {
    "archivegen: merged, bookmarked, stamped": bind_ours,
    "pypdf: merged, bookmarked, stamped": merge_pypdf,
    "pikepdf: merged and bookmarked only": merge_pikepdf,
    "qpdf's job: merged only": merge_job,
}


def race(title: str, folder: Path, runs: int, wanted: dict[int, str], most: float) -> None:
    work = folder.parent
    contenders = [
        Contender(
            name,
            (sys.executable, __file__, "--work", name, folder, work / f"{number}.pdf"),
            wanted.get(number, ""),
        )
        for number, name in enumerate(CONTENDERS)
    ]
    results = run_race(contenders, runs)
    show_race(title, contenders, results)
    tell("peak memory of ours", results[contenders[0].name].peak, "MB", f"≤ {most:g}")
    run_once(Contender("check", (sys.executable, __file__, "--check", work)))


def check(work: Path) -> None:
    """Ours and pypdf's have the same pages; ours bears its numbers."""
    import pypdf

    ours, theirs = (pypdf.PdfReader(work / f"{number}.pdf") for number in (0, 1))
    assert len(ours.pages) == len(theirs.pages)
    assert ours.pages[1].extract_text().split()[-1] == "2"
    for number in range(len(CONTENDERS)):
        (work / f"{number}.pdf").unlink()


def measure(*, quick: bool = False, runs: int = 3) -> None:
    part = 10 if quick else 1
    with tempfile.TemporaryDirectory(prefix="bench-books-") as name:
        work = Path(name)
        run_once(Contender("prepare", (sys.executable, __file__, "--prepare", work, str(part))))
        pages = FILES // part * PAGES
        race(
            f"{FILES // part} PDFs, {pages} pages, into one",
            work / "papers",
            1 if quick else runs,
            {0: "≤ 4 s", 1: "≥ 3"},
            250,
        )
        size = sum(file.stat().st_size for file in (work / "scans").iterdir()) / 1e6
        race(f"{size:.0f} MB of scans into one", work / "scans", 1, {}, 150)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--quick", action="store_true", help="a tenth of the files, one run")
    parser.add_argument("--check", help=argparse.SUPPRESS)
    parser.add_argument("--prepare", nargs=2, help=argparse.SUPPRESS)
    parser.add_argument("--work", nargs=3, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.prepare:
        prepare(Path(options.prepare[0]), int(options.prepare[1]))
    elif options.check:
        check(Path(options.check))
    elif options.work:
        task, source, output = CONTENDERS[options.work[0]], Path(options.work[1]), Path(options.work[2])
        files = sorted(source.iterdir())
        time_work(lambda: task(files, output))
    else:
        measure(quick=options.quick)
