"""``archivegen template``: what the author of a pack does with a Word or Excel template of his own."""

from __future__ import annotations

import json
import shutil
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from docx import Document
from openpyxl import Workbook, load_workbook

from archivegen.errors import ExitCode
from archivegen.plan import Origin, PlanEntry
from archivegen.render import render_entry
from tests.conftest import ROOT

BUILT_IN = ROOT / "templates"


def write_docx(path: Path, *lines: str) -> Path:
    document = Document()
    for line in lines:
        document.add_paragraph(line)
    document.save(path)
    return path


def write_xlsx(path: Path, **cells: Any) -> Path:
    book = Workbook()
    for place, value in cells.items():
        book.active[place] = value
    book.save(path)
    return path


def comments(path: Path) -> list[str]:
    return [comment.text.split("\n")[0] for comment in Document(path).comments]


def test_every_built_in_template_is_right(run_cli):
    ran = run_cli("template", BUILT_IN, "--no-copy")
    assert ran.code == ExitCode.DONE, ran.text
    count = sum(1 for path in BUILT_IN.rglob("*") if path.suffix in {".docx", ".xlsx"} and "starter" not in path.parts)
    assert f"检查了 {count} 个模板：没有发现错处。" in ran.out
    assert "提示" not in ran.out


def test_all_mistakes_are_told_with_place_and_mend_and_a_copy_has_a_comment_at_each(run_cli, tmp_path):
    template = write_docx(
        tmp_path / "通知.docx",
        "甲方：{{ 项目.名程 }}",
        "{% for 人 in 务工人员 %}{{ 人.姓明 }}、{% endfor %}",
        "{% if 项目.自健 %}自建{% endif %}{{ 务工人员 }}",
    )
    before = template.read_bytes()
    ran = run_cli("template", template)
    assert ran.code == ExitCode.TEMPLATE
    assert "通知.docx：4 处有错" in ran.out
    assert "正文第 1 段“甲方：{{ 项目.名程 }}”" in ran.out
    assert "没有“项目.名程”这个词，最接近的是“项目.名称”。请改为“项目.名称”。" in ran.out
    copy = tmp_path / "通知（有错处）.docx"
    assert str(copy) in ran.out
    assert comments(copy) == [
        "没有“项目.名程”这个词，最接近的是“项目.名称”。",
        "没有“人.姓明”这个词，最接近的是“人.姓名”。",
        "没有“项目.自健”这个词，最接近的是“项目.自建”。",
        "“务工人员”是列表，不能直接印出来。",
    ]
    assert template.read_bytes() == before


def test_the_slow_lane_is_told(run_cli, tmp_path):
    template = write_docx(tmp_path / "报告.docx", "{{ 项目.名称 }}", "{{p 项目.名称|子文档 }}")
    ran = run_cli("template", template, "--no-copy")
    assert ran.code == ExitCode.DONE, ran.text
    assert "提示 整份模板" in ran.out
    assert "用了子文档" in ran.out


def test_mistakes_of_a_workbook_are_notes_at_their_cells(run_cli, tmp_path):
    template = write_xlsx(
        tmp_path / "工资表.xlsx",
        A1="{{ 项目.名程 }}",
        A2="{%tr for 人 in 务工人员 %}",
        A3="{{ 人.姓名 }}",
        B3="{{ 人.性别别 }}",
        A4="{%tr endfor %}",
    )
    ran = run_cli("template", template)
    assert ran.code == ExitCode.TEMPLATE
    assert "工作表“Sheet”B3" in ran.out
    sheet = load_workbook(tmp_path / "工资表（有错处）.xlsx").active
    assert "最接近的是“项目.名称”" in sheet["A1"].comment.text
    assert "最接近的是“人.性别”" in sheet["B3"].comment.text
    assert sheet["A3"].comment is None


def test_a_tag_that_cannot_be_read_does_not_hide_the_misspelt_words(run_cli, tmp_path):
    template = write_docx(tmp_path / "通知.docx", "{{ 项目.名程 }}", "{{ 项目.简称|大些 }}", "{{ 项目.自健 }}")
    ran = run_cli("template", template, "--no-copy")
    assert "没有“大些”这个过滤器" in ran.out
    assert "没有“项目.名程”这个词" in ran.out
    assert "没有“项目.自健”这个词" in ran.out


def test_headers_notes_and_the_title_of_the_file_are_checked_too(run_cli, tmp_path):
    document = Document()
    document.add_paragraph("{{ 项目.名称 }}")
    document.sections[0].footer.paragraphs[0].text = "{{ 材料.键键 }}"
    document.core_properties.title = "{{ 项目.名程 }}"
    document.save(tmp_path / "通知.docx")
    ran = run_cli("template", tmp_path / "通知.docx")
    assert "页脚“{{ 材料.键键 }}”" in ran.out
    assert "文件属性“{{ 项目.名程 }}”" in ran.out
    [footer, title] = comments(tmp_path / "通知（有错处）.docx")
    assert footer.startswith("〔页脚“{{ 材料.键键 }}”〕没有“材料.键键”这个词")
    assert title.startswith("〔文件属性“{{ 项目.名程 }}”〕没有“项目.名程”这个词")


def test_the_words_lists_and_fields_of_items_are_listed(run_cli, tmp_path):
    template = write_docx(
        tmp_path / "名单.docx",
        "{{ 项目.名称 }}{{ 项目.年度 }}",
        "{% for 人 in 务工人员 %}{{ 人.姓名 }}{{ 人.性别 }}{% endfor %}",
    )
    ran = run_cli("template", template)
    assert ran.code == ExitCode.DONE
    assert "    项目：名称、年度\n" in ran.out
    assert "    务工人员[]：姓名、性别\n" in ran.out
    [facts] = json.loads(run_cli("template", template, "--json").out)["templates"]
    assert facts["words"][:2] == [{"word": "项目.名称", "kind": "文字"}, {"word": "项目.年度", "kind": "数"}]
    assert facts["lists"] == {"务工人员[]": ["姓名", "性别"]}
    assert (facts["mistakes"], facts["copy"]) == ([], None)


def test_the_json_of_a_mistake_has_its_place_for_a_program(run_cli, tmp_path):
    template = write_docx(tmp_path / "通知.docx", "第一段", "{{ 项目.名程 }}")
    ran = run_cli("template", template, "--json", "--no-copy")
    [facts] = json.loads(ran.out)["templates"]
    [mistake] = facts["mistakes"]
    assert mistake["member"] == "word/document.xml"
    assert mistake["paragraph"] == 1
    assert mistake["mend"] == "请改为“项目.名称”"


@pytest.fixture
def pack(tmp_path) -> Path:
    folder = tmp_path / "某省模板包"
    shutil.copytree(BUILT_IN, folder)
    return folder


def test_a_template_of_a_pack_may_use_what_its_line_of_the_catalogue_gives(run_cli, pack):
    board = write_docx(
        pack / "docx" / "公示记录表.docx", "{{ 公告.张贴日期|中文日期 }}{{ 公告.张贴曰期 }}{{ 材料.题名 }}"
    )
    pay = write_docx(
        pack / "docx" / "C22-劳务报酬公示.docx", "{% for 人 in 项.明细 %}{{ 人.姓名 }}{% endfor %}{{ 项.月分名 }}"
    )
    ran = run_cli("template", board, pay, "--no-copy")
    assert "最接近的是“公告.张贴日期”" in ran.out
    assert "最接近的是“项.月份名”" in ran.out
    assert "2 个有错，共 2 处" in ran.out


def test_a_public_paper_may_not_use_what_the_public_is_not_given(run_cli, pack):
    pay = write_docx(
        pack / "docx" / "C22-劳务报酬公示.docx",
        "{% for 人 in 项.明细 %}{{ 人.姓名 }}{{ 人.身份证号 }}{% endfor %}",
        "举报电话：13812345678",
    )
    ran = run_cli("template", pay, "--no-copy")
    assert ran.code == ExitCode.TEMPLATE
    assert "公开材料里没有“人.身份证号”这个词" in ran.out
    assert "模板里写着一个证件号、账号或手机号" in ran.out
    assert "13812345678" not in ran.out.replace("举报电话：13812345678", "")
    inside = write_docx(pack / "docx" / "C11-用工协议.docx", "{{ 项.姓名 }}{{ 项.身份证号 }}", "报名：13812345678")
    ran = run_cli("template", inside, "--no-copy")
    assert ran.code == ExitCode.DONE
    assert "提示" in ran.out


def test_a_template_outside_of_a_catalogue_may_use_the_items_of_any_list(run_cli, tmp_path):
    template = write_docx(
        tmp_path / "新材料.docx", "{{ 项.月份名 }}{{ 项.姓名 }}{{ 公告.地点|顿号 }}{{ 材料.题名 }}{{ 项.没有的 }}"
    )
    ran = run_cli("template", template, "--no-copy")
    assert "资料清单里没有用它" in ran.out
    assert "1 处有错" in ran.out
    assert "没有“项.没有的”这个词" in ran.out


def test_a_pack_that_cannot_be_read_does_not_stop_the_check(run_cli, pack):
    (pack / "catalogue.yaml").write_text("材料: [", encoding="utf-8")
    template = write_docx(pack / "docx" / "C11-用工协议.docx", "{{ 项.姓名 }}{{ 项.性别别 }}")
    ran = run_cli("template", template, "--no-copy")
    assert "catalogue.yaml" in ran.out
    assert "最接近的是“项.性别”" in ran.out


def test_a_second_check_of_a_copy_does_not_pile_up_comments(run_cli, tmp_path):
    template = write_docx(tmp_path / "通知.docx", "{{ 项目.名程 }}", "{{ 项目.自健 }}")
    run_cli("template", template)
    copy = tmp_path / "通知（有错处）.docx"
    assert len(comments(copy)) == 2
    ran = run_cli("template", copy)
    assert "2 处有错" in ran.out
    assert len(comments(tmp_path / "通知（有错处2）.docx")) == 2
    assert len(comments(copy)) == 2


def test_a_copy_that_nobody_changed_is_replaced_and_one_that_somebody_changed_is_kept(run_cli, tmp_path):
    template = write_docx(tmp_path / "通知.docx", "{{ 项目.名程 }}", "{{ 项目.自健 }}")
    run_cli("template", template)
    copy = tmp_path / "通知（有错处）.docx"
    write_docx(template, "{{ 项目.名称 }}", "{{ 项目.自健 }}")
    run_cli("template", template)
    assert len(comments(copy)) == 1
    mended = Document(copy)
    mended.paragraphs[1].runs[0].text = "{{ 项目.自建 }}"
    mended.save(copy)
    kept = copy.read_bytes()
    run_cli("template", template)
    assert copy.read_bytes() == kept
    assert len(comments(tmp_path / "通知（有错处2）.docx")) == 1
    assert not (tmp_path / "通知（有错处3）.docx").exists()
    ran = run_cli("template", copy)
    assert ran.code == ExitCode.DONE
    assert "还有上次检查留下的 1 条批注" in ran.out


def test_a_template_that_was_mended_in_its_copy_makes_papers_without_the_comments(run_cli, pack):
    template = write_docx(pack / "docx" / "C11-用工协议.docx", "{{ 项.姓名 }}", "{{ 项.姓明 }}")
    run_cli("template", template)
    mended = Document(pack / "docx" / "C11-用工协议（有错处）.docx")
    mended.paragraphs[1].runs[0].text = "{{ 项.性别 }}"
    mended.save(template)
    assert len(comments(template)) == 1
    entry = PlanEntry(
        "C11", "C11@1", "用工协议", "用工协议", "C", Origin.GENERATED, "施", "施", "30年", template=template
    )
    paper = Document(BytesIO(render_entry(entry, {"项": {"姓名": "何一", "性别": "女"}})))
    assert [p.text for p in paper.paragraphs] == ["何一", "女"]
    assert list(paper.comments) == []


def test_a_file_of_somebody_else_with_that_name_is_not_touched(run_cli, tmp_path):
    template = write_docx(tmp_path / "通知.docx", "{{ 项目.名程 }}")
    (tmp_path / "通知（有错处）.docx").write_bytes(b"mine")
    (tmp_path / "通知（有错处2）.docx").symlink_to(template)
    run_cli("template", template)
    assert (tmp_path / "通知（有错处）.docx").read_bytes() == b"mine"
    assert len(comments(tmp_path / "通知（有错处3）.docx")) == 1


def test_copies_go_where_they_are_wanted_and_a_folder_run_passes_them_over(run_cli, tmp_path):
    for name in ("甲", "乙"):
        (tmp_path / "模板" / name).mkdir(parents=True)
        write_docx(tmp_path / "模板" / name / "通知.docx", "{{ 项目.名程 }}")
    (tmp_path / "模板" / "~$通知.docx").write_bytes(b"lock")
    ran = run_cli("template", tmp_path / "模板", "-o", tmp_path / "模板" / "改")
    assert "检查了 2 个模板：2 个有错，共 2 处。" in ran.out
    assert sorted(p.name for p in (tmp_path / "模板" / "改").iterdir()) == [
        "通知（有错处2）.docx",
        "通知（有错处）.docx",
    ]
    assert "检查了 2 个模板" in run_cli("template", tmp_path / "模板", "--no-copy").out


def test_two_runs_write_the_same_bytes(run_cli, tmp_path):
    template = write_docx(tmp_path / "通知.docx", "{{ 项目.名程 }}")
    run_cli("template", template, "-o", tmp_path / "一")
    run_cli("template", template, "-o", tmp_path / "二")
    assert (tmp_path / "一" / "通知（有错处）.docx").read_bytes() == (
        tmp_path / "二" / "通知（有错处）.docx"
    ).read_bytes()


def test_a_template_without_words_gets_a_hint(run_cli, tmp_path):
    ran = run_cli("template", write_docx(tmp_path / "通知.docx", "全是死的文字"))
    assert ran.code == ExitCode.DONE
    assert "没有用到一个词" in ran.out


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        ("坏.docx", b"PK not really", "打不开"),
        ("坏.xlsx", b"", "打不开"),
        ("旧.doc", b"\xd0\xcf\x11\xe0", "另存为 .docx"),
        ("说明.txt", b"x", "模板应是 .docx 或 .xlsx"),
    ],
)
def test_what_is_no_template_is_told_in_a_sentence(run_cli, tmp_path, name, content, told):
    (tmp_path / name).write_bytes(content)
    good = write_docx(tmp_path / "好.docx", "{{ 项目.名称 }}")
    ran = run_cli("template", tmp_path / name, good)
    assert ran.code == ExitCode.TEMPLATE
    assert told in ran.out
    assert "好.docx：没有发现错处" in ran.out
    [broken, _] = json.loads(run_cli("template", tmp_path / name, good, "--json").out)["templates"]
    assert told in broken["error"]


def test_a_wrong_command_line_is_exit_code_2(run_cli, tmp_path):
    assert run_cli("template").code == ExitCode.USAGE
    missing = run_cli("template", tmp_path / "没有.docx")
    assert missing.code == ExitCode.USAGE
    assert "没有“" in missing.err
    (tmp_path / "空").mkdir()
    assert run_cli("template", tmp_path / "空").code == ExitCode.USAGE


def test_copies_that_cannot_be_written_are_exit_code_6(run_cli, tmp_path):
    template = write_docx(tmp_path / "通知.docx", "{{ 项目.名程 }}")
    ran = run_cli("template", template, "-o", template / "里面")
    assert ran.code == ExitCode.OUTPUT
    assert "1 处有错" in ran.out
    assert "写不了" in ran.out
