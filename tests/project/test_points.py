"""Grades and sums of a form that is scored."""

from __future__ import annotations

from decimal import Decimal

import pytest

from archivegen.project.points import find_grade, sum_firsts

BOUNDS = {"良": Decimal(80), "优": Decimal(90), "差": Decimal(0)}


@pytest.mark.parametrize(("total", "grade"), [("90", "优"), ("89.99", "良"), ("80", "良"), ("79.99", "差"), ("-1", "")])
def test_the_highest_grade_that_is_reached(total, grade):
    assert find_grade(BOUNDS, Decimal(total)) == grade
    assert find_grade({}, Decimal(total)) == ""


def test_a_sum_waits_until_all_of_its_level_is_scored():
    rows = [
        {"一级": "产出", "分值": Decimal(30), "得分": Decimal("29.5")},
        {"一级": "效益", "分值": Decimal(20), "得分": ""},
        {"一级": "产出", "分值": Decimal(10), "得分": Decimal(10)},
    ]
    first, second = sum_firsts(rows)
    assert (first["名称"], first["分值"], first["得分"], len(first["指标"])) == ("产出", 40, Decimal("39.5"), 2)
    assert (second["名称"], second["分值"], second["得分"]) == ("效益", 20, "")
