"""Several projects side by side: one person cannot be in two places, nor one account be two people's (domain §7-F)."""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType
from typing import NamedTuple

from archivegen.chinese import mask_account, mask_id, normalise_id
from archivegen.findings import Evidence, Finding, Place
from archivegen.pack.model import Pack
from archivegen.rules.run import Breach, Checked, decide_severity, make_rule_finding
from archivegen.rules.wording import list_days, name_person


class Appearance(NamedTuple):
    """One line of one project's roster, with what it takes to recognise the person in another project."""

    project: str
    name: str
    worker_no: str
    id_number: str
    account: str
    place: Place
    account_place: Place
    days: frozenset[datetime.date]
    months: tuple[str, ...]

    @property
    def shown(self) -> str:
        """The name as messages show it."""
        return name_person(self.name, self.worker_no)


def list_appearances(project: str, checked: Checked) -> list[Appearance]:
    """Everybody on a project's roster; ``project`` is what the other projects' findings call it."""
    figures = checked.figures
    return [
        Appearance(
            project,
            worker.name,
            worker.worker_no,
            worker.id_number,
            normalise_id(worker.account),
            checked.place("务工人员", index, "姓名"),
            checked.place("务工人员", index, "账号"),
            frozenset(day.day for day in figures.days_by_worker.get(id(worker), ())),
            figures.months_of(worker),
        )
        for index, worker in enumerate(checked.project.workers)
    ]


CrossRule = Callable[[Sequence[Appearance]], Iterator[tuple[Appearance, Breach]]]


def find_double_work(people: Sequence[Appearance]) -> Iterator[tuple[Appearance, Breach]]:
    """R362: the same ID on the sign-in sheets of two projects on the same day."""
    for mine, other in _pairs(people, lambda person: person.id_number):
        if days := mine.days & other.days:
            months = tuple(sorted({f"{day:%Y-%m}" for day in days}))
            found = _report(mine, other, mine.place, other.place, count=len(days), days=list_days(days))
            yield mine, found._replace(months=months)


def find_shared_accounts(people: Sequence[Appearance]) -> Iterator[tuple[Appearance, Breach]]:
    """R363: one account that two projects pay to two people."""
    for mine, other in _pairs(people, lambda person: person.account):
        if _is_somebody_else(mine, other):
            account = mask_account(mine.account)
            yield mine, _report(mine, other, mine.account_place, other.account_place, account=account)


def find_shared_ids(people: Sequence[Appearance]) -> Iterator[tuple[Appearance, Breach]]:
    """R369: one ID under two names."""
    for mine, other in _pairs(people, lambda person: person.id_number):
        if mine.name != other.name:
            yield mine, _report(mine, other, mine.place, other.place, number=mask_id(mine.id_number))


def _report(mine: Appearance, other: Appearance, place: Place, other_place: Place, **words: object) -> Breach:
    """What two projects say of one person or account, told in the first and shown in the second."""
    told = {"name": mine.shown, "other": other.project, "owner": other.shown, **words}
    shown = replace(other_place, file=f"{other.project}/{other_place.file}")
    evidence = (Evidence(shown, f"{other.project}：{other.shown}"),)
    return Breach(place, told, months=mine.months, evidence=evidence)


CROSS_RULES: MappingProxyType[str, CrossRule] = MappingProxyType(
    {"R362": find_double_work, "R363": find_shared_accounts, "R369": find_shared_ids}
)
"""Code → rule that compares projects."""


def compare_projects(
    people: Sequence[Appearance], judged: Mapping[str, Checked], pack: Pack
) -> dict[str, list[Finding]]:
    """Project → what the comparison finds in it; a project in which nothing is found has an empty list.

    ``judged`` gives each project as its own rules saw it, for the severity at its stage.
    """
    found: dict[str, list[Finding]] = {project: [] for project in judged}
    for code, rule in CROSS_RULES.items():
        line = pack.rules.get(code)
        for person, breach in rule(people) if line else ():
            checked = judged[person.project]
            severity = decide_severity(line, checked) if line else None
            if line is not None and severity is not None:
                found[person.project].append(make_rule_finding(checked, line, severity, breach))
    return found


def _pairs(people: Sequence[Appearance], key: Callable[[Appearance], str]) -> Iterable[tuple[Appearance, Appearance]]:
    """Everybody with each of those in other projects who share a key; both orders, so that both projects are told."""
    groups: dict[str, list[Appearance]] = defaultdict(list)
    for person in people:
        if key(person):
            groups[key(person)].append(person)
    for group in groups.values():
        for mine in group:
            yield from ((mine, other) for other in group if other.project != mine.project)


def _is_somebody_else(mine: Appearance, other: Appearance) -> bool:
    if mine.id_number and other.id_number:
        return mine.id_number != other.id_number
    return mine.name != other.name
