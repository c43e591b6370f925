"""What a project owes by its plan and by the law: notices, training, meetings, acceptance, aftercare."""

from __future__ import annotations

import datetime
import shutil

import pytest

from archivegen.agenda import AgendaItem, find_unknown_years, list_agenda
from archivegen.errors import PackError
from archivegen.pack.load import built_in_pack, load_pack
from archivegen.workspace import open_project
from tests.conftest import BAIHE, LONGMEN, QINGGANG, SAMPLES, SMALL_PROJECT, XIANGSHUI

WHERE = "地点: 村务公开栏, 单位: 村委会, 电话: 0827-5550110"


def find(items: tuple[AgendaItem, ...], term: str) -> AgendaItem:
    (found,) = [item for item in items if item.term == term]
    return found


def about(item: AgendaItem) -> tuple[str, str, str, str]:
    return str(item.day), item.standing, item.owner, item.key


def test_the_fund_plan_is_public_in_ten_working_days(agenda):
    funds = "资金: [{来源: 中央预算内投资, 金额: 200万元, 下达日期: 2026-02-03}]\n"
    found = find(agenda(funds, today="2026-02-10"), "计划公示")
    assert about(found) == ("2026-02-24", "待办", "县", "B06")
    posted = funds + f"公示: [{{类别: 县级计划公示, 张贴日期: 2026-02-09, {WHERE}}}]\n"
    assert find(agenda(posted, today="2026-03-10"), "计划公示").standing == "已办"
    own = "资金: [{来源: 自筹资金, 金额: 2万元, 下达日期: 2026-02-03}]\n"
    assert "计划公示" not in {item.term for item in agenda(own, today="2026-02-10")}


def test_notices_hang_before_the_start_and_are_closed_when_they_end(agenda):
    notices = f"公示: [{{类别: 镇村项目公示, 张贴日期: 2026-02-10, {WHERE}}}]\n"
    items = agenda(notices, "计划开工: 2026-03-02", today="2026-02-19")
    before = {item.text: about(item) for item in items if item.term == "开工前公示"}
    assert before["开工前张贴镇村项目公示（要满10天）"] == ("2026-02-28", "已办", "镇", "C07")
    assert before["开工前张贴施工公告（要满10天）"] == ("2026-02-28", "待办", "村", "C08")
    assert about(find(items, "公示到期")) == ("2026-02-20", "临近", "镇", "C07")
    late = agenda(notices, today="2026-02-22")
    assert find(late, "公示到期").standing == "逾期 2 天"
    told = notices.replace("0827-5550110", "0827-5550110, 异议: 无")
    assert find(agenda(told, today="2026-02-22"), "公示到期").standing == "已办"


def test_training_comes_before_the_start(agenda):
    plan = "计划开工: 2026-03-02"
    assert about(find(agenda(about=plan, today="2026-01-05"), "岗前培训")) == ("2026-02-28", "待办", "镇", "C13")
    cadres = "培训: [{轮次: 岗前, 对象: 镇村干部, 日期: 2026-02-10, 课题: 政策}]\n"
    assert find(agenda(cadres, plan, today="2026-01-05"), "岗前培训").standing == "待办"
    workers = cadres.replace("镇村干部", "务工群众")
    assert find(agenda(workers, plan, today="2026-02-12"), "岗前培训").standing == "已办"


def test_start_and_finish_by_the_plan(agenda):
    plan = "计划开工: 2026-03-02\n计划完工: 2026-06-30"
    items = agenda(about=plan, today="2026-03-05")
    assert find(items, "计划开工").standing == "逾期 3 天"
    assert find(items, "计划完工").standing == "待办"
    begun = agenda(about=plan + "\n实际开工: 2026-03-04", today="2026-03-05")
    assert find(begun, "计划开工").standing == "已办"


def test_an_insurance_that_runs_out(agenda):
    terms = "用工约定: {保险止: 2026-08-31}\n"
    people = (
        "务工人员:\n"
        "  - {姓名: 王大山, 保险止: 2026-07-31}\n"
        "  - {姓名: 李小英, 保险止: 2026-07-31}\n"
        "  - {姓名: 赵国强, 保险止: 2026-07-15, 退场日期: 2026-06-30}\n"
        "  - {姓名: 何光明, 保险止: 2026-08-31}\n"
    )
    items = agenda(terms + people, today="2026-07-28")
    assert about(find(items, "保险到期")) == ("2026-08-31", "待办", "村", "C14")
    own = find(items, "个人保险到期")
    assert (str(own.day), own.standing) == ("2026-07-31", "临近")
    assert own.text.startswith("2名务工群众")
    finished = agenda(terms, "实际完工: 2026-08-20", today="2026-09-28")
    assert find(finished, "保险到期").standing == "已办"


def test_a_meeting_every_month_of_work(agenda):
    plan = "实际开工: 2026-04-08\n计划完工: 2026-05-20"
    people = "务工人员: [{姓名: 王大山}]\n考勤: [{月份: 2026-04, 明细: [{姓名: 王大山, 出勤: {9: 1}}]}]\n"
    meetings = "会议: [{类别: 月调度会, 日期: 2026-04-20}]\n"
    items = [item for item in agenda(people + meetings, plan, today="2026-05-01") if item.term == "推进会"]
    assert [(str(item.day), item.standing, item.key) for item in items] == [
        ("2026-04-30", "已办", "C32"),
        ("2026-05-29", "待办", "C32"),
    ]


def test_three_months_after_the_finish_as_it_was_or_is_planned(agenda):
    planned = agenda(about="计划完工: 2026-06-30", today="2026-06-01")
    assert str(find(planned, "县级验收").day) == str(find(planned, "竣工决算").day) == "2026-09-30"
    missed = agenda(about="计划完工: 2026-06-30", today="2026-07-01")
    assert not {"县级验收", "竣工决算"} & {str(item.term) for item in missed}
    done = agenda(about="计划完工: 2026-06-30\n实际完工: 2026-06-26", today="2026-07-01")
    assert about(find(done, "县级验收")) == ("2026-09-26", "待办", "县", "D08")
    # 2026-09-25 … 27 are off
    assert find(done, "县级验收").text.endswith("（当天是休息日，请提前到 2026-09-24 办好）")


def test_what_follows_the_acceptance(agenda):
    closing = (
        "验收:\n"
        "  初验: {日期: 2026-07-20, 结论: 限期整改, 问题: [{问题: 勾缝, 期限: 2026-07-31, 销号日期: 2026-07-30}, {问题: 护栏, 期限: 2026-07-31}]}\n"
        "  复验: {日期: 2026-08-25, 结论: 合格}\n"
        "  保修期: 24\n"
        "管护: {管护主体: 村委会, 开始日期: 2026-09-10, 期限: 5}\n"
    )
    items = agenda(closing, today="2026-08-26")
    assert about(find(items, "验收备案")) == ("2026-09-09", "待办", "镇", "D08")
    assert about(find(items, "整改")) == ("2026-07-31", "逾期 26 天", "村", "D02")
    assert "勾缝" not in find(items, "整改").text
    assert about(find(items, "保修到期")) == ("2028-08-25", "待办", "镇", "D12")
    assert str(find(items, "管护到期").day) == "2031-09-10"


@pytest.mark.parametrize("years", ["500", "99999999"])
def test_a_term_of_centuries_is_no_term(agenda, years):
    closing = (
        f"管护: {{管护主体: 村委会, 开始日期: 2026-09-10, 期限: {years}}}\n"
        f"批复: {{文号: 某发改〔2026〕1号, 日期: 2026-01-10, 机关: 发展和改革局, 有效期: {years}}}\n"
    )
    assert agenda(closing, today="2026-08-26") == ()


def test_an_approval_that_is_valid_for_two_years(agenda):
    approval = "批复: {文号: 某发改〔2026〕1号, 日期: 2026-01-10, 机关: 发展和改革局, 有效期: 2}\n"
    assert about(find(agenda(approval, today="2026-08-26"), "批复有效期")) == ("2028-01-10", "待办", "镇", "B03")


def test_a_project_that_says_nothing_owes_nothing_yet(agenda):
    assert agenda(today="2026-08-26") == ()


@pytest.mark.parametrize(
    ("name", "day"),
    [
        (XIANGSHUI, (2026, 11, 22)),
        (LONGMEN, (2026, 6, 12)),
        (QINGGANG, (2026, 8, 5)),
        (BAIHE, (2026, 11, 20)),
    ],
)
def test_every_line_of_a_sample_is_whole(name, day):
    workspace = open_project(SAMPLES / name, datetime.date(*day))
    keys = {entry.key for entry in workspace.plan.entries} | {entry.code for entry in workspace.plan.entries}
    assert len({item.uid for item in workspace.agenda}) == len(workspace.agenda)
    for item in workspace.agenda:
        assert "{" not in item.text
        assert item.owner in {"县", "镇", "村", "施"}, item.text
        assert item.source
        assert item.key in keys or item.day > workspace.today, item.key


def test_names_of_things_are_the_same_in_every_run():
    first, later = (open_project(SAMPLES / LONGMEN, datetime.date(2026, month, 12)) for month in (6, 9))
    known = {item.uid: (item.term, item.key) for item in first.agenda}
    again = {item.uid: (item.term, item.key) for item in later.agenda}
    assert len(known.keys() & again.keys()) > 40
    assert all(known[uid] == again[uid] for uid in known.keys() & again.keys())


def test_only_years_that_matter_are_asked_for(tmp_path):
    (tmp_path / "项目.yaml").write_text(
        SMALL_PROJECT.replace("  村: 青溪村\n", "  村: 青溪村\n  实际开工: 2026-11-02\n  计划完工: 2029-01-30\n"),
        encoding="utf-8",
    )
    workspace = open_project(tmp_path, datetime.date(2026, 11, 20))
    assert find_unknown_years(workspace.agenda, workspace.pack, workspace.today) == (2027,)


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("代码: 制表", "代码: 制标", "代码“制标”不认识"),
        ("{name}劳务报酬发放表", "{nome}劳务报酬发放表", "“制表”的话用了不认识的词"),
        ("材料: C21", "材料: C99", "“制表”的材料 C99 不在清单中"),
        ("责任: 施, 材料: C21", "责任: 工, 材料: C21", "“制表”的责任“工”应为"),
        ("代码: 制表", "代码: 考勤", "代码“考勤”出现两次"),
    ],
)
def test_a_pack_whose_agenda_is_wrong(tmp_path, old, new, expected):
    folder = tmp_path / "某省模板包"
    shutil.copytree(built_in_pack(), folder)
    text = (folder / "agenda.yaml").read_text(encoding="utf-8")
    assert old in text
    (folder / "agenda.yaml").write_text(text.replace(old, new, 1), encoding="utf-8")
    workspace = open_project(SAMPLES / XIANGSHUI, datetime.date(2026, 11, 22))
    with pytest.raises(PackError, match=expected):
        list_agenda(workspace.figures, load_pack(folder), workspace.today)


def test_a_pack_may_leave_out_what_its_province_does_not_do(tmp_path):
    folder = tmp_path / "某省模板包"
    shutil.copytree(built_in_pack(), folder)
    lines = (folder / "agenda.yaml").read_text(encoding="utf-8").splitlines(keepends=True)
    (folder / "agenda.yaml").write_text("".join(line for line in lines if "推进会" not in line), encoding="utf-8")
    workspace = open_project(SAMPLES / XIANGSHUI, datetime.date(2026, 11, 22))
    terms = {item.term for item in list_agenda(workspace.figures, load_pack(folder), workspace.today)}
    assert "推进会" not in terms
    assert "县级验收" in terms
