"""E07 to E10: shares and dividends, posts, the lists of the archive."""

from __future__ import annotations

import datetime
import io
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest

from archivegen.chinese import find_personal_numbers
from archivegen.pipeline import generate, open_project
from archivegen.project.words.benefit import split_by_shares
from archivegen.render.engine import render_entry
from archivegen.render.office import extract_text
from archivegen.workspace import Workspace
from tests.formats.files_by_hand import make_pdf

TODAY = datetime.date(2026, 11, 20)
HEAD = """\
项目: {名称: 青溪村2026年以工代赈项目, 年度: 2026, 类型: 产业, 建设方式: 村民自建, 阶段: 总结移交, 县: 巴州区, 乡镇: 云屏镇,
       村: 青溪村, 实际完工: 2026-09-01}
"""
SHARES = """\
折股量化:
  模式: 按股
  股东: [{名称: 甲社, 金额: 100, 比例: 33.33%}, {名称: 乙组, 金额: 200, 比例: 66.67%}]
"""


def project(folder: Path, text: str) -> Workspace:
    (folder / "项目.yaml").write_text(text, encoding="utf-8")
    return open_project(folder, TODAY)


def print_one(workspace: Workspace, key: str) -> bytes:
    entry = next(entry for entry in workspace.plan.entries if entry.key == key)
    assert not entry.missing_facts
    return render_entry(entry, workspace.pick_words(entry))


def text_of(workspace: Workspace, key: str) -> str:
    entry = next(entry for entry in workspace.plan.entries if entry.key == key)
    return extract_text(print_one(workspace, key), entry.template.suffix)


@pytest.mark.parametrize(
    ("total", "shares", "parts"),
    [
        ("100.00", ["1"], ["100.00"]),
        ("1000.01", ["0.3333", "0.6667"], ["333.30", "666.71"]),
        ("0.01", ["0.5", "0.5"], ["0.01", "0.00"]),
        ("100.00", ["0.333333", "0.333333", "0.333334"], ["33.33", "33.34", "33.33"]),
    ],
)
def test_parts_come_to_the_sum_to_the_cent(total, shares, parts):
    split = split_by_shares(Decimal(total), [Decimal(share) for share in shares])
    assert split == [Decimal(part) for part in parts]
    assert sum(split) == Decimal(total)


def test_a_dividend_is_divided_by_the_shares_and_totalled(tmp_path):
    dividends = "  分红: [{年度: 2026, 收益: 1200, 分配: 1000.01, 日期: 2026-12-20, 凭证号: 记-9}]\n"
    workspace = project(tmp_path, HEAD + SHARES + dividends)
    sheet = openpyxl.load_workbook(io.BytesIO(print_one(workspace, "E07+分红台账")), data_only=True).active
    rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
    paid = [row for row in rows if row[1] in ("甲社", "乙组")]
    assert [Decimal(str(row[4])) for row in paid] == [Decimal("333.30"), Decimal("666.71")]
    total = next(row for row in rows if row[0] == "合计")
    assert Decimal(str(total[4])) == Decimal(str(total[5])) == Decimal("1000.01")
    assert any(str(row[0]).startswith("2026年度") and "1,200.00" in str(row[0]) for row in rows)


def test_before_the_first_dividend_the_ledger_is_a_form(tmp_path):
    workspace = project(tmp_path, HEAD + SHARES)
    sheet = openpyxl.load_workbook(io.BytesIO(print_one(workspace, "E07+分红台账")), data_only=True).active
    rows = list(sheet.iter_rows(values_only=True))
    assert [row[4:7] for row in rows if row[1] in ("甲社", "乙组")] == [(None, None, None)] * 2
    assert next(row for row in rows if row[0] == "合计")[4:6] in [("", ""), (None, None)]


def test_an_agreement_without_operator_or_assets_leaves_room_for_a_pen(tmp_path):
    text = text_of(project(tmp_path, HEAD + SHARES), "E07")
    assert "乙方（经营主体）：______________________________" in text
    assert "分红年限____年" in text
    assert "300.00" in text


POSTS = """\
公益性岗位:
  - 岗位: 管护员
    名额: 2
    月报酬: 600
    人员:
      - {姓名: 何甲, 身份证号: "511902197904121978", 电话: "13900002101", 履职: [{月份: 2026-10, 天数: 21.5, 报酬: 600}, {月份: 2026-11, 天数: 20, 报酬: 560}]}
      - {姓名: 何乙}
"""


def test_everybody_on_a_post_has_an_agreement_and_a_ledger(tmp_path):
    workspace = project(tmp_path, HEAD.replace("产业", "公益性") + POSTS)
    keys = [entry.key for entry in workspace.plan.entries if entry.code == "E08"]
    assert keys == ["E08@何甲", "E08@何甲+履职台账", "E08@何乙", "E08@何乙+履职台账"]
    assert "每月600.00元" in text_of(workspace, "E08@何甲")
    unknown = text_of(workspace, "E08@何乙")
    assert "公民身份号码：__________________" in unknown
    sheet = openpyxl.load_workbook(io.BytesIO(print_one(workspace, "E08@何甲+履职台账")), data_only=True).active
    total = next(row for row in sheet.iter_rows(values_only=True) if row[0] == "合计")
    assert (Decimal(str(total[2])), Decimal(str(total[5]))) == (Decimal("41.5"), Decimal(1160))


def test_public_papers_are_not_given_who_holds_a_post(tmp_path):
    words = project(tmp_path, HEAD.replace("产业", "公益性") + POSTS).public_words
    assert words["公益性岗位"][0]["岗位"] == "管护员"
    assert "何甲" not in str(words)
    assert not find_personal_numbers(str(words))


SURVEY = make_pdf()


def file_scan(folder: Path, key: str) -> None:
    (folder / "归档件" / key).mkdir(parents=True)
    (folder / "归档件" / key / "扫描.pdf").write_bytes(SURVEY)


def test_the_lists_of_the_archive_name_what_lies_there(tmp_path):
    file_scan(tmp_path, "E07")
    workspace = project(tmp_path, HEAD + SHARES)
    titles = [line["题名"] for volume in workspace.archive_words["案卷"] for line in volume["明细"]]
    assert "股权量化协议" in "".join(titles)
    assert len(set(titles)) == len(titles)
    sheet = text_of(workspace, "E09")
    assert all(title in sheet for title in titles)
    handover = text_of(workspace, "E10")
    assert workspace.archive_words["案卷"][0]["题名"] in handover
    assert "移交人（签字）" in handover


def test_making_drafts_changes_no_list(tmp_path):
    file_scan(tmp_path, "E07")
    workspace = project(tmp_path, HEAD + SHARES)
    keys = [entry.key for entry in workspace.plan.entries if entry.code in ("E09", "E10")]
    before = {key: print_one(workspace, key) for key in keys}
    assert len(keys) == 7
    generate(workspace, "2026-11-20T09:00:00+08:00")
    after = open_project(tmp_path, TODAY)
    assert {key: print_one(after, key) for key in keys} == before


def test_papers_that_leave_the_offices_are_not_given_the_lists(tmp_path):
    workspace = project(tmp_path, HEAD + SHARES)
    entries = [entry for entry in workspace.plan.entries if entry.applies and entry.template and entry.code != "E09"]
    words = workspace.pack_words(workspace.plan.entries)
    given = {entry.code for entry in entries if "案卷" in words.pick(entry) or "案卷" in workspace.pick_words(entry)}
    assert given == {"E10"}


def test_the_handover_list_prints_the_checksum_as_it_was_copied(tmp_path):
    digest = "0f" * 32
    archive = f"档案: {{介质编号: GP-2026-01, 监交单位: 巴州区档案局, 校验值: {digest[:32].upper()} {digest[32:]}}}\n"
    said = text_of(project(tmp_path, HEAD + archive), "E10")
    assert all(word in said for word in (digest, "GP-2026-01", "巴州区档案局"))


def test_a_checksum_that_was_not_copied_whole_is_told(tmp_path):
    workspace = project(tmp_path, HEAD + "档案: {校验值: 0f0f0f}\n")
    (finding,) = [finding for finding in workspace.report.errors if "校验值" in finding.message]
    assert "64 位" in finding.message
    assert not workspace.valid
