from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archivegen.archive import State, Tally, summarise
from archivegen.plan import Origin


def state_of(desk, key):
    return next(item for item in desk.states() if item.entry.key == key)


def test_a_signed_paper_is_complete_only_with_its_scan(desk):
    desk.owe("C21@2026-03")
    assert state_of(desk, "C21@2026-03").state is State.MISSING
    desk.draft("C21@2026-03")
    waiting = state_of(desk, "C21@2026-03")
    assert waiting.state is State.UNSIGNED
    assert waiting.explanation == "已生成，待制表人、乡镇主要负责人签字盖章；签章后扫描，放入 归档件/C21@2026-03/"
    assert waiting.owed_by == "香水镇人民政府"
    desk.scan("C21@2026-03.pdf")
    done = state_of(desk, "C21@2026-03")
    assert done.state is State.COMPLETE
    assert not done.owed_by


def test_a_paper_that_nobody_signs_is_complete_when_it_is_generated(desk):
    desk.owe("C18", signers=())
    assert state_of(desk, "C18").state is State.MISSING
    desk.draft("C18")
    assert state_of(desk, "C18").state is State.COMPLETE


def test_a_paper_from_outside_must_come_in(desk):
    desk.owe("B05", origin=Origin.COLLECTED, signers=())
    assert "收集" in state_of(desk, "B05").explanation
    desk.draft("B05")
    assert state_of(desk, "B05").state is State.UNSIGNED
    desk.scan("B05/批文.pdf")
    assert state_of(desk, "B05").state is State.COMPLETE


def test_a_paper_that_does_not_apply_stays_with_its_reason(desk):
    desk.owe("D12", applies=False, reason="村民自建项目不签订施工合同")
    desk.draft("D12")
    item = state_of(desk, "D12")
    assert (item.state, item.explanation, item.owed_by) == (State.NOT_APPLICABLE, "村民自建项目不签订施工合同", "")


def test_a_reason_that_is_not_given_is_asked_for(desk):
    desk.owe("D12", applies=False)
    assert "未写明" in state_of(desk, "D12").explanation


def test_facts_that_are_missing_are_named(desk):
    desk.owe("D08", missing_facts=("验收.县级复验.日期", "验收.县级复验.结论"))
    assert state_of(desk, "D08").explanation == "项目文件还缺：验收.县级复验.日期、验收.县级复验.结论；补齐后生成"


def test_the_level_owes_when_no_unit_is_known(desk):
    desk.owe("C35", level="施", responsible="")
    assert state_of(desk, "C35").owed_by == "施工单位"


def test_papers_are_counted_by_stage_and_level(small_desk):
    summary = summarise(small_desk.plan, small_desk.states())
    assert summary.total == Tally("合计", 2, 1, 0, 1)
    assert summary.total.percent == Decimal("66.6")
    assert [(t.label, t.complete, t.due) for t in summary.stages] == [("申报", 1, 1), ("实施", 1, 2), ("验收", 0, 0)]
    assert [(t.label[:2], t.due) for t in summary.levels] == [("县级", 1), ("项目", 2)]
    assert summary.stages[2].percent is None


def test_a_catalogue_line_is_only_as_complete_as_its_worst_paper(desk):
    for month in ("2026-03", "2026-04"):
        desk.owe(f"C21@{month}")
    desk.scan("C21@2026-03.pdf")
    desk.owe("B05")
    desk.scan("B05.pdf")
    lines = summarise(desk.plan, desk.states()).lines
    assert (lines.complete, lines.missing, lines.due) == (1, 1, 2)


@given(st.integers(0, 500), st.integers(0, 500), st.integers(0, 500))
def test_only_a_complete_archive_has_a_hundred_percent(complete, unsigned, missing):
    tally = Tally("", complete, unsigned, missing, 3)
    assert (tally.percent == 100) == (tally.due > 0 and complete == tally.due)


@pytest.fixture
def gate(desk):
    desk.prerequisites = ((5, "劳务报酬或补助兑现花名册", ("C21", "C23")),)
    desk.owe("C23", "银行代发回单", origin=Origin.COLLECTED, signers=())
    return desk


def prerequisite(desk):
    return summarise(desk.plan, desk.states()).prerequisites[0]


def test_a_prerequisite_needs_every_paper_of_every_code(gate):
    for month in ("2026-03", "2026-04"):
        gate.owe(f"C21@{month}")
        gate.scan(f"C21@{month}.pdf")
    assert not prerequisite(gate).complete
    assert prerequisite(gate).lacking == ("C23 银行代发回单（缺失）",)
    gate.scan("C23.pdf")
    assert prerequisite(gate).complete


def test_a_code_without_any_paper_does_not_count_as_finished(gate):
    gate.scan("C23.pdf")
    assert prerequisite(gate).lacking == ("C21（应归档清单中还没有）",)


def test_papers_that_do_not_apply_do_not_hinder_but_do_not_prove_either(gate):
    gate.owe("C21", applies=False, reason="无")
    gate.scan("C23.pdf")
    assert prerequisite(gate).complete
    gate.entries[:] = [entry for entry in gate.entries if entry.code == "C21"]
    gate.owe("C23", applies=False, reason="无")
    assert not prerequisite(gate).complete
