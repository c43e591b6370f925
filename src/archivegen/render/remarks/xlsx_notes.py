"""Cell notes in an Excel file: laid at the cells of mistakes, and those of an earlier check taken out again."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import count

from lxml import etree

from archivegen.render.mistakes import Mistake
from archivegen.render.remarks.note_shapes import NEW_DRAWING, add_shapes, drop_shapes, find_map
from archivegen.render.remarks.office_parts import AUTHOR, OfficeParts, Xml, one_line, read_cell
from archivegen.render.sheet.formulas import letters_of

MARK = "〔archivegen〕"
"""Begins every line of ours, so that it is found again inside the note of somebody else."""

_CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.comments+xml"
_VML_TYPE = "application/vnd.openxmlformats-officedocument.vmlDrawing"
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_OUR_LINE = re.compile(rf"\n?{MARK}[^\n]*")
_AFTER_LEGACY = (
    "legacyDrawingHF",
    "drawingHF",
    "picture",
    "oleObjects",
    "controls",
    "webPublishItems",
    "tableParts",
    "extLst",
    "AlternateContent",
)
"""What stands behind ``legacyDrawing`` in a sheet (CT_Worksheet)."""

Cell = tuple[int, int]


def annotate_xlsx(content: bytes, mistakes: Iterable[Mistake], name: str = "模板.xlsx") -> bytes:
    """The same file with a note at every wrong cell; a cell that has one gets ours below its text.

    A mistake of a sheet as a whole is told at A1, one of no sheet at A1 of the first.  Earlier lines of ours are gone.
    Raises ``TemplateError`` for what is no Excel file.
    """
    parts = OfficeParts(content, name)
    sheets = list(_list_sheets(parts))
    for member in sheets:
        _Sheet(parts, member).clear()
    told: dict[str, dict[Cell, list[str]]] = {}
    for mistake in mistakes:
        where = mistake.where
        here = where.member in sheets
        cell = (where.row or 1, where.column or 1) if here else (1, 1)
        exact = here and where.row and where.column
        line = _tell(mistake, with_place=not exact)
        told.setdefault(where.member if here else sheets[0], {}).setdefault(cell, []).append(line)
    for member, cells in told.items():
        _Sheet(parts, member).add(cells)
    return parts.write()


def clear_xlsx(content: bytes, name: str) -> tuple[bytes, int]:
    """The same file without our notes, and how many lines there were; the very same bytes when there were none."""
    parts = OfficeParts(content, name)
    removed = sum(_Sheet(parts, member).clear() for member in _list_sheets(parts))
    return (parts.write() if removed else content), removed


def _list_sheets(parts: OfficeParts) -> Iterator[str]:
    """The worksheets in the order of the workbook."""
    workbook = parts.main_part()
    worksheets = set(parts.related(workbook, "worksheet"))
    identity = f"{{{parts.office_namespace()}}}id"
    for sheet in parts.xml(workbook).iter(f"{{{etree.QName(parts.xml(workbook)).namespace}}}sheet"):
        member = parts.target(workbook, sheet.get(identity, ""))
        if member in worksheets and member in parts.parts:
            yield str(member)


def _tell(mistake: Mistake, *, with_place: bool) -> str:
    place = f"{one_line(mistake.where.shown)}：" if with_place and mistake.where.shown else ""
    return f"{MARK}{place}{one_line(mistake.problem)}。怎样改：{one_line(mistake.mend)}。"


class _Sheet:
    """The notes of one worksheet."""

    def __init__(self, parts: OfficeParts, member: str) -> None:
        self.parts = parts
        self.member = member
        self.main = f"{{{etree.QName(parts.xml(parts.main_part())).namespace}}}"

    def clear(self) -> int:
        """Take our lines out; a note of which nothing is left goes with its shape."""
        comments = self._comments()
        if comments is None:
            return 0
        removed, emptied = 0, set()
        for comment in list(comments.iter(f"{self.main}comment")):
            found, left = self._cut_lines(comment)
            removed += found
            if found and not left.strip():
                emptied.add(read_cell(comment.get("ref", "")))
                comment.getparent().remove(comment)
        if emptied:
            for drawing in self._drawings():
                self.parts.put_bytes(drawing, drop_shapes(self.parts.parts[drawing], emptied))
        return removed

    def _cut_lines(self, comment: Xml) -> tuple[int, str]:
        """How many lines of ours a note had, and what is left of it; other programs cut a line into runs as they like."""
        texts = [text for text in comment.iter(f"{self.main}t") if text.text]
        whole = "".join(text.text for text in texts)
        ours = [match.span() for match in _OUR_LINE.finditer(whole)]
        if not ours:
            return 0, whole
        begin = 0
        for text in texts:
            kept = [c for at, c in enumerate(text.text, begin) if not any(first <= at < end for first, end in ours)]
            begin += len(text.text)
            text.text = "".join(kept)
            run = text.getparent()
            if not kept and run.tag == f"{self.main}r":
                run.getparent().remove(run)
        return len(ours), _OUR_LINE.sub("", whole)

    def add(self, cells: dict[Cell, list[str]]) -> None:
        """Lay lines at cells."""
        comments = self._comments()
        if comments is None:
            comments = self._make_comments()
        author = self._author(comments)
        known = {read_cell(comment.get("ref", "")): comment for comment in comments.iter(f"{self.main}comment")}
        threads = self._threads()
        entries = comments.find(f"{self.main}commentList")
        shapes = []
        for (row, column), lines in sorted(cells.items()):
            cell, told = (row, column), lines
            if cell in threads:
                # A thread shows its own text only: ours would never be seen there.
                cell = next((row, c) for c in count(column) if (row, c) not in threads)
                told = [line.replace(MARK, f"{MARK}{letters_of(column)}{row}：", 1) for line in lines]
            if cell in known:
                self._append(known[cell], "\n" + "\n".join(told))
                continue
            comment = etree.SubElement(
                entries, f"{self.main}comment", ref=f"{letters_of(cell[1])}{cell[0]}", authorId=str(author)
            )
            etree.SubElement(comment, f"{self.main}text")
            self._append(comment, "\n".join(told))
            known[cell] = comment
            shapes.append((*cell, sum(1 + len(line) // 24 for line in told)))
        if shapes:
            drawing = self._drawing()
            self.parts.put_bytes(drawing, add_shapes(self.parts.parts[drawing], shapes))

    def _append(self, comment: Xml, text: str) -> None:
        """A run of its own behind what the note says."""
        body = comment.find(f"{self.main}text")
        plain = body.find(f"{self.main}t")
        if plain is not None:
            run = etree.Element(f"{self.main}r")
            body.replace(plain, run)
            run.append(plain)
        run = etree.Element(f"{self.main}r")
        runs = body.findall(f"{self.main}r")
        body.insert(body.index(runs[-1]) + 1 if runs else 0, run)
        etree.SubElement(etree.SubElement(run, f"{self.main}rPr"), f"{self.main}color", rgb="FFC00000")
        etree.SubElement(run, f"{self.main}t", {_SPACE: "preserve"}).text = text

    def _author(self, comments: Xml) -> int:
        authors = comments.find(f"{self.main}authors")
        names = [author.text or "" for author in authors]
        if AUTHOR not in names:
            etree.SubElement(authors, f"{self.main}author").text = AUTHOR
            names.append(AUTHOR)
        return names.index(AUTHOR)

    def _comments(self) -> Xml | None:
        found = [name for name in self.parts.related(self.member, "comments") if name in self.parts.parts]
        return self.parts.xml(found[0]) if found else None

    def _make_comments(self) -> Xml:
        member = self.parts.free_name("xl/comments{}.xml")
        root = etree.Element(f"{self.main}comments", nsmap={None: self.main[1:-1]})
        etree.SubElement(root, f"{self.main}authors")
        etree.SubElement(root, f"{self.main}commentList")
        self.parts.put_xml(member, root, _CONTENT_TYPE)
        self.parts.relate(self.member, "comments", member)
        return root

    def _threads(self) -> set[Cell]:
        return {
            read_cell(thread.get("ref", ""))
            for member in self.parts.related(self.member, "threadedComment")
            if member in self.parts.parts
            for thread in self.parts.xml(member)
        }

    # Shapes -----------------------------------------------------------------------------------------------------------

    def _drawings(self) -> list[str]:
        return [name for name in self.parts.related(self.member, "vmlDrawing") if name in self.parts.parts]

    def _drawing(self) -> str:
        """The drawing of this sheet's notes, made when there is none."""
        sheet = self.parts.xml(self.member)
        identity = f"{{{self.parts.office_namespace()}}}id"
        legacy = sheet.find(f"{self.main}legacyDrawing")
        known = self.parts.target(self.member, legacy.get(identity, "")) if legacy is not None else None
        if known is not None and known in self.parts.parts:
            return known
        member = self.parts.free_name("xl/drawings/vmlDrawing{}.vml")
        others = [find_map(content) for name, content in self.parts.parts.items() if name.lower().endswith(".vml")]
        self.parts.put_bytes(member, NEW_DRAWING.format(max(others, default=0) + 1).encode())
        self.parts.declare_suffix("vml", _VML_TYPE)
        if legacy is None:
            legacy = etree.Element(f"{self.main}legacyDrawing")
            behind = [child for child in sheet if _local_name(child) in _AFTER_LEGACY]
            sheet.insert(sheet.index(behind[0]) if behind else len(sheet), legacy)
        legacy.set(identity, self.parts.relate(self.member, "vmlDrawing", member))
        return member


def _local_name(element: Xml) -> str:
    return etree.QName(element).localname if isinstance(element.tag, str) else ""
