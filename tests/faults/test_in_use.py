"""Other programs, other people, other clocks: a folder that WPS holds, two runs at once, a stick that may only be read."""

from __future__ import annotations

import datetime as dt
import errno
import json
import multiprocessing
import shutil
import threading

import pytest

from archivegen.errors import OutputError
from archivegen.journal import JOURNAL_NAME, read_events
from archivegen.verify import verify_bag
from tests.accessions.county import OLD_LINES, desk_of, keep_register, make_archive, take_in
from tests.archive.township_desk import Desk
from tests.faults.moments import Call, read_tree, watch
from tests.faults.village import TODAY, close, lay_down, leftovers, make_village
from tests.poor_machine import obey_permissions, run_archivegen


@pytest.fixture
def desk(tmp_path):
    desk = Desk(tmp_path / "香水村")
    desk.owe("C16@2026-03", "务工签到表")
    desk.scan("C16@2026-03.pdf")
    return desk


def hold(*names):
    """What Windows answers while a program has a file open: it is neither renamed nor deleted nor replaced."""

    def refuse(call: Call):
        if call.name in {"rename", "replace", "unlink", "remove", "rmdir"} and call.path.endswith(names):
            raise PermissionError(errno.EACCES, "另一个程序正在使用此文件，进程无法访问。", call.path)

    return refuse


# --- WPS ------------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("as_zip", [False, True])
def test_an_archive_that_somebody_has_open_is_not_replaced(desk, as_zip):
    old = desk.close("甲", as_zip=as_zip)
    before = read_tree(desk.folder / "档案包")
    desk.scan("C16@2026-03.pdf", b"%PDF-1.4 later")
    # A folder with an open file cannot be renamed; an open ZIP cannot be replaced by another.
    held = hold("甲.zip.正在生成") if as_zip else hold("档案包/甲")
    with watch(desk.folder, held), pytest.raises(OutputError) as refused:
        desk.close("甲", as_zip=as_zip)
    assert "正被其他程序（如 WPS）打开" in str(refused.value)
    assert "原有的档案包没有变动" in str(refused.value)
    after = read_tree(desk.folder / "档案包")
    assert {name: content for name, content in after.items() if "正在生成" not in name} == before
    desk.close("甲", as_zip=as_zip)
    assert verify_bag(old).passed
    assert leftovers(read_tree(desk.folder)) == []


def test_the_new_archive_cannot_take_its_place_and_the_old_one_returns(desk):
    old = desk.close("甲")
    before = read_tree(old)
    desk.scan("C16@2026-03.pdf", b"%PDF-1.4 later")
    with watch(desk.folder, hold("甲.正在生成")), pytest.raises(OutputError, match="没有变动"):
        desk.close("甲")
    assert read_tree(old) == before
    assert not old.with_name("甲.替换前").exists()


def test_a_page_of_the_old_archive_is_open_and_the_new_one_stands_all_the_same(desk):
    """What is left of the old one waits, under the name of what is to be deleted, for the next run."""
    old = desk.close("甲")
    desk.scan("C16@2026-03.pdf", b"%PDF-1.4 later")
    with watch(desk.folder, hold("index.html")):
        desk.close("甲")
    assert verify_bag(old).passed
    assert old.with_name("甲.待删除").exists()
    assert not verify_bag(old.with_name("甲.待删除")).passed, "nobody takes it for an archive"
    desk.close("甲")
    assert leftovers(read_tree(desk.folder)) == []


def test_while_the_rest_of_an_old_archive_is_still_open_a_bundle_says_so(desk):
    old = desk.close("甲")
    rest = old.with_name("甲.待删除")
    shutil.copytree(old, rest)
    before = read_tree(old)
    with watch(desk.folder, hold("index.html")), pytest.raises(OutputError, match="WPS"):
        desk.close("甲")
    assert read_tree(old) == before
    desk.close("甲")
    assert not rest.exists()


def test_lock_files_of_wps_among_the_scans_are_not_archived(tmp_path):
    village = make_village(tmp_path / "青溪村")
    for name in ("~$B05.docx", ".~B05.docx", ".~lock.B05.pdf#"):
        (village / "归档件" / name).write_bytes(b"\x06Lixiu")
    bag = close(village)
    assert not [path for path in read_tree(bag) if "~" in path]
    assert verify_bag(bag).passed


def test_a_register_that_is_opened_while_an_archive_is_taken_over(tmp_path):
    """Windows refuses to replace it: nothing is lost, and the number is kept for the archive."""
    bag = make_archive(tmp_path / "township")
    desk = desk_of(tmp_path / "county")
    keep_register(desk.register, OLD_LINES)
    before = desk.register.read_bytes()
    with watch(desk.register.parent, hold("档案登记簿.xlsx.正在写")), pytest.raises(OutputError, match="WPS"):
        take_in(desk, bag)
    assert desk.register.read_bytes() == before
    [received] = take_in(desk, bag)
    assert received.number == "恩档2026-0013"


# --- two at once ----------------------------------------------------------------------------------------------------------


def test_two_bundles_of_one_project_at_once_even_to_different_places(tmp_path):
    village = make_village(tmp_path / "青溪村")
    refused = []

    def second(call: Call):
        if call.name == "sync" and call.path.endswith(".正在生成"):
            with pytest.raises(OutputError) as told:
                close(village, output=tmp_path / "别处")
            refused.append(str(told.value))

    with watch(village, second):
        first = close(village)
    assert "另一个 archivegen 正在处理“青溪村”。请等它做完再试。" in refused
    assert verify_bag(first).passed
    assert verify_bag(close(village, output=tmp_path / "别处")).passed


def _close_many(folder, answers):
    desk = Desk(folder)
    desk.owe("C16@2026-03", "务工签到表")
    desk.scan("C16@2026-03.pdf", folder.name.encode())
    try:
        desk.folder = folder.parent
        for _ in range(3):
            desk.close("同名")
        answers.put("done")
    except OutputError as error:
        answers.put(str(error))


def test_two_projects_of_one_name_into_one_place_at_once(tmp_path):
    """Two processes: each closes whole archives or says that the other is at work; one whole archive lies there."""
    context = multiprocessing.get_context("fork")
    answers = context.Queue()
    runs = [context.Process(target=_close_many, args=(tmp_path / name, answers)) for name in ("甲", "乙")]
    for run in runs:
        run.start()
    told = [answers.get(timeout=120) for _ in runs]
    for run in runs:
        run.join()
    assert "done" in told
    assert all(text == "done" or "另一个程序正在写这个档案包" in text for text in told)
    assert verify_bag(tmp_path / "档案包" / "同名").passed
    assert leftovers(read_tree(tmp_path)) == []


def test_an_archive_is_taken_over_while_its_project_closes_the_next(desk, tmp_path):
    """It is read in full, or it is sent back: never half of the one and half of the other in the store."""
    bag = desk.close("甲")
    county = desk_of(tmp_path / "county", store=tmp_path / "county" / "馆藏")
    desk.scan("C16@2026-03.pdf", b"%PDF-1.4 later")
    stop = threading.Event()

    def go_on_closing():
        while not stop.is_set():
            desk.close("甲")

    township = threading.Thread(target=go_on_closing)
    township.start()
    ends = []
    try:
        for _ in range(4):
            try:
                [received] = take_in(county, bag)
                ends.append(received.number)
            except OutputError as error:
                ends.append(str(error))
    finally:
        stop.set()
        township.join()
    for place in (tmp_path / "county" / "馆藏").glob("0*"):
        if not place.name.endswith((".正在生成", ".lock")):
            assert verify_bag(place).passed
    assert take_in(county, bag)[0].number


def test_a_bag_that_another_program_is_still_writing_is_not_taken_for_ours(desk):
    """A copy program has put half of a bag at our place: it is refused, not deleted."""
    place = desk.folder / "档案包" / "甲"
    place.mkdir(parents=True)
    (place / "bagit.txt").write_bytes(b"BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n")
    (place / "data").mkdir()
    (place / "data" / "1.pdf.part").write_bytes(b"half")
    before = read_tree(place)
    with pytest.raises(OutputError, match="不是完整的档案包，没有覆盖它"):
        desk.close("甲")
    assert read_tree(place) == before


def test_a_half_copied_archive_is_told_and_left(desk, tmp_path):
    bag = desk.close("甲")
    half = shutil.copytree(bag, tmp_path / "u盘" / "甲", ignore=shutil.ignore_patterns("*.pdf", "index.html"))
    checked = verify_bag(half)
    assert {finding.code for finding in checked.report.errors} >= {"V013"}
    desk.folder = tmp_path / "u盘的上一级"
    (tmp_path / "u盘的上一级").mkdir()
    shutil.copytree(half, tmp_path / "u盘的上一级" / "档案包" / "甲")
    with pytest.raises(OutputError, match="没有替换它"):
        desk.close("甲")
    assert read_tree(tmp_path / "u盘的上一级" / "档案包" / "甲") == read_tree(half)


@pytest.mark.parametrize("name", ["档案清单 (李秀的冲突副本 2026-11-25).json", "档案清单-LAPTOP.json"])
def test_a_conflict_copy_of_a_cloud_folder_is_found_and_never_deleted(desk, name):
    bag = desk.close("甲")
    copy = bag / "data" / "00_索引" / name
    copy.write_bytes(b"{}")
    assert "V014" in {finding.code for finding in verify_bag(bag).report.errors}
    with pytest.raises(OutputError, match="里有后来放进去的文件"):
        desk.close("甲")
    assert copy.read_bytes() == b"{}"


# --- a stick that may only be read ----------------------------------------------------------------------------------------


def test_a_stick_that_may_only_be_read_is_checked_and_taken_over_and_written_to_by_nobody(tmp_path):
    stick = tmp_path / "u盘"
    bag = make_archive(tmp_path / "township")
    brought = shutil.copytree(bag, stick / bag.name)
    before = read_tree(stick)
    for path in [stick, *stick.rglob("*")]:
        path.chmod(0o555 if path.is_dir() else 0o444)
    register = tmp_path / "county" / "簿.xlsx"
    arguments = ("receive", brought, "--register", register, "--to", tmp_path / "county" / "馆藏", "--json")
    done = run_archivegen(*arguments, prepare=obey_permissions)
    assert done.code == 0, done.text
    [facts] = json.loads(done.out)["archives"]
    assert facts["status"] == "已登记"
    kept = tmp_path / "county" / "馆藏" / facts["place"].rpartition("/")[2]
    assert verify_bag(kept).passed
    (kept / "bagit.txt").unlink()  # what lies in the store can be looked after
    village = make_village(tmp_path / "青溪村")
    refused = run_archivegen("bundle", village, "-o", stick, prepare=obey_permissions)
    assert refused.code == 6
    assert "没有权限" in refused.err
    assert read_tree(stick) == before


def test_a_county_whose_register_may_only_be_read(tmp_path):
    bag = make_archive(tmp_path / "township")
    desk = desk_of(tmp_path / "county")
    keep_register(desk.register, OLD_LINES)
    before = desk.register.read_bytes()
    desk.register.chmod(0o444)
    refused = run_archivegen("receive", bag, "--register", desk.register, prepare=obey_permissions)
    assert refused.code == 6
    assert "登记簿是只读的" in refused.err
    assert desk.register.read_bytes() == before


# --- clocks ---------------------------------------------------------------------------------------------------------------


def test_a_clock_that_jumps_back_and_forward_breaks_no_chain_and_no_archive(tmp_path):
    village = make_village(tmp_path / "青溪村")
    days = (TODAY, dt.date(2000, 1, 1), TODAY)
    bags, kept = [], []
    for number, day in enumerate(days):
        lay_down(village, f"第{number}次")
        bags.append(close(village, today=day, when=f"{day}T09:00:00+08:00"))
        kept.append(read_tree(bags[-1]))
    assert len(set(bags)) == 2
    assert all(verify_bag(bag).passed for bag in bags)
    assert read_tree(bags[1]) == kept[1], "the archive of another day is not touched"
    events, trouble = read_events(village / JOURNAL_NAME)
    assert not trouble
    assert [event.when[:4] for event in events if event.kind == "归档"] == ["2026", "2000", "2026"]


def test_a_clock_before_1980_still_makes_a_zip(tmp_path, desk):
    facts = desk.facts(closed_on=dt.date(1970, 1, 1))
    assert verify_bag(desk.close("甲", facts=facts, as_zip=True)).passed
