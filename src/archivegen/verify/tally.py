"""Findings as they come in, as many of a kind as a person can read and a report can hold."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Iterable

from archivegen.findings import Finding, Place, Report, make_finding, sort_findings

MOST_OF_A_CODE = 10_000
"""Findings of one code that are listed; of the rest only the number is told."""


class Tally:
    """Findings in the order they were made; several threads may add."""

    def __init__(self, findings: Iterable[Finding] = ()) -> None:
        self.findings: list[Finding] = []
        self.counts: Counter[str] = Counter()
        self.lock = threading.Lock()
        self.add(findings)

    def add(self, findings: Iterable[Finding]) -> None:
        """Take findings in."""
        with self.lock:
            for finding in findings:
                self.counts[finding.code] += 1
                if self.counts[finding.code] <= MOST_OF_A_CODE:
                    self.findings.append(finding)

    def add_tally(self, other: Tally) -> None:
        """Take in what another one took in, with what it left out."""
        left_out = other.counts - Counter(finding.code for finding in other.findings)
        self.add(other.findings)
        self.counts.update(left_out)

    def report(self) -> Report:
        """All of them in order, and how many were left out."""
        rest = [
            make_finding("V099", Place("."), kind=code, count=f"{count - MOST_OF_A_CODE:,}")
            for code, count in sorted(self.counts.items())
            if count > MOST_OF_A_CODE
        ]
        return sort_findings([*self.findings, *rest])
