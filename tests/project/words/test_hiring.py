"""The order of hiring is the order of domain §1.3, and the list explains it."""

from __future__ import annotations

from decimal import Decimal

from archivegen.project.words import build_words
from tests.project.test_figures import figures

ROSTER = [
    {"姓名": "甲", "来源范围": "邻村"},
    {"姓名": "乙", "来源范围": "本村"},
    {"姓名": "丙", "来源范围": "本乡镇", "人员类别": "脱贫户、残疾人"},
    {"姓名": "丁", "来源范围": "本村", "人员类别": "一般农户"},
    {"姓名": "戊", "来源范围": "本村", "人员类别": "监测户"},
    {"姓名": "己"},
]
TRAINING = [
    {
        "轮次": "岗前",
        "日期": "2026-02-20",
        "课题": "安全",
        "合格分": "60",
        "学员": [{"姓名": "乙", "成绩": "55"}, {"姓名": "丁", "成绩": "81.5"}],
    },
    {"轮次": "岗前", "日期": "2026-02-27", "课题": "砌筑", "学员": [{"姓名": "戊", "成绩": "90"}, {"姓名": "甲"}]},
    {"轮次": "完工后", "日期": "2026-06-27", "课题": "管护", "学员": [{"姓名": "乙", "成绩": "99"}]},
]


def listed(**sections):
    return build_words(figures(务工人员=ROSTER, **sections))["择优清单"]


def test_priority_first_then_distance_then_score():
    found = listed(培训=TRAINING)
    assert [row["姓名"] for row in found] == ["戊", "丙", "丁", "乙", "甲", "己"]
    assert [row["次序"] for row in found] == [1, 2, 3, 4, 5, 6]
    assert [row["序号"] for row in found] == [5, 3, 4, 2, 1, 6]


def test_without_scores_equals_keep_the_order_of_the_roster():
    assert [row["姓名"] for row in listed()] == ["戊", "丙", "乙", "丁", "甲", "己"]


def test_every_place_in_the_list_is_explained():
    found = {row["姓名"]: row for row in listed(培训=TRAINING)}
    assert found["丙"]["优先类别"] == ["脱贫户", "残疾人"]
    assert found["丁"]["优先类别"] == []
    assert (found["乙"]["岗前成绩"], found["乙"]["考核合格"]) == (Decimal(55), False)
    assert (found["丁"]["岗前成绩"], found["丁"]["考核合格"]) == (Decimal("81.5"), True)
    assert (found["戊"]["岗前成绩"], found["戊"]["考核合格"]) == (Decimal(90), "")
    assert (found["甲"]["岗前成绩"], found["甲"]["考核合格"]) == ("", "")


def test_the_best_of_several_trainings_counts():
    again = {
        "轮次": "岗前",
        "日期": "2026-03-01",
        "课题": "补考",
        "合格分": "60",
        "学员": [{"姓名": "乙", "成绩": "70"}],
    }
    found = {row["姓名"]: row for row in listed(培训=[*TRAINING, again])}
    assert (found["乙"]["岗前成绩"], found["乙"]["考核合格"]) == (Decimal(70), True)


def test_public_papers_are_never_given_the_list():
    assert "择优清单" not in build_words(figures(务工人员=ROSTER), public=True)
