"""关口 G1–G5: may the project go on?  Yes, or what stands in the way and who must mend it (domain §5.1).

A gate is data (``关口`` in the pack's ``rules.yaml``): the stage as which the project is judged, the papers that must be in
order.  What closes it: errors of the rules that name it, papers that are owed, and for wages the clock.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import cached_property
from pathlib import Path

from archivegen.archive.completeness.gate_lines import GateLine
from archivegen.errors import ExitCode
from archivegen.findings import Finding, Severity
from archivegen.gates.lines import line_of
from archivegen.gates.papers import GatePapers
from archivegen.gates.payday import Payday, examine_payday, list_months, list_worked_months
from archivegen.gates.verdict import Answer, Matter, Verdict, group_matters
from archivegen.pack.model import Gate
from archivegen.pack.rule_book import ALL_PAPERS
from archivegen.pipeline import ARCHIVES_FOLDER
from archivegen.plan import find_key_clashes, unit_of_level
from archivegen.rules import check_project
from archivegen.workspace import Workspace

__all__ = [
    "Answer",
    "Matter",
    "Verdict",
    "examine_gate",
    "examine_months",
    "group_matters",
    "judge_exit",
    "list_gate_lines",
    "list_months",
]

NO_PAYDAY = Payday((), (), None)
_ROOMS = {"P": "项目文件和表格", "A": "归档件里的文件"}
"""First letter of a code that is no rule's → what it is about."""


def examine_gate(workspace: Workspace, gate: Gate, month: str = "") -> Verdict:
    """The answer of one gate today, for a monthly gate of one month (``2026-03``); the project file must be valid."""
    return _Examination(workspace, gate).answer(month)


def examine_months(workspace: Workspace, gate: Gate) -> list[Verdict]:
    """The answers of a monthly gate for every month in which somebody worked or is paid."""
    examination = _Examination(workspace, gate)
    return [examination.answer(month) for month in list_months(workspace)]


def list_gate_lines(workspace: Workspace) -> tuple[GateLine, ...]:
    """The answers of all gates, of monthly ones for every month, for the index of the archive that is being closed.

    That there is no bag yet, or an older one, is no obstacle here: it is this one that is being made.
    """
    lines: list[GateLine] = []
    for gate in workspace.pack.gates:
        examination = _Examination(workspace, gate, closing=True)
        months = list_months(workspace) if gate.monthly else [""]
        lines += [line_of(workspace, examination.answer(month)) for month in months]
    return tuple(lines)


class _Examination:
    """One project before one gate; what does not hang on the month is looked at once."""

    def __init__(self, workspace: Workspace, gate: Gate, *, closing: bool = False) -> None:
        self.closing = closing
        known = {line.code: line for line in workspace.pack.gates}
        self.workspace = workspace
        self.gate = gate
        self.gates = (gate, *(known[code] for code in gate.earlier))
        self.papers = GatePapers(workspace, self.gates)

    @cached_property
    def findings(self) -> tuple[Finding, ...]:
        """What the rules of these gates find, as though the project stood at the gate's stage."""
        workspace, codes = self.workspace, {gate.code for gate in self.gates}
        report = check_project(replace(workspace.checked, asked=self.gate.stage), workspace.pack)
        closing = [finding for finding in report.findings if codes.intersection(finding.gates)]
        clashes = find_key_clashes(workspace.plan, workspace.loaded.file)
        return (*workspace.loaded.report.findings, *clashes, *closing)

    def answer(self, month: str) -> Verdict:
        """The answer for one month, or for the whole project when there is none."""
        found = [finding for finding in self.findings if not month or finding.concerns_month(month)]
        errors = [self._as_matter(finding) for finding in found if finding.severity is Severity.ERROR]
        milder = [self._as_matter(finding) for finding in found if finding.severity is not Severity.ERROR]
        owed, replaced = self.papers.list_matters(month)
        worked = [name for name in list_worked_months(self.workspace) if month in {"", name}]
        unbegun = self.papers.list_unbegun(worked) if any(gate.monthly for gate in self.gates) else ()
        payday = examine_payday(self.workspace, month) if month else NO_PAYDAY
        return Verdict(
            gate=self.gate,
            month=month,
            obstacles=(*errors, *owed, *unbegun, *payday.obstacles, *self._archive_matters()),
            reminders=(*milder, *replaced, *self._loose_files(month), *self._unshown_receipts()),
            paid_on=payday.paid_on,
            earliest=payday.earliest,
            remarks=tuple(self._remarks()),
        )

    def _as_matter(self, finding: Finding) -> Matter:
        line = self.workspace.pack.rules.get(finding.code)
        words = self.workspace.words
        level = "村" if finding.owner == "施" and words["项目"]["自建"] else finding.owner
        return Matter(
            level=level,
            who=unit_of_level(words, finding.owner),
            what=f"{finding.code} {line.name if line else _ROOMS.get(finding.code[0], '')}".rstrip(),
            where=str(finding.place),
            to_do=finding.message,
            source=finding.source,
            code=finding.code,
            evidence=finding.evidence,
        )

    def _loose_files(self, month: str) -> Iterator[Matter]:
        """Files in 归档件 that were not taken for any paper, and may be what is missed here."""
        for finding in self.workspace.records.findings:
            here = not finding.papers or self.papers.codes.intersection(finding.papers)
            file = finding.place.file
            if here and (not month or "@" not in file or f"@{month}" in file):
                yield self._as_matter(finding)

    def _unshown_receipts(self) -> Iterator[Matter]:
        """Paid months that the project file has no receipts of, before a gate that asks for all months."""
        project = self.workspace.loaded.project
        if project is None or not self.gate.earlier:
            return
        for index, batch in enumerate(project.batches):
            if batch.paid and not batch.receipts:
                where = str(self.workspace.loaded.place("发放批次", index))
                to_do = f"{batch.label}的报酬已发放，但没有银行回单明细，不能逐人核对。请在“回单”里写上回单表格的路径"
                yield Matter("镇", unit_of_level(self.workspace.words, "镇"), "没有银行回单明细", where, to_do)

    def _archive_matters(self) -> Iterator[Matter]:
        """Before the file is handed over, the newest bag is there and passes its inspection (domain §5.1 G5)."""
        if ALL_PAPERS not in self.gate.papers or self.closing:
            return
        who = unit_of_level(self.workspace.words, "县")
        folder = self.workspace.folder / ARCHIVES_FOLDER
        bags = sorted(path for path in folder.iterdir() if _is_bag(path)) if folder.is_dir() else []
        if not bags:
            to_do = "请运行 archivegen bundle 打成档案包，再用 archivegen verify 检测"
            yield Matter("县", who, "还没有档案包，四性没有检测", f"{ARCHIVES_FOLDER}/", to_do, "DA/T 70-2018")
            return
        from archivegen.verify import verify_bag

        result = verify_bag(bags[-1])
        where = f"{ARCHIVES_FOLDER}/{bags[-1].name}"
        for finding in result.report.errors:
            yield Matter(
                "县", who, f"{finding.code} 四性检测不合格", where, finding.message, finding.source, finding.code
            )

    def _remarks(self) -> Iterator[str]:
        items = self.papers.prerequisites
        if items:
            yield f"验收前置资料 {len(items)} 项中 {sum(item.complete for item in items)} 项合格。"
        if self.closing and ALL_PAPERS in self.gate.papers:
            yield "四性检测在档案包封好以后用 archivegen verify 进行。"


def _is_bag(path: Path) -> bool:
    return path.suffix == ".zip" or (path / "bagit.txt").is_file()


def judge_exit(verdicts: Iterable[Verdict], *, single: bool) -> ExitCode:
    """Yes is 0; a list of months is 0 when nothing is left to mend in any of them."""
    answers = list(verdicts)
    passed = all(v.answer is Answer.YES if single else v.settled for v in answers) and bool(answers)
    return ExitCode.DONE if passed else ExitCode.FINDINGS
