"""档号: issued once, never moved, never given twice; a late paper takes the next number of its volume."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from archivegen.archive import FilingOrder, Register, arrange, read_register, render_register, write_register
from archivegen.archive.filing.order import PaperFacts
from archivegen.archive.records import Records, SourceFile
from archivegen.archive.state import ItemState
from archivegen.archive.volume import Kind
from archivegen.errors import OutputError
from archivegen.manifest import Audience, State
from archivegen.pack.filing import Filing
from archivegen.plan import Origin, PlanEntry
from tests.archive.township_desk import FILING, STAGES


def change_filing(**changes: object) -> Filing:
    return Filing.model_validate({**FILING.model_dump(by_alias=True), **changes})


def change_volumes(**changes: object) -> Filing:
    return change_filing(案卷={**FILING.volumes.model_dump(by_alias=True), **changes})


class Shelf:
    """A plan whose papers come in one by one; every arrangement goes on from the numbers of the one before."""

    def __init__(self, filing: Filing = FILING, **order: object) -> None:
        self.order = FilingOrder(filing, **{"project_name": "香水村产业道路", "year": "2026"} | order)
        self.entries: list[PlanEntry] = []
        self.there: set[str] = set()
        self.register: Register | None = None
        self.pages: dict[str, int] = {}

    def owe(self, key: str, retention: str = "30年", **changes: object) -> None:
        code = key.partition("@")[0].partition("+")[0]
        entry = PlanEntry(code, key, code, key, code[0].upper(), Origin.COLLECTED, "镇", "香水镇人民政府", retention)
        self.entries.append(replace(entry, **changes))

    def bring(self, *keys: str) -> None:
        self.there.update(keys)

    def arrange(self):
        stages = {stage.code: stage for stage in STAGES}
        states = [
            ItemState(entry, stages[entry.stage], State.COMPLETE if entry.key in self.there else State.MISSING, "尚缺")
            for entry in self.entries
        ]
        records = Records({key: (SourceFile(Path(f"{key}.pdf"), 1, 1),) for key in self.there})
        look = lambda source: (self.pages.get(source.path.stem, 1), "PDF 文件")  # noqa: E731
        arrangement = arrange(states, {}, records, self.order, self.register, look)
        self.register = arrangement.register
        return arrangement

    def numbers(self) -> dict[str, str]:
        """Key → 案卷号-件号 of every paper that is there."""
        return {
            paper.item.entry.key: f"{volume.number}-{paper.number}"
            for volume in self.arrange().volumes
            for paper in volume.present
        }

    def codes(self) -> list[str]:
        return [finding.code for finding in self.arrange().findings]


def shelf_of(*keys: str, **options: object) -> Shelf:
    shelf = Shelf(**options)
    for key in keys:
        shelf.owe(key)
    shelf.bring(*keys)
    return shelf


# --- the first time ---------------------------------------------------------------------------------------------------


def test_volumes_follow_the_stages_and_the_restricted_one_comes_last():
    shelf = shelf_of("A01", "C11", "C16", "D01")
    shelf.owe("B05", audience=Audience.BANK)
    shelf.bring("B05")
    volumes = shelf.arrange().volumes
    assert [(volume.folder, volume.restricted, len(volume.papers)) for volume in volumes] == [
        ("001_规划储备", False, 1),
        ("002_实施", False, 2),
        ("003_验收", False, 1),
        ("004_受限", True, 1),
    ]


def test_the_approval_lies_before_the_request_and_attachments_behind_their_paper():
    shelf = shelf_of("B01", "B01+绩效目标申报表", "B02", "B03")
    assert shelf.numbers() == {"B03": "1-1", "B01": "1-2", "B01+绩效目标申报表": "1-3", "B02": "1-4"}


def test_codes_follow_the_pattern_of_da_t_13():
    shelf = shelf_of("A01", fonds="J001", project_no="12")
    volume = shelf.arrange().volumes[0]
    assert volume.code == "J001-KJ·JJ·012-D30-001"
    assert volume.papers[0].code == "J001-KJ·JJ·012-D30-001-0001"
    assert shelf_of("A01").arrange().volumes[0].code == "QZ待定-KJ·JJ·2026-D30-001"


def test_a_volume_is_kept_as_long_as_its_longest_and_is_as_secret_as_its_most_secret_paper():
    shelf = Shelf()
    facts = {"secrecy": "", "responsible": "", "year": "2026"}
    for key, retention in (("C01", "10年"), ("C02", "永久"), ("C03", "30年")):
        shelf.owe(key, retention)
    shelf.bring("C01", "C02", "C03")
    shelf.order = replace(
        shelf.order,
        papers={
            "C01": PaperFacts(**facts | {"secrecy": "公开"}),
            "C02": PaperFacts(**facts | {"secrecy": "秘密"}),
            "C03": PaperFacts(**facts | {"secrecy": "内部"}),
        },
    )
    volume = shelf.arrange().volumes[0]
    assert (volume.retention, volume.secrecy, volume.code[-5:]) == ("永久", "秘密", "Y-001")


def test_a_full_volume_is_followed_by_the_next_and_a_paper_keeps_its_attachments():
    shelf = Shelf(change_volumes(最多件数=3))
    keys = ["C01", "C02", "C03@1", "C03@1+附件", "C04"]
    for key in keys:
        shelf.owe(key)
    shelf.bring(*keys)
    assert list(shelf.numbers().values()) == ["1-1", "1-2", "2-1", "2-2", "2-3"]
    titles = [volume.title for volume in shelf.arrange().volumes]
    assert titles == ["香水村产业道路实施材料", "香水村产业道路实施材料（第二卷）"]


def test_pages_fill_a_volume_too():
    shelf = Shelf(change_volumes(最多页数=100))
    for key, pages in (("C01", 60), ("C02", 30), ("C03", 20), ("C04", 150), ("C05", 1)):
        shelf.owe(key)
        shelf.bring(key)
        shelf.pages[key] = pages
    assert list(shelf.numbers().values()) == ["1-1", "1-2", "2-1", "3-1", "4-1"]
    assert [volume.pages for volume in shelf.arrange().volumes] == [90, 20, 150, 1]


def test_papers_about_the_archive_bear_no_number():
    shelf = shelf_of("A01", "E09")
    shelf.order = replace(shelf.order, papers={"E09": PaperFacts("县", numbered=False)})
    arrangement = shelf.arrange()
    assert [volume.folder for volume in arrangement.volumes] == ["001_规划储备"]
    assert [(paper.number, paper.code, paper.files[0].path) for paper in arrangement.unnumbered] == [
        (0, "", "05_总结移交/E09_E09/E09_E09.pdf")
    ]


def test_groups_of_the_pack_make_the_volumes():
    groups = [{"名称": "前期", "阶段": ["A", "B"]}, {"名称": "报酬", "材料": ["C21", "C22"]}]
    shelf = Shelf(change_volumes(分组=groups))
    for key in ("A01", "B01", "C16", "C21", "C22"):
        shelf.owe(key)
        shelf.bring(key)
    assert [(v.folder, len(v.papers)) for v in shelf.arrange().volumes] == [
        ("001_前期", 2),
        ("002_报酬", 2),
        ("003_实施", 1),
    ]


# --- by item ----------------------------------------------------------------------------------------------------------

LETTERS = change_filing(
    按件=[
        {**FILING.by_item[0].model_dump(by_alias=True), "材料": ["B01", "B03"]},
        {**FILING.by_item[1].model_dump(by_alias=True), "材料": ["C35"]},
    ]
)


def test_office_letters_are_filed_by_item_in_boxes_of_one_year_and_period():
    shelf = Shelf(LETTERS, fonds="A182", institution="XZ", first_items={"WS": 12})
    years = {"B01": "2025", "B03": "2026", "B02": "2025", "C35": "2026"}
    for key in years:
        shelf.owe(key, "永久")
        shelf.bring(key)
    shelf.order = replace(shelf.order, papers={key: PaperFacts("镇", year=year) for key, year in years.items()})
    volumes = shelf.arrange().volumes
    assert [(v.number, v.kind, v.code, [p.code for p in v.papers]) for v in volumes] == [
        (1, Kind.VOLUME, "A182-KJ·JJ·2026-Y-001", ["A182-KJ·JJ·2026-Y-001-0001"]),
        (801, Kind.BOX, "A182-WS·2026-Y-XZ", ["A182-WS·2026-Y-XZ-0012"]),
        (802, Kind.BOX, "A182-WS·2025-Y-XZ", ["A182-WS·2025-Y-XZ-0012"]),
        (901, Kind.BOX, "A182-ZP·2026-Y", ["A182-ZP·2026-Y-0001"]),
    ]
    assert volumes[1].title == "香水村产业道路2026年文书（永久）"
    assert volumes[1].folder == "801_WS·2026_永久"
    assert volumes[1].papers[0].files[0].path == "02_申报/B03_B03/801-0012_B03_B03.pdf"


# --- afterwards -------------------------------------------------------------------------------------------------------


def test_a_late_paper_takes_the_next_number_of_its_volume():
    shelf = shelf_of("C01", "C16", "D01")
    shelf.arrange()
    shelf.owe("C02")
    shelf.bring("C02")
    assert shelf.numbers() == {"C01": "1-1", "C16": "1-2", "C02": "1-3", "D01": "2-1"}


def test_a_late_paper_that_is_kept_longer_opens_a_volume_for_the_code_bears_the_period():
    shelf = shelf_of("C16", "D01")
    shelf.arrange()
    shelf.owe("C05", "永久")
    shelf.owe("C17")
    shelf.bring("C05", "C17")
    assert shelf.numbers() == {"C16": "1-1", "D01": "2-1", "C17": "1-2", "C05": "3-1"} | {"C17": "3-2"}
    assert [v.code.rsplit("-", 2)[1] for v in shelf.arrange().volumes] == ["D30", "D30", "Y"]


def test_a_numbered_paper_that_is_gone_leaves_its_number_visible():
    shelf = shelf_of("C01", "C02", "C03")
    shelf.arrange()
    shelf.there.remove("C02")
    arrangement = shelf.arrange()
    gap = arrangement.volumes[0].papers[1]
    assert (gap.number, gap.present, gap.pages) == (2, False, None)
    assert gap.remark.startswith("已编档号QZ待定-KJ·JJ·2026-D30-001-0002，现在没有这一件")
    assert [finding.code for finding in arrangement.findings] == ["A041"]
    shelf.owe("C04")
    shelf.bring("C02", "C04")
    assert shelf.numbers() == {"C01": "1-1", "C02": "1-2", "C03": "1-3", "C04": "1-4"}


def test_a_paper_that_the_plan_no_longer_knows_keeps_its_line():
    shelf = shelf_of("A02@2025-09-10", "A03")
    shelf.arrange()
    shelf.entries.pop(0)
    arrangement = shelf.arrange()
    assert {item.entry.key: item.state for item in arrangement.states}["A02@2025-09-10"] is State.MISSING
    assert [finding.code for finding in arrangement.findings] == ["A041"]


def test_a_paper_that_was_taken_out_with_a_reason_is_no_error():
    shelf = shelf_of("C01", "C02")
    shelf.arrange()
    shelf.there.remove("C01")
    shelf.order = replace(shelf.order, withdrawn={"C01": "移交财政所另行归档"})
    arrangement = shelf.arrange()
    assert not arrangement.findings
    item = next(item for item in arrangement.states if item.entry.key == "C01")
    assert item.state is State.NOT_APPLICABLE
    assert arrangement.volumes[0].papers[0].remark == (
        "已移出：移交财政所另行归档（原档号QZ待定-KJ·JJ·2026-D30-001-0001，此号空着不再使用）"
    )
    shelf.bring("C01")
    assert shelf.codes() == ["A043"]


def test_a_paper_that_becomes_restricted_leaves_its_number_and_gets_another():
    shelf = shelf_of("C10", "C11")
    shelf.arrange()
    shelf.entries[0] = replace(shelf.entries[0], audience=Audience.RESTRICTED)
    arrangement = shelf.arrange()
    assert not arrangement.findings
    first, second = arrangement.volumes
    assert [(paper.number, paper.present) for paper in first.papers] == [(1, False), (2, True)]
    assert first.papers[0].remark.startswith("已移出：改列受限材料，现档号QZ待定-KJ·JJ·2026-D30-002-0001（")
    assert second.papers[0].files[0].path == "99_受限/C10_C10/002-0001_C10_C10.pdf"
    keys = [item.entry.key for item in arrangement.states]
    assert keys == ["C10", "C10（1-1）", "C11"]
    assert shelf.numbers() == {"C11": "1-2", "C10": "2-1"}, "a second run changes nothing"


CODES = ("A01", "B05", "C11", "C16", "D01")
STEP = st.lists(
    st.tuples(st.sampled_from(CODES), st.integers(1, 4), st.sampled_from(["永久", "30年", "10年"])), max_size=5
)


@settings(max_examples=40)
@given(st.lists(STEP, min_size=1, max_size=6), st.lists(st.sampled_from(["B02", "C12", "D08"]), max_size=3))
def test_whatever_comes_in_no_issued_number_ever_changes(steps, lines):
    shelf = Shelf(change_volumes(最多件数=3))
    before: dict[str, tuple[str, str]] = {}
    for step in steps:
        for code, number, retention in step:
            key = f"{code}@{number}"
            if key not in {entry.key for entry in shelf.entries}:
                shelf.owe(key, retention)
            shelf.bring(key)
        shelf.entries.sort(key=lambda entry: entry.key)
        arrangement = shelf.arrange()
        now = {p.item.entry.key: (f"{v.number}-{p.number}", p.code) for v in arrangement.volumes for p in v.papers}
        assert {key: now[key] for key in before} == before
        assert set(now) == shelf.there
        assert len(set(now.values())) == len(now)
        assert [volume.number for volume in arrangement.volumes] == list(range(1, len(arrangement.volumes) + 1))
        for volume in arrangement.volumes:
            assert [paper.number for paper in volume.papers] == list(range(1, len(volume.papers) + 1))
            assert len(volume.papers) <= 3
            assert volume.code.split("-")[-2] == FILING.terms[volume.retention]
        before = now
    for code in lines:
        shelf.owe(code)
    shelf.entries.sort(key=lambda entry: entry.key)
    assert {
        p.item.entry.key: (f"{v.number}-{p.number}", p.code) for v in shelf.arrange().volumes for p in v.papers
    } == before


def test_the_same_papers_give_the_same_numbers_in_one_run_or_the_register_is_the_same():
    one, other = shelf_of("A01", "C11", "C16"), shelf_of("A01", "C11", "C16")
    assert render_register(one.arrange().register) == render_register(other.arrange().register)


# --- the register on the disk -----------------------------------------------------------------------------------------


def test_the_register_is_read_back_as_it_was_written(tmp_path):
    register = shelf_of("A01", "C11").arrange().register
    content = write_register(tmp_path, register)
    assert read_register(tmp_path) == register
    assert write_register(tmp_path, register) == content
    assert [path.name for path in tmp_path.iterdir()] == ["档案编号.json"]


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        (lambda text: text[:100], "不是完整的 JSON"),
        (lambda text: "[]", "“格式”应为"),
        (lambda text: text.replace("档案编号/1", "档案编号/9"), "“格式”应为"),
        (lambda text: text.replace('"键": "C11"', '"键": 3'), "第 2 条材料的“键”应为文字"),
        (lambda text: text.replace('"件号": 1', '"件号": 0', 1), "“件号”应为从 1 起的整数"),
        (lambda text: text.replace("2026-D30-002-0001", "2026-D30-001-0001"), "出现了两次"),
        (lambda text: text.replace('"案卷号": 2,\n   "件号"', '"案卷号": 7,\n   "件号"'), "案卷 7 没有登记"),
    ],
)
def test_a_damaged_register_stops_the_run_and_says_what_to_do(spoil, said, tmp_path):
    write_register(tmp_path, shelf_of("A01", "C11").arrange().register)
    path = tmp_path / "档案编号.json"
    path.write_text(spoil(path.read_text(encoding="utf-8")), encoding="utf-8")
    with pytest.raises(OutputError, match="已损坏或被改动") as caught:
        read_register(tmp_path)
    assert said in str(caught.value)
    assert "从备份找回" in str(caught.value)


def test_a_register_that_cannot_be_written_leaves_the_old_one(tmp_path):
    write_register(tmp_path, shelf_of("A01").arrange().register)
    before = (tmp_path / "档案编号.json").read_bytes()
    (tmp_path / ".档案编号.json.写入中").mkdir()
    with pytest.raises(OutputError, match="原有的编号没有变动"):
        write_register(tmp_path, shelf_of("A01", "C11").arrange().register)
    assert (tmp_path / "档案编号.json").read_bytes() == before
    assert json.loads(before)["编号状态"] == "预编"
