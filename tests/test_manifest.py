from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archivegen.manifest import Manifest, ManifestFile, ManifestItem, State, parse_manifest, render_manifest


def make_item(**changes):
    values = {
        "key": "C21@2026-03",
        "code": "C21",
        "title": "劳务报酬发放表（2026年3月）",
        "stage": "C",
        "number": 1,
        "state": State.COMPLETE,
        "reason": "已收到归档件 1 个文件",
        "level": "施",
        "responsible": "香水村项目理事会",
        "retention": "30年",
        "audience": "内部",
        "origin": "生成",
        "files": (ManifestFile("03_实施/C21_发放表/C21_01_发放表.pdf", "0" * 64, 12),),
    }
    return ManifestItem(**{**values, **changes})


def make_manifest(*items):
    return Manifest("香水村产业道路", "2603-511902-04-01-123456", "内置", "1.0", "0.1.0", "2026-11-22", items)


def test_what_was_written_is_read_back():
    manifest = make_manifest(make_item(), make_item(key="D12", number=None, state=State.NOT_APPLICABLE, files=()))
    assert parse_manifest(render_manifest(manifest), "档案清单.json") == (manifest, ())


def test_the_file_speaks_chinese():
    document = json.loads(render_manifest(make_manifest(make_item())))
    assert document["格式"] == "archivegen/档案清单/2"
    assert document["材料"][0]["件号"] == 1
    assert document["材料"][0]["文件"][0]["字节数"] == 12


def test_fields_of_a_later_version_are_passed_over():
    document = json.loads(render_manifest(make_manifest(make_item())))
    document["盒号"] = document["材料"][0]["盒号"] = "3"
    manifest, findings = parse_manifest(json.dumps(document).encode(), "x")
    assert not findings
    assert manifest == make_manifest(make_item())


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\xff\xfe",
        b"[]",
        b"null",
        b"{",
        b"[" * 100_000,
        b'{"a": 1, "a": 2}',
        b'{"\xe6\xa0\xbc\xe5\xbc\x8f": "another/2"}',
        b"1" * 10_000,
        b"\xef\xbb\xbf{}",
    ],
)
def test_what_is_no_manifest_is_one_finding(content):
    manifest, findings = parse_manifest(content, "档案清单.json")
    assert manifest is None
    assert [finding.code for finding in findings] == ["V050"]


BAD_FIELDS = [
    ("键", ""),
    ("键", 5),
    ("题名", "  "),
    ("件号", 0),
    ("件号", True),
    ("件号", "1"),
    ("件号", 1.0),
    ("状态", "完好"),
    ("状态", None),
    ("说明", None),
    ("文件", None),
]


@pytest.mark.parametrize(("label", "value"), BAD_FIELDS)
def test_a_wrong_field_is_named_and_its_item_left_out(label, value):
    document = json.loads(render_manifest(make_manifest(make_item(), make_item(key="C18"))))
    document["材料"][0][label] = value
    manifest, findings = parse_manifest(json.dumps(document).encode(), "档案清单.json")
    assert [finding.code for finding in findings] == ["V051"]
    assert "第 1 条材料" in findings[0].message
    assert f"“{label}”" in findings[0].message
    assert [item.key for item in manifest.items] == ["C18"]


@pytest.mark.parametrize("label", ["键", "代码", "题名", "件号", "状态", "保管期限", "文件"])
def test_a_missing_field_is_named(label):
    document = json.loads(render_manifest(make_manifest(make_item())))
    del document["材料"][0][label]
    findings = parse_manifest(json.dumps(document).encode(), "x")[1]
    assert [finding.code for finding in findings] == ["V051"]
    assert f"“{label}”" in findings[0].message


@pytest.mark.parametrize(
    ("label", "value"),
    [
        ("路径", "/etc/passwd"),
        ("路径", "../x"),
        ("路径", "C:/x"),
        ("路径", "a\\b"),
        ("路径", "~/x"),
        ("路径", "a//b"),
        ("sha256", "ABC"),
        ("sha256", "A" * 64),
        ("字节数", -1),
        ("字节数", False),
        ("字节数", "12"),
    ],
)
def test_a_wrong_file_is_named(label, value):
    document = json.loads(render_manifest(make_manifest(make_item())))
    document["材料"][0]["文件"][0][label] = value
    findings = parse_manifest(json.dumps(document).encode(), "x")[1]
    assert [finding.code for finding in findings] == ["V051"]
    assert f"“{label}”" in findings[0].message


@pytest.mark.parametrize(("label", "value"), [("项目名称", ""), ("归档日期", "昨天"), ("归档日期", None), ("材料", {})])
def test_a_wrong_head_is_named(label, value):
    document = json.loads(render_manifest(make_manifest()))
    document[label] = value
    findings = parse_manifest(json.dumps(document).encode(), "x")[1]
    assert [finding.code for finding in findings] == ["V051"]


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=True) | st.text(),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(
            st.sampled_from(["格式", "材料", "键", "文件", "件号", "状态", "路径"]) | st.text(), inner, max_size=6
        )
    ),
    max_leaves=30,
)


@given(JSON | st.dictionaries(st.just("材料"), JSON))
def test_no_document_is_an_exception(document):
    if isinstance(document, dict):
        document = {**json.loads(render_manifest(make_manifest())), **document, "格式": "archivegen/档案清单/2"}
    parse_manifest(json.dumps(document).encode("utf-8", "backslashreplace"), "x")


@given(st.text(min_size=1).filter(str.strip), st.text())
def test_any_words_come_back(title, reason):
    manifest = make_manifest(make_item(title=title, reason=reason))
    assert parse_manifest(render_manifest(manifest), "x") == (manifest, ())
