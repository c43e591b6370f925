"""What people, spreadsheets and strangers put into a project folder, tried as a user would: through the command line."""

from __future__ import annotations

import io
import json
import re
import zipfile
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
from lxml import etree

from tests.conftest import SMALL_PROJECT, Ran
from tests.poor_machine import run_archivegen

HEADINGS = ["姓名", "身份证号", "工种", "账号", "合同签订日期", "发证日期"]
WANG = ["王大山", "511902196803150011", "普工", "6228480012345678903", "2026-03-01", "2026-02-26"]
WAGES = """\
工价: [{工种: 普工, 单价: 180}]
考勤: [{月份: 2026-03, 明细: [{姓名: 王大山, 出勤: {2: 1, 3: 0.5}}]}]
发放批次: [{月份: 2026-03, 公示日期: 2026-04-02, 发放日期: 2026-04-10}]
"""
ROSTER = SMALL_PROJECT + WAGES + "务工人员: 数据/花名册.xlsx\n"
WORDS = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"

NAMES = [
    '=HYPERLINK("http://x")',
    "甲&乙<丙>",
    "𠮷野",
    "阿" * 59 + "甲",
    "@SUM(1+1)",
    "{{项目.名称}}",
    "Amu O'Neil",
    "con",
]
PROJECTS = ["../../路/渠:一期.", "..", "青" * 1000, 'a\\b|c*d?"e<f>', "con", "第1段\n第2段"]


def workbook(*rows: list[object], name: str = "名册") -> bytes:
    book = openpyxl.Workbook()
    book.active.title = name
    for row in rows:
        book.active.append(row)
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def written(folder: Path) -> list[str]:
    return sorted(p.relative_to(folder).as_posix() for p in folder.rglob("*") if not p.is_dir())


def word_text(path: Path) -> str:
    with zipfile.ZipFile(path) as package:
        root = etree.fromstring(package.read("word/document.xml"))
    return "".join(node.text or "" for node in root.iter(f"{WORDS}t"))


def is_legal_on_windows(name: str) -> bool:
    reserved = re.fullmatch(r"(?i)(con|prn|aux|nul|com\d|lpt\d)(\..*)?", name)
    signs = re.search(r'[\\/:*?"<>|\x00-\x1f]', name)
    return not (reserved or signs or name.endswith((".", " "))) and len(name.encode()) <= 255


@pytest.fixture
def lay_out(make_project: Callable[..., Path]) -> Callable[..., Path]:
    """A project folder with this text and these further files."""

    def lay(text: str | bytes = ROSTER, files: dict[str, bytes] | None = None) -> Path:
        folder = make_project(text)
        for name, content in (files or {}).items():
            (folder / name).parent.mkdir(exist_ok=True)
            (folder / name).write_bytes(content)
        return folder

    return lay


def refuse(folder: Path, *words: str, code: int = 3) -> Ran:
    """Both ``check`` and ``generate`` refuse the project with these words, and leave the folder as it was."""
    before = written(folder)
    for command in ("check", "generate"):
        ran = run_archivegen(command, folder, cwd=folder.parent)
        assert ran.code == code, ran.text
        for word in words:
            assert word in ran.text
    assert written(folder) == before
    assert [path.name for path in folder.parent.iterdir()] == [folder.name]
    return ran


# --- the project file ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("content", [b"", b"\n\n", b"\xef\xbb\xbf", "# 只有说明\n# 没有内容\n".encode()])
def test_an_empty_file(lay_out, content):
    refuse(lay_out(content), "项目.yaml", "P005", "是空的")


@pytest.mark.parametrize(
    ("content", "warning"),
    [
        (SMALL_PROJECT.encode("utf-8-sig"), None),
        (SMALL_PROJECT.replace("\n", "\r\n").encode(), None),
        (SMALL_PROJECT.encode("gbk"), "P007"),
        (SMALL_PROJECT.encode("utf-16"), "P008"),
    ],
)
def test_what_old_editors_save_is_read(lay_out, content, warning):
    ran = run_archivegen("check", lay_out(content), "--json")
    assert ran.code == 0
    assert [finding["code"] for finding in json.loads(ran.out)["findings"]] == ([warning] if warning else [])


BOMB = "甲0: &a0 [哈, 哈, 哈, 哈, 哈, 哈, 哈, 哈, 哈, 哈]\n" + "".join(
    f"甲{i}: &a{i} [{', '.join([f'*a{i - 1}'] * 10)}]\n" for i in range(1, 10)
)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (SMALL_PROJECT.replace("  年度", "\t年度"), ("项目.yaml:3", "制表符")),
        (SMALL_PROJECT.replace("  年度", "   年度"), ("项目.yaml:3", "缩进 3 格")),
        (SMALL_PROJECT + "项目:\n  名称: 另一个\n", ("项目.yaml:14", "“项目”写了两次，第一次在第 1 行")),
        (SMALL_PROJECT.replace("村: 青溪村", "村: &v 青溪村"), ("项目.yaml:9", "锚点")),
        (SMALL_PROJECT.replace("村: 青溪村", "村: *v"), ("项目.yaml:9", "别名")),
        (SMALL_PROJECT.replace("村: 青溪村", "村: !!python/object/apply:os.system [ls]"), ("项目.yaml:9", "标签")),
        (SMALL_PROJECT + "储备: {<<: {层级: 国家级}}\n", ("项目.yaml:14", "合并")),
        (SMALL_PROJECT + BOMB, ("项目.yaml:14", "锚点")),
        (SMALL_PROJECT + "储备: " + "[" * 5000, ("20 层",)),
        (SMALL_PROJECT + "---\n" + SMALL_PROJECT, ("项目.yaml:14", "第二份文档")),
    ],
    ids=["tab", "indentation", "twice", "anchor", "alias", "tag", "merge", "bomb", "nesting", "two projects"],
)
def test_what_yaml_can_do_and_a_project_file_must_not(lay_out, text, words):
    refuse(lay_out(text), *words)


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("200万元", "-200万元", ("项目.yaml:11", "不能是负数", "“-200万元”")),
        ("200万元", "9" * 22, ("项目.yaml:11", "100 亿元")),
        ("数量: 2500", "数量: 1e3", ("项目.yaml:13", "“1e3”")),
        ("数量: 2500", "数量: " + "9" * 20, ("项目.yaml:13", "1 亿")),
        ("2500}", "2500}\n批复: {文号: 甲, 日期: 2026-01-05, 机关: 乙, 报酬占比: 120%}", ("项目.yaml:14", "“120%”")),
        ("2500}", "2500}\n考勤: [{月份: 2026-13, 明细: 数据/考勤.csv}]", ("项目.yaml:14", "“2026-13”")),
        ("2500}", "2500}\n考勤: [{月份: 2026-04, 明细: [{姓名: 王大山, 出勤: {2: 1, 02: 0.5}}]}]", ("同一天",)),
        ("2500}", '2500}\n务工人员: [{姓名: "  ", 工种: 普工}]', ("项目.yaml:14", "缺少“姓名”")),
        ("2500}", "2500}\n务工人员:\n  -\n", ("项目.yaml:15", "务工人员第1项")),
        ("阶段: 规划储备", "阶段: [实施]", ("项目.yaml:6", "规划储备、申报", "一个列表")),
        ("村: 青溪村", "村: []", ("项目.yaml:9", "“村”不能空着")),
    ],
)
def test_what_no_fact_can_be(lay_out, old, new, words):
    assert old in SMALL_PROJECT
    ran = refuse(lay_out(SMALL_PROJECT.replace(old, new)), *words)
    assert ran.text.count(" 错误 P") == 1, ran.text


def test_villages_in_one_text_are_several_villages(lay_out):
    text = (SMALL_PROJECT + WAGES).replace("村: 青溪村", "村: 青溪村、白石村")
    folder = lay_out(text + "务工人员: [{姓名: 王大山, 村: 白石村, 村组: 2组, 工种: 普工}]\n")
    assert run_archivegen("generate", folder, "--only", "C11").code == 0
    assert "白石村2组" in word_text(next(folder.rglob("C11*.docx")))


def test_two_meetings_on_one_day_are_told_apart_by_a_number(lay_out):
    meeting = "  - {类别: 村民代表会议, 日期: 2026-01-05, 应到: 60, 实到: 50, 同意: 50}\n"
    folder = lay_out(SMALL_PROJECT + "会议:\n" + meeting * 2)
    ran = run_archivegen("check", folder)
    assert ran.code == 1
    assert "A02@2026-01-05" in ran.out
    assert "编号" in ran.out
    numbered = meeting + meeting.replace("日期", "编号: 2, 日期")
    (folder / "项目.yaml").write_text(SMALL_PROJECT + "会议:\n" + numbered, encoding="utf-8")
    keys = [paper["key"] for paper in json.loads(run_archivegen("plan", folder, "--json").out)]
    assert {"A02@2026-01-05", "A02@2026-01-05-2"} <= set(keys)


def test_numbers_at_the_edge_are_reckoned_and_never_break(lay_out):
    text = SMALL_PROJECT.replace("2500}", f"{'9' * 8}, 单价: {'9' * 10}}}") + WAGES.replace("180", "9" * 10)
    work = "务工测算: [{分项: 路面, 单位: 米, 工程量: 99999999, 人工定额: 99999999, 工种: 普工}]\n"
    ran = run_archivegen("check", lay_out(text + work))
    assert ran.code == 1
    assert "R503" in ran.out


def test_a_file_that_windows_shows_as_the_project_file(lay_out):
    folder = lay_out(SMALL_PROJECT)
    (folder / "项目.yaml").rename(folder / "项目.yaml.txt")
    refuse(folder, "“项目.yaml.txt”，是不是它")


# --- names --------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", NAMES, ids=["formula", "markup", "rare", "long", "at", "template", "latin", "device"])
def test_a_worker_of_any_name_gets_papers_with_that_name(lay_out, name):
    people = f"务工人员: [{{姓名: {json.dumps(name, ensure_ascii=False)}, 工种: 普工, 身份证号: {WANG[1]}}}]\n"
    text = SMALL_PROJECT + WAGES.replace("王大山", json.dumps(name, ensure_ascii=False)) + people
    folder = lay_out(text)
    ran = run_archivegen("generate", folder, "--only", "C10", "--only", "C11", "--only", "C21", cwd=folder.parent)
    assert ran.code == 0, ran.text
    papers = [path for path in (folder / "出件").rglob("*.*") if path.is_file()]
    assert len(papers) == 6
    for path in papers:
        assert all(is_legal_on_windows(part) for part in path.relative_to(folder).parts), path
        if path.suffix == ".docx":
            assert name in word_text(path)
            continue
        sheets = openpyxl.load_workbook(path).worksheets
        cells = [cell for sheet in sheets for row in sheet.iter_rows() for cell in row if cell.value]
        assert any(name in str(cell.value) for cell in cells), path
        assert all(cell.data_type == "s" for cell in cells if name in str(cell.value)), path
        assert not any("HYPERLINK" in str(cell.value) for cell in cells if cell.data_type == "f")
        assert all(cell.hyperlink is None for cell in cells)
    assert [path.name for path in folder.parent.iterdir()] == [folder.name]


@pytest.mark.parametrize("name", PROJECTS, ids=range(len(PROJECTS)))
def test_a_project_of_any_name_stays_in_its_folder(lay_out, name):
    text = SMALL_PROJECT.replace("青溪村2026年产业道路以工代赈项目", json.dumps(name, ensure_ascii=False))
    folder = lay_out(text + WAGES + f"务工人员: [{{姓名: 王大山, 工种: 普工, 身份证号: {WANG[1]}}}]\n")
    assert run_archivegen("generate", folder, cwd=folder.parent).code == 0
    path = Path(json.loads(run_archivegen("bundle", folder, "--zip", "--json", cwd=folder.parent).out)["path"])
    assert path.parent == folder / "档案包"
    assert is_legal_on_windows(path.name)
    assert run_archivegen("verify", path).code == 0
    assert all(is_legal_on_windows(part) for path in written(folder) for part in path.split("/"))
    assert [path.name for path in folder.parent.iterdir()] == [folder.name]


# --- people -------------------------------------------------------------------------------------------------------------


def test_a_roster_without_rows(lay_out):
    folder = lay_out(SMALL_PROJECT + "务工人员: 数据/花名册.xlsx\n", {"数据/花名册.xlsx": workbook(HEADINGS)})
    ran = run_archivegen("check", folder)
    assert ran.code == 0
    assert "数据/花名册.xlsx 名册!A1" in ran.out
    assert "没有一行数据" in ran.out
    assert run_archivegen("generate", folder).code == 0
    assert not list((folder / "出件").rglob("C11*"))


def test_a_roster_of_five_thousand_rows(lay_out):
    surnames, givens, ends = (
        "赵钱孙李周吴郑王冯陈",
        "大小文志秀桂玉春国建明德荣华英兰芳平安永",
        "山川林海江河云雷风雪松柏竹梅兰菊桃杏荷莲石泉田丰",
    )
    names = [a + b + c for a in surnames for b in givens for c in ends + "东"]
    assert len(set(names)) == 5000
    rows = [[name, "", "普工", "", "2026-03-01", "2026-02-26"] for name in names]
    month = [["姓名", *range(1, 32)], *([name, *["√"] * 20] for name in names)]
    text = SMALL_PROJECT + "工价: [{工种: 普工, 单价: 180}]\n务工人员: 数据/花名册.xlsx\n"
    text += "考勤: [{月份: 2026-03, 明细: 数据/考勤.xlsx}]\n培训: [{轮次: 岗前, 日期: 2026-02-26, 课题: 安全, 学员: 数据/花名册.xlsx}]\n"
    text += "发放批次: [{月份: 2026-03, 公示日期: 2026-04-02, 发放日期: 2026-04-10, 回单: 数据/回单.xlsx}]\n"
    text = text.replace("200万元", "2000万元")
    receipts = [["姓名", "金额"], *([name, 3600] for name in names)]
    tables = {"花名册": [HEADINGS, *rows], "考勤": month, "回单": receipts}
    folder = lay_out(text, {f"数据/{name}.xlsx": workbook(*table) for name, table in tables.items()})
    ran = run_archivegen("check", folder, "--json")
    findings = json.loads(ran.out)["findings"]
    assert ran.code == 0, [f["message"] for f in findings if f["severity"] == "错误"][:3]
    assert sum(finding["code"] == "R117" for finding in findings) == 5000, "nobody has an ID here"


def test_an_id_with_a_wrong_check_digit(lay_out):
    wrong = [WANG[0], WANG[1][:-1] + "2", *WANG[2:]]
    folder = lay_out(files={"数据/花名册.xlsx": workbook(HEADINGS, wrong)})
    ran = run_archivegen("check", folder)
    assert ran.code == 1
    assert "数据/花名册.xlsx 名册!B2 错误 R101" in ran.out
    assert "校验位" in ran.out
    assert wrong[1] not in ran.out


def test_an_id_with_a_small_x_is_printed_with_a_capital_one(lay_out):
    folder = lay_out(files={"数据/花名册.xlsx": workbook(HEADINGS, [WANG[0], "51190219550630004x", *WANG[2:]])})
    assert "R101" not in run_archivegen("check", folder).out
    run_archivegen("generate", folder, "--only", "C11")
    assert "51190219550630004X" in word_text(next(folder.rglob("C11*.docx")))


@pytest.mark.parametrize("stored", [511902196803150011, "5.11902E+17", 5.11902e17])
def test_an_id_that_the_spreadsheet_rounded(lay_out, stored):
    folder = lay_out(files={"数据/花名册.xlsx": workbook(HEADINGS, [WANG[0], stored, *WANG[2:]])})
    refuse(folder, "数据/花名册.xlsx 名册!B2", "P060", "5.11902E+17", "文本")


@pytest.mark.parametrize("serial", [46082, 46082.0, "46082"])
def test_days_that_the_spreadsheet_counts(lay_out, serial):
    folder = lay_out(files={"数据/花名册.xlsx": workbook(HEADINGS, [*WANG[:4], serial, WANG[5]])})
    assert run_archivegen("generate", folder, "--only", "C11").code == 0
    assert "2026年3月1日" in word_text(next(folder.rglob("C11*.docx")))


def test_attendance_of_somebody_who_is_not_in_the_roster(lay_out):
    text = ROSTER.replace("姓名: 王大山, 出勤", "姓名: 王大川, 出勤")
    folder = lay_out(text, {"数据/花名册.xlsx": workbook(HEADINGS, WANG)})
    ran = run_archivegen("generate", folder)
    assert ran.code == 1
    assert "项目.yaml:15 错误 R301" in ran.out
    assert "“王大川”" in ran.out
    assert not list(folder.rglob("C21*"))
    assert list(folder.rglob("C10*"))


def test_the_same_worker_twice(lay_out):
    folder = lay_out(files={"数据/花名册.xlsx": workbook(HEADINGS, WANG, WANG)})
    ran = run_archivegen("generate", folder)
    assert ran.code == 1
    assert "数据/花名册.xlsx 名册!B3 错误 R102" in ran.out
    assert not list(folder.rglob("C11*.docx"))
    assert not list(folder.rglob("C21*"))


def test_names_that_differ_in_case_only_cannot_share_a_scan(lay_out):
    people = "务工人员: [{姓名: Amu, 工种: 普工}, {姓名: AMU, 工种: 普工}]\n工价: [{工种: 普工, 单价: 180}]\n"
    folder = lay_out(SMALL_PROJECT + people)
    ran = run_archivegen("generate", folder)
    assert ran.code == 1
    assert "A101" in ran.out
    assert "C11@Amu" in ran.out
    assert not list(folder.rglob("C11*.docx"))


def test_a_wage_sheet_for_a_month_without_attendance(lay_out):
    folder = lay_out(
        ROSTER.replace("发放批次: [{月份: 2026-03", "发放批次: [{月份: 2026-05"),
        {"数据/花名册.xlsx": workbook(HEADINGS, WANG)},
    )
    ran = run_archivegen("generate", folder, "--only", "C21")
    assert ran.code == 1
    assert "R316" in ran.out
    assert "2026年5月" in ran.out
    assert not list(folder.rglob("C21*"))


def test_work_on_the_thirty_first_of_april(lay_out):
    text = ROSTER.replace(
        "{月份: 2026-03, 明细: [{姓名: 王大山, 出勤: {2: 1, 3: 0.5}",
        "{月份: 2026-04, 明细: [{姓名: 王大山, 出勤: {31: 1}",
    )
    ran = run_archivegen("check", lay_out(text, {"数据/花名册.xlsx": workbook(HEADINGS, WANG)}))
    assert ran.code == 1
    assert "项目.yaml:15 错误 R304" in ran.out


# --- tables -------------------------------------------------------------------------------------------------------------


def test_a_missing_table(lay_out):
    refuse(lay_out(), "项目.yaml:17 错误 P041", "“数据/花名册.xlsx”")


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"<html><body><table><tr><td>\xe5\xa7\x93\xe5\x90\x8d</td></tr></table>", ("P045", "网页")),
        (b"", ("P047", "0 字节")),
        (workbook(HEADINGS, WANG)[:3000], ("P048", "损坏")),
        (workbook(), ("P053", "表头")),
    ],
    ids=["html", "empty", "half", "blank sheet"],
)
def test_what_is_called_a_workbook_and_is_none(lay_out, content, words):
    refuse(lay_out(files={"数据/花名册.xlsx": content}), "数据/花名册.xlsx", *words)


def test_a_table_that_is_open_in_wps(lay_out):
    folder = lay_out(files={"数据/花名册.xlsx": workbook(HEADINGS, WANG), "数据/~$花名册.xlsx": b"\x05clerk"})
    ran = run_archivegen("check", folder)
    assert ran.code == 0, ran.text
    assert "数据/花名册.xlsx 警告 P043" in ran.out
    assert "保存并关闭" in ran.out


@pytest.mark.parametrize(
    "reference",
    [
        "../花名册.xlsx",
        "数据/../../花名册.xlsx",
        "/etc/passwd",
        "C:/花名册.xlsx",
        "\\\\server\\花名册.xlsx",
        "file:///etc/passwd",
        "~/花名册.xlsx",
    ],
)
def test_a_table_outside_the_folder_is_not_read(lay_out, reference):
    folder = lay_out(ROSTER.replace("数据/花名册.xlsx", f"'{reference}'"))
    outside = folder.parent.parent / "花名册.xlsx"
    outside.write_bytes(workbook(HEADINGS, WANG))
    refuse(folder, "项目.yaml:17 错误 P04")


@pytest.mark.parametrize("linked", ["数据/花名册.xlsx", "数据"])
def test_a_link_out_of_the_folder_is_not_followed(lay_out, tmp_path_factory, linked):
    outside = tmp_path_factory.mktemp("别人的") / "花名册.xlsx"
    outside.write_bytes(workbook(HEADINGS, WANG))
    folder = lay_out()
    (folder / linked).parent.mkdir(exist_ok=True)
    (folder / linked).symlink_to(outside if linked.endswith("xlsx") else outside.parent)
    refuse(folder, "项目.yaml:17 错误 P040", "不在项目文件夹里")
