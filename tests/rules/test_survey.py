"""The survey's list of persons, and the scores of a reserve project."""

from __future__ import annotations

import pytest

from archivegen.findings import Severity
from tests.rules.conftest import HEAD

FIVE = "日期: 2025-08-20, 劳动力总数: 120, 组织能力: 能组织自建"
ANNE, BEN = "511902196812184715", "511902196104059235"


def survey(people: str, more: str = "") -> str:
    return f"{HEAD}劳动力摸底: {{{FIVE}{more}, 名单: [{people}]}}\n"


def test_a_list_says_skills_willingness_and_hardship_by_itself(check):
    people = "{姓名: 张三, 务工意愿: 愿意, 技能: 泥工, 人员类别: 脱贫户}, {姓名: 李四, 务工意愿: 农闲}, {姓名: 王五, 务工意愿: 否}"
    assert not check(survey(people)).findings
    assert not check(survey(people, ", 有务工意愿: 2")).findings


def test_a_count_that_is_not_that_of_the_list_is_told_with_both(check):
    people = "{姓名: 张三, 务工意愿: 是}, {姓名: 李四, 务工意愿: 季节性}, {姓名: 王五, 务工意愿: 否}"
    (found,) = check(survey(people, ", 有务工意愿: 3")).findings
    assert (found.code, found.severity) == ("R540", Severity.WARNING)
    assert "3 人" in found.message
    assert "2 人" in found.message


def test_an_answer_nobody_can_read_is_not_counted_and_told(check):
    (found,) = check(survey("{姓名: 张三, 务工意愿: 再说}", ", 有务工意愿: 0")).findings
    assert found.code == "R541"
    assert "“愿意”" not in found.message
    assert "“是”“季节性”“否”" in found.message


def test_no_answer_is_no_mistake(check):
    assert not check(survey("{姓名: 张三}", ", 有务工意愿: 0")).findings


def test_nobody_is_surveyed_twice_and_no_number_is_shown_whole(check):
    people = (
        f'{{姓名: 张三, 身份证号: "{ANNE}"}}, {{姓名: 李四, 身份证号: "{BEN}"}}, {{姓名: 张三, 身份证号: "{ANNE}"}}'
    )
    (found,) = check(survey(people, ", 有务工意愿: 0")).findings
    assert found.code == "R542"
    assert ANNE not in found.message


@pytest.mark.parametrize("number", [ANNE, ""])
def test_a_right_number_or_none_is_accepted(check, number):
    assert not check(survey(f'{{姓名: 张三, 身份证号: "{number}"}}', ", 有务工意愿: 0")).findings


@pytest.mark.parametrize(
    ("scores", "codes"), [("群众利益: 25", []), ("群众利益: 25.5", ["R543"]), ("民心: 3", ["R543"])]
)
def test_a_score_has_a_name_and_a_weight(check, scores, codes):
    found = check(f"{HEAD}储备: {{四优先评分: {{{scores}}}}}\n").findings
    assert [each.code for each in found] == codes


def test_a_list_alone_shows_that_hands_are_missing(check):
    needed = "工价: [{工种: 普工, 单价: 180}]\n用工约定: {有效作业天数: 10, 出勤率: 100%}\n务工测算: [{分项: 路面, 单位: 米, 工程量: 300, 人工定额: 0.1, 工种: 普工}]\n"
    (found,) = check(survey("{姓名: 张三, 务工意愿: 是}") + needed).findings
    assert found.code == "R820"
    assert "还差 2 人" in found.message
