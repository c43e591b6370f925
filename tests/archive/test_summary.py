"""What the states add up to: levels, emphases, aspects, groups, the four notices, the tasks."""

from __future__ import annotations

from archivegen.archive import State, summarise
from archivegen.pack.index_orders import IndexOrders
from archivegen.plan import Origin


def summary_of(desk):
    return summarise(desk.plan, desk.states())


def test_papers_are_counted_by_every_order_of_the_pack_in_its_sequence(desk):
    desk.owe("C21@2026-03", emphasis=("劳务报酬发放",), aspect=3, group="财务", level="施")
    desk.owe("C10", "名册", emphasis=("本地劳动力组织", "劳务报酬发放"), aspect=3, group="实施", level="村")
    desk.owe("B03", "批复", aspect=1, group="前期", level="县")
    desk.scan("C10.pdf")
    summary = summary_of(desk)
    assert [(t.label, t.complete, t.due) for t in summary.emphases] == [
        ("本地劳动力组织", 1, 1),
        ("劳务报酬发放", 1, 2),
    ]
    assert [(t.label, t.due) for t in summary.aspects] == [("1 审批规范", 1), ("3 群众务工组织", 2)]
    assert [(t.label, t.due) for t in summary.groups] == [("前期", 1), ("实施", 1), ("财务", 1)]
    assert [(t.label, t.due) for t in summary.levels] == [
        ("县级（县发展改革局）", 1),
        ("施工单位、村委会、项目理事会", 2),
    ]


def test_a_pack_that_orders_nothing_has_its_papers_in_the_order_of_the_catalogue(desk):
    desk.orders = IndexOrders()
    desk.owe("C21", emphasis=("乙",), aspect=9, group="丙", level="镇")
    desk.owe("C10", emphasis=("甲",), level="")
    summary = summary_of(desk)
    assert [t.label for t in summary.emphases] == ["乙", "甲"]
    assert [t.label for t in summary.aspects] == ["9"]
    assert [t.label for t in summary.levels] == ["镇", "（未注明）"]
    assert summary.notices == ()


def test_every_line_of_the_catalogue_has_its_worst_state_and_the_reason(desk):
    for month in ("2026-03", "2026-04", "2026-05"):
        desk.owe(f"C21@{month}")
    desk.scan("C21@2026-03.pdf")
    desk.draft("C21@2026-04")
    desk.owe("D12", "保修书", applies=False, reason="自建项目不签")
    desk.owe("B05", "资金文件", origin=Origin.COLLECTED, signers=())
    lines = {line.code: line for line in summary_of(desk).catalogue}
    wages = lines["C21"]
    assert (wages.state, wages.complete, wages.due) == (State.MISSING, 1, 3)
    assert wages.reason == "差 2 份：已生成，还没有签章；尚未生成"
    assert (lines["D12"].state, lines["D12"].due, lines["D12"].reason) == (State.NOT_APPLICABLE, 0, "自建项目不签")
    assert lines["B05"].reason == "还没有收到原件"


def notice(desk, code="B06"):
    return next(line for line in summary_of(desk).notices if line.code == code)


def test_a_notice_needs_itself_its_photos_and_its_result(desk):
    desk.owe("B06", "县级计划公示")
    desk.owe("B06+公示记录表", "公示记录表")
    assert not notice(desk).complete
    desk.scan("B06.pdf")
    assert [(part.name, part.done) for part in notice(desk).parts] == [
        ("公示件", True),
        ("照片", False),
        ("结果", False),
    ]
    desk.scan("B06+公示记录表.pdf")
    assert notice(desk).complete


def test_the_four_notices_are_never_waived_and_never_forgotten(desk):
    desk.owe("B06", "县级计划公示", applies=False, reason="没有公示")
    assert [line.code for line in summary_of(desk).notices] == ["B06", "C07", "C08", "C22"]
    assert not any(line.complete for line in summary_of(desk).notices)
    assert [(part.complete, part.due) for part in notice(desk, "C22").parts] == [(0, 1)] * 3


def test_wages_of_every_batch_must_be_published_with_their_own_result(desk):
    for month in ("2026-03", "2026-04"):
        for part in ("", "+公示记录表", "+公示结果证明"):
            desk.owe(f"C22@{month}{part}", "劳务报酬公示")
            if (month, part) != ("2026-04", "+公示结果证明"):
                desk.scan(f"C22@{month}{part}.pdf")
    assert [(part.name, part.complete, part.due) for part in notice(desk, "C22").parts] == [
        ("公示件", 2, 2),
        ("照片", 2, 2),
        ("结果", 1, 2),
    ]


def test_each_level_has_a_list_of_what_it_owes_with_labour_and_wages_first(desk):
    desk.owe("A03", "储备申报表", level="镇")
    desk.owe("C21@2026-03", level="镇", emphasis=("劳务报酬发放",))
    desk.owe("B05", "资金文件", origin=Origin.COLLECTED, signers=(), level="县", due="收到即归档")
    desk.owe("C18", "施工日志", level="施", signers=())
    desk.draft("C18")
    county, township, builders = summary_of(desk).tasks
    assert [task.code for task in township.tasks] == ["C21", "A03"]
    assert [task.first for task in township.tasks] == [True, False]
    only = county.tasks[0]
    assert (only.why, only.to_do) == ("还没有收到原件", "向形成单位收集原件（收到即归档），扫描后放入 归档件/B05/")
    assert builders.level == "施工单位、村委会、项目理事会"
    assert builders.tasks == ()


def test_papers_that_wait_alike_are_one_task(desk):
    for name in ("甲", "乙", "丙"):
        desk.owe(f"C11@{name}", "用工合同", signers=("甲方",))
    desk.draft("C11@丙")
    township = summary_of(desk).tasks[0]
    assert [(task.state, task.titles) for task in township.tasks] == [
        (State.MISSING, ("用工合同（甲）", "用工合同（乙）")),
        (State.UNSIGNED, ("用工合同（丙）",)),
    ]
    assert township.tasks[0].to_do == "生成文书，由甲方签字盖章，扫描后放入 归档件/ 下以各份材料的键命名的文件夹"
    assert township.tasks[1].to_do == "由甲方签字盖章，扫描后放入 归档件/C11@丙/"
    assert len(township.items) == 3
