"""Excel papers: a template workbook is compiled once and stamped with words; no spreadsheet library takes part.

``book/read.py`` cuts the parts of the template and compiles each sheet to a program (``sheet/``); ``book/write.py`` lets
the programs make rows and columns, finds where everything went, and writes the parts.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any

from archivegen.compiled import load_compiled
from archivegen.errors import TemplateError
from archivegen.language import words_used
from archivegen.render.book.plans import BookPlan, load_plan
from archivegen.render.book.write import BookWriter
from archivegen.render.mistakes import Mistake, TemplateMistakesError, Where
from archivegen.render.sheet.formulas import letters_of
from archivegen.render.sheet.program import SheetProgram
from archivegen.render.sheet.tags import TagError


class XlsxStamp:
    """A compiled workbook template, to be filled as often as wanted."""

    def __init__(self, plan: BookPlan, name: str) -> None:
        self._plan = plan
        self.name = name

    @property
    def programs(self) -> Sequence[tuple[str, SheetProgram]]:
        """Member and program of each sheet, and of the properties of the file when they hold words."""
        core = [(self._plan.core[0], self._plan.core[2])] if self._plan.core else []
        return [*((sheet.member, sheet.program) for sheet in self._plan.sheets), *core]

    @property
    def sources(self) -> tuple[str, ...]:
        """What the template says, as Jinja sources: for the list of its words."""
        programs = [sheet.program for sheet in self._plan.sheets]
        programs += [self._plan.core[2]] if self._plan.core else []
        return tuple(program.source for program in programs if program.source.strip())

    def render(self, words: Mapping[str, Any]) -> bytes:
        """The workbook filled with ``words`` (plain data, see ``language.plain``); equal words give equal bytes.

        Raises ``TemplateMistakesError`` with sheet, cell, tag, the item of the loop and, for an unknown word, the nearest right
        one; ``TemplateError`` for a paper that is too large or has no sheet.
        """
        try:
            return BookWriter(self._plan, words).write()
        except TagError as mistake:
            raise TemplateMistakesError(self.name, [_place(mistake)]) from mistake
        except TemplateMistakesError:
            raise
        except TemplateError as error:
            raise TemplateError(f"模板 {self.name} {error}") from error


def compile_xlsx(template: bytes, *, name: str) -> XlsxStamp:
    """Compile a template, or take it from the cache; ``name`` is what messages call it.

    Raises ``TemplateMistakesError`` with all mistakes of the template, ``TemplateError`` when it is no workbook or holds what
    no paper can have.
    """
    return XlsxStamp(_load(template, name), name)


def render_xlsx(template: bytes, words: Mapping[str, Any], *, name: str) -> bytes:
    """Fill the Excel ``template`` with ``words`` and return the workbook; see :meth:`XlsxStamp.render`."""
    return compile_xlsx(template, name=name).render(words)


def xlsx_words(template: bytes, *, name: str) -> set[str]:
    """The dotted words that an Excel template uses, named as ``language.words_used`` names them."""
    return {word for source in compile_xlsx(template, name=name).sources for word in words_used(source)}


@lru_cache(maxsize=64)
def _load(template: bytes, name: str) -> BookPlan:
    def compile_anew() -> Any:
        from archivegen.render.book.read import read_template

        return read_template(template, name)

    return load_plan(load_compiled("xlsx", template, compile_anew))


def _place(mistake: TagError) -> Mistake:
    cell = f"{letters_of(mistake.column)}{mistake.row}" if mistake.row and mistake.column else ""
    shown = f"工作表“{mistake.sheet}”{cell}" if mistake.sheet else "文档属性"
    where = Where(shown, mistake.member, row=mistake.row, column=mistake.column)
    return Mistake(where, mistake.problem, mistake.tag)
