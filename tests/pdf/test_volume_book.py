"""The book of a volume: every file in its order, stamped upright, nothing on it that runs, the originals as they were."""

from __future__ import annotations

import hashlib
import random
import subprocess
import sys
from pathlib import Path

import pikepdf
import pypdf
import pypdfium2
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import ImageChops

from archivegen.pdf.book_parts import BookFile, BookPart, Numbering
from archivegen.pdf.lettering import Lettering
from archivegen.pdf.notice_page import Notice
from archivegen.pdf.stamps import Style
from archivegen.pdf.tidy import Trouble
from archivegen.pdf.volume_book import Book, bind_book, place_parts
from tests.conftest import ROOT
from tests.pdf.odd_pdfs import (
    WORDS,
    add_page,
    draw_picture,
    write_form,
    write_index,
    write_inherited,
    write_layers,
    write_locked,
    write_pages,
)

RED = Style("右上", 12, 8, 9, (0.75, 0, 0), framed=True)
NUMBERS = Numbering(Style("右下", 12, 8, 10.5))
NOTICE = Notice("本件未并入合订本", ("题名：香水村《验收》记录", "原因：已损坏。"))
CODE = "QZ待定-KJ·JJ·2026-Y-001-0001"


def make_part(*paths: Path | None, title: str = "0001 验收意见", code: str = CODE, **keys) -> BookPart:
    files = tuple(
        BookFile(path, path.name if path else "意见.ofd", f"{title} {n}", NOTICE) for n, path in enumerate(paths, 1)
    )
    return BookPart(title, files, ((code,),) if code else (), RED, **keys)


def bind(folder: Path, *parts: BookPart, numbering: Numbering = NUMBERS, name: str = "book") -> tuple[Path, Book]:
    work = folder / f"{name}-work"
    work.mkdir()
    target = folder / f"{name}.pdf"
    return target, bind_book(parts, "案卷题名", numbering, work, target)


def read_pages(path: Path) -> list[str]:
    return [page.extract_text() for page in pypdf.PdfReader(path).pages]


def look(path: Path, number: int, dpi: int = 36):
    document = pypdfium2.PdfDocument(path)
    try:
        return document[number].render(scale=dpi / 72).to_pil().convert("RGB")
    finally:
        document.close()


# --- numbers and bookmarks --------------------------------------------------------------------------------------------


def test_covers_papers_and_notes_in_order_with_numbers_and_bookmarks(tmp_path):
    one = write_pages(tmp_path / "one.pdf", {}, {}, {})
    two, three = write_pages(tmp_path / "two.pdf", {}), write_pages(tmp_path / "three.pdf", {}, {})
    path, book = bind(
        tmp_path,
        make_part(one, title="封面", code="", start=None),
        make_part(one),
        make_part(two, three, title="0002 会议记录", code="QZ待定-KJ·JJ·2026-Y-001-0002"),
        make_part(two, title="备考表", code="", start=None),
    )
    assert (book.pages, book.starts, book.lapses) == (10, (1, 4, 7, 10), ())
    texts = read_pages(path)
    assert [text.split()[-1] for text in texts] == ["Content"] * 3 + ["1", "2", "3", "1", "2", "3"] + ["Content"]
    assert [number for number, text in enumerate(texts) if "QZ待定-KJ·JJ·2026-Y-001-000" in text] == [3, 6]
    with pikepdf.open(path) as pdf, pdf.open_outline() as outline:
        assert [item.title for item in outline.root] == ["封面", "0001 验收意见", "0002 会议记录", "备考表"]
        assert [item.title for item in outline.root[2].children] == ["0002 会议记录 1", "0002 会议记录 2"]
    reader = pypdf.PdfReader(path)
    assert [reader.get_destination_page_number(each) for each in reader.outline if not isinstance(each, list)] == [
        0,
        3,
        6,
        9,
    ]
    assert [reader.get_destination_page_number(each) for each in reader.outline[3]] == [6, 7]
    assert reader.metadata.title == "案卷题名"


def test_papers_written_on_both_sides_are_numbered_outside(tmp_path):
    paper = write_pages(tmp_path / "paper.pdf", {"content": b""}, {"content": b""})
    back = Style("左下", 12, 8, 10.5)
    path, _ = bind(tmp_path, make_part(paper, code=""), numbering=Numbering(NUMBERS.front, back))
    boxes = [look(path, n).point(lambda value: 255 - value).getbbox() for n in (0, 1)]
    width = look(path, 0).width
    assert boxes[0][0] > width * 0.9
    assert boxes[1][2] < width * 0.1


@given(st.lists(st.integers(1, 400), max_size=60))
def test_parts_follow_each_other_without_a_gap(pages):
    places = place_parts(pages)
    assert len(places) == len(pages)
    covered = [page for start, count in zip(places, pages, strict=True) for page in range(start, start + count)]
    assert covered == list(range(1, sum(pages) + 1))


# --- stamps on odd pages ----------------------------------------------------------------------------------------------

SAME_LOOK = {
    "lying": {"box": (0, 0, 842.0, 595.0), "Rotate": 90},
    "upside down": {"Rotate": 180},
    "turned back": {"box": (0, 0, 842.0, 595.0), "Rotate": -90},
    "beginning elsewhere": {"box": (-100.0, 300.0, 495.0, 1142.0)},
    "edges the other way round": {"box": (595.0, 842.0, 0, 0)},
    "cropped": {"box": (0, 0, 2000.0, 2000.0), "CropBox": pikepdf.Array([100, 200, 695, 1042])},
    "a crop box that reaches beyond": {"CropBox": pikepdf.Array([-50, -50, 5000, 5000])},
    "a crop box that misses": {"CropBox": pikepdf.Array([5000, 5000, 6000, 6000])},
    "a state that is never restored": {"content": b"q 0.3 0 0 0.3 50 50 cm q 2 0 0 2 9 9 cm"},
    "a state that is restored too often": {"content": b"Q Q Q 0.5 0 0 0.5 0 0 cm"},
    "a colour and a clip that stay": {"content": b"0 0 10 10 re W n 0 1 0 rg"},
    "no content": {"Contents": pikepdf.Array([])},
}


@pytest.fixture(scope="module")
def odd_book(tmp_path_factory):
    """An ordinary empty page, then every odd one; each is the first page of a paper."""
    folder = tmp_path_factory.mktemp("odd")
    pages = [{"content": b"", **page} for page in ({}, *SAME_LOOK.values())]
    files = [write_pages(folder / f"{number}.pdf", page) for number, page in enumerate(pages)]
    path, book = bind(folder, *(make_part(file) for file in files))
    assert book.lapses == ()
    return path


@pytest.mark.parametrize("name", SAME_LOOK)
def test_stamps_look_the_same_on_an_odd_page_as_on_an_ordinary_one(odd_book, name):
    usual, odd = (look(odd_book, number, 72) for number in (0, 1 + list(SAME_LOOK).index(name)))
    assert odd.size == usual.size
    assert usual.getbbox() is not None
    difference = ImageChops.difference(usual, odd).convert("L").point(lambda value: 255 if value > 96 else 0)
    assert sum(difference.histogram()[255:]) <= 12, "hairlines may fall on the next dot"


def test_a_page_with_a_unit_of_its_own_has_stamps_of_the_usual_size(tmp_path):
    usual = write_pages(tmp_path / "usual.pdf", {"content": b""})
    doubled = write_pages(tmp_path / "doubled.pdf", {"content": b"", "box": (0, 0, 297.5, 421.0), "UserUnit": 2})
    path, _ = bind(tmp_path, make_part(usual), make_part(doubled))
    boxes = [look(path, n, dpi).point(lambda value: 255 - value).getbbox() for n, dpi in ((0, 72), (1, 144))]
    assert boxes[0] == pytest.approx(boxes[1], abs=2), "pdfium counts in points: half as large on twice the dots"


def test_a_stamp_is_red_at_the_upper_right_and_the_number_black_at_the_lower_right(odd_book):
    page = look(odd_book, 0, 72)
    inked = [(x, y, page.getpixel((x, y))) for x in range(page.width) for y in range(page.height)]
    red = [(x, y) for x, y, (r, g, b) in inked if r > g + 90]
    black = [(x, y) for x, y, (r, g, b) in inked if r < 100]
    assert min(x for x, _ in red) > page.width / 2
    assert max(y for _, y in red) < page.height * 0.08
    assert min(x for x, _ in black) > page.width * 0.9
    assert min(y for _, y in black) > page.height * 0.93


def test_other_programs_draw_and_read_the_stamp_alike(odd_book, tmp_path):
    told = subprocess.run(["pdftotext", "-l", "1", odd_book, "-"], capture_output=True, text=True, check=True)
    assert told.stdout.split() == [CODE, "1"]
    assert told.stderr == ""
    fonts = subprocess.run(["pdffonts", "-l", "1", odd_book], capture_output=True, text=True, check=True).stdout
    assert "ArchivegenStamp" in fonts
    assert "yes yes yes" in fonts, "embedded, a subset, with its meaning"
    document = pypdfium2.PdfDocument(odd_book)
    assert document[0].get_textpage().get_text_range().split() == [CODE, "1"]
    document.close()


def test_the_content_of_a_page_looks_as_before(tmp_path):
    content = b"BT /F 40 Tf 100 400 Td (Content) Tj ET 0 0 1 rg 50 300 200 50 re f"
    paper = write_pages(tmp_path / "paper.pdf", {"content": content}, {"content": content, "Rotate": 90})
    path, _ = bind(tmp_path, make_part(paper, write_inherited(tmp_path / "inherited.pdf")))
    for source, number, place in ((paper, 0, 0), (paper, 1, 1), (tmp_path / "inherited.pdf", 0, 2)):
        before, after = look(source, number), look(path, place)
        middle = (0, before.height // 8, before.width, before.height * 7 // 8)
        assert ImageChops.difference(before.crop(middle), after.crop(middle)).getbbox() is None


def test_several_streams_and_shared_ones_are_one_content_each(tmp_path):
    with pikepdf.new() as pdf:
        page = add_page(pdf)
        page.Contents = pikepdf.Array(
            [pdf.make_stream(b"q BT /F 40 Tf 100 4"), pdf.make_stream(b"00 Td (Split) Tj ET Q")]
        )
        page.Contents = pikepdf.Array(
            [pdf.make_stream(b"q BT /F 40 Tf 100 400"), pdf.make_stream(b" Td (Split) Tj ET Q")]
        )
        first, second = add_page(pdf, WORDS), add_page(pdf, WORDS)
        second.Contents = first.Contents
        second.Resources = pikepdf.Dictionary()
        pdf.save(tmp_path / "paper.pdf")
    path, _ = bind(tmp_path, make_part(tmp_path / "paper.pdf", code=""))
    texts = read_pages(path)
    assert [text.split() for text in texts[:2]] == [["Split", "1"], ["Content", "2"]]


# --- what is left behind ----------------------------------------------------------------------------------------------


def test_nothing_runs_and_what_was_filled_in_stays(tmp_path):
    path, book = bind(tmp_path, make_part(write_form(tmp_path / "form.pdf")))
    assert book.lapses == ()
    assert "Filled 123" in read_pages(path)[0]
    with pikepdf.open(path) as pdf:
        assert set(pdf.Root.keys()) == {"/Type", "/Pages", "/Outlines", "/PageMode", "/Lang", "/ViewerPreferences"}
        (remark,) = pdf.pages[0].Annots
        assert remark.Subtype == "/Square"
        assert {"/A", "/AA"}.isdisjoint(remark.keys())
        assert "/AA" not in pdf.pages[0]
        found = [
            each for each in pdf.objects if isinstance(each, pikepdf.Dictionary) and each.get("/S") == "/JavaScript"
        ]
        assert found == []
    assert b"alert" not in path.read_bytes()


def test_a_hidden_layer_stays_hidden(tmp_path):
    path, _ = bind(tmp_path, make_part(write_layers(tmp_path / "drawing.pdf")))
    page = look(path, 0, 72)
    assert page.getpixel((150, page.height - 150)) == (255, 255, 255), "the layer that was off"
    assert page.getpixel((350, page.height - 150)) == (0, 255, 0), "the layer that was on"


def test_links_of_an_index_lead_to_the_page_of_the_paper(tmp_path):
    one, two = write_pages(tmp_path / "001-0001_A01.pdf", {}, {}), write_pages(tmp_path / "材料 二.pdf", {})
    index = write_index(tmp_path / "index.pdf", "001-0001_A01.pdf", "%E6%9D%90%E6%96%99%20%E4%BA%8C.pdf", "other.pdf")
    path, _ = bind(tmp_path, make_part(index, code="", start=None, has_links=True), make_part(one), make_part(two))
    reader = pypdf.PdfReader(path)
    links = [each.get_object() for each in reader.pages[0]["/Annots"]]
    assert [reader.get_page_number(link["/Dest"][0].get_object()) for link in links] == [1, 3]
    assert all("/A" not in link for link in links)


def test_a_locked_a_broken_and_a_strange_file_have_a_page_that_says_so(tmp_path):
    broken, empty = tmp_path / "broken.pdf", tmp_path / "empty.pdf"
    broken.write_bytes(b"%PDF-1.4\nnothing")
    with pikepdf.new() as pdf:
        pdf.save(empty)
    picture = tmp_path / "half.jpg"
    draw_picture((400, 300)).save(picture)
    picture.write_bytes(picture.read_bytes()[:500])
    path, book = bind(
        tmp_path, make_part(write_locked(tmp_path / "locked.pdf")), make_part(broken), make_part(empty), make_part(picture), make_part(None)
    )  # fmt: skip
    assert [(lapse.part, lapse.name, lapse.trouble) for lapse in book.lapses] == [
        (0, "locked.pdf", Trouble.LOCKED),
        (1, "broken.pdf", Trouble.BROKEN),
        (2, "empty.pdf", Trouble.BROKEN),
        (3, "half.jpg", Trouble.BROKEN),
    ]
    assert [("本件未并入合订本" in text, "香水村《验收》记录" in text) for text in read_pages(path)] == [
        (True, True)
    ] * 5


def test_no_damage_stops_a_book(tmp_path):
    """A hundred files with bytes changed, lost and put in: each has its pages or the page in its place."""
    chance = random.Random(6)
    seeds = [
        write(tmp_path / f"{n}.pdf").read_bytes() for n, write in enumerate((write_form, write_layers, write_inherited))
    ]
    parts = []
    for number in range(100):
        content = bytearray(chance.choice(seeds))
        for _ in range(chance.choice((1, 2, 8, 30))):
            place = chance.randrange(len(content))
            match chance.randrange(3):
                case 0:
                    content[place] = chance.randrange(256)
                case 1:
                    del content[place : place + chance.randrange(1, 20)]
                case _:
                    content[place:place] = bytes(chance.choice(b"0123 /<>[]R") for _ in range(3))
        path = tmp_path / f"damaged{number}.pdf"
        path.write_bytes(content)
        parts.append(make_part(path))
    made, book = bind(tmp_path, *parts)
    assert len(pypdf.PdfReader(made).pages) == book.pages == len(parts)
    assert 0 < len(book.lapses) < len(parts)


def test_a_file_that_only_may_not_be_changed_and_one_cut_short_are_taken_in(tmp_path):
    guarded = write_locked(tmp_path / "guarded.pdf", user="")
    cut = write_pages(tmp_path / "cut.pdf", {}, {})
    cut.write_bytes(cut.read_bytes()[:-120])
    path, book = bind(tmp_path, make_part(guarded), make_part(cut))
    assert (book.pages, book.lapses) == (3, ())
    assert not pypdf.PdfReader(path).is_encrypted
    assert all("Content" in text for text in read_pages(path))


# --- same bytes, little memory ----------------------------------------------------------------------------------------


def test_the_same_parts_give_the_same_bytes_and_the_originals_stay(tmp_path):
    files = [
        write_pages(tmp_path / "a.pdf", {}, {"Rotate": 90}),
        write_form(tmp_path / "b.pdf"),
        write_layers(tmp_path / "c.pdf"),
        write_locked(tmp_path / "d.pdf", user=""),
        tmp_path / "e.jpg",
        tmp_path / "f.tif",
    ]
    draw_picture((300, 200)).save(files[4])
    draw_picture((300, 200), "1").save(files[5], compression="group4")
    hashes = [hashlib.sha256(file.read_bytes()).hexdigest() for file in files]
    parts = [make_part(file) for file in files] + [make_part(None)]
    first, _ = bind(tmp_path, *parts)
    second, _ = bind(tmp_path, *parts, name="again")
    assert first.read_bytes() == second.read_bytes()
    assert b"CreationDate" not in first.read_bytes()
    assert [hashlib.sha256(file.read_bytes()).hexdigest() for file in files] == hashes


ENVIRONMENT = {"PYTHONPATH": f"{ROOT / 'src'}:{ROOT}", "PATH": "/usr/bin:/bin"}


def write_scan(path: Path, lines: int) -> Path:
    """A page that is one picture of 256 bytes a line, which nobody unpacks."""
    with pikepdf.new() as pdf:
        page = add_page(pdf, b"/I Do")
        picture = pdf.make_stream(
            bytes(range(256)) * lines,
            Filter=pikepdf.Name.DCTDecode, Type=pikepdf.Name.XObject, Subtype=pikepdf.Name.Image,
            Width=256, Height=lines, BitsPerComponent=8, ColorSpace=pikepdf.Name.DeviceGray,
        )  # fmt: skip
        page.Resources.XObject = pikepdf.Dictionary(I=picture)
        pdf.save(path)
    return path


_MEASURE = """
import re, sys
from pathlib import Path
from tests.pdf.test_volume_book import bind, make_part
folder = Path(sys.argv[1])
bind(folder, *(make_part(path) for path in sorted(folder.glob("scan*"))))
print(int(re.search(r"VmHWM:\\s*(\\d+)", Path("/proc/self/status").read_text())[1]) // 1024)
"""


def test_memory_does_not_grow_with_the_scans(tmp_path):
    """A hundred and sixty megabytes of images in a process that takes less than that with everything it imports."""
    scan = write_scan(tmp_path / "scan00.pdf", 80_000)
    assert scan.stat().st_size > 20e6
    for number in range(1, 8):
        (tmp_path / f"scan{number:02d}.pdf").hardlink_to(scan)
    done = subprocess.run(
        [sys.executable, "-c", _MEASURE, tmp_path],
        capture_output=True,
        text=True,
        check=True,
        cwd=ROOT,
        env=ENVIRONMENT,
    )
    assert int(done.stdout) < 140


_FILL = """
import resource, signal, sys
from pathlib import Path
from tests.pdf.test_volume_book import bind, make_part
folder = Path(sys.argv[1])
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
said = []
for limit in (0, 2_000, 200_000, 700_000, 5_000_000, 20_000_000):
    resource.setrlimit(resource.RLIMIT_FSIZE, (limit, resource.RLIM_INFINITY))
    try:
        bind(folder, make_part(folder / "scan00.pdf"), make_part(None), name=str(limit))
        said.append("whole")
    except OSError:
        said.append("told")
resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
print(*said)
"""


def test_a_full_disk_is_told_wherever_it_strikes(tmp_path):
    """qpdf itself says nothing when its last block did not reach the disk."""
    write_scan(tmp_path / "scan00.pdf", 40_000)
    done = subprocess.run(
        [sys.executable, "-c", _FILL, tmp_path], capture_output=True, text=True, check=True, cwd=ROOT, env=ENVIRONMENT
    )
    assert done.stdout.split() == ["told"] * 5 + ["whole"]


def test_signs_that_our_font_lacks_come_from_the_machine(tmp_path):
    with pikepdf.new() as pdf:
        letters = Lettering(pdf, ["QZ待定 龘 0001"])
        fonts = letters.make_resources()
        assert letters.measure("1111", 10) == letters.measure("0000", 10)
        assert len(fonts) == 2
        assert b"/A1" in letters.show("0龘1", 9)
        assert letters.show("0龘1", 9).count(b"Tj") == 3
