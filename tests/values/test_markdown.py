"""Free text as people write it into a project file: what is a mark, what is none, and that nothing else is lost."""

from __future__ import annotations

import re
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archivegen.errors import TemplateError
from archivegen.language import make_environment
from archivegen.values.markdown import read_markdown, read_pieces
from archivegen.values.prose import prose


def shown(text: str) -> list[tuple[int, str, str]]:
    """Level, marker and text of each block, bold in 【】."""
    return [
        (b.level, b.marker, "".join(f"【{p.text}】" if p.bold else p.text for p in b.pieces))
        for b in read_markdown(text)
    ]


def test_a_plain_text_is_one_paragraph_as_it_stands() -> None:
    text = "香水村位于云屏镇东北部（海拔520米至780米），辖6个村民小组；路宽＜3米，坡陡弯急。"
    assert shown(text) == [(0, "", text)]


@pytest.mark.parametrize(
    "text",
    [
        "断面40cm*40cm*60cm，a**b，2*3=6",
        ">93%的压实度",
        "> 3米的路段",
        "-5℃以下停工",
        "2026. 3月开工",
        "1.整修路基",
        "1、整修路基",
        "（1）整修路基",
        "#1井、#2井",
        "签字：____，日期：____",
        "数组[2](第3页)",
        "a < b 且 b > c",
        "AT&T；R&D",
        "单价100元|天",
        "甲`乙",
        "** 空 ** ，",
        "C:\\资料",
    ],
)
def test_what_is_no_mark_is_printed_as_it_stands(text: str) -> None:
    assert shown(text) == [(0, "", text)]


def test_each_line_is_a_paragraph_and_typed_indents_go() -> None:
    assert shown("　　第一段。\n  第二段。\r\n\r\n\r\n　　第三段。<br/>第四段。") == [
        (0, "", "第一段。"),
        (0, "", "第二段。"),
        (0, "", "第三段。"),
        (0, "", "第四段。"),
    ]
    assert shown(" \n　\n") == []


def test_lists_with_a_list_inside() -> None:
    text = "主要有：\n- 道路\n  1. 路基\n  2. 路面\n     厚18厘米\n- 水池\n* 便道\n结尾。"
    assert shown(text) == [
        (0, "", "主要有："),
        (1, "●", "道路"),
        (2, "1.", "路基"),
        (2, "2.", "路面"),
        (2, "", "厚18厘米"),
        (1, "●", "水池"),
        (1, "●", "便道"),
        (0, "", "结尾。"),
    ]


def test_a_list_deeper_than_two_levels_stays_at_the_second() -> None:
    assert [level for level, _, _ in shown("- 一\n  - 二\n    - 三\n- 四")] == [1, 2, 2, 1]


def test_an_indented_list_without_a_parent_is_of_the_first_level() -> None:
    assert [level for level, _, _ in shown("    - 一\n    - 二\n      - 三")] == [1, 1, 2]


def test_numbers_are_those_of_the_writer_and_never_stand_still() -> None:
    assert [marker for _, marker, _ in shown("1. 甲\n1. 乙\n1. 丙")] == ["1.", "2.", "3."]
    assert [marker for _, marker, _ in shown("3) 甲\n\n4) 乙\n6) 丙")] == ["3)", "4)", "6)"]
    assert [marker for _, marker, _ in shown("1. 甲\n  1. 子\n2. 乙\n  1. 子\n句。\n1. 新")] == [
        "1.", "1.", "2.", "1.", "", "1.",
    ]  # fmt: skip


def test_bold_beside_chinese_punctuation() -> None:
    assert shown("**质量：**实行**“四级控制”**，**甲**乙") == [(0, "", "【质量：】实行【“四级控制”】，【甲】乙")]
    assert shown("**未完") == [(0, "", "**未完")]
    assert shown("**甲** 与 **乙 **丙**") == [(0, "", "【甲】 与 【乙 **丙】")]


def test_the_rest_of_markdown_becomes_what_a_person_reads() -> None:
    text = (
        "## 标题 ##\n> 引文\n---\n见[批复](https://a.cn/b.pdf)和![断面图](图/断面.png)，<https://c.cn>\n"
        "<b>甲</b> m<sup>3</sup> &lt;5&nbsp;吨 `桩号`，\\**不粗\\*\\*\n| 甲 | 乙 |\n| --- | :-: |\n```text\n- **原样**\n```"
    )
    assert shown(text) == [
        (0, "", "【标题】"),
        (0, "", "引文"),
        (0, "", "见批复（https://a.cn/b.pdf）和断面图（图/断面.png），https://c.cn"),
        (0, "", "甲 m³ <5 吨 桩号，**不粗**"),
        (0, "", "甲　乙"),
        (0, "", "- **原样**"),
    ]


_MARKS = "*#>`|-+.()[]!\\<&~_ \n\t　123"
_TEXTS = st.text(alphabet=st.sampled_from("甲乙丙路，。" + _MARKS), max_size=60)


@given(_TEXTS)
def test_no_character_of_a_word_is_lost_or_moved(text: str) -> None:
    """Hanzi and their punctuation come out in their order, whatever marks stand between them."""
    words = re.compile("[甲乙丙路，。]")
    made = "".join(text for _, _, text in shown(text)).replace("【", "").replace("】", "")
    assert words.findall(made) == words.findall(text)


@given(st.text(max_size=80))
def test_any_text_is_read_without_complaint_and_again_the_same(text: str) -> None:
    assert list(read_markdown(text)) == list(read_markdown(text))
    assert all(piece.text for block in read_markdown(text) for piece in block.pieces)


@given(st.lists(st.text(alphabet="甲乙，。（）“”0123456789%", min_size=1, max_size=12), min_size=1, max_size=6))
def test_text_without_marks_stays_letter_by_letter(lines: list[str]) -> None:
    assert [block.plain for block in read_markdown("\n".join(lines))] == lines


def test_ten_thousand_marks_take_no_time() -> None:
    start = time.process_time()
    for text in (
        "**" * 50_000,
        "**甲" * 30_000,
        "[" * 50_000,
        "![甲](" * 8_000,
        "<a " * 20_000,
        "`" * 50_000,
        "- " * 30_000,
    ):
        list(read_markdown(text))
        read_pieces(text)
    assert time.process_time() - start < 8


def test_a_value_that_is_no_text_is_refused() -> None:
    run = make_environment().compile_expression("值|正文")
    assert run(值=["甲", "- 乙"]).plain == "甲\n●乙"
    assert run(值="").plain == ""
    for wrong in ([{"甲": 1}], True, {"甲": "乙"}):
        with pytest.raises(TemplateError, match="“\\|正文”只能用在文字"):
            prose(wrong)
