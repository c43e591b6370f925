"""How PDFs are asked for, and what is said of those of a run."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from archivegen.cli import show

if TYPE_CHECKING:
    from archivegen.paper_pdfs import Pdfs, PdfWish
    from archivegen.workspace import Workspace


pdf_option = click.option("--pdf", is_flag=True, help="另外转成 PDF，放在“出件/PDF”；要装有 LibreOffice。")
pdfa_option = click.option("--pdfa", is_flag=True, help="转成可以长期保存的 PDF/A-2b；不必再写 --pdf。")


def wish_pdfs(pdf: bool, pdfa: bool) -> PdfWish | None:  # noqa: FBT001
    """What was asked for."""
    if not pdf and not pdfa:
        return None
    from archivegen.paper_pdfs import PdfWish

    return PdfWish(archival=pdfa)


def pdf_facts(pdfs: Pdfs) -> dict[str, Any]:
    """The same facts for machines."""
    return {
        "papers": [
            {"key": p.entry.key, "title": p.entry.title, "status": str(p.status), "path": p.path, "note": p.note}
            for p in pdfs.papers
        ],
        "lack": pdfs.lack,
        "notes": list(pdfs.notes),
    }


def show_pdfs(workspace: Workspace, pdfs: Pdfs) -> None:
    """What could not be made and why, what stood in for which font, and how many there are."""
    from archivegen.paper_pdfs import PDF_FOLDER, PdfStatus

    if pdfs.lack:
        show.say(pdfs.lack, colour="red")
        return
    for status, colour in ((PdfStatus.KEPT, "yellow"), (PdfStatus.FAILED, "red")):
        for paper in pdfs.with_status(status):
            show.say(f"{status} {paper.entry.title}（{paper.entry.key}）：{paper.note}。", colour=colour)
    for note in pdfs.notes:
        show.say(note, colour="yellow")
    counts = "，".join(f"{s} {len(found)} 份" for s in PdfStatus if (found := pdfs.with_status(s)))
    made = workspace.folder / PDF_FOLDER
    show.say(f"PDF：{counts or '没有可转的材料'}。" + (f"在 {made}" if made.is_dir() else ""), colour="green")
