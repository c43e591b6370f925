"""Mistakes in ``handover.yaml`` are told all at once, each with its place."""

from __future__ import annotations

import shutil

import pytest

from archivegen.errors import PackError
from archivegen.pack.load import built_in_pack, load_pack

MISTAKES = [
    ("{厚度: 30, 最多页数: 280}", "{厚度: 15, 最多页数: 280}", "从薄到厚"),
    ("图样: [D06]", "图样: [D99]", "D99 不在清单中"),
    ("照片: [C35]", "照片: [C35, D06]", "既是图样又是照片"),
    ("封面: docx/E09-案卷封面.docx", "封面: docx/没有.docx", "不在模板包里"),
    ("封面: docx/E09-案卷封面.docx", "封面: ../外面.docx", "模板包内"),
    ("根: 文件目录", "根: 1 目录", "元素名“1 目录”不能用"),
    ("    备注: 备注", "    备注: 备住", "取“备住”"),
    ("    备注: 备注", "    备注: 题名", "取了 2 次"),
    ("文件名: 目录文件.XML", "文件名: a/b.XML", "不能用"),
    ("{{ 项目名称 }}", "{{ 项目名 }}", "项目名称"),
]


@pytest.fixture(scope="module")
def pack(tmp_path_factory):
    return shutil.copytree(built_in_pack(), tmp_path_factory.mktemp("pack") / "templates")


@pytest.mark.parametrize(("right", "wrong", "told"), MISTAKES)
def test_a_mistake_is_told_with_its_place(pack, right, wrong, told):
    file = pack / "handover.yaml"
    text = (built_in_pack() / "handover.yaml").read_text(encoding="utf-8")
    assert right in text
    file.write_text(text.replace(right, wrong), encoding="utf-8")
    with pytest.raises(PackError, match=r"handover\.yaml") as error:
        load_pack(pack)
    assert told in str(error.value)


def test_all_mistakes_are_told_at_once(pack):
    text = (built_in_pack() / "handover.yaml").read_text(encoding="utf-8")
    for right, wrong, _ in MISTAKES[:4]:
        text = text.replace(right, wrong)
    (pack / "handover.yaml").write_text(text, encoding="utf-8")
    with pytest.raises(PackError) as error:
        load_pack(pack)
    said = str(error.value)
    assert [told for _, _, told in MISTAKES[:4] if told not in said] == ["既是图样又是照片"], (
        "D06 is no drawing any more"
    )
