from __future__ import annotations

import unicodedata
from pathlib import Path, PurePosixPath

from hypothesis import given
from hypothesis import strategies as st

from archivegen.archive.filing.arrangement import arrange
from archivegen.archive.filing.order import FilingOrder
from archivegen.archive.records import Records, SourceFile
from archivegen.archive.state import ItemState
from archivegen.manifest import Audience, State
from archivegen.plan import Origin, PlanEntry, Stage
from tests.archive.township_desk import FILING
from tests.formats.files_by_hand import make_jpeg


def test_complete_papers_are_numbered_in_catalogue_order_without_a_gap(small_desk):
    files = small_desk.files()
    assert [(file.key, file.path) for file in files] == [
        ("B05", "02_申报/B05_项目资金计划下达文件/001-0001_B05_项目资金计划下达文件.pdf"),
        ("C18", "03_实施/C18_施工日志/002-0001_C18_施工日志.docx"),
    ]


def test_the_scan_is_archived_and_the_draft_is_not(desk):
    desk.owe("C21@2026-03")
    desk.draft("C21@2026-03")
    desk.scan("C21@2026-03.pdf")
    assert [file.path for file in desk.files()] == [
        "03_实施/C21_劳务报酬发放表/001-0001_C21_劳务报酬发放表（2026-03）.pdf"
    ]


def test_a_draft_that_waits_for_signatures_is_no_record(desk):
    desk.owe("C21@2026-03")
    desk.draft("C21@2026-03")
    assert not desk.files()


def test_a_paper_on_several_sheets_is_one_item(desk):
    desk.owe("C16@2026-03", "务工签到表")
    desk.owe("C16@2026-04", "务工签到表")
    desk.scan("C16@2026-03/1.jpg", make_jpeg())
    desk.scan("C16@2026-03/2.jpg", make_jpeg(dpi=200))
    desk.scan("C16@2026-04.pdf")
    found = [PurePosixPath(file.path).name for file in desk.files()]
    assert found == [
        "001-0001-1_C16_务工签到表（2026-03）.jpg",
        "001-0001-2_C16_务工签到表（2026-03）.jpg",
        "001-0002_C16_务工签到表（2026-04）.pdf",
    ]


def test_papers_with_full_numbers_lie_apart(desk):
    desk.owe("C10", "务工人员名册", audience=Audience.RESTRICTED)
    desk.scan("C10.pdf")
    assert [file.path for file in desk.files()] == ["99_受限/C10_务工人员名册/001-0001_C10_务工人员名册.pdf"]


def test_a_hundred_contracts_sort_by_name(desk):
    for number in range(120):
        desk.owe(f"C11@工人{number}", "用工合同")
        desk.scan(f"C11@工人{number}.pdf")
    names = [file.path for file in desk.files()]
    assert names == sorted(names)
    assert "/001-0007_C11_" in names[6]


def test_titles_that_no_disk_takes_become_names(desk):
    desk.owe("C21", '发放表 100% "甲/乙": <A|B>*? ..', signers=())
    desk.draft("C21")
    path = desk.files()[0].path
    assert not set(path.replace("/", "")) & set('\\:*?"<>|%')
    assert path.count("/") == 2
    assert "100％" in path


TITLES = st.text(st.characters(exclude_categories=("Cs",)), max_size=300)


@given(st.lists(st.tuples(st.sampled_from(["A01", "B02", "C21", "c21"]), TITLES, TITLES), max_size=12))
def test_every_name_fits_every_disk(papers):
    items, drafts = [], {}
    for number, (code, name, title) in enumerate(papers):
        key = f"{code}@{number}"
        entry = PlanEntry(code, key, name, title, code[0].upper(), Origin.GENERATED, "镇", "", "30年")
        items.append(ItemState(entry, Stage(code[0].upper(), "实施"), State.COMPLETE, ""))
        drafts[key] = Path(f"{key}.docx")
    arrangement = arrange(items, drafts, Records(), FilingOrder(FILING))
    paths = [file.path for file in arrangement.files]
    assert len({unicodedata.normalize("NFC", path).casefold() for path in paths}) == len(papers)
    for volume in arrangement.volumes:
        assert [paper.number for paper in volume.papers] == list(range(1, len(volume.papers) + 1))
    for path in paths:
        assert len(f"data/{path}") < 200
        for part in path.split("/"):
            assert len(part) <= 80
            assert len(part.encode()) < 240
            assert part == part.strip(" .")
            assert unicodedata.is_normalized("NFC", part)


def test_what_was_assessed_goes_along(desk):
    desk.owe("B05")
    scan = desk.scan("B05.pdf")
    status = scan.stat()
    assert desk.files()[0].source == SourceFile(scan, status.st_size, status.st_mtime_ns)
