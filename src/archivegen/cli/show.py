"""Everything that is printed: findings, tables, JSON, progress."""

from __future__ import annotations

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
PATIENCE = 1.0
"""Seconds of work before a progress bar is worth showing."""


def say(text: str = "", *, colour: str | None = None, to_stderr: bool = False) -> None:
    """Print one line."""
    click.secho(text, fg=colour, err=to_stderr)


def show_findings(findings: Iterable[Finding], *, to_stderr: bool = False) -> None:
    """One line a finding: place, severity, code, what to do, source; below it the rows that show it."""
    for finding in findings:
        place = click.style(str(finding.place), bold=True)
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
    """A plain table; a 汉字 is two columns wide.  ``colours`` are those of the rows."""
    texts = [list(headings), *([str(cell) for cell in row] for row in rows)]
    widths = [max(display_width(row[column]) for row in texts) for column in range(len(headings))]
    for number, row in enumerate(texts):
        cells = [cell + " " * (width - display_width(cell)) for cell, width in zip(row, widths, strict=True)]
        colour = colours[number - 1] if colours and number else None
        click.secho("  ".join(cells).rstrip(), bold=number == 0, fg=colour)


def display_width(text: str) -> int:
    """Columns that a text takes in a terminal."""
    return sum(2 if unicodedata.east_asian_width(character) in "WF" else 1 for character in text)


@contextmanager
def progress_bar(label: str) -> Iterator[Callable[[int, int, str], None]]:
    """A progress callback; the bar appears after a second of work, and only on a terminal."""
    started = time.monotonic()
    bar: Any = None

    def advance(done: int, total: int, _doing: str = "") -> None:
        nonlocal bar
        if bar is None and total and sys.stderr.isatty() and time.monotonic() - started > PATIENCE:
            bar = click.progressbar(length=total, label=label, file=sys.stderr)
            bar.__enter__()
        if bar is not None:
            bar.update(done - bar.pos)

    try:
        yield advance
    finally:
        if bar is not None:
            bar.__exit__(None, None, None)
