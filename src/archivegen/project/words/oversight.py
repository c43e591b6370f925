"""监督资料: one record a visit of supervision, and the register of what township and village did for the project.

They are about single persons and open problems, so public papers are never given them (domain §1.9, §6.16).
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator

from archivegen.project.figures import Figures
from archivegen.project.parties import Oversight
from archivegen.project.plain import Words, blank_words, fact_words

DUTIES = "履职记录"


def oversight_words(figures: Figures) -> list[Words]:
    """The visits in date order, then the register of duties when there is anything to register.

    ``种类`` is 检查 or 履职记录; a register has the keys of a visit too, all blank.
    """
    duties = sorted(_list_duties(figures), key=lambda duty: duty["日期"])
    for number, duty in enumerate(duties, 1):
        duty["序号"] = number
    visits = [_visit_words(figures, visit) for visit in sorted(figures.project.oversight, key=lambda visit: visit.day)]
    register = {
        **blank_words(Oversight),
        "种类": DUTIES,
        "键": DUTIES,
        "有问题": False,
        "未销号": False,
        "记录": duties,
    }
    return [*visits, register] if duties else visits


def _visit_words(figures: Figures, visit: Oversight) -> Words:
    return {
        **fact_words(visit),
        "种类": "检查",
        "键": "-".join(filter(None, (str(visit.day), visit.kind, visit.visit_no))),
        "有问题": visit.has_problem(figures.policy.no_problem),
        "未销号": visit.is_open(figures.policy.no_problem),
        "记录": [],
    }


def _list_duties(figures: Figures) -> Iterator[Words]:
    """Meetings that the project held, and visits: who did what on which day, and what came of it."""
    for meeting in figures.project.meetings:
        result = "；".join(line.rstrip("。；") for line in meeting.resolution or meeting.discussion)
        who = meeting.chair or meeting.recorder
        yield _duty_words(meeting.day, "会议", who, meeting.title or meeting.kind, result)
    for visit in figures.project.oversight:
        found = visit.problem.rstrip("。；") if visit.has_problem(figures.policy.no_problem) else "未发现问题"
        mended = f"；{visit.mended.rstrip('。；')}" if visit.mended else ""
        what = visit.kind if visit.kind.endswith(("查", "监督")) else f"{visit.kind}监督检查"
        yield _duty_words(visit.day, visit.method or "检查", visit.checker, what, found + mended)


def _duty_words(day: datetime.date, method: str, who: str, what: str, result: str) -> Words:
    return {"日期": day, "方式": method, "人员": who, "内容": what, "结果": result}
