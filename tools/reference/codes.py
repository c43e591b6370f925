"""``docs/codes.md``: every code that the tool may report, every rule with its gates and thresholds, and the gates."""

from __future__ import annotations

import re
from collections.abc import Iterator

from archivegen.findings import load_codes
from archivegen.pack.load import load_pack
from archivegen.pack.model import Gate, Pack, Parameters, RuleLine
from archivegen.pack.rule_book import describe_severity, describe_thresholds, describe_value
from reference.markdown import page, table

ROOMS = (
    ("P", "项目文件和表格", "这些问题（级别为错误的）会停下一切：退出码 3，什么也不生成。"),
    ("A", "归档件、过程记录和清单", ""),
    ("V", "档案包的检测", "开头是四性中的哪一性。有一处错误，检测就不合格。"),
)
HEAD = """\
# 问题代码

archivegen 报出的每一处问题都有代码。〔…〕是运行时填入的内容。代码不重用、不改号。
命令 `archivegen rules` 列出规则，`archivegen check --gate G3 --month 2026-03` 回答某一关能不能过。"""
RULES_HEAD = """\
## R 事实的规则

错误只拦住“影响材料”里的几份，其余照常生成。“关口”是不改正就过不去的关，“责任”是由谁改正（施：施工单位；村民自建的由项目理事会）；
级别、门槛、文字可由省里的模板包收紧。"""
GATES_HEAD = """\
## 关口

每一关先看规则：写明这一关的规则有错误，就过不去，警告只作提醒；再看材料：要签章的，扫描件须在“归档件”里，不适用的不算。"""
THRESHOLDS_HEAD = """\
## 门槛

都写在模板包 `rules.yaml` 的“参数”里。没有规则的，由计算和出件使用。"""
_PARAMETER = re.compile(r"\{[^{}]*\}")


def write_codes() -> str:
    """The whole page."""
    pack = load_pack()
    rooms = {letter: _write_room(letter, name, note) for letter, name, note in ROOMS}
    rules = "\n\n".join((RULES_HEAD, *_write_families(pack)))
    return page(HEAD, _write_gates(pack), rooms["P"], rules, rooms["A"], rooms["V"], _write_thresholds(pack))


def _write_room(letter: str, name: str, note: str) -> str:
    rows = [
        [code, entry["级别"], _blank(entry["说明"]), entry.get("依据", "")]
        for code, entry in sorted(load_codes().items())
        if code.startswith(letter)
    ]
    headings = ["代码", "级别", "说明", "依据"]
    if not any(row[3] for row in rows):
        headings, rows = headings[:3], [row[:3] for row in rows]
    return "\n\n".join(filter(None, (f"## {letter} {name}", note, table(headings, rows))))


def _write_families(pack: Pack) -> Iterator[str]:
    for family, name in pack.families.items():
        rows = [_rule_row(pack, rule) for code, rule in sorted(pack.rules.items()) if code.startswith(family)]
        headings = ("代码", "名称", "级别（阶段）", "关口", "责任", "门槛", "说明", "影响材料", "依据")
        yield f"### {family} {name}\n\n{table(headings, rows)}"


def _rule_row(pack: Pack, rule: RuleLine) -> list[str]:
    return [
        rule.code,
        rule.name,
        describe_severity(rule),
        "、".join(rule.gates),
        rule.owner,
        "；".join(describe_thresholds(pack, rule.parameters)),
        _blank(rule.message),
        "、".join(rule.papers),
        rule.basis,
    ]


def _write_gates(pack: Pack) -> str:
    rows = [
        (gate.code, gate.name, gate.question, gate.stage, "逐月" if gate.monthly else "", _gate_papers(gate))
        for gate in pack.gates
    ]
    return f"{GATES_HEAD}\n\n{table(('关口', '名称', '问', '按已到此阶段检查', '月份', '材料'), rows)}"


def _gate_papers(gate: Gate) -> str:
    notes = (
        ("", gate.papers),
        ("只看首批进场人员：", gate.crew_papers),
        ("有草案即可：", gate.draft_papers),
        ("是本关的结果，不作依据：", gate.results),
        ("并查各月的：", gate.earlier),
    )
    return "；".join(f"{label}{'、'.join(codes)}" for label, codes in notes if codes)


def _write_thresholds(pack: Pack) -> str:
    rows = []
    for field in Parameters.model_fields.values():
        name = str(field.alias)
        users = [rule.code for rule in pack.rules.values() if name in rule.parameters]
        rows.append((name, describe_value(pack.thresholds.get(name, ""), few=100), "、".join(users)))
    return f"{THRESHOLDS_HEAD}\n\n{table(('门槛', '现在的值', '用到的规则'), rows)}"


def _blank(wording: str) -> str:
    return _PARAMETER.sub("〔…〕", wording)
