"""Papers about people: consent (C12), trainings (C13), safety and insurance (C14), the start (C15), piecework (C19), reproofs (C20).

Read as the township reads them: do they agree with the other papers, and what do they say while little is known.
"""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest

from archivegen.manifest import Audience
from archivegen.pipeline import generate, open_project
from tests.conftest import LONGMEN, SMALL_PROJECT, XIANGSHUI
from tests.made import TODAY, WHEN, Made, make_sample

AGREED = """
批复: {文号: 巴发改〔2026〕1号, 机关: 巴州区发展和改革局, 日期: 2025-12-20}
参建各方: {理事会: [{姓名: 张三}, {姓名: 王五}, {姓名: 赵六}]}
工价: [{工种: 普工, 单价: 180}, {工种: 砌筑, 单位: m³, 单价: 45.5}]
"""


@pytest.fixture(scope="module")
def xiangshui(tmp_path_factory) -> Made:
    return make_sample(XIANGSHUI, tmp_path_factory.mktemp("people"))


@pytest.fixture(scope="module")
def longmen(tmp_path_factory) -> Made:
    return make_sample(LONGMEN, tmp_path_factory.mktemp("people"))


@pytest.fixture
def village(make_project):
    """A self-build project with these further sections: village("务工人员: …") → what was made."""

    def make(sections: str = "", **replaced: str) -> Made:
        text = SMALL_PROJECT.replace("  村: 青溪村\n", "  村: 青溪村\n  计划开工: 2026-03-02\n") + AGREED + sections
        for old, new in replaced.items():
            text = text.replace(old, new)
        folder = make_project(text)
        workspace = open_project(folder, TODAY)
        return Made(folder, workspace, generate(workspace, WHEN))

    return make


def entry_of(made: Made, key: str):
    return next(entry for entry in made.workspace.plan.entries if entry.key == key)


# --- C01, C02: the council and its agreement ------------------------------------------------------------------------


def test_the_election_names_everybody_with_post_and_votes(xiangshui):
    text = xiangshui.text("C01")
    parties = xiangshui.workspace.loaded.project.parties
    for member in (*parties.council, *parties.quality_group):
        line = next(line for line in text.splitlines() if member.name in line and str(member.votes) in line)
        assert member.post in line
    assert "应到33人，实到30人" in text
    assert "同意29票，反对0票，弃权1票" in text


def test_the_notice_of_the_election_is_public_and_has_its_record(xiangshui):
    assert entry_of(xiangshui, "C01+公示").audience is Audience.PUBLIC
    text = xiangshui.text("C01+公示")
    assert "自2025年9月13日至2025年9月22日，共10天" in text
    assert "得票" not in text
    assert "2025年9月12日" in xiangshui.text("C01+公示记录表")


def test_the_agreement_has_the_sum_the_payments_and_all_clauses(xiangshui):
    text = xiangshui.text("C02")
    for wanted in (
        "3,651,052.00元（大写：叁佰陆拾伍万壹仟零伍拾贰元整）",
        "累计不超过协议价款的30%",
        "云屏自建〔2026〕1号",
    ):
        assert wanted in text
    clauses = ("工程内容和建设方式", "工期", "价款和支付", "用工和劳务报酬", "材料设备采购和机械租赁", "质量和验收",
               "安全责任和保险", "资金管理和公开", "档案资料", "三方责任", "违约责任", "争议解决")  # fmt: skip
    assert [clause for clause in clauses if clause not in text] == []


def test_a_contractor_has_neither_council_nor_agreement(longmen):
    for code in ("C01", "C02"):
        assert not entry_of(longmen, code).applies


def test_an_agreement_without_sum_and_payments_leaves_places_to_write(village):
    text = village().text("C02")
    assert "人民币____________元（大写：" in text
    assert "不超过协议价款的____%" in text
    assert "（）" not in text


# --- C12: one leaf a worker ------------------------------------------------------------------------------------------


def test_everybody_gets_a_leaf_that_only_the_archive_sees(xiangshui):
    project = xiangshui.workspace.loaded.project
    leaves = [entry for entry in xiangshui.workspace.plan.entries if entry.code == "C12"]
    assert len(leaves) == len(project.workers)
    assert {leaf.audience for leaf in leaves} == {Audience.RESTRICTED}
    for leaf, worker in zip(leaves, project.workers, strict=True):
        text = xiangshui.text(leaf.key)
        assert worker.name in text
        assert worker.id_number in text
        assert worker.account in text


@pytest.mark.parametrize(
    "told",
    ["处理者", "处理目的", "信息种类", "保存期限", "保存30年", "公示内容", "撤回", "必要性和影响", "单独同意"],
)
def test_the_leaf_tells_what_the_law_asks(xiangshui, told):
    """个人信息保护法 art. 17, 25, 29 and 30."""
    assert told in xiangshui.text("C12@何光才")


def test_health_is_asked_only_of_those_past_the_service_age(xiangshui):
    elder = next(person for person in xiangshui.workspace.words["务工人员"] if person["超龄"])
    younger = next(person for person in xiangshui.workspace.words["务工人员"] if not person["超龄"])
    assert "健康状况" in xiangshui.text(f"C12@{elder['键']}")
    assert "健康状况" not in xiangshui.text(f"C12@{younger['键']}")


def test_wages_into_the_account_of_another_are_received_by_order(village):
    made = village("""
务工人员:
  - {姓名: 李四, 户名: 李小四, 户名关系: 儿子, 收款授权: 2026-03-01授权书}
  - {姓名: 王五}
""")
    assert "自愿委托李小四用以上账户代收" in made.text("C12@李四")
    assert "儿子" in made.text("C12@李四")
    assert "由本人实名开立" in made.text("C12@王五")


# --- C13: trainings --------------------------------------------------------------------------------------------------


def test_the_ledger_counts_as_the_summary_does(xiangshui):
    words = xiangshui.workspace.words
    ledger = words["培训档案"][0]
    assert sum(row["实到"] for row in ledger["场次"]) == words["指标"]["培训人次"]
    assert [row["轮次"] for row in ledger["场次"]] == ["岗前", "岗前", "过程", "完工后"]
    sheet = openpyxl.load_workbook(xiangshui.path("C13@台账"), data_only=True).worksheets[1]
    names = [row[1] for row in sheet.iter_rows(values_only=True) if isinstance(row[0], int)]
    assert names == [worker.name for worker in xiangshui.workspace.loaded.project.workers]


def test_a_session_has_letter_sign_in_scores_and_cards(xiangshui):
    session = "C13@2026-02-27"
    assert "2026年2月23日" in xiangshui.text(session)
    assert "60分以上合格46人，合格率100.00%" in xiangshui.text(f"{session}+考核成绩表")
    cards = xiangshui.text(f"{session}+上岗证")
    for worker in xiangshui.workspace.loaded.project.workers:
        assert f"证　　号：{worker.certificate_no}" in cards
    assert "C13@2026-05-08+上岗证" not in xiangshui.keys


def test_whoever_fails_gets_no_card_and_the_number_follows_the_rule(village):
    """项目号-年份-序号, the 序号 being the line of the roster (domain §6.10)."""
    made = village("""
档案: {项目号: "012"}
务工人员: [{姓名: 李四}, {姓名: 王五}, {姓名: 赵六, 上岗证号: QX-9}]
培训:
  - {轮次: 岗前, 日期: 2026-02-27, 课题: 砌筑与安全, 合格分: 60, 学员: [{姓名: 李四, 成绩: 59.5}, {姓名: 王五, 成绩: 60}, {姓名: 赵六, 成绩: 88}]}
  - {轮次: 岗前, 日期: 2026-02-28, 课题: 砌筑与安全, 合格分: 60, 学员: [{姓名: 李四, 成绩: 75}, {姓名: 王五, 成绩: 80}]}
""")
    first, second = made.text("C13@2026-02-27+上岗证"), made.text("C13@2026-02-28+上岗证")
    assert "李四" not in first
    assert "012-2026-002" in first
    assert "QX-9" in first
    assert "012-2026-001" in second
    assert "王五" not in second, "one card a worker"
    assert "不合格" in made.text("C13@2026-02-27+考核成绩表")
    assert "012-2026-002" in made.text("C10")


def test_a_session_still_to_come_has_places_to_sign(village):
    made = village("培训: [{轮次: 岗前, 日期: 2026-02-27, 课题: 砌筑, 应到: 12}]\n")
    sheet = openpyxl.load_workbook(made.path("C13@2026-02-27+签到表")).active
    assert [row[0] for row in sheet.iter_rows(values_only=True) if isinstance(row[0], int)] == list(range(1, 13))
    assert "C13@2026-02-27+考核成绩表" not in made.keys
    assert "培训结束当场考核" in made.text("C13@2026-02-27")


def test_two_sessions_of_one_day_are_told_apart_by_number(village):
    sessions = "培训: [{轮次: 岗前, 日期: 2026-02-27, 课题: 砌筑}, {轮次: 岗前, 日期: 2026-02-27, 课题: 安全%s}]\n"
    twice = village(sessions % "")
    assert [f.code for f in twice.result.report.errors if f.code == "A101"] == ["A101"]


def test_a_number_tells_them_apart(village):
    made = village(
        "培训: [{轮次: 岗前, 日期: 2026-02-27, 课题: 砌筑}, {轮次: 岗前, 日期: 2026-02-27, 编号: 2, 课题: 安全}]\n"
    )
    assert {"C13@2026-02-27", "C13@2026-02-27-2"} <= set(made.keys)


# --- C14, C15: safety and the start ----------------------------------------------------------------------------------


def test_whoever_was_not_taught_safety_has_an_empty_line(village):
    made = village("""
务工人员: [{姓名: 李四}, {姓名: 王五}]
培训: [{轮次: 岗前, 日期: 2026-02-27, 课题: 砌筑与安全生产, 学员: [{姓名: 王五}]}]
""")
    rows = made.workspace.words["安全教育"]
    assert [(row["姓名"], str(row["日期"])) for row in rows] == [("王五", "2026-02-27"), ("李四", "")]


def test_policies_are_listed_once_with_whom_they_cover(xiangshui):
    policies = xiangshui.workspace.words["保险单"]
    assert (policies[0]["团体"], policies[0]["人数"]) == (True, 46)
    numbers = [policy["保单号"] for policy in policies]
    assert len(set(numbers)) == len(numbers)


def test_a_briefing_lists_its_crew_to_sign(xiangshui):
    briefing = next(row for row in xiangshui.workspace.words["技术交底"] if row["班组"] == "砌筑班")
    crew = [worker.name for worker in xiangshui.workspace.loaded.project.workers if worker.crew == "砌筑班"]
    assert briefing["人员"] == crew
    text = xiangshui.text("C14+技术交底记录")
    assert [name for name in crew if name not in text] == []


def test_without_briefings_there_is_a_blank_form(village):
    text = village("务工人员: [{姓名: 李四}]\n").text("C14+技术交底记录")
    assert "施工部位" in text
    assert "李四" not in text


def test_the_start_counts_those_who_entered_by_then(longmen):
    terms = longmen.workspace.words["开工条件"]
    project = longmen.workspace.loaded.project
    first = [w for w in project.workers if w.entered and w.entered <= project.basics.started]
    assert terms["首批人数"] == len(first) == terms["已签合同"] == terms["培训合格"] == terms["已投保"]
    assert f"首批务工人员{len(first)}人，已签订用工合同（协议）{len(first)}人。" in longmen.text("C15")


def test_what_is_lacking_on_the_day_of_the_start_is_said(village):
    made = village("""
务工人员:
  - {姓名: 李四, 合同签订日期: 2026-03-01, 进场日期: 2026-03-02}
  - {姓名: 王五, 合同签订日期: 2026-03-05, 进场日期: 2026-03-02}
  - {姓名: 赵六, 进场日期: 2026-04-01}
公示: [{类别: 施工公告, 张贴日期: 2026-02-20}, {类别: 务工公告, 张贴日期: 2026-03-10}]
""")
    text = made.text("C15")
    assert "首批务工人员2人，已签订用工合同（协议）1人，尚缺1人。" in text
    assert "施工公告（2026年2月20日）已张贴。" in text
    assert "务工公告（" not in text
    assert "未具备的应当在开工前补齐" in text


# --- C19, C20: piecework and reproofs --------------------------------------------------------------------------------


@pytest.mark.parametrize("name", [XIANGSHUI, LONGMEN])
def test_measured_amounts_are_those_of_the_wage_sheets(name, request):
    made: Made = request.getfixturevalue("xiangshui" if name == XIANGSHUI else "longmen")
    sheets = made.workspace.words["计量单"]
    months = {batch["月份"] for batch in made.workspace.words["发放批次"] if batch["类型"] == "正常"}
    paid = sum((b["合计"]["计件"] for b in made.workspace.words["发放批次"] if b["类型"] == "正常"), Decimal(0))
    assert sum((s["金额"] for s in sheets if f"{s['日期']:%Y-%m}" in months), Decimal(0)) == paid > 0
    for sheet in sheets:
        assert total_of(made.path(f"C19@{sheet['键']}")) == sheet["金额"]


def total_of(path: Path) -> Decimal:
    rows = list(openpyxl.load_workbook(path, data_only=True).active.iter_rows(values_only=True))
    head = next(row for row in rows if "金额（元）" in row)
    total = next(row for row in rows if row[0] == "合计")
    return Decimal(str(total[head.index("金额（元）")])).quantize(Decimal("0.01"))


def test_without_piecework_no_measurement_is_owed(village):
    made = village("务工人员: [{姓名: 李四}]\n", **{", {工种: 砌筑, 单位: m³, 单价: 45.5}": ""})
    entry = entry_of(made, "C19")
    assert not entry.applies
    assert "全部计日" in entry.reason


def test_agreed_piecework_waits_for_what_was_measured(village):
    assert entry_of(village(), "C19").missing_facts == ("计件",)


def test_a_village_without_reproofs_says_so_once(village):
    """有则归: what did not happen is recorded as such (domain §4)."""
    assert entry_of(village(), "C20").missing_facts == ("考核",)


def test_what_did_not_happen_is_waived_with_a_reason(village):
    entry = entry_of(village("不适用: {C20: 没有发生考核教育和扣款}\n"), "C20")
    assert (entry.applies, entry.reason) == (False, "没有发生考核教育和扣款")


def test_reproofs_are_kept_person_by_person(xiangshui):
    text = xiangshui.text("C20@何建平")
    assert "上午迟到四十分钟" in text
    assert "返工两米" in text
    assert "张天宇" not in text
    assert "未对其作出取消务工资格或者扣减劳务报酬的处理" in text


DEDUCTED = """
用工约定: {启用扣款: 是}
务工人员: [{姓名: 李四, 工种: 普工}]
考勤: [{月份: 2026-03, 明细: [{姓名: 李四, 出勤: {2: 1, 3: 1, 4: 1, 5: 1, 6: 0.5}}]}]
发放批次: [{月份: 2026-03}]
考核:
  - {姓名: 李四, 日期: 2026-03-03, 事由: 迟到}
  - {姓名: 李四, 日期: 2026-03-03, 事由: 早退}
  - {姓名: 李四, 日期: 2026-03-04, 事由: 不戴安全帽}
  - {姓名: 李四, 日期: 2026-03-05, 事由: 返工}
  - {姓名: 李四, 日期: 2026-03-06, 事由: 仍不改正, 处理: 扣款, 金额: 81, 决定依据: 村委会2026年3月6日会议}
"""


def test_a_deduction_shows_wage_share_cap_and_the_days_of_education(village):
    """4.5 days at 180 元 are 810 元; the tenth part is the cap (seed Dongpo)."""
    made = village(DEDUCTED)
    words = made.workspace.words["考核人员"][0]
    decision = words["处理"][0]
    assert (words["教育次数"], decision["此前教育"]) == (3, 3), "twice on one day is once"
    assert (decision["当月应发"], decision["占比"], decision["上限金额"]) == (810, Decimal("0.1"), 81)
    text = made.text("C20@李四")
    assert "处理决定：扣款" in text
    assert "扣减2026年3月劳务报酬81.00元" in text
    assert "10%（81.00元）" in text


def test_three_hundred_leaves_are_quick(village):
    """About 2 ms a leaf; a slow machine gets ten times as much."""
    import time

    from archivegen.pipeline import words_for
    from archivegen.render import render_entry

    made = village("务工人员:\n" + "".join(f"  - {{姓名: 村民{i:03}, 编号: N{i:03}}}\n" for i in range(300)))
    leaves = [entry for entry in made.workspace.plan.entries if entry.code == "C12"]
    assert len(leaves) == 300
    began = time.process_time()
    for entry in leaves:
        render_entry(entry, words_for(made.workspace, entry))
    assert time.process_time() - began < 300 * 0.02
