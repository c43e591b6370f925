"""Numbers through bundle and renumber: late papers, lost and damaged registers, final numbers."""

from __future__ import annotations

import datetime
import json
import shutil
from pathlib import Path

import pytest

from archivegen.archive.filing.register import render_register
from archivegen.bundling import bundle
from archivegen.errors import ExitCode, OutputError
from archivegen.journal import JOURNAL_NAME, read_events
from archivegen.manifest import Numbering
from archivegen.numbers import Renumbering, arrange_archive, check_reason, read_numbers, record_numbers
from archivegen.pipeline import assess_project, generate, open_project
from archivegen.render.drafts import DraftStatus
from archivegen.verify import verify_bag
from tests.conftest import ROOT
from tests.formats.files_by_hand import make_pdf

TODAY = datetime.date(2026, 11, 20)
WHEN = "2026-11-20T09:00:00+08:00"
FONDS = '档案:\n  全宗号: "0146"\n  项目号: "12"\n'
REGISTER = "档案编号.json"


@pytest.fixture
def village(tmp_path) -> Path:
    """A small project with two scans that came back."""
    folder = tmp_path / "青溪村"
    shutil.copytree(ROOT / "tests" / "bad" / "A044-period-unknown", folder)
    text = (folder / "项目.yaml").read_text(encoding="utf-8")
    (folder / "项目.yaml").write_text(text.partition("档案:")[0], encoding="utf-8")
    return folder


def scan(folder: Path, *keys: str) -> None:
    for key in keys:
        (folder / "归档件" / f"{key}.pdf").write_bytes(make_pdf())


def write(folder: Path, text: str) -> None:
    path = folder / "项目.yaml"
    path.write_text(path.read_text(encoding="utf-8").partition("档案:")[0] + text, encoding="utf-8")


def close(folder: Path, day: datetime.date = TODAY, **options):
    return bundle(open_project(folder, day), WHEN, **options)


def issue(folder: Path, renumbering: Renumbering | None = None) -> dict[str, str]:
    """What a run does to the numbers, without the bag; key → 档号."""
    workspace = open_project(folder, TODAY)
    issued, _ = read_numbers(workspace)
    if renumbering:
        check_reason(issued, renumbering)
    arrangement = arrange_archive(workspace, assess_project(workspace).states, {}, issued, renumbering)
    record_numbers(workspace, issued, arrangement, renumbering, WHEN)
    return {paper.item.entry.key: paper.code for volume in arrangement.volumes for paper in volume.present}


def codes_in(bag: Path) -> dict[str, str]:
    document = json.loads((bag / "data/00_索引/档案清单.json").read_text(encoding="utf-8"))
    return {item["键"]: item["档号"] for item in document["材料"] if item["件号"]}


def test_a_late_paper_changes_nothing_and_renumber_puts_everything_into_its_best_order(village):
    before = codes_in(close(village).path)
    scan(village, "A05", "C29")
    after = codes_in(close(village).path)
    assert {key: after[key] for key in before} == before
    assert before["C27"] == "QZ待定-KJ·JJ·2026-D30-002-0001"
    assert after["A05"] == "QZ待定-KJ·JJ·2026-Y-003-0001"
    assert after["C29"] == "QZ待定-KJ·JJ·2026-Y-004-0001", "kept for ever: it cannot join a volume of thirty years"
    write(village, FONDS)
    made = close(village, renumbering=Renumbering())
    assert codes_in(made.path) == {
        "A05": "0146-KJ·JJ·012-Y-001-0001",
        "B05": "0146-KJ·JJ·012-Y-002-0001",
        "C27": "0146-KJ·JJ·012-Y-003-0001",
        "C29": "0146-KJ·JJ·012-Y-003-0002",
    }
    assert ("C27", "QZ待定-KJ·JJ·2026-D30-002-0001", "0146-KJ·JJ·012-Y-003-0001") in {
        (line.key, line.old, line.new) for line in made.renumbered
    }
    verified = verify_bag(made.path)
    assert verified.manifest.numbering is Numbering.FINAL
    assert verified.manifest.fonds == "0146"
    assert next(made.path.glob("data/03_实施/C27_*/003-0001_C27_*.pdf")).is_file()
    events, trouble = read_events(village / JOURNAL_NAME)
    assert [(event.kind, event.note) for event in events if event.kind == "重编档号"] == [
        ("重编档号", "预编号改为正式档号")
    ]
    assert not trouble


def test_final_numbers_change_only_with_a_reason_that_the_journal_keeps(village):
    write(village, FONDS)
    issue(village, Renumbering())
    before = (village / REGISTER).read_bytes()
    scan(village, "A05")
    with pytest.raises(OutputError, match="请用 --reason 写明理由"):
        issue(village, Renumbering("  "))
    assert (village / REGISTER).read_bytes() == before
    codes = issue(village, Renumbering("县档案馆要求补入前期材料"))
    assert codes["A05"].endswith("-001-0001")
    events, _ = read_events(village / JOURNAL_NAME)
    assert [event.note for event in events if event.kind == "重编档号"] == ["县档案馆要求补入前期材料"]


def test_a_late_paper_of_a_final_archive_keeps_its_fonds(village):
    write(village, FONDS)
    issue(village, Renumbering())
    write(village, FONDS.replace("0146", "0147"))
    scan(village, "C03")
    made = close(village)
    assert codes_in(made.path)["C03"] == "0146-KJ·JJ·012-D30-002-0002"
    assert "A048" in {finding.code for finding in made.standing.findings}


def test_a_lost_register_is_made_again_from_the_newest_bag(village):
    close(village)
    scan(village, "A05")
    close(village, TODAY + datetime.timedelta(days=1), as_zip=True)
    register = (village / REGISTER).read_bytes()
    (village / REGISTER).unlink()
    made = close(village, TODAY + datetime.timedelta(days=2))
    assert (village / REGISTER).read_bytes() == register
    (found,) = [finding for finding in made.standing.findings if finding.code == "A050"]
    assert "20261121" in found.message


def test_a_clock_that_jumped_back_loses_no_number_with_the_register(village):
    close(village)
    scan(village, "A05")
    close(village, TODAY - datetime.timedelta(days=2000))
    register = (village / REGISTER).read_bytes()
    (village / REGISTER).unlink()
    found, _ = read_numbers(open_project(village, TODAY))
    assert found is not None
    assert render_register(found) == register


def test_a_bag_that_contradicts_itself_is_no_ground_to_number_from(village):
    path = close(village).path / "data/00_索引/档案清单.json"
    path.write_text(path.read_text(encoding="utf-8").replace("D30-002-0001", "Y-001-0001"), encoding="utf-8")
    (village / REGISTER).unlink()
    register, found = read_numbers(open_project(village, TODAY))
    assert register is None
    assert [finding.code for finding in found] == ["A051"]


def test_numbers_that_papers_left_survive_the_loss_of_the_register(village):
    issue(village)
    (village / "归档件" / "C27.pdf").unlink()
    write(village, "档案:\n  移出: {C27: 移交财政所另行归档}\n")
    made = close(village)
    assert verify_bag(made.path).passed
    register = (village / REGISTER).read_bytes()
    (village / REGISTER).unlink()
    issue(village)
    assert (village / REGISTER).read_bytes() == register


def test_a_damaged_register_stops_the_run_before_anything_is_written(village):
    bag = close(village).path
    (village / REGISTER).write_text("{", encoding="utf-8")
    before = sorted(path.stat().st_mtime_ns for path in bag.rglob("*"))
    with pytest.raises(OutputError, match="已损坏或被改动"):
        close(village)
    assert sorted(path.stat().st_mtime_ns for path in bag.rglob("*")) == before


def test_a_damaged_register_holds_back_the_lists_of_the_archive_and_no_other_paper(village):
    file = village / "项目.yaml"
    text = file.read_text(encoding="utf-8")
    file.write_text(
        text.replace("  年度:", "  实际开工: 2026-03-02\n  实际完工: 2026-06-26\n  年度:"), encoding="utf-8"
    )
    write(village, FONDS)
    (village / REGISTER).write_text("{", encoding="utf-8")
    made = generate(open_project(village, TODAY), WHEN)
    held = made.with_status(DraftStatus.BLOCKED)
    assert {draft.entry.code for draft in held} == {"E09", "E10"}
    assert all("已损坏或被改动" in draft.note for draft in held)
    assert made.with_status(DraftStatus.WRITTEN)
    assert made.exit_code(whole=True) == ExitCode.FINDINGS
    (village / REGISTER).unlink()
    assert not generate(open_project(village, TODAY), WHEN, only=["E09", "E10"]).with_status(DraftStatus.BLOCKED)


def test_a_renumbering_that_closes_no_bag_is_on_record_and_the_next_bag_has_the_new_numbers(village):
    """Killed after the register was written: the next run goes on from it."""
    bag = close(village).path
    scan(village, "A05")
    shutil.move(bag.parent, village / "别处")
    (village / "档案包").write_text("a file stands in the way", encoding="utf-8")
    with pytest.raises(OutputError):
        close(village, renumbering=Renumbering())
    issued = (village / REGISTER).read_bytes()
    (village / "档案包").unlink()
    made = close(village)
    assert (village / REGISTER).read_bytes() == issued
    assert codes_in(made.path)["A05"] == "QZ待定-KJ·JJ·2026-Y-001-0001"


def test_overrides_are_listed_with_their_reasons(village):
    write(village, "档案:\n  保管期限:\n    C27: {期限: 永久, 理由: 县档案馆批准的期限表第12条}\n  密级: {C27: 秘密}\n")
    made = close(village)
    assert made.overrides == (
        ("C27", "工程票据（发票、领料、机械台班等）", "30年", "永久", "县档案馆批准的期限表第12条"),
    )
    document = json.loads((made.path / "data/00_索引/档案清单.json").read_text(encoding="utf-8"))
    item = next(item for item in document["材料"] if item["键"] == "C27")
    assert (item["保管期限"], item["密级"], item["日期"], item["页数"]) == ("永久", "秘密", "2026-06-30", 1)
    assert [volume["保管期限"] for volume in document["案卷"]] == ["永久", "永久"]


def test_the_command_shows_old_and_new_codes(village, run_cli):
    issue(village)
    write(village, FONDS)
    done = run_cli("renumber", str(village))
    assert done.code == 0, done.err
    assert "QZ待定-KJ·JJ·2026-D30-002-0001" in done.out
    assert "0146-KJ·JJ·012-D30-002-0001" in done.out
    assert "现在的档号是正式的" in done.out
    refused = run_cli("renumber", str(village), "--json")
    assert refused.code == 6
    assert "--reason" in refused.err
