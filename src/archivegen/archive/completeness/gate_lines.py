"""What the gates answer, as plain values: the index shows it, and the rooms above hand it in."""

from __future__ import annotations

from typing import NamedTuple


class Obstacle(NamedTuple):
    """One thing that stands in the way of a gate, or that should be looked at before it."""

    who: str
    """The unit that must mend it; empty when it can be anybody."""
    what: str
    where: str
    to_do: str
    source: str = ""
    paper: bool = False
    """Whether it is a paper that is owed, which the lists of tasks name too."""


class GateLine(NamedTuple):
    """The answer of one gate, of a monthly gate for one month (``month`` is ``2026-03``)."""

    code: str
    name: str
    month: str
    question: str
    answer: str
    """能, 不能 or 已发放."""
    settled: bool
    """Whether nobody has anything to mend."""
    sentence: str
    obstacles: tuple[Obstacle, ...] = ()
    reminders: tuple[Obstacle, ...] = ()
    remarks: tuple[str, ...] = ()

    @property
    def label(self) -> str:
        """``G3 发薪``."""
        return f"{self.code} {self.name}"
