"""公示: what a notice must say, how long it stands, and what must not be on it (domain §1.6, §1.9, §7-N)."""

from __future__ import annotations

import datetime
from collections.abc import Iterator

from archivegen.chinese import find_personal_numbers, mask_phone
from archivegen.rules.run import Breach, Checked, breach
from archivegen.rules.wording import list_choices


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
        missing = [name for name, value in facts.items() if not value]
        if missing:
            yield breach(
                checked.place("公示", index),
                papers=checked.policy.notice_papers.get(notice.kind),
                kind=notice.kind,
                missing="、".join(missing),
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


def find_unknown_kinds(checked: Checked) -> Iterator[Breach]:
    """R603: a notice of a kind that no paper knows would be printed nowhere."""
    known = list(dict.fromkeys((*checked.policy.notice_kinds, *checked.policy.notice_papers)))
    for index, notice in enumerate(checked.project.notices):
        if notice.kind not in known:
            yield breach(checked.place("公示", index, "类别"), kind=notice.kind, choices=list_choices(known))
