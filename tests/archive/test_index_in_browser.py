"""The index page in a real Chromium: found, filtered, read aloud, printed and opened as an archivist does it."""

from __future__ import annotations

import re
import shutil
import urllib.parse
from pathlib import Path

import pypdfium2
import pytest

from archivegen.archive.completeness.page import render_page
from archivegen.archive.completeness.page_filters import make_filters
from tests.archive.made_index import HOSTILE, lay_out, make_large_index, make_rich_index
from tests.browser import Browser

ROWS = "Array.prototype.slice.call(document.querySelectorAll('table.papers tbody tr'))"
VISIBLE = f"{ROWS}.filter(function (row) {{ return row.offsetHeight > 0; }})"
SHOWN = "document.getElementById('shown').textContent"
LINKS = "Array.prototype.map.call(document.querySelectorAll('a'), function (a) { return a.getAttribute('href'); })"
FILE_LINKS = "Array.prototype.filter.call(document.links, function (a) { return a.getAttribute('href')[0] !== '#'; })"
FOCUS = "document.activeElement.id || document.activeElement.textContent"
CONTRAST = """(function () {
  function parts(colour) { return colour.match(/[\\d.]+/g).map(Number); }
  function light(colour) {
    return parts(colour).slice(0, 3).map(function (c) {
      c = c / 255; return c <= 0.03928 ? c / 12.92 : Math.pow((c + 0.055) / 1.055, 2.4);
    }).reduce(function (sum, c, i) { return sum + c * [0.2126, 0.7152, 0.0722][i]; }, 0);
  }
  function ground(node) {
    for (; node; node = node.parentElement) {
      var colour = getComputedStyle(node).backgroundColor;
      if (parts(colour)[3] !== 0) { return colour; }
    }
    return 'rgb(255, 255, 255)';
  }
  var weak = {};
  Array.prototype.forEach.call(document.querySelectorAll('body *'), function (node) {
    var own = Array.prototype.some.call(node.childNodes, function (c) { return c.nodeType === 3 && c.data.trim(); });
    if (!own || !node.offsetHeight || node.nodeName === 'SCRIPT') { return; }
    var a = light(getComputedStyle(node).color), b = light(ground(node));
    var ratio = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
    if (ratio < 4.5) { weak[node.className || node.nodeName] = ratio; }
  });
  return weak;
}())"""


@pytest.fixture(scope="module")
def browser(tmp_path_factory):
    browser = Browser(tmp_path_factory.mktemp("profile"))
    yield browser
    browser.close()


@pytest.fixture(scope="module")
def index():
    return make_rich_index()


@pytest.fixture(scope="module")
def place(tmp_path_factory, index) -> Path:
    """The page in a folder whose own name needs escapes too."""
    return lay_out(tmp_path_factory.mktemp("档案 #1 & 100%"), index, render_page(index))


@pytest.fixture
def page(browser, place):
    with browser.open(place.as_uri()) as page:
        yield page
        assert not page.trouble


def titles(page) -> list[str]:
    """Titles of the papers that are shown."""
    return page.run(
        f"{VISIBLE}.map(function (row) {{ return row.querySelector('th').firstChild.textContent.trim(); }})"
    )


def choose(page, name: str, token: str) -> None:
    page.run(
        f"(function () {{ var list = document.getElementById('f-{name}'); list.value = '{token}'; "
        "list.dispatchEvent(new Event('change', {bubbles: true})); }())"
    )


def search(page, text: str) -> None:
    """Type into the search field and wait until it was answered."""
    page.run("document.getElementById('word').focus(); document.getElementById('word').value = ''")
    page.run(f"{SHOWN.replace('.textContent', '')}.textContent = '…'")
    page.write(text)
    page.wait_until(f"{SHOWN} !== '…'")


def test_everything_is_shown_at_first_and_counted(page, index):
    assert page.run(f"{VISIBLE}.length") == len(index.rows)
    assert page.run(SHOWN) == f"显示全部 {len(index.rows)} 份"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("C16", 6),
        ("ｃ１６", 6),
        ("签到表 2026年3月", 1),
        ("  签到表\u3000齐全 ", 2),
        ("硬化#123abc", 1),
        ("QZ-001-0001", 1),
        ("<img", 1),
    ],
)
def test_words_are_searched_in_everything_that_a_row_says(page, text, found):
    search(page, text)
    assert page.run(f"{VISIBLE}.length") == found
    assert page.run(SHOWN).startswith(f"显示 {found} 份")


def test_what_is_not_there_is_said_and_cleared_again(page, index):
    search(page, "没有这样的材料")
    assert page.run(SHOWN) == "没有符合条件的资料，请减少条件或清除条件"
    assert page.run("document.querySelectorAll('div.stage.gone').length") == len(index.by_stage())
    page.run("document.getElementById('clear').click()")
    assert page.run(f"{VISIBLE}.length") == len(index.rows)
    assert page.run(FOCUS) == "word"


def test_every_choice_of_every_filter_shows_its_papers_and_no_others(page, index):
    filters = make_filters(index)
    names = [each.name for each in filters.lists]
    assert names == ["stage", "state", "level", "emphasis", "aspect", "group", "audience", "volume"]
    wanted = {
        (each.name, choice.token): sum(choice.token in each.tokens_of(row) for row in index.rows)
        for each in filters.lists
        for choice in each.choices
    }
    assert sum(wanted.values()) > 80
    found = {}
    for name, token in wanted:
        choose(page, name, token)
        found[name, token] = page.run(f"{VISIBLE}.length")
        choose(page, name, "")
    assert found == wanted


def test_filters_and_words_narrow_together(page, index):
    choose(page, "state", make_filters(index).token("state", "齐全"))
    search(page, "签到表")
    assert titles(page) == ["务工签到表（2026年3月）", "务工签到表（2026年6月）"]


def test_a_summary_leads_to_its_papers(page):
    page.run("document.querySelector('a[data-pick]').click()")
    assert page.run("document.getElementById('f-emphasis').value") == "e0"
    assert page.run(FOCUS) == "papers"
    assert len(titles(page)) == 7
    page.run("document.querySelector('a[data-find=\"C21\"]').click()")
    assert titles(page) == ["劳务报酬发放表"]


def test_the_keyboard_is_enough(page, index):
    page.press("Tab")
    assert page.run(FOCUS) == "跳到资料明细"
    page.press("Enter")
    page.press("Tab")
    assert page.run(FOCUS) == "word", "the skip link leads to the search"
    outline = page.run(
        "getComputedStyle(document.activeElement).outlineStyle + getComputedStyle(document.activeElement).outlineWidth"
    )
    assert outline == "solid3px"
    page.write("签到表")
    page.wait_until(f"{SHOWN} === '显示 6 份，共 {len(index.rows)} 份'")
    page.press("Tab")
    page.press("Tab")
    assert page.run(FOCUS) == "f-state"
    page.press("ArrowDown")
    page.wait_until(f"{VISIBLE}.length === 2")
    for _ in range(7):
        page.press("Tab")
    assert page.run(FOCUS) == "clear"
    page.press("Tab")
    assert page.run("document.activeElement.textContent").startswith("文件 1")
    page.press("Tab", shift=True)
    page.press("Enter")
    page.wait_until(f"{VISIBLE}.length === {len(index.rows)}")


def test_a_click_opens_the_right_file_from_the_folder_and_from_the_unpacked_zip(browser, place, index, tmp_path):
    packed = shutil.make_archive(str(tmp_path / "档案包"), "zip", place.parent)
    shutil.unpack_archive(packed, tmp_path / "解开 ' #2")
    wanted = [path for row in index.rows for path in row.files] + ["00_索引/案卷/003_实施/合订本.pdf"]
    start = (tmp_path / "解开 ' #2" / "index.html").as_uri()
    with browser.open(start) as page:
        links = [link for link in page.run(LINKS) if not link.startswith("#")]
    assert sorted(urllib.parse.unquote(link) for link in links) == sorted(f"data/{path}" for path in wanted)
    for number, link in enumerate(links):
        with browser.open(start) as page:
            page.run(f"{FILE_LINKS}[{number}].click()")
            where = Path(urllib.parse.unquote(urllib.parse.urlsplit(page.leave(start)).path))
            assert where == tmp_path / "解开 ' #2" / urllib.parse.unquote(link)
            assert where.is_file()


def test_without_script_everything_is_there_to_read(browser, place, index):
    with browser.open(place.as_uri(), script=False) as page:
        assert page.run(f"{VISIBLE}.length") == len(index.rows)
        assert page.run("document.getElementById('filter').offsetHeight") == 0
        assert not page.trouble


@pytest.mark.parametrize("width", [1280, 901, 900, 360, 320])
def test_nothing_is_wider_than_the_window(browser, place, width):
    with browser.open(place.as_uri(), width, 740) as page:
        assert page.run("document.documentElement.scrollWidth") <= width
        assert not page.run(
            "Array.prototype.filter.call(document.querySelectorAll('table'), function (table) { "
            f"return table.getBoundingClientRect().right > {width}; }}).map(function (table) {{ return table.className; }})"
        )
        # A column that is squeezed to a few characters a line is no column.
        assert not page.run(
            "Array.prototype.filter.call(document.querySelectorAll('tbody th'), function (cell) { "
            "return cell.offsetWidth > 0 && cell.offsetWidth < 80 && !/gate/.test(cell.className); })"
            ".map(function (cell) { return cell.textContent; })"
        )
        assert page.run(CONTRAST) == {}
        assert page.run(f"{VISIBLE}.length") > 20
        assert not page.trouble


def test_a_screen_reader_is_told_what_is_what(page):
    page.call("Accessibility.enable")
    nodes = page.accessible()
    roles = [role for role, _ in nodes]
    for landmark in ("banner", "navigation", "main", "search", "contentinfo", "status"):
        assert roles.count(landmark) == 1
    nameless = [
        role for role, name in nodes if role in {"link", "button", "combobox", "searchbox", "heading"} and not name
    ]
    assert not nameless
    names = {name for role, name in nodes if role in {"searchbox", "combobox"}}
    assert {"查找", "阶段", "状态", "责任层级", "要点", "分项", "六类", "受众", "案卷"} <= names
    assert {"A　规划储备（共 2 份）", "项目概况"} <= {name for role, name in nodes if role == "table"}
    assert any(role == "rowheader" and name.startswith("劳务报酬发放表 受限") for role, name in nodes)
    assert page.run("document.documentElement.lang") == "zh-CN"
    assert page.run("document.querySelectorAll('h1').length") == 1


def test_what_people_wrote_is_text_and_never_runs(page):
    assert page.run("window.hacked") is None
    assert page.run("document.querySelectorAll('img, b > img').length") == 0
    shown = set(titles(page))
    assert {title for title in HOSTILE if title not in shown} == set()


def test_it_prints_as_an_a4_report_of_all_papers_although_a_filter_is_on(page, index):
    search(page, "没有这样的材料")
    printed = pypdfium2.PdfDocument(page.print_pdf())
    texts = [printed[number].get_textpage().get_text_bounded() for number in range(len(printed))]
    assert 4 <= len(printed) <= 8
    for number, text in enumerate(texts, start=1):
        assert f"第 {number} 页" in text
        assert f"共 {len(printed)} 页" in text
        assert [round(side) for side in printed[number - 1].get_size()] == [595, 842]
    assert "清除条件" not in "".join(texts)
    solid = [re.sub(r"\s", "", text) for text in texts]
    for row in index.rows:
        title = re.sub(r"\s", "", row.item.entry.title)
        if title.isprintable():
            assert any(title in text for text in solid), title
    # A row stands on one page: its number, its 档号 and its title are never parted.
    for row in index.rows:
        if row.filed and row.item.entry.title not in HOSTILE:
            here = [text for text in solid if row.filed.code in text]
            assert len(here) == 1
            assert row.number in here[0]
            assert re.sub(r"\s", "", row.item.entry.title) in here[0]


def test_five_thousand_papers_stay_searchable(browser, tmp_path):
    index = make_large_index(5000)
    content = render_page(index)
    assert len(content) < 1000 * len(index.rows), "under a kilobyte a paper"
    (tmp_path / "index.html").write_bytes(content)
    with browser.open((tmp_path / "index.html").as_uri()) as page:
        assert page.run(SHOWN) == "显示全部 5000 份"
        search(page, "务工人员4321")
        assert page.run(f"{VISIBLE}.length") == 1
        choose(page, "state", make_filters(index).token("state", "缺失"))
        assert page.run(f"{VISIBLE}.length") == 0
        search(page, "C23")
        assert page.run(SHOWN).startswith("显示 ")
        assert not page.trouble


def test_an_old_browser_understands_script_and_style():
    text = render_page(make_rich_index()).decode()
    script = text.partition("<script>")[2].partition("</script>")[0]
    assert not re.search(r"=>|`|\b(?:let|const|class|async|await|import)\b|\.includes\(|\.closest\(|\?\.|\?\?", script)
    style = text.partition("<style>")[2].partition("</style>")[0]
    assert not re.search(r"display:\s*(?:grid|flex)|var\(|--\w+:|:is\(|:where\(|clamp\(|\bgap:", style)
