"""May the project go on?  Yes; and when one thing is lacking: no, this thing, and who must see to it."""

from __future__ import annotations

import datetime
import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from archivegen.bundling import bundle
from archivegen.errors import ExitCode
from archivegen.gates import (
    Answer,
    Verdict,
    examine_gate,
    group_matters,
    judge_exit,
    list_gate_lines,
    list_months,
)
from archivegen.pipeline import generate, open_project
from tests.conftest import LONGMEN, SAMPLES, XIANGSHUI, copy_sample
from tests.gate_projects import (
    MARCH,
    PAYDAY,
    PROJECT,
    ask,
    ask_months,
    find_gate,
    lay_scan,
    scan_everything,
    write_project,
)

NOVEMBER = datetime.date(2026, 11, 20)
WHEN = "2026-11-20T09:00:00+08:00"
COUNCIL = "香水村以工代赈项目理事会"
TOWNSHIP = "巴州区云屏镇人民政府"
ONE_DAY = datetime.timedelta(days=1)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "香水村产业道路"


def whats(verdict: Verdict) -> list[str]:
    return [matter.what for matter in verdict.obstacles]


def codes(verdict: Verdict) -> list[str]:
    return [matter.code for matter in verdict.obstacles]


# --- G3: may this month be paid? --------------------------------------------------------------------------------------


def test_a_complete_month_may_be_paid(folder):
    verdict = ask(write_project(folder), "G3", "2026-03")
    assert verdict.answer is Answer.YES, verdict.obstacles
    assert f"{verdict.question}：{verdict.sentence}" == "2026年3月的劳务报酬能不能发：能。"


@pytest.mark.parametrize(
    ("key", "level", "who"),
    [
        ("C16@2026-03", "村", COUNCIL),
        ("C17@2026-03", "村", COUNCIL),
        ("C18@2026-03", "村", COUNCIL),
        ("C21@2026-03", "村", COUNCIL),
        ("C22@2026-03", "镇", TOWNSHIP),
        ("C22@2026-03+公示结果证明", "镇", TOWNSHIP),
        ("C22@2026-03+公示记录表", "镇", TOWNSHIP),
    ],
)
def test_each_signed_paper_is_asked_for_by_its_key_and_of_its_owner(folder, key, level, who):
    write_project(folder, scans=tuple(other for other in MARCH if other != key))
    (matter,) = ask(folder, "G3", "2026-03").obstacles
    assert (matter.where, matter.level, matter.who) == (key, level, who)
    assert f"归档件/{key}/" in matter.to_do
    assert matter.source


def test_a_draft_is_not_a_signed_paper(folder):
    write_project(folder, scans=tuple(key for key in MARCH if key != "C16@2026-03"))
    generate(open_project(folder, PAYDAY), WHEN, only=["C16"])
    (matter,) = ask(folder, "G3", "2026-03").obstacles
    assert "待签章" in matter.what


def test_an_empty_scan_is_no_scan_and_is_pointed_at(folder):
    write_project(folder)
    (folder / "归档件" / "C16@2026-03" / "扫描件.pdf").write_bytes(b"")
    verdict = ask(folder, "G3", "2026-03")
    assert codes(verdict) == ["C16"]
    assert "A012 归档件里的文件" in [matter.what for matter in verdict.reminders]


@pytest.mark.parametrize("days", [-1, 0, 1])
def test_the_notice_stands_seven_full_days(folder, days):
    verdict = ask(write_project(folder), "G3", "2026-03", today=PAYDAY + days * ONE_DAY)
    assert (verdict.answer is Answer.YES) == (days >= 0)
    assert not verdict.obstacles
    if days < 0:
        assert verdict.sentence == "现在还不能，公示期满后，最早 2026-04-09 可以发放。"


def test_a_notice_that_says_later_stands_longer(folder):
    write_project(folder, PROJECT.replace("公示日期: 2026-04-01}", "公示日期: 2026-04-01, 公示结束: 2026-04-12}"))
    assert ask(folder, "G3", "2026-03").earliest == datetime.date(2026, 4, 13)
    assert ask(folder, "G3", "2026-03", today=datetime.date(2026, 4, 13)).answer is Answer.YES


def test_without_a_notice_nothing_is_paid(folder):
    write_project(folder, PROJECT.replace(", 公示日期: 2026-04-01}", "}"))
    verdict = ask(folder, "G3", "2026-03")
    assert whats(verdict)[-1] == "2026年3月的报酬还没有公示"
    assert {matter.level for matter in verdict.obstacles} == {"镇"}


@pytest.mark.parametrize(
    ("objection", "answer"),
    [("1件，工日少记一天", Answer.NO), ("1件，已核实更正", Answer.YES), ("无", Answer.YES)],
)
def test_an_objection_is_settled_first(folder, objection, answer):
    write_project(folder, PROJECT.replace("公示日期: 2026-04-01}", f"公示日期: 2026-04-01, 异议: '{objection}'}}"))
    verdict = ask(folder, "G3", "2026-03")
    assert verdict.answer is answer
    assert [objection in matter.to_do for matter in verdict.obstacles] == ([True] if answer is Answer.NO else [])


CORRECTION = "  - {月份: 2026-03, 类型: 补发, 公示日期: 2026-05-06}\n"
MARCH_PAID = PROJECT.replace("公示日期: 2026-04-01}", "公示日期: 2026-04-01, 发放日期: 2026-04-09}")


def test_a_correction_has_a_clock_and_papers_of_its_own(folder):
    write_project(folder, MARCH_PAID + CORRECTION)
    verdict = ask(folder, "G3", "2026-03", today=datetime.date(2026, 5, 13))
    assert verdict.answer is Answer.NO
    assert verdict.earliest == datetime.date(2026, 5, 14)
    assert {key for matter in verdict.obstacles for key in matter.where.split("、")} >= {
        "C17@2026-03-补",
        "C21@2026-03-补",
    }
    assert not any(matter.where == "C16@2026-03" for matter in verdict.obstacles)


def test_a_month_is_paid_when_its_last_batch_is(folder):
    text = MARCH_PAID + CORRECTION.replace("05-06}", "05-06, 发放日期: 2026-05-14}")
    verdict = ask(write_project(folder, text), "G3", "2026-03", today=datetime.date(2026, 5, 20))
    assert verdict.answer is Answer.PAID
    assert "2026年4月9日、2026年5月14日" in verdict.sentence


def test_a_month_that_nobody_listed_for_pay(folder):
    verdict = ask(write_project(folder), "G3", "2026-04")
    assert "还没有列入发放批次" in whats(verdict)
    assert verdict.obstacles[-1].where.startswith("项目.yaml:")


def test_a_month_without_a_page_of_the_log(folder):
    start = PROJECT.index("施工日志:")
    text = PROJECT[:start] + PROJECT[PROJECT.index("发放批次:") :]
    write_project(folder, text, scans=tuple(key for key in MARCH if not key.startswith("C18")))
    assert whats(ask(folder, "G3", "2026-03")) == ["C18 施工日志（2026年3月）（缺失）"]


WRONG = {"王大山": "511902196803150011", "李小英": "511902197508220026", "何新来": "511902200801010030"}


@pytest.mark.parametrize(("name", "stopped"), [("王大山", True), ("李小英", False), ("何新来", False)])
def test_a_wrong_id_stops_the_months_of_its_owner_only(folder, name, stopped):
    number = WRONG[name]
    write_project(folder, PROJECT.replace(number, number[:-1] + str((int(number[-1]) + 1) % 10)))
    verdict = ask(folder, "G3", "2026-03")
    assert codes(verdict) == (["R101"] if stopped else [])
    if stopped:
        (matter,) = verdict.obstacles
        assert (matter.level, matter.who) == ("村", COUNCIL)
        assert matter.where.startswith("项目.yaml:")


TWICE = next(line for line in PROJECT.splitlines(keepends=True) if "姓名: 王大山, 身份证号" in line)


def test_a_worker_who_stands_twice_in_the_roster_stops_the_pay(folder):
    """Nobody knows whose days the sheet counts: they are on no wage sheet at all."""
    write_project(folder, PROJECT.replace(TWICE, TWICE * 2))
    assert "R102" in codes(ask(folder, "G3", "2026-03"))


def test_an_account_of_two_stops_the_months_of_both(folder):
    text = PROJECT.replace("身份证号: 511902200801010030", "身份证号: 511902200801010030, 账号: 6228480012345678903")
    write_project(folder, text)
    assert "R104" in codes(ask(folder, "G3", "2026-03")), "the other one has not worked yet, but this one has"
    assert "R104" not in codes(ask(folder, "G3", "2026-04"))


def test_a_wrong_id_of_somebody_who_is_yet_to_come_stops_the_start_of_work(folder):
    write_project(folder, PROJECT.replace("511902200801010030", "511902200801010031"))
    assert "R101" in codes(ask(folder, "G2"))


def test_a_difference_in_april_does_not_stop_march(folder):
    write_project(folder, PROJECT.replace("{日期: 2026-04-01, 出勤人数: 1}", "{日期: 2026-04-01, 出勤人数: 4}"))
    assert ask(folder, "G3", "2026-03").answer is Answer.YES
    assert "R307" in codes(ask(folder, "G3", "2026-04"))


def test_an_error_of_no_month_stops_every_month(folder):
    write_project(folder, PROJECT.replace("金额: 3000元", "金额: 100元"))
    assert codes(ask(folder, "G3", "2026-03")) == ["R510"]


def test_an_error_that_closes_another_gate_does_not_stop_the_pay(folder):
    write_project(folder, PROJECT.replace("年度: 2026\n", "年度: 2026\n  代码: 12345\n"))
    assert ask(folder, "G3", "2026-03").answer is Answer.YES
    assert "R801" in codes(ask(folder, "G2"))


def test_warnings_remind_and_do_not_stop(folder):
    write_project(folder, PROJECT.replace('"6228480012345678903"', '"123456"'))
    verdict = ask(folder, "G3", "2026-03")
    assert verdict.answer is Answer.YES
    assert "R112" in [matter.code for matter in verdict.reminders]


def test_a_paid_month_is_not_paid_again(folder):
    write_project(folder, PROJECT.replace("公示日期: 2026-04-01}", "公示日期: 2026-04-01, 发放日期: 2026-04-09}"))
    verdict = ask(folder, "G3", "2026-03")
    assert verdict.answer is Answer.PAID
    assert verdict.sentence == "已于2026年4月9日发放，不要重复发放。"
    assert judge_exit([verdict], single=True) is ExitCode.FINDINGS
    assert judge_exit([verdict], single=False) is ExitCode.DONE


def test_a_day_of_payment_that_is_still_to_come_is_no_payment(folder):
    day = PAYDAY + ONE_DAY
    write_project(folder, PROJECT.replace("公示日期: 2026-04-01}", f"公示日期: 2026-04-01, 发放日期: {day}}}"))
    verdict = ask(folder, "G3", "2026-03")
    assert verdict.answer is Answer.NO
    assert [matter.code for matter in verdict.obstacles] == ["R425"]


def test_a_paid_month_that_is_not_in_order_says_so(folder):
    text = PROJECT.replace("公示日期: 2026-04-01}", "公示日期: 2026-04-01, 发放日期: 2026-04-09}")
    write_project(folder, text, scans=MARCH[1:])
    verdict = ask(folder, "G3", "2026-03")
    assert "还有 1 件事没有办妥" in verdict.sentence
    assert judge_exit([verdict], single=False) is ExitCode.FINDINGS


def test_a_waived_paper_is_not_asked_for(folder):
    write_project(folder, PROJECT + "不适用: {C18: 日志由监理保存}\n", scans=MARCH[:2] + MARCH[3:])
    assert ask(folder, "G3", "2026-03").answer is Answer.YES


def test_every_month_has_its_answer(folder):
    answers = {verdict.month: verdict.answer for verdict in ask_months(write_project(folder))}
    assert answers == {"2026-03": Answer.YES, "2026-04": Answer.NO}


# --- G1, G2 -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("code", ["G1", "G2", "G4"])
def test_a_finished_sample_with_all_scans_passes(finished, code):
    verdict = ask(finished, code, today=NOVEMBER)
    assert verdict.answer is Answer.YES, verdict.obstacles


@pytest.mark.parametrize(
    ("code", "key", "level"), [("G1", "A01", "镇"), ("G1", "B02", "镇"), ("G2", "B03", "县"), ("G2", "C01", "村")]
)
def test_one_paper_less_and_the_gate_is_closed(finished, code, key, level):
    with without(finished, key):
        (matter,) = ask(finished, code, today=NOVEMBER).obstacles
    assert (matter.code, matter.level) == (key, level)


def test_work_may_start_when_the_first_crew_has_signed(folder):
    write_project(folder)
    workspace = scan_everything(folder, PAYDAY)
    assert "C11" not in codes(examine_gate(workspace, find_gate(workspace.pack, "G2")))
    shutil.rmtree(folder / "归档件" / "C11@李小英")
    assert "C11" not in codes(ask(folder, "G2")), "he came in April"
    shutil.rmtree(folder / "归档件" / "C11@王大山")
    (matter,) = [matter for matter in ask(folder, "G2").obstacles if matter.code == "C11"]
    assert matter.where == "C11@王大山"


def test_before_anybody_came_one_signed_contract_is_a_crew(folder):
    text = PROJECT[: PROJECT.index("考勤:")]
    write_project(folder, text, scans=())
    assert "C11" in codes(ask(folder, "G2"))
    lay_scan(folder, "C11@李小英")
    assert "C11" not in codes(ask(folder, "G2"))


def test_a_gate_judges_as_though_the_project_stood_there(folder):
    write_project(folder, PROJECT.replace("责任人: [{层级: 县, 姓名: 程远航}, ", "责任人: ["))
    assert "R806" in codes(ask(folder, "G2")), "the project says 申报, the gate is about work"
    assert "R806" not in [finding.code for finding in open_project(folder, PAYDAY).report.findings]


# --- G4: the eleven prerequisites, and all months --------------------------------------------------------------------


@pytest.fixture(scope="module")
def finished(tmp_path_factory) -> Path:
    folder = copy_sample(XIANGSHUI, tmp_path_factory.mktemp("gates") / XIANGSHUI)
    scan_everything(folder, NOVEMBER)
    return folder


class without:  # noqa: N801 - reads as a word in the tests
    """The scans of these keys are away for a while."""

    def __init__(self, folder: Path, *keys: str) -> None:
        self.places = [folder / "归档件" / key for key in keys]

    def __enter__(self) -> None:
        for place in self.places:
            place.rename(place.parent.parent / place.name)

    def __exit__(self, *_: object) -> None:
        for place in self.places:
            (place.parent.parent / place.name).rename(place)


def test_what_is_lacking_of_the_eleven_is_told_with_its_number_and_its_owner(finished):
    with without(finished, "D10"):
        (matter,) = ask(finished, "G4", today=NOVEMBER).obstacles
    assert "验收前置第7项" in matter.what
    assert (matter.level, matter.who) == ("镇", TOWNSHIP)


def test_the_opinion_of_the_county_is_asked_for_at_the_end(finished):
    with without(finished, "D08", "D03"):
        assert {"D03", "D08"} <= set(codes(ask(finished, "G5", today=NOVEMBER)))


@pytest.mark.parametrize("key", ["C25@2026-04", "C18@2026-05", "C22@2026-06+公示结果证明", "D05"])
def test_face_to_face_checks_and_every_month_belong_to_acceptance(finished, key):
    with without(finished, key):
        (matter,) = ask(finished, "G4", today=NOVEMBER).obstacles
    assert matter.where == key


def test_of_the_care_agreement_a_draft_is_enough(finished, tmp_path):
    with without(finished, "E06"):
        assert codes(ask(finished, "G4", today=NOVEMBER)) == ["E06"]
        generate(open_project(finished, NOVEMBER), WHEN, only=["E06"])
        assert ask(finished, "G4", today=NOVEMBER).answer is Answer.YES
        shutil.rmtree(finished / "出件")


def test_prerequisites_that_do_not_apply_at_all_prove_nothing(finished, tmp_path):
    folder = tmp_path / XIANGSHUI
    shutil.copytree(finished, folder)
    text = (folder / "项目.yaml").read_text(encoding="utf-8")
    assert "\n不适用:" in text
    (folder / "项目.yaml").write_text(text.replace("\n不适用:", "\n不适用:\n  D10: 不作决算"), encoding="utf-8")
    shutil.rmtree(folder / "归档件" / "D10")
    assert whats(ask(folder, "G4", today=NOVEMBER)) == ["验收前置第7项 竣工决算"]


def test_acceptance_waits_for_the_last_pay():
    verdict = ask(SAMPLES / LONGMEN, "G4", today=NOVEMBER)
    assert "R903" in codes(verdict)


def test_a_county_may_let_the_settlement_stand_in_for_the_final_account(finished):
    workspace = open_project(finished, NOVEMBER)
    gate = find_gate(workspace.pack, "G4").model_copy(update={"substitutes": {"D10": "D07"}})
    pack = replace(workspace.pack, gates=(*workspace.pack.gates[:3], gate, *workspace.pack.gates[4:]))
    with without(finished, "D10"):
        verdict = examine_gate(replace(open_project(finished, NOVEMBER), pack=pack), gate)
        assert verdict.answer is Answer.YES
        assert "已有 D07" in next(matter.to_do for matter in verdict.reminders if matter.code == "D10")
    with without(finished, "D10", "D07"):
        assert codes(examine_gate(replace(open_project(finished, NOVEMBER), pack=pack), gate)) == ["D10"]


# --- G5 ---------------------------------------------------------------------------------------------------------------


def test_the_file_is_handed_over_when_its_bag_passes(finished, tmp_path):
    folder = tmp_path / XIANGSHUI
    shutil.copytree(finished, folder)
    assert whats(ask(folder, "G5", today=NOVEMBER)) == ["还没有档案包，四性没有检测"]
    bag = bundle(open_project(folder, NOVEMBER), WHEN).path
    assert ask(folder, "G5", today=NOVEMBER).answer is Answer.YES
    victim = next((bag / "data").rglob("*.pdf"))
    victim.write_bytes(victim.read_bytes() + b" ")
    (folder / "档案包" / "说明.txt").write_text("不是档案包", encoding="utf-8")
    spoilt = ask(folder, "G5", today=NOVEMBER)
    assert "V015" in codes(spoilt)
    assert {matter.level for matter in spoilt.obstacles} == {"县"}


@pytest.mark.parametrize("key", ["E09", "E09+备考表", "E10"])
def test_no_file_is_handed_over_whose_lists_nobody_signed(finished, key):
    """Domain §7 V-R07: 卷内目录 and 备考表, and the list of what is handed over."""
    with without(finished, key):
        verdict = ask(finished, "G5", today=NOVEMBER)
    assert verdict.answer is Answer.NO
    (matter,) = [matter for matter in verdict.obstacles if matter.code == key[:3]]
    assert (matter.level, matter.where) == ("县", key)


# --- what the answer says ---------------------------------------------------------------------------------------------


def test_work_is_handed_out_from_the_county_down(folder):
    verdict = ask(write_project(folder, scans=()), "G2")
    levels = [level for level, _ in group_matters(verdict.obstacles)]
    assert levels == sorted(levels, key="县镇村施".index)
    assert {"县", "镇", "村"} <= set(levels)


def test_papers_of_one_kind_are_one_matter(folder):
    verdict = ask(write_project(folder, scans=()), "G3", "2026-03")
    (matter,) = [matter for matter in verdict.obstacles if matter.code == "C22"]
    assert "3 份" in matter.what
    assert "C22@2026-03+公示结果证明" in matter.where


# --- the index of the archive -----------------------------------------------------------------------------------------


def test_the_index_is_told_of_every_gate_and_of_each_month(folder):
    workspace = open_project(write_project(folder), PAYDAY)
    lines = list_gate_lines(workspace)
    assert [(line.code, line.month) for line in lines] == [
        ("G1", ""),
        ("G2", ""),
        *(("G3", month) for month in list_months(workspace)),
        ("G4", ""),
        ("G5", ""),
    ]
    month = lines[2]
    assert (month.label, month.answer, month.settled, month.obstacles) == ("G3 发薪", "能", True, ())
    last = lines[-1]
    assert (last.answer, last.settled) == ("不能", False)
    assert any(matter.paper for matter in last.obstacles)
    assert not [matter for matter in last.obstacles if "档案包" in matter.what], "it is being made"
    assert last.remarks == ("四性检测在档案包封好以后用 archivegen verify 进行。",)
    assert any("档案包" in matter.what for matter in ask(folder, "G5").obstacles)
