"""Everything that is printed: findings, tables, JSON, progress."""

from __future__ import annotations

import re
import shutil
import sys
import time
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import click

from archivegen.findings import Evidence, Finding, Severity

COLOURS = {Severity.ERROR: "red", Severity.WARNING: "yellow", Severity.INFO: "blue"}
FEW_ROWS = 10
"""Rows of evidence that are printed below a finding."""
NARROWEST = 24
"""Columns that the last column of a table has at least; a table that is wider for the others is cut by the terminal."""
_WHOLE_ARCHIVE = "档案包"
"""Where a finding is about the archive and about no file of it."""
_GAP = "  "
_NOT_FIRST = "，。；：、）”》？！"
"""Signs that no line begins with."""
_PIECES = re.compile(r"[!-~]+|.", re.DOTALL)
"""What a line may be broken between: runs of Latin letters and figures, and single signs."""
PATIENCE = 1.0
"""Seconds of work before a progress bar is worth showing."""


def say(text: str = "", *, colour: str | None = None, to_stderr: bool = False) -> None:
    """Print one line."""
    click.secho(text, fg=colour, err=to_stderr)


def show_findings(findings: Iterable[Finding], *, to_stderr: bool = False) -> None:
    """One line a finding: place, severity, code, what to do, source; below it the rows that show it."""
    for finding in findings:
        place = click.style(_WHOLE_ARCHIVE if str(finding.place) == "." else str(finding.place), bold=True)
        mark = click.style(f"{finding.severity} {finding.code}", fg=COLOURS[finding.severity])
        source = f"（依据：{finding.source}）" if finding.source else ""
        click.echo(f"{place} {mark} {finding.message}{source}", err=to_stderr)
        show_evidence(finding.evidence, to_stderr=to_stderr)


def show_evidence(rows: Sequence[Evidence], *, indent: str = "    ", to_stderr: bool = False) -> None:
    """The rows that prove a finding: the first few, and how many there are; ``--json`` has them all."""
    for row in rows[:FEW_ROWS]:
        click.echo(f"{indent}{row.place} {row.text}", err=to_stderr)
    if len(rows) > FEW_ROWS:
        click.echo(f"{indent}……共 {len(rows)} 行，用 --json 看全部", err=to_stderr)


def count_findings(findings: Sequence[Finding]) -> str:
    """``错误 2 处，警告 1 处``."""
    counts = [(s, sum(f.severity is s for f in findings)) for s in Severity]
    return "，".join(f"{severity} {count} 处" for severity, count in counts if count) or "没有发现问题"


def show_json(value: Any) -> None:
    """The same facts for machines."""
    import json

    click.echo(json.dumps(value, ensure_ascii=False, indent=2, default=str))


def show_table(
    headings: Sequence[str], rows: Iterable[Sequence[object]], colours: Sequence[str | None] | None = None
) -> None:
    """A plain table; a 汉字 is two columns wide.  ``colours`` are those of the rows.

    On a terminal the last column goes on below itself where the line is too long; in a file every row stays one line.
    """
    texts = [list(headings), *([str(cell) for cell in row] for row in rows)]
    room = shutil.get_terminal_size().columns if sys.stdout.isatty() else 0
    for number, lines in enumerate(lay_out_table(texts, room)):
        colour = colours[number - 1] if colours and number else None
        for line in lines:
            click.secho(line, bold=number == 0, fg=colour)


def lay_out_table(rows: Sequence[Sequence[str]], room: int = 0) -> Iterator[list[str]]:
    """The lines of each row; with ``room`` columns of a terminal the last cell is broken where it does not fit."""
    widths = [max(map(display_width, column)) for column in zip(*rows, strict=True)]
    before = sum(width + len(_GAP) for width in widths[:-1])
    narrowest = max(room - before, NARROWEST) if room else 0
    for *cells, last in rows:
        head = "".join(
            cell + " " * (width - display_width(cell)) + _GAP for cell, width in zip(cells, widths, strict=False)
        )
        parts = list(wrap_text(last, narrowest)) if narrowest else [last]
        yield [((head if number == 0 else " " * before) + part).rstrip() for number, part in enumerate(parts)]


def wrap_text(text: str, width: int) -> Iterator[str]:
    """Lines of about so many columns; a 汉字 is two columns wide.

    Closing signs stay with what they close, and a date, a number or a path is not broken.
    """
    line, used = "", 0
    for piece in _PIECES.findall(text):
        columns = display_width(piece)
        if line and used + columns > width - 2 and piece not in _NOT_FIRST:
            yield line
            line, used = "", 0
        line += piece
        used += columns
    yield line


def display_width(text: str) -> int:
    """Columns that a text takes in a terminal."""
    return sum(2 if unicodedata.east_asian_width(character) in "WF" else 1 for character in text)


@contextmanager
def progress_bar(label: str) -> Iterator[Callable[[int, int, str], None]]:
    """A progress callback; the bar appears after a second of work, only on a terminal, and is closed when all is done."""
    started = time.monotonic()
    bar: Any = None
    ended = False

    def advance(done: int, total: int, _doing: str = "") -> None:
        nonlocal bar, ended
        if bar is None and not ended and total and sys.stderr.isatty() and time.monotonic() - started > PATIENCE:
            bar = click.progressbar(length=total, label=label, file=sys.stderr)
            bar.__enter__()
        if bar is not None:
            bar.update(done - bar.pos)
            if done >= total:  # what comes next may have a bar of its own, on a line of its own
                bar.__exit__(None, None, None)
                bar, ended = None, True

    try:
        yield advance
    finally:
        if bar is not None:
            bar.__exit__(None, None, None)
