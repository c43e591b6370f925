"""What is due, in words: each term with its sentence, who must do it, its paper and its state."""

from __future__ import annotations

import datetime
import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from archivegen.agenda.notices import list_notice_terms
from archivegen.agenda.terms import Due, Term
from archivegen.agenda.wages import list_wage_terms
from archivegen.agenda.works import list_building_months, list_work_terms
from archivegen.errors import PackError
from archivegen.pack.model import AgendaLine, Pack
from archivegen.project.figures import Figures

ORDER = {term: number for number, term in enumerate(Term)}


class State(StrEnum):
    """Where a thing stands today."""

    OVERDUE = "逾期"
    NEAR = "临近"
    OPEN = "待办"
    DONE = "已办"


@dataclass(frozen=True, slots=True)
class AgendaItem:
    """One line of a project's agenda."""

    project: str
    """The project's short name."""
    uid: str
    """What tells it from all other things that are due anywhere, in every run."""
    term: Term
    day: datetime.date
    text: str
    """What to do, a Chinese sentence."""
    owner: str
    """县, 镇, 村 or 施."""
    key: str
    """The paper that comes of it: ``C22@2026-03``, or empty."""
    state: State
    days_late: int
    done_on: datetime.date | None
    month: str
    """The wage month that it is about, or empty."""
    source: str
    by_workdays: bool

    @property
    def standing(self) -> str:
        """``逾期 5 天``, 临近, 待办, 已办."""
        return f"{self.state} {self.days_late} 天" if self.state is State.OVERDUE else str(self.state)

    @property
    def position(self) -> tuple[bool, datetime.date, str, int, str]:
        """What a list is sorted by: what is overdue first, then by day."""
        return (self.state is not State.OVERDUE, self.day, self.project, ORDER[self.term], self.uid)


def list_agenda(figures: Figures, pack: Pack, today: datetime.date) -> tuple[AgendaItem, ...]:
    """All that is due in a project and that the pack has a sentence for, what is overdue first.

    Raises ``PackError`` when ``agenda.yaml`` has a code or a word that does not exist.
    """
    unknown = [code for code in pack.agenda if code not in {*Term}]
    if unknown:
        raise PackError(f"模板包 agenda.yaml 的代码“{unknown[0]}”不认识；请核对，或升级程序。")
    terms = _list_terms(figures, today)
    found = (_make_item(due, pack.agenda[due.term], figures, pack, today) for due in terms if due.term in pack.agenda)
    return tuple(sorted(found, key=lambda item: item.position))


def _list_terms(figures: Figures, today: datetime.date) -> Iterator[Due]:
    worked = figures.worked_months
    yield from list_wage_terms(figures, list_building_months(figures, today), worked, today)
    yield from list_notice_terms(figures, today)
    yield from list_work_terms(figures, worked, today)


def _make_item(due: Due, line: AgendaLine, figures: Figures, pack: Pack, today: datetime.date) -> AgendaItem:
    basics = figures.project.basics
    paper = next(iter(due.papers), line.paper)
    state = _judge(due, today, pack.policy.near_days)
    return AgendaItem(
        project=basics.short_name or basics.name,
        uid=_identify(basics.name, paper, due),
        term=due.term,
        day=due.day,
        text=_tell(due, line, pack),
        owner=_find_owner(paper, line, pack, self_built=basics.is_self_built),
        key=_name_paper(paper, due, pack),
        state=state,
        days_late=(today - due.day).days if state is State.OVERDUE else 0,
        done_on=due.done_on,
        month=due.month,
        source=line.basis,
        by_workdays=due.by_workdays or line.before_rest,
    )


def _judge(due: Due, today: datetime.date, near: int) -> State:
    left = (due.day - today).days
    if due.done:
        return State.DONE
    if left < 0 and not due.opens:
        return State.OVERDUE
    return State.NEAR if left <= near else State.OPEN


def _identify(project: str, paper: str, due: Due) -> str:
    """The same in every run, so that a calendar that is read in again is updated and not doubled."""
    text = f"{project}\n{paper}\n{due.term}\n{due.subject}"
    return hashlib.sha256(text.encode("utf-8")).hexdigest()[:32]


def _tell(due: Due, line: AgendaLine, pack: Pack) -> str:
    try:
        text = line.text.format_map(dict(due.words))
        if line.before_rest and not due.done and not pack.policy.calendar.is_workday(due.day):
            text += pack.rest_day_note.format(before=pack.policy.calendar.previous_workday(due.day))
    except (KeyError, ValueError, IndexError, AttributeError, TypeError) as error:
        raise PackError(f"模板包 agenda.yaml 中“{line.code}”的话用了不认识的词：{error}") from error
    return text


def _find_owner(paper: str, line: AgendaLine, pack: Pack, *, self_built: bool) -> str:
    """The level that the pack names, or else that of the paper; a village that builds for itself has no firm."""
    levels = {document.code: document.level for document in pack.catalogue.documents}
    owner = line.owner or levels.get(paper, "")
    return "村" if owner == "施" and self_built else owner


def _name_paper(paper: str, due: Due, pack: Pack) -> str:
    """``C22@2026-03`` for a paper of which every month or batch has one, the code for any other."""
    looped = any(document.code == paper and document.for_each in _MONTHLY for document in pack.catalogue.documents)
    return f"{paper}@{due.subject}" if looped and due.month else paper


_MONTHLY = {"考勤", "发放批次"}
"""Lists whose papers are told apart by the month or the batch."""


def find_unknown_years(items: Iterable[AgendaItem], pack: Pack, today: datetime.date) -> tuple[int, ...]:
    """Years, to the next, in which something is still due by working days and of which only the week-ends are known.

    The holidays of a year are announced in the autumn before it: for a later one nobody could know them.
    """
    due = (item.day for item in items if item.by_workdays and item.state is not State.DONE)
    return pack.policy.calendar.unknown_years(day for day in due if day.year <= today.year + 1)
