"""A paper: the sheets that a template's programs make, written into a package."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from archivegen.errors import TemplateError
from archivegen.render.book.markup import RELATIONS, escape, quote
from archivegen.render.book.package import PackageMaker
from archivegen.render.book.pieces import Filler
from archivegen.render.book.plans import BookPlan, SheetPlan
from archivegen.render.book.relations import make_relation
from archivegen.render.book.sheet_writer import SheetWriter
from archivegen.render.book.strings import StringTable
from archivegen.render.book.styles import StyleBook
from archivegen.render.sheet.formulas import (
    Finder,
    Origin,
    Reference,
    find_areas,
    name_area,
    parse_formula,
    quote_title,
)
from archivegen.render.sheet.made import MadeSheet, fill_grids, lay_out
from archivegen.render.sheet.moves import make_title, move_formula
from archivegen.render.sheet.tags import TagError

_STRINGS_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"
_BOUND_NAMES = ("_xlnm.Print_Area", "_xlnm.Print_Titles", "_xlnm._FilterDatabase")
_LINK = f'xmlns:r="{RELATIONS}" r:id='


class BookWriter:
    """Fills a compiled template with words, once."""

    def __init__(self, plan: BookPlan, words: Mapping[str, Any]) -> None:
        self._plan = plan
        self._words = words
        self._strings = StringTable()
        self._styles = StyleBook(plan.styles or ([], ("",) * 7, []))
        known = [part.name for part in plan.static]
        known += [member for sheet in plan.sheets for member in _list_members(sheet)]
        self._maker = PackageMaker(plan.static, plan.types, known)

    def write(self) -> bytes:
        """The finished workbook.

        Raises :class:`TagError` at the cell whose words fail, ``TemplateError`` when no sheet is made or the paper is too large.
        """
        groups = self._make_sheets()
        find = self._fill(groups)
        sheets = [(plan, sheet) for plan, made in zip(self._plan.sheets, groups, strict=True) for sheet in made]
        if not sheets:
            raise TemplateError("没有生成任何工作表：{%sheet … %} 的列表是空的，请检查模板和项目文件")
        active = self._find_active(groups)
        members, tables = list[str](), set[str]()
        for number, (plan, sheet) in enumerate(sheets):
            writer = SheetWriter(
                plan, sheet, find, self._maker, strings=self._strings, styles=self._styles, tables=tables
            )
            try:
                members.append(writer.write(selected=number == active))
            except TagError as mistake:
                raise _place(mistake, plan) from mistake
        self._write_book(sheets, members, groups, find, active)
        self._write_strings()
        self._write_styles()
        self._write_core()
        return self._maker.write()

    def _make_sheets(self) -> list[list[MadeSheet]]:
        """The made sheets of each sheet of the template."""
        groups: list[list[MadeSheet]] = []
        taken: set[str] = set()
        for plan in self._plan.sheets:
            try:
                records = plan.program.run(self._words)
                groups.append([lay_out(plan.program, plan.cells, r, make_title(r.title, taken)) for r in records])
            except TagError as mistake:
                raise _place(mistake, plan) from mistake
        return groups

    def _fill(self, groups: Sequence[Sequence[MadeSheet]]) -> Finder:
        by_title = {plan.program.title: made for plan, made in zip(self._plan.sheets, groups, strict=True)}
        try:
            return fill_grids(by_title, self._words)
        except TagError as mistake:
            plan = next(plan for plan in self._plan.sheets if plan.program.title == mistake.sheet)
            raise _place(mistake, plan) from mistake

    def _find_active(self, groups: Sequence[Sequence[MadeSheet]]) -> int:
        """The first sheet that was made of the one that is open in the template."""
        before = sum(len(made) for made in groups[: self._plan.active])
        return min(before, sum(map(len, groups)) - 1)

    # The parts of the workbook ---------------------------------------------------------------------------------------

    def _write_book(
        self,
        sheets: Sequence[tuple[SheetPlan, MadeSheet]],
        members: Sequence[str],
        groups: Sequence[Sequence[MadeSheet]],
        find: Finder,
        active: int,
    ) -> None:
        listed = [
            f'<sheet name="{quote(sheet.title)}" sheetId="{n}"{plan.state} {_LINK}"rIdSheet{n}"/>'
            for n, (plan, sheet) in enumerate(sheets, 1)
        ]
        gaps = {
            "views": f'<bookViews><workbookView{self._plan.view} activeTab="{active}"/></bookViews>',
            "sheets": f"<sheets>{''.join(listed)}</sheets>",
            "names": self._write_names(groups, find),
            "calculation": '<calcPr calcId="191029" fullCalcOnLoad="1"/>',
        }
        texts = (piece if isinstance(piece, str) else gaps[piece[0]] for piece in self._plan.pieces)
        self._maker.add(self._plan.member, "".join(texts))
        relations = [make_relation(f"rIdSheet{n}", "worksheet", member) for n, member in enumerate(members, 1)]
        relations += self._plan.relations
        relations.append(make_relation("rIdStrings", "sharedStrings", self._plan.strings))
        if self._plan.styles:
            relations.append(make_relation("rIdStyles", "styles", self._plan.styles_member))
        self._maker.add_relations(self._plan.member, relations)

    def _write_names(self, groups: Sequence[Sequence[MadeSheet]], find: Finder) -> str:
        """The names, those of a sheet once for every sheet that was made of it."""
        known = [sheet for made in groups for sheet in made]
        numbers = {id(sheet): number for number, sheet in enumerate(known)}
        written = []
        for attributes, name, owner, text in self._plan.names:
            if owner < 0:
                moved = _write_name(text, None, find, known[0].title)
                written.append(f'<definedName name="{quote(name)}"{attributes}>{moved}</definedName>')
                continue
            for sheet in groups[owner] if owner < len(groups) else ():
                moved = (
                    _bound_name(text, sheet) if name in _BOUND_NAMES else _write_name(text, sheet, find, sheet.title)
                )
                if moved:
                    local = f'name="{quote(name)}" localSheetId="{numbers[id(sheet)]}"'
                    written.append(f"<definedName {local}{attributes}>{moved}</definedName>")
        return f"<definedNames>{''.join(written)}</definedNames>" if written else ""

    def _write_strings(self) -> None:
        self._maker.add(self._plan.strings, self._strings.write(), _STRINGS_TYPE)

    def _write_styles(self) -> None:
        changed = self._styles.write()
        if changed is not None:
            self._maker.add(self._plan.styles_member, changed)
        elif self._plan.packed_styles is not None:
            self._maker.add_packed(self._plan.packed_styles)

    def _write_core(self) -> None:
        if self._plan.core is None:
            return
        member, pieces, program = self._plan.core
        try:
            (record,) = program.run(self._words)
        except TagError as mistake:
            mistake.sheet, mistake.member = "", member
            raise
        sheet = lay_out(program, self._plan.sheets[0].cells, record, "")
        filler = Filler(sheet, lambda _: None, record.texts)
        self._maker.add(member, filler.fill(pieces))


def _write_name(text: str, sheet: MadeSheet | None, find: Finder, somewhere: str) -> str:
    return escape(move_formula(text, sheet, find, somewhere))


def _bound_name(text: str, sheet: MadeSheet) -> str:
    """A print area, or the rows that are repeated on every page: each range is one range again."""
    written = []
    for part in parse_formula("=" + text):
        if not isinstance(part, Reference):
            continue
        areas = find_areas(part, sheet, Origin(sheet))
        rows = [area for area, _ in areas if area]
        columns = [area for _, area in areas if area]
        if areas:
            bound = name_area(
                (min(a for a, _ in rows), max(b for _, b in rows)) if rows else None,
                (min(a for a, _ in columns), max(b for _, b in columns)) if columns else None,
                (True,) * 4,
            )
            written.append(f"{quote_title(sheet.title)}!{bound}")
    return escape(",".join(written))


def _place(mistake: TagError, plan: SheetPlan) -> TagError:
    mistake.sheet, mistake.member = plan.program.title, plan.member
    return mistake


def _list_members(plan: SheetPlan) -> list[str]:
    """The names of the parts that are written anew for every made sheet."""
    members = [plan.member, *plan.attached, *(member for member, _ in plan.tables)]
    if plan.drawing:
        members.append(plan.drawing.member)
    if plan.notes:
        members += [member for member in plan.notes[:2] if member]
    return members
