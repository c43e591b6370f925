"""What one project says of its filing, beside what the pack says: the order that an arrangement follows.  Pure."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from archivegen.errors import PackError, TemplateError
from archivegen.findings import Place
from archivegen.language import compile_text
from archivegen.pack.filing import Filing
from archivegen.plan import PlanEntry


class PaperFacts(NamedTuple):
    """What the indexes say of one paper (domain §9.5), as far as it is known without its files.

    ``date`` is ISO or empty; ``usual`` is the catalogue's retention; a paper about the archive itself is not ``numbered``.
    """

    responsible: str
    document_number: str = ""
    date: str = ""
    year: str = ""
    secrecy: str = ""
    cross_reference: str = ""
    usual: str = ""
    numbered: bool = True


def _no_place(*_path: str | int) -> Place:
    return Place("项目.yaml")


@dataclass(frozen=True, slots=True)
class FilingOrder:
    """The pack's 编目 and the project's 档案 together; ``papers`` has the facts of papers by key."""

    filing: Filing
    project_name: str = ""
    year: str = ""
    fonds: str = ""
    category: str = ""
    project_no: str = ""
    institution: str = ""
    organisation: str = ""
    first_items: Mapping[str, int] = field(default_factory=dict)
    withdrawn: Mapping[str, str] = field(default_factory=dict)
    """Key → why the paper was taken out."""
    overrides: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    """Code or key → retention and reason."""
    secrecy: Mapping[str, str] = field(default_factory=dict)
    """Code or key → secrecy as the project file writes it."""
    papers: Mapping[str, PaperFacts] = field(default_factory=dict)
    place: Callable[..., Place] = _no_place
    """Where a fact stands in the project file."""

    @property
    def shown_fonds(self) -> str:
        """The 全宗号, or what stands in its place while it is not assigned; none is ever invented."""
        return self.fonds or self.filing.unknown_fonds

    def facts_of(self, entry: PlanEntry) -> PaperFacts:
        """The facts of a paper; of one that nobody described, what its entry says."""
        known = self.papers.get(entry.key)
        if known is not None:
            return known
        secrecy = self.filing.secrecy_of.get(str(entry.audience), "")
        return PaperFacts(entry.responsible, year=self.year, secrecy=secrecy, usual=entry.retention)

    def override_of(self, entry: PlanEntry) -> tuple[str, str] | None:
        """Retention and reason that the project file gives for a paper, the key before the code; None when it gives none."""
        found = self.overrides.get(entry.key) or self.overrides.get(entry.code)
        return found if found and found[0] in self.filing.terms else None

    def write(self, pattern: str, words: Mapping[str, Any]) -> str:
        """A code, title or name by its pattern.  Raises ``PackError``, which a checked pack never does."""
        try:
            return compile_text(pattern)(words).strip()
        except TemplateError as error:
            raise PackError(f"模板包的 filing.yaml 有误：{error}") from error

    def volume_words(self, fonds: str) -> dict[str, Any]:
        """The words that every pattern may use; a bare number of a project is padded."""
        width = self.filing.widths["项目"]
        number = self.project_no.zfill(width) if self.project_no.isdecimal() else self.project_no
        return {
            "全宗号": fonds,
            "类别": self.category or self.filing.category,
            "项目号": number,
            "年度": self.year,
            "项目名称": self.project_name,
        }
