"""Where things stand in the sections of a village, and one row of them drawn by lot."""

from __future__ import annotations

import random
from collections.abc import Callable
from datetime import date
from typing import Any, NamedTuple

from tests.model.records import Sections

__all__ = ["Change", "Changed", "Path_", "Sections"]

Path_ = tuple[str | int, ...]
Row = dict[str, Any]


class Changed(NamedTuple):
    """What was changed, and the paths of the rows that can be blamed for it."""

    what: str
    rows: tuple[Path_, ...]


Change = Callable[[Sections, random.Random], Changed | None]


class Mark(NamedTuple):
    """One day of one line of the sign-in sheet."""

    sheet: int
    row: int
    line: Row
    month: str
    day: str

    @property
    def marks(self) -> dict[str, str]:
        """Day of the month → days worked."""
        found: dict[str, str] = self.line["出勤"]
        return found

    @property
    def on(self) -> str:
        """The date."""
        return f"{self.month}-{int(self.day):02d}"

    def list_rows(self, sections: Sections) -> tuple[Path_, ...]:
        """What no longer agrees: the sheet's row, the log and the ledger of the day, what the person was paid."""
        logs = [("施工日志", i) for i, log in enumerate(sections["施工日志"]) if log["日期"] == self.on]
        ledger = [
            ("务工台账", month, "明细", index)
            for month, book in enumerate(sections.get("务工台账", ()))
            for index, row in enumerate(book["明细"])
            if book["月份"] == self.month and row.get("日期", self.on) == self.on and is_same_person(row, self.line)
        ]
        pay = list_pay_rows(sections, self.month, self.line)
        return (("考勤", self.sheet, "明细", self.row), *logs, *ledger, *pay)


def is_same_person(row: Row, who: Row) -> bool:
    """Whether two rows name one person."""
    return (row["姓名"], row.get("编号", "")) == (who["姓名"], who.get("编号", ""))


def list_pay_rows(sections: Sections, month: str, who: Row) -> list[Path_]:
    """Where one person stands in the batch that pays a month's work."""
    return [
        ("发放批次", number, part, index)
        for number, batch in enumerate(sections["发放批次"])
        if batch["月份"] == month and batch.get("类型") != "补发"
        for part in ("回单", "明细", "核验")
        for index, row in enumerate(batch.get(part, ()))
        if is_same_person(row, who)
    ]


def list_work_rows(sections: Sections, who: Row) -> list[Path_]:
    """Where the records of work have one person by a row of his own; the log where there is no other record."""
    rows: list[Path_] = [
        (book, month, "明细", index)
        for book in ("考勤", "务工台账")
        for month, sheet in enumerate(sections.get(book, ()))
        for index, row in enumerate(sheet["明细"])
        if is_same_person(row, who)
    ]
    return rows or [("施工日志", index) for index in range(len(sections["施工日志"]))]


def list_days_at_work(sections: Sections, who: Row) -> list[str]:
    """Dates on which the sign-in sheet, the dated ledger or the log has somebody; empty where no record knows dates."""
    signed = [
        f"{sheet['月份']}-{int(day):02d}"
        for sheet in sections.get("考勤", ())
        for row in sheet["明细"]
        if is_same_person(row, who)
        for day in row["出勤"]
    ]
    ledger = [
        row["日期"]
        for sheet in sections.get("务工台账", ())
        for row in sheet["明细"]
        if "日期" in row and is_same_person(row, who)
    ]
    named = who.get("编号") or who["姓名"]
    logged = [log["日期"] for log in sections["施工日志"] if named in log.get("出勤人员", "")]
    return sorted({*signed, *ledger} or logged)


def first_work(sections: Sections, who: Row) -> date | None:
    """The first day that a record has, where one knows dates."""
    days = list_days_at_work(sections, who)
    return date.fromisoformat(days[0]) if days else None


# --- by lot -----------------------------------------------------------------------------------------------------------


def pick_mark(sections: Sections, rng: random.Random) -> Mark | None:
    """A day that somebody signed for; None where no sign-in sheet is kept."""
    if "考勤" not in sections:
        return None
    sheet = rng.randrange(len(sections["考勤"]))
    row = rng.randrange(len(sections["考勤"][sheet]["明细"]))
    line = sections["考勤"][sheet]["明细"][row]
    return Mark(sheet, row, line, sections["考勤"][sheet]["月份"], rng.choice(list(line["出勤"])))


def pick_batch(sections: Sections, rng: random.Random) -> tuple[int, dict[str, Any]]:
    """A batch and its number."""
    number = rng.randrange(len(sections["发放批次"]))
    return number, sections["发放批次"][number]


def pick_batch_row(sections: Sections, rng: random.Random, part: str) -> tuple[Path_, Row] | None:
    """A row of a list of a batch, and its path; None where no batch has such a list."""
    numbers = [number for number, batch in enumerate(sections["发放批次"]) if batch.get(part)]
    if not numbers:
        return None
    number = rng.choice(numbers)
    rows = sections["发放批次"][number][part]
    index = rng.randrange(len(rows))
    return ("发放批次", number, part, index), rows[index]


def pick_receipt(sections: Sections, rng: random.Random) -> tuple[int, int]:
    """A payment that arrived."""
    number, batch = pick_batch(sections, rng)
    return number, rng.choice([i for i, receipt in enumerate(batch["回单"]) if receipt["状态"] == "成功"])


def pick_worker(sections: Sections, rng: random.Random) -> tuple[int, Row]:
    """A line of the roster and its number."""
    index = rng.randrange(len(sections["务工人员"]))
    return index, sections["务工人员"][index]


def other_digit(number: str, rng: random.Random) -> str:
    """The same number with one of its later digits misread."""
    place = rng.randrange(6, len(number))
    digit = str((int(number[place]) + rng.randrange(1, 10)) % 10)
    return number[:place] + digit + number[place + 1 :]
