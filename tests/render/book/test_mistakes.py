"""All mistakes of a workbook at once, each with its place; at render time the item that failed."""

from __future__ import annotations

import re
from typing import Any

import pytest

from archivegen.render.mistakes import TemplateMistakesError
from archivegen.render.xlsx import compile_xlsx
from tests.render.book.rich import edit, parts_of
from tests.render.workbooks import build, fail, render


def test_mistakes_of_all_sheets_and_of_their_structure_are_told_together() -> None:
    def sketch(sheet: Any) -> None:
        sheet.oddHeader.center.text = "{{ 项目.名称|大雪 }}"
        second = sheet.parent.create_sheet("汇总")
        second["B3"] = "{%tr for 人 in 明细 %}"
        third = sheet.parent.create_sheet("附表")
        third["A1"], third["C4"] = "{%tr endfor %}", "=IF({{ 词 }},1,2)"

    with pytest.raises(TemplateMistakesError) as caught:
        compile_xlsx(build({"B2": "{{ 甲| }}", "A9": "{%tr endif %}"}, sketch), name="C21.xlsx")
    places = [(m.where.shown, m.where.member, m.where.row, m.where.column) for m in caught.value.mistakes]
    assert sorted(places) == sorted(
        [
            ("工作表“发放表”B2", "xl/worksheets/sheet1.xml", 2, 2),
            ("工作表“发放表”", "xl/worksheets/sheet1.xml", 0, 0),
            ("工作表“发放表”A9", "xl/worksheets/sheet1.xml", 9, 1),
            ("工作表“汇总”B3", "xl/worksheets/sheet2.xml", 3, 2),
            ("工作表“附表”C4", "xl/worksheets/sheet3.xml", 4, 3),
            ("工作表“附表”A1", "xl/worksheets/sheet3.xml", 1, 1),
        ]
    )
    assert "{{ 甲| }}" in {m.tag for m in caught.value.mistakes}
    assert str(caught.value).count("模板 C21.xlsx 工作表“") == 6


@pytest.mark.parametrize("text", ["{{ 人.天 }}", "共{{ 人.天 }}天", "{{ 人.天|元 }}"])
def test_the_worker_whose_word_is_missing_is_named(text: str) -> None:
    people = [{"姓名": f"王{n}", "天": n} for n in range(1, 41)]
    people[36] = {"姓名": "李四", "天数": 5}
    message = fail({"A3": "{%tr for 人 in 明细 %}{{ 人.姓名 }}", "B3": text + "{%tr endfor %}"}, 明细=people)
    assert "B3" in message
    assert "第 37 项（李四）" in message
    assert "天数" in message


def test_an_item_of_an_inner_loop_is_told_with_the_outer() -> None:
    cells = {
        "A1": "{%tr for 组 in 组别 %}",
        "A2": "{%tr for 人 in 组.人 %}{{ 1 / 人.数 }}{%tr endfor %}",
        "A3": "{%tr endfor %}",
        "A4": "{{ 1 / 零 }}",
    }
    groups = [{"人": [{"数": 1}]}, {"人": [{"数": 1}, {"名称": "丙", "数": 0}]}]
    assert "第 2 项的第 2 项（丙）" in fail(cells, 组别=groups, 零=1)
    message = fail(cells, 组别=groups[:1], 零=0)
    assert "A4" in message
    assert "项" not in message.split("有错")[1].split("（")[0]


def test_a_text_too_long_and_a_list_in_a_cell_name_their_item() -> None:
    cells = {"A1": "{%tr for 人 in 明细 %}{{ 人 }}{%tr endfor %}"}
    assert "第 2 项" in fail(cells, 明细=["甲", "长" * 40_000])
    assert "第 3 项" in fail(cells, 明细=["甲", "乙", ["丙"]])


def test_a_loop_without_end_is_stopped() -> None:
    assert "工作表" in fail({"A1": "{%sheet for 号 in range(5000) %}{{ 号 }}"})
    assert "16384 列" in fail({"A1": "{%tc for 号 in range(20000) %}{{ 号 }}{%tc endfor %}"})


class TestProperties:
    def template(self, title: str) -> bytes:
        def change(old: str) -> str:
            assert "<dc:creator" in old
            return re.sub(r"<dc:creator[^>]*>[^<]*", lambda found: f"{found[0]}{title}", old, count=1)

        return edit(build({"A1": "甲"}), {"docProps/core.xml": change})

    def test_the_title_of_the_document_holds_words(self) -> None:
        core = parts_of(render(self.template("{{ 项目.名称 }}发放表"), 项目={"名称": "甲&乙"}))["docProps/core.xml"]
        assert "甲&amp;乙发放表</dc:creator>" in core
        assert core.count("2000-01-01T00:00:00Z") == 2

    def test_a_wrong_word_there_is_told(self) -> None:
        with pytest.raises(TemplateMistakesError, match=r"文档属性.*项目\.名称"):
            render(self.template("{{ 项目.名程 }}"), 项目={"名称": "甲"})

    def test_the_template_is_not_named_in_the_paper(self) -> None:
        template = build({"A1": "甲"}, title="{{ 名 }}")
        assert "{{" not in "".join(parts_of(render(template, 名="三月")).values())


def test_the_sources_of_a_template_tell_its_words() -> None:
    cells = {
        "A1": "{{ 项目.名称 }}",
        "A2": "{%tr for 人 in 明细 %}{{ 人.姓名 }}{%tr endfor %}",
        "B1": "{%tc for 日 in 日期 %}{{ 日 }}{%tc endfor %}",
    }
    (source,) = compile_xlsx(build(cells), name="x.xlsx").sources
    assert "__" not in source
    assert "{% for 人 in 明细 %}" in source


@pytest.mark.parametrize("wrong", ["{{ 甲| }}", "{{ " + "9" * 6_000 + " }}", "{% if 甲 %}"])
def test_a_wrong_cell_under_repeated_columns_is_told_like_any_other(wrong: str) -> None:
    message = fail({"A1": "{%tc for 日 in 日期 %}{{ 日 }}{%tc endfor %}", "A2": wrong}, 日期=[1])
    assert "工作表“发放表”A2" in message
