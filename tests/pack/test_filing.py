"""``filing.yaml``: whatever is wrong in it is named with its place, all at once."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from archivegen.errors import PackError
from archivegen.pack.load import built_in_pack, load_pack


@pytest.fixture(scope="module")
def pack(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("pack") / "某省模板包"
    shutil.copytree(built_in_pack(), folder)
    return folder


@pytest.fixture
def spoil(pack):
    """Write ``filing.yaml`` with one part replaced, and give what loading says."""
    path, usual = pack / "filing.yaml", (built_in_pack() / "filing.yaml").read_text(encoding="utf-8")

    def change(*pairs: tuple[str, str]) -> str:
        text = usual
        for old, new in pairs:
            assert old in text
            text = text.replace(old, new, 1)
        path.write_text(text, encoding="utf-8")
        with pytest.raises(PackError) as caught:
            load_pack(pack)
        return str(caught.value)

    return change


def test_the_built_in_filing_names_longest_and_highest():
    filing = load_pack().filing
    assert filing.longest(["10年", "永久", "30年"]) == "永久"
    assert filing.longest([]) == ""
    assert filing.highest(["公开", "秘密", "内部", "没有这一级"]) == "秘密"
    assert (filing.pad(7, "案卷"), filing.pad(7, "件")) == ("007", "0007")


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("类别: KJ·JJ\n", "", "filing.yaml 有误：\n  类别：缺少此项"),
        ("类别: KJ·JJ\n", "类別: KJ·JJ\n", "类別：不认识的键"),
        ("30年: D30", "30年: Y", "期限代码“Y”用了 2 次"),
        ("10年: D10}", "15年: D15}", "catalogue.yaml：A03 的保管期限“10年”应为 永久、30年、15年 之一"),
        ("[公开, 内部, 秘密", "[公开, 内部, 内部", "密级“内部”写了 2 次"),
        ("受限: 内部", "受限: 保密", "受众密级“受限: 保密”应为 公开、内部、秘密、机密、绝密 之一"),
        (", 银行: 内部}", "}", "受众密级缺少“银行”"),
        ("件: 4", "件: 0", "位数“件: 0”应在 1 到 9 之间"),
        ("件: 4", "件: 四", "位数 件"),
        ('{"·": "."}', '{"·": "/"}', "文件名替换“·: /”应是一个字符换成 ASCII 字符"),
        ("最多件数: 200", "最多件数: 0", "案卷的最多件数应大于 0"),
        ("分组: []", "分组: [{名称: 前期, 阶段: [A, F]}]", "案卷分组“前期”的阶段“F”不在阶段表中"),
        ("分组: []", "分组: [{名称: 前期, 材料: [A77]}]", "案卷分组“前期”的材料 A77 不在清单中"),
        ("分组: []", "分组: [{名称: 前期}]", "案卷分组“前期”没有写阶段，也没有写材料"),
        ("分组: []", "分组: [{名称: 受限, 阶段: [A]}]", "案卷分组“受限”的名称重复"),
        ("分组: []", "分组: [{名称: 甲, 阶段: [A]}, {名称: 乙, 阶段: [A]}]", "案卷分组的阶段 A 出现 2 次"),
        ("提前: {B03: B01}", "提前: {B03: B99}", "案卷的“提前 B03: B99”中 B99 不在清单中"),
        ("提前: {B03: B01}", "提前: {B03: B01, B01: A01}", "案卷的“提前 B03: B01”说不通"),
        ("材料: []", "材料: [B98]", "按件“文书”的材料 B98 不在清单中"),
        ("盒号起: 801", "盒号起: 901", "按件的盒号起 901 出现 2 次"),
        ("类别: ZP", "类别: WS", "按件的类别 WS 出现 2 次"),
        ("{{ 期限 }}-{{ 案卷号 }}'", "{{ 期限 }}'", "案卷的档号"),
        ("{{ 案卷档号 }}-{{ 件号 }}", "{{ 案卷档号 }}-{{ 代码 }}", "里要有 件号，否则两件会同号"),
        ("{{ 全宗号 }}-{{ 类别 }}·{{ 项目号", "{{ 全宗 }}-{{ 类别 }}·{{ 项目号", "案卷的档号有误"),
        ("{{ 案卷号 }}-{{ 件号 }}_{{ 代码 }}", "{{ 件号 }}_{{ 代码 }}", "文件名“"),
        ("立卷单位: '{{ 档案", "立卷单位: '{{ 档案..", "立卷单位："),
    ],
)
def test_a_mistake_is_named_with_its_place(spoil, old, new, said):
    assert said in spoil((old, new))


def test_all_mistakes_are_told_at_once(spoil):
    message = spoil(("30年: D30", "30年: Y"), ("最多件数: 200", "最多件数: 0"), ("材料: []", "材料: [B98]"))
    assert [line.partition("：")[0].strip() for line in message.splitlines()[1:]] == ["filing.yaml"] * 3
