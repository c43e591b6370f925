"""Which papers of a pack are made from a template, and which words the catalogue adds for each."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from jinja2 import TemplateSyntaxError

from archivegen.language.shapes import ANYTHING, Shape, either, load_vocabulary
from archivegen.language.uses import shape_of
from archivegen.pack.model import DocumentType, Pack
from archivegen.project.plain import Kept
from archivegen.project.words.bank import BANK_WORDS

_NOTICES = "公示栏"
_ITEM = "项"


@dataclass(frozen=True, slots=True)
class PaperOfTemplate:
    """One line of the catalogue (or an attachment of one) that uses a template."""

    code: str
    name: str
    audience: str
    """内部, 公开, 受限 or 银行."""
    for_each: str = ""
    """The list of which each entry makes a paper; the entry is ``项``."""
    words: Mapping[str, str] | None = None
    """What the catalogue adds: name → expression."""
    given: tuple[str, ...] = ()
    """Words that the program itself adds."""

    @property
    def public(self) -> bool:
        """Whether the paper is given the words that the public may see."""
        return self.audience == "公开"


INSPECTION_REPORT = "四性检测报告"
"""A pack may have a template of this name; the inspector's report is printed with it."""


def find_papers(pack: Pack, template: Path) -> tuple[PaperOfTemplate, ...]:
    """The papers made from ``template``: the pack's own file, or one of the same name that lies elsewhere."""
    inside = [paper for paper, file in _list_papers(pack) if (pack.folder / file).resolve() == template.resolve()]
    return tuple(inside or [paper for paper, file in _list_papers(pack) if Path(file).name == template.name])


def _list_papers(pack: Pack) -> Iterator[tuple[PaperOfTemplate, str]]:
    for document in pack.catalogue.documents:
        for part in (document, *document.attachments):
            name = part.name if part is document else f"{document.name}——{part.name}"
            for choice in part.templates:
                yield _describe(document, part, name), choice.file
    if pack.catalogue.cover_slip:
        yield PaperOfTemplate("", "收集封面", "内部"), pack.catalogue.cover_slip
    if pack.print_options.list_template:
        yield PaperOfTemplate("", "签署清单", "内部", given=("册",)), pack.print_options.list_template
    yield PaperOfTemplate("", INSPECTION_REPORT, "内部", given=("报告",)), f"docx/{INSPECTION_REPORT}.docx"
    for name, file in pack.reception.templates if pack.reception is not None else ():
        yield PaperOfTemplate("", name, "内部", given=("接收",)), file


def _describe(document: DocumentType, part: DocumentType, name: str) -> PaperOfTemplate:
    return PaperOfTemplate(document.code, name, part.audience, document.for_each, part.words)


def words_of_paper(pack: Pack, paper: PaperOfTemplate) -> Shape:
    """The words that the template of a paper may use.

    Expressions of a catalogue that make no sense give a word of which nothing is known; the plan tells their mistakes.
    """
    words = words_of_pack(pack)
    if paper.audience == "银行":
        words = _keep(words, {**BANK_WORDS, "材料": None})
    if paper.for_each:
        words = words.adding({_ITEM: _shape(paper.for_each, words).entry or ANYTHING})
    for name, expression in (paper.words or {}).items():
        words = words.adding({name: _shape(expression, words)})
    return words.adding(dict.fromkeys(paper.given, ANYTHING))


def _keep(shape: Shape, kept: Kept | None) -> Shape:
    if kept is None:
        return shape
    if shape.entry is not None:
        return replace(shape, entry=_keep(shape.entry, kept))
    return replace(shape, words={name: _keep(shape.words[name], inner) for name, inner in kept.items()})


def _shape(expression: str, words: Shape) -> Shape:
    try:
        return shape_of(expression, words) or ANYTHING
    except TemplateSyntaxError:
        return ANYTHING


def words_of_any_paper(pack: Pack) -> Shape:
    """For a template that no catalogue names: what any paper is given."""
    papers = [paper for paper, _ in _list_papers(pack)]
    items = {paper.for_each: words_of_paper(pack, paper).words[_ITEM] for paper in papers if paper.for_each}
    words = words_of_pack(pack).adding({_ITEM: either(items.values()) or ANYTHING})
    added = {name: words_of_paper(pack, paper).words[name] for paper in papers for name in paper.words or {}}
    return words.adding(added)


def words_of_pack(pack: Pack) -> Shape:
    """The words of every project; a pack may have kinds of notices of its own."""
    words = load_vocabulary()
    board = words.words[_NOTICES]
    like = next(iter(board.words.values()))
    return words.adding({_NOTICES: board.adding(dict.fromkeys(pack.policy.notice_kinds, like))})
