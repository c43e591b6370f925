"""Findings: what is wrong with the user's data, as values.

A finding has a code (``codes.yaml`` holds its Chinese wording), a severity, a place that an editor can jump to, and
the source of the rule.  Findings are collected to the end and shown together; nothing here raises for bad user data.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass, field
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple


class Severity(StrEnum):
    """How bad a finding is; only an error blocks."""

    ERROR = "错误"
    WARNING = "警告"
    INFO = "提示"


@dataclass(frozen=True, slots=True)
class Place:
    """Where something stands in what the user wrote.

    ``file`` is relative to the project folder; a text file has ``line`` (1-based), a table has ``sheet`` and ``cell``
    (``D7``).  ``str()`` gives ``项目.yaml:31`` or ``数据/花名册.xlsx 务工人员!D7``.
    """

    file: str
    line: int | None = None
    sheet: str | None = None
    cell: str | None = None

    def __str__(self) -> str:
        if self.sheet is not None:
            return f"{self.file} {self.sheet}!{self.cell}" if self.cell else f"{self.file} {self.sheet}"
        return f"{self.file}:{self.line}" if self.line else self.file


class Evidence(NamedTuple):
    """One row that shows what a finding says: where it stands, and what stands there."""

    place: Place
    text: str


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is wrong or worth knowing.

    ``papers`` names the papers (catalogue codes) that are affected, ``source`` the law article, standard clause or seed
    that the rule comes from, ``months`` (``2026-03``) the wage months that it concerns (None: no month in particular; empty: a worker
    who has not worked yet), ``owner`` the level that must mend it (县 镇 村 施), ``gates`` the gates that it closes (G1–G5); all may
    be empty.
    """

    code: str
    severity: Severity
    message: str
    place: Place
    source: str = ""
    papers: tuple[str, ...] = ()
    months: tuple[str, ...] | None = None
    evidence: tuple[Evidence, ...] = ()
    owner: str = ""
    gates: tuple[str, ...] = ()

    def __str__(self) -> str:
        return f"{self.place}: {self.severity} {self.code} {self.message}"

    def concerns_month(self, month: str) -> bool:
        """Whether it stands in the way of this wage month: it is about the month, or about none in particular."""
        return self.months is None or month in self.months

    def as_dict(self) -> dict[str, Any]:
        """Plain values for ``--json``."""
        evidence = [{"where": str(row.place), "text": row.text} for row in self.evidence]
        return {**asdict(self), "severity": str(self.severity), "where": str(self.place), "evidence": evidence}


@dataclass(frozen=True, slots=True)
class Report:
    """An ordered collection of findings."""

    findings: tuple[Finding, ...] = field(default=())

    @property
    def errors(self) -> tuple[Finding, ...]:
        """The findings that block."""
        return tuple(f for f in self.findings if f.severity is Severity.ERROR)

    @property
    def warnings(self) -> tuple[Finding, ...]:
        """The findings that do not block but should be looked at."""
        return tuple(f for f in self.findings if f.severity is Severity.WARNING)

    def __add__(self, other: Report) -> Report:
        return Report(self.findings + other.findings)


@cache
def load_codes() -> dict[str, dict[str, str]]:
    """Read ``codes.yaml``: code → {级别, 说明, 依据?}."""
    import yaml  # here, because most commands end without a finding

    text = Path(__file__).with_name("codes.yaml").read_text(encoding="utf-8")
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    codes: dict[str, dict[str, str]] = yaml.load(text, Loader=loader)  # noqa: S506 - a safe loader, our own file
    return codes


def make_finding(code: str, place: Place, *, papers: Iterable[str] = (), **params: object) -> Finding:
    """Build a finding from its code; the wording, severity and source come from ``codes.yaml``.

    Raises ``KeyError`` when the code is unknown or a parameter of its wording is missing: that is a bug, and a test
    walks all codes.
    """
    entry = load_codes()[code]
    return Finding(
        code=code,
        severity=Severity(entry["级别"]),
        message=entry["说明"].format_map(params),
        place=place,
        source=entry.get("依据", ""),
        papers=tuple(papers),
    )


def sort_findings(findings: Iterable[Finding]) -> Report:
    """Errors first, then by file and line or cell, so that a person can work down the list."""
    order = list(Severity)

    def position(finding: Finding) -> tuple[int, str, int, str, tuple[int, str], str]:
        place = finding.place
        cell = place.cell or ""
        column, row = cell.rstrip("0123456789"), cell.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
        return (
            order.index(finding.severity),
            place.file,
            place.line or 0,
            place.sheet or "",
            (int(row) if row.isdecimal() else 0, column),
            finding.code,
        )

    return Report(tuple(sorted(findings, key=position)))
