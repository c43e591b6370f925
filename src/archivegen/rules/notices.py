"""公示: what a notice must say, how long it stands, and what must not be on it (domain §1.6, §1.9, §7-N)."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from typing import Any

from archivegen.chinese import find_personal_numbers, mask, mask_phone
from archivegen.errors import PackError
from archivegen.project.basics import ProjectStage
from archivegen.project.pay import BatchKind
from archivegen.project.plain import fact_keys
from archivegen.project.values import Facts
from archivegen.rules.run import Breach, Checked, breach
from archivegen.rules.wording import list_choices, list_missing


def find_short_notices(checked: Checked) -> Iterator[Breach]:
    """R406: posted on D, counted from D+1, so many full days (domain §7 V-E06; 民法典 art. 201)."""
    for index, notice in enumerate(checked.project.notices):
        days = checked.policy.notice_days.get(notice.kind)
        if days is None or notice.until is None:
            continue
        soonest = notice.posted + datetime.timedelta(days=days)
        if notice.until < soonest:
            yield breach(
                checked.place("公示", index, "结束日期"),
                papers=checked.policy.notice_papers.get(notice.kind),
                kind=notice.kind,
                posted=notice.posted,
                until=notice.until,
                days=days,
                soonest=soonest,
            )


def find_incomplete_notices(checked: Checked) -> Iterator[Breach]:
    """R601: place, telephone and issuer (村民委员会组织法 art. 30; domain §7 V-N02)."""
    for index, notice in enumerate(checked.project.notices):
        facts = {"地点": notice.places, "电话": notice.phone, "单位": notice.issuer}
        if missing := list_missing(facts):
            yield breach(
                checked.place("公示", index),
                papers=checked.policy.notice_papers.get(notice.kind),
                kind=notice.kind,
                missing=missing,
            )


def find_private_phones(checked: Checked) -> Iterator[Breach]:
    """R602: a mobile number is personal and is masked on public papers (个人信息保护法 art. 25; domain §1.9)."""
    for path, where, text in _public_phones(checked):
        if numbers := find_personal_numbers(text):
            yield breach(checked.place(*path), where=where, phone=mask_phone(numbers[0]))


def _public_phones(checked: Checked) -> Iterator[tuple[tuple[str | int, ...], str, str]]:
    """Path, heading and text of every telephone that a notice prints."""
    terms = checked.project.terms
    yield ("用工约定", "报名电话"), "报名电话", terms.recruit_phone
    yield ("用工约定", "投诉电话"), "投诉电话", terms.complaint_phone
    for index, notice in enumerate(checked.project.notices):
        yield ("公示", index, "电话"), f"{notice.kind}的电话", notice.phone


def find_private_reasons(checked: Checked) -> Iterator[Breach]:
    """R611: what hangs on a wall says which day and what for, never who is poor or ill (个人信息保护法 art. 25, 28; V-N01)."""
    for path, month, where, text in _published_reasons(checked):
        found = [word for word in checked.policy.unpublished_words if word in text]
        found += [mask(number) for number in find_personal_numbers(text)]
        if found:
            yield breach(checked.place(*path), month=month, where=where, found="、".join(dict.fromkeys(found)))


def _published_reasons(checked: Checked) -> Iterator[tuple[tuple[str | int, ...], str, str, str]]:
    """Path, month, heading and text of what somebody wrote about a person and the wage notice prints."""
    for number, batch in enumerate(checked.project.batches):
        base = ("发放批次", number)
        yield (*base, "异议"), batch.month, f"{batch.label}报酬公示的“异议”", batch.objections
        for index, row in enumerate(batch.corrections):
            yield (*base, "更正", index, "事由"), batch.month, f"{row.name}的更正“事由”", row.reason
        for index, bonus in enumerate(batch.bonuses if batch.kind is not BatchKind.NORMAL else ()):
            yield (*base, "奖补", index, "事由"), batch.month, f"{bonus.name}的奖补“事由”", bonus.reason


def find_unknown_kinds(checked: Checked) -> Iterator[Breach]:
    """R603: a notice of a kind that no paper knows would be printed nowhere."""
    known = list(dict.fromkeys((*checked.policy.notice_kinds, *checked.policy.notice_papers)))
    for index, notice in enumerate(checked.project.notices):
        if notice.kind not in known:
            yield breach(checked.place("公示", index, "类别"), kind=notice.kind, choices=list_choices(known))


# --- what a project owes ----------------------------------------------------------------------------------------------


def find_missing_slots(checked: Checked) -> Iterator[Breach]:
    """R607: 四不缺: the plan, the project, the works and the wages were published, each with its result (seed Bazhou)."""
    if not checked.has_reached(ProjectStage.ACCEPTANCE):
        return
    for kind in checked.policy.four_notices:
        found = [(index, notice) for index, notice in enumerate(checked.project.notices) if notice.kind == kind]
        if not found:
            yield breach(checked.place("公示"), name=kind, missing="公示")
        for index, notice in found[:1]:
            if not notice.result:
                yield breach(checked.place("公示", index), name=kind, missing="结论")
    posted = [(index, batch) for index, batch in enumerate(checked.project.batches) if batch.posted]
    if not posted:
        yield breach(checked.place("发放批次"), name="劳务报酬公示", missing="公示日期")
    for index, batch in posted:
        if batch.paid and not batch.objections:
            place = checked.place("发放批次", index)
            yield breach(place, month=batch.month, name=f"{batch.label}的劳务报酬公示", missing="异议（没有写“无”）")


def find_missing_self_build_notices(checked: Checked) -> Iterator[Breach]:
    """R608: a self-build project publishes what is built and by whom, what is bought, what was spent (seed Guang'an)."""
    wanted = checked.policy.self_build_notices
    if not checked.project.basics.is_self_built or not checked.has_reached(ProjectStage.BUILDING):
        return
    due = wanted if checked.has_reached(ProjectStage.ACCEPTANCE) else wanted[:1]
    waived = set(checked.project.waivers)
    known = {notice.kind for notice in checked.project.notices}
    missing = [
        kind for kind in due if kind not in known and not waived & set(checked.policy.notice_papers.get(kind, ()))
    ]
    if missing:
        yield breach(checked.place("公示"), missing="、".join(missing))


def find_unanswered_objections(checked: Checked) -> Iterator[Breach]:
    """R609: an objection to a notice has an outcome (seed Dongpo; domain §7 V-E03, V-Q02)."""
    nobody = checked.policy.no_objection
    # 公示期满无异议 is no answer to somebody who objected.
    closed = [word for word in checked.policy.objection_closed if word not in nobody]
    for index, notice in enumerate(checked.project.notices):
        text = notice.objections.rstrip("。.")
        settled = not text or text in nobody or any(word in f"{text}{notice.result}" for word in closed)
        if not settled:
            yield breach(checked.place("公示", index, "异议"), kind=notice.kind, text=notice.objections)


def find_early_notices(checked: Checked) -> Iterator[Breach]:
    """R610: nothing is published before it was decided (domain §7 V-E01)."""
    for index, notice in enumerate(checked.project.notices):
        path = checked.policy.notice_after.get(notice.kind, "")
        day = _find_day(checked, path) if path else None
        if day and notice.posted < day:
            place = checked.place("公示", index, "张贴日期")
            yield breach(place, kind=notice.kind, posted=notice.posted, basis="的".join(path.split(".")), day=day)


def _find_day(checked: Checked, path: str) -> datetime.date | None:
    """The date at ``批复.日期``; None while it is not there."""
    value: Any = checked.project
    for key in path.split("."):
        if value is None:
            return None
        fields = dict(fact_keys(type(value))) if isinstance(value, Facts) else {}
        if key not in fields:
            raise PackError(f"模板包 rules.yaml 的“公示不早于”中，“{path}”不认识；应写成 批复.日期 这样。")
        value = getattr(value, fields[key])
    return value if isinstance(value, datetime.date) else None
