"""``bundle --pdf`` as an archivist meets it: a book a volume in the bag, and nothing that stops for a bad file."""

from __future__ import annotations

import datetime
import io
import json
import os
import re
import shutil
from pathlib import Path
from urllib.parse import unquote

import openpyxl
import pypdf
import pytest

from archivegen import volume_books
from archivegen.archive import Arrangement, assess
from archivegen.archive.bag.write import StoredFile
from archivegen.archive.bundle import find_book
from archivegen.archive.lists.data import index_folder
from archivegen.archive.records import SourceFile
from archivegen.archive.volume import ArchivedFile, Bound, Kind, Volume
from archivegen.bundling import bundle
from archivegen.manifest import State
from archivegen.numbers import arrange_archive
from archivegen.pack.load import built_in_pack, load_pack
from archivegen.pack.volume_book import BookOptions, find_book_option_problems
from archivegen.pdf.office import VARIABLE
from archivegen.pipeline import open_project
from archivegen.verify import verify_bag
from archivegen.volume_books import Books, make_books
from tests.conftest import SMALL_PROJECT
from tests.pdf.odd_pdfs import draw_picture, write_pages
from tests.pdf.office_files import write_letter

TODAY = datetime.date(2026, 11, 20)
WHEN = "2026-11-20T09:00:00+08:00"
OPTIONS = load_pack().volume_book


@pytest.fixture
def folder(make_project) -> Path:
    """Four records, as they come: a scan, a form in two pictures, a letter in Word, an OFD."""
    folder = make_project(SMALL_PROJECT)
    records = folder / "归档件"
    (records / "B05").mkdir(parents=True)
    draw_picture((400, 300)).save(records / "B05" / "1 正面.jpg")
    draw_picture((300, 400)).save(records / "B05" / "2 背面.png")
    write_pages(records / "B06.pdf", {}, {}, {})
    return folder


def arrange(folder: Path) -> Arrangement:
    """The records alone, without papers of our own."""
    workspace = open_project(folder, TODAY)
    return arrange_archive(workspace, assess(workspace.plan, {}, workspace.records), {}, None)


def make(folder: Path, work: Path, arrangement: Arrangement | None = None, **keywords) -> Books:
    """The books of the records, without a bag."""
    work.mkdir()
    return make_books(arrangement or arrange(folder), OPTIONS, work, root=folder, **keywords)


def read_book(books: Books, number: int) -> list[str]:
    (file,) = [file for file in books.bound.files if file.path == books.bound.places[number]]
    return [page.extract_text() for page in pypdf.PdfReader(file.source.path).pages]


def test_a_book_has_a_bookmark_a_paper_and_the_index_knows_its_page(folder, tmp_path):
    books = make(folder, tmp_path / "work")
    assert (books.findings, books.remarks, books.lack) == ((), (), "")
    ((number, place),) = books.bound.places.items()
    assert place.startswith("00_索引/案卷/")
    assert place.endswith("/合订本.pdf")
    texts = read_book(books, number)
    assert [text.split()[-1] for text in texts] == ["1", "2", "1", "2", "3"], "one sequence a paper"
    first = {key: texts[page - 1] for key, page in books.bound.starts.items()}
    assert "-0001" in first["B05"]
    assert "-0002" in first["B06"]
    outline = pypdf.PdfReader(books.bound.files[0].source.path).outline
    titles = [each.title for each in outline if not isinstance(each, list)]
    assert [title[:5] for title in titles] == ["0001 ", "0002 "]
    assert [each.title[-4:] for each in outline[1]] == [".jpg", ".png"], "a paper of two files"


def test_covers_stand_around_the_papers_and_the_list_leads_to_their_pages(folder, tmp_path):
    (volume,) = arrange(folder).volumes
    book = openpyxl.Workbook()
    book.active.append(["序号", "文件题名"])
    for paper in volume.papers:
        book.active.append([paper.number, paper.item.entry.title])
    book.active.append([7, "没有归档的材料"])
    content = io.BytesIO()
    book.save(content)
    papers = {
        f"{index_folder(volume)}/{name}.docx": write_letter(tmp_path / f"{name}.docx", f"这是{name}").read_bytes()
        for name in ("备考表", "脊背", "封面")
    }
    papers[f"{index_folder(volume)}/卷内目录.xlsx"] = content.getvalue()
    books = make(folder, tmp_path / "work", volume_papers=papers)
    texts = read_book(books, volume.number)
    assert (texts[0].strip(), texts[-1].strip()) == ("这是封面", "这是备考表")
    assert not any("脊背" in text for text in texts)
    assert books.bound.starts == {"B05": 3, "B06": 5}
    reader = pypdf.PdfReader(books.bound.files[0].source.path)
    links = [link.get_object() for link in reader.pages[1]["/Annots"]]
    assert [reader.get_page_number(link["/Dest"][0].get_object()) + 1 for link in links] == [3, 5]
    width = float(reader.pages[1].mediabox.width)
    assert all(float(link["/Rect"][2]) > width * 0.7 for link in links), "the whole row can be clicked"


def test_without_libreoffice_a_page_says_where_the_file_is(folder, tmp_path, monkeypatch):
    monkeypatch.setattr(volume_books, "find_office", lambda: None)
    write_letter(folder / "归档件" / "B07.docx", "协议")
    (folder / "归档件" / "B07.docx").rename(folder / "归档件" / "B05.docx")
    shutil.rmtree(folder / "归档件" / "B05")
    books = make(folder, tmp_path / "work")
    text = read_book(books, 1)[0]
    assert "本件未并入合订本" in text
    assert "没有装 LibreOffice" in text.replace("\n", "")
    assert books.findings == ()
    assert len(books.remarks) == 1
    assert "1 个 Word、Excel 文件" in books.remarks[0]


BAD = Path(__file__).parent / "bad"


@pytest.mark.parametrize(
    ("name", "place"), [("A071-locked-pdf", "归档件/B05.pdf"), ("A072-rubbish-in-a-pdf", "归档件/B05.pdf"), ("A073-damaged-letter", "归档件/B05.docx")]
)  # fmt: skip
def test_a_bad_file_is_named_and_has_a_page_in_its_place(name, place, folder, tmp_path, monkeypatch):
    """Intake refuses most of these already; what it lets through must not stop the books."""
    monkeypatch.setenv(VARIABLE, shutil.which("true") or "")  # a LibreOffice that opens nothing
    arrangement = arrange(folder)
    (volume,) = arrangement.volumes
    bad = ArchivedFile("B05", "02_申报/坏的", SourceFile(BAD / name / place, -1, -1))
    papers = (volume.papers[0]._replace(files=(bad,)), *volume.papers[1:])
    changed = arrangement._replace(volumes=(volume._replace(papers=papers),))
    books = make(BAD / name, tmp_path / "work", changed)
    assert [finding.code for finding in books.findings] == [name[:4]]
    assert str(books.findings[0].place) == place
    assert books.findings[0].papers == ("B05",)
    assert "本件未并入合订本" in read_book(books, 1)[0]


def test_letters_filed_by_item_bear_the_stamp_of_six_cells(folder, tmp_path):
    """归档章 (DA/T 22-2015): 全宗号 年度 件号 / 机构 保管期限 页数, on the first page."""
    arrangement = arrange(folder)
    (volume,) = arrangement.volumes
    letter = volume.papers[1]._replace(year="2026", pages=3)
    box = volume._replace(kind=Kind.BOX, papers=(letter,), retention="永久")
    books = make(folder, tmp_path / "work", arrangement._replace(volumes=(box,), fonds="J001"))
    first, second, _ = read_book(books, volume.number)
    assert [word for word in first.split() if word != "Content"] == ["J001", "2026", "0002", "永久", "3", "1"]
    assert [word for word in second.split() if word != "Content"] == ["2"]


def test_restricted_volumes_have_their_books_in_the_restricted_part(folder, tmp_path):
    (volume,) = arrange(folder).volumes
    assert volume_books.place_book(volume._replace(restricted=True)).startswith("99_受限/")


# --- the bag ----------------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def bag(tmp_path_factory):
    """One record closed with its book."""
    root = tmp_path_factory.mktemp("bag") / "青溪村"
    root.mkdir()
    (root / "项目.yaml").write_text(SMALL_PROJECT, encoding="utf-8")
    (root / "归档件").mkdir()
    write_pages(root / "归档件" / "B05.pdf", {}, {})
    return bundle(open_project(root, TODAY), WHEN, with_books=True)


def test_the_books_are_part_of_the_bag_and_of_its_list(bag):
    folder = bag
    listed = json.loads((folder.path / "data" / "00_索引" / "档案清单.json").read_text(encoding="utf-8"))["案卷"]
    assert listed
    for volume in listed:
        assert pypdf.PdfReader(folder.path / "data" / volume["合订本"]).pages
    assert verify_bag(bag.path).passed


def test_the_index_opens_the_book_at_the_page_of_the_paper(bag):
    page = (bag.path / "index.html").read_text(encoding="utf-8")
    books = bag.books.bound
    assert books.starts["B05"] > 1
    links = re.findall(r'href="([^"]+)#page=([0-9]+)"', page)
    assert (f"data/{next(iter(books.places.values()))}", str(books.starts["B05"])) in [
        (unquote(a), n) for a, n in links
    ]


def test_a_sealed_archive_names_no_book_that_cannot_be_opened(bag, tmp_path):
    made = bag.books.bound
    (place,) = made.places.values()
    volume = Volume(
        1,
        "J-001",
        Kind.VOLUME,
        "题名",
        "001_题名",
        restricted=True,
        retention="",
        secrecy="",
        organisation="",
        papers=(),
    )
    for sealed, told in ((True, ""), (False, place)):
        stored = {place: StoredFile(place, "", 1, sealed=sealed)}
        assert find_book(volume, Bound((), {1: place}, {}), stored) == told


def test_a_lost_book_is_missed(bag, tmp_path):
    copy = tmp_path / bag.path.name
    shutil.copytree(bag.path, copy)
    next(copy.rglob("合订本.pdf")).unlink()
    assert "V055" in {finding.code for finding in verify_bag(copy).report.findings}


def test_the_records_in_the_bag_are_bit_for_bit_those_received(bag):
    folder = bag
    records = folder.path.parents[1] / "归档件"
    (scan,) = (folder.path / "data").rglob("*_B05_*.pdf")
    assert scan.read_bytes() == (records / "B05.pdf").read_bytes()
    assert next(row for row in folder.standing.states if row.entry.key == "B05").state is State.COMPLETE


def test_without_the_pdf_extra_the_bag_has_no_books_and_one_sentence_says_why(run_cli, folder, tmp_path, monkeypatch):
    (tmp_path / "site").mkdir()
    (tmp_path / "site" / "sitecustomize.py").write_text("import sys\nsys.modules['img2pdf'] = None\n", encoding="utf-8")
    paths = [str(tmp_path / "site"), *filter(None, [os.environ.get("PYTHONPATH")])]
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join(paths))
    ran = run_cli("bundle", folder, "--pdf")
    assert ran.code == 6
    assert "pip install archivegen[pdf]" in ran.text
    (bag,) = (path for path in (folder / "档案包").iterdir() if path.is_dir())
    assert verify_bag(bag).passed
    assert not list(bag.rglob("合订本.pdf"))


# --- the pack ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"number": {"corner": "中间"}}, "位置“中间”应为"),
        ({"volume_stamp": {"colour": "red"}}, "颜色“red”"),
        ({"box_stamp": {"size": 400}}, "字号“400”"),
        ({"number": {"distances": (-1, 2)}}, "不能小于 0"),
        ({"bookmark": "{{ 见好 }}"}, "书签"),
        ({"volume_stamp": {"rows": (("{{ 档号",),)}}, "档号章的格"),
    ],
)
def test_what_is_wrong_in_a_pack_is_told_with_its_place(change, said):
    parts = {
        name: value if isinstance(value, str) else getattr(OPTIONS, name).model_copy(update=value)
        for name, value in change.items()
    }
    problems = list(find_book_option_problems(OPTIONS.model_copy(update=parts)))
    assert len(problems) == 1
    assert said in problems[0]
    assert problems[0].startswith("  volume_book.yaml：")
    assert isinstance(OPTIONS, BookOptions)


def test_a_pack_without_the_file_has_the_usual_looks(tmp_path):
    shutil.copytree(built_in_pack(), tmp_path / "pack", ignore=shutil.ignore_patterns("volume_book.yaml"))
    assert load_pack(tmp_path / "pack").volume_book == OPTIONS
