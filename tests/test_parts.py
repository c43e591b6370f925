"""The public part, the sealed part and the parts of a level, as a township makes them and a stranger opens them."""

from __future__ import annotations

import datetime
import hashlib
import json
import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import bagit
import bagit_profile
import openpyxl
import pytest

from archivegen.archive.bag.tag_files import PROFILE
from archivegen.archive.public_check import PublicLeakError
from archivegen.archive.scope import Scope
from archivegen.bundling import bundle
from archivegen.cli.desk import main
from archivegen.errors import OutputError
from archivegen.manifest import SEALED_PATH
from archivegen.pipeline import Workspace, generate, open_project
from archivegen.sealing import INNER_NAME, PassphraseError
from archivegen.unsealing import check_sealed, unseal
from archivegen.verify import verify_bag
from tests.conftest import ROOT, SMALL_PROJECT
from tests.privacy import files_by_hand as by_hand

TODAY = datetime.date(2026, 11, 20)
WHEN = "2026-11-20T09:00:00+08:00"
PASSPHRASE = "Horse-battery-staple-9"
ID_NUMBER = "511902196803150011"
PROJECT = f"""{SMALL_PROJECT}工价: [{{工种: 普工, 单价: 180}}]
务工人员:
  - {{姓名: 何大川, 工种: 普工, 村组: 2组, 身份证号: '{ID_NUMBER}', 账号: '6228480012345678903', 人员类别: 脱贫户}}
  - {{姓名: 何小河, 工种: 普工, 村组: 3组, 身份证号: '511902197508220026'}}
考勤:
  - 月份: 2026-03
    明细:
      - {{姓名: 何大川, 出勤: {{2: 1, 3: 0.5}}}}
      - {{姓名: 何小河, 出勤: {{2: 1}}}}
"""
RESTRICTED = ("C10", "C11@何大川", "C12@何大川", "C12@何小河", "C17")


def make_scan(text: str) -> bytes:
    return by_hand.pdf([text])


@pytest.fixture(scope="module")
def project(tmp_path_factory) -> Path:
    """A project with scans of public and of restricted papers; no test changes it."""
    folder = tmp_path_factory.mktemp("parts") / "青溪村产业道路"
    folder.mkdir()
    (folder / "项目.yaml").write_text(PROJECT, encoding="utf-8")
    workspace = open_project(folder, TODAY)
    generate(workspace, WHEN, only=["A03", "B07", "C10", "C12", "C16"])
    (folder / "归档件").mkdir()
    for key in (*RESTRICTED, "A03", "B03", "C16@2026-03"):
        (folder / "归档件" / f"{key}.pdf").write_bytes(make_scan(f"{key.encode().hex()[:8]}"))
    return folder


@pytest.fixture(scope="module")
def opened(project) -> Workspace:
    return open_project(project, TODAY)


@pytest.fixture(scope="module")
def public(opened, tmp_path_factory) -> Path:
    return bundle(opened, WHEN, output=tmp_path_factory.mktemp("public"), scope=Scope(public=True)).path


@pytest.fixture(scope="module")
def whole(opened, tmp_path_factory) -> Path:
    """The whole archive as a ZIP with both digests and a sealed restricted part."""
    out = tmp_path_factory.mktemp("whole")
    return bundle(opened, WHEN, output=out, as_zip=True, sm3=True, passphrase=PASSPHRASE).path


def read_manifest(bag: Path) -> dict:
    return json.loads((bag / "data" / "00_索引" / "档案清单.json").read_text(encoding="utf-8"))


# --- the public part --------------------------------------------------------------------------------------------------


def test_the_public_part_tells_nothing_of_what_it_leaves_out(public):
    manifest = read_manifest(public)
    keys = {item["键"] for item in manifest["材料"]}
    assert {"A03", "B03", "C10+公示名单", "C16@2026-03"} <= keys
    assert not keys & {*RESTRICTED, "A01", "C21", "C23", "E01"}
    assert not (public / "data" / "99_受限").exists()
    assert not {volume["题名"] for volume in manifest["案卷"] if "受限" in volume["题名"]}
    told = "".join(
        path.read_text(encoding="utf-8") for path in public.rglob("*") if path.suffix in (".json", ".txt", ".html")
    )
    assert "个人信息处理告知同意书" not in told
    assert "用工协议（何大川）" not in told
    book = openpyxl.load_workbook(public / "data" / "00_索引" / "资料清单完整性.xlsx")
    cells = [str(cell.value) for sheet in book for row in sheet.iter_rows() for cell in row]
    assert not [cell for cell in cells if "个人信息处理告知" in cell or cell == "C12"]


def test_the_public_part_says_that_it_is_one(public, opened):
    assert public.name.endswith("_公开")
    info = (public / "bag-info.txt").read_text(encoding="utf-8")
    assert "Archive-Scope: 公开\n" in info
    withheld = int(info.split("Archive-Withheld-Papers: ")[1].split("\n")[0])
    hidden = [e for e in opened.plan.entries if e.applies and e.audience in ("受限", "银行")]
    assert withheld >= len(hidden) > 0
    assert read_manifest(public)["范围"] == "公开"
    assert f"公开部分，另有 {withheld} 份材料没有收入" in (public / "index.html").read_text(encoding="utf-8")
    assert verify_bag(public).passed


def test_the_report_says_what_was_read_and_what_a_person_must_look_at(project, tmp_path):
    folder = shutil.copytree(project, tmp_path / "项目")
    (folder / "归档件" / "C16@2026-03.pdf").write_bytes(by_hand.scan())
    bag = bundle(open_project(folder, TODAY), WHEN, scope=Scope(public=True)).path
    report = json.loads((bag / "data" / "00_索引" / "公开审查报告.json").read_text(encoding="utf-8"))
    assert report["读过的文件数"] > 4
    assert report["代读的底稿数"] == 1
    assert [(line["键"], line["页数"]) for line in report["人工确认"]] == [("C16@2026-03", 1)]
    book = openpyxl.load_workbook(bag / "data" / "00_索引" / "公开审查报告.xlsx")
    assert "人工确认" in book.sheetnames
    assert "没有发现不宜公开的内容" in "".join(str(c.value) for row in book.worksheets[0].iter_rows() for c in row)


def run(capsys, *arguments) -> tuple[int, str]:
    """The command line in this process: exit code, and everything it said."""
    with pytest.raises(SystemExit) as caught:
        main(list(map(str, arguments)))
    said = capsys.readouterr()
    return caught.value.code, said.out + said.err


def test_one_number_and_nothing_is_written(project, tmp_path, capsys):
    folder, out = shutil.copytree(project, tmp_path / "项目"), tmp_path / "出"
    (folder / "归档件" / "B05.pdf").write_bytes(make_scan(ID_NUMBER))
    code, told = run(capsys, "bundle", folder, "--public", "-o", out)
    assert code == 1
    assert "A081" in told
    assert "511902***********1" in told
    assert ID_NUMBER not in told
    assert "--withhold B05" in told
    assert not out.exists()
    assert not list(folder.glob("档案包/[!.]*"))
    code, told = run(capsys, "bundle", folder, "--public", "--withhold", "B05", "-o", out)
    assert code == 0, told
    assert not list(out.rglob("*B05*"))


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--withhold", "B05"], "只与 --public 同用"),
        (["--public", "--withhold", "B55"], "应归档清单里没有“B55”"),
        (["--public", "--encrypt"], "不需要 --encrypt"),
        (["--passphrase-file", "x"], "只与 --encrypt 同用"),
        (["--encrypt", "--passphrase-file", "没有这个文件"], "读不出来"),
    ],
)
def test_an_option_that_makes_no_sense_is_refused(project, capsys, arguments, said):
    code, told = run(capsys, "bundle", project, *arguments)
    assert code == 2
    assert said in told


def test_what_the_project_file_says_in_a_title_is_read_too(project, tmp_path):
    folder = shutil.copytree(project, tmp_path / "改")
    text = (folder / "项目.yaml").read_text(encoding="utf-8")
    (folder / "项目.yaml").write_text(
        text.replace("青溪村2026年产业道路", "青溪村13900005242产业道路"), encoding="utf-8"
    )
    with pytest.raises(PublicLeakError) as caught:
        bundle(open_project(folder, TODAY), WHEN, scope=Scope(public=True))
    assert {finding.code for finding in caught.value.findings} == {"A083"}
    assert "index.html" in {str(finding.place) for finding in caught.value.findings}
    assert not (folder / "档案包").exists() or not list((folder / "档案包").glob("[!.]*"))


# --- the part of a level ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("level", ["县", "村"])
def test_a_level_gets_its_papers_with_the_numbers_of_the_whole(opened, whole, tmp_path, level):
    bag = bundle(opened, WHEN, output=tmp_path, scope=Scope(level=level)).path
    manifest = read_manifest(bag)
    assert manifest["范围"] == level
    assert {item["责任层级"] for item in manifest["材料"]} == {level}
    with zipfile.ZipFile(whole) as package:
        name = next(name for name in package.namelist() if name.endswith("档案清单.json"))
        numbers = {item["键"]: item["档号"] for item in json.loads(package.read(name))["材料"]}
    assert {item["键"]: item["档号"] for item in manifest["材料"]} == {
        item["键"]: numbers[item["键"]] for item in manifest["材料"]
    }
    result = verify_bag(bag)
    assert result.passed
    assert not result.report.errors
    assert "的一部分" in (bag / "index.html").read_text(encoding="utf-8")


# --- the sealed part --------------------------------------------------------------------------------------------------


def test_a_sealed_archive_never_takes_the_place_of_the_open_one_of_that_day(whole):
    assert whole.name.endswith("_封存.zip")


def test_the_sealed_part_hides_content_and_names(whole):
    raw = whole.read_bytes()
    assert "C12@何大川".encode().hex()[:8].encode() not in raw
    with zipfile.ZipFile(whole) as package:
        names = [name.partition("/")[2] for name in package.namelist()]
    assert [name for name in names if "99_受限" in name] == [f"data/{SEALED_PATH}"]
    assert "封存说明.TXT" in names
    result = verify_bag(whole)
    assert result.passed
    assert "V097" in {finding.code for finding in result.report.findings}


def test_it_is_opened_and_checked_and_a_wrong_passphrase_is_one_sentence(whole, project, tmp_path, capsys):
    opened = unseal(whole, tmp_path / "开", PASSPHRASE)
    assert opened.files == len(RESTRICTED)
    found = {path.read_bytes() for path in (tmp_path / "开").rglob("*.pdf")}
    assert found == {(project / "归档件" / f"{key}.pdf").read_bytes() for key in RESTRICTED}
    assert check_sealed(whole, PASSPHRASE).octets == opened.octets
    wrong = tmp_path / "口令.txt"
    wrong.write_text("Horse-battery-staple-8\n", encoding="utf-8")
    code, told = run(capsys, "unseal", whole, "-o", tmp_path / "又开", "--passphrase-file", wrong)
    assert code == 2
    assert told.count("\n") == 1
    assert "口令不对" in told
    assert not (tmp_path / "又开").exists()


def test_seven_zip_opens_it_without_us(whole, project, tmp_path):
    with zipfile.ZipFile(whole) as package:
        member = next(name for name in package.namelist() if name.endswith(SEALED_PATH))
        (tmp_path / "封存.zip").write_bytes(package.read(member))
    out = ["7zz", "x", "-y", f"-o{tmp_path}"]
    assert subprocess.run([*out, f"-p{PASSPHRASE}", "封存.zip"], cwd=tmp_path, capture_output=True).returncode == 0
    assert subprocess.run(["7zz", "t", "-pwrong", "封存.zip"], cwd=tmp_path, capture_output=True).returncode != 0
    assert subprocess.run([*out, INNER_NAME], cwd=tmp_path, capture_output=True).returncode == 0
    found = {path.read_bytes() for path in (tmp_path / "99_受限").rglob("*.pdf")}
    assert found == {(project / "归档件" / f"{key}.pdf").read_bytes() for key in RESTRICTED}


def test_a_sealed_part_that_was_changed_leaves_nothing(whole, tmp_path):
    folder = tmp_path / "解开"
    shutil.unpack_archive(whole, folder)
    bag = next(folder.iterdir())
    sealed = bag / "data" / SEALED_PATH
    content = bytearray(sealed.read_bytes())
    content[len(content) // 2] ^= 1
    sealed.write_bytes(content)
    for look in (lambda: unseal(bag, tmp_path / "开", PASSPHRASE), lambda: check_sealed(bag, PASSPHRASE)):
        with pytest.raises(OutputError, match=r"损坏|不符"):
            look()
    assert not (tmp_path / "开").exists()
    assert [path.name for path in tmp_path.iterdir()] == ["解开"]


@pytest.mark.parametrize(
    ("passphrase", "said"),
    [
        ("Short-1", "太短"),
        ("alllowercaseletters", "太简单"),
        ("Aa1-Aa1-Aa1-Aa1-", "重复"),
        ("口令口令口令口令口令口令口令1a", "半角"),
    ],
)
def test_a_weak_passphrase_is_refused_before_anything_is_done(opened, tmp_path, passphrase, said):
    with pytest.raises(PassphraseError, match=said) as caught:
        bundle(opened, WHEN, output=tmp_path / "出", passphrase=passphrase)
    assert passphrase not in str(caught.value)
    assert not (tmp_path / "出").exists()


def test_the_passphrase_stands_nowhere(whole, project):
    for path in [*whole.parent.rglob("*"), *project.rglob("*")]:
        assert not path.is_file() or PASSPHRASE.encode() not in path.read_bytes(), path


# --- the bag ----------------------------------------------------------------------------------------------------------


def test_strangers_accept_the_zip(whole):
    folder = whole.parent
    for command in (
        ["sha256sum", "-c", "--quiet", f"{whole.name}.sha256"],
        ["unzip", "-tqq", whole],
        ["7zz", "t", whole],
    ):
        assert subprocess.run(command, cwd=folder, capture_output=True).returncode == 0, command
    with zipfile.ZipFile(whole) as package:
        assert package.testzip() is None
        for member in package.infolist():
            assert member.flag_bits & 0x800 or member.filename.isascii(), "Windows Explorer reads others as GBK"
            assert len(member.filename) < 200
            if member.filename.endswith((".pdf", ".xlsx", ".zip")):
                assert member.compress_type == zipfile.ZIP_STORED


def test_the_bagit_library_and_our_profile_accept_every_kind_of_bag(whole, public, tmp_path):
    shutil.unpack_archive(whole, tmp_path)
    profile = json.loads((ROOT / "schemas" / "bagit-profile.json").read_text(encoding="utf-8"))
    assert profile["BagIt-Profile-Info"]["BagIt-Profile-Identifier"] == PROFILE
    for path in (next(tmp_path.iterdir()), public):
        done = subprocess.run([sys.executable, "-m", "bagit", "--validate", str(path)], capture_output=True, text=True)
        assert done.returncode == 0, done.stderr
        judge = bagit_profile.Profile(PROFILE, profile=profile)
        assert judge.validate_serialization(str(path)), judge.report
        assert judge.validate(bagit.Bag(str(path))), judge.report


def test_sm3_stands_beside_sha256_and_is_the_national_digest(whole):
    assert hashlib.new("sm3", b"abc").hexdigest() == "66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0"
    assert (
        hashlib.new("sm3", b"abcd" * 16).hexdigest()
        == "debe9ff92275b8a138604889c18e5a4d6fdb70e5387e5765293dcba39c0c5732"
    )
    with zipfile.ZipFile(whole) as package:
        top = whole.stem
        lines = package.read(f"{top}/manifest-sm3.txt").decode().splitlines()
        payload = {name for name in package.namelist() if name.startswith(f"{top}/data/")}
        assert {f"{top}/{line.split('  ', 1)[1]}" for line in lines} == payload
        for line in lines:
            digest, path = line.split("  ", 1)
            assert hashlib.new("sm3", package.read(f"{top}/{path}")).hexdigest() == digest
        assert f"{top}/tagmanifest-sm3.txt" in package.namelist()


def test_two_public_bags_are_the_same_bytes(opened, public, tmp_path):
    again = bundle(opened, "2026-11-20T20:00:00+08:00", output=tmp_path, scope=Scope(public=True)).path
    for path in sorted(path for path in public.rglob("*") if path.is_file()):
        assert path.read_bytes() == (again / path.relative_to(public)).read_bytes(), path


def test_the_sidecar_follows_the_zip_whatever_was_left_by_a_kill(opened, tmp_path):
    small = Scope(level="县")
    path = bundle(opened, WHEN, output=tmp_path, as_zip=True, scope=small).path
    sidecar = tmp_path / f"{path.name}.sha256"
    check = ["sha256sum", "-c", "--quiet", sidecar.name]
    first, told = path.read_bytes(), sidecar.read_bytes()
    # Killed before the new ZIP took its place: the older pair comes back.
    os.replace(sidecar, tmp_path / f"{sidecar.name}.替换前")
    (tmp_path / f"{sidecar.name}.正在生成").write_text("0" * 64 + f"  {path.name}\n")
    (tmp_path / f"{path.name}.正在生成").write_bytes(b"half")
    bundle(opened, WHEN, output=tmp_path, as_zip=True, scope=small)
    assert (path.read_bytes(), sidecar.read_bytes()) == (first, told)
    # Killed after it: the new sidecar goes to its place.
    os.replace(sidecar, tmp_path / f"{sidecar.name}.正在生成")
    bundle(opened, WHEN, output=tmp_path, as_zip=True, scope=small)
    assert subprocess.run(check, cwd=tmp_path, capture_output=True).returncode == 0
    assert sorted(p.name for p in tmp_path.iterdir() if not p.name.startswith(".")) == [path.name, sidecar.name]
