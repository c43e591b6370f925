"""``generate --print``: one PDF a party, in stapling order, safe to print on both sides."""

from __future__ import annotations

import json
import re
import shutil
from functools import cache
from pathlib import Path

import pypdf
import pytest
import yaml

from archivegen.errors import ExitCode
from archivegen.pack.load import built_in_pack, load_pack
from archivegen.paper_pdfs import PaperPdf, PdfStatus
from archivegen.pdf import place_parts
from archivegen.pipeline import open_project
from archivegen.print_list import describe_set, list_parties
from archivegen.print_sets import PrintWish, group_papers
from tests.conftest import LONGMEN, SAMPLES, SMALL_PROJECT, XIANGSHUI
from tests.made import TODAY
from tests.poor_machine import run_archivegen

PROJECT = (
    SMALL_PROJECT
    + """\
工价: [{工种: 普工, 单价: 180}]
务工人员: [{姓名: 王大山, 工种: 普工, 身份证号: 511902196803150011}, {姓名: 李小河, 工种: 普工}]
考勤: [{月份: 2026-03, 明细: [{姓名: 王大山, 出勤: {2: 1, 3: 0.5}}]}]
发放批次: [{月份: 2026-03, 公示日期: 2026-04-02, 发放日期: 2026-04-10}]
"""
)
OPTIONS = load_pack().print_options


NAME = "青溪村产业道路"


def lay_project(folder: Path) -> Path:
    folder.mkdir(parents=True)
    (folder / "项目.yaml").write_text(PROJECT, encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def printed(tmp_path_factory):
    """The project with its sets, as it is after the first ``--print``, and what was said of them; nobody changes it."""
    folder = lay_project(tmp_path_factory.mktemp("printed") / NAME)
    return folder, print_sets(folder, "--print")


@pytest.fixture
def folder(printed, tmp_path) -> Path:
    """A copy of the printed project, for a test that changes it."""
    return shutil.copytree(printed[0], tmp_path / NAME)


def print_sets(folder: Path, *options: str):
    ran = run_archivegen("generate", folder, "--json", *options)
    assert ran.code == 0, ran.text
    return json.loads(ran.out)["pdf"]


def read_bookmarks(pdf: Path) -> list[tuple[str, int]]:
    """Title and page, counted from 1."""
    reader = pypdf.PdfReader(pdf)
    return [(item.title, reader.get_destination_page_number(item) + 1) for item in reader.outline]


@cache
def papers_of(sample: str) -> list[PaperPdf]:
    """The signed papers of a sample, as if their PDFs were there."""
    entries = open_project(SAMPLES / sample, TODAY).plan.entries
    signed = [e for e in entries if e.applies and e.template and e.signers and not e.slip and not e.missing_facts]
    return [PaperPdf(entry, PdfStatus.WRITTEN, f"{entry.key}.pdf") for entry in signed]


# --- on the disk --------------------------------------------------------------------------------------------------------


def test_every_paper_of_a_set_begins_on_a_front_and_the_list_names_its_page(printed):
    folder, told = printed
    assert [each["status"] for each in told["sets"]] == ["新生成"] * len(told["sets"])
    pages = {paper["key"]: len(pypdf.PdfReader(folder / paper["path"]).pages) for paper in told["papers"]}
    for each in told["sets"]:
        reader = pypdf.PdfReader(folder / each["path"])
        marks = read_bookmarks(folder / each["path"])
        assert len(reader.pages) == each["pages"]
        assert len(reader.pages) % 2 == 0
        assert marks[0] == ("签署清单", 1)
        assert len(marks) == each["papers"] + 1
        listed = "".join(page.extract_text() for page in reader.pages[: marks[1][1] - 1 if marks[1:] else None])
        for title, page in marks[1:]:
            key = title.split()[0]
            assert page % 2 == 1
            last = page + pages[key] - 1
            assert (str(page) if last == page else f"{page}–{last}") in re.sub(r"\s", "", listed)
            if pages[key] % 2:
                assert reader.pages[last].extract_text() == ""


def test_the_signing_session_goes_by_the_roster(printed):
    folder, told = printed
    first = told["sets"][0]
    assert first["name"] == "签约"
    keys = [title.split()[0] for title, _ in read_bookmarks(folder / first["path"])[1:]]
    assert keys == ["C11@王大山", "C12@王大山", "C11@李小河", "C12@李小河"]
    contract = next(paper for paper in told["papers"] if paper["key"] == "C11@李小河")
    pages = [page.extract_text() for page in pypdf.PdfReader(folder / contract["path"]).pages]
    start = dict(read_bookmarks(folder / first["path"]))["C11@李小河 " + contract["title"]]
    stacked = pypdf.PdfReader(folder / first["path"]).pages
    assert [stacked[start - 1 + n].extract_text() for n in range(len(pages))] == pages


def test_a_paper_that_circulates_is_printed_once_or_for_each(folder, printed):
    once = printed[1]["sets"]
    homes = [{title.split()[0] for title, _ in read_bookmarks(folder / s["path"])[1:]} for s in once]
    each = print_sets(folder, "--copy-each")["sets"]
    copies = {s["name"]: {title.split()[0] for title, _ in read_bookmarks(folder / s["path"])[1:]} for s in each}
    assert sum(map(len, homes)) == len(set().union(*homes))
    parties = [name for name, keys in copies.items() if "C10" in keys]
    assert parties == ["实施单位", "村", "乡镇"]


def test_sets_that_are_current_stay_and_changed_ones_are_kept(folder, printed):
    first = printed[1]["sets"]
    before = {each["path"]: (folder / each["path"]).read_bytes() for each in first}
    assert {each["status"] for each in print_sets(folder, "--print")["sets"]} == {"未变"}
    changed = folder / first[0]["path"]
    with changed.open("ab") as file:
        file.write(b"% signed\n")
    file = folder / "项目.yaml"
    file.write_text(file.read_text(encoding="utf-8").replace("李小河", "李大河"), encoding="utf-8")
    again = {each["path"]: each for each in print_sets(folder, "--print")["sets"]}
    assert again[first[0]["path"]]["status"] == "有人改过"
    assert changed.read_bytes() == before[first[0]["path"]] + b"% signed\n"
    assert "已更新" in {each["status"] for each in again.values()}


@pytest.mark.parametrize("spoilt", ["paper", "set"])
def test_a_spoilt_pdf_or_set_is_told_and_stays_and_the_others_are_made(folder, spoilt):
    asked = ("--only", "C10", "--only", "C11", "--print")
    first = print_sets(folder, *asked)
    chosen = next(each for each in first["papers"] if each["key"] == "C10") if spoilt == "paper" else first["sets"][0]
    (folder / chosen["path"]).write_bytes(b"no PDF")
    ran = run_archivegen("generate", folder, "--json", *asked)
    told = json.loads(ran.out)["pdf"]
    assert ran.code == ExitCode.OUTPUT
    failed = [each for each in told["papers"] + told["sets"] if each["status"] == "转换失败"]
    assert [(each.get("key"), each.get("name")) for each in failed] == [(chosen.get("key"), chosen.get("name"))]
    assert "打不开" in failed[0]["note"]
    assert (folder / chosen["path"]).read_bytes() == b"no PDF"
    assert told["sets"]


def test_the_same_project_gives_the_same_sets(printed, tmp_path):
    folder, told = printed
    other = lay_project(tmp_path / "另一处")
    one, two = told["sets"], print_sets(other, "--print")["sets"]
    assert [each["path"] for each in one] == [each["path"] for each in two]
    for each in one:
        assert (folder / each["path"]).read_bytes() == (other / each["path"]).read_bytes()


def test_sets_of_a_few_papers_never_replace_the_full_ones(folder, printed):
    full = printed[1]["sets"]
    before = {each["path"]: (folder / each["path"]).read_bytes() for each in full}
    few = print_sets(folder, "--print", "--only", "C10")["sets"]
    assert {Path(each["path"]).parent.name for each in few} == {"所选材料"}
    assert {Path(each["path"]).name for each in few} <= {Path(each["path"]).name for each in full}
    assert {path: (folder / path).read_bytes() for path in before} == before


# --- who signs what -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("sample", [XIANGSHUI, LONGMEN])
def test_every_signed_paper_is_in_one_set_and_every_signer_is_told(sample):
    papers = papers_of(sample)
    sets = group_papers(papers, OPTIONS, PrintWish())
    own = [paper.entry.key for each in sets for paper in each.own]
    assert sorted(own) == sorted(paper.entry.key for paper in papers)
    for paper in papers:
        told = {s.name for s in sets if paper in s.own or any(paper is other for other, _ in s.elsewhere)}
        assert set(list_parties(paper.entry, OPTIONS)) <= told | {OPTIONS.session}
    for each in sets:
        if each.name != OPTIONS.session:
            order = [papers.index(paper) for paper in each.own]
            assert order == sorted(order)


def test_the_list_of_a_party_tells_the_round_and_where_to_sign():
    papers = papers_of(XIANGSHUI)
    sets = {each.name: each for each in group_papers(papers, OPTIONS, PrintWish())}
    pages = dict.fromkeys((paper.path for paper in papers), 3)
    mine = {row["键"]: row for row in describe_set(sets["实施单位"], OPTIONS, pages, 2)["材料"]}
    assert mine["C10"]["传签"] == "实施单位→村→乡镇"
    assert mine["C10"]["签章"] == "实施单位"
    village = describe_set(sets["村"], OPTIONS, pages, 1)
    row = next(row for row in village["传签材料"] if row["键"] == "C10")
    assert (row["册"], row["签章"], row["次序"]) == ("实施单位", "村民委员会", "第2方，共3方")
    session = next(row for row in describe_set(sets["实施单位"], OPTIONS, pages, 2)["传签材料"] if row["册"] == "签约")
    assert session["签章"] == "甲方"
    contracts = describe_set(sets["签约"], OPTIONS, pages, 2)
    assert contracts["材料"][0]["份数"] == 4
    assert [row["页码"] for row in contracts["材料"][:2]] == ["3–5", "7–9"]


def test_every_signer_of_the_catalogue_belongs_to_one_party():
    catalogue = load_pack().catalogue
    signers = {s for d in catalogue.documents for part in (d, *d.attachments) for s in part.signers}
    assert signers == {member for members in OPTIONS.parties.values() for member in members}


@pytest.mark.parametrize(("pages", "places"), [([1, 1, 1], [1, 3, 5]), ([2, 3, 4, 1], [1, 3, 7, 11]), ([], [])])
def test_parts_begin_on_odd_pages(pages, places):
    assert place_parts(pages) == places


def test_a_signer_of_two_parties_is_a_mistake_of_the_pack(tmp_path):
    from archivegen.errors import PackError

    pack = tmp_path / "包"
    shutil.copytree(built_in_pack(), pack)
    about = yaml.safe_load((pack / "pack.yaml").read_text(encoding="utf-8"))
    about["成套打印"]["签章方"]["村"] += ["乡镇人民政府", "没有这个人"]
    about["成套打印"]["份数"]["Z99"] = 3
    about["成套打印"]["清单"] = "docx/没有.docx"
    (pack / "pack.yaml").write_text(yaml.safe_dump(about, allow_unicode=True, sort_keys=False), encoding="utf-8")
    with pytest.raises(PackError) as told:
        load_pack(pack)
    for words in ("“乡镇人民政府”既在“村”又在“乡镇”", "“没有这个人”不在材料清单的签章里", "Z99", "没有.docx 不存在"):
        assert words in str(told.value)
