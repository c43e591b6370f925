"""Everything that can be said of a template without a project: its mistakes with their places, and the words it uses."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from math import inf

from archivegen.chinese import find_personal_numbers, mask
from archivegen.errors import TemplateError
from archivegen.language.inspection import Fault, Use
from archivegen.language.shapes import Shape
from archivegen.language.uses import inspect_tags, inspect_words
from archivegen.pack.model import Pack
from archivegen.pack.papers import PaperOfTemplate, words_of_any_paper, words_of_paper
from archivegen.render.mistakes import Mistake, TemplateMistakesError, Where
from archivegen.render.placed_texts import PlacedText, list_texts
from archivegen.render.sources import Source, list_tags, read_sources, without_tags

SUFFIXES = (".docx", ".xlsx")


@dataclass(slots=True)
class CheckedTemplate:
    """What is known of one template."""

    name: str
    papers: tuple[PaperOfTemplate, ...] = ()
    mistakes: list[Mistake] = field(default_factory=list)
    warnings: list[Mistake] = field(default_factory=list)
    uses: dict[str, str] = field(default_factory=dict)
    """Each word with its kind, in the order of the template."""

    @property
    def public(self) -> bool:
        """Whether a paper for the public is made from it."""
        return any(paper.public for paper in self.papers)


def check_template(content: bytes, name: str, pack: Pack, papers: Sequence[PaperOfTemplate] = ()) -> CheckedTemplate:
    """All mistakes of a template in one pass; ``papers`` are those of the ``pack`` that are made from it.

    Raises ``TemplateError`` for what is no Office file at all.
    """
    checked = CheckedTemplate(name, tuple(papers))
    texts = list_texts(content, name)
    try:
        sources = read_sources(content, name)
    except TemplateError as error:
        checked.mistakes += _mistakes_of(error)
        sources = []
    _check_words(checked, sources, texts, pack)
    _check_numbers(checked, texts)
    members = list(dict.fromkeys(placed.where.member for placed in texts))
    checked.mistakes.sort(key=lambda mistake: _order(mistake.where, members))
    if not checked.uses and not checked.mistakes:
        whole = Where("整份模板")
        checked.warnings.append(
            Mistake(whole, "没有用到一个词，每份材料都会一模一样", mend="需要填的地方请写 {{ 词 }}")
        )
    return checked


def _mistakes_of(error: TemplateError) -> Sequence[Mistake]:
    if isinstance(error, TemplateMistakesError):
        # What is wrong with the pairing of a tag that is misspelt comes from that alone.
        return list({(mistake.where, mistake.tag): mistake for mistake in reversed(error.mistakes)}.values())[::-1]
    return [Mistake(Where("整份模板"), str(error))]


def _order(where: Where, members: Sequence[str]) -> tuple[int, int, float, int]:
    """As one reads: the body first, a sheet as a whole behind its cells."""
    member = members.index(where.member) if where.member in members else len(members)
    return (member, where.paragraph or 0, where.row or inf, where.column)


# Words -----------------------------------------------------------------------------------------------------------------


def _check_words(checked: CheckedTemplate, sources: Sequence[Source], texts: Sequence[PlacedText], pack: Pack) -> None:
    """Once for each paper that is made from the template: what one may use, another may not."""
    scopes = [(paper.code, words_of_paper(pack, paper), paper.public) for paper in checked.papers]
    found: dict[Mistake, list[str]] = {}
    for code, words, public in scopes or [("", words_of_any_paper(pack), False)]:
        for mistake in _inspect(checked, sources, texts, words, public=public):
            found.setdefault(mistake, []).append(code)
    for mistake, codes in found.items():
        told = "" if len(codes) >= len(scopes) else f"（用于 {'、'.join(dict.fromkeys(codes))} 时）"
        checked.mistakes.append(Mistake(mistake.where, mistake.problem + told, mistake.tag, mistake.mend))


def _inspect(
    checked: CheckedTemplate, sources: Sequence[Source], texts: Sequence[PlacedText], words: Shape, *, public: bool
) -> Iterator[Mistake]:
    if not sources:
        tags = list_tags(texts)
        inspection = inspect_tags([tag.jinja for tag in tags], words, public=public)
        _note(checked, inspection.uses)
        yield from (_mistake(f, tags[f.line - 1].where, tags[f.line - 1].written) for f in inspection.faults)
        return
    for source in sources:
        inspection = inspect_words(source.text, words, public=public)
        _note(checked, inspection.uses)
        yield from (_mistake(f, source.where(f.line), source.tag(f.line)) for f in inspection.faults)


def _note(checked: CheckedTemplate, uses: Sequence[Use]) -> None:
    for use in uses:
        checked.uses[use.word] = checked.uses.get(use.word) or use.kind


def _mistake(fault: Fault, where: Where, tag: str) -> Mistake:
    return Mistake(where, fault.problem, tag, fault.mend)


# Personal numbers ------------------------------------------------------------------------------------------------------


def _check_numbers(checked: CheckedTemplate, texts: Sequence[PlacedText]) -> None:
    """An ID or a mobile number typed into a template stands in every paper; a public one would never be let out."""
    for placed in texts:
        for number in find_personal_numbers(without_tags(placed.text)):
            problem = f"模板里写着一个证件号、账号或手机号（{mask(number)}）"
            if checked.public:
                mend = "公开的材料含有这样的号码就不会生成，请删去；监督电话请用座机"
                checked.mistakes.append(Mistake(placed.where, problem, mend=mend))
            else:
                mend = "它会印在每一份材料上；如果是样例留下的，请换成词"
                checked.warnings.append(Mistake(placed.where, problem, mend=mend))
