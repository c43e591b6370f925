"""Every code about the project file and its tables has a folder in ``tests/bad`` that raises it, and nothing else."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from archivegen.findings import load_codes
from archivegen.project.load import load_project
from tests.poor_machine import obey_permissions, run_archivegen
from tests.project.bad_tables import BUILDERS

BAD = Path(__file__).parents[1] / "bad"
UNREADABLE = {"P003": "项目.yaml", "P049": "数据/花名册.csv"}
"""What must not be readable for the code to appear."""

EXPECTED = {
    "P001-named-txt": ("项目.yaml", "“项目.yaml.txt”，是不是它"),
    "P002-a-folder": ("项目.yaml", "“项目.yaml”是文件夹"),
    "P003-not-readable": ("项目.yaml", "读取权限"),
    "P004-eleven-megabytes": ("项目.yaml", "10 MB"),
    "P005-only-comments": ("项目.yaml", "是空的"),
    "P006-a-workbook": ("项目.yaml", "Office"),
    "P007-gbk": ("项目.yaml", "GBK"),
    "P008-utf-16": ("项目.yaml", "UTF-16"),
    "P009-cut-inside-a-character": ("项目.yaml:2", "损坏的文字"),
    "P010-control-character": ("项目.yaml:2", "U+0007"),
    "P011-tab": ("项目.yaml:3", "制表符"),
    "P012-wide-spaces": ("项目.yaml:3", "全角空格"),
    "P013-wide-colon": ("项目.yaml:3", "“年度”后面是全角冒号"),
    "P014-no-blank-behind-colon": ("项目.yaml:3", "“年度:”的冒号后面少一个空格"),
    "P015-no-colon": ("项目.yaml:1", "“项目”这一行缺少冒号"),
    "P016-out-of-line": ("项目.yaml:3", "缩进 3 格，上一行缩进 2 格"),
    "P017-open-quote": ("项目.yaml:9", '“储备: "国家级”'),
    "P018-open-bracket": ("项目.yaml:8", "“村: [青溪村, 白石村”"),
    "P019-two-colons": ("项目.yaml:2", "“名称: 青溪村: 产业道路以工代赈项目”"),
    "P020-special-sign": ("项目.yaml:6", "“@”"),
    "P021-key-twice": ("项目.yaml:9", "“年度”写了两次，第一次在第 3 行"),
    "P022-tag": ("项目.yaml:3", "!!int"),
    "P023-two-projects": ("项目.yaml:9", "第二份文档"),
    "P024-too-deep": ("项目.yaml:29", "20 层"),
    "P025-a-list": ("项目.yaml:1", "最外层"),
    "P026-braces-as-name": ("项目.yaml:6", "花括号"),
    "P027-swallowed-line": ("项目.yaml:10", "“必要性：群众出行难”被并进了“背景”"),
    "P028-text-behind-quote": ("项目.yaml:2", '“名称: "青溪村2026年"产业道路以工代赈项目”'),
    "P029-backslash": ("项目.yaml:9", "数据\\花名册.csv"),
    "P030-text-behind-bar": ("项目.yaml:9", "“背景: |道路年久失修”"),
    "P031-stray-bracket": ("项目.yaml:6", "“县: ]”"),
    "P032-endless-name": ("项目.yaml:1", "读不下去"),
    "P033-tight-dash": ("项目.yaml:9", "“-青溪村”"),
    "P034-tight-comment": ("项目.yaml:9", "“#12号桩”"),
    "P035-list-and-key": ("项目.yaml:11", "“金额: 200万元”"),
    "P040-outside-the-folder": ("项目.yaml:9", "“../花名册.csv”"),
    "P041-missing-table": ("项目.yaml:9", "那里有“花名册2026.csv”"),
    "P042-a-folder": ("项目.yaml:9", "“数据”不是文件"),
    "P043-open-in-wps": ("数据/花名册.csv", "正在 WPS 或 Excel 里打开"),
    "P044-fifty-megabytes": ("数据/花名册.xlsx", "50 MB"),
    "P045-a-web-page": ("数据/花名册.xlsx", "网页（HTML）"),
    "P046-password": ("数据/花名册.xls", "密码"),
    "P047-zero-bytes": ("数据/花名册.xlsx", "0 字节"),
    "P048-half-a-file": ("数据/花名册.xlsx", "已损坏"),
    "P049-not-readable": ("数据/花名册.csv", "打不开"),
    "P050-no-such-sheet": ("项目.yaml:9", "没有工作表“名册”，现有：务工人员、说明"),
    "P051-hidden-sheet": ("数据/花名册.xlsx 旧名册", "隐藏的工作表“旧名册”"),
    "P052-twenty-thousand-rows": ("数据/花名册.csv", "20002 行"),
    "P053-no-headings": ("数据/花名册.csv", "“务工人员”的表头"),
    "P054-no-names": ("数据/花名册.csv:1", "缺少“姓名”这一列。“名单”（第 1 列）是不是它"),
    "P055-column-twice": ("数据/花名册.csv:1", "列名“工种”出现了两次（第 2 列 和 第 4 列）"),
    "P056-two-columns-of-one-meaning": ("数据/花名册.csv:1", "“联系电话”（第 4 列）和“手机”（第 3 列）"),
    "P057-nearly-a-heading": ("数据/花名册.csv:1", "列名“联系电化”没有认出来"),
    "P058-no-rows": ("数据/花名册.csv:1", "没有一行数据"),
    "P059-two-rosters": ("数据/花名册.xlsx 一组", "（一组、二组），只读取了“一组”"),
    "P060-scientific-id": ("数据/花名册.csv:2", "5.11902E+17"),
    "P061-broken-formula": ("数据/花名册.csv:2", "#REF!"),
    "P062-never-calculated": ("数据/花名册.xlsx 名册!C2", "没有存下计算结果"),
    "P063-date-for-a-number": ("数据/培训.xlsx 岗前!B2", "1900-03-30"),
    "P064-damaged-csv": ("数据/花名册.csv:2", "第 2 行"),
    "P065-open-quote": ("数据/花名册.csv", "引号没有配对"),
    "P066-date-for-a-group": ("数据/花名册.xlsx 名册!C2", "2026-03-01"),
    "P080-another-month": ("数据/考勤.csv:2", "2026年5月，而这里要的是 2026-04"),
    "P081-unknown-mark": ("数据/考勤.csv:2", "3 日的“帮忙”"),
    "P082-thirty-first-of-april": ("数据/考勤.csv:2", "2026-04 只有 30 天，31 日却填了“√”"),
    "P083-wrong-total": ("数据/考勤.csv:2", "王大山的合计填 2 天，逐日相加是 1.5 天"),
    "P084-worker-twice": ("数据/考勤.csv:3", "王大山（普工）的考勤出现了两次，另一处在 第 2 行"),
    "P085-nobody": ("数据/考勤.csv:3", "没有姓名"),
    "P086-no-grid": ("数据/考勤.csv", "考勤表的表头"),
    "P087-unknown-half": ("数据/考勤.csv:2", "“晚上”"),
    "P088-two-days-a-column": ("数据/考勤.xlsx 4月!B2", "两个日期"),
    "P089-merged-marks": ("数据/考勤.xlsx 4月!E2", "与 D2 合并，合并格里是“√”"),
    "P101-misspelt-key": ("项目.yaml:6", "“受益户树”不是可用的键，最接近的是“受益户数”"),
    "P102-missing-fact": ("项目.yaml:1", "项目缺少“县”"),
    "P103-money-in-words": ("项目.yaml:10", "“约两百万”"),
    "P104-not-a-choice": ("项目.yaml:5", "只能写 村民自建、施工承包，现为“自己修”"),
    "P105-not-a-list": ("项目.yaml:9", "“资金”应是一个列表（每项一行，以“- ”开头），现为“200万元”"),
    "P106-not-a-group": ("项目.yaml:9", "现为“已批复”"),
    "P107-no-village": ("项目.yaml:8", "“村”不能空着"),
    "P108-wrong-indentation": ("项目.yaml:9", "“全宗号”不能写在文件最外层里，它属于“档案”"),
    "P109-unknown-key": ("项目.yaml:9", "没有“天气情况”这个键"),
    "P111-row-without-name": ("数据/花名册.csv:3", "这一行缺少“姓名”"),
}
"""Folder → where the first finding points, and what of the input its sentence shows."""


def copy_bad_folder(name: str, place: Path) -> Path:
    """A bad project as a user has it: a copy, with the files that git cannot keep."""
    folder = place / "青溪村"
    shutil.copytree(BAD / name, folder)
    if build := BUILDERS.get(name[:4]):
        build(folder)
    return folder


@pytest.mark.parametrize("name", [name for name in EXPECTED if name[:4] not in UNREADABLE])
def test_a_bad_file_raises_its_code_and_no_other(name, tmp_path):
    where, shown = EXPECTED[name]
    loaded = load_project(copy_bad_folder(name, tmp_path))
    findings = loaded.report.findings
    assert {finding.code for finding in findings} == {name[:4]}, [str(finding) for finding in findings]
    assert str(findings[0].place) == where
    assert shown in findings[0].message
    assert (loaded.project is None) == (load_codes()[name[:4]]["级别"] == "错误")


@pytest.mark.parametrize("name", [name for name in EXPECTED if name[:4] in UNREADABLE])
def test_a_file_that_may_not_be_read(name, tmp_path):
    where, shown = EXPECTED[name]
    folder = copy_bad_folder(name, tmp_path)
    (folder / UNREADABLE[name[:4]]).chmod(0)
    ran = run_archivegen("check", folder, "--json", prepare=obey_permissions)
    [finding] = json.loads(ran.out)["findings"]
    assert (ran.code, finding["code"], finding["where"]) == (3, name[:4], where)
    assert shown in finding["message"]


def test_every_code_of_the_project_file_has_its_bad_file():
    assert set(EXPECTED) == {path.name for path in BAD.glob("P[0-9]*")}
    assert [name[:4] for name in EXPECTED] == [code for code in load_codes() if code.startswith("P")]


def test_a_spoilt_workbook_of_three_months_is_told_once(sample):
    folder = sample("龙门村灌溉渠")
    (folder / "数据" / "考勤.xlsx").write_text("考勤乱写", encoding="utf-8")
    assert [finding.code for finding in load_project(folder).report.findings] == ["P086"]
