"""恩阳区档案馆 takes archives over."""

from __future__ import annotations

import hashlib
import json
import shutil
import threading
from pathlib import Path

import pytest
from filelock import FileLock

from archivegen.archive import close_archive
from archivegen.archive.bag.write import Packing
from archivegen.errors import OutputError
from archivegen.journal import append_events, read_events
from archivegen.manifest import Audience
from archivegen.reception import PASSED, REFUSED
from archivegen.render.office import extract_text
from archivegen.verify import verify_bag
from tests.accessions.county import TODAY, desk_of, make_archive, read_rows, take_in
from tests.archive.township_desk import Desk as TownshipDesk
from tests.verify.bags_by_hand import lay_out, make_bag


@pytest.fixture(scope="module")
def bag(tmp_path_factory):
    """An archive as a folder."""
    return make_archive(tmp_path_factory.mktemp("township"))


@pytest.fixture(scope="module")
def packed(tmp_path_factory):
    """The same archive as a ZIP."""
    return make_archive(tmp_path_factory.mktemp("zipped"), as_zip=True)


def read_paper(path: Path) -> str:
    return extract_text(path.read_bytes(), ".docx")


def tree_of(folder: Path):
    """Every file of a folder with its bytes."""
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_a_good_archive_gets_its_number_its_receipt_and_its_line(tmp_path, bag):
    before = tree_of(bag)
    [received] = take_in(desk_of(tmp_path, store=tmp_path / "馆藏"), bag)
    assert (received.number, received.verdict, received.earlier) == ("0001", PASSED, ())
    digest = hashlib.sha256((bag / "manifest-sha256.txt").read_bytes()).hexdigest()
    text = read_paper(received.paper)
    octets = sum(len(content) for name, content in before.items() if name.startswith("data/"))
    for told in (
        *("登记号：0001", "2026年11月25日", "香水村产业道路", "2603-511902-04-01-123456", "香水镇人民政府"),
        *(
            digest,
            "manifest-sha256.txt",
            f"{octets:,}",
            "电子（文件夹）",
            "恩阳区档案馆",
            "王芳",
            "馆藏/0001_香水村产业道路_20261122",
        ),
        *(
            "移交人（签字）",
            "接收人（签字）",
            "监交人（签字）",
            "签名、印章真实有效",
            "自动检测合格（全部文件逐个核对校验值）",
            "项须人工确认，见所附四性检测报告",
        ),
    ):
        assert told in text, told
    head, line = read_rows(tmp_path / "档案登记簿.xlsx")[2:]
    values = dict(zip((name.split("\n")[0] for name in head), line, strict=True))
    assert values["登记号"] == "0001"
    assert values["接收日期"].date() == TODAY
    assert (values["项目名称"], values["移交单位"]) == ("香水村产业道路", "香水镇人民政府")
    assert (values["案卷数"], values["件数"], values["字节数"]) == (1, 1, octets)
    assert (values["校验值"], values["检测结论"], values["接收人"]) == (digest, PASSED, "王芳")
    assert verify_bag(received.place).passed
    assert tree_of(received.place) == before == tree_of(bag)


def test_the_zip_of_an_archive_has_its_own_digest_on_the_receipt(tmp_path, packed):
    [received] = take_in(desk_of(tmp_path, store=tmp_path / "馆藏"), packed)
    digest = hashlib.sha256(packed.read_bytes()).hexdigest()
    assert received.parcel.package_digest == digest
    assert digest in read_paper(received.paper)
    assert "电子（ZIP 文件）" in read_paper(received.paper)
    assert received.place.read_bytes() == packed.read_bytes()
    beside = received.place.with_name(received.place.name + ".sha256")
    assert beside.read_text(encoding="utf-8") == f"{digest}  {received.place.name}\n"


def test_a_zip_that_was_changed_on_the_road_goes_back(tmp_path, packed):
    """The bag inside may be whole: the digest beside the ZIP says that it is not the one that was sent."""
    brought = shutil.copy(packed, tmp_path / packed.name)
    (tmp_path / f"{packed.name}.sha256").write_text(f"{'0' * 64}  {packed.name}\n", encoding="utf-8")
    [received] = take_in(desk_of(tmp_path), Path(brought))
    assert (received.number, received.verdict) == ("", REFUSED)


def test_the_same_archive_brought_again_has_its_number_already(tmp_path, bag, packed):
    desk = desk_of(tmp_path)
    take_in(desk, bag)
    register = desk.register.read_bytes()
    [again, as_zip] = take_in(desk, bag, packed)
    assert (again.again, again.number, again.paper) == (True, "0001", None)
    assert (as_zip.again, as_zip.number) == (True, "0001"), "as a ZIP it is the same archive"
    assert desk.register.read_bytes() == register


def test_a_later_archive_of_the_same_project_refers_to_the_first(tmp_path, bag):
    desk = desk_of(tmp_path)
    later = make_archive(tmp_path / "later", 2, name="香水村产业道路_20270305")
    first, second = take_in(desk, bag, later)
    assert (first.number, second.number, second.earlier) == ("0001", "0002", ("0001",))
    assert "同一项目已有登记号 0001" in read_paper(second.paper)
    assert "续收，同一项目已有登记号 0001" in read_rows(desk.register)[-1]
    other = make_archive(tmp_path / "other", 3, project_code="", project_name="龙门村灌溉渠")
    [third] = take_in(desk, other)
    assert (third.number, third.earlier) == ("0003", ())


def test_a_damaged_archive_goes_back_with_its_reasons_and_is_not_entered(tmp_path, bag):
    broken = shutil.copytree(bag, tmp_path / "u盘" / bag.name)
    scan = next(broken.glob("data/03_实施/**/*.pdf"))
    scan.write_bytes(scan.read_bytes()[:-1] + b"x")
    desk = desk_of(tmp_path, store=tmp_path / "馆藏")
    good = make_archive(tmp_path / "other", 2, project_name="龙门村灌溉渠")
    [refused, received] = take_in(desk, broken, good)
    assert (refused.number, refused.verdict, refused.place) == ("", REFUSED, None)
    text = read_paper(refused.paper)
    assert refused.paper.name == "退回通知_20261125_香水村产业道路.docx"
    for told in (
        "档案退回通知",
        scan.name,
        "封包之后被改动过或已损坏",
        "没有登记",
        "收到人（签字）",
        "退回原因（2处）",
    ):
        assert told in text, told
    assert received.number == "0001", "the good one beside it is taken"
    assert [path.name for path in (tmp_path / "馆藏").iterdir() if path.name[0] != "."] == [received.place.name]
    assert len(read_rows(desk.register)) == 4


def test_two_refusals_of_one_day_lie_beside_each_other(tmp_path, bag):
    broken = shutil.copytree(bag, tmp_path / "u盘" / bag.name)
    desk = desk_of(tmp_path)
    (broken / "bagit.txt").unlink()
    [first] = take_in(desk, broken)
    [same] = take_in(desk, broken)
    shutil.rmtree(broken / "data")
    (broken / "bagit.txt").write_bytes((bag / "bagit.txt").read_bytes())
    [second] = take_in(desk, broken)
    assert first.paper == same.paper != second.paper
    assert second.paper.name.endswith("（2）.docx")
    assert not desk.register.exists()


def test_what_is_no_archive_goes_back_too(tmp_path):
    (tmp_path / "照片.zip").write_bytes(b"PK not a zip")
    [received] = take_in(desk_of(tmp_path), tmp_path / "照片.zip")
    assert received.number == ""
    assert "zip 文件已损坏或不完整" in read_paper(received.paper)


def test_an_archive_that_another_program_made_is_taken_and_called_so(tmp_path):
    info = (
        b"Source-Organization: \xe4\xba\x91\xe5\xb1\x8f\xe9\x95\x87\nExternal-Description: \xe6\x97\xa7\xe6\xa1\xa3\n"
    )
    bag = lay_out(tmp_path / "旧档案", make_bag(tags={"bag-info.txt": info}))
    [received] = take_in(desk_of(tmp_path), bag)
    assert (received.number, received.parcel.project_name, received.parcel.papers) == ("0001", "旧档", None)
    assert "不是本系统制作的档案包，没有档案清单" in read_paper(received.paper)
    assert read_rows(tmp_path / "档案登记簿.xlsx")[-1][5:8] == [None, None, None]


def test_a_public_archive_is_called_so_on_the_receipt_and_in_the_register(tmp_path):
    public = make_archive(tmp_path / "public", scope="公开", scope_note="只含公开材料。")
    [received] = take_in(desk_of(tmp_path), public)
    assert "这是“公开”范围的档案包，不是全部档案" in read_paper(received.paper)
    assert read_rows(tmp_path / "档案登记簿.xlsx")[-1][-1] == "公开版"


@pytest.mark.parametrize(
    ("passphrase", "told", "remark"),
    [
        ("", "含受限材料 1 件，按受限档案保管", None),
        ("恩阳区-2026-移交-口令", "受限部分已加密封存，接收人须另行取得口令", "受限部分已加密"),
    ],
)
def test_the_restricted_part_is_taken_over_open_or_sealed_and_called_so(tmp_path, passphrase, told, remark):
    township = TownshipDesk(tmp_path / "township")
    township.owe("C10", "务工人员名册", audience=Audience.RESTRICTED)
    township.scan("C10.pdf")
    arguments = (township.facts(), township.plan, township.states(), township.arrangement())
    bag = close_archive(tmp_path / "路_20261122", *arguments, packing=Packing(passphrase=passphrase))
    desk = desk_of(tmp_path / "county", store=tmp_path / "county" / "馆藏")
    [received] = take_in(desk, bag)
    assert told in read_paper(received.paper)
    assert read_rows(desk.register)[-1][-1] == remark
    kept = [path.name for path in (received.place / "data" / "99_受限").rglob("*") if path.is_file()]
    assert kept == [path.name for path in (bag / "data" / "99_受限").rglob("*") if path.is_file()] != []


def test_no_whole_identity_number_reaches_receipt_register_or_log(tmp_path):
    number = "51190219800101123" + "X"
    bag = make_archive(
        tmp_path / "t", name="路", project_name=f"王大山 {number} 户路段", organisation=f"=SUM({number})"
    )
    desk = desk_of(tmp_path)
    [received] = take_in(desk, bag)
    texts = [read_paper(received.paper), desk.log.read_text(encoding="utf-8"), str(read_rows(desk.register))]
    assert not [text for text in texts if number[6:17] in text]
    assert "王大山 511902***********X 户路段" in texts[0]


def test_two_receptions_at_once_the_second_says_so(tmp_path, bag):
    desk = desk_of(tmp_path)
    with FileLock(tmp_path / ".档案登记簿.xlsx.lock"):
        answers = []

        def second():
            with pytest.raises(OutputError) as refused:
                take_in(desk, bag)
            answers.append(str(refused.value))

        thread = threading.Thread(target=second)
        thread.start()
        thread.join()
    assert answers
    assert "另一个程序正在往登记簿" in answers[0]
    assert take_in(desk, bag)[0].number == "0001"


def test_a_number_is_never_given_twice_though_its_line_was_deleted(tmp_path, bag):
    desk = desk_of(tmp_path)
    take_in(desk, bag)
    desk.register.unlink()
    other = make_archive(tmp_path / "other", 2, project_name="龙门村灌溉渠")
    [received] = take_in(desk, other)
    assert received.number == "0002"
    [again] = take_in(desk, bag)
    assert again.number == "0001", "the archive that had it gets it back"
    events, trouble = read_events(desk.log)
    assert [event.key for event in events] == ["0001", "0002"]
    assert not trouble


def test_a_log_that_somebody_edited_is_told_and_does_not_stop_the_day(tmp_path, bag):
    desk = desk_of(tmp_path)
    take_in(desk, bag)
    desk.log.write_bytes(desk.log.read_bytes().replace(b"0001", b"0009") + b"{}\n")
    [received] = take_in(desk, make_archive(tmp_path / "other", 2))
    assert received.number == "0010"
    assert any("过程记录" in note or "这一行" in note for note in received.notes)


def test_a_store_that_has_something_else_at_the_place_is_not_written_over(tmp_path, bag):
    desk = desk_of(tmp_path, store=tmp_path / "馆藏")
    other = tmp_path / "馆藏" / f"0001_{bag.name}"
    other.mkdir(parents=True)
    (other / "别的.txt").write_text("别的", encoding="utf-8")
    with pytest.raises(OutputError, match="与移交的档案包不符"):
        take_in(desk, bag)
    assert tree_of(other) == {"别的.txt": "别的".encode()}
    assert not desk.register.exists()


def test_the_store_is_not_inside_the_archive(tmp_path, bag):
    with pytest.raises(OutputError, match="请另选一个文件夹"):
        take_in(desk_of(tmp_path, store=bag / "馆藏"), bag)


def test_an_unfinished_copy_of_a_killed_run_is_made_anew(tmp_path, bag):
    desk = desk_of(tmp_path, store=tmp_path / "馆藏")
    half = tmp_path / "馆藏" / f"0001_{bag.name}.正在生成" / "data"
    half.mkdir(parents=True)
    (half / "x").write_bytes(b"half")
    [received] = take_in(desk, bag)
    assert verify_bag(received.place).passed
    assert not half.parent.exists()


def test_a_whole_copy_of_a_killed_run_is_taken_as_it_is(tmp_path, bag):
    desk = desk_of(tmp_path, store=tmp_path / "馆藏")
    place = shutil.copytree(bag, tmp_path / "馆藏" / f"0001_{bag.name}")
    [received] = take_in(desk, bag)
    assert received.place == place
    assert received.number == "0001"


def test_a_number_that_a_killed_run_had_issued_is_used_and_none_is_lost(tmp_path, bag):
    from archivegen.journal import Event, EventKind

    desk = desk_of(tmp_path)
    digest = hashlib.sha256((bag / "manifest-sha256.txt").read_bytes()).hexdigest()
    append_events(desk.log, [Event(EventKind.RECEIVED, "0001", bag.name, digest)], "2026-11-24T17:59:00+08:00")
    other, same = take_in(desk, make_archive(tmp_path / "other", 2), bag)
    assert (other.number, same.number) == ("0002", "0001")


def test_the_command_says_what_became_of_each(tmp_path, bag, run_cli):
    broken = shutil.copytree(bag, tmp_path / "坏" / bag.name)
    (broken / "bagit.txt").unlink()
    register = tmp_path / "登记" / "簿.xlsx"
    done = run_cli("receive", str(bag), str(broken), "--register", str(register), "--by", "王芳")
    assert done.code == 7, done.out
    for told in ("登记号 0001", "检测不合格，没有登记", "登记 1 个，已接收过 0 个，退回 1 个"):
        assert told in done.out
    done = run_cli("receive", str(bag), "--register", str(register), "--json")
    assert done.code == 0
    [facts] = json.loads(done.out)["archives"]
    assert (facts["status"], facts["number"], facts["verdict"]) == ("已接收过", "0001", "自动检测合格")


def test_a_mistyped_path_is_said_and_no_notice_is_written(tmp_path, bag, run_cli):
    register = tmp_path / "登记簿.xlsx"
    done = run_cli("receive", str(bag), str(tmp_path / "U盘/档案"), "--register", str(register))
    assert done.code == 2
    assert "找不到档案包" in done.err + done.out
    assert not register.exists()
    assert not (tmp_path / "接收回执").exists()
