"""Words of the labour survey: its people, and what follows from them, counted once for every paper (domain §6.2)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from archivegen.chinese import age_on, birth_date_of, id_problem, natural_order, sex_of
from archivegen.project.figures import Figures
from archivegen.project.plain import Words, blank_words, or_blank
from archivegen.project.policy import Policy
from archivegen.project.survey import Survey, Surveyed
from archivegen.project.willingness import SEASONAL, UNWILLING, WILLING, list_willing, read_willingness, week_days

_ROWS_FOR_A_PEN = 40
_BY_FACT = {"有务工意愿": "愿意人数", "技能": "技能人数", "特殊群众": "类别人数"}


def add_survey_words(words: Words, figures: Figures) -> None:
    """Complete ``劳动力摸底``: each person's age and sex, and the counts; ``摸底`` has the sums.

    A number that the project file states stays as it is; one that it leaves out is counted from the list, so that no
    paper misses it.
    """
    survey = figures.project.survey
    people = survey.people if survey else ()
    section = words["劳动力摸底"]
    for position, (row, person) in enumerate(zip(section["名单"], people, strict=True), 1):
        row.update(_person_words(figures, survey, person, position))
    counted = _count(people, figures.policy)
    if people:
        for fact, count in _BY_FACT.items():
            section[fact] = section[fact] if section[fact] not in ("", {}) else counted[count]
    words["摸底"] = {
        **{name: value for name, value in counted.items() if not isinstance(value, dict)},
        "表行": section["名单"] or _blank_rows(section),
        "技能": _as_rows(section["技能"]),
        "类别": _as_rows(section["特殊群众"]),
        "村组": [{"名称": name, **count} for name, count in _count_groups(section["名单"]).items()],
        **_capacity(section, counted, figures.policy),
    }


def _blank_rows(section: Words) -> list[Words]:
    """Numbered rows for a pen, where the village has no list yet: one for everybody who is willing."""
    count = section["有务工意愿"] or _ROWS_FOR_A_PEN
    blank = {**blank_words(Surveyed), "年龄": "", "村组全称": "", "意愿": "", "每周工日": "", "重点群体": False}
    return [{**blank, "序号": number} for number in range(1, count + 1)]


def _person_words(figures: Figures, survey: Survey | None, person: Surveyed, position: int) -> Words:
    known = bool(person.id_number) and not id_problem(person.id_number)
    birth = birth_date_of(person.id_number) if known else None
    age = age_on(birth, survey.day) if birth and survey and survey.day >= birth else None
    return {
        "序号": position,
        "性别": person.sex or (sex_of(person.id_number) if known else ""),
        "年龄": person.age if person.age is not None else or_blank(age),
        "村组全称": person.village + person.group,
        "意愿": read_willingness(person, figures.policy),
        "每周工日": week_days(person, figures.policy),
        "重点群体": any(category in figures.policy.priority_categories for category in person.categories),
    }


def _count(people: Sequence[Surveyed], policy: Policy) -> Words:
    willing = list_willing(people, policy)
    kinds = Counter(read_willingness(person, policy) for person in people)
    return {
        "登记人数": len(people),
        "愿意人数": len(willing),
        "常年人数": kinds[WILLING],
        "季节性人数": kinds[SEASONAL],
        "不愿意人数": kinds[UNWILLING],
        "重点群体人数": sum(any(c in policy.priority_categories for c in person.categories) for person in willing),
        "技能人数": dict(Counter(person.skills[0] for person in willing if person.skills)),
        "类别人数": dict(
            Counter(c for person in willing for c in person.categories if c not in policy.ordinary_categories)
        ),
        "每周工日": sum((week_days(person, policy) for person in people), Decimal(0)),
    }


def _capacity(section: Words, counted: Words, policy: Policy) -> Words:
    """每周工日, from the list or else from how many are willing, and which of the two it was."""
    if counted["登记人数"]:
        return {"每周工日": counted["每周工日"], "折算": False}
    each = policy.willing_week_days.get(WILLING)
    willing = section["有务工意愿"]
    known = each is not None and willing != ""
    return {"每周工日": each * willing if known and each is not None else "", "折算": known}


def _as_rows(counts: Mapping[str, int]) -> list[Words]:
    return [{"名称": name, "人数": count} for name, count in counts.items()]


def _count_groups(rows: Sequence[Words]) -> Mapping[str, dict[str, Any]]:
    groups: dict[str, dict[str, Any]] = {}
    for row in rows:
        group = groups.setdefault(row["村组全称"] or "未写村组", {"人数": 0, "愿意人数": 0})
        group["人数"] += 1
        group["愿意人数"] += row["意愿"] in (WILLING, SEASONAL)
    return dict(sorted(groups.items(), key=lambda item: natural_order(item[0])))
