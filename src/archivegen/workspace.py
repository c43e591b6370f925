"""The desk of the foreman: one project read and judged, before any station has touched it.

What only the later stations need is imported when they ask: a check is done while an archive is still being unpacked.
"""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from archivegen.errors import OutputError, PackError, ProjectError
from archivegen.findings import Report, sort_findings
from archivegen.manifest import Audience
from archivegen.pack.load import load_pack
from archivegen.pack.model import Pack
from archivegen.plan import Plan, PlanEntry, find_key_clashes, make_plan
from archivegen.project.figures import Figures
from archivegen.project.load import LoadedProject, load_project
from archivegen.project.model import PackPin
from archivegen.project.plain import Words
from archivegen.project.words import build_outline, complete_outline
from archivegen.project.words.bank import build_bank_words
from archivegen.project.words.public import build_public_words
from archivegen.rules import Checked, check_project

if TYPE_CHECKING:
    from archivegen.agenda import AgendaItem
    from archivegen.archive import Arrangement, FilingOrder, ItemState, Records, Register
    from archivegen.render.press import PaperWords

RECORDS_FOLDER = "归档件"
ARCHIVES_FOLDER = "档案包"
_OF_NUMBERS = {"arrangement", "archive_words", "numbers_trouble"}


@dataclass(frozen=True)
class Workspace:
    """A project that was read and judged: everything that the later stations start from.

    ``loaded.project`` is None when the project file is invalid; then only ``report`` may be asked for.
    """

    loaded: LoadedProject
    pack: Pack
    today: datetime.date

    @property
    def folder(self) -> Path:
        """The project's folder."""
        return self.loaded.folder

    @property
    def valid(self) -> bool:
        """Whether the project file could be read as a project."""
        return self.loaded.project is not None

    @cached_property
    def figures(self) -> Figures:
        """Every figure of the project."""
        assert self.loaded.project is not None
        return Figures(self.loaded.project, self.pack.policy)

    @cached_property
    def outline(self) -> Words:
        """The words that a plan is made from; a check needs no more."""
        return build_outline(self.figures)

    @cached_property
    def words(self) -> Words:
        """The full words, for papers that stay inside the offices."""
        return complete_outline(self.figures, self.outline)

    @cached_property
    def public_words(self) -> Words:
        """The words that public papers are given."""
        return build_public_words(self.figures, self.words)

    @cached_property
    def bank_words(self) -> Words:
        """The words that papers for a bank are given."""
        return build_bank_words(self.words)

    @cached_property
    def plan(self) -> Plan:
        """The 应归档清单."""
        return make_plan(self.outline, self.pack)

    @cached_property
    def checked(self) -> Checked:
        """The project as the rules look at it.  Raises ``ProjectError`` when the project file is invalid."""
        if self.loaded.project is None:
            raise ProjectError(f"“{self.folder.name}”的项目文件有误，不能检查。")
        return Checked(self.loaded.project, self.figures, self.pack.policy, self.loaded, self.today)

    @cached_property
    def report(self) -> Report:
        """Everything that is wrong or worth knowing."""
        if self.loaded.project is None:
            return self.loaded.report
        clashes = find_key_clashes(self.plan, self.loaded.file)
        found = self.loaded.report.findings + check_project(self.checked, self.pack).findings + clashes
        return sort_findings(found)

    @cached_property
    def agenda(self) -> tuple[AgendaItem, ...]:
        """What is due when, what is overdue first."""
        from archivegen.agenda import list_agenda

        return list_agenda(self.figures, self.pack, self.today)

    @cached_property
    def paths(self) -> dict[str, PurePosixPath]:
        """Key → where its draft lies."""
        from archivegen.render.drafts import draft_paths

        return draft_paths(self.plan)

    @cached_property
    def records(self) -> Records:
        """What came back signed."""
        from archivegen.archive import find_records

        return find_records(self.folder / RECORDS_FOLDER, self.plan.entries)

    @cached_property
    def record_words(self) -> Words:
        """The acceptance prerequisites as words, by what lies in 归档件 alone."""
        from archivegen.archive import prerequisite_words

        return {"验收前置": prerequisite_words(self.plan, self.records)}

    @cached_property
    def arrangement(self) -> Arrangement:
        """The archive as it would be arranged now: by what lies in 归档件 and what nobody signs, so that making drafts changes nothing.

        Raises ``OutputError`` when the record of numbers cannot be read.
        """
        from archivegen.archive import arrange, assess, look_at

        unsigned = {e.key: Path() for e in self.plan.entries if e.template and not e.needs_scan and not e.missing_facts}
        states = assess(self.plan, unsigned, self.records)
        register, _ = self.read_numbers()
        return arrange(states, unsigned, self.records, self.filing_order(states), register, look_at)

    def read_numbers(self) -> tuple[Register | None, str]:
        """The numbers on record, and the newest bag where a lost record was made again from it; None when nothing was ever issued.

        Raises ``OutputError`` for a damaged record: going on would issue numbers twice.
        """
        from archivegen.archive import read_register, recover_register

        register = read_register(self.folder)
        if register is not None:
            return register, ""
        archives, code = self.folder / ARCHIVES_FOLDER, self.words["项目"]["代码"]
        return recover_register(archives, self.plan.stages, self.filing_order(()), code)

    def filing_order(self, states: Sequence[ItemState]) -> FilingOrder:
        """What project and pack say of the filing of the papers that are complete."""
        from archivegen.archive import State, make_order

        complete = [item.entry for item in states if item.state is State.COMPLETE]
        return make_order(self.words, self.pack, complete, self.loaded.place)

    def refile(self, arrangement: Arrangement) -> Workspace:
        """The same project, whose papers about the archive are told this arrangement."""
        copy = replace(self)
        known = {name: value for name, value in vars(self).items() if name not in _OF_NUMBERS}
        vars(copy).update(known, arrangement=arrangement)
        return copy

    @cached_property
    def archive_words(self) -> Words:
        """The volumes as words, for the papers about the archive."""
        from archivegen.archive import tell_volumes

        return tell_volumes(self.arrangement, self.pack.handover, self.words["档案"]["机构代码"])

    @cached_property
    def numbers_trouble(self) -> str:
        """Why the numbers of the archive cannot be told now, empty when they can: what stops its lists stops no other paper."""
        try:
            _ = self.arrangement
        except OutputError as error:
            return str(error)
        return ""

    def pick_words(self, entry: PlanEntry) -> Words:
        """What the entry's template is given: the words that its audience may see, and the words of the records."""
        from archivegen.render.press import complete_words

        records = self.record_words if entry.numbered else {**self.record_words, **self.archive_words}
        return complete_words(entry, self._words_for(entry.audience), records, self.folder)

    def _words_for(self, audience: Audience) -> Words:
        match audience:
            case Audience.PUBLIC:
                return self.public_words
            case Audience.BANK:
                return self.bank_words
            case Audience.INTERNAL | Audience.RESTRICTED:
                return self.words

    def pack_words(self, entries: Sequence[PlanEntry]) -> PaperWords:
        """The words of these papers, to be sent to other processes."""
        from archivegen.render.press import PaperWords

        wanted = {entry.audience for entry in entries}
        by_audience = {audience: self._words_for(audience) for audience in wanted}
        lists = {} if all(entry.numbered for entry in entries) else self.archive_words
        return PaperWords(by_audience, {**self.record_words, **lists}, self.folder.resolve())

    def drafts(self) -> dict[str, Path]:
        """Key → the draft that lies on the disk now."""
        found = {key: self.folder / path for key, path in self.paths.items()}
        return {key: path for key, path in found.items() if path.is_file()}


def open_project(path: Path, today: datetime.date) -> Workspace:
    """Read a project (its folder or its YAML) and its pack.  Raises ``ProjectError`` or ``PackError``."""
    loaded, pack = load_project(path), load_pack()
    if loaded.project is not None and loaded.project.pack is not None:
        _check_pin(loaded.project.pack, pack)
    return Workspace(loaded, pack, today)


def _check_pin(pin: PackPin, pack: Pack) -> None:
    """A project that was begun with one pack is not quietly finished with another."""
    if pin.id != pack.id or (pin.version and pin.version != pack.version):
        raise PackError(
            f"项目文件指定的模板包是“{pin.id} {pin.version}”，现在用的是“{pack.id} {pack.version}”。"
            "请安装带有该模板包的版本；确认要换用现在的模板包，就改写项目文件里的“模板包”。"
        )
