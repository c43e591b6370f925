"""前期工作: survey, formalities, estimate and the course of a project before it is built (domain §7-A)."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping, Sequence

from archivegen.project.basics import Element, ProjectKind, ProjectStage, ReserveStep
from archivegen.project.reckoning import ZERO, round_money
from archivegen.project.survey import Survey
from archivegen.project.willingness import list_willing
from archivegen.rules.run import Breach, Checked, breach
from archivegen.rules.wording import list_choices, list_missing

APPLIED, MISSING, NOT_NEEDED = "申报", "缺", "不需办理"


# --- 劳动力摸底 ----------------------------------------------------------------------------------------------------------


def find_gaps_in_survey(checked: Checked) -> Iterator[Breach]:
    """R808: a survey says all five things (seed Dongpo 五个清楚).

    That there is none yet is told by R804; before the application one that only has a date may still be under way.
    """
    survey = checked.project.survey
    if survey is None:
        return
    parts = _list_parts(survey)
    begun = any(parts.values()) or checked.has_reached(ProjectStage.APPLICATION)
    if begun and (missing := list_missing(parts)):
        yield breach(checked.place("劳动力摸底"), missing=missing)


def _list_parts(survey: Survey) -> Mapping[str, bool]:
    """The five things, and whether each is known; nobody is a number too, and a list of persons says three of them."""
    return {
        "劳力数量（劳动力总数或在家劳动力）": survey.labour is not None or survey.at_home is not None,
        "务工技能（技能）": bool(survey.skills or survey.people),
        "务工意愿（有务工意愿）": survey.willing is not None or bool(survey.people),
        "特殊群众": bool(survey.special or survey.people),
        "村委会组织能力（组织能力）": bool(survey.capacity),
    }


def find_late_survey(checked: Checked) -> Iterator[Breach]:
    """R809: 先有群众、后有项目 (seeds Baoding, Meishan)."""
    survey, applied = checked.project.survey, find_application(checked)
    if survey and applied and survey.day > applied[1].day:
        where = checked.place("储备", "历程", applied[0], "日期")
        yield breach(checked.place("劳动力摸底", "日期"), day=survey.day, applied=applied[1].day, where=where)


def find_labour_shortage(checked: Checked) -> Iterator[Breach]:
    """R820: more hands are planned for than are willing (seed Meishan 以量定人)."""
    survey = checked.project.survey
    heads = checked.figures.planned_heads(checked.figures.planned_days)
    willing = survey.willing if survey else None
    if willing is None and survey and survey.people:
        willing = len(list_willing(survey.people, checked.policy))
    if willing is not None and heads is not None and heads > willing:
        yield breach(
            checked.place("劳动力摸底", "有务工意愿"),
            days=checked.figures.planned_days,
            heads=heads,
            willing=willing,
            short=heads - willing,
        )


# --- 要素 ---------------------------------------------------------------------------------------------------------------


def find_missing_elements(checked: Checked) -> Iterator[Breach]:
    """R812: 规划、环评、财政 each have a line (seed Baoding); that there is none at all is told by R804."""
    elements = checked.project.elements
    if not elements or not checked.has_reached(ProjectStage.APPLICATION):
        return
    wanted = checked.policy.required_elements
    missing = [name for name, words in wanted.items() if not any(_is_called(each, words) for each in elements)]
    if missing:
        yield breach(checked.place("要素"), missing="、".join(missing), wanted="、".join(wanted))


def _is_called(element: Element, words: Sequence[str]) -> bool:
    return any(word in element.name for word in words)


def find_unsettled_elements(checked: Checked) -> Iterator[Breach]:
    """R813: none of them is still 缺 when the project is submitted."""
    if checked.has_reached(ProjectStage.APPLICATION):
        for index, element in enumerate(checked.project.elements):
            if element.status in checked.policy.element_states.get(MISSING, ()):
                place = checked.place("要素", index, "状态")
                yield breach(place, name=element.name, status=element.status)


def find_unfounded_elements(checked: Checked) -> Iterator[Breach]:
    """R814: what need not be obtained has a basis that says so."""
    if checked.has_reached(ProjectStage.APPLICATION):
        for index, element in enumerate(checked.project.elements):
            free = element.status in checked.policy.element_states.get(NOT_NEEDED, ())
            if free and not (element.basis or element.doc_no):
                yield breach(checked.place("要素", index), name=element.name, status=element.status)


def find_unknown_element_states(checked: Checked) -> Iterator[Breach]:
    """R815: a word that is none of the three tells nobody whether the formality is settled."""
    states = checked.policy.element_states
    known = {word for words in states.values() for word in words}
    for index, element in enumerate(checked.project.elements):
        if known and element.status not in known:
            place = checked.place("要素", index, "状态")
            yield breach(place, name=element.name, status=element.status, choices=list_choices(states))


# --- 历程 ---------------------------------------------------------------------------------------------------------------


def find_finished_before_application(checked: Checked) -> Iterator[Breach]:
    """R816: the money is not for what is already built (Order 57; domain §7 V-A08)."""
    applied, finished = find_application(checked), checked.project.basics.finished
    if applied and finished and finished < applied[1].day:
        where = checked.place("储备", "历程", applied[0], "日期")
        yield breach(checked.place("项目", "实际完工"), finished=finished, applied=applied[1].day, where=where)


def find_odd_course(checked: Checked) -> Iterator[Breach]:
    """R823: 谋划 → 储备 → 申报 → 下达 → 实施 → 验收 → 移交, none left out and none before its time (seed Baoding)."""
    order = checked.policy.lifecycle
    latest: ReserveStep | None = None
    for index, step in enumerate(_list_steps(checked) if order else ()):
        if step.stage not in order:
            problem = f"“{step.stage}”不是其中的一步"
        else:
            problem = _compare_steps(order, latest, step) if latest else ""
            latest = step
        if problem:
            yield breach(checked.place("储备", "历程", index, "阶段"), problem=problem, order="、".join(order))


def _compare_steps(order: Sequence[str], earlier: ReserveStep, later: ReserveStep) -> str:
    """What is wrong with two neighbouring steps; empty when nothing is.  Going back to an earlier step is how one returns."""
    if later.day < earlier.day:
        return f"{later.stage}（{later.day}）写在{earlier.stage}（{earlier.day}）之后，日期却更早，应按先后填写"
    skipped = order[order.index(earlier.stage) + 1 : order.index(later.stage)]
    return f"{earlier.stage}之后直接是{later.stage}，中间缺{'、'.join(skipped)}" if skipped else ""


def find_application(checked: Checked) -> tuple[int, ReserveStep] | None:
    """The first time that the project was submitted, and its number in the log."""
    found = [(index, step) for index, step in enumerate(_list_steps(checked)) if step.stage == APPLIED]
    return min(found, key=_step_day, default=None)


def _step_day(found: tuple[int, ReserveStep]) -> datetime.date:
    return found[1].day


def _list_steps(checked: Checked) -> Sequence[ReserveStep]:
    return checked.project.reserve.steps if checked.project.reserve else ()


# --- 利益联结、公益性岗位、估算 --------------------------------------------------------------------------------------------


def find_missing_benefit(checked: Checked) -> Iterator[Breach]:
    """R819: an industry project shares its gain, a public one keeps posts (seed Bazhou: what each type must have)."""
    project = checked.project
    industry = project.basics.kind is ProjectKind.INDUSTRY
    section, paper = ("折股量化", "B08") if industry else ("公益性岗位", "B11")
    there = project.equity if industry else project.posts
    if not there and paper not in project.waivers and checked.has_reached(ProjectStage.APPLICATION):
        yield breach(checked.place(section), kind=project.basics.kind.value, section=section, paper=paper)


def find_estimates_over_total(checked: Checked) -> Iterator[Breach]:
    """R821: what is to be built costs more than there is, within what may still be adjusted."""
    for found, far in _compare_estimate(checked):
        if not far:
            yield found


def find_estimates_far_over_total(checked: Checked) -> Iterator[Breach]:
    """R822: so much more that it has to be submitted again (政府投资条例 arts. 12, 23)."""
    for found, far in _compare_estimate(checked):
        if far:
            yield found


def _compare_estimate(checked: Checked) -> Iterator[tuple[Breach, bool]]:
    """A breach where the priced items alone exceed the total investment, and whether by more than the policy allows."""
    total = checked.figures.total_investment
    items = [round_money(item.planned * item.price) for item in checked.project.work_items if item.price is not None]
    cost, allowed = sum(items, ZERO), checked.policy.over_total_share
    if total and cost > total:
        over = cost - total
        place = checked.place("建设内容")
        yield (
            breach(place, cost=cost, total=total, over=over, share=over / total, allowed=allowed),
            over > total * allowed,
        )
