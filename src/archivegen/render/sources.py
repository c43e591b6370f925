"""What the engines make of a template: Jinja sources in which every line knows its place and its tag."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import PurePath
from typing import Any

from archivegen.language.mending import Tag, find_tags
from archivegen.render.mistakes import Where
from archivegen.render.placed_texts import PlacedText
from archivegen.render.sheet.formulas import letters_of
from archivegen.render.sheet.program import SheetProgram
from archivegen.render.word.stamp import PartStamp

_CLOSED = {"{{": "}}", "{%": "%}", "{#": "#}"}


@dataclass(frozen=True, slots=True)
class Source:
    """One compiled part of a template: Jinja's source, and for each of its lines the place and the tag."""

    text: str
    where: Callable[[int], Where]
    tag: Callable[[int], str]


@dataclass(frozen=True, slots=True)
class LooseTag:
    """One tag of a template that does not compile."""

    written: str
    where: Where
    jinja: str


def read_sources(content: bytes, name: str) -> list[Source]:
    """Compile a template; raises ``TemplateMistakesError`` with all mistakes that its engine finds, ``TemplateError``."""
    if PurePath(name).suffix.lower() == ".docx":
        from archivegen.render.docx import compile_docx

        return [_read_part(part) for part in compile_docx(content, name=name).parts]
    from archivegen.render.xlsx import compile_xlsx

    return [_read_program(member, program) for member, program in compile_xlsx(content, name=name).programs]


def list_tags(texts: Sequence[PlacedText]) -> list[LooseTag]:
    """The tags of these texts with their places, as Jinja reads each by itself."""
    return [
        LooseTag(placed.text[tag.start : tag.end], placed.where, _as_jinja(tag))
        for placed in texts
        for tag in find_tags(placed.text)[0]
    ]


def without_tags(text: str) -> str:
    """What a text says by itself."""
    for tag in reversed(find_tags(text)[0]):
        text = f"{text[: tag.start]} {text[tag.end :]}"
    return text


def _as_jinja(tag: Tag) -> str:
    """One line, without what tells which row, column or paragraph the tag repeats."""
    return f"{tag.kind} {' '.join(tag.body.split())} {_CLOSED[tag.kind]}"


def _read_part(part: PartStamp) -> Source:
    def at(line: int) -> tuple[Any, ...]:
        """A tag ends with its line; the fixed text behind the last tag holds no word."""
        return part.places[part.lines[line - 1]]

    return Source(part.source, lambda line: Where(*at(line)[:3]), lambda line: str(at(line)[-1]))


def _read_program(member: str, program: SheetProgram) -> Source:
    def where(line: int) -> Where:
        row, column, *_ = program.places[line - 1]
        cell = f"{letters_of(column)}{row}" if row and column else ""
        shown = f"工作表“{program.title}”{cell}" if member.startswith("xl/") else "文件属性"
        return Where(shown, member, None, row, column)

    return Source(program.source, where, lambda line: program.places[line - 1][2])
