"""What may be due in a project, and one such thing with its day."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

MOST_MONTHS = 60
"""Months of work that are looked ahead: a slip of the pen in a plan's year does not fill a screen for a century."""


class Term(StrEnum):
    """The kinds of things that are due; their sentences stand in the pack's ``agenda.yaml``, under these names."""

    SIGN_IN = "考勤"
    WAGE_SHEET = "制表"
    APPROVAL = "审批"
    WAGE_NOTICE = "报酬公示"
    WAGE_NOTICE_END = "公示期满"
    MAY_PAY = "可以发放"
    PAY_DAY = "发薪日"
    MOVED_PAY_DAY = "发薪日提前"
    LAST_PAY_DAY = "最迟发放"
    RESENDING = "重发"
    MEETING = "推进会"
    FUND_NOTICE = "计划公示"
    NOTICE_BEFORE_START = "开工前公示"
    NOTICE_END = "公示到期"
    APPROVAL_ENDS = "批复有效期"
    TRAINING = "岗前培训"
    START = "计划开工"
    INSURANCE_ENDS = "保险到期"
    OWN_INSURANCE_ENDS = "个人保险到期"
    FINISH = "计划完工"
    CONTRACTS_END = "合同终止"
    DEFECTS = "整改"
    ACCEPTANCE = "县级验收"
    FINAL_ACCOUNT = "竣工决算"
    FILING = "验收备案"
    WARRANTY_ENDS = "保修到期"
    AFTERCARE_ENDS = "管护到期"


@dataclass(frozen=True, slots=True)
class Due:
    """One thing that is due on one day.  Pure facts; the pack says it in words."""

    term: Term
    day: datetime.date
    done: bool = False
    done_on: datetime.date | None = None
    """When it was done, where the project says so."""
    month: str = ""
    """The wage month that it is about."""
    subject: str = ""
    """What tells it from others of its kind for ever: a batch, a kind of notice."""
    papers: tuple[str, ...] = ()
    """Papers that take the place of the one that the pack names."""
    opens: bool = False
    """It may be done from this day on, so it is never late."""
    by_workdays: bool = False
    """Its day was counted by the calendar of working days."""
    words: Mapping[str, object] = field(default_factory=dict)
