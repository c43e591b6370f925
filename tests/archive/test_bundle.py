from __future__ import annotations

import datetime as dt
import json
import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from archivegen.archive.bag.tag_files import encode_path
from archivegen.errors import ExitCode, OutputError
from archivegen.verify import verify_bag
from tests.formats.files_by_hand import make_pdf, make_stream

NAMES = ["bag-info.txt", "bagit.txt", "data", "index.html", "manifest-sha256.txt", "tagmanifest-sha256.txt"]


def tree(folder):
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()
    }


def left_behind(desk):
    return sorted(path.name for path in (desk.folder / "档案包").iterdir() if not path.name.endswith(".lock"))


def test_the_archive_is_a_bag_that_our_own_inspector_accepts(small_desk):
    bag = small_desk.close()
    assert sorted(path.name for path in bag.iterdir()) == NAMES
    assert sorted(path.name for path in (bag / "data").iterdir()) == ["00_索引", "02_申报", "03_实施"]
    result = verify_bag(bag)
    assert not result.report.findings
    assert (result.version, result.algorithms) == ("1.0", ("sha256",))
    assert result.files == sum(path.is_file() for path in (bag / "data").rglob("*"))


def test_the_reference_library_accepts_the_bag(small_desk):
    bag = small_desk.close()
    command = [sys.executable, "-m", "bagit", "--validate", "--quiet", str(bag)]
    done = subprocess.run(command, check=False, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr


def test_sha256sum_accepts_both_manifests(small_desk):
    bag = small_desk.close()
    for name in ("manifest-sha256.txt", "tagmanifest-sha256.txt"):
        subprocess.run(["sha256sum", "--check", "--strict", "--quiet", name], check=True, cwd=bag)


def test_bag_info_tells_whose_archive_it_is(small_desk):
    facts = small_desk.facts(organisation="香水镇\n人民政府", contact_name="王五")
    bag = small_desk.close(facts=facts)
    lines = (bag / "bag-info.txt").read_text(encoding="utf-8").splitlines()
    payload = [path for path in (bag / "data").rglob("*") if path.is_file()]
    octets = sum(path.stat().st_size for path in payload)
    assert lines == [
        "BagIt-Profile-Identifier: urn:archivegen:bagit-profile:1",
        "Source-Organization: 香水镇 人民政府",
        "Contact-Name: 王五",
        "External-Identifier: 2603-511902-04-01-123456",
        "External-Description: 香水村产业道路 以工代赈项目档案",
        "Bagging-Date: 2026-11-22",
        f"Bag-Size: {octets / 1024:.1f} KB",
        f"Payload-Oxum: {octets}.{len(payload)}",
        "Bag-Software-Agent: archivegen 0.1.0",
    ]


def test_the_manifest_lists_every_paper_and_the_hash_of_every_file(small_desk):
    bag = small_desk.close()
    document = json.loads((bag / "data/00_索引/档案清单.json").read_text(encoding="utf-8"))
    assert [(item["键"], item["状态"], item["案卷号"], item["件号"]) for item in document["材料"]] == [
        ("B05", "齐全", 1, 1),
        ("C18", "齐全", 2, 1),
        ("C21@2026-03", "待签章", None, None),
        ("D12", "不适用", None, None),
    ]
    assert verify_bag(bag).manifest.items[0].files[0].size == len((small_desk.records_folder / "B05.pdf").read_bytes())


def test_scans_arrive_bit_for_bit(small_desk):
    scan = small_desk.scan("B05.pdf", make_pdf({7: make_stream(os.urandom(700_000))}))
    bag = small_desk.close()
    stored = bag / "data/02_申报/B05_项目资金计划下达文件/001-0001_B05_项目资金计划下达文件.pdf"
    assert stored.read_bytes() == scan.read_bytes()


def test_the_same_facts_on_the_same_day_give_the_same_bytes(small_desk, tmp_path):
    first = tree(small_desk.close())
    assert tree(small_desk.close("另一处/香水村产业道路")) == first
    assert (
        small_desk.close(as_zip=True).read_bytes()
        == small_desk.close("另一处/香水村产业道路", as_zip=True).read_bytes()
    )


def test_another_day_is_another_bag(small_desk):
    first = tree(small_desk.close())
    second = tree(small_desk.close(facts=small_desk.facts(closed_on=dt.date(2026, 11, 23))))
    assert first.keys() == second.keys()
    assert first != second


def test_the_zip_holds_the_same_bag(small_desk, tmp_path):
    bag = small_desk.close()
    package = small_desk.close(as_zip=True)
    assert package.name == "香水村产业道路.zip"
    with zipfile.ZipFile(package) as opened:
        assert opened.testzip() is None
        assert all(info.date_time == (2026, 11, 22, 0, 0, 0) for info in opened.infolist())
        assert all(info.flag_bits & 0x800 for info in opened.infolist())
        methods = {Path(info.filename).suffix: info.compress_type for info in opened.infolist()}
        opened.extractall(tmp_path / "out")
    assert methods[".pdf"] == methods[".xlsx"] == zipfile.ZIP_STORED
    assert methods[".html"] == zipfile.ZIP_DEFLATED
    assert tree(tmp_path / "out" / "香水村产业道路") == tree(bag)
    assert verify_bag(package).passed


def test_a_second_run_replaces_the_first(small_desk):
    small_desk.close()
    small_desk.close(as_zip=True)
    small_desk.scan("C21@2026-03.pdf")
    for as_zip in (False, True):
        manifest = verify_bag(small_desk.close(as_zip=as_zip)).manifest
        assert [len(item.files) for item in manifest.items] == [1, 1, 1, 0]
    assert left_behind(small_desk) == ["香水村产业道路", "香水村产业道路.zip", "香水村产业道路.zip.sha256"]


def test_a_bag_with_both_digests_is_replaced_by_one_with_one_of_them(small_desk):
    small_desk.close(sm3=True)
    bag = small_desk.close(sm3=True)
    assert verify_bag(bag).algorithms == ("sha256", "sm3")
    assert verify_bag(small_desk.close()).algorithms == ("sha256",)
    assert not list(bag.glob("*sm3*"))


def test_progress_runs_to_the_end(small_desk):
    seen = []
    small_desk.close(progress=lambda done, total: seen.append((done, total)))
    assert seen[-1][0] == seen[-1][1] > 0
    assert seen == sorted(seen)


def test_an_archive_without_a_single_record_is_still_an_archive(desk):
    desk.owe("C21@2026-03")
    assert verify_bag(desk.close()).passed


@pytest.mark.parametrize("as_zip", [False, True])
def test_a_source_that_changed_since_it_was_assessed_stops_the_run(small_desk, as_zip):
    old = small_desk.close(as_zip=as_zip)
    before = old.read_bytes() if as_zip else tree(old)
    states, files = small_desk.states(), small_desk.arrangement()
    small_desk.states, small_desk.arrangement = lambda: states, lambda: files
    small_desk.scan("B05.pdf", make_pdf(note="another scan, longer"))
    with pytest.raises(OutputError, match="被改动") as caught:
        small_desk.close(as_zip=as_zip)
    assert caught.value.exit_code is ExitCode.OUTPUT
    assert (old.read_bytes() if as_zip else tree(old)) == before
    assert left_behind(small_desk) == [old.name, *([f"{old.name}.sha256"] if as_zip else [])]


def test_a_source_that_was_exchanged_for_a_link_stops_the_run(small_desk, tmp_path):
    states, files = small_desk.states(), small_desk.arrangement()
    small_desk.states, small_desk.arrangement = lambda: states, lambda: files
    scan = small_desk.records_folder / "B05.pdf"
    scan.rename(tmp_path / "x.pdf")
    scan.symlink_to(tmp_path / "x.pdf")
    with pytest.raises(OutputError, match="不是普通文件"):
        small_desk.close()


def test_a_source_that_vanished_is_named(small_desk):
    states, files = small_desk.states(), small_desk.arrangement()
    small_desk.states, small_desk.arrangement = lambda: states, lambda: files
    (small_desk.records_folder / "B05.pdf").unlink()
    with pytest.raises(OutputError, match=r"B05\.pdf"):
        small_desk.close()
    assert not left_behind(small_desk)


def test_a_folder_that_is_no_archive_is_not_replaced(small_desk):
    private = small_desk.folder / "档案包/香水村产业道路"
    private.mkdir(parents=True)
    (private / "照片.jpg").write_bytes(b"photo")
    with pytest.raises(OutputError, match="没有覆盖它"):
        small_desk.close()
    assert (private / "照片.jpg").read_bytes() == b"photo"


def test_a_scan_that_somebody_laid_into_the_old_archive_is_not_lost(small_desk):
    bag = small_desk.close()
    page = bag / "data/03_实施/C21 签章.pdf"
    page.write_bytes(b"%PDF-1.4")
    with pytest.raises(OutputError, match=r"C21 签章\.pdf"):
        small_desk.close()
    assert page.exists()
    page.unlink()
    (bag / "data/Thumbs.db").write_bytes(b"x")
    small_desk.close()
    assert verify_bag(bag).passed


def test_a_page_that_somebody_exchanged_in_the_old_archive_is_not_lost(small_desk):
    bag = small_desk.close()
    page = next(bag.rglob("*_B05_*.pdf"))
    page.write_bytes(b"%PDF-1.4 signed again")
    with pytest.raises(OutputError, match="改动过"):
        small_desk.close()
    assert page.read_bytes() == b"%PDF-1.4 signed again"


def test_a_linked_place_is_refused(small_desk, tmp_path):
    elsewhere = small_desk.close("别处")
    (elsewhere.parent / "香水村产业道路").symlink_to(elsewhere)
    with pytest.raises(OutputError, match="链接"):
        small_desk.close()


def test_a_place_that_cannot_be_written_is_explained(small_desk):
    (small_desk.folder / "档案包").write_text("a file stands in the way")
    with pytest.raises(OutputError, match="档案包写不成"):
        small_desk.close()


def test_two_runs_at_once_do_not_mix(small_desk):
    from filelock import FileLock

    bag = small_desk.close()
    with FileLock(bag.with_name(f".{bag.name}.lock")), pytest.raises(OutputError, match="另一个程序"):
        small_desk.close()
    assert verify_bag(small_desk.close()).passed


def test_paths_are_escaped_as_the_standard_wants():
    assert encode_path("data/100%\r\n.txt") == "data/100%25%0D%0A.txt"


def test_an_archive_may_be_moved_and_copied(small_desk, tmp_path):
    bag = small_desk.close()
    shutil.copytree(bag, tmp_path / "U盘")
    assert verify_bag(tmp_path / "U盘").passed
