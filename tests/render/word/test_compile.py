"""Templates become stamps: once, safely, and the same everywhere."""

from __future__ import annotations

import re
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from docx import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from archivegen.errors import TemplateError
from archivegen.render.cache import VARIABLE
from archivegen.render.docx import compile_docx, render_docx
from archivegen.render.office import extract_text
from tests.render.test_docx import build, lines, member, table

DOCUMENT = "word/document.xml"
FRESH = """
import sys
from pathlib import Path
from archivegen.render.docx import render_docx
sys.stdout.buffer.write(render_docx(Path(sys.argv[1]).read_bytes(), {"人们": [{"名": "甲"}]}, name="x.docx"))
print(*[name for name in ("docx", "docxtpl", "lxml") if name in sys.modules], file=sys.stderr)
"""


def changed(package: bytes, name: str, old: str, new: str) -> bytes:
    target = BytesIO()
    with ZipFile(BytesIO(package)) as source, ZipFile(target, "w") as written:
        for entry in source.namelist():
            content = source.read(entry)
            if entry == name:
                assert old.encode() in content
                content = content.replace(old.encode(), new.encode())
            written.writestr(entry, content)
    return target.getvalue()


def test_a_warm_start_needs_neither_docxtpl_nor_a_parser(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(VARIABLE, str(tmp_path / "cache"))
    file = tmp_path / "模板.docx"
    file.write_bytes(table(("{%tr for 人 in 人们 %}{{ 人.名 }}{%tr endfor %}",)))
    command = [sys.executable, "-c", FRESH, str(file)]
    cold, warm = (subprocess.run(command, capture_output=True, check=True) for _ in range(2))
    assert cold.stderr.split() == [b"docx", b"docxtpl", b"lxml"]
    assert warm.stderr.split() == []
    assert warm.stdout == cold.stdout


def test_many_threads_fill_one_stamp() -> None:
    stamp = compile_docx(lines("{% for 人 in 人们 %}{{ 人 }}{% endfor %}"), name="x.docx")
    words = [{"人们": [str(number)] * 50} for number in range(40)]
    with ThreadPoolExecutor(8) as pool:
        made = list(pool.map(stamp.render, words))
    assert [extract_text(paper, ".docx").strip() for paper in made] == [str(number) * 50 for number in range(40)]


def test_parts_without_tags_are_copied_as_they_are() -> None:
    template = lines("{{ 甲 }}")
    made = render_docx(template, {"甲": "乙"}, name="x.docx")
    with ZipFile(BytesIO(template)) as before, ZipFile(BytesIO(made)) as after:
        assert set(before.namelist()) == set(after.namelist())
        assert after.namelist()[0] == "[Content_Types].xml"
        assert after.testzip() is None
        same = [name for name in before.namelist() if name not in {DOCUMENT, "docProps/core.xml"}]
        assert all(before.read(name) == after.read(name) for name in same)
        assert b"2000-01-01T00:00:00Z" in after.read("docProps/core.xml")


@pytest.mark.parametrize(
    ("old", "new", "why"),
    [
        ("<w:document ", '<!DOCTYPE w:document [<!ENTITY 甲 "乙">]><w:document ', "DTD"),
        ("</w:body>", "", "内容坏了"),
    ],
)
def test_xml_that_word_does_not_write_is_refused(old: str, new: str, why: str) -> None:
    with pytest.raises(TemplateError, match=why):
        compile_docx(changed(lines("{{ 甲 }}"), DOCUMENT, old, new), name="x.docx")


def test_signs_that_stand_for_tags_are_refused() -> None:
    with pytest.raises(TemplateError, match="Word 不用的字符"):
        compile_docx(changed(lines("{{ 甲 }}"), DOCUMENT, "{{ 甲 }}", "{{ 甲 }}&#xFDD0;7&#xFDD1;"), name="x.docx")


def test_a_workbook_is_no_word_file() -> None:
    target = BytesIO()
    with ZipFile(target, "w") as package:
        package.writestr("xl/workbook.xml", "<workbook/>")
    with pytest.raises(TemplateError, match="不是完好的 Word 文件"):
        compile_docx(target.getvalue(), name="x.docx")


def test_raw_and_escaped_braces_are_printed_as_they_stand() -> None:
    made = render_docx(lines("{% raw %}{{ 甲 }}{% endraw %} {_{ 乙 }_}", "f{x} 与 {完成率100%}"), {}, name="x.docx")
    assert extract_text(made, ".docx") == "{{ 甲 }} {{ 乙 }}\nf{x} 与 {完成率100%}\n"


def test_sets_macros_and_captured_texts_print_lines() -> None:
    made = render_docx(
        lines(
            "{% set 甲 = '一\n二' %}{{ 甲 }}",
            "{% set 乙 %}三{{ 词 }}{% endset %}{{ 乙 }}",
            "{% macro 丙(值) %}〔{{ 值 }}〕{% endmacro %}{{ 丙(词) }}",
            "{% filter upper %}a{{ 词 }}{% endfilter %}",
            "{% set 丁 %}x<{{ 两行 }}{% endset %}{{ 丁[1:] }}",
        ),
        {"词": "&b", "两行": "甲\n乙"},
        name="x.docx",
    )
    assert extract_text(made, ".docx") == "一\n二\n三&b\n〔&b〕\nA&B\n<甲\n乙\n"


@pytest.mark.parametrize("cut", ["{{ 丙(词)|upper }}", "{% set 丁 %}甲{{ 图|二维码 }}{% endset %}{{ 丁[:9] }}"])
def test_what_filters_would_break_is_refused(cut: str) -> None:
    with pytest.raises(TemplateError, match="带有格式"):
        render_docx(lines("{% macro 丙(值) %}〔{{ 值 }}〕{% endmacro %}" + cut), {"词": "&b", "图": "A"}, name="x.docx")


def test_bookmarks_in_a_loop_are_numbered_and_named_anew() -> None:
    def draw(document: Any) -> None:
        document.add_paragraph("{%p for 人 in 人们 %}")
        paragraph = document.add_paragraph("{{ 人 }}")._p
        for name in ('bookmarkStart w:id="5" w:name="处"', 'bookmarkEnd w:id="5"'):
            paragraph.append(parse_xml(f"<w:{name} {nsdecls('w')}/>"))
        document.add_paragraph("{%p endfor %}")

    body = member(render_docx(build(draw), {"人们": ["甲", "乙"]}, name="x.docx"), DOCUMENT)
    starts, ends = (re.findall(rf'bookmark{half} [^>]*w:id="(\d+)"', body) for half in ("Start", "End"))
    assert starts == ends
    assert len(set(starts)) == 2
    assert re.findall(r'w:name="(处[^"]*)"', body) == ["处", "处_2"]


def test_half_a_bookmark_goes_with_the_row_that_goes() -> None:
    def draw(document: Any) -> None:
        paragraph = document.add_paragraph("{%p if 真 %}")._p
        paragraph.append(parse_xml(f'<w:bookmarkStart {nsdecls("w")} w:id="7" w:name="处"/>'))
        document.add_paragraph("甲")._p.append(parse_xml(f'<w:bookmarkEnd {nsdecls("w")} w:id="7"/>'))
        document.add_paragraph("{%p endif %}")

    assert "bookmark" not in member(render_docx(build(draw), {"真": True}, name="x.docx"), DOCUMENT)


def test_fields_and_alternative_texts_hold_words() -> None:
    def draw(document: Any) -> None:
        paragraph = document.add_paragraph()._p
        for piece in (' HYPERLINK "{{ 网', '址 }}" '):
            paragraph.append(parse_xml(f"<w:r {nsdecls('w')}><w:instrText>{piece}</w:instrText></w:r>"))

    made = member(render_docx(build(draw), {"网址": 'https://a.cn/?x="1"&y'}, name="x.docx"), DOCUMENT)
    assert 'HYPERLINK "https://a.cn/?x=&quot;1&quot;&amp;y"' in made


def test_rich_values_are_not_lost_in_plain_places() -> None:
    document = Document(BytesIO(render_docx(lines("甲{{r 值 }}乙"), {"值": "一\n二"}, name="x.docx")))
    assert document.paragraphs[0].text == "甲一\n二乙"
