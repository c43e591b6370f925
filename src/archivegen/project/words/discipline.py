"""考核人员: what was said to whom, and what was decided, one item a person (domain §6.14 C20, §11.1).

Public papers are never given these words (domain §1.9).
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from archivegen.chinese import chinese_month
from archivegen.project.figures import Figures
from archivegen.project.labour import EDUCATION, Discipline
from archivegen.project.people import Worker
from archivegen.project.plain import Words, fact_words, or_blank
from archivegen.project.reckoning import ZERO, round_money, share_of


def discipline_words(figures: Figures, persons: Sequence[Words]) -> list[Words]:
    """One item for everybody who was reproved, in the order of the file; ``persons`` are the words of the roster.

    Somebody whom the roster does not know is told from others by number or name.
    """
    groups: dict[object, list[Discipline]] = {}
    for record in figures.project.discipline:
        worker = figures.find_worker(record.name, record.worker_no)
        key: object = id(worker) if worker else (record.name, record.worker_no)
        groups.setdefault(key, []).append(record)
    return [_person_words(figures, records, persons) for records in groups.values()]


def _person_words(figures: Figures, records: Sequence[Discipline], persons: Sequence[Words]) -> Words:
    first = records[0]
    worker = figures.find_worker(first.name, first.worker_no)
    person = persons[figures.roster_lines[id(worker)]] if worker else {}
    ordered = sorted(records, key=lambda record: record.day)
    taught = [record for record in ordered if record.kind == EDUCATION]
    return {
        "键": person.get("键") or first.worker_no or first.name,
        "姓名": first.name,
        **{key: person.get(key, "") for key in ("村组全称", "工种", "班组", "尾号", "合同编号")},
        "记录": [{**fact_words(record), "序号": position} for position, record in enumerate(taught, 1)],
        "教育次数": len({record.day for record in taught}),
        "处理": [_decision_words(figures, worker, record, taught) for record in ordered if record.kind != EDUCATION],
    }


def _decision_words(figures: Figures, worker: Worker | None, record: Discipline, taught: Sequence[Discipline]) -> Words:
    month = f"{record.day:%Y-%m}"
    gross = _gross_of(figures, worker, month) if worker and record.amount is not None else None
    cap = min(figures.project.terms.deduction_cap, figures.policy.deduction_cap)
    share = share_of(record.amount, gross) if record.amount is not None and gross else None
    return {
        **fact_words(record),
        "月份名": chinese_month(month),
        "此前教育": len({other.day for other in taught if other.day < record.day}),
        "当月应发": or_blank(gross),
        "占比": or_blank(share),
        "上限": cap,
        "上限金额": "" if gross is None else round_money(gross * cap),
    }


def _gross_of(figures: Figures, worker: Worker, month: str) -> Decimal | None:
    """What a person earned in a month before any deduction, 元; None while no sheet of that month is there."""
    lines = [
        line
        for sheet in figures.sheets
        for line in sheet.lines
        if line.worker is worker and line.month == month and not line.correction
    ]
    return sum((line.gross for line in lines), ZERO) if lines else None
