"""Office files → PDFs by LibreOffice, behind one verb; the fonts that stand in; whether a PDF is ours and current."""

from __future__ import annotations

import importlib.util
from collections.abc import Sequence
from pathlib import Path

from archivegen.errors import OutputError
from archivegen.pdf.convert import Converted, convert_office
from archivegen.pdf.finish import Finished
from archivegen.pdf.fonts import Fonts, prepare_fonts, tell_fonts
from archivegen.pdf.merge import Part, count_pages, merge_pdfs, place_parts
from archivegen.pdf.office import ABSENT, Limits, find_office

__all__ = [
    "ABSENT",
    "Converted",
    "Finished",
    "Fonts",
    "Limits",
    "Part",
    "convert_files",
    "convert_office",
    "count_pages",
    "find_lack",
    "find_office",
    "merge_pdfs",
    "place_parts",
    "prepare_fonts",
    "tell_fonts",
]

_LIBRARIES = ("pikepdf", "fontTools")


def find_lack() -> str:
    """What this machine lacks for making PDFs: one Chinese line that says what to install, empty when nothing."""
    if any(importlib.util.find_spec(name) is None for name in _LIBRARIES):
        return "没有安装 PDF 组件，PDF 没有生成；Word 和 Excel 材料不受影响。请运行 pip install archivegen[pdf]，再运行一次。"
    return "" if find_office() else ABSENT


def convert_files(files: Sequence[Path], folder: Path, *, archival: bool = False) -> list[Converted]:
    """PDFs of Office files below ``folder``, which is made and must be empty, with the fonts that stand in.

    Raises ``OutputError`` when this machine lacks something or the disk refuses.
    """
    program = find_office()
    if lack := find_lack():
        raise OutputError(lack)
    assert program is not None
    folder.mkdir(parents=True, exist_ok=True)
    return convert_office(program, files, folder, archival=archival, environment=prepare_fonts(folder).environment)
