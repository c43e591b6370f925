"""What the examination of a gate says: yes, or what stands in the way and who must mend it."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, NamedTuple

from archivegen.chinese import chinese_date, chinese_month
from archivegen.findings import Evidence
from archivegen.pack.model import Gate
from archivegen.pack.rule_book import LEVELS

THIS_MONTH = "这个月"
"""The words of a monthly gate's question that the name of the month takes the place of."""


class Answer(StrEnum):
    """How the question of a gate is answered."""

    YES = "能"
    NO = "不能"
    PAID = "已发放"
    """Asked for a month whose every batch was paid: it must not be paid again."""


class Matter(NamedTuple):
    """One thing that stands in the way of a gate, or that should be looked at before it."""

    level: str
    """县, 镇, 村 or 施: who must mend it; empty when it can be anybody."""
    who: str
    """The unit that answers for that level."""
    what: str
    where: str
    """``项目.yaml:31``, ``数据/花名册.xlsx 务工人员!D7``, or the keys of papers."""
    to_do: str
    source: str = ""
    code: str = ""
    """Code of the rule or of the paper."""
    evidence: tuple[Evidence, ...] = ()

    def as_dict(self) -> dict[str, Any]:
        """Plain values for ``--json``."""
        evidence = [{"where": str(row.place), "text": row.text} for row in self.evidence]
        return {**self._asdict(), "evidence": evidence}


@dataclass(frozen=True)
class Verdict:
    """The answer of one gate, for a monthly gate of one month (``2026-03``)."""

    gate: Gate
    month: str
    obstacles: tuple[Matter, ...]
    reminders: tuple[Matter, ...] = ()
    paid_on: tuple[datetime.date, ...] = ()
    """When the month was paid; empty while a batch of it is open."""
    earliest: datetime.date | None = None
    """The first day on which the month may be paid, while that day has not come."""
    remarks: tuple[str, ...] = ()

    @property
    def answer(self) -> Answer:
        """Yes only when nothing stands in the way, the time has come, and it was not done already."""
        if self.paid_on:
            return Answer.PAID
        return Answer.NO if self.obstacles or self.earliest else Answer.YES

    @property
    def settled(self) -> bool:
        """Whether nobody has anything to mend: it may be done, or it was done and all is in order."""
        return not self.obstacles and not self.earliest

    @property
    def question(self) -> str:
        """``2026年3月的劳务报酬能不能发``."""
        if not self.month:
            return self.gate.question
        return self.gate.question.replace(THIS_MONTH, chinese_month(self.month))

    @property
    def sentence(self) -> str:
        """The answer in words, without a full stop where a list follows."""
        count = len(self.obstacles)
        if self.paid_on:
            days = "、".join(chinese_date(day) for day in self.paid_on)
            rest = f"；还有 {count} 件事没有办妥：" if count else "。"
            return f"已于{days}发放，不要重复发放{rest}"
        wait = f"公示期满后，最早 {self.earliest} 可以发放" if self.earliest else ""
        if count:
            return f"现在还不能，还有 {count} 件事{f'（{wait}）' if wait else ''}："
        return f"现在还不能，{wait}。" if wait else "能。"

    def as_dict(self) -> dict[str, Any]:
        """Plain values for ``--json``."""
        return {
            "gate": self.gate.code,
            "month": self.month,
            "question": self.question,
            "answer": self.answer.name.lower(),
            "paid_on": [day.isoformat() for day in self.paid_on],
            "earliest": self.earliest.isoformat() if self.earliest else None,
            "obstacles": [matter.as_dict() for matter in self.obstacles],
            "reminders": [matter.as_dict() for matter in self.reminders],
            "remarks": list(self.remarks),
        }


def group_matters(matters: Sequence[Matter]) -> dict[tuple[str, str], list[Matter]]:
    """Level and unit → what they must do: 县 镇 村 施, and last what can be anybody's."""
    order = [*LEVELS, ""]
    found: dict[tuple[str, str], list[Matter]] = {}
    for matter in sorted(matters, key=lambda matter: order.index(matter.level)):
        found.setdefault((matter.level, matter.who), []).append(matter)
    return found
