"""Text with its own looks, printed as docxtpl prints it."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from docxtpl import RichText as Peer

from archivegen.language import explain, make_environment
from archivegen.values.richtext import RichText


class Paper:
    """Stands for the part of a paper that a text is printed in."""

    def __init__(self) -> None:
        self.links: list[str] = []

    def add_link(self, url: str) -> str:
        self.links.append(url)
        return f"rId{len(self.links)}"


def value_of(expression: str, **words: Any) -> RichText:
    value = make_environment().compile_expression(expression)(**words)
    assert isinstance(value, RichText)
    return value


def write(expression: str, **words: Any) -> str:
    return value_of(expression, **words).word_runs(Paper())  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("expression", "looks"),
    [
        ("值|粗体", {"bold": True}),
        ("值|斜体", {"italic": True}),
        ("值|下划线", {"underline": True}),
        ("值|删除线", {"strike": True}),
        ("值|颜色('红')", {"color": "FF0000"}),
        ("值|颜色('#00ff7f')", {"color": "00FF7F"}),
        ("值|字号('三号')", {"size": 32}),
        ("值|font_size(10.5)", {"size": 21}),
        ("值|bold|italic", {"bold": True, "italic": True}),
        ("值|富文本", {}),
    ],
)
def test_the_runs_are_those_of_docxtpl(expression: str, looks: dict[str, Any]) -> None:
    assert write(expression, 值="甲&乙 <丙>") == str(Peer("甲&乙 <丙>", **looks))


def test_marks_become_looks_and_nothing_else_means_anything() -> None:
    peer = Peer("须知：")
    peer.add("工资", bold=True)
    peer.add("按月")
    peer.add("足额", italic=True)
    peer.add("发放")
    assert write("值|富文本", 值="须知：**工资**按月*足额*发放") == str(peer)
    assert (
        value_of("值|富文本", 值="2*3=6, ** 空 **, # 标题, [a](b), <w:br/>, **").plain
        == "2*3=6, ** 空 **, # 标题, [a](b), <w:br/>, **"
    )
    assert write("值|富文本", 值="**粗*斜*粗**") == "".join(
        (str(Peer("粗", bold=True)), str(Peer("斜", bold=True, italic=True)), str(Peer("粗", bold=True)))
    )


def test_lines_and_tabs_stay() -> None:
    assert write("值|富文本", 值="一\r\n二\t三") == (
        '<w:r><w:t xml:space="preserve">一</w:t><w:br/><w:t xml:space="preserve">二</w:t><w:tab/>'
        '<w:t xml:space="preserve">三</w:t></w:r>'
    )
    assert write("值|粗体", 值="a\x00\ufffeb") == str(Peer("ab", bold=True))


def test_looks_add_up_in_the_order_of_the_standard() -> None:
    made = write("值|元|颜色('红色')|字号('三号')|粗体|字体('黑体')", 值=Decimal("1234.5"))
    assert made == (
        '<w:r><w:rPr><w:rFonts w:ascii="黑体" w:hAnsi="黑体" w:eastAsia="黑体" w:cs="黑体"/><w:b/>'
        '<w:color w:val="FF0000"/><w:sz w:val="32"/><w:szCs w:val="32"/></w:rPr>'
        '<w:t xml:space="preserve">1,234.50</w:t></w:r>'
    )


@pytest.mark.parametrize("address", ["https://example.com/?a=1&b=2", "http://10.0.0.1/", "mailto:someone@example.com"])
def test_a_link_leads_to_a_page_or_a_mailbox(address: str) -> None:
    paper = Paper()
    made = value_of("'官网'|链接(网址=值)", 值=address).word_runs(paper)  # type: ignore[arg-type]
    assert paper.links == [address]
    assert made.startswith("<w:hyperlink ")
    assert 'r:id="rId1"' in made
    assert made.endswith('<w:t xml:space="preserve">官网</w:t></w:r></w:hyperlink>')


@pytest.mark.parametrize(
    ("expression", "sentence"),
    [
        *(
            (f"'官网'|链接({address!r})", "只能写 http://、https:// 或 mailto: 开头的完整地址")
            for address in (
                "file:///etc/passwd",
                "javascript:alert(1)",
                "\\\\server\\share",
                "example.com",
                "https://",
                "https://[",
                "mailto:",
                'https://a.cn/" x="',
                "ms-word:ofe|u|https://a.cn/a.docx",
                " ",
            )
        ),
        ("'甲'|链接", "只能写 http://"),
        ("'甲'|颜色('大红大绿')", "“|颜色”只能写 红、绿、蓝"),
        ("'甲'|字号('特大')", "“|字号”只能写 初号、小初"),
        ("'甲'|字号(1000000)", "1 到 500 的磅数"),
        ("'甲'|字体('')", "要写字体的名字"),
        ("[1]|粗体", "“|粗体”只能用在文字或数字上"),
        ("{}|富文本", "“|富文本”只能用在文字或数字上"),
    ],
)
def test_what_is_no_look_is_told(expression: str, sentence: str) -> None:
    with pytest.raises(Exception, match=r".") as caught:
        value_of(expression)
    assert sentence in explain(caught.value, {})


def test_a_title_has_no_looks() -> None:
    with pytest.raises(Exception, match="只能单独印在 Word 的正文里"):
        make_environment(escape=False).from_string("{{ '甲'|粗体 }}").render()
