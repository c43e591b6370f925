"""How rules name people, days and lists in their sentences; the sentences themselves stand in ``rules.yaml``."""

from __future__ import annotations

import datetime
from collections.abc import Collection, Iterable, Iterator, Mapping

from archivegen.chinese import chinese_month
from archivegen.project.people import Worker

FEW = 5


def name_person(name: str, worker_no: str = "") -> str:
    """张三, or 张三（编号A7）."""
    return f"{name}（编号{worker_no}）" if worker_no else name


def name_worker(worker: Worker) -> str:
    """A worker of the roster, as :func:`name_person`."""
    return name_person(worker.name, worker.worker_no)


def list_few(items: Iterable[object], measure: str = "项") -> str:
    """张三、李四、王五: the first five, and how many there are in all when there are more."""
    texts = [str(item) for item in items]
    few = "、".join(texts[:FEW])
    return f"{few}等{len(texts)}{measure}" if len(texts) > FEW else few


def list_choices(choices: Iterable[object]) -> str:
    """“技工”“普工”: what somebody can choose from."""
    return "".join(f"“{choice}”" for choice in choices)


def list_missing(facts: Mapping[str, object]) -> str:
    """地点、电话: the names of the facts that are not there; empty when all are."""
    return "、".join(name for name, fact in facts.items() if not fact)


def list_months(months: Iterable[str]) -> str:
    """2026年3月、2026年4月: wage months written ``2026-03``."""
    return list_few(map(chinese_month, months), "个月")


def list_days(days: Collection[datetime.date]) -> str:
    """2026-03-05至2026-03-08、2026-03-11: neighbouring days as one span."""
    spans = [f"{first}至{last}" if last > first else str(first) for first, last in group_days(days)]
    return list_few(spans, "段")


def group_days(days: Iterable[datetime.date]) -> Iterator[tuple[datetime.date, datetime.date]]:
    """First and last day of every run of neighbouring days, in order."""
    first = last = None
    for day in sorted(set(days)):
        if first is None or last is None:
            first = day
        elif day - last > datetime.timedelta(days=1):
            yield first, last
            first = day
        last = day
    if first is not None and last is not None:
        yield first, last
