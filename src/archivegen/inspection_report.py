"""The foreman of the report on the four properties: what the inspector found, printed for people to sign and written for programs.

The inspector gives the words, the pack the template; both files are put in their places whole or not at all.
"""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

from archivegen import __version__
from archivegen.accessions.files import replace_file
from archivegen.accessions.parcel import hide_numbers
from archivegen.chinese import chinese_date, safe_file_name
from archivegen.errors import OutputError
from archivegen.manifest import Audience
from archivegen.pack.model import Pack
from archivegen.pack.papers import INSPECTION_REPORT
from archivegen.plan import Origin, PlanEntry
from archivegen.render.engine import render_entry
from archivegen.verify import PropertyReport, Verification, describe_report, make_report
from archivegen.verify.report import name_digest

REPORT = INSPECTION_REPORT
TEMPLATE = f"docx/{REPORT}.docx"
MOST_FAULTS = 1000
"""Findings that are printed; the JSON beside it has them all."""


def write_report(verification: Verification, pack: Pack, day: date, place: Path) -> tuple[PropertyReport, Path, Path]:
    """Write the report as docx and as JSON; ``place`` is a folder (the report is named by its archive) or one of the two files.

    Raises ``OutputError`` when the pack has no template or the disk refuses; a file that was there before then stays.
    """
    paper, data = _name_files(verification, place)
    if paper.resolve().is_relative_to(verification.path.resolve()):
        raise OutputError(f"检测报告不能写进被检测的档案包（{paper}），否则档案包就变了。请给另一个文件夹。")
    report = make_report(verification, day)
    told = describe_report(report, f"archivegen {__version__}")
    content = print_report(told, pack)
    replace_file(data, (json.dumps(told, ensure_ascii=False, indent=1) + "\n").encode("utf-8", "backslashreplace"))
    replace_file(paper, content)
    return report, paper, data


def print_report(told: dict[str, Any], pack: Pack) -> bytes:
    """The paper, from the words that the JSON holds."""
    template = pack.folder / TEMPLATE
    if not template.is_file():
        raise OutputError(f"模板包“{pack.name}”没有 {TEMPLATE}，印不出四性检测报告。请用带有这个模板的模板包。")
    entry = PlanEntry(
        code=REPORT, key=REPORT, name=REPORT, title=REPORT, stage="", origin=Origin.GENERATED, level="", responsible="",
        retention="", audience=Audience.INTERNAL, template=template,
    )  # fmt: skip
    words = {"报告": _make_words(told), "材料": {"代码": REPORT, "键": REPORT, "名称": REPORT, "题名": REPORT}}
    return render_entry(entry, words)


def say_verdict(outcome: str) -> str:
    """What the program itself found, in words that promise no more."""
    return "没有发现不合格，有的项目须人工确认" if outcome == "人工确认" else outcome


def _make_words(told: dict[str, Any]) -> dict[str, Any]:
    """What the JSON says, as a paper says it; no word is None."""
    faults = [
        {**fault, "序号": number, "位置": hide_numbers(fault["位置"]), "问题": hide_numbers(fault["问题"])}
        for number, fault in enumerate(told["问题"][:MOST_FAULTS], 1)
    ]
    counts = [(told["案卷数"], "卷"), (told["件数"], "件"), (told["文件数"], "个文件"), (f"{told['字节数']:,}", "字节")]
    return {
        **{name: "" if value is None else value for name, value in told.items()},
        "检测日期": chinese_date(date.fromisoformat(told["检测日期"])),
        "检测方式": f"{told['检测方式']}检测"
        + ("（没有读内容，不能据此认定合格）" if told["检测方式"] == "快速" else ""),
        "自动检测": say_verdict(told["自动检测"]),
        "摘要算法": [name_digest(name) for name in told["摘要算法"]],
        "数量": "，".join(f"{count}{unit}" for count, unit in counts if count is not None),
        "各项结果": "，".join(f"{outcome} {count} 项" for outcome, count in told["统计"].items() if count),
        "问题": faults,
        "问题数": len(told["问题"]),
        "未列": max(len(told["问题"]) - MOST_FAULTS, 0),
    }


def _name_files(verification: Verification, place: Path) -> tuple[Path, Path]:
    """Where paper and data go."""
    suffix = place.suffix.lower()
    if suffix in {".docx", ".json"} and not place.is_dir():
        return place.with_suffix(".docx"), place.with_suffix(".json")
    if suffix and not place.is_dir():
        raise OutputError(
            f"检测报告写成 .docx 和 .json 两个文件，不能写成 {place.name}。请给一个文件夹，或 .docx 文件名。"
        )
    stem = safe_file_name(f"{REPORT}_{verification.path.resolve().name}", 180)
    return place / f"{stem}.docx", place / f"{stem}.json"
