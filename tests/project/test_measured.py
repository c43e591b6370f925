"""现场收方: formulas as people write them, sheets by day and part, what is done by a day."""

from __future__ import annotations

import datetime
from decimal import Decimal

import pytest

from archivegen.project.load import load_project
from archivegen.project.measured import compute_formula, group_sheets, list_done
from tests.conftest import SMALL_PROJECT


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("1900×0.4×0.4", "304"),
        ("80×（0.6+1.8）÷2×2.5", "240"),
        ("（3.2＋2.8）/2*15", "45"),
        ("120－20.5", "99.5"),
        ("[(2+4)÷2+1]×3", "12"),
        ("-3+5", "2"),
        ("1600×1.56+9=2505", "2505"),
        ("7", "7"),
    ],
)
def test_a_formula_gives_its_value(written, value):
    assert compute_formula(written) == Decimal(value)


@pytest.mark.parametrize(
    "written",
    [
        "",
        "见附图",
        "L×0.4",
        "3米×2",
        "2×",
        "(2+3",
        "2)",
        "1÷0",
        "2..5",
        "=",
        "(" * 500 + "1",
        "3 4",
        "9999999999999999×9999999999999999",
    ],
)
def test_what_is_no_formula_gives_nothing(written):
    assert compute_formula(written) is None


def project_of(make_project, text: str):
    loaded = load_project(make_project(SMALL_PROJECT + text))
    assert not loaded.report.findings
    return loaded.project


def test_a_sheet_for_every_day_and_part(make_project):
    project = project_of(
        make_project,
        """
收方:
  - {日期: 2026-03-20, 部位: 边沟, 数量: 5}
  - {日期: 2026-03-14, 部位: 路基, 数量: 1}
  - {日期: 2026-03-20, 部位: 边沟, 数量: 2, 编号: 2}
  - {日期: 2026-03-14, 部位: 路基, 数量: 3}
""",
    )
    assert [(sheet.key, len(sheet.rows)) for sheet in group_sheets(project)] == [
        ("2026-03-14-路基", 2),
        ("2026-03-20-边沟", 1),
        ("2026-03-20-边沟-2", 1),
    ]


def test_done_by_a_day_and_its_amount_to_the_cent(make_project):
    project = project_of(
        make_project,
        """\
  - {名称: 边沟, 单位: m, 数量: 100, 单价: 3.35}
  - {名称: 路面, 单位: m², 数量: 9}
收方:
  - {日期: 2026-03-20, 部位: 边沟, 分项: 边沟, 数量: 0.1}
  - {日期: 2026-03-21, 部位: 边沟, 分项: 边沟, 数量: 0.2}
  - {日期: 2026-03-21, 部位: 路面, 分项: 路面, 数量: 4}
""",
    )
    [first] = list_done(project, datetime.date(2026, 3, 20))
    assert (first.quantity, first.amount) == (Decimal("0.1"), Decimal("0.34"))
    assert [(done.quantity, done.amount) for done in list_done(project, None)] == [
        (Decimal("0.3"), Decimal("1.01")),
        (4, None),
    ]
