"""A province's pack: a folder of data; whatever is wrong with it is named by file, paper and field."""

from __future__ import annotations

import datetime
import shutil
from pathlib import Path

import pytest

from archivegen.errors import PackError
from archivegen.pack.load import built_in_pack, load_pack
from archivegen.pipeline import Workspace, open_project
from archivegen.plan import make_plan
from archivegen.project.load import load_project
from tests.conftest import SMALL_PROJECT

TODAY = datetime.date(2026, 11, 20)


@pytest.fixture
def pack(tmp_path) -> Path:
    shutil.copytree(built_in_pack(), tmp_path / "某省模板包")
    return tmp_path / "某省模板包"


def spoil(pack: Path, file: str, old: str, new: str) -> None:
    path = pack / file
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def test_the_built_in_pack_has_all_74_papers():
    assert len(load_pack().catalogue.documents) == 74


@pytest.mark.parametrize(
    ("file", "old", "new", "expected"),
    [
        ("catalogue.yaml", "    责任: 镇\n", "    责人: 镇\n", "材料 A01 责人：不认识的键"),
        ("catalogue.yaml", "代码: A02", "代码: A01", "A01 出现两次"),
        ("catalogue.yaml", "docx/A02-村民会议记录.docx", "docx/没有.docx", "A02 的模板 docx/没有.docx 不存在"),
        ("catalogue.yaml", "docx/A02-村民会议记录.docx", "../../passwd.docx", "不在模板包文件夹内"),
        ("catalogue.yaml", "docx/A02-村民会议记录.docx", "docx/A02.doc", "应是 .docx 或 .xlsx"),
        ("catalogue.yaml", "受众: 公开", "受众: 大家", "应为 内部、公开、受限、银行 之一"),
        ("catalogue.yaml", "材料: [B05]", "材料: [B99]", "材料 B99 不在清单中"),
        ("rules.yaml", "工资公示天数: 7", "工资公示天数: 七", "工资公示天数"),
        ("catalogue.yaml", "材料:\n  - 代码", "材料:\n - 代码", "写法有误"),
        (
            "rules.yaml",
            "    退回: [退回",
            "    退还: [退回",
            "参数 回单状态 退还：现为“退还”，应为 '成功', '失败', '退回', '处理中' 之一",
        ),
        ("banks.yaml", "格式: csv", "格式: cvs", "格式“农商行代发”的格式“cvs”应为 xlsx、csv、txt 之一"),
        ("banks.yaml", "编码: gb18030", "编码: ansi", "格式“农商行代发”的编码“ansi”应为"),
        ("banks.yaml", "名称: 农商行代发", "名称: 财政一卡通", "格式“财政一卡通”出现两次"),
        ("banks.yaml", "名称: 农商行代发", "名称: 农商行/信用社", "格式“农商行/信用社”的名称要用作文件名"),
        (
            "banks.yaml",
            "{标题: 账号, 值: 账号}",
            "{标题: 账号, 值: 帐号}",
            "格式“农商行代发”应有一列的值是 账号，现有 0 列",
        ),
        (
            "banks.yaml",
            "{标题: 金额, 值: 金额}",
            "{标题: 金额, 值: '金额 +'}",
            "格式“农商行代发”应有一列的值是 金额，现有 0 列",
        ),
        ("banks.yaml", "值: 人.工种", "值: '人.工种 +'", "格式“工资专户代发”：表达式“人.工种 .”"),
        (
            "banks.yaml",
            "{标题: 身份证号, 值: 证件号, 文本: 是",
            "{标题: 身份证号, 值: 证件号, 文本: 否",
            "应写 文本: 是，否则 Excel 会改动号码",
        ),
        ("banks.yaml", "每份最多笔数: 1000", "每份最多笔数: 0", "格式“农业银行批量代发”的每份最多笔数应大于 0"),
        ("banks.yaml", "每份最多笔数: 1000", "每份最多笔数: 很多", "格式 农业银行批量代发 每份最多笔数"),
        ("banks.yaml", "分隔符: 竖线", "分隔符: 斜线", "分隔符“斜线”应为 逗号、竖线、分号、制表符、空格 之一"),
        ("banks.yaml", "表头: 否", "表头: 否\n    金额单位: 分", "金额单位是分，小数位应为 0"),
        ("banks.yaml", "表头: 否", "有表头: 否", "格式 邮储银行批量代发 有表头：不认识的键"),
        ("holidays.yaml", "起: 2026-05-01", "起: 2026-05-32", "年份 第 3 项 放假 第 4 项 起"),
        ("holidays.yaml", "止: 2026-05-05", "止: 2026-04-05", "2026年：劳动节的止（2026-04-05）早于起（2026-05-01）"),
        ("holidays.yaml", "止: 2026-05-05", "止: 2026-06-05", "劳动节从 2026-05-01 到 2026-06-05 有 36 天"),
        ("holidays.yaml", "止: 2026-05-05", "止: 2026-05-09", "2026-05-09 既写了放假又写了上班"),
        ("holidays.yaml", "2026-05-09", "2026-05-08", "2026-05-08 不是周六、周日，本来就上班"),
        ("holidays.yaml", "2026-05-09", "2026-02-28", "2026-02-28 上班写了两次"),
        ("holidays.yaml", "起: 2026-05-01, 止: 2026-05-05", "起: 2026-04-06, 止: 2026-04-08", "04-06 放假写了两次"),
        ("holidays.yaml", "2026-05-09", "2027-05-08", "2027-05-08 不是这一年或相邻的日子"),
        ("holidays.yaml", "年度: 2025", "年度: 2026", "2026年写了 2 次"),
    ],
)
def test_what_is_wrong_is_named(pack, file, old, new, expected):
    spoil(pack, file, old, new)
    with pytest.raises(PackError, match=expected):
        load_pack(pack)


def test_a_file_that_is_missing(pack):
    (pack / "rules.yaml").unlink()
    with pytest.raises(PackError, match=r"缺少 rules\.yaml"):
        load_pack(pack)


def test_a_wrong_expression_names_its_paper(pack, make_project):
    spoil(pack, "catalogue.yaml", "适用: '项目.类型 == \"产业\"'", "适用: '项目.类 == \"产业\"'")
    loaded = load_project(make_project())
    workspace = Workspace(loaded, load_pack(pack), TODAY)
    with pytest.raises(PackError, match="B08"):
        make_plan(workspace.words, workspace.pack)


def test_a_province_may_raise_a_threshold(pack, make_project):
    spoil(pack, "rules.yaml", "工资公示天数: 7", "工资公示天数: 10")
    assert load_pack(pack).policy.wage_notice_days == 10


def test_a_project_pinned_to_another_pack_is_not_finished_with_this_one(make_project):
    with pytest.raises(PackError, match="某省"):
        open_project(make_project(SMALL_PROJECT + "模板包: {编号: 某省, 版本: '3'}\n"), TODAY)


def test_a_project_pinned_to_this_pack_is_opened(make_project):
    pack = load_pack()
    text = SMALL_PROJECT + f"模板包: {{编号: {pack.id}, 版本: '{pack.version}'}}\n"
    assert open_project(make_project(text), TODAY).valid
