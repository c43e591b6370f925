"""The rule book as a whole: what its rules and gates name must exist, and how a threshold is shown to people."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from archivegen.pack.model import Catalogue, Gate, Pack, Parameters, RuleBook, RuleLine
from archivegen.project.basics import ProjectStage

LEVELS = ("县", "镇", "村", "施")
"""Who can be asked to mend something, in the order in which they are listed."""
PREREQUISITES = "验收前置"
"""Stands for the papers of all acceptance prerequisites in the papers of a gate."""
ALL_PAPERS = "全部"
"""Stands for every paper that the project owes."""
_FEW = 6


def expand_papers(gate: Gate, catalogue: Catalogue) -> frozenset[str]:
    """Catalogue codes that must be in order for a gate; what the gate itself brings forth is never evidence for it."""
    codes: set[str] = set()
    for name in gate.papers:
        if name == PREREQUISITES:
            codes.update(code for item in catalogue.prerequisites for code in item.codes)
        elif name == ALL_PAPERS:
            codes.update(document.code for document in catalogue.documents)
        else:
            codes.add(name)
    return frozenset(codes)


def find_book_problems(book: RuleBook, catalogue: Catalogue) -> Iterator[str]:
    """Rules that stand twice, rules and gates that name what is not there, gates that need their own result (domain §11.9)."""
    gates = {gate.code: gate for gate in book.gates}
    parameters = {field.alias for field in Parameters.model_fields.values()}
    for code, count in Counter(rule.code for rule in book.rules).items():
        if count > 1:
            yield f"  rules.yaml：代码 {code} 出现 {count} 次，请只留一条"
    for rule in book.rules:
        yield from _rule_problems(rule, gates, parameters)
    papers = {document.code for document in catalogue.documents}
    for gate in book.gates:
        yield from _gate_problems(gate, gates, papers, catalogue)


def _rule_problems(rule: RuleLine, gates: Mapping[str, Gate], parameters: set[str | None]) -> Iterator[str]:
    if rule.owner and rule.owner not in LEVELS:
        yield f"  rules.yaml：{rule.code} 的责任“{rule.owner}”应为 {'、'.join(LEVELS)} 之一"
    for code in rule.gates:
        if code not in gates:
            yield f"  rules.yaml：{rule.code} 的关口“{code}”不在关口表中；应为 {'、'.join(gates) or '无'}"
    for name in rule.parameters:
        if name not in parameters:
            yield f"  rules.yaml：{rule.code} 的参数“{name}”不在参数表中"


def _gate_problems(gate: Gate, gates: Mapping[str, Gate], papers: set[str], catalogue: Catalogue) -> Iterator[str]:
    named = (*gate.papers, *gate.crew_papers, *gate.draft_papers, *gate.results)
    for code in dict.fromkeys(named):
        if code not in papers | {PREREQUISITES, ALL_PAPERS}:
            yield f"  rules.yaml：关口 {gate.code} 的材料 {code} 不在资料清单中"
    for code in gate.earlier:
        if code not in gates or code == gate.code:
            yield f"  rules.yaml：关口 {gate.code} 要先过的关口“{code}”不对；应为别的关口"
    for code in sorted(expand_papers(gate, catalogue) & set(gate.results)):
        yield f"  rules.yaml：{code} 是关口 {gate.code} 的结果，不能作为这一关的依据；请从材料或验收前置中删去"


# --- thresholds -------------------------------------------------------------------------------------------------------


def describe_thresholds(pack: Pack, names: Sequence[str]) -> list[str]:
    """``工资公示天数 7``: the parameters of these names with their values."""
    return [f"{name} {describe_value(pack.thresholds.get(name, ''))}" for name in names]


def describe_value(value: object, *, few: int = _FEW) -> str:
    """A value of ``参数`` as a person reads it; of a long list the first few and how many there are."""
    if isinstance(value, Mapping):
        return _shorten([f"{key} {describe_value(part)}" for key, part in value.items()], "；", few)
    if isinstance(value, list):
        if any(isinstance(part, Mapping) for part in value):
            return f"共{len(value)}项"
        parts = ["＝".join(part) if isinstance(part, list) else describe_value(part) for part in value]
        return _shorten(parts, "；" if any(isinstance(part, list) for part in value) else "、", few)
    return str(value)


def _shorten(parts: Sequence[str], separator: str, few: int) -> str:
    shown = separator.join(parts[:few])
    return f"{shown}等{len(parts)}项" if len(parts) > few else shown


def describe_severity(rule: RuleLine) -> str:
    """``警告；实施起为错误``; a suspicion that others add up with says so."""
    changes = [f"{stage}起为{rule.stage_severity[stage]}" for stage in ProjectStage if stage in rule.stage_severity]
    return "；".join([rule.severity, *changes, *(["疑点"] if rule.flag else [])])


def family_of(code: str) -> str:
    """``R3`` of ``R311``."""
    return code[:2]
