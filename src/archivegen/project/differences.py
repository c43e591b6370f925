"""What is compared when the records of a project are laid side by side, and what the comparison says.  Pure."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from decimal import Decimal
from enum import StrEnum
from typing import NamedTuple

from archivegen.project.people import Worker
from archivegen.project.reckoning import ZERO

Path_ = tuple[str | int, ...]


class Book(StrEnum):
    """The records that are compared, in the order of their columns."""

    SIGN_IN = "签到表"
    LEDGER = "务工台账"
    PAY = "发放表"
    LOG = "施工日志"


class Matter(StrEnum):
    """What two records disagree about."""

    DAYS = "天数"
    MISSING = "缺人"
    DATE = "日期"
    LISTED = "名单"
    HEADS = "人数"


class Entry(NamedTuple):
    """What one record says (days or heads), and where: in ``path``, and in ``others`` where it takes several rows to say it."""

    value: Decimal
    path: Path_
    others: tuple[Path_, ...] = ()


class Person(NamedTuple):
    """Whom the rows mean: a worker of the roster, or somebody whom the roster does not know."""

    name: str
    worker_no: str
    worker: Worker | None = None


class Difference(NamedTuple):
    """One disagreement.  ``day`` is None for a whole month, ``person`` None where heads are counted.

    ``said`` has the records that say something, ``lacking`` those that were kept and do not have the person.
    """

    matter: Matter
    month: str
    day: datetime.date | None
    person: Person | None
    said: Mapping[Book, Entry]
    lacking: tuple[Book, ...] = ()

    @property
    def gap(self) -> Decimal:
        """The largest value less the smallest; a record that lacks the person says zero."""
        values = [entry.value for entry in self.said.values()] + [ZERO] * bool(self.lacking)
        return max(values) - min(values)


class Tally(NamedTuple):
    """One person in one month: the days that each kept record gives him."""

    person: Person
    month: str
    said: Mapping[Book, Entry]
    kept: tuple[Book, ...]
    """Records that were kept in the month and say days."""

    @property
    def lacking(self) -> tuple[Book, ...]:
        """Kept records that do not have the person."""
        return tuple(book for book in self.kept if book not in self.said)

    @property
    def gap(self) -> Decimal:
        """The largest number of days less the smallest."""
        values = [entry.value for entry in self.said.values()] + [ZERO] * bool(self.lacking)
        return max(values) - min(values)


class Heads(NamedTuple):
    """One date: how many people each record that knows dates counts."""

    day: datetime.date
    said: Mapping[Book, Entry]

    @property
    def gap(self) -> Decimal:
        """The largest count less the smallest."""
        values = [entry.value for entry in self.said.values()]
        return max(values) - min(values)
