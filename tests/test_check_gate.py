"""``archivegen check --gate`` and ``archivegen rules``, as a clerk types them."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from archivegen.cli.show import display_width, show_findings
from archivegen.findings import Evidence, Finding, Place, Severity
from archivegen.pack.load import load_pack
from tests.conftest import LONGMEN, SAMPLES, VILLAGE
from tests.gate_projects import MARCH, PROJECT, write_project


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return write_project(tmp_path / "香水村产业道路")


def test_yes(run_cli, folder):
    ran = run_cli("check", folder, "--gate", "G3", "--month", "2026-03")
    assert ran.code == 0, ran.text
    assert ran.out.splitlines()[0] == "2026年3月的劳务报酬能不能发：能。"


def test_the_month_and_the_gate_may_be_written_as_people_do(run_cli, folder):
    assert run_cli("check", "--gate", "发薪", "--month", "2026年3月", cwd=folder).code == 0
    assert run_cli("check", "--gate", "g3", "--month", "2026-3", cwd=folder).code == 0


def test_no_and_who_must_do_what_where(run_cli, tmp_path):
    text = PROJECT.replace("511902196803150011", "511902196803150012")
    folder = write_project(tmp_path / "村", text, scans=MARCH[:-3])
    ran = run_cli("check", folder, "--gate", "G3", "--month", "2026-03")
    assert ran.code == 1
    lines = ran.out.splitlines()
    assert lines[0] == "2026年3月的劳务报酬能不能发：现在还不能，还有 2 件事："
    township, council = lines.index("镇（巴州区云屏镇人民政府）"), lines.index("村（香水村以工代赈项目理事会）")
    assert township < council
    assert "C22@2026-03+公示结果证明" in lines[township + 1]
    assert re.search(r"R101 身份证号码有误  项目\.yaml:\d+", lines[council + 1])
    assert "依据：GB 11643-1999" in lines[council + 2]
    assert "511902196803150012" not in ran.out


def test_reminders_come_last(run_cli, folder):
    out = run_cli("check", folder, "--gate", "G3", "--month", "2026-03").out
    assert "提醒（不影响这一关" in out
    assert out.index("R509") > out.index("提醒")


def test_json_says_the_same(run_cli, tmp_path):
    folder = write_project(tmp_path / "村", scans=MARCH[1:])
    ran = run_cli("check", folder, "--gate", "G3", "--month", "2026-03", "--json")
    assert ran.code == 1
    said = json.loads(ran.out)
    assert (said["gate"], said["month"], said["answer"]) == ("G3", "2026-03", "no")
    assert [(m["code"], m["where"], m["level"]) for m in said["obstacles"]] == [("C16", "C16@2026-03", "村")]
    assert all(matter["to_do"] for matter in said["obstacles"] + said["reminders"])


def test_every_month_on_a_line_of_its_own(run_cli, folder):
    ran = run_cli("check", folder, "--gate", "G3")
    assert ran.code == 1
    first, second, *_ = ran.out.splitlines()
    assert first == "2026年3月的劳务报酬能不能发：能。"
    assert second.startswith("2026年4月的劳务报酬能不能发：现在还不能，还有")
    assert "镇 1 件" in second
    months = json.loads(run_cli("check", folder, "--gate", "G3", "--json").out)["months"]
    assert [month["answer"] for month in months] == ["yes", "no"]


def test_of_many_findings_of_one_rule_the_first_ten_and_the_count(run_cli, make_project):
    folder = make_project(VILLAGE)
    ran = run_cli("check", folder, "--gate", "G2")
    shown = [line for line in ran.out.splitlines() if "R202 " in line]
    assert len(shown) == 11
    assert shown[-1].strip() == "……R202 务工没有合同日期共 48 件，用 --json 看全部"
    said = json.loads(run_cli("check", folder, "--gate", "G2", "--json").out)
    assert sum(matter["code"] == "R202" for matter in said["obstacles"]) == 48


def test_a_project_without_work_has_no_month_to_ask_for(run_cli, make_project):
    folder = make_project()
    ran = run_cli("check", folder, "--gate", "G3")
    assert ran.code == 1
    assert "没有可问的月份" in ran.out
    ran = run_cli("check", folder, "--gate", "G3", "--month", "2026-03")
    assert ran.code == 2
    assert "项目文件里还没有考勤、计件或发放批次" in ran.err


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        (
            ["--gate", "G9"],
            "没有“G9”这个关口；可写：G1（入库申报）、G2（开工）、G3（发薪）、G4（验收）、G5（归档移交）",
        ),
        (["--gate", "G3", "--month", "2026-07"], "可写：2026-03、2026-04"),
        (["--gate", "G3", "--month", "三月份"], "可写：2026-03、2026-04"),
        (["--gate", "G4", "--month", "2026-03"], "G4（验收）不按月份检查，请去掉 --month；按月份检查的是 G3（发薪）"),
        (["--month", "2026-03"], "--month 要与 --gate 同用"),
    ],
)
def test_a_wrong_question_names_the_choices(run_cli, folder, arguments, expected):
    ran = run_cli("check", folder, *arguments)
    assert ran.code == 2
    assert expected in ran.err
    assert not ran.out


def test_a_project_that_cannot_be_read_is_asked_nothing(run_cli, make_project):
    ran = run_cli("check", make_project("项目: {名称: 甲}\n"), "--gate", "G1")
    assert ran.code == 3


def test_acceptance_counts_the_eleven(run_cli):
    ran = run_cli("check", SAMPLES / LONGMEN, "--gate", "G4")
    assert ran.code == 1
    assert "验收前置资料 11 项中 0 项合格。" in ran.out


# --- evidence ---------------------------------------------------------------------------------------------------------


def make_evidence(count: int) -> Finding:
    rows = tuple(
        Evidence(Place("数据/考勤/2026-03.xlsx", sheet="三月", cell=f"D{row}"), f"张三 {row}天")
        for row in range(1, count + 1)
    )
    return Finding("R711", Severity.WARNING, "天数雷同", Place("项目.yaml", 3), evidence=rows)


def test_evidence_stands_below_its_finding(capsys):
    show_findings([make_evidence(2)])
    assert capsys.readouterr().out.splitlines() == [
        "项目.yaml:3 警告 R711 天数雷同",
        "    数据/考勤/2026-03.xlsx 三月!D1 张三 1天",
        "    数据/考勤/2026-03.xlsx 三月!D2 张三 2天",
    ]


@pytest.mark.parametrize(("count", "lines"), [(10, 10), (11, 11), (500, 11)])
def test_of_much_evidence_the_first_ten_rows_and_the_count(capsys, count, lines):
    finding = make_evidence(count)
    show_findings([finding])
    shown = capsys.readouterr().out.splitlines()[1:]
    assert len(shown) == lines
    assert (f"共 {count} 行" in shown[-1]) == (count > 10)
    assert len(finding.as_dict()["evidence"]) == count


# --- rules ------------------------------------------------------------------------------------------------------------


def test_rules_need_no_project_and_fit_a_terminal(run_cli, tmp_path):
    ran = run_cli("rules", cwd=tmp_path)
    assert ran.code == 0
    for code, rule in load_pack().rules.items():
        assert f"{code}  {rule.name}" in ran.out
    assert [line for line in ran.out.splitlines() if display_width(line) > 100] == []


def test_a_rule_tells_its_thresholds_gates_owner_and_source(run_cli):
    out = run_cli("rules", "--family", "R4").out
    block = out[out.index("R402") : out.index("R403")]
    for part in ("公示未满就发放", "错误", "G3", "镇", "门槛：工资公示天数 7", "依据：东坡经验：公示7天"):
        assert part in block


def listed(text: str) -> list[str]:
    return re.findall(r"^(R\d{3})  ", text, flags=re.MULTILINE)


def test_rules_are_chosen_by_gate_family_and_severity(run_cli):
    rules = load_pack().rules
    assert listed(run_cli("rules", "--family", "R36").out) == sorted(code for code in rules if code[:3] == "R36")
    assert listed(run_cli("rules", "--family", "r3").out) == sorted(code for code in rules if code[:2] == "R3")
    of_pay = {code for code, rule in rules.items() if "G3" in rule.gates}
    assert set(listed(run_cli("rules", "--gate", "G3").out)) == of_pay
    errors = listed(run_cli("rules", "--severity", "错误").out)
    assert "R205" in errors, "a warning that becomes an error at a stage is listed with the errors"
    assert "R112" not in errors


def test_rules_as_json(run_cli):
    rules = {rule["code"]: rule for rule in json.loads(run_cli("rules", "--json").out)}
    assert set(rules) == set(load_pack().rules)
    assert rules["R402"]["thresholds"] == {"工资公示天数": "7"}
    assert rules["R205"]["stage_severity"] == {"实施": "错误"}


@pytest.mark.parametrize(
    ("option", "value", "expected"),
    [("--gate", "G8", "G1、G2"), ("--family", "X1", "R1、R2"), ("--severity", "严重", "错误、警告、提示")],
)
def test_a_filter_that_does_not_exist_names_the_choices(run_cli, option, value, expected):
    ran = run_cli("rules", option, value)
    assert ran.code == 2
    assert expected in ran.err
