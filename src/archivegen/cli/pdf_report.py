"""How PDFs are asked for, and what is said of those of a run."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import click

from archivegen.cli import show

if TYPE_CHECKING:
    from archivegen.paper_pdfs import Pdfs, PdfWish
    from archivegen.print_sets import PrintSet, PrintWish
    from archivegen.workspace import Workspace


pdf_option = click.option("--pdf", is_flag=True, help="另外转成 PDF，放在“出件/PDF”；要装有 LibreOffice。")
pdfa_option = click.option("--pdfa", is_flag=True, help="转成可以长期保存的 PDF/A-2b；不必再写 --pdf。")


print_option = click.option(
    "--print",
    "print_sets",
    is_flag=True,
    help="再按签章方合成册，放在“出件/成套打印”：双面打印，册前有签署清单；不必再写 --pdf。",
)
copy_each_option = click.option(
    "--copy-each", is_flag=True, help="合册时几方都要签的材料每方各印一份，不传签；不必再写 --print。"
)


def wish_sets(*, print_sets: bool, copy_each: bool) -> PrintWish | None:
    """Which sets were asked for."""
    if not print_sets and not copy_each:
        return None
    from archivegen.print_sets import PrintWish

    return PrintWish(copy_each=copy_each)


def wish_pdfs(*, pdf: bool, pdfa: bool) -> PdfWish | None:
    """What was asked for."""
    if not pdf and not pdfa:
        return None
    from archivegen.paper_pdfs import PdfWish

    return PdfWish(archival=pdfa)


def pdf_facts(pdfs: Pdfs, sets: Sequence[PrintSet]) -> dict[str, Any]:
    """The same facts for machines."""
    return {
        "papers": [
            {"key": p.entry.key, "title": p.entry.title, "status": str(p.status), "path": p.path, "note": p.note}
            for p in pdfs.papers
        ],
        "lack": pdfs.lack,
        "notes": list(pdfs.notes),
        "sets": [
            {
                "name": s.name,
                "status": str(s.status),
                "path": s.path,
                "papers": s.papers,
                "pages": s.pages,
                "note": s.note,
            }
            for s in sets
        ],
    }


def show_pdfs(workspace: Workspace, pdfs: Pdfs, sets: Sequence[PrintSet]) -> None:
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
    for each in sets:
        note = f"：{each.note}" if each.note else ""
        line = f"成套打印 {each.path}：{each.papers} 份，{each.pages} 页，{each.status}{note}"
        show.say(line, colour="yellow" if each.note else None)
    if sets:
        show.say("请用双面打印（长边翻转）。", colour="green")
