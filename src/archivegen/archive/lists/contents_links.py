"""卷内目录 whose 件号 are links to the files of the papers: the copy that goes into a 合订本, where they lead to pages.

The number bears the link and not the title: LibreOffice does not break the lines of a cell with a link.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from pathlib import PurePosixPath

from archivegen.archive.volume import FiledPaper


def link_contents(content: bytes, name: str, papers: Sequence[FiledPaper]) -> bytes:
    """The workbook with a link on the number of each of these papers; any other file as it is.

    A row is a paper's when its first cell is the 件号 and another one the title.
    """
    if PurePosixPath(name).suffix != ".xlsx":
        return content
    from openpyxl import load_workbook

    book = load_workbook(io.BytesIO(content))
    known = {(paper.number, paper.item.entry.title): PurePosixPath(paper.files[0].path).name for paper in papers}
    for sheet in book.worksheets:
        for row in sheet.iter_rows():
            targets = [known[row[0].value, cell.value] for cell in row[1:] if (row[0].value, cell.value) in known]
            if targets:
                row[0].value = str(row[0].value)  # LibreOffice knows links in texts only
                row[0].hyperlink = targets[0]
    made = io.BytesIO()
    book.save(made)
    return made.getvalue()
