"""check: what is wrong with a project, or with a gate whether the project may go on."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING

import click

from archivegen.cli import show
from archivegen.cli.chinese_click import ChineseCommand
from archivegen.cli.months import choose_month
from archivegen.cli.project_commands import json_option, open_workspace, project_argument, stop_if_invalid
from archivegen.errors import ExitCode

if TYPE_CHECKING:
    from archivegen.gates import Matter, Verdict
    from archivegen.pack.model import Gate
    from archivegen.workspace import Workspace


def register(group: click.Group) -> None:
    """Add this command to the group."""
    group.add_command(check)


@click.command(cls=ChineseCommand)
@project_argument
@click.option("--gate", metavar="关口", help="只问能不能过某一关，如 G3（发薪）；答“能”，或列出还差什么、该谁办。")
@click.option("--month", metavar="月份", help="与 --gate G3 同用，只问某一个月，如 2026-03；不写就逐月回答。")
@json_option
def check(project: Path, gate: str | None, month: str | None, as_json: bool) -> int:  # noqa: FBT001 - click passes flags by name
    """检查项目文件和表格，列出全部问题：在哪一行、错在哪里、应怎么写。"""
    if month and not gate:
        raise click.UsageError("--month 要与 --gate 同用，如 --gate G3 --month 2026-03。")
    workspace = open_workspace(project)
    wanted = _find_gate(workspace, gate) if gate else None
    if wanted and month and not wanted.monthly:
        monthly = "、".join(f"{line.code}（{line.name}）" for line in workspace.pack.gates if line.monthly)
        raise click.UsageError(
            f"{wanted.code}（{wanted.name}）不按月份检查，请去掉 --month；按月份检查的是 {monthly}。"
        )
    stop_if_invalid(workspace, as_json=as_json)
    if wanted:
        return _check_gate(workspace, wanted, month, as_json=as_json)
    report = workspace.report
    if as_json:
        show.show_json({"findings": [finding.as_dict() for finding in report.findings]})
    else:
        show.show_findings(report.findings)
        show.say(f"检查完毕：{show.count_findings(report.findings)}。", colour="red" if report.errors else "green")
    return ExitCode.FINDINGS if report.errors else ExitCode.DONE


def _find_gate(workspace: Workspace, name: str) -> Gate:
    for line in workspace.pack.gates:
        if name.strip().upper() == line.code or name.strip() == line.name:
            return line
    choices = "、".join(f"{line.code}（{line.name}）" for line in workspace.pack.gates)
    raise click.UsageError(f"没有“{name}”这个关口；可写：{choices}。")


def _check_gate(workspace: Workspace, gate: Gate, month: str | None, *, as_json: bool) -> int:
    from archivegen.gates import examine_gate, examine_months, judge_exit

    single = bool(month) or not gate.monthly
    verdicts = (
        [examine_gate(workspace, gate, _find_month(workspace, month) if month else "")]
        if single
        else examine_months(workspace, gate)
    )
    if as_json:
        facts = [verdict.as_dict() for verdict in verdicts]
        show.show_json(facts[0] if single else {"gate": gate.code, "months": facts})
    elif single:
        _show_verdict(verdicts[0])
    else:
        _show_months(gate, verdicts)
    return judge_exit(verdicts, single=single)


def _find_month(workspace: Workspace, text: str) -> str:
    from archivegen.gates import list_months

    return choose_month(text, list_months(workspace), "考勤、计件或发放批次")


def _show_verdict(verdict: Verdict) -> None:
    """The answer first; then what stands in the way, by who must mend it; then what should be looked at."""
    from archivegen.gates import Answer, group_matters

    colour = "green" if verdict.answer is Answer.YES else "yellow" if verdict.answer is Answer.PAID else "red"
    show.say(f"{verdict.question}：{verdict.sentence}", colour=colour)
    for remark in verdict.remarks:
        show.say(remark)
    numbers = count(1)
    for (level, who), matters in group_matters(verdict.obstacles).items():
        show.say()
        show.say(_name_owner(level, who), colour="cyan")
        _show_matters(matters, lambda: f"{next(numbers)}.")
    if verdict.reminders:
        show.say()
        show.say(f"提醒（不影响这一关，共 {len(verdict.reminders)} 件）", colour="yellow")
        _show_matters(verdict.reminders, lambda: "·", with_owner=True)


def _show_matters(matters: Sequence[Matter], mark: Callable[[], str], *, with_owner: bool = False) -> None:
    """Of many findings of one rule the first few, and how many there are; each is counted all the same."""
    alike: dict[str, list[Matter]] = {}
    for matter in matters:
        alike.setdefault(matter.code, []).append(matter)
    for code, members in alike.items():
        shown = len(members) if not code else show.FEW_ROWS
        for number, matter in enumerate(members):
            sign = mark()
            if number < shown:
                _show_matter(sign, matter, owner=_name_owner(matter.level, matter.who) if with_owner else "")
        if len(members) > shown:
            show.say(f"     ……{members[0].what}共 {len(members)} 件，用 --json 看全部")


def _show_matter(mark: str, matter: Matter, owner: str = "") -> None:
    source = f"（依据：{matter.source}）" if matter.source else ""
    aside = f"  [{owner}]" if owner else ""
    show.say(f"{mark:>4} {matter.what}  {matter.where}{aside}")
    show.say(f"     {matter.to_do}{source}")
    show.show_evidence(matter.evidence, indent="       ")


def _name_owner(level: str, who: str) -> str:
    if not level:
        return who or "填报的人"
    return f"{level}（{who}）" if who else level


def _show_months(gate: Gate, verdicts: Sequence[Verdict]) -> None:
    if not verdicts:
        show.say(f"{gate.question}：还没有考勤、计件，也没有发放批次，没有可问的月份。", colour="yellow")
    for verdict in verdicts:
        counts = Counter(matter.level for matter in verdict.obstacles)
        owners = "，".join(f"{level or '填报的人'} {total} 件" for level, total in counts.items())
        answer = verdict.sentence.rstrip("：。")
        show.say(
            f"{verdict.question}：{answer}{f'（{owners}）' if owners else ''}。",
            colour="green" if verdict.settled else "red",
        )
    if any(verdict.obstacles for verdict in verdicts):
        show.say(f"看某个月的清单：archivegen check --gate {gate.code} --month 月份")
