"""The papers of money, months, supervision and acceptance beside C21, D01 and E01: read again from the files, to the cent."""

from __future__ import annotations

import re
from decimal import Decimal
from itertools import pairwise
from pathlib import Path

import openpyxl
import pytest

from archivegen.chinese import amount_in_capitals, find_personal_numbers
from archivegen.pipeline import generate, open_project
from archivegen.project.measured import sum_by_item
from archivegen.render.drafts import DraftStatus
from archivegen.render.office import extract_text
from tests.conftest import LONGMEN, XIANGSHUI
from tests.made import TODAY, WHEN, Made, make_sample

MINE = ("C26", "C28", "C31", "C32", "C33", "C34", "D09", "D11", "D12")
HOLES = re.compile(r"\{\{|\}\}|\{%|%\}|\bNone\b|（\s*）|《》|“”|，，|。。|、、|；；|：：|，。|、。|；。|。；")


@pytest.fixture(scope="module")
def finished(tmp_path_factory) -> Made:
    return make_sample(XIANGSHUI, tmp_path_factory.mktemp("finished"))


@pytest.fixture(scope="module")
def building(tmp_path_factory) -> Made:
    return make_sample(LONGMEN, tmp_path_factory.mktemp("building"))


def yuan(amount: Decimal) -> str:
    return f"{amount:,.2f}"


def keys_of(made: Made, code: str) -> list[str]:
    return [key for key in made.keys if key.split("@")[0].split("+")[0] == code]


# --- C26 --------------------------------------------------------------------------------------------------------------


def test_wages_of_every_application_are_those_of_the_wage_sheet(finished):
    total = Decimal(0)
    for step in finished.workspace.words["拨付申请"]:
        text = finished.text(f"C26@{step['期次']}")
        assert amount_in_capitals(step["本次申请"], "人民币") in text
        for month in step["报酬月份"]:
            batch = next(b for b in finished.workspace.words["发放批次"] if b["键"] == month)
            assert yuan(batch["合计"]["实发"]) in text
            assert amount_in_capitals(batch["合计"]["实发"]) in finished.text(f"C21@{month}")
            total += step["劳务报酬"]
    assert total == finished.workspace.words["指标"]["实发报酬"]


def test_all_applications_together_are_the_settlement(finished):
    steps = finished.workspace.words["拨付申请"]
    settlement = finished.workspace.loaded.project.finance.settlement
    assert sum(step["拨付金额"] for step in steps) == settlement
    assert steps[-1]["累计拨付"] == steps[-1]["完成金额"] == settlement
    assert yuan(settlement) in finished.text("C26@6")
    assert yuan(settlement) in finished.text("D04")
    for before, after in pairwise(steps):
        assert after["已付"] == before["累计拨付"]


def test_an_application_that_waits_for_its_money(building):
    text = building.text("C26@4")
    assert "540,000.00" in text
    assert "297,863.50" in text  # the wages of May, as on C21
    assert "施工合同价款" in text
    assert "自建" not in text


# --- C28 --------------------------------------------------------------------------------------------------------------


def read_ledger(path) -> list[dict[str, object]]:
    sheet = openpyxl.load_workbook(path, data_only=True).worksheets[0]
    rows = list(sheet.iter_rows(values_only=True))
    head = next(number for number, cells in enumerate(rows) if cells[0] == "序号")
    names = [str(cell).replace("\n", "") for cell in rows[head]]
    return [dict(zip(names, cells, strict=True)) for cells in rows[head + 1 :] if isinstance(cells[0], int)]


def money(value: object) -> Decimal:
    return Decimal(str(value or 0)).quantize(Decimal("0.01"))


@pytest.mark.parametrize("key", ["C28", "C28+资金收支公示"])
def test_the_balance_runs_over_all_pages(finished, key):
    rows, balance = read_ledger(finished.path(key)), Decimal(0)
    assert len(rows) == len(finished.workspace.loaded.project.finance.ledger)
    for row in rows:
        balance += money(row["收入"]) - money(row["支出"])
        assert money(row["余额"]) == balance, row
    assert sum(money(row["其中劳务报酬"]) for row in rows) == finished.workspace.words["指标"]["实发报酬"]
    assert sum(money(row["支出"]) for row in rows) == finished.workspace.loaded.project.finance.final_account


def test_every_sum_of_the_ledger_is_a_live_formula(finished):
    book = openpyxl.load_workbook(finished.path("C28"))
    ledger, sources = book.worksheets
    formulas = [cell.value for row in ledger.iter_rows() for cell in row if cell.data_type == "f"]
    rows = len(finished.workspace.loaded.project.finance.ledger)
    assert sum("SUM" in formula and "-SUM" in formula for formula in formulas) == rows
    assert any("SUMIF" in str(cell.value) for row in sources.iter_rows() for cell in row)


def test_rates_are_those_of_the_figures(finished):
    text = finished.text("C28")
    words = finished.workspace.words
    assert f"{words['占比']['实际']:.2%}" in text.replace("0.3444", "34.44%")
    assert words["资金台账"]["到位"] == words["资金合计"]["到位"]
    assert words["资金台账"]["劳务报酬"] == words["指标"]["实发报酬"]


def test_the_notice_board_shows_no_voucher(finished):
    text = finished.text("C28+资金收支公示")
    for line in finished.workspace.loaded.project.finance.ledger:
        assert line.summary in text
        assert line.voucher not in text
        assert line.voucher in finished.text("C28")


# --- C31 --------------------------------------------------------------------------------------------------------------


def test_what_was_measured_is_what_is_done(finished):
    project = finished.workspace.loaded.project
    sums = sum_by_item(project)
    assert {item.name: item.done for item in project.work_items} == sums
    sheets = finished.workspace.words["收方单"]
    assert len(keys_of(finished, "C31")) == len(sheets)
    for sheet in sheets:
        text = finished.text(f"C31@{sheet['键']}")
        for row in sheet["明细"]:
            assert row["桩号"] in text
            assert row["影像编号"] in text


# --- C32 --------------------------------------------------------------------------------------------------------------


def test_the_last_month_has_the_figures_of_the_summary(finished):
    words = finished.workspace.words
    last, figures = words["调度月份"][-1], words["指标"]
    assert last["报酬"]["累计发放"] == figures["实发报酬"]
    assert last["报酬"]["待发"] == 0
    assert last["务工"]["累计人数"] == figures["务工人数"]
    assert last["务工"]["累计工日"] == figures["工日"]
    assert last["务工"]["累计重点群体"] == figures["重点群体人数"]
    assert last["培训"]["累计人次"] == figures["培训人次"]
    for paper in ("E01", f"C32@{last['月份']}"):
        assert yuan(figures["实发报酬"]) in finished.text(paper)


def test_every_month_is_that_of_its_wage_sheet(building):
    words = building.workspace.words
    normal = {b["月份"]: b["合计"]["实发"] for b in words["发放批次"] if b["类型"] == "正常"}
    months = {month["月份"]: month for month in words["调度月份"]}
    assert months["2026-04"]["报酬"]["本月核定"] == normal["2026-04"]
    # What was paid in addition for April was found in May, and counts there.
    assert months["2026-05"]["报酬"]["本月核定"] == normal["2026-05"] + Decimal("310.00")
    assert months["2026-06"]["报酬"]["累计核定"] == words["指标"]["应发报酬"]
    assert months["2026-06"]["务工"]["累计人数"] == words["指标"]["务工人数"]


def test_minutes_know_only_what_was_known(finished):
    first, second = finished.text("C32@2026-03+推进会纪要"), finished.text("C32@2026-04+推进会纪要")
    assert "已发放" not in first  # on 25 March nothing had been paid
    assert "截至2026年3月31日，项目累计吸纳群众务工46人" in second
    assert "188,384.91元" in second
    assert "381,809.95" not in second
    assert "C32@2026-07+推进会纪要" not in finished.keys


# --- C33 --------------------------------------------------------------------------------------------------------------


def test_a_letter_goes_out_for_what_is_open_and_for_nothing_else(finished, building):
    assert not [key for key in finished.keys if key.endswith("+督办函")]
    assert [key for key in building.keys if key.endswith("+督办函")] == ["C33@2026-06-03-行业+督办函"]
    letter = building.text("C33@2026-06-03-行业+督办函")
    assert "2号斗渠0+300段U型槽接缝砂浆不饱满" in letter
    assert "2026年6月15日前" in letter


def test_a_visit_without_a_finding_asks_for_nothing(finished):
    text = finished.text("C33@2026-03-18-监理")
    assert "未发现问题" in text
    assert "☑已整改" not in text
    assert "☑已整改" in finished.text("C33@2026-03-25-县月查")


def test_the_register_holds_every_meeting_and_visit(finished):
    project = finished.workspace.loaded.project
    text = finished.text("C33@履职记录")
    register = next(item for item in finished.workspace.words["监督资料"] if item["种类"] == "履职记录")
    assert len(register["记录"]) == len(project.meetings) + len(project.oversight)
    assert [row["日期"] for row in register["记录"]] == sorted(row["日期"] for row in register["记录"])
    assert all(meeting.title in text for meeting in project.meetings)


# --- C34 --------------------------------------------------------------------------------------------------------------


def test_the_three_notices_of_a_self_build(finished, building):
    project = finished.workspace.loaded.project
    contents, purchases, costs = (finished.text(f"C34@自建{kind}公示") for kind in ("内容", "采购", "费用"))
    for member in (*project.parties.council, *project.parties.quality_group):
        assert member.name in contents
        assert member.duty in contents
    for purchase in project.purchases:
        for quote in purchase.quotes:
            assert quote.unit in purchases
            assert yuan(quote.total) in purchases
    assert yuan(finished.workspace.words["指标"]["应发报酬"]) in costs
    assert all(worker.name in costs for worker in project.workers)
    for text in (contents, purchases, costs):
        assert not find_personal_numbers(text)
    assert not keys_of(building, "C34")
    for kind in ("内容", "采购", "费用"):
        assert f"C34@自建{kind}公示+公示记录表" in finished.keys


def test_the_published_roster_adds_up_to_the_wage_sheets(finished):
    item = finished.workspace.words["自建公示"][2]
    assert sum(row["实发"] for row in item["名册"]) == item["报酬合计"]
    assert sum(row["实发"] for row in item["报酬"]) == item["报酬合计"]
    machines = [line for line in finished.workspace.loaded.project.finance.ledger if line.kind == "机械"]
    assert item["机械费"]["合计"] == sum(line.expense for line in machines)


# --- D09, D11, D12 ----------------------------------------------------------------------------------------------------


def test_scores_add_up_and_name_a_grade(finished):
    words = finished.workspace.words["综合评价"]
    assert words["满分"] == 100
    assert words["总分"] == Decimal("97.5")
    assert words["等次"] == "优秀"
    assert sum(first["得分"] for first in words["一级"]) == words["总分"]
    assert "97.5" in finished.text("D09")


def test_a_veto_outweighs_every_score(sample):
    folder = sample()
    file = folder / "项目.yaml"
    file.write_text(
        file.read_text(encoding="utf-8").replace("    评价人: [", "    否决情形: 拖欠劳务报酬\n    评价人: ["),
        encoding="utf-8",
    )
    assert open_project(folder, TODAY).outline["综合评价"]["等次"] == "不合格"


def test_the_acceptance_notice_says_what_the_reports_say(finished):
    text, figures = finished.text("D11"), finished.workspace.words["指标"]
    for shown in (yuan(figures["实发报酬"]), f"{figures['务工人数']}人", "3,891,453.50", "34.44%"):
        assert shown in text
        assert shown in finished.text("E01") or shown in finished.text("D08")
    assert "香水村脆李种植专业合作社" in text
    plate = finished.text("D11+永久性标志牌")
    assert "2026年度以工代赈项目" in plate
    assert "72.32万元" in plate
    assert "冯绍文" in plate


CONTRACTED = """\
项目:
  名称: 巴州区碧溪镇龙门村2026年灌溉渠系整治以工代赈项目
  年度: 2026
  类型: 公益性
  建设方式: 施工承包
  阶段: 验收
  县: 巴州区
  乡镇: 碧溪镇
  村: 龙门村
  实际完工: 2026-09-28
参建各方: {施工单位: {名称: 巴中虚构建设有限公司}}
"""


def make_all(make_project, text: str) -> dict[str, str]:
    """The texts of all my papers of a project."""
    folder = make_project(text, "项目")
    workspace = open_project(folder, TODAY)
    result = generate(workspace, WHEN)
    assert not result.with_status(DraftStatus.FAILED)
    return {
        draft.entry.key: extract_text((folder / draft.path).read_bytes(), Path(draft.path).suffix)
        for draft in result.drafts
        if draft.path and draft.entry.code in MINE
    }


def test_a_warranty_has_the_periods_of_the_law(make_project):
    texts = make_all(make_project, CONTRACTED)
    assert {"D12"} == {key for key in texts if key.startswith("D")}
    text = texts["D12"]
    assert "设计文件规定的该工程的合理使用年限" in text
    assert "3%" in text
    assert "巴中虚构建设有限公司" in text
    assert not HOLES.search(text)


def test_only_a_contract_has_a_warranty(finished):
    [entry] = [entry for entry in finished.workspace.plan.entries if entry.code == "D12"]
    assert not entry.applies


# --- few facts, odd facts ---------------------------------------------------------------------------------------------

BARE = """\
项目:
  名称: 青溪村2026年产业道路以工代赈项目
  年度: 2026
  类型: 产业
  建设方式: %s
  阶段: 实施
  县: 巴州区
  乡镇: 云屏镇
  村: %s
  实际开工: 2026-03-02
资金: [{来源: 中央预算内投资, 金额: 3000}]
财务: {台账: [{日期: 2026-03-05, 摘要: 收到资金, 收入: 3000}], 拨付申请: [{期次: 1, 日期: 2026-03-05, 本次申请: 600}]}
收方: [{日期: 2026-03-05, 部位: 边沟, 数量: 5}]
监督检查: [{类别: 监理, 日期: 2026-03-06}, {类别: 群众, 日期: 2026-03-07, 问题: 路面积水}]
会议: [{类别: 推进会, 日期: 2026-03-08}, {类别: 推进会, 日期: 2026-03-28}]
公示:
  - {类别: 自建内容公示, 张贴日期: 2026-03-01, 地点: 村务公开栏, 电话: 0827-5550120, 单位: 村委会}
  - {类别: 自建采购公示, 张贴日期: 2026-03-01, 地点: 村务公开栏, 电话: 0827-5550120, 单位: 村委会}
  - {类别: 自建费用公示, 张贴日期: 2026-03-20, 地点: 村务公开栏, 电话: 0827-5550120, 单位: 村委会}
  - {类别: 验收公告, 张贴日期: 2026-06-20, 地点: 村务公开栏, 电话: 0827-5550120, 单位: 镇政府}
验收: {复验: {日期: 2026-06-10, 结论: 合格}}
"""


@pytest.mark.parametrize("mode", ["村民自建", "施工承包"])
@pytest.mark.parametrize(
    "village", ["青溪村", "云屏镇与碧溪镇交界处的青溪村和双河口联合村民小组搬迁安置新村第一至第九村民小组片区"]
)
def test_a_project_with_few_facts_leaves_no_hole(make_project, mode, village):
    texts = make_all(make_project, BARE % (mode, village))
    expected = {"C26@1", "C28", "C28+资金收支公示", "C31@2026-03-05-边沟", "C32@2026-03", "C32@2026-03+推进会纪要"}
    expected |= {"C33@2026-03-06-监理", "C33@2026-03-07-群众", "C33@2026-03-07-群众+督办函", "C33@履职记录"}
    expected |= {"D09", "D11", "D11+公示记录表", "D11+永久性标志牌"}
    if mode == "村民自建":
        expected |= {f"C34@自建{kind}公示" for kind in ("内容", "采购", "费用")}
        expected |= {f"C34@自建{kind}公示+公示记录表" for kind in ("内容", "采购", "费用")}
    assert expected == set(texts)
    holes = [
        (key, found[0], text[found.start() - 30 : found.end() + 30])
        for key, text in texts.items()
        if (found := HOLES.search(text))
    ]
    assert not holes
    assert "2026年3月8日" in texts["C32@2026-03+推进会纪要"]
    assert "2026年3月28日" in texts["C32@2026-03+推进会纪要"]


def test_the_ledger_may_be_a_table(make_project, tmp_path):
    folder = make_project(
        BARE.replace("台账: [{日期: 2026-03-05, 摘要: 收到资金, 收入: 3000}]", "台账: 台账.xlsx")
        % ("村民自建", "青溪村")
    )
    book = openpyxl.Workbook()
    for row in (
        ["日期", "凭证号", "摘要", "资金来源", "收入金额", "支出金额", "余额", "支出类别"],
        ["2026-03-05", "收1", "收到资金", "中央预算内投资", 3000, None, 3000, None],
        ["2026-04-10", "付1", "发放3月劳务报酬", "中央预算内投资", None, 1080, 1920, "劳务报酬"],
        ["2026-04-12", "收2", "银行退回", "中央预算内投资", 540, None, 2460, "劳务报酬"],
    ):
        book.active.append(row)
    book.save(folder / "台账.xlsx")
    words = open_project(folder, TODAY).outline["资金台账"]
    assert [row["余额"] for row in words["明细"]] == [3000, 1920, 2460]
    assert (words["到位"], words["支出"], words["劳务报酬"]) == (3000, 540, 540)
    assert words["明细"][2]["支出"] == -540
