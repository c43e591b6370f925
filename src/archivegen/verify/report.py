"""The report on the four properties: every check of DA/T 70-2018 as a line, with what a program proved and what a person must confirm.

No line is greener than the worst finding that belongs to it, the whole no greener than its worst line; and what nobody looked at is never
passed.  Pure: a verification and a day give the same report.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from archivegen.findings import Finding, Severity
from archivegen.verify.bag import Verification
from archivegen.verify.further import FURTHER_CHECKS

REPORT_FORMAT = "archivegen/四性检测报告/1"


class Outcome(StrEnum):
    """What a line came to, the worst first."""

    FAILED = "不合格"
    HUMAN = "人工确认"
    PASSED = "合格"
    NOT_APPLICABLE = "不适用"


class Check(NamedTuple):
    """One check of ``checks.yaml``."""

    aspect: str
    item: str
    manual: bool
    basis: str
    number: str = ""
    needs: str = ""
    codes: tuple[str, ...] = ()
    further: str = ""


class Line(NamedTuple):
    """One check and its outcome."""

    check: Check
    outcome: Outcome
    explanation: str = ""


@dataclass(frozen=True, slots=True)
class PropertyReport:
    """The lines in the order of the standard, and what they were judged by."""

    verification: Verification
    day: date
    lines: tuple[Line, ...]

    @property
    def overall(self) -> Outcome:
        """Never greener than the worst line; a person's signature is wanted for more than 人工确认."""
        outcomes = {line.outcome for line in self.lines}
        return next(outcome for outcome in Outcome if outcome in outcomes)

    @property
    def automatic(self) -> Outcome:
        """The worst of what the program itself judged."""
        outcomes = {line.outcome for line in self.lines if not line.check.manual}
        return next(outcome for outcome in Outcome if outcome in outcomes)

    def count(self) -> Mapping[str, int]:
        """How many lines came to what."""
        counts = Counter(line.outcome for line in self.lines)
        return {str(outcome): counts[outcome] for outcome in Outcome}


@cache
def load_checks() -> tuple[Check, ...]:
    """The checks in the order of ``checks.yaml``."""
    import yaml

    text = Path(__file__).with_name("checks.yaml").read_text(encoding="utf-8")
    return tuple(
        Check(
            aspect=row["属性"],
            item=row["项目"],
            manual=row["方法"] == "人工",
            basis=row["依据"],
            number=str(row.get("条款", "")),
            needs=row.get("凭什么", ""),
            codes=tuple(row.get("编号", ())),
            further=row.get("另查", ""),
        )
        for row in yaml.safe_load(text)
    )


def make_report(verification: Verification, day: date) -> PropertyReport:
    """Judge every check by what was found."""
    by_code: dict[str, list[Finding]] = {}
    for finding in verification.report.findings:
        by_code.setdefault(finding.code, []).append(finding)
    lines = [_judge(check, by_code, verification) for check in load_checks()]
    known = {code for check in load_checks() for code in check.codes}
    # A finding that no check claims is not lost: it counts against its own property.
    for code in sorted(by_code.keys() - known):
        aspect = by_code[code][0].message.partition("：")[0]
        check = Check(aspect, "其他", manual=False, basis=by_code[code][0].source, codes=(code,))
        lines.append(_judge(check, by_code, verification))
    return PropertyReport(verification, day, tuple(lines))


def _judge(check: Check, by_code: Mapping[str, Sequence[Finding]], verification: Verification) -> Line:
    if check.manual:
        return Line(check, Outcome.HUMAN, "由检测人判断并签字")
    found = [finding for code in check.codes for finding in by_code.get(code, ())]
    errors = [finding for finding in found if finding.severity is Severity.ERROR]
    if errors:
        return Line(check, Outcome.FAILED, _tell(errors, "处不合格"))
    if missing := _find_missing_ground(check, verification):
        return Line(check, *missing)
    doubts = [_tell(found, "处须逐一确认")] if found else []
    if check.further and verification.manifest is not None:
        doubts += FURTHER_CHECKS[check.further](verification.manifest, verification.journal_read)
    if doubts:
        return Line(check, Outcome.HUMAN, "；".join(doubts))
    return Line(check, Outcome.PASSED)


def _find_missing_ground(check: Check, verification: Verification) -> tuple[Outcome, str] | None:
    """Why a check could not be made: nothing is passed that was not looked at."""
    if not verification.version:
        return Outcome.HUMAN, "档案包没有读懂，这一项没有检测"
    if verification.fast and check.needs == "内容":
        return Outcome.HUMAN, "快速检测没有读内容"
    if check.needs == "档案清单" and verification.manifest is None:
        return Outcome.NOT_APPLICABLE, "没有本系统的档案清单"
    return None


def _tell(findings: Sequence[Finding], what: str) -> str:
    codes = "、".join(dict.fromkeys(finding.code for finding in findings))
    return f"{len(findings)} {what}（{codes}），见问题清单"


def name_digest(algorithm: str) -> str:
    """``sha256`` of a manifest's name as a paper writes it: ``SHA-256``."""
    return re.sub(r"^SHA(?=[0-9])", "SHA-", algorithm.upper())


def describe_report(report: PropertyReport, tool: str) -> dict[str, Any]:
    """Plain values, for JSON and for the words of a template; ``tool`` names the program."""
    verification, manifest = report.verification, report.verification.manifest
    day = report.day.isoformat()
    return {
        "格式": REPORT_FORMAT,
        "档案包": verification.path.name,
        "项目名称": manifest.project_name if manifest else "",
        "项目代码": manifest.project_code if manifest else "",
        "归档日期": manifest.date if manifest else "",
        "全宗号": manifest.fonds if manifest else "",
        "编号状态": str(manifest.numbering) if manifest else "",
        "范围": manifest.scope if manifest else "",
        "案卷数": len(manifest.volumes) if manifest else None,
        "件数": manifest.count_filed() if manifest else None,
        "文件数": verification.files,
        "字节数": verification.octets,
        "载体形式": verification.kind,
        "摘要算法": list(verification.algorithms),
        "检测方式": "快速" if verification.fast else "全面",
        "检测工具": tool,
        "检测日期": day,
        "结论": str(report.overall),
        "自动检测": str(report.automatic),
        "统计": dict(report.count()),
        "检测": [_describe_line(number, line, day) for number, line in enumerate(report.lines, 1)],
        "问题": [
            {
                "级别": str(finding.severity),
                "编号": finding.code,
                "位置": str(finding.place),
                "问题": finding.message,
                "依据": finding.source,
                "材料": list(finding.papers),
            }
            for finding in verification.report.findings
        ],
    }


def _describe_line(number: int, line: Line, day: str) -> dict[str, Any]:
    """A line that waits for a person bears no name and no date."""
    decided = line.outcome is not Outcome.HUMAN
    return {
        "序号": number,
        "属性": line.check.aspect,
        "条款": line.check.number,
        "项目": line.check.item,
        "依据": line.check.basis,
        "方法": "人工" if line.check.manual else "自动",
        "结果": str(line.outcome),
        "说明": line.explanation,
        "检测人": "程序" if decided else "",
        "日期": day if decided else "",
    }
