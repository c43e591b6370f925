"""The report on the four properties: no line greener than its findings, nothing passed that nobody looked at."""

from __future__ import annotations

import datetime
import json
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from archivegen.accessions.parcel import read_parcel
from archivegen.findings import Finding, Place, Report, Severity, load_codes
from archivegen.inspection_report import MOST_FAULTS, print_report, write_report
from archivegen.pack.load import load_pack
from archivegen.render.office import extract_text
from archivegen.verify import describe_report, make_report, verify_bag
from archivegen.verify.further import FURTHER_CHECKS
from archivegen.verify.report import Outcome
from tests.formats.files_by_hand import make_docx, make_scan
from tests.verify.archive_by_hand import LOG, SCAN, make_archive
from tests.verify.bags_by_hand import lay_out, make_bag

DAY = datetime.date(2026, 11, 25)
GOLDEN = Path(__file__).with_name("四性检测报告.json")
HUMAN = {"病毒", "杀毒", "签名", "读取速度", "外观"}
"""Words of checks that no program may pass."""


@pytest.fixture(scope="module")
def good(tmp_path_factory):
    return verify_bag(lay_out(tmp_path_factory.mktemp("good") / "香水村产业道路_20261122", make_archive(final=True)))


@pytest.fixture(scope="module")
def pack():
    return load_pack()


def with_findings(verification, *findings):
    return replace(verification, report=Report(tuple(findings)))


def make(code, severity=None, place="data/x.pdf"):
    entry = load_codes()[code]
    return Finding(code, severity or Severity(entry["级别"]), entry["说明"], Place(place))


def lines_of(report, code):
    return [line for line in report.lines if code in line.check.codes]


def test_a_faultless_archive_passes_what_a_program_can_prove_and_leaves_the_rest(good):
    report = make_report(good, DAY)
    assert report.automatic is Outcome.PASSED
    assert report.overall is Outcome.HUMAN
    assert {line.outcome for line in report.lines if line.check.manual} == {Outcome.HUMAN}


def test_the_report_says_what_it_said(good):
    text = json.dumps(describe_report(make_report(good, DAY), "archivegen"), ensure_ascii=False, indent=1) + "\n"
    assert text == GOLDEN.read_text(encoding="utf-8")


def test_report_receipt_and_volumes_count_alike(good):
    """Lists and notes about the volumes lie in the bag and are no 件 of it."""
    parcel, told = read_parcel(good), describe_report(make_report(good, DAY), "archivegen")
    assert sum(bool(item.files) for item in good.manifest.items) > good.manifest.count_filed()
    assert parcel.papers == told["件数"] == sum(volume.papers for volume in parcel.volumes)
    assert parcel.pages == sum(volume.pages for volume in parcel.volumes)
    assert sum(count for _, count in parcel.retentions) == parcel.volume_count == told["案卷数"]


@pytest.mark.parametrize("word", sorted(HUMAN))
def test_some_checks_are_never_passed_by_a_program(good, word):
    lines = [line for line in make_report(good, DAY).lines if word in line.check.item]
    assert lines
    assert all(line.outcome is Outcome.HUMAN and not line.check.codes for line in lines)


@pytest.mark.parametrize("code", sorted(code for code in load_codes() if code.startswith("V0")))
def test_every_finding_counts_in_a_line_of_its_own(good, code):
    lines = lines_of(make_report(with_findings(good, make(code)), DAY), code)
    wanted = Outcome.FAILED if load_codes()[code]["级别"] == Severity.ERROR else Outcome.HUMAN
    assert lines
    assert all(line.outcome is wanted and code in line.explanation and line.check.item != "其他" for line in lines)


def test_what_no_check_claims_is_not_lost(good):
    stranger = Finding("V999", Severity.ERROR, "安全性：从未见过", Place("x"))
    line = make_report(with_findings(good, stranger), DAY).lines[-1]
    assert (line.check.aspect, line.check.item, line.outcome) == ("安全性", "其他", Outcome.FAILED)


codes = st.lists(st.sampled_from(sorted(code for code in load_codes() if code.startswith("V0"))), max_size=6)


@settings(max_examples=60, deadline=None)
@given(codes, st.booleans(), st.booleans())
def test_the_whole_is_never_greener_than_its_worst_line(good, chosen, fast, opened):
    verification = replace(
        with_findings(good, *map(make, chosen)),
        fast=fast,
        version="1.0" if opened else "",
        manifest=good.manifest if opened else None,
    )
    report = make_report(verification, DAY)
    order = list(Outcome)
    assert order.index(report.overall) == min(order.index(line.outcome) for line in report.lines)
    assert (report.automatic is Outcome.FAILED) == (not verification.passed)
    if not opened:
        assert Outcome.PASSED not in {line.outcome for line in report.lines}


def test_a_fast_look_passes_no_content(good):
    report = make_report(replace(good, fast=True), DAY)
    assert {line.outcome for line in report.lines if line.check.needs == "内容"} == {Outcome.HUMAN}


def test_of_a_bag_of_somebody_else_no_list_of_papers_is_asked(tmp_path):
    report = make_report(verify_bag(lay_out(tmp_path / "包", make_bag())), DAY)
    assert {line.outcome for line in report.lines if line.check.needs == "档案清单"} == {Outcome.NOT_APPLICABLE}


def test_what_still_lacks_before_hand_over_is_left_to_a_person(tmp_path):
    def spoil(document, files):
        document["材料"][1]["日期"], document["案卷"][1]["起日"] = "", "2026-04-10"
        document["材料"][0]["互见号"] = ""
        document["材料"][3].update(状态="待签章", 文件=[])
        files.pop(next(path for path in files if "E09" in path))

    verification = verify_bag(lay_out(tmp_path / "包", make_archive(spoil)))
    assert not verification.report.findings
    lines = {line.check.further: line for line in make_report(verification, DAY).lines if line.check.further}
    assert lines.keys() == FURTHER_CHECKS.keys()
    assert "1 件没有形成日期（C18）；1 件没有互见号（B05）" in lines["元数据"].explanation
    assert "待签章 1 份（E09）" in lines["归档范围"].explanation
    assert lines["编目"].outcome is Outcome.HUMAN
    assert lines["过程"].outcome is Outcome.PASSED
    no_log = make_report(replace(verification, journal_read=False), DAY)
    assert next(line for line in no_log.lines if line.check.further == "过程").outcome is Outcome.HUMAN


def read(content):
    return extract_text(content, ".docx")


def test_the_paper_lists_every_bad_file_and_what_to_do(tmp_path, pack):
    def spoil(document, files):
        files[f"data/{SCAN}"] = make_scan()[:-300]
        files[f"data/{LOG}"] = make_docx({"word/vbaProject.bin": b"x"})

    verification = verify_bag(lay_out(tmp_path / "包", make_archive(spoil)))
    report, paper, data = write_report(verification, pack, DAY, tmp_path / "报告")
    text = read(paper.read_bytes())
    assert report.overall is Outcome.FAILED
    assert "问题清单（2处）" in text
    for finding in verification.report.findings:
        assert str(finding.place) in text
        assert finding.message in text
    told = json.loads(data.read_text(encoding="utf-8"))
    assert (told["结论"], [fault["编号"] for fault in told["问题"]]) == ("不合格", ["V062", "V064"])
    assert [path.name for path in sorted((tmp_path / "报告").iterdir())] == [
        "四性检测报告_包.docx",
        "四性检测报告_包.json",
    ]


def test_the_same_archive_and_day_give_the_same_bytes(good, pack, tmp_path):
    one, two = (write_report(good, pack, DAY, tmp_path / name)[1:] for name in ("a", "b"))
    assert [path.read_bytes() for path in one] == [path.read_bytes() for path in two]


def test_a_paper_of_thousands_of_faults_stays_a_paper(good, pack):
    many = [make("V014", place=f"data/{number}.pdf") for number in range(MOST_FAULTS + 5)]
    told = describe_report(make_report(with_findings(good, *many), DAY), "archivegen")
    assert "其余 5 处未列出" in read(print_report(told, pack))
    assert len(told["问题"]) == MOST_FAULTS + 5


def test_the_command_writes_both_files(run_cli, tmp_path):
    bag = lay_out(tmp_path / "包", make_archive())
    ran = run_cli("verify", bag, "--report", tmp_path / "报告.docx")
    assert ran.code == 0
    assert "四性检测报告" in ran.err
    assert (tmp_path / "报告.json").is_file()
    assert run_cli("verify", bag, "--report", tmp_path / "报告.pdf").code == 6
    inside = run_cli("verify", bag, "--report", bag / "data")
    assert (inside.code, "不能写进被检测的档案包" in inside.err) == (6, True)
    assert run_cli("verify", bag).code == 0
    assert "一次写一个档案包" in run_cli("verify", tmp_path, "--report", tmp_path).err
