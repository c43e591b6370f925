"""What the engines make of a template: Jinja sources in which every line knows its place."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import PurePath

from openpyxl.utils import get_column_letter

from archivegen.render.mistakes import Where
from archivegen.render.placed_texts import PlacedText
from archivegen.render.sheet.program import SheetProgram
from archivegen.render.sheet.tags import mend_tags

TAG = re.compile(r"\{\{.*?\}\}|\{%.*?%\}", re.DOTALL)
_AXIS = re.compile(r"^(\{[{%][-+]?)\s*(?:tr|tc|p|r|sheet)\s+")


@dataclass(frozen=True, slots=True)
class Source:
    """One compiled part of a template: Jinja's source, and for each of its lines the place and the tag."""

    text: str
    where: Callable[[int], Where]
    tag: Callable[[int], str]


def read_sources(content: bytes, name: str, texts: Sequence[PlacedText]) -> list[Source]:
    """Compile a template; ``texts`` are its own.  Raises ``TemplateError``, with all mistakes when the engine tells them."""
    return (
        _read_docx(content, name, texts)
        if PurePath(name).suffix.lower() == ".docx"
        else _read_xlsx(content, name, texts)
    )


def list_tags(texts: Sequence[PlacedText]) -> list[tuple[str, Where]]:
    """The tags of these texts, each with its place, as Jinja wants them but for ``tr`` and its like."""
    return [(tag, placed.where) for placed in texts for tag in TAG.findall(mend_tags(placed.text))]


def as_jinja(tag: str) -> str:
    """A tag without what tells which row, column or paragraph it repeats."""
    return _AXIS.sub(r"\1 ", tag).replace("\n", " ")


def _read_docx(content: bytes, name: str, texts: Sequence[PlacedText]) -> list[Source]:
    from archivegen.render.docx import docx_words

    docx_words(content, name=name)
    tags = list_tags(texts)
    text = "\n".join(as_jinja(tag) for tag, _ in tags)
    return [Source(text, lambda line: tags[line - 1][1], lambda line: tags[line - 1][0])]


def _read_xlsx(content: bytes, name: str, texts: Sequence[PlacedText]) -> list[Source]:
    from archivegen.render.xlsx import _compile

    members = dict.fromkeys(placed.where.member for placed in texts)
    return [_read_sheet(program, member) for program, member in zip(_compile(content, name), members, strict=True)]


def _read_sheet(program: SheetProgram, member: str) -> Source:
    def where(line: int) -> Where:
        place = program.places[line - 1]
        cell = f"{get_column_letter(place.column)}{place.row}" if place.row else ""
        return Where(f"工作表“{program.template.title}”{cell}", member, None, place.row, place.column)

    return Source(program.source, where, lambda line: program.places[line - 1].tag)
