from __future__ import annotations

import re
from dataclasses import replace
from html.parser import HTMLParser
from urllib.parse import unquote

import pytest

from archivegen.archive.completeness.index import build_index
from archivegen.archive.completeness.page import render_page
from archivegen.archive.completeness.page_links import link_volumes
from archivegen.archive.lists.data import index_folder
from archivegen.manifest import Audience
from tests.archive.made_index import make_rich_index
from tests.formats.files_by_hand import make_jpeg

VOID = {"meta", "link", "input", "br", "col", "hr", "img"}


class Page(HTMLParser):
    """Links, text and balance of the page."""

    def __init__(self, text):
        super().__init__()
        self.open, self.links, self.tags, self.words = [], [], [], []
        self.feed(text)
        assert not self.open

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))
        if tag == "a":
            self.links.append(dict(attrs)["href"])
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        if not self.open or self.open[-1] not in ("script", "style"):
            self.words.append(data)

    @property
    def text(self):
        return re.sub(r"\s+", " ", "".join(self.words))


def make_page(desk, **facts):
    index = build_index(desk.facts(**facts), desk.plan, desk.states(), desk.arrangement())
    return render_page(index).decode("utf-8")


def test_every_paper_stands_on_the_page_with_its_state_in_words(small_desk):
    text = Page(make_page(small_desk)).text
    for words in ("项目资金计划下达文件", "施工日志", "劳务报酬发放表（2026-03）", "村民自建项目不签订施工合同"):
        assert words in text
    for state in ("齐全", "待签章", "不适用"):
        assert state in text
    assert "应归档 3 份：齐全 2 份，待签章 1 份，缺失 0 份；另有 1 份不适用。" in text
    assert "还差 1 份" in text


def test_links_lead_to_the_files_beside_the_page(small_desk):
    links = [link for link in Page(make_page(small_desk)).links if not link.startswith("#")]
    assert [unquote(link) for link in links] == [f"data/{file.path}" for file in small_desk.files()]
    assert all(link.isascii() and " " not in link for link in links)


def test_nothing_is_loaded_from_elsewhere(small_desk):
    text = make_page(small_desk)
    page = Page(text)
    assert not re.search(r"https?:|@import|url\(", text)
    assert not [tag for tag, attributes in page.tags if "src" in attributes or tag == "link"]
    policy = next(a["content"] for _, a in page.tags if a.get("http-equiv") == "Content-Security-Policy")
    assert policy.startswith("default-src 'none'")


def test_the_page_says_what_language_it_is_in_and_can_be_read_without_script(small_desk):
    page = Page(make_page(small_desk))
    assert ("html", {"lang": "zh-CN"}) in page.tags
    assert all("scope" in attributes for tag, attributes in page.tags if tag == "th")
    assert page.text.count("件号") >= 2


@pytest.mark.parametrize(
    "name", ["<script>alert(1)</script>", "甲&乙<丙>", '" onmouseover="x', "</title><b>", "{{ 7*7 }}", "</script>"]
)
def test_what_people_wrote_stays_text(desk, name):
    desk.owe("C11@x", name, responsible=name)
    page = Page(make_page(desk, project_name=name, organisation=name, details=((name, name),)))
    assert page.text.count(name) >= 5
    assert [tag for tag, _ in page.tags].count("script") == 1
    assert not [a for _, a in page.tags if any(k.startswith("on") for k in a)]


def test_a_paper_of_several_files_links_each(desk):
    desk.owe("C16@2026-03", "务工签到表")
    desk.scan("C16@2026-03/1.jpg", make_jpeg())
    desk.scan("C16@2026-03/2.pdf")
    page = Page(make_page(desk))
    assert "文件 1（JPG）" in page.text
    assert "文件 2（PDF）" in page.text


def test_restricted_papers_are_marked(desk):
    desk.owe("C10", audience=Audience.RESTRICTED)
    assert "受限" in Page(make_page(desk)).text


def test_the_prerequisites_name_what_is_lacking(small_desk):
    small_desk.prerequisites = ((5, "兑现花名册", ("C21",)),)
    assert "C21 劳务报酬发放表（2026-03）（待签章）" in Page(make_page(small_desk)).text
    assert "验收前置资料 1 项中 0 项齐全" in Page(make_page(small_desk)).text


def test_a_complete_archive_is_called_complete(small_desk):
    small_desk.scan("C21@2026-03.pdf")
    assert "应归档资料全部齐全。" in Page(make_page(small_desk)).text


def test_a_plan_without_papers_has_a_page_too(desk):
    assert "没有应归档的资料。" in Page(make_page(desk)).text


def test_what_is_sealed_cannot_be_opened_and_says_so(small_desk):
    index = build_index(small_desk.facts(), small_desk.plan, small_desk.states(), small_desk.arrangement())
    path = small_desk.files()[0].path
    page = Page(render_page(replace(index, sealed=frozenset({path}))).decode())
    assert f"data/{path}" not in [unquote(link) for link in page.links]
    assert "已封存，打开办法见封存说明.TXT" in page.text
    assert "已封存" not in Page(render_page(index).decode()).text


def test_lists_of_volumes_and_of_the_archive_are_linked(small_desk):
    page = (small_desk.close() / "index.html").read_text(encoding="utf-8")
    links = {unquote(link) for link in Page(page).links}
    assert "data/00_索引/资料清单完整性.xlsx" in links
    volume = small_desk.arrangement().volumes[0]
    books = {1: "00_索引/案卷/x/合订本.pdf"}
    paths = [f"{index_folder(volume)}/{name}" for name in ("封面.docx", "卷内目录.json", "卷内目录.xlsx")]
    assert link_volumes([volume], books, paths) == {
        1: (("合订本", books[1]), ("封面", paths[0]), ("卷内目录", paths[2])),
    }
    assert link_volumes([volume], {}, []) == {}


def test_a_part_says_that_it_is_one_and_speaks_for_itself_only(small_desk):
    note = "本档案包是整套档案的一部分：公开部分，另有 3 份材料没有收入"
    text = Page(make_page(small_desk, scope="公开", scope_note=note)).text
    assert f"{note}。" in text
    assert "本部分资料尚不齐全，还差 1 份。" in text


def test_gates_say_what_blocks_them_and_papers_are_told_once():
    text = Page(render_page(make_rich_index()).decode()).text
    assert "G3 发薪（2026-03）：还没有办妥的事" in text
    assert "材料 1 项：C21 劳务报酬发放表（待签章）。" in text
    assert "R601 公示天数不够请等公示期满（项目.yaml:31）" in text
    assert "G1 入库申报：" not in text
    assert "未过 G3" in text
