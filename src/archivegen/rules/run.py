"""Run every rule of the pack over a loaded project."""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from types import MappingProxyType
from typing import NamedTuple

from archivegen.chinese import NearWords, chinese_month
from archivegen.errors import PackError
from archivegen.findings import Evidence, Finding, Place, Report, Severity, sort_findings
from archivegen.pack.model import Pack, RuleLine
from archivegen.project.basics import ProjectStage
from archivegen.project.figures import Figures
from archivegen.project.heads import count_people
from archivegen.project.load import LoadedProject
from archivegen.project.model import Project
from archivegen.project.people import Worker
from archivegen.project.policy import Policy
from archivegen.project.reckoning import ZERO, WorkSpan, month_dates
from archivegen.project.reconciliation import Reconciliation, mark_path
from archivegen.project.records import Record, Source

OFF = "停用"


@dataclass(frozen=True)
class Checked:
    """What a rule may look at.  ``today`` comes from the front desk; rules have no clock."""

    project: Project
    figures: Figures
    policy: Policy
    loaded: LoadedProject
    today: datetime.date
    paper_codes: frozenset[str] = frozenset()
    """Codes of the pack's catalogue; :func:`apply_rules` fills them in."""
    asked: ProjectStage | None = None
    """The stage of the gate that is asked about: everything is judged as though the project had reached it."""

    def place(self, *path: str | int) -> Place:
        """Where a fact stands in the project file or in a table."""
        return self.loaded.place(*path)

    def has_reached(self, stage: ProjectStage) -> bool:
        """Whether the project, or the gate that is asked about, is in this stage or past it."""
        order = list(ProjectStage)
        reached = max(order.index(known) for known in (self.project.basics.stage, self.asked) if known)
        return reached >= order.index(stage)

    @cached_property
    def known_names(self) -> NearWords:
        """The names of the roster, to find the one that was meant."""
        return NearWords(worker.name for worker in self.project.workers)

    @cached_property
    def recorded_names(self) -> frozenset[tuple[str, str]]:
        """Every name and number that a record of work writes."""
        return frozenset((record.name, record.worker_no) for record in self.figures.records)

    @cached_property
    def piece_days(self) -> Mapping[int, frozenset[datetime.date]]:
        """``id(worker)`` → days on which work of that worker was measured."""
        found: dict[int, set[datetime.date]] = defaultdict(set)
        for piece in self.project.piecework:
            if worker := self.figures.find_worker(piece.name, piece.worker_no):
                found[id(worker)].add(piece.day)
        return {key: frozenset(days) for key, days in found.items()}

    @cached_property
    def work_spans(self) -> Mapping[int, WorkSpan]:
        """``id(worker)`` → first and last day of work, by the day or by the piece, as far as they are known.

        Their ``days`` count what was worked by the day.
        """
        spans = dict(self.figures.spans)
        for key, rows in self.figures.undated_rows.items():
            begun = self.figures.begun_by[key]
            own = WorkSpan(begun, begun, sum((row.undated for row in rows), ZERO))
            spans[key] = own.join(spans[key]) if key in spans else own
        for key, days in self.piece_days.items():
            own = WorkSpan(min(days), max(days), ZERO)
            spans[key] = own.join(spans[key]) if key in spans else own
        return spans

    def is_hired(self, worker: Worker) -> bool:
        """Whether a worker of the roster has a contract, has entered the site or has worked."""
        return bool(worker.contract_day or worker.entered or id(worker) in self.work_spans)

    @cached_property
    def heads(self) -> Mapping[datetime.date, int]:
        """Date → how many people were there by the record of the month, once each.

        People who are not in the roster count too.
        """
        found: dict[datetime.date, int] = {}
        for month, records in self._records_by_month.items():
            counts, dates = count_people((record.person, record.worked) for record in records), month_dates(month)
            found.update((dates[day - 1], count) for day, count in counts.items())
        return found

    def records_on(self, day: datetime.date) -> Sequence[Record]:
        """The rows that say somebody worked on a day: those that :attr:`heads` counts."""
        month = self._records_by_month.get(f"{day:%Y-%m}", ()) if self.heads.get(day) else ()
        return [record for record in month if day.day in record.worked]

    @cached_property
    def _records_by_month(self) -> Mapping[str, Sequence[Record]]:
        found: dict[str, list[Record]] = defaultdict(list)
        for record in self.figures.chosen_records:
            found[record.month].append(record)
        return found

    def source_on(self, day: datetime.date) -> Source | None:
        """The record that says who was there on a day; None when there is none, or when it knows no dates."""
        month = f"{day:%Y-%m}"
        return None if month in self.figures.undated_months else self.figures.sources.get(month)

    def place_of_mark(self, record: Record, day: int) -> Place:
        """Where a record says that somebody worked on a day of its month."""
        return self.place(*mark_path(record, day))

    @cached_property
    def reconciled(self) -> Reconciliation:
        """All records of work side by side."""
        return Reconciliation(self.figures)


class Breach(NamedTuple):
    """One breach of a rule: where, and the words that its sentence in ``rules.yaml`` takes.

    ``papers`` takes the place of the papers that ``rules.yaml`` names, for a rule that looks at several kinds of paper.
    """

    place: Place
    words: Mapping[str, object]
    papers: tuple[str, ...] | None = None
    months: tuple[str, ...] | None = None
    workers: tuple[Worker, ...] = ()
    evidence: tuple[Evidence, ...] = ()


def breach(
    place: Place,
    *,
    papers: tuple[str, ...] | None = None,
    month: str = "",
    worker: Worker | None = None,
    workers: tuple[Worker, ...] = (),
    evidence: Iterable[Evidence] = (),
    **words: object,
) -> Breach:
    """Shorthand for rules.

    ``month`` (``2026-03``) is the wage month that it concerns, and a word of the sentence (2026年3月); what concerns a ``worker`` (or several ``workers``)
    concerns every month in which they worked or are paid, unless a ``month`` is given too; neither, and it concerns no month in
    particular.  ``evidence`` are the rows that prove it.
    """
    told = {**words, "month": chinese_month(month)} if month else words
    meant = workers or ((worker,) if worker else ())
    return Breach(place, told, papers, (month,) if month else None, meant, tuple(evidence))


Rule = Callable[[Checked], Iterator[Breach]]
Judgement = Callable[[Checked, Sequence[Finding]], Iterator[Breach]]
"""A rule that weighs the findings of the rules that the pack calls 疑点."""


def apply_rules(
    checked: Checked,
    pack: Pack,
    rules: Mapping[str, Rule],
    judgements: Mapping[str, Judgement] = MappingProxyType({}),
    elsewhere: Collection[str] = (),
) -> Report:
    """All breaches of all rules that the pack does not switch off, worst first; the judgements come last.

    Codes that are ``elsewhere`` need more than one project and are passed over.

    Raises ``PackError`` when ``rules.yaml`` names a rule, a severity or a word that does not exist.
    """
    checked = replace(checked, paper_codes=frozenset(document.code for document in pack.catalogue.documents))
    findings: list[Finding] = []
    for code, line in pack.rules.items():
        rule = rules.get(code)
        if rule is None and code not in judgements and code not in elsewhere:
            raise PackError(f"模板包 rules.yaml 的规则 {code} 不认识；请核对代码或升级程序。")
        severity = decide_severity(line, checked)
        if rule is not None and severity is not None:
            findings.extend(make_rule_finding(checked, line, severity, found) for found in rule(checked))
    return sort_findings([*findings, *judge(checked, pack, judgements, findings)])


def judge(
    checked: Checked, pack: Pack, judgements: Mapping[str, Judgement], findings: Sequence[Finding]
) -> Iterator[Finding]:
    """What the judgements say of the findings that the pack calls 疑点."""
    flags = [finding for finding in findings if finding.code in pack.rules and pack.rules[finding.code].flag]
    for code, judgement in judgements.items():
        line = pack.rules.get(code)
        severity = decide_severity(line, checked) if line else None
        if line is not None and severity is not None:
            yield from (make_rule_finding(checked, line, severity, found) for found in judgement(checked, flags))


def decide_severity(line: RuleLine, checked: Checked) -> Severity | None:
    """How bad a breach is now: the severity of the latest stage that was reached, or else the usual one; None when off."""
    for written in (line.severity, *line.stage_severity.values()):
        if written not in {*Severity, OFF}:
            known = "、".join([*Severity, OFF])
            raise PackError(f"模板包 rules.yaml 中 {line.code} 的级别“{written}”不认识；应为 {known} 之一。")
    written = line.severity
    for stage in ProjectStage:
        if checked.has_reached(stage):
            written = line.stage_severity.get(stage, written)
    return None if written == OFF else Severity(written)


def make_rule_finding(checked: Checked, line: RuleLine, severity: Severity, found: Breach) -> Finding:
    """A breach in the words of ``rules.yaml``; raises ``PackError`` when its sentence asks for a word that there is not."""
    try:
        message = line.message.format_map(dict(found.words))
    except (KeyError, ValueError, IndexError, AttributeError, TypeError) as error:
        raise PackError(f"模板包 rules.yaml 中 {line.code} 的说明用了不认识的词：{error}") from error
    papers = line.papers if found.papers is None else found.papers
    months = found.months
    if months is None and found.workers:
        months = tuple(sorted({month for worker in found.workers for month in checked.figures.months_of(worker)}))
    return Finding(
        line.code, severity, message, found.place, line.basis, papers, months, found.evidence, line.owner, line.gates
    )
