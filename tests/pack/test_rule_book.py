"""The rule book: everything that a rule or a gate names is there, and nothing is there in vain."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from archivegen.errors import PackError
from archivegen.pack.load import built_in_pack, load_pack
from archivegen.pack.model import Parameters
from archivegen.pack.rule_book import LEVELS, describe_severity, describe_thresholds, describe_value
from tests.conftest import ROOT

SOURCE = ROOT / "src" / "archivegen"


@pytest.fixture(scope="module")
def pack():
    return load_pack()


def test_every_rule_says_who_must_mend_it(pack):
    assert {code: rule.owner for code, rule in pack.rules.items() if rule.owner not in LEVELS} == {}


def test_every_rule_closes_a_gate_or_reminds_before_one(pack):
    assert [code for code, rule in pack.rules.items() if not rule.gates] == []


def test_every_rule_belongs_to_a_family_that_has_a_name(pack):
    assert {code[:2] for code in pack.rules} <= set(pack.families)


def test_every_gate_has_rules_and_papers(pack):
    for gate in pack.gates:
        assert any(gate.code in rule.gates for rule in pack.rules.values()), gate.code
        assert gate.papers, gate.code


@pytest.mark.parametrize("name", [field.alias for field in Parameters.model_fields.values()])
def test_every_parameter_is_used_by_a_rule_or_by_figures(pack, name):
    if any(name in rule.parameters for rule in pack.rules.values()):
        return
    (attribute,) = [key for key, field in Parameters.model_fields.items() if field.alias == name]
    users = [path for path in SOURCE.rglob("*.py") if path.parent.name not in {"rules", "pack"}]
    texts = [path.read_text(encoding="utf-8") for path in users if path.name != "policy.py"]
    assert any(re.search(rf"policy\.{attribute}\b", text) for text in texts), "no rule names it and no figure reads it"


def test_a_rule_names_what_it_reads(pack):
    """Whatever a family of rules reads from the policy is a threshold that some rule of the book names."""
    aliases = {key: field.alias for key, field in Parameters.model_fields.items()}
    named = {name for rule in pack.rules.values() for name in rule.parameters}
    for path in (SOURCE / "rules").glob("*.py"):
        for attribute in re.findall(r"policy\.([a-z_]+)", path.read_text(encoding="utf-8")):
            if attribute in aliases:
                assert aliases[attribute] in named, f"{path.name} reads {attribute}"


def test_severity_by_stage_is_told(pack):
    assert describe_severity(pack.rules["R205"]) == "警告；实施起为错误"
    assert describe_severity(pack.rules["R101"]) == "错误"


def test_thresholds_are_shown_as_the_province_wrote_them(pack):
    assert describe_thresholds(pack, ["工资公示天数", "推广占比下限"]) == ["工资公示天数 7", "推广占比下限 10%"]
    (long,) = describe_thresholds(pack, ["重点群体"])
    assert long.endswith("等16项")
    assert describe_value([["天", "日"], ["吨", "t"]]) == "天＝日；吨＝t"
    assert describe_value({"男": "60", "女": "55"}) == "男 60；女 55"


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        (
            '责任: 施\n    说明: "{name}：{problem}"',
            '责任: 省\n    说明: "{name}：{problem}"',
            "R101 的责任“省”应为 县、镇、村、施",
        ),
        (
            "关口: [G2]\n    责任: 施\n    参数: [用工协议年龄, 保险必备年龄]",
            "关口: [G7]\n    责任: 施\n    参数: [用工协议年龄, 保险必备年龄]",
            "R109 的关口“G7”不在关口表中；应为 G1、G2",
        ),
        ("参数: [最高年龄]", "参数: [最大年龄]", "R108 的参数“最大年龄”不在参数表中"),
        ("草案材料: [E06]", "草案材料: [E66]", "关口 G4 的材料 E66 不在资料清单中"),
        ("  - 代码: R108\n", "  - 代码: R107\n", "代码 R107 出现 2 次，请只留一条"),
        ("先过: [G3]", "先过: [G6]", "关口 G4 要先过的关口“G6”不对"),
    ],
)
def test_what_is_not_there_is_refused_by_name(tmp_path: Path, old, new, expected):
    folder = tmp_path / "省模板包"
    shutil.copytree(built_in_pack(), folder)
    text = (folder / "rules.yaml").read_text(encoding="utf-8")
    assert text.count(old) == 1
    (folder / "rules.yaml").write_text(text.replace(old, new), encoding="utf-8")
    with pytest.raises(PackError, match=re.escape(expected)):
        load_pack(folder)


def test_no_key_stands_twice_in_a_rule():
    """YAML takes the last of two in silence."""
    text = (built_in_pack() / "rules.yaml").read_text(encoding="utf-8")
    for entry in re.findall(r"  - 代码: .*\n(?:    .*\n)+", text):
        keys = re.findall(r"^    ([^ :]+):", entry, flags=re.MULTILINE)
        assert len(keys) == len(set(keys)), entry
