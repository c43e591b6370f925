"""The calendar file, read as a telephone does: by the letter of RFC 5545."""

from __future__ import annotations

import datetime
import re
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archivegen.agenda import AgendaItem, State, Term, write_calendar
from archivegen.workspace import open_project
from tests.conftest import LONGMEN, SAMPLES

TODAY = datetime.date(2026, 6, 12)
ITEM = AgendaItem(
    project="香水村产业道路",
    uid="0123456789abcdef0123456789abcdef",
    term=Term.PAY_DAY,
    day=datetime.date(2026, 6, 15),
    text="发放2026年5月劳务报酬（约定每月15日）",
    owner="镇",
    key="C23@2026-05",
    state=State.NEAR,
    days_late=0,
    done_on=None,
    month="2026-05",
    source="《保障农民工工资支付条例》第十四条",
    by_workdays=True,
)


def unfold(raw: bytes) -> list[str]:
    """The content lines; whatever the format forbids is an error."""
    assert raw.endswith(b"\r\n")
    lines = raw.split(b"\r\n")[:-1]
    assert all(b"\r" not in line and b"\n" not in line for line in lines)
    assert all(0 < len(line) <= 75 for line in lines)
    whole: list[bytes] = []
    for line in lines:
        line.decode("utf-8")  # no character is cut
        if line.startswith(b" "):
            whole[-1] += line[1:]
        else:
            whole.append(line)
    return [line.decode("utf-8") for line in whole]


def unescape(text: str) -> str:
    return re.sub(r"\\(.)", lambda found: "\n" if found[1] in "nN" else found[1], text)


def read_events(raw: bytes) -> list[dict[str, str]]:
    """Every event as its properties; parts must be nested and closed, no property may stand twice."""
    lines = unfold(raw)
    assert lines[0] == "BEGIN:VCALENDAR"
    assert lines[-1] == "END:VCALENDAR"
    events: list[dict[str, str]] = []
    inside: list[str] = []
    for line in lines:
        name, colon, value = line.partition(":")
        assert colon, line
        if name == "BEGIN":
            inside.append(value)
            if value == "VEVENT":
                events.append({})
        elif name == "END":
            assert inside.pop() == value
        elif "VEVENT" in inside:
            name = f"{inside[-1]} {name}" if inside[-1] != "VEVENT" else name
            assert name not in events[-1], name
            events[-1][name] = value
    assert not inside
    return events


def test_an_event_as_a_calendar_reads_it():
    (event,) = read_events(write_calendar([ITEM], "日程", TODAY, 2))
    assert event["UID"] == "0123456789abcdef0123456789abcdef@archivegen"
    assert event["DTSTAMP"] == "20260612T000000Z"
    assert event["DTSTART;VALUE=DATE"] == "20260615"
    assert event["DTEND;VALUE=DATE"] == "20260616"
    assert unescape(event["SUMMARY"]) == "发放2026年5月劳务报酬（约定每月15日）（香水村产业道路）"
    assert unescape(event["DESCRIPTION"]).splitlines() == [
        "项目：香水村产业道路",
        "责任：镇",
        "材料：C23@2026-05",
        "依据：《保障农民工工资支付条例》第十四条",
        "截至2026-06-12：临近",
    ]
    assert event["CATEGORIES"].split(",") == ["以工代赈", "发薪日"]
    assert event["VALARM ACTION"] == "DISPLAY"
    assert event["VALARM DESCRIPTION"]


@pytest.mark.parametrize(("days", "trigger"), [(0, "PT9H"), (1, "-PT15H"), (2, "-P1DT15H"), (7, "-P6DT15H")])
def test_the_telephone_rings_at_nine_so_many_days_before(days, trigger):
    (event,) = read_events(write_calendar([ITEM], "日程", TODAY, days))
    assert event["VALARM TRIGGER"] == trigger


def test_what_is_done_says_so_and_does_not_ring():
    done = replace(ITEM, state=State.DONE, done_on=datetime.date(2026, 6, 12))
    (event,) = read_events(write_calendar([done], "日程", TODAY, 2))
    assert event["SUMMARY"].startswith("【已办】发放")
    assert unescape(event["DESCRIPTION"]).endswith("截至2026-06-12：已办（2026-06-12）")
    assert not any(name.startswith("VALARM") for name in event)


def test_reading_it_again_later_supersedes_the_event():
    (first,) = read_events(write_calendar([ITEM], "日程", TODAY, 2))
    moved = replace(ITEM, day=datetime.date(2026, 6, 12))
    (second,) = read_events(write_calendar([moved], "日程", TODAY + datetime.timedelta(days=1), 2))
    assert first["UID"] == second["UID"]
    assert int(first["SEQUENCE"]) < int(second["SEQUENCE"])


def test_the_same_day_gives_the_same_bytes():
    assert write_calendar([ITEM, ITEM], "日程", TODAY, 2) == write_calendar([ITEM, ITEM], "日程", TODAY, 2)


def test_nothing_due_is_a_calendar_all_the_same():
    assert read_events(write_calendar([], "日程", TODAY, 2)) == []


@given(text=st.text(), project=st.text(max_size=200))
def test_whatever_is_written_comes_back(text, project):
    (event,) = read_events(write_calendar([replace(ITEM, text=text, project=project)], project, TODAY, 2))
    shown = "".join(
        character
        for character in f"{text}（{project}）"
        if (character >= " " and character != "\x7f") or character == "\n"
    )
    assert unescape(event["SUMMARY"]) == shown


def test_a_sample_as_a_whole():
    workspace = open_project(SAMPLES / LONGMEN, TODAY)
    raw = write_calendar(workspace.agenda, "日程", TODAY, 2)
    events = read_events(raw)
    assert len(events) == len(workspace.agenda) == len({event["UID"] for event in events})
    text = "".join(unfold(raw))
    assert not re.search(r"\d{17}[\dXx]|(?<![0-9a-f])1[3-9]\d{9}(?!\d)", text)
    for worker in workspace.figures.project.workers:
        assert worker.name not in text
