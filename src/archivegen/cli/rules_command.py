"""rules: the rule book, as the pack has it; works without a project."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from typing import TYPE_CHECKING, Any

import click

from archivegen.cli import show
from archivegen.cli.chinese_click import ChineseCommand
from archivegen.cli.project_commands import json_option
from archivegen.findings import Severity

if TYPE_CHECKING:
    from archivegen.pack.model import Pack, RuleLine

WIDTH = 100
"""Columns of a terminal that a line of the list may take."""
_INDENT = 6


def register(group: click.Group) -> None:
    """Add this command to the group."""
    group.add_command(rules)


@click.command(cls=ChineseCommand)
@click.option("--gate", metavar="关口", help="只列某一关的，如 G3。")
@click.option("--family", metavar="开头", help="只列代码这样开头的，如 R3、R36、R361。")
@click.option("--severity", metavar="级别", help="只列某一级别的：错误、警告或提示。")
@json_option
def rules(gate: str | None, family: str | None, severity: str | None, as_json: bool) -> None:  # noqa: FBT001
    """列出全部规则：代码、级别、关口、由谁改正、门槛和依据。"""
    from archivegen.pack.load import load_pack

    pack = load_pack()
    chosen = _choose(pack, gate, family, severity)
    if as_json:
        show.show_json([_rule_facts(pack, rule) for rule in chosen])
        return
    for name, members in groupby(chosen, key=lambda rule: rule.code[:2]):
        show.say(f"{name} {pack.families.get(name, '')}".rstrip(), colour="cyan")
        for rule in members:
            _show_rule(pack, rule)
        show.say()
    show.say(f"共 {len(chosen)} 条规则。每条的说明见 docs/codes.md；级别、门槛和文字在模板包的 rules.yaml 里。")


def _choose(pack: Pack, gate: str | None, family: str | None, severity: str | None) -> list[RuleLine]:
    """The rules that all filters let through, by code; raises click's usage error for a filter that does not exist."""
    gates = [line.code for line in pack.gates]
    families = sorted({code[:2] for code in pack.rules})
    wanted_gate = _check_choice("关口", gate and gate.upper(), gates)
    wanted_family = family.strip().upper() if family else ""
    if wanted_family and not any(code.startswith(wanted_family) for code in pack.rules):
        raise click.UsageError(f"没有以“{family}”开头的规则；可写：{'、'.join(families)}，或 R36、R361 这样更细的。")
    wanted_severity = _check_choice("级别", severity, [str(known) for known in Severity])
    return [
        rule
        for code, rule in sorted(pack.rules.items())
        if (not wanted_gate or wanted_gate in rule.gates)
        and (not wanted_family or code.startswith(wanted_family))
        and (not wanted_severity or wanted_severity in {rule.severity, *rule.stage_severity.values()})
    ]


def _check_choice(kind: str, written: str | None, choices: Sequence[str]) -> str:
    if written and written not in choices:
        raise click.UsageError(f"没有“{written}”这个{kind}；可写：{'、'.join(choices)}。")
    return written or ""


def _show_rule(pack: Pack, rule: RuleLine) -> None:
    from archivegen.pack.rule_book import describe_severity, describe_thresholds

    gates = "、".join(rule.gates) or "—"
    cells = ((rule.code, 4), (rule.name, 30), (describe_severity(rule), 24), (gates, 14), (rule.owner or "—", 2))
    show.say("  ".join(text + " " * (width - show.display_width(text)) for text, width in cells).rstrip())
    for label, text in (("门槛", "；".join(describe_thresholds(pack, rule.parameters))), ("依据", rule.basis)):
        for line in show.wrap_text(f"{label}：{text}", WIDTH - _INDENT) if text else ():
            show.say(" " * _INDENT + line)


def _rule_facts(pack: Pack, rule: RuleLine) -> dict[str, Any]:
    return {
        "code": rule.code,
        "name": rule.name,
        "severity": rule.severity,
        "stage_severity": {str(stage): severity for stage, severity in rule.stage_severity.items()},
        "gates": list(rule.gates),
        "owner": rule.owner,
        "thresholds": {name: pack.thresholds.get(name) for name in rule.parameters},
        "message": rule.message,
        "papers": list(rule.papers),
        "source": rule.basis,
    }
