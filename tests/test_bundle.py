"""From drafts and scans to an archive that strangers accept."""

from __future__ import annotations

import datetime
import html.parser
import json
import subprocess
import sys
import urllib.parse
from pathlib import Path

import openpyxl
import pytest

from archivegen.bundling import bundle
from archivegen.errors import OutputError
from archivegen.manifest import Audience, State
from archivegen.pipeline import Workspace, assess_project, generate, open_project
from archivegen.verify import verify_bag
from tests.conftest import LONGMEN, XIANGSHUI, copy_sample
from tests.formats.files_by_hand import make_pdf

TODAY = datetime.date(2026, 11, 20)
WHEN = "2026-11-20T09:00:00+08:00"
SCAN = make_pdf()


def sign_everything(folder: Path) -> Workspace:
    """Every paper that needs it comes back as a scan, laid down by its key."""
    workspace = open_project(folder, TODAY)
    generate(workspace, WHEN)
    for entry in workspace.plan.entries:
        if entry.applies and entry.needs_scan:
            place = folder / "归档件" / entry.key / "扫描件.pdf"
            place.parent.mkdir(parents=True)
            place.write_bytes(SCAN + entry.key.encode())
    return open_project(folder, TODAY)


@pytest.fixture(scope="module")
def finished(tmp_path_factory):
    folder = copy_sample(XIANGSHUI, tmp_path_factory.mktemp("archive") / XIANGSHUI)
    workspace = sign_everything(folder)
    return workspace, bundle(workspace, WHEN)


def test_a_finished_project_is_complete(finished):
    _, made = finished
    total = made.standing.summary.total
    assert total.percent == 100
    assert total.unsigned == total.missing == 0
    assert all(item.complete for item in made.standing.summary.prerequisites)


def test_the_archive_has_five_stages_an_index_and_a_restricted_part(finished):
    workspace, made = finished
    assert sorted(path.name for path in (made.path / "data").iterdir()) == [
        "00_索引",
        "01_规划储备",
        "02_申报",
        "03_实施",
        "04_验收",
        "05_总结移交",
        "99_受限",
    ]
    restricted = {path.name for path in (made.path / "data" / "99_受限").rglob("*.*")}
    assert len({name for name in restricted if "——银行代发" in name}) == 4
    assert len({name for name in restricted if "_C12_" in name}) == 46, "account and consent of each worker"
    apart = [e for e in workspace.plan.entries if e.applies and e.audience in (Audience.RESTRICTED, Audience.BANK)]
    assert len(restricted) == len(apart)
    codes = {name.split("_")[1] for name in restricted}
    assert codes == {"A01", "C10", "C11", "C12", "C17", "C21", "C23", "E01"}


def test_a_scan_is_archived_byte_for_byte_and_its_draft_is_not(finished):
    _, made = finished
    manifest = json.loads((made.path / "data" / "00_索引" / "档案清单.json").read_text(encoding="utf-8"))
    text = json.dumps(manifest, ensure_ascii=False)
    assert "C21@2026-03" in text
    files = [path for path in (made.path / "data").rglob("*_C21_*") if path.is_file() and "2026年3月" in path.name]
    scans = [path for path in files if path.suffix == ".pdf"]
    assert [path.read_bytes() for path in scans] == [SCAN + b"C21@2026-03"]
    assert not [path for path in files if path.suffix == ".xlsx" and "——" not in path.name]


def test_the_bagit_library_accepts_it(finished):
    _, made = finished
    done = subprocess.run([sys.executable, "-m", "bagit", "--validate", str(made.path)], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    verified = verify_bag(made.path)
    assert verified.passed, [str(finding) for finding in verified.report.findings]
    assert not verified.report.findings


def test_plain_sha256sum_accepts_it(finished):
    _, made = finished
    command = ["sha256sum", "--check", "--quiet", "manifest-sha256.txt"]
    assert subprocess.run(command, cwd=made.path, capture_output=True).returncode == 0


def test_the_workbook_lists_every_line(finished):
    workspace, made = finished
    book = openpyxl.load_workbook(next((made.path / "data" / "00_索引").glob("*.xlsx")))
    lines = {(row[2], row[3], row[4]) for row in book.worksheets[0].iter_rows(min_row=4, values_only=True)}
    for entry in workspace.plan.entries:
        assert (entry.code, entry.title, "齐全" if entry.applies else "不适用") in lines


class Links(html.parser.HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self.outside: list[str] = []

    def handle_starttag(self, tag, attrs):
        for name, value in attrs:
            if name in {"href", "src"} and value and not value.startswith("#"):
                (self.outside if "://" in value else self.found).append(urllib.parse.unquote(value))


def test_the_index_page_works_in_a_real_browser_from_the_disk(finished, tmp_path):
    _, made = finished
    command = ["chromium", "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"]
    command += ["--disable-background-networking", "--disable-sync", f"--user-data-dir={tmp_path}"]
    page = (made.path / "index.html").as_uri()
    dom = subprocess.run([*command, "--dump-dom", page], capture_output=True, encoding="utf-8", timeout=120).stdout
    links = Links()
    links.feed(dom)
    assert not links.outside
    assert len(links.found) > 100
    assert all((made.path / link).is_file() for link in links.found)
    assert "劳务报酬发放表（2026年3月）" in dom


def test_two_runs_give_the_same_bytes(sample, tmp_path):
    folder = sample(LONGMEN)
    workspace = open_project(folder, TODAY)
    generate(workspace, WHEN)
    first = bundle(workspace, WHEN, output=tmp_path / "甲", as_zip=True).path.read_bytes()
    later = "2026-11-20T17:00:00+08:00"
    assert bundle(open_project(folder, TODAY), later, output=tmp_path / "乙", as_zip=True).path.read_bytes() == first


def test_folder_and_zip_verify_alike(sample, tmp_path):
    folder = sample(LONGMEN)
    workspace = open_project(folder, TODAY)
    made = [bundle(workspace, WHEN, output=tmp_path, as_zip=kind).path for kind in (False, True)]
    found = [verify_bag(path) for path in made]
    assert [result.passed for result in found] == [True, True]
    assert found[0].files == found[1].files
    assert found[0].octets == found[1].octets


def test_states_follow_drafts_and_scans(sample):
    folder = sample(XIANGSHUI)

    def state(key: str) -> State:
        standing = assess_project(open_project(folder, TODAY))
        return next(item.state for item in standing.states if item.entry.key == key)

    assert state("B02") is State.MISSING
    generate(open_project(folder, TODAY), WHEN, only=["B02", "C21"])
    assert state("B02") is State.UNSIGNED
    assert state("C21@2026-03+工资条") is State.COMPLETE
    (folder / "归档件").mkdir(exist_ok=True)
    (folder / "归档件" / "B02.pdf").write_bytes(SCAN)
    assert state("B02") is State.COMPLETE
    assert state("C30") is State.NOT_APPLICABLE


def test_a_scan_under_an_unknown_name_is_never_filed(sample, run_cli):
    folder = sample(XIANGSHUI)
    (folder / "归档件").mkdir(exist_ok=True)
    (folder / "归档件" / "C21@2026-13.pdf").write_bytes(SCAN)
    ran = run_cli("status", folder, "--brief")
    assert ran.code == 1
    assert "C21@2026-13" in ran.out
    assert "最接近" in ran.out or "相近" in ran.out


@pytest.mark.parametrize(("as_zip", "suffix"), [(False, ""), (True, ".zip")])
def test_a_stranger_in_the_way_is_not_overwritten(sample, tmp_path, as_zip, suffix):
    folder = sample(LONGMEN)
    workspace = open_project(folder, TODAY)
    stranger = tmp_path / "出" / f"{LONGMEN}_20261120{suffix}"
    stranger.parent.mkdir()
    stranger.write_text("别人的文件", encoding="utf-8")
    with pytest.raises(OutputError, match="不是档案包"):
        bundle(workspace, WHEN, output=stranger.parent, as_zip=as_zip)
    assert stranger.read_text(encoding="utf-8") == "别人的文件"
