"""Who of the people surveyed wants to work, and how much (domain §6.2).  Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal

from archivegen.project.policy import Policy
from archivegen.project.survey import Surveyed

WILLING, SEASONAL, UNWILLING = "愿意", "季节性", "不愿意"


def read_willingness(person: Surveyed, policy: Policy) -> str:
    """愿意, 季节性 or 不愿意; empty when the survey says nothing or a word that the policy does not know."""
    return next((kind for kind, spellings in policy.willing_words.items() if person.willing in spellings), "")


def week_days(person: Surveyed, policy: Policy) -> Decimal:
    """Days a week that one person can work: as told, or else what the policy counts for such a person."""
    kind = read_willingness(person, policy)
    if kind not in (WILLING, SEASONAL):
        return Decimal(0)
    return person.days_a_week if person.days_a_week is not None else policy.willing_week_days.get(kind, Decimal(0))


def list_willing(people: Iterable[Surveyed], policy: Policy) -> Sequence[Surveyed]:
    """Those who want to work, all the year or in the slack season."""
    return [person for person in people if read_willingness(person, policy) in (WILLING, SEASONAL)]
