"""The papers of planning and application: A01, A03, A04, B01, B07, B08, B10, B11."""

from __future__ import annotations

import re
from decimal import Decimal

import openpyxl
import pytest

from archivegen.chinese import find_personal_numbers
from archivegen.manifest import Audience
from archivegen.pipeline import generate, open_project
from archivegen.project.words.public import build_public_words
from archivegen.render.drafts import DraftStatus
from archivegen.render.office import extract_text
from tests.conftest import LONGMEN, XIANGSHUI
from tests.made import TODAY, WHEN, Made, make_sample
from tests.test_papers import HOLES, sheet_total

CODES = ("A01", "A03", "A04", "B01", "B07", "B08", "B10", "B11")
LONG_VILLAGE = "乌蒙山片区民族团结示范与易地扶贫搬迁集中安置联合建设管理服务示范新村"
SPARSE = """\
项目:
  名称: {village}2026年以工代赈项目
  年度: 2026
  类型: {kind}
  建设方式: {mode}
  县: 巴州区
  乡镇: 云屏镇
  村: {village}
资金: [{{来源: 中央预算内投资, 金额: 200万元}}]
建设内容: [{{名称: 路面硬化, 单位: 米, 数量: 2500}}]
务工测算: [{{分项: 路面, 单位: 米, 工程量: 10, 人工定额: 0.1, 工种: 普工}}]
工价: [{{工种: 普工, 单价: 180}}]
要素: [{{名称: 规划, 状态: 缺}}]
劳动力摸底: {{日期: 2025-08-01}}
绩效: {{指标: [{{一级: 产出指标, 三级: 道路, 指标值: 2公里}}]}}
责任人: [{{层级: 县, 姓名: 程某}}]
折股量化: {{模式: 保底}}
公益性岗位: [{{岗位: 管护员, 名额: 1}}]
"""


@pytest.fixture(scope="module")
def road(tmp_path_factory) -> Made:
    return make_sample(XIANGSHUI, tmp_path_factory.mktemp("road"))


@pytest.fixture(scope="module")
def canal(tmp_path_factory) -> Made:
    return make_sample(LONGMEN, tmp_path_factory.mktemp("canal"))


def make_from(folder) -> dict[str, str]:
    """Key → text of these papers of a project."""
    workspace = open_project(folder, TODAY)
    result = generate(workspace, WHEN)
    assert not [draft for draft in result.with_status(DraftStatus.FAILED) if draft.entry.code in CODES]
    made = [draft.entry for draft in result.drafts if draft.path and draft.entry.code in CODES]
    paths = {entry.key: folder / workspace.paths[entry.key] for entry in made}
    return {key: extract_text(path.read_bytes(), path.suffix) for key, path in paths.items()}


@pytest.mark.parametrize("village", ["青溪村", LONG_VILLAGE])
@pytest.mark.parametrize("mode", ["村民自建", "施工承包"])
@pytest.mark.parametrize("kind", ["产业", "公益性"])
def test_few_facts_leave_no_hole(make_project, kind, mode, village):
    texts = make_from(make_project(SPARSE.format(kind=kind, mode=mode, village=village)))
    expected = {"A01", "A01+摸底情况汇总表", "A03", "A04", "B01", "B01+绩效目标申报表", "B07", "B10"}
    assert set(texts) == expected | ({"B08"} if kind == "产业" else {"B11"})
    for key, text in texts.items():
        assert not [pattern.pattern for pattern in HOLES if pattern.search(text)], key


# --- A01 -----------------------------------------------------------------------------------------------------------------


def test_the_survey_lists_everybody_who_was_asked(road):
    text = road.text("A01")
    people = road.workspace.loaded.project.survey.people
    assert len(people) == 100
    assert all(person.name in text and person.id_number in text for person in people)
    assert sheet_total(road.path("A01"), "每周可务\n工天数") == road.workspace.words["摸底"]["每周工日"] == 510


def test_the_list_comes_to_what_the_survey_states(road):
    words = road.workspace.words
    survey, counted = words["劳动力摸底"], words["摸底"]
    assert counted["愿意人数"] == survey["有务工意愿"] == 97
    assert {row["名称"]: row["人数"] for row in counted["技能"]} == survey["技能"]
    assert "有务工意愿97人，常年可务工82人，季节性务工15人；另有3人暂无意愿。" in road.text("A01+摸底情况汇总表")


def test_a_village_without_a_list_gets_rows_to_write_on(canal):
    sheet = openpyxl.load_workbook(canal.path("A01")).worksheets[0]
    numbered = [row for row in sheet.iter_rows(values_only=True) if isinstance(row[0], int)]
    assert len(numbered) == 168
    assert not any(cell for row in numbered for cell in row[1:])


def test_the_printed_list_can_be_read_again(road, sample):
    """A township that filled in the form need not type it once more."""
    folder = sample(XIANGSHUI)
    (folder / "数据" / "摸底.xlsx").write_bytes(road.path("A01").read_bytes())
    words = open_project(folder, TODAY).words
    for section in ("摸底", "劳动力摸底"):
        assert words[section] == {**road.workspace.words[section], **_of_the_list(words, section)}
    names = [person["姓名"] for person in words["劳动力摸底"]["名单"]]
    assert names == [person["姓名"] for person in road.workspace.words["劳动力摸底"]["名单"]]


def _of_the_list(words, section):
    """The rows, in which 村 and 村组 now stand in one column, and days that were counted now stand written."""
    return {key: words[section][key] for key in ("名单", "表行") if key in words[section]}


def test_the_list_alone_is_enough(make_project):
    people = "劳动力摸底: {日期: 2025-08-01, 名单: [{姓名: 张三, 务工意愿: 愿意, 技能: 泥工、木工}, {姓名: 李四, 务工意愿: 农闲, 每周天数: 2}, {姓名: 王五, 务工意愿: 否}]}\n"
    text = SPARSE.format(kind="产业", mode="村民自建", village="青溪村")
    folder = make_project(text.replace("劳动力摸底: {日期: 2025-08-01}\n", people))
    words = open_project(folder, TODAY).words
    assert words["劳动力摸底"]["有务工意愿"] == 2
    assert words["劳动力摸底"]["技能"] == {"泥工": 1}
    assert words["摸底"]["每周工日"] == Decimal(8)
    assert "每周可提供8个工日" in make_from(folder)["A01+摸底情况汇总表"]


def test_people_of_the_survey_never_reach_a_public_paper(road):
    words = build_public_words(road.workspace.figures, road.workspace.words)
    assert not {"劳动力摸底", "摸底"} & set(words)
    assert not find_personal_numbers(repr(words))
    assert all(e.audience is not Audience.PUBLIC for e in road.workspace.plan.entries if e.code == "A01")


def test_a_wrong_cell_of_the_list_is_told_with_its_place(sample):
    folder = sample(XIANGSHUI)
    book = openpyxl.load_workbook(folder / "数据" / "摸底.xlsx")
    sheet = book.worksheets[0]
    heads = {cell.value: cell.column for row in sheet.iter_rows(max_row=4) for cell in row if cell.value}
    sheet.cell(6, heads["年龄"]).value = "五十多"
    book.save(folder / "数据" / "摸底.xlsx")
    (finding,) = open_project(folder, TODAY).report.errors
    assert "摸底.xlsx" in str(finding.place)
    assert "五十多" in finding.message


# --- A03, A04 ------------------------------------------------------------------------------------------------------------


def test_scores_and_weights_are_those_of_the_pack_and_the_project(road, canal):
    for made, total in ((road, 85), (canal, 84)):
        scores = made.workspace.words["四优先"]
        assert scores["满分"] == 100
        assert scores["得分"] == total
        assert f"合计\t100\t{total}" in made.text("A03")


def test_a_sum_of_scores_that_are_not_all_there_is_blank(make_project):
    text = SPARSE.format(kind="产业", mode="村民自建", village="青溪村") + "储备: {四优先评分: {群众利益: 20}}\n"
    words = open_project(make_project(text), TODAY).words
    assert words["四优先"]["得分"] == ""


def test_the_review_says_what_is_missing(make_project, road):
    assert "☑前置要素齐备，符合申报条件，同意申报。" in road.text("A04")
    lacking = make_from(make_project(SPARSE.format(kind="产业", mode="村民自建", village="青溪村")))["A04"]
    assert "☑要素不全，补正后再行申报。需要补正：规划、环评、财政承受与配套。" in lacking


def test_a_finished_project_is_not_fit(sample):
    folder = sample(XIANGSHUI)
    file = folder / "项目.yaml"
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace("实际完工: 2026年6月26日", "实际完工: 2025年6月26日"), encoding="utf-8")
    review = open_project(folder, TODAY).words["前置审查"]
    assert review["完工情况"]["结论"] == "已完工"
    assert not review["齐备"]
    assert review["缺项"] == ["未完工"]


# --- B01, B07 ------------------------------------------------------------------------------------------------------------


def test_the_letter_names_the_money_and_the_wages_of_the_other_papers(road, canal):
    for made, asked in ((road, "210.00"), (canal, "500.00")):
        letter, words = made.text("B01"), made.workspace.words
        assert f"安排以工代赈资金{asked}万元" in letter
        assert f"测算劳务报酬{words['测算']['报酬']:,.2f}元" in letter
        assert f"测算劳务报酬{words['测算']['报酬']:,.2f}元" in made.text("A06")
        assert words["项目"]["申报文号"] in letter
        assert letter.index("妥否，请批示。") < letter.index("（联系人：")


def test_targets_are_the_indicators_but_not_the_execution_of_the_budget(road):
    text = road.text("B01+绩效目标申报表")
    shown = [each for each in road.workspace.loaded.project.performance.indicators if each.first != "预算执行"]
    assert all(each.third in text and each.target in text for each in shown)
    assert "资金支出率" not in text
    assert text.count("产出指标") == text.count("效益指标") == 1


def test_the_third_party_follows_the_build_mode(road, canal):
    assert "丙方：巴州区云屏镇香水村村民委员会、香水村以工代赈项目理事会" in road.text("B07")
    assert "理事长（签字）" in road.text("B07")
    assert "施工单位负责人（签字）" in canal.text("B07")
    assert "理事" not in canal.text("B07")
    for made in (road, canal):
        ratio = made.workspace.words["占比"]
        assert f"发放劳务报酬不低于{ratio['要求金额'] / 10000:.2f}万元" in made.text("B07")
        assert all(person.name in made.text("B07") for person in made.workspace.loaded.project.responsible)


# --- B08, B10, B11 -------------------------------------------------------------------------------------------------------


def test_shares_come_to_the_whole(road):
    words = road.workspace.words["折股量化"]
    assert words["折股总额"] == 2_100_000
    assert words["比例合计"] == 1
    assert "折股总额为2,100,000.00元" in road.text("B08")
    assert "合计\t2,100,000.00\t100.00%" in road.text("B08")


def test_a_plan_of_benefits_is_owed_by_industry_and_one_of_posts_by_public_projects(road, canal):
    assert "B08" in road.keys
    assert "B08" not in canal.keys
    assert "B11" in canal.keys
    assert "B11" not in road.keys


def test_every_session_stands_in_the_training_plan_and_the_sum_is_theirs(road):
    text = road.text("B10")
    assert all(session.topic in text for session in road.workspace.loaded.project.training)
    assert road.workspace.words["前期合计"]["培训经费"] == 30_000
    assert "培训经费预算30,000.00元" in text


def test_posts_cost_what_they_pay(canal):
    assert "每月需报酬2,300.00元，每年需27,600.00元。" in canal.text("B11")
    assert "共4个名额" in canal.text("B11")


def test_pay_that_is_not_known_of_all_posts_is_not_summed(sample):
    folder = sample(LONGMEN)
    file = folder / "项目.yaml"
    text = file.read_text(encoding="utf-8")
    without, gone = re.subn(r"(, |\n +)月报酬: 500元", "", text)
    assert gone == 1
    file.write_text(without, encoding="utf-8")
    workspace = open_project(folder, TODAY)
    assert workspace.words["前期合计"]["岗位月报酬"] == ""
