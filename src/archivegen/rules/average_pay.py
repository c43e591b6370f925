"""What a day's work was paid on average, beside the agreed rates (domain §7 V-M03)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from decimal import Decimal

from archivegen.chinese import chinese_month
from archivegen.project.pay import BatchKind
from archivegen.project.reckoning import ZERO, WageLine
from archivegen.rules.run import Breach, Checked, breach
from archivegen.rules.wording import name_worker


def find_odd_average_pay(checked: Checked) -> Iterator[Breach]:
    """R520: far outside the table of rates: of a month as a whole, and of a worker over all months.

    Piecework is measured, not counted in days, so who has any is judged with the month only.  Corrections mend earlier
    months and say nothing of a day.
    """
    prices = [rate.price for rate in checked.project.rates if rate.unit in checked.figures.day_units and rate.price]
    if not prices or not checked.policy.pay_deviation:
        return
    for index, sheet in enumerate(checked.figures.sheets):
        month = sheet.batch.month
        if sheet.batch.kind is BatchKind.NORMAL and (average := _odd_average(checked, sheet.lines, prices)) is not None:
            place = checked.place("发放批次", index)
            yield _report(
                checked, breach(place, month=month, who=f"{chinese_month(month)}全部务工人员", average=average), prices
            )
    lines: dict[int, list[WageLine]] = defaultdict(list)
    for sheet in checked.figures.sheets:
        for line in sheet.lines:
            lines[id(line.worker)].append(line)
    for index, worker in enumerate(checked.project.workers):
        own = lines.get(id(worker), [])
        agreed = [line.price for line in own if line.price]
        if not agreed or any(line.piece_pay for line in own):
            continue
        if (average := _odd_average(checked, own, agreed)) is not None:
            who = name_worker(worker)
            found = breach(checked.place("务工人员", index), worker=worker, who=who, average=average)
            yield _report(checked, found, agreed)


def _odd_average(checked: Checked, lines: Sequence[WageLine], prices: Sequence[Decimal]) -> Decimal | None:
    """元 a day when it lies too far outside these prices, else None."""
    counted = [line for line in lines if line.correction is None]
    days = sum((line.days for line in counted), ZERO)
    gross = sum((line.gross for line in counted), ZERO)
    deviation = checked.policy.pay_deviation
    if not days or min(prices) * (1 - deviation) <= gross / days <= max(prices) * (1 + deviation):
        return None
    return gross / days


def _report(checked: Checked, found: Breach, prices: Sequence[Decimal]) -> Breach:
    bounds = {"lowest": min(prices), "highest": max(prices), "deviation": checked.policy.pay_deviation}
    return found._replace(words={**found.words, **bounds})
