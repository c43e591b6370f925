"""Tags as a Chinese input method, Word and WPS spell them: full-width signs, odd spaces, smart quotes, cut into runs."""

from __future__ import annotations

from itertools import product

import pytest

from tests.render.filled import fill, right_or_told, text_of
from tests.render.packages import W, body, lines, p, r, tbl, tr, tree


class TestWideSigns:
    @pytest.mark.parametrize("opening", ["".join(pair) for pair in product("{｛", repeat=2)])
    @pytest.mark.parametrize("closing", ["".join(pair) for pair in product("}｝", repeat=2)])
    def test_braces_in_every_mixture(self, opening: str, closing: str) -> None:
        assert text_of(lines(f"甲方：{opening} 名 {closing}。")) == "甲方：王小五。"
        assert text_of(lines(f"{opening}名{closing}{opening}名{closing}")) == "王小五王小五"

    @pytest.mark.parametrize(("brace", "percent"), list(product("{｛", "%％")))
    @pytest.mark.parametrize(("percent_end", "brace_end"), list(product("%％", "}｝")))
    def test_percent_signs_in_every_mixture(self, brace: str, percent: str, percent_end: str, brace_end: str) -> None:
        opening, closing = brace + percent, percent_end + brace_end
        template = f"{opening} if 真 {closing}是{opening} else {closing}否{opening} endif {closing}"
        assert text_of(lines(template)) == "是"
        assert text_of(lines(f"{opening}p if 真{closing}", "文", f"{opening}p endif {closing}")) == "文"
        rows = [(f"{opening}tr for 人 in 明细 {closing}",), ("{{ 人.额 }}",), (f"{opening}tr endfor {closing}",)]
        assert text_of(body(tbl(*(tr(*row) for row in rows), columns=1) + p("后"))) == "1\n2\n3\n后"

    @pytest.mark.parametrize(
        ("tag", "expected"),
        [
            ("{{ 空｜默认('无') }}", "无"),
            ("{{ 空|默认（'无'） }}", "无"),
            ("{{ 空|默认(“无”) }}", "无"),
            ("{{ 空|默认(”无“) }}", "无"),
            ("{{ 空|默认(”无”) }}", "无"),
            ("{{ 空|默认(‘无’) }}", "无"),
            ("{{ 空|默认(＂无＂) }}", "无"),
            ("{{ 空|默认(＇无＇) }}", "无"),
            ("{{ 空|默认(„无“) }}", "无"),
            ("{{ 明细［０］.额 }}", "1"),
            ("{{ 明细［0］．额 }}", "1"),
            ("{{ 项目．名称 }}", "香水村"),
            ("{{ 项目。名称 }}", "香水村"),
            ("{{ [1， 2]|length }}", "2"),
            ("{{ 1＋2 }}", "3"),
            ("{{ 2＊3－1 }}", "5"),
            ("{% if 名 ＝＝ '王小五' %}是{% endif %}", "是"),
            ("{% if 名 ！＝ '李' %}是{% endif %}", "是"),
            ("{% if 1 ＜ 2 and 2 ＞＝ 2 %}是{% endif %}", "是"),
            ("{% if 名 == “王小五” %}是{% endif %}", "是"),
            ("｛％ if 名 ＝＝ “王小五” ％｝是｛％ endif ％｝", "是"),
            ("{# 备注：｛｛ 没有 ｝｝ #}后", "后"),
            ("｛# 备注 #｝后", "后"),
        ],
    )
    def test_signs_inside_a_tag(self, tag: str, expected: str) -> None:
        right_or_told(lines(tag), expected, tag[:4])

    @pytest.mark.parametrize(
        ("tag", "expected"),
        [
            ("{{ 空|默认('无（暂缺），待补｜？') }}", "无（暂缺），待补｜？"),
            ("{{ 空|默认(“无（暂缺）＝＋”) }}", "无（暂缺）＝＋"),
            ("{{ '｛｛甲｝｝' }}", "｛｛甲｝｝"),
            ("{{ 空｜默认（“１２％｝”） }}", "１２％｝"),
            ("{{ '  两格　一格 ' }}", "  两格　一格 "),
            ("{{ 'a&b<c>' }}", "a&b<c>"),
        ],
    )
    def test_texts_inside_a_tag_are_left_alone(self, tag: str, expected: str) -> None:
        assert text_of(lines(tag)) == expected

    @pytest.mark.parametrize(
        ("tag", "expected"),
        [
            ('{{ 空|默认("他说“好”") }}', "他说“好”"),
            ("{{ 空|默认('他说“好”') }}", "他说“好”"),
            ("{{ 空|默认(“他说‘好’”) }}", "他说‘好’"),
            ("{{ 空|默认(‘他说“好”’) }}", "他说“好”"),
        ],
    )
    def test_quotes_within_quotes(self, tag: str, expected: str) -> None:
        right_or_told(lines(tag), expected, "默认")

    def test_wide_signs_outside_of_tags_stay(self) -> None:
        text = "｛甲｝（乙）｜“丙”，１００％；＝＋。"
        assert text_of(lines(f"{text}{{{{ 名 }}}}{text}")) == f"{text}王小五{text}"

    def test_a_value_with_wide_braces_is_printed_as_it_is(self) -> None:
        assert (
            text_of(lines("{{ 名 }}"), 名="｛｛ 项目.名称 ｝｝{{ 名 }}{% if %}")
            == "｛｛ 项目.名称 ｝｝{{ 名 }}{% if %}"
        )


SPACES = ["\u00a0", "\u3000", "\u2002", "\u2009", "\u200b", "\ufeff", "  ", "\u2003\u200b", "\u2060"]


class TestOddSpaces:
    @pytest.mark.parametrize("space", SPACES)
    def test_around_the_words_of_a_tag(self, space: str) -> None:
        assert text_of(lines(f"{{{{{space}项目{space}.{space}名称{space}}}}}")) == "香水村"
        assert text_of(lines(f"{{%{space}if{space} 真{space}%}}是{{%{space}endif{space}%}}")) == "是"

    @pytest.mark.parametrize("space", [" ", *SPACES])
    def test_before_and_behind_tr_and_p(self, space: str) -> None:
        rows = [
            (f"{{%{space}tr {space}for 人 in 明细 %}}{{{{ 人.额 }}}}", f"元{{%{space}tr{space} endfor{space}%}}"),
            (f"{{%{space}tr for 人 in 明细 %}}{{{{ 人.额 }}}}", f"元{{%{space}tr endfor{space}%}}"),
        ]
        for row in rows:
            assert text_of(body(tbl(tr(*row)) + p("后"))) == "1\n元\n2\n元\n3\n元\n后"
        template = lines(f"{{%{space}p if 真{space}%}}", "文", f"{{%{space}p{space} endif %}}")
        assert text_of(template) == "文"

    @pytest.mark.parametrize("space", ["\u00a0", "\u3000", "\u2002"])
    def test_in_the_place_of_a_plain_one(self, space: str) -> None:
        row = (f"{{%tr{space}for{space}人{space}in{space}明细{space}%}}{{{{人.额}}}}", "元{%tr endfor%}")
        assert text_of(body(tbl(tr(*row)) + p("后"))) == "1\n元\n2\n元\n3\n元\n后"

    @pytest.mark.parametrize("space", ["\u200b", "\ufeff", "\u2060"])
    def test_without_width_inside_a_word(self, space: str) -> None:
        right_or_told(lines(f"{{{{ 项{space}目.名{space}称 }}}}"), "香水村", "项")

    @pytest.mark.parametrize(
        "tag", ["{ { 名 } }", "{ {名}}", "{{名} }", "{ % if 真 % }王小五{ % endif % }", "{% if 真 % }王小五{% endif %}"]
    )
    def test_between_the_signs_of_a_brace(self, tag: str) -> None:
        right_or_told(lines("甲", tag), "甲\n王小五", tag[:6])

    @pytest.mark.parametrize("tag", ["{%TR for 人 in 明细 %}", "{%Tr for 人 in 明细 %}", "{%tr FOR 人 IN 明细 %}"])
    def test_capitals(self, tag: str) -> None:
        right_or_told(
            body(tbl(tr(tag + "{{ 人.额 }}", "元{%tr endfor %}")) + p("后")), "1\n元\n2\n元\n3\n元\n后", tag[2:7]
        )


BETWEEN = {
    "proofing marks": '<w:proofErr w:type="spellStart"/>',
    "a bookmark's begin": '<w:bookmarkStart w:id="7" w:name="书签"/>',
    "a bookmark's end": '<w:bookmarkEnd w:id="7"/>',
    "a page that ended here once": "<w:r><w:lastRenderedPageBreak/></w:r>",
    "an empty run": '<w:r w:rsidR="00AB12CD"><w:rPr><w:noProof/></w:rPr></w:r>',
    "an empty text": '<w:r><w:t xml:space="preserve"></w:t></w:r>',
    "a permission": '<w:permStart w:id="1" w:edGrp="everyone"/><w:permEnd w:id="1"/>',
}


def cut(tag: str, between: str, properties: str = "") -> str:
    """A paragraph whose tag has ``between`` behind every sign."""
    runs = [
        f'<w:r w:rsidRPr="00{number:06X}">{properties}<w:t xml:space="preserve">{sign}</w:t></w:r>'
        for number, sign in enumerate(tag)
    ]
    return f"<w:p>{r('前')}{between.join(runs)}{r('后')}</w:p>"


class TestCutIntoRuns:
    @pytest.mark.parametrize("between", [what for name, what in BETWEEN.items() if "bookmark" not in name])
    def test_behind_every_sign(self, between: str) -> None:
        assert text_of(body(cut("{{ 项目.名称 }}", between))) == "前香水村后"
        assert text_of(body(cut("{% if 假 %}甲{% else %}乙{% endif %}", between))) == "前乙后"

    def test_a_tag_in_many_formats(self) -> None:
        formats = ["<w:b/>", '<w:lang w:eastAsia="zh-CN"/>', "<w:noProof/>", '<w:rFonts w:hint="eastAsia"/>', "<w:i/>"]
        pieces = ["{", "{ 项", "目.名", "称 }", "}"]
        runs = "".join(r(piece, f"<w:rPr>{style}</w:rPr>") for piece, style in zip(pieces, formats, strict=True))
        assert text_of(body(f"<w:p>{runs}</w:p>")) == "香水村"

    @pytest.mark.parametrize("wrapper", ["smartTag", "hyperlink", "ins", "sdt"])
    def test_a_tag_that_reaches_into_something(self, wrapper: str) -> None:
        inner = {
            "smartTag": '<w:smartTag w:uri="urn:x" w:element="place">{}</w:smartTag>',
            "hyperlink": '<w:hyperlink w:anchor="书签">{}</w:hyperlink>',
            "ins": '<w:ins w:id="9" w:author="甲" w:date="2026-01-01T00:00:00Z">{}</w:ins>',
            "sdt": "<w:sdt><w:sdtPr/><w:sdtContent>{}</w:sdtContent></w:sdt>",
        }[wrapper]
        for left, middle, right in (
            ("{{ 项目", ".名称", " }}"),
            ("前{{ 项目", ".名称 }}", "后"),
            ("前", "{{ 项目", ".名称 }}后"),
        ):
            template = body(f"<w:p>{r(left)}{inner.format(r(middle))}{r(right)}</w:p>")
            plain = (left + middle + right).replace("{{ 项目.名称 }}", "香水村")
            right_or_told(template, plain, "项目")

    def test_a_bookmark_that_begins_or_ends_inside_a_tag_is_kept_whole(self) -> None:
        start, end = BETWEEN["a bookmark's begin"], BETWEEN["a bookmark's end"]
        shapes = [
            f"{r('{{ 项目')}{start}{r('.名称 }}')}{end}",
            f"{start}{r('{{ 项目')}{end}{r('.名称 }}')}",
            f"{r('{{ 项目')}{start}{r('.名')}{end}{r('称 }}')}",
            f"{start}{r('{{ 项目.名称 }}')}{end}",
        ]
        for shape in shapes:
            document = fill(body(f"<w:p>{shape}</w:p>"))
            marks = [tree(document).find(f".//{{{W}}}bookmark{which}") is not None for which in ("Start", "End")]
            assert marks in ([True, True], [False, False])

    def test_a_bookmark_in_a_loop_has_one_number_each(self) -> None:
        marked = f'<w:p><w:bookmarkStart w:id="3" w:name="人"/>{r("{{ 人.名 }}")}<w:bookmarkEnd w:id="3"/></w:p>'
        assert text_of(body(p("{%p for 人 in 明细 %}") + marked + p("{%p endfor %}"))) == "甲&乙\n丙<丁>\n戊"

    def test_a_comment_range_inside_a_tag(self) -> None:
        shape = f'{r("{{ 项目")}<w:commentRangeStart w:id="1"/>{r(".名称 }}")}<w:commentRangeEnd w:id="1"/>'
        assert text_of(body(f"<w:p>{shape}</w:p>")) == "香水村"

    def test_a_tag_half_bold_takes_its_first_format(self) -> None:
        bold = "<w:rPr><w:b/></w:rPr>"
        document = fill(body(f"<w:p>{r('{{ 项目', bold)}{r('.名称 }}')}{r('后')}</w:p>"))
        runs = [
            ("".join(run.itertext()), run.find(f"{{{W}}}rPr/{{{W}}}b") is not None)
            for run in tree(document).iter(f"{{{W}}}r")
        ]
        assert [run for run in runs if run[0]] == [("香水村", True), ("后", False)]

    @pytest.mark.parametrize(
        "break_", ["<w:br/>", "<w:tab/>", "<w:cr/>", '<w:br w:type="textWrapping"/>', "<w:noBreakHyphen/>"]
    )
    def test_a_tag_with_a_break_or_tab_inside(self, break_: str) -> None:
        inside = f"<w:p><w:r><w:t>前{{{{ 项目</w:t>{break_}<w:t>.名称 }}}}后</w:t></w:r></w:p>"
        right_or_told(body(inside), "前香水村后", "项目")

    def test_a_tag_over_two_paragraphs_or_cells(self) -> None:
        right_or_told(lines("甲{{ 项目", ".名称 }}乙"), "甲香水村\n乙", "{{ 项目")
        right_or_told(body(tbl(tr("甲{{ 项目", ".名称 }}乙")) + p("后")), "甲香水村\n乙\n后", "{{ 项目")

    def test_spaces_around_a_value_are_kept(self) -> None:
        runs = "<w:r><w:t>共 </w:t></w:r><w:r><w:t>{{ 名 }}</w:t></w:r>"
        document = fill(body(f"<w:p>{runs}</w:p>"), 名=" 甲 ")
        texts = [node for node in tree(document).iter(f"{{{W}}}t") if (node.text or "") == " 甲 "]
        assert texts
        assert all(node.get("{http://www.w3.org/XML/1998/namespace}space") == "preserve" for node in texts)
