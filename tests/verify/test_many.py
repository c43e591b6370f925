"""All bags below a folder, and the quick look that reads no content."""

from __future__ import annotations

import json
import os

import pytest

from archivegen.verify import Summary, find_bags, verify_all, verify_bag
from tests.verify.bags_by_hand import lay_out, make_bag, pack
from tests.verify.our_bag import LOG, found_codes, make_our_bag

GOOD = make_bag(tags={"bag-info.txt": b"Payload-Oxum: 266.2\n"})
CHANGED = {**GOOD, "data/甲.txt": "第二件\n".encode()}
SHORTER = {**GOOD, "data/甲.txt": b""}


@pytest.fixture(scope="module")
def stick(tmp_path_factory):
    """What lies on a USB stick: bags in folders and in ZIPs, at all depths, among other things."""
    root = tmp_path_factory.mktemp("U盘")
    lay_out(root / "甲乡/好", GOOD)
    lay_out(root / "甲乡/坏", CHANGED)
    lay_out(root / "乙乡/一村/没有声明", {path: content for path, content in GOOD.items() if path != "bagit.txt"})
    lay_out(root / "乙乡/套着的", make_bag({f"data/里面/{path}": content for path, content in CHANGED.items()}))
    pack(root / "乙乡/好.ZIP", GOOD)
    (root / "软件").mkdir()
    pack(root / "软件/安装.zip", {"setup.exe": b"MZ"}, top="")
    (root / "软件/断了.zip").write_bytes((root / "乙乡/好.ZIP").read_bytes()[:-9])
    (root / "说明.txt").write_text("U 盘")
    (root / "又一次").symlink_to(root / "甲乡")
    (root / "System Volume Information").mkdir()
    return root


NAMES = ["乙乡/一村/没有声明", "乙乡/套着的", "乙乡/好.ZIP", "甲乡/坏", "甲乡/好", "软件/安装.zip", "软件/断了.zip"]


def test_every_bag_is_found_once_and_none_inside_another(stick):
    found = find_bags(stick)
    assert sorted(path.relative_to(stick).as_posix() for path in found.bags) == sorted(NAMES)
    assert not found.unreadable


def test_each_that_failed_has_a_line_and_all_are_summed_up(stick, run_cli):
    ran = run_cli("verify", stick)
    assert ran.code == 7
    failed = [line.split("（")[0] for line in ran.out.splitlines() if line.startswith("不合格")]
    assert failed == ["不合格 乙乡/一村/没有声明", "不合格 甲乡/坏", "不合格 软件/断了.zip"]
    assert "共检测 6 个档案包" in ran.out
    assert "合格 3 个，不合格 3 个" in ran.out
    assert "另有 1 个 zip 不是档案包，没有计入：软件/安装.zip" in ran.out
    for code in ("V002", "V015", "V040"):
        assert f"\n{code}  错误  1       1" in ran.out


def test_scripts_get_one_document(stick, run_cli):
    ran = run_cli("verify", stick, "--json")
    told = json.loads(ran.out)
    assert ran.code == 7
    assert [bag["path"] for bag in told["bags"]] == [name for name in sorted(NAMES) if name != "软件/安装.zip"]
    assert {bag["path"] for bag in told["bags"] if not bag["valid"]} == {
        "乙乡/一村/没有声明",
        "甲乡/坏",
        "软件/断了.zip",
    }
    assert (told["summary"]["passed"], told["summary"]["failed"]) == (3, 3)
    assert told["summary"]["not_bags"] == ["软件/安装.zip"]
    assert told["summary"]["findings_by_code"]["V015"] == 1


def test_all_good_ones_end_with_zero(run_cli, tmp_path):
    lay_out(tmp_path / "一", GOOD)
    pack(tmp_path / "二.zip", GOOD)
    ran = run_cli("verify", tmp_path)
    assert (ran.code, ran.out.strip()) == (0, "共检测 2 个档案包（4 个文件，532 字节）：合格 2 个，不合格 0 个。")


def test_a_folder_that_nobody_can_look_into_is_named_and_does_not_pass(tmp_path, monkeypatch):
    lay_out(tmp_path / "一", GOOD)
    (tmp_path / "锁着").mkdir()
    look = os.scandir

    def refuse(path):
        if os.fspath(path).endswith("锁着"):
            raise PermissionError(13, "denied", os.fspath(path))
        return look(path)

    # Nothing is locked to root: the system is made to refuse.
    monkeypatch.setattr(os, "scandir", refuse)
    summary = Summary()
    results = list(verify_all(find_bags(tmp_path)))
    for result in results:
        summary.add(result)
    assert (summary.passed, summary.failed) == (1, 1)
    assert [(result.path.name, finding.code) for result in results for finding in result.report.findings] == [
        ("锁着", "V022")
    ]


def test_a_folder_without_any_bag_is_told_once(run_cli, tmp_path):
    (tmp_path / "空").mkdir()
    ran = run_cli("verify", tmp_path)
    assert ran.code == 7
    assert "V002" in ran.out


@pytest.mark.parametrize(("files", "passed"), [(GOOD, True), (CHANGED, True), (SHORTER, False)])
def test_a_quick_look_finds_what_is_lost_and_says_that_it_read_nothing(files, passed, tmp_path, run_cli):
    for path in (lay_out(tmp_path / "包", files), pack(tmp_path / "包.zip", files)):
        result = verify_bag(path, fast=True)
        assert result.passed == passed
        assert "V009" in {finding.code for finding in result.report.findings}
    ran = run_cli("verify", path, "--fast")
    assert ran.code == (0 if passed else 7)
    assert "检测合格" not in ran.out
    assert ("内容没有读" in ran.out) == passed


def test_a_quick_look_reads_no_payload(tmp_path, monkeypatch):
    bag = lay_out(tmp_path / "包", make_our_bag())
    opened = []
    really = os.open
    monkeypatch.setattr(
        os, "open", lambda path, *more, **words: opened.append(str(path)) or really(path, *more, **words)
    )
    assert found_codes(verify_bag(bag, fast=True)) == {"V009"}
    assert not [path for path in opened if path.endswith(".pdf")]
    (bag / LOG).write_bytes(b"%PDF-1.4 C18 and more\n")
    assert "V056" in found_codes(verify_bag(bag, fast=True))


def test_a_warning_goes_to_the_error_stream_too(tmp_path, run_cli):
    files = make_bag({"data/a.txt": b"1"}, declaration=b"BagIt-Version: 0.97\nTag-File-Character-Encoding: UTF-8\n")
    del files["tagmanifest-sha256.txt"]
    ran = run_cli("verify", lay_out(tmp_path / "包", files))
    assert ran.code == 0
    assert "V017" in ran.out
    assert "警告" in ran.err
