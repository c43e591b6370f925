"""An agenda as a calendar file that telephones and Outlook read (RFC 5545, ``.ics``).

Written here and not by the library ``icalendar``: what is needed of the format is some seventy lines, and the library would
bring python-dateutil and tzdata into every installation; a test reads the file as a calendar would.

Every line ends with CR LF and has at most 75 octets; a longer one is folded without cutting a character.  No person is named.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator

from archivegen.agenda.items import AgendaItem, State

MOST_OCTETS = 75
"""RFC 5545 § 3.1, the line break not counted."""

MORNING = 9
"""The hour at which a telephone reminds; an event of a whole day begins at midnight."""


def write_calendar(items: Iterable[AgendaItem], title: str, today: datetime.date, reminder_days: int) -> bytes:
    """The file: one event of a whole day for each item, with a reminder while it is not done.

    Its events bear the same names in every run, and the run of a later day supersedes that of an earlier one: a calendar
    that reads the file again moves what moved and doubles nothing.
    """
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//archivegen//calendar//ZH",
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
        f"X-WR-CALNAME:{_escape(title)}",
    ]
    for item in items:
        lines.extend(_write_event(item, today, reminder_days))
    lines.append("END:VCALENDAR")
    return b"".join(_fold(line) for line in lines)


def _write_event(item: AgendaItem, today: datetime.date, reminder_days: int) -> Iterator[str]:
    done = item.state is State.DONE
    summary = f"【已办】{item.text}" if done else item.text
    yield "BEGIN:VEVENT"
    yield f"UID:{item.uid}@archivegen"
    yield f"DTSTAMP:{today:%Y%m%d}T000000Z"
    yield f"SEQUENCE:{today.toordinal()}"
    yield f"DTSTART;VALUE=DATE:{item.day:%Y%m%d}"
    yield f"DTEND;VALUE=DATE:{item.day + datetime.timedelta(days=1):%Y%m%d}"
    yield f"SUMMARY:{_escape(f'{summary}（{item.project}）')}"
    yield f"DESCRIPTION:{_escape(_describe(item, today))}"
    yield f"CATEGORIES:以工代赈,{_escape(item.term)}"
    yield "TRANSP:TRANSPARENT"
    if not done:
        yield from _write_reminder(summary, reminder_days)
    yield "END:VEVENT"


def _describe(item: AgendaItem, today: datetime.date) -> str:
    done = f"（{item.done_on}）" if item.done_on else ""
    facts = {
        "项目": item.project,
        "责任": item.owner,
        "材料": item.key,
        "依据": item.source,
        f"截至{today}": f"{item.standing}{done}",
    }
    return "\n".join(f"{name}：{fact}" for name, fact in facts.items() if fact)


def _write_reminder(summary: str, days: int) -> Iterator[str]:
    yield "BEGIN:VALARM"
    yield "ACTION:DISPLAY"
    yield f"DESCRIPTION:{_escape(summary)}"
    yield f"TRIGGER:{_count_back(days)}"
    yield "END:VALARM"


def _count_back(days: int) -> str:
    """From the midnight at which the day begins to the morning so many days before it."""
    if days == 0:
        return f"PT{MORNING}H"
    whole = f"{days - 1}D" if days > 1 else ""
    return f"-P{whole}T{24 - MORNING}H"


def _escape(text: str) -> str:
    """A TEXT value (RFC 5545 § 3.3.11); control characters have no place in one."""
    for plain, escaped in (("\\", "\\\\"), (";", "\\;"), (",", "\\,"), ("\n", "\\n")):
        text = text.replace(plain, escaped)
    return "".join(character for character in text if character >= " " and character != "\x7f")


def _fold(line: str) -> bytes:
    """The line in pieces of at most 75 octets; every piece after the first begins with a blank that does not count as text."""
    pieces, octets = [b""], 0
    for character in line:
        raw = character.encode("utf-8", errors="replace")
        if octets + len(raw) > MOST_OCTETS:
            pieces.append(b" ")
            octets = 1
        pieces[-1] += raw
        octets += len(raw)
    return b"\r\n".join(pieces) + b"\r\n"
