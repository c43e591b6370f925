"""What is said of a run of ``generate``."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from archivegen.cli import show
from archivegen.cli.pdf_report import pdf_facts, show_pdfs

if TYPE_CHECKING:
    from archivegen.pipeline import Generated
    from archivegen.workspace import Workspace


def generated_facts(result: Generated) -> dict[str, Any]:
    """The outcome of a run for machines."""
    return {
        "papers": [
            {"key": d.entry.key, "title": d.entry.title, "status": str(d.status), "path": d.path, "note": d.note}
            for d in result.drafts
        ],
        "stale": list(result.stale),
        "findings": [finding.as_dict() for finding in result.report.findings + result.trouble],
        **({"pdf": pdf_facts(result.pdfs, result.print_sets)} if result.pdfs is not None else {}),
    }


def show_generated(workspace: Workspace, result: Generated) -> None:
    """What needs attention, paper by paper, and how many there are of each outcome."""
    from archivegen.render.drafts import DRAFTS_FOLDER, DraftStatus, group_by_note

    show.show_findings(result.trouble)
    for status, colour in (
        (DraftStatus.KEPT, "yellow"),
        (DraftStatus.WAITING, None),
        (DraftStatus.BLOCKED, "red"),
        (DraftStatus.FAILED, "red"),
    ):
        for name, note in group_by_note(result.with_status(status)):
            show.say(f"{status} {name}：{note}", colour=colour)
    for path in result.stale:
        show.say(f"已不需要 {path}：现在的项目文件里没有这份材料了；确认后可以删除。", colour="yellow")
    if result.report.errors:
        show.say("项目文件还有错误：", colour="red")
        show.show_findings(result.report.errors)
    counts = "，".join(f"{s} {len(found)} 份" for s in DraftStatus if (found := result.with_status(s)))
    made = workspace.folder / DRAFTS_FOLDER
    show.say(f"{counts or '没有要生成的材料'}。" + (f"材料在 {made}" if made.is_dir() else ""), colour="green")
    if result.pdfs is not None:
        show_pdfs(workspace, result.pdfs, result.print_sets)
