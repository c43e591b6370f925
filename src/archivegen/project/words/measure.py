"""计量单: what was measured of piecework, one sheet a day and crew (domain §6.14 C19)."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from decimal import Decimal

from archivegen.project.figures import Figures
from archivegen.project.labour import Piecework
from archivegen.project.plain import Words, fact_words
from archivegen.project.reckoning import ZERO


def measure_words(figures: Figures) -> list[Words]:
    """One item for every day and crew that was measured, in the order of days; sums are those of the wage sheet.

    Somebody whom the roster does not know has no crew.
    """
    groups: dict[tuple[datetime.date, str], list[Piecework]] = {}
    for piece in sorted(figures.project.piecework, key=lambda row: row.day):
        worker = figures.find_worker(piece.name, piece.worker_no)
        groups.setdefault((piece.day, worker.crew if worker else ""), []).append(piece)
    return [_sheet_words(figures, day, crew, pieces) for (day, crew), pieces in groups.items()]


def _sheet_words(figures: Figures, day: datetime.date, crew: str, pieces: Sequence[Piecework]) -> Words:
    rows = [_line_words(figures, position, piece) for position, piece in enumerate(pieces, 1)]
    items: dict[tuple[str, str], Words] = {}
    for row in rows:
        item = items.setdefault(
            (row["项目"], row["单位"]), {"项目": row["项目"], "单位": row["单位"], "数量": ZERO, "金额": ZERO}
        )
        item["数量"] += row["数量"]
        item["金额"] += row["金额"]
    witnesses = [name.strip() for piece in pieces for name in piece.witness.split("、") if name.strip()]
    return {
        "键": "-".join(filter(None, (day.isoformat(), crew))),
        "日期": day,
        "班组": crew,
        "明细": rows,
        "人数": len({(piece.name, piece.worker_no) for piece in pieces}),
        "项目合计": list(items.values()),
        "金额": sum((row["金额"] for row in rows), Decimal(0)),
        "见证人": list(dict.fromkeys(witnesses)),
    }


def _line_words(figures: Figures, position: int, piece: Piecework) -> Words:
    worker = figures.find_worker(piece.name, piece.worker_no)
    return {
        **fact_words(piece),
        "序号": position,
        "工种": worker.trade if worker else "",
        "单价": figures.piece_price(piece),
        "金额": figures.piece_amount(piece),
    }
