"""E01: a document of the length that a township hands in, in which every figure is that of the other papers."""

from __future__ import annotations

import re
import zipfile

import pytest

from archivegen.pipeline import generate, open_project
from tests.conftest import XIANGSHUI
from tests.made import TODAY, WHEN, Made, make_sample

BARE = """\
项目: {名称: 青溪村灌溉渠以工代赈项目, 年度: 2026, 类型: 公益性, 建设方式: 施工承包, 县: 巴州区, 乡镇: 云屏镇, 村: 青溪村, 实际完工: 2026-06-30}
资金: [{来源: 中央预算内投资, 金额: 200万元}]
建设内容: [{名称: 渠道, 单位: 米, 数量: 2500}]
"""
POSTS = "公益性岗位: [{岗位: 渠道管护员, 名额: 2, 内容: 巡查清淤, 月报酬: 600}]\n"
SLIPS = re.compile(r"None|nan|\{\{|（）|“”|，，|。。|，。|；。|、。|：。|附件：\n|附件：$", re.MULTILINE)


@pytest.fixture(scope="module")
def made(tmp_path_factory) -> Made:
    return make_sample(XIANGSHUI, tmp_path_factory.mktemp("e01"))


def make(folder, text: str) -> Made:
    folder.mkdir()
    (folder / "项目.yaml").write_text(text, encoding="utf-8")
    workspace = open_project(folder, TODAY)
    return Made(folder, workspace, generate(workspace, WHEN))


def test_chapters_stand_in_their_order_and_in_the_contents(made):
    text = made.text("E01")
    chapters = [
        "一、项目概况", "二、组织管理", "三、资金筹措、使用和决算", "四、群众务工组织和劳务报酬发放", "五、技能培训", "六、公示公开",
        "七、工程质量、安全和验收", "八、项目效益和绩效", "九、资产管护和利益联结", "十、主要经验和存在问题",
    ]  # fmt: skip
    lines = [line.strip() for line in text.splitlines()]
    assert [line for line in lines if line in chapters] in (chapters, chapters * 2)
    with zipfile.ZipFile(made.path("E01")) as package:
        body = package.read("word/document.xml").decode()
    assert set(re.findall(r"PAGEREF (_Toc\d+)", body)) <= set(re.findall(r'w:name="(_Toc\d+)"', body))
    assert body.count("PAGEREF") >= 30


def test_tables_are_numbered_without_a_gap_and_referred_to(made):
    text = made.text("E01")
    numbers = [int(number) for number in re.findall(r"^表(\d+)　", text, re.MULTILINE)]
    assert numbers == list(range(1, len(numbers) + 1))
    assert len(numbers) >= 28
    assert {int(number) for number in re.findall(r"见表(\d+)", text)} <= set(numbers)


def test_charts_are_native_and_show_the_months(made):
    with zipfile.ZipFile(made.path("E01")) as package:
        charts = [package.read(name).decode() for name in package.namelist() if name.startswith("word/charts/chart")]
    assert len(charts) == 2
    months = next(chart for chart in charts if "c:barChart" in chart)
    assert "2026年3月" in months
    assert "18.84" in months
    assert any("c:pieChart" in chart and "27.31" in chart for chart in charts)


def test_sums_are_those_of_the_wage_sheets(made):
    text = made.text("E01")
    for name in ("劳务报酬分月发放情况表", "分工种用工和劳务报酬对照表", "务工人员分类统计表", "务工群众村组分布表"):
        table = text[text.index(f"　{name}\n") :]
        assert "723,227.04" in table[table.index("合计") :].split("\n\n")[0], name
    paid = made.workspace.figures.wages_paid
    assert f"{sum(row['报酬'] for row in made.workspace.words['统计']['村组']):,.2f}" == f"{paid:,.2f}" == "723,227.04"
    assert sum(row["报酬"] for row in made.workspace.words["统计"]["工种"]) == paid


def test_what_comes_after_the_report_is_not_told_as_done(made):
    text = made.text("E01")
    assert "县级复验，结论" not in text
    assert "项目将按程序申请县级复验" in text
    assert "验收公告" not in text


def test_no_number_of_a_person_stands_in_it(made):
    assert not re.search(r"\d{17}[\dX]|\d{16,19}|1[3-9]\d{9}", made.text("E01"))


@pytest.mark.parametrize("mode", ["施工承包", "村民自建"])
@pytest.mark.parametrize("kind", ["公益性", "产业"])
def test_bare_project_has_no_holes(tmp_path, kind, mode):
    bare = BARE.replace("类型: 公益性", f"类型: {kind}").replace("建设方式: 施工承包", f"建设方式: {mode}")
    text = make(tmp_path / "项目", bare).text("E01")
    assert not SLIPS.search(text), SLIPS.search(text)
    assert "附件" not in text
    assert ("履行项目法人职责" in text) == (mode == "施工承包")


def test_public_project_tells_of_its_posts(tmp_path):
    text = make(tmp_path / "项目", BARE + POSTS).text("E01")
    assert "九、资产管护和公益性岗位" in text
    assert "设置公益性岗位2个" in text
    assert "（二）利益联结" not in text


def test_free_text_may_be_written_in_markdown(tmp_path):
    text = BARE + "总结:\n  经验:\n    - |\n      **先议后定**：工价先公示。\n\n      1. 摸底\n      2. 招用\n"
    made = make(tmp_path / "项目", text)
    assert "先议后定：工价先公示。" in made.text("E01")
    with zipfile.ZipFile(made.path("E01")) as package:
        body = package.read("word/document.xml").decode()
    assert "**" not in body
    assert re.search(r"<w:b/>.{0,200}先议后定", body)
