"""Where everything of a project file stands, also what has no value."""

from __future__ import annotations

import pytest

from archivegen.project.source.lines import Lines
from archivegen.project.source.read import parse_source, to_plain

TEXT = """\
项目: {名称: 甲路}
务工人员:
  - 姓名: 张三

  - 姓名: 李四
    电话:
不适用:
  C30:
  C31: 无
"""


@pytest.fixture
def lines() -> Lines:
    tree, findings = parse_source(TEXT, "项目.yaml")
    assert findings == ()
    assert tree is not None
    return to_plain(tree)[1]


def test_every_path_has_its_line_and_no_other_path_has_one(lines):
    assert dict(lines) == {
        (): 1,
        ("项目",): 1,
        ("项目", "名称"): 1,
        ("务工人员",): 2,
        ("务工人员", 0): 3,
        ("务工人员", 0, "姓名"): 3,
        ("务工人员", 1): 5,
        ("务工人员", 1, "姓名"): 5,
        ("务工人员", 1, "电话"): 6,
        ("不适用",): 7,
        ("不适用", "C30"): 8,
        ("不适用", "C31"): 9,
    }
    assert len(lines) == 12
    for path in [("没有",), ("务工人员", 2), ("务工人员", "姓名"), ("项目", 0), ("项目", "名称", "甲路")]:
        assert lines.get(path) is None


def test_keys_without_a_value_are_known(lines):
    assert lines.keys_below("不适用") == ["C30", "C31"]
    assert lines.keys_below("务工人员") == []
    assert lines.keys_below("没有") == []
