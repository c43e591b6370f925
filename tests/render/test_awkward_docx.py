"""Word templates as people really write them: loops and conditions that stand where they should not.

Where only one meaning is possible the paper is right; elsewhere the mistake is told with its place.
"""

from __future__ import annotations

import pytest

from tests.render.filled import fill, refusal, right_or_told, text_of
from tests.render.packages import W, body, lines, p, r, table, tbl, tc, text_in, tr, tree

FOR, END = "{%tr for 人 in 明细 %}", "{%tr endfor %}"
ROWS = "甲&乙\n1\n丙<丁>\n2\n戊\n3"


def cells(*rows: tuple[str, ...]) -> bytes:
    """A body with one table and a paragraph behind it."""
    return body(tbl(*(tr(*row) for row in rows)) + p("后"))


class TestRows:
    @pytest.mark.parametrize(
        "row",
        [
            (f"{FOR}{{{{ 人.名 }}}}", f"{{{{ 人.额 }}}}{END}"),
            (f"{FOR}{{{{ 人.名 }}}}", f"{END}{{{{ 人.额 }}}}"),
            (p(FOR) + p("{{ 人.名 }}"), p("{{ 人.额 }}") + p(END)),
        ],
    )
    def test_the_loop_stands_inside_its_row(self, row: tuple[str, str]) -> None:
        assert text_of(cells(("姓名", "金额"), row, ("合计", "6"))) == f"姓名\n金额\n{ROWS}\n合计\n6\n后"

    def test_both_tags_in_one_cell_of_the_row(self) -> None:
        for cell in (f"{FOR}{END}{{{{ 人.名 }}}}", f"{{{{ 人.名 }}}}{FOR}{END}"):
            right_or_told(cells((cell, "{{ 人.额 }}")), f"{ROWS}\n后", FOR)

    def test_both_tags_around_the_text_of_one_cell(self) -> None:
        template = cells((f"{FOR}{{{{ 人.名 }}}}{END}", "元"))
        right_or_told(template, "甲&乙\n元\n丙<丁>\n元\n戊\n元\n后", FOR)

    def test_the_loop_begins_in_one_row_and_ends_in_another(self) -> None:
        template = cells((f"{FOR}{{{{ 人.名 }}}}", "上"), ("{{ 人.额 }}", f"下{END}"))
        assert text_of(template) == "甲&乙\n上\n1\n下\n丙<丁>\n上\n2\n下\n戊\n上\n3\n下\n后"

    def test_the_loop_begins_in_its_own_row_and_ends_in_the_data_row(self) -> None:
        assert text_of(cells((FOR, ""), ("{{ 人.名 }}", f"{{{{ 人.额 }}}}{END}"))) == f"{ROWS}\n后"
        assert text_of(cells((f"{FOR}{{{{ 人.名 }}}}", "{{ 人.额 }}"), (END, ""))) == f"{ROWS}\n后"

    def test_several_tags_in_one_row(self) -> None:
        template = cells((FOR + "{%tr if 人.额 > 1 %}", ""), ("{{ 人.名 }}", "{{ 人.额 }}"), ("{%tr endif %}", END))
        assert text_of(template) == "丙<丁>\n2\n戊\n3\n后"

    def test_loop_and_condition_in_the_data_row(self) -> None:
        row = (FOR + "{%tr if 人.额 != 2 %}{{ 人.名 }}", "{{ 人.额 }}{%tr endif %}" + END)
        assert text_of(cells(row)) == "甲&乙\n1\n戊\n3\n后"

    def test_a_condition_with_two_branches_in_the_data_rows(self) -> None:
        template = cells(("{%tr if 假 %}是", "甲"), ("{%tr else %}否", "乙{%tr endif %}"))
        assert text_of(template) == "否\n乙\n后"
        assert text_of(template, 假=True) == "是\n甲\n后"

    def test_loops_in_loops_in_the_data_row(self) -> None:
        groups = [{"名": "一", "人": ["甲", "乙"]}, {"名": "二", "人": []}, {"名": "三", "人": ["丙"]}]
        row = ("{%tr for 组 in 组别 %}{%tr for 名 in 组.人 %}{{ 组.名 }}", "{{ 名 }}{%tr endfor %}{%tr endfor %}")
        assert text_of(cells(row), 组别=groups) == "一\n甲\n一\n乙\n三\n丙\n后"

    def test_words_beside_the_tags_in_a_row_of_tags_are_not_lost(self) -> None:
        template = cells((f"{FOR}", "序"), ("{{ 人.名 }}", "{{ 人.额 }}"), (END, ""))
        right_or_told(template, "序\n甲&乙\n1\n序\n丙<丁>\n2\n序\n戊\n3\n后".replace("序\n", "\n序\n"), FOR)

    def test_a_plain_loop_across_the_cells_of_a_row(self) -> None:
        row = ("{% for 人 in 明细 %}{{ 人.名 }}", "{{ 人.额 }}{% endfor %}")
        right_or_told(cells(row), f"{ROWS}\n后", "{% for 人 in 明细 %}")

    def test_a_plain_loop_in_rows_of_its_own(self) -> None:
        template = cells(("{% for 人 in 明细 %}", ""), ("{{ 人.名 }}", "{{ 人.额 }}"), ("{% endfor %}", ""))
        right_or_told(template, f"{ROWS}\n后", "{% for 人 in 明细 %}")

    def test_a_plain_condition_across_rows(self) -> None:
        template = cells(("{% if 真 %}甲", "1"), ("乙", "2{% endif %}"))
        right_or_told(template, "甲\n1\n乙\n2\n后", "{% if 真 %}")
        right_or_told(template, "后", "{% if 真 %}", 真=False)

    def test_a_paragraph_loop_across_cells(self) -> None:
        row = ("{%p for 人 in 明细 %}{{ 人.名 }}", "{{ 人.额 }}{%p endfor %}")
        right_or_told(cells(row), f"{ROWS}\n后", "{%p for 人 in 明细 %}")

    def test_a_row_tag_outside_of_any_table(self) -> None:
        right_or_told(lines(FOR, "{{ 人.名 }}", END), "甲&乙\n丙<丁>\n戊", FOR)

    def test_a_row_loop_around_a_nested_table(self) -> None:
        inner = tbl(tr("内{{ 人.名 }}"), columns=1) + p("{{ 人.额 }}")
        assert text_of(cells((FOR, ""), (tc(inner), "右"), (END, ""))) == (
            "内甲&乙\n1\n右\n内丙<丁>\n2\n右\n内戊\n3\n右\n后"
        )

    def test_a_row_loop_inside_a_nested_table(self) -> None:
        inner = tbl(tr(f"{FOR}{{{{ 人.名 }}}}", f"{{{{ 人.额 }}}}{END}")) + p("")
        assert text_of(cells((tc(p("外") + inner), "右"))) == f"外\n{ROWS}\n\n右\n后"

    def test_loops_in_both_tables(self) -> None:
        inner = tbl(tr("{%tr for 村 in 人.村 %}{{ 村 }}", "内{%tr endfor %}")) + p("")
        people = [{"名": "甲", "村": ["一", "二"]}, {"名": "乙", "村": []}]
        template = cells((f"{FOR}{{{{ 人.名 }}}}", tc(inner)), (END, ""))
        assert text_of(template, 明细=people) == "甲\n一\n内\n二\n内\n\n乙\n\n后"


class TestEmptied:
    def test_an_empty_list_leaves_no_table_without_rows(self) -> None:
        for rows in ([(FOR, ""), ("{{ 人.名 }}", "1"), (END, "")], [(f"{FOR}{{{{ 人.名 }}}}", f"1{END}")]):
            assert text_of(cells(*rows), 明细=[]) == "后"

    def test_an_empty_list_in_a_nested_table_leaves_a_sound_cell(self) -> None:
        inner = tbl(tr(f"{FOR}{{{{ 人.名 }}}}", f"1{END}")) + p("")
        assert text_of(cells((tc(inner), "右")), 明细=[]) == "\n右\n后"

    def test_a_heading_stays_without_people(self) -> None:
        assert text_of(cells(("姓名", "金额"), (f"{FOR}{{{{ 人.名 }}}}", f"1{END}")), 明细=[]) == "姓名\n金额\n后"

    @pytest.mark.parametrize(
        "cell",
        [
            p("{%p if 假 %}") + p("文") + p("{%p endif %}"),
            p("{%p for 人 in 没人 %}") + p("{{ 人.名 }}") + p("{%p endfor %}"),
            p("{%p if 假 %}文{%p endif %}"),
            p("{%p if 假 %}") + tbl(tr("内"), columns=1) + p("{%p endif %}"),
            p("{%p set 甲 = 1 %}"),
            p("{#p 备注 #}"),
        ],
    )
    def test_a_cell_keeps_a_paragraph(self, cell: str) -> None:
        assert text_of(cells((tc(cell), "右"))) == "\n右\n后"

    def test_a_cell_that_ends_in_a_table_gets_its_paragraph(self) -> None:
        cell = tbl(tr("内"), columns=1) + p("{%p if 假 %}") + p("文") + p("{%p endif %}")
        assert text_of(cells((tc(cell), "右"))).replace("\n\n", "\n") == "内\n右\n后"

    def test_headers_and_text_boxes_keep_a_paragraph(self) -> None:
        gone = p("{%p if 假 %}") + p("文") + p("{%p endif %}")
        box = f"<w:p><w:r><w:pict><v:shape><v:textbox><w:txbxContent>{gone}</w:txbxContent></v:textbox></v:shape></w:pict></w:r></w:p>"
        document = fill(body(p("正文") + box, header=gone, footer=gone))
        assert text_in(document, "word/header1.xml") == ""
        assert text_in(document).strip() == "正文"

    def test_a_document_without_any_paragraph_left(self) -> None:
        assert text_of(body(p("{%p if 假 %}") + p("文") + p("{%p endif %}"))) == ""

    def test_all_columns_gone(self) -> None:
        template = cells(("{%tc for 人 in 没人 %}", "{{ 人.名 }}", "{%tc endfor %}"))
        right_or_told(template, "后", "{%tc for 人 in 没人 %}")

    def test_the_section_of_a_removed_paragraph_is_kept(self) -> None:
        section = '<w:pPr><w:sectPr><w:pgSz w:w="16838" w:h="11906" w:orient="landscape"/></w:sectPr></w:pPr>'
        template = body(p("{%p if 假 %}") + p("横") + p("{%p endif %}", properties=section) + p("竖"))
        document = fill(template)
        assert text_in(document) == "\n竖"
        assert [size.get(f"{{{W}}}orient") for size in tree(document).iter(f"{{{W}}}pgSz")] == ["landscape", None]


class TestParagraphs:
    def test_a_loop_around_the_text_of_one_paragraph(self) -> None:
        assert text_of(lines("{%p for 人 in 明细 %}{{ 人.名 }}{%p endfor %}", "后")) == "甲&乙\n丙<丁>\n戊\n后"

    def test_two_tags_in_one_paragraph(self) -> None:
        template = lines("{%p if 真 %}{%p if 名 %}", "文", "{%p endif %}{%p endif %}", "后")
        assert text_of(template) == "文\n后"
        assert text_of(template, 真=False) == "后"
        assert text_of(lines("{%p if 假 %}", "甲", "{%p endif %}{%p if 真 %}", "乙", "{%p endif %}")) == "乙"

    @pytest.mark.parametrize(
        ("texts", "when_true", "when_false"),
        [
            (("{%p if 备注 %}备注：{{ 备注 }}", "{%p endif %}", "后"), "备注：有\n后", "后"),
            (("前文{%p if 备注 %}", "中", "{%p endif %}", "后"), "前文\n中\n后", "前文\n后"),
            (("{%p if 备注 %}", "中", "{%p endif %}尾文", "后"), "中\n尾文\n后", "尾文\n后"),
            (("{%p if 备注 %}是{%p else %}否{%p endif %}", "后"), "是\n后", "否\n后"),
            (("{%p if 备注 %}{{ 备注 }}{%p endif %}", "后"), "有\n后", "后"),
            (("{%p if 备注 %}是", "{%p else %}否", "{%p endif %}", "后"), "是\n后", "否\n后"),
        ],
    )
    def test_text_beside_a_condition(self, texts: tuple[str, ...], when_true: str, when_false: str) -> None:
        right_or_told(lines(*texts), when_true, "{%p if 备注 %}", 备注="有")
        right_or_told(lines(*texts), when_false, "{%p if 备注 %}", 备注="")

    def test_an_inline_condition_over_whole_paragraphs(self) -> None:
        right_or_told(lines("{% if 真 %}", "文", "{% endif %}", "后"), "\n文\n\n后", "{% if 真 %}")
        right_or_told(lines("{% if 假 %}", "文", "{% endif %}", "后"), "\n后", "{% if 假 %}")

    def test_a_picture_beside_a_paragraph_tag_is_not_lost(self) -> None:
        symbol = '<w:r><w:sym w:font="Wingdings" w:char="F0FE"/></w:r>'
        template = body(f"<w:p>{r('{%p if 真 %}')}{symbol}</w:p>" + p("文") + p("{%p endif %}"))
        document = fill(template)
        assert list(tree(document).iter("{*}sym"))

    def test_a_whole_table_under_a_condition(self) -> None:
        template = body(p("{%p if 备注 %}") + tbl(tr("甲", "乙")) + p("{%p endif %}") + p("后"))
        assert text_of(template, 备注="有") == "甲\n乙\n后"
        assert text_of(template, 备注="") == "后"

    def test_a_table_for_each(self) -> None:
        template = body(p("{%p for 人 in 明细 %}") + tbl(tr("{{ 人.名 }}"), columns=1) + p("") + p("{%p endfor %}"))
        assert text_of(template) == "甲&乙\n\n丙<丁>\n\n戊\n"


class TestStaticText:
    def test_an_ampersand_in_the_template_stays(self) -> None:
        assert text_of(table(("R & D", "{{ 名 }} & <b>"))) == "R & D\n王小五 & <b>\n"
        assert text_of(lines('R & D "甲" <乙>', "&amp;", "%", "{ 甲 }", "100 % }")) == (
            'R & D "甲" <乙>\n&amp;\n%\n{ 甲 }\n100 % }'
        )

    def test_quotes_of_the_text_stay(self) -> None:
        assert text_of(lines("“{{ 名 }}”，‘{{ 名 }}’")) == "“王小五”，‘王小五’"

    def test_a_comment_prints_nothing_and_takes_nothing_along(self) -> None:
        assert text_of(lines("前{# 备注：{{ 没有 }} #}后", "{# 一 #}二{# 三 #}")) == "前后\n二"

    def test_docxtpls_own_escape_for_braces(self) -> None:
        assert text_of(lines("{_{ 名 }_}", "{_% if %_}")) == "{{ 名 }}\n{% if %}"


class TestMistakes:
    @pytest.mark.parametrize(
        ("texts", "told"),
        [
            (("甲", "姓名：{{ 名", "乙"), ["{{ 名", "}}"]),
            (("甲", "姓名：名 }}", "乙"), ["名 }}"]),
            (("甲", "{% if 真 是{% endif %}"), ["if 真"]),
            (("是 %}",), ["%}"]),
            (("{{ 名|大雪 }}",), ["大雪", "大写"]),
            (("{{ 项目.名程 }}",), ["项目.名程", "项目.名称"]),
            (("{{ 项木.名称 }}",), ["项木", "项目"]),
            (("{%p for 人 in 明细 %}", "{{ 人.名 }}"), ["for 人 in 明细", "endfor"]),
            (("{% for 人 in 明细 %}{{ 人.名 }}",), ["for 人 in 明细", "endfor"]),
            (("{%p endfor %}", "甲"), ["endfor"]),
            (("{% if 真 %}{% for 人 in 明细 %}{% endif %}{% endfor %}",), ["endif"]),
            (("{%p if 真 %}", "甲", "{%p endfor %}"), ["endfor"]),
            (("{{ }}",), ["{{ }}"]),
            (("{%  %}",), ["{%"]),
            (("{% fro 人 in 明细 %}{% endfor %}",), ["fro"]),
            (("{% for 人 of 明细 %}{% endfor %}",), ["for 人 of 明细"]),
            (("{% if %}甲{% endif %}",), ["if"]),
            (("{{ 项目.名称 名 }}",), ["项目.名称 名"]),
            (("{{ 名|默认('无' }}",), ["默认"]),
            (("{{ 项目 }}",), ["项目", "名称"]),
            (("{{ 明细 }}",), ["明细"]),
            (("{%tr for 人 in 明细 %}",), ["tr for 人 in 明细"]),
        ],
    )
    def test_a_mistake_is_told_with_place_and_tag(self, texts: tuple[str, ...], told: list[str]) -> None:
        refusal(lines(*texts), *told)

    def test_a_place_in_a_table_is_row_and_cell(self) -> None:
        template = body(tbl(tr("甲", "乙")) + tbl(tr("一", "二"), tr("三", "{{ 项目.名程 }}")))
        message = refusal(template, "{{ 项目.名程 }}")
        assert all(place in message for place in ("第 2 个表格", "第 2 行", "第 2 格")), message

    def test_a_place_in_a_header_or_footnote_is_said(self) -> None:
        assert "页眉" in refusal(body(p("正文"), header=p("{{ 没有 }}")), "没有")
        assert "页脚" in refusal(body(p("正文"), footer=p("{{ 没有 }}")), "没有")
        note = f'<w:footnote w:id="2">{p("{{ 没有 }}")}</w:footnote>'
        assert "脚注" in refusal(body(p("正文"), footnotes=note), "没有")

    def test_all_mistakes_are_told_in_one_pass(self) -> None:
        wrong = ["{{ 名|大雪 }}", "{{ 名 名 }}", "{% fro 人 in 明细 %}", "{{ }}", "{% include 'x' %}"]
        template = body("".join(map(p, wrong)) + tbl(tr("{{ 名|大寒 }}", "好")) + p("末"), header=p("{{ 名|小雪 }}"))
        message = refusal(template, "大雪", "名 名", "fro", "{{ }}", "include", "大寒", "小雪")
        assert len(message.splitlines()) >= 7

    def test_a_mistake_for_the_last_person_names_its_place(self) -> None:
        people = [{"名": "甲"}, {"名": "乙"}, {}]
        refusal(table((f"{FOR}{{{{ 人.名 }}}}{END}",)), "人.名", 明细=people)
        refusal(lines("甲", "{%p for 人 in 明细 %}", "{{ 人.名 }}", "{%p endfor %}"), "人.名", 明细=people)
