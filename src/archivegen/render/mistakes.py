"""What is wrong with a template: every mistake with its place, why it is one, and how to mend it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from archivegen.errors import TemplateError

_LONGEST_TAG = 80


@dataclass(frozen=True, slots=True)
class Where:
    """Where in a template: what a person is told, and what a program needs to put a remark there."""

    shown: str
    """``正文第 12 段“甲方：{{ 项目.名程 }}”``, ``页眉“…”``, ``第 2 个表格第 3 行第 1 格“…”``, ``工作表“发放表”B7``."""
    member: str = ""
    """The zip member, e.g. ``word/document.xml`` or ``xl/worksheets/sheet1.xml``."""
    paragraph: int | None = None
    """Word: which ``w:p`` of the member's XML, in document order, counted from 0."""
    row: int = 0
    column: int = 0
    """Excel: the cell, counted from 1; 0 is the sheet as a whole."""


@dataclass(frozen=True, slots=True)
class Mistake:
    """One mistake: ``problem`` says what is wrong (with the nearest right word), ``mend`` what to do in Word or Excel."""

    where: Where
    problem: str
    tag: str = ""
    """The tag as it stands in the template."""
    mend: str = "请修改模板"

    @property
    def shown_tag(self) -> str:
        """The tag on one line, and no longer than a person reads."""
        tag = " ".join(self.tag.split())
        return tag if len(tag) <= _LONGEST_TAG else tag[:_LONGEST_TAG] + "…"

    def tell(self, name: str) -> str:
        """One sentence with the template's ``name``."""
        shown = f"（{self.shown_tag}）" if self.tag else ""
        return f"模板 {name} {self.where.shown} 有错：{self.problem}{shown}，{self.mend}"


class TemplateMistakesError(TemplateError):
    """A template with mistakes, all of them; the message tells each on a line of its own."""

    def __init__(self, name: str, mistakes: Iterable[Mistake]) -> None:
        self.name = name
        self.mistakes = tuple(mistakes)
        super().__init__("\n".join(mistake.tell(name) for mistake in self.mistakes))

    def __reduce__(self) -> tuple[type[TemplateMistakesError], tuple[str, tuple[Mistake, ...]]]:
        """Crosses from a worker process to its master."""
        return type(self), (self.name, self.mistakes)
