"""The project file as people write it: what is read, and what is said when it cannot be."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from archivegen.findings import Finding, Severity, load_codes
from archivegen.project.source.read import parse_source, read_source, to_plain

GOOD = """\
# yaml-language-server: $schema=../schemas/project.schema.json
项目:
  名称: 香水村产业道路
  年度: 2026
务工人员:
  - 姓名: 张三
    编号: 011
  - 姓名: 𠮷野
"""


def read(tmp_path: Path, content: str | bytes) -> tuple[Any, tuple[Finding, ...]]:
    path = tmp_path / "项目.yaml"
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    tree, findings = read_source(path, "项目.yaml")
    return (to_plain(tree)[0] if tree is not None else None), findings


def told(text: str) -> list[tuple[str, int | None]]:
    return [(finding.code, finding.place.line) for finding in parse_source(text, "项目.yaml")[1]]


def test_every_scalar_stays_the_text_that_was_written(tmp_path: Path) -> None:
    data, findings = read(
        tmp_path, "编号: 011\n专项: 否\n时间: 12:30\n日期: 2026-03-05\n金额: 1_000\n空:\n无: ~\n数: 1e3\n"
    )
    assert findings == ()
    assert data == {
        "编号": "011", "专项": "否", "时间": "12:30", "日期": "2026-03-05", "金额": "1_000", "空": "", "无": "", "数": "1e3",
    }  # fmt: skip


def test_lines_are_known_for_every_path() -> None:
    tree, findings = parse_source(GOOD, "项目.yaml")
    assert tree is not None
    assert findings == ()
    data, lines = to_plain(tree)
    assert data["务工人员"] == [{"姓名": "张三", "编号": "011"}, {"姓名": "𠮷野"}]
    assert lines[()] == 2
    assert lines["项目", "年度"] == 4
    assert lines["务工人员",] == 5
    assert lines["务工人员", 0] == 6
    assert lines["务工人员", 0, "编号"] == 7
    assert lines["务工人员", 1, "姓名"] == 8


def test_chinese_text_over_several_lines_gets_no_blanks_where_lines_end() -> None:
    tree, findings = parse_source(
        "建设规模: 新建道路2.3公里，\n  宽4.5米，配套\n  边沟 3 条\n说明: |\n  一、\n  二、\n\n背景: >\n  第一行\n  second\n",
        "x",
    )
    assert tree is not None
    assert findings == ()
    assert to_plain(tree)[0] == {
        "建设规模": "新建道路2.3公里，宽4.5米，配套边沟 3 条",
        "说明": "一、\n二、",
        "背景": "第一行 second",
    }


@pytest.mark.parametrize(
    ("encoded", "code"),
    [
        (GOOD.encode("utf-8-sig"), None),
        (GOOD.replace("\n", "\r\n").encode(), None),
        (GOOD.replace("𠮷", "吉").encode("gbk"), "P007"),
        (GOOD.encode("gb18030"), "P007"),
        (GOOD.encode("utf-16"), "P008"),
        (b"\xfe\xff" + GOOD.encode("utf-16-be"), "P008"),
    ],
)
def test_encodings_of_old_editors_are_read(tmp_path: Path, encoded: bytes, code: str | None) -> None:
    data, findings = read(tmp_path, encoded)
    assert data["项目"]["名称"] == "香水村产业道路"
    assert [f.code for f in findings] == ([code] if code else [])
    assert all(f.severity is Severity.WARNING for f in findings)


def test_damaged_utf8_is_not_read_as_gbk(tmp_path: Path) -> None:
    damaged = GOOD.encode().replace("产业".encode(), "产业".encode()[:-1])
    data, findings = read(tmp_path, damaged)
    assert data is None
    assert [(f.code, f.place.line) for f in findings] == [("P009", 3)]


@pytest.mark.parametrize("content", ["", "\n\n", "# 只有注释\n", "\ufeff", "---\n", "　\n"])
def test_an_empty_file_is_told(tmp_path: Path, content: str) -> None:
    assert [f.code for f in read(tmp_path, content)[1]] == ["P005"]


def test_missing_folder_and_misnamed_files_are_told(tmp_path: Path) -> None:
    assert [f.code for f in read_source(tmp_path, "香水村")[1]] == ["P002"]
    (tmp_path / "项目.yaml.txt").write_text(GOOD, encoding="utf-8")
    (finding,) = read_source(tmp_path / "项目.yaml", "项目.yaml")[1]
    assert finding.code == "P001"
    assert "项目.yaml.txt" in finding.message


def test_a_workbook_named_yaml_is_told(tmp_path: Path) -> None:
    assert [f.code for f in read(tmp_path, b"PK\x03\x04" + bytes(100))[1]] == ["P006"]


def test_an_unreadable_file_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    (tmp_path / "项目.yaml").write_text(GOOD, encoding="utf-8")
    monkeypatch.setattr(Path, "open", refuse)
    assert [f.code for f in read_source(tmp_path / "项目.yaml", "项目.yaml")[1]] == ["P003"]


def test_an_oversize_file_is_refused(tmp_path: Path) -> None:
    assert [f.code for f in read(tmp_path, b"a: 1\n" * 2_200_000)[1]] == ["P004"]


@pytest.mark.parametrize("bad", ["\x00", "\x07", "\x1b", "\x9f", "\ufffd"])
def test_control_characters_are_refused_with_their_line(bad: str) -> None:
    assert told(f"项目:\n  名称: 香{bad}水村\n") == [("P010", 2)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # indentation
        ("项目:\n\t名称: 甲\n\t年度: 2026\n", [("P011", 2), ("P011", 3)]),
        ("项目:\n  名称: 甲\n \t年度: 2026\n", [("P011", 3)]),
        ("项目:\n　　名称: 甲\n", [("P012", 2)]),
        ("项目:\n  年度: 2026\n　　名称: 甲\n", [("P012", 3)]),
        ("项目:\n\u00a0\u00a0名称: 甲\n", [("P012", 2)]),
        ("项目:\n    名称: 甲\n  年度: 2026\n", [("P016", 3)]),
        ("名称: 甲\n  年度: 2026\n", [("P016", 2)]),
        ("说明: |\n  甲\n 乙\n", [("P016", 3)]),
        ("资金:\n  - 来源: 甲\n  金额: 1\n", [("P035", 3)]),
        # colons and dashes
        ("项目:\n  名称：甲\n  年度: 2026\n", [("P013", 2)]),
        ("项目:\n  年度: 2026\n  名称：甲\n", [("P013", 3)]),
        ("项目:\n  名称：甲\n  年度：2026\n", [("P013", 2), ("P013", 3)]),
        ("名称：甲\n", [("P013", 1)]),
        ("项目:\n  名称:甲\n  年度: 2026\n", [("P014", 2)]),
        ("名称:甲\n年度: 2026\n", [("P014", 1)]),
        ("项目\n  名称: 甲\n", [("P015", 1)]),
        ("名称: 甲\n年度\n类型: 产业\n", [("P015", 2)]),
        ("时间: 上午: 8点\n", [("P019", 1)]),
        ("村:\n  - 甲村\n  -乙村\n", [("P033", 3)]),
        ("村:\n  －甲村\n  －乙村\n", [("P033", 2), ("P033", 3)]),
        ("村:\n- 甲村\n - 乙村\n", [("P027", 3)]),
        # quotes, brackets, signs
        ('名称: "甲\n年度: 2026\n', [("P017", 1)]),
        ("名称: '甲\n年度: 2026\n", [("P017", 1)]),
        ("村: [甲村, 乙村\n年度: 2026\n", [("P018", 1)]),
        ("村: {甲: 1\n年度: 2026\n", [("P018", 1)]),
        ("名称: @甲\n", [("P020", 1)]),
        ("名称: *重要*\n", [("P020", 1)]),
        ("名称: %甲\n", [("P020", 1)]),
        ("名称: {{ 项目.名称 }}\n", [("P026", 1)]),
        ('名称: "甲"乙\n', [("P028", 1)]),
        ('花名册: "数据\\花名册.xlsx"\n', [("P029", 1)]),
        ("说明: |甲\n  乙\n", [("P030", 1)]),
        ("名称: 甲\n村: ]\n", [("P031", 2)]),
        # structure
        ("名" * 1100 + ": 甲\n", [("P032", 1)]),
        ("名称: 甲\n---\n名称: 乙\n", [("P023", 2)]),
        ("- 甲\n- 乙\n", [("P025", 1)]),
        ("一段文字\n", [("P025", 1)]),
        ("住址: 3组 #12号\n", [("P034", 1)]),
        ("名称: 甲\n年度: 2026\n名称: 乙\n年度: 2027\n", [("P021", 3), ("P021", 4)]),
        ("甲: &a 1\n乙: *a\n丙: !!str 1\n丁:\n  <<: {x: 1}\n", [("P022", 1), ("P022", 2), ("P022", 3), ("P022", 5)]),
    ],
)  # fmt: skip
def test_each_mistake_is_told_once_with_its_line(text: str, expected: list[tuple[str, int]]) -> None:
    assert told(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "时间:\n  12:30\n",
        "网址:\n  http://www.example.com/a\n",
        "背景:\n  香水村位于县城以北：交通不便，\n  道路年久失修。\n",
        "名称: 香水村  # 村名\n",
        "说明: |\n  一：甲\n  二:乙\n  \t三\n  -四\n",
        "名称: '甲: 乙'\n备注: “甲”：乙\n",
        "村: [甲村, 乙村]\n表: {1: 1, 2: 0.5}\n",
        "---\n名称: 甲\n...\n",
        "金额: -1\n符号: 甲&乙<丙>\n",
        "公式: '=HYPERLINK(\"http://x\")'\n",
    ],
)
def test_what_is_right_is_not_blamed(text: str) -> None:
    assert told(text) == []


def test_mistakes_in_several_sections_are_told_together() -> None:
    text = '项目:\n  名称： 甲\n  年度: 2026\n资金:\n  - 来源: "中央\n    金额: 1\n批复:\n    文号: 甲\n  日期: 乙\n工价:\n\t- 甲\n'
    assert {code for code, _ in told(text)} == {"P011", "P013", "P016", "P017"}


def test_a_repeated_key_does_not_hide_the_rest(tmp_path: Path) -> None:
    data, findings = read(tmp_path, "名称: 甲\n名称: 乙\n年度: 2026\n")
    assert data == {"名称": "甲", "年度": "2026"}
    assert "第 1 行" in findings[0].message


def test_an_alias_bomb_is_refused_before_it_unfolds() -> None:
    lines = ['甲0: &a0 ["哈","哈","哈","哈","哈","哈","哈","哈","哈","哈"]']
    lines += [f"甲{i}: &a{i} [{','.join([f'*a{i - 1}'] * 10)}]" for i in range(1, 10)]
    begin = time.perf_counter()
    tree, findings = parse_source("\n".join(lines), "项目.yaml")
    assert time.perf_counter() - begin < 0.5
    assert tree is None
    assert {f.code for f in findings} == {"P022"}


@pytest.mark.parametrize("text", ["[" * 200_000, "a: " + "{" * 100_000, "- " * 50_000, "? " * 50_000])
def test_deep_nesting_is_refused_at_once(text: str) -> None:
    begin = time.perf_counter()
    assert [code for code, _ in told(text)] == ["P024"]
    assert time.perf_counter() - begin < 2


def test_twenty_levels_are_allowed() -> None:
    text = "".join("  " * i + f"级{i}:\n" for i in range(19)) + "  " * 19 + "末: 1\n"
    assert told(text) == []
    assert told(text.replace("末: 1", "末:\n" + "  " * 20 + "更深: 1"))[0][0] == "P024"


def test_a_thousand_alike_mistakes_do_not_flood_the_screen() -> None:
    assert len(told("".join(f"\t键{i}: 1\n" for i in range(1000)))) == 20


def test_no_word_of_the_parser_reaches_the_user() -> None:
    for text in ("a: b: c", "a: 'x", "a: [", "a: @", 'a: "\\q"', "a: |x", "a: &", "%X y\n---\na: 1", "a: 1\n b: 2"):
        for finding in parse_source(text, "项目.yaml")[1]:
            assert not {"expected", "found", "mapping", "scanning", "while"} & set(finding.message.split())


def test_the_slow_parser_says_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    texts = [
        "a:\n\tb: 1\n",
        "a: b: c\n",
        "a: 'x\nb: 1\n",
        "a: [1\nb: 1\n",
        "a:\n    b: 1\n  c: 2\n",
        "a: @x\n",
        "a: |x\n",
    ]
    fast = [told(text) for text in texts]
    monkeypatch.setattr("archivegen.project.source.tree._LOADER", yaml.BaseLoader)
    assert [told(text) for text in texts] == fast


def test_every_code_of_this_room_has_a_chinese_wording() -> None:
    for code, entry in load_codes().items():
        if code.startswith("P0"):
            assert entry["级别"] in set(Severity)
            assert any("\u4e00" <= sign <= "\u9fff" for sign in entry["说明"])


@given(st.text(max_size=200))
def test_no_text_makes_it_fail(text: str) -> None:
    tree, findings = parse_source(text, "项目.yaml")
    assert tree is not None or any(f.severity is Severity.ERROR for f in findings)


@given(st.binary(max_size=300))
def test_no_bytes_make_it_fail(tmp_path_factory: pytest.TempPathFactory, content: bytes) -> None:
    path = tmp_path_factory.mktemp("bytes") / "项目.yaml"
    path.write_bytes(content)
    tree, findings = read_source(path, "项目.yaml")
    assert tree is not None or any(f.severity is Severity.ERROR for f in findings)


_SIGNS = st.characters(exclude_categories=["Cs", "Cc", "Cf", "Zl", "Zp", "Zs", "Co", "Cn"], exclude_characters="\ufffd")
_TEXT = st.text(_SIGNS, min_size=1, max_size=12)
_VALUE = st.recursive(_TEXT, lambda t: st.lists(t, max_size=3) | st.dictionaries(_TEXT, t, max_size=3), max_leaves=8)


@given(st.dictionaries(_TEXT, _VALUE, min_size=1, max_size=4))
def test_what_a_yaml_writer_writes_is_read_back(data: dict[str, Any]) -> None:
    text = yaml.dump(data, allow_unicode=True, default_style='"', Dumper=_PlainTextDumper)
    tree, findings = parse_source(text, "项目.yaml")
    assert findings == ()
    assert tree is not None
    assert to_plain(tree)[0] == data


class _PlainTextDumper(yaml.SafeDumper):
    """No anchors, no tags: the way a person writes."""

    def ignore_aliases(self, data: Any) -> bool:
        return True
