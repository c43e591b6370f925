"""The numbers of an archive: what is on record, what this run issues, and why numbers changed.

A number is on record before a bag shows it: a number without a bag does no harm, a bag whose numbers nobody knows does.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from archivegen.errors import OutputError
from archivegen.findings import Finding, Place, make_finding
from archivegen.journal import JOURNAL_NAME, Event, EventKind, append_events, read_events
from archivegen.pipeline import ARCHIVES_FOLDER
from archivegen.workspace import Workspace

if TYPE_CHECKING:
    from archivegen.archive import Arrangement, ItemState, Register, SourceFile
    from archivegen.archive.filing import FilingOrder


class NewNumber(NamedTuple):
    """A paper's 档号 before and after all numbers were issued anew; ``old`` is empty when it had none."""

    key: str
    title: str
    old: str
    new: str


class Renumbering(NamedTuple):
    """The wish to issue all numbers anew; final ones only with a ``reason``."""

    reason: str = ""


def look_inside(source: SourceFile) -> tuple[int | None, str]:
    """Pages and format of a record; a file that cannot be read is told when it is archived."""
    from archivegen.formats import examine

    try:
        with source.path.open("rb") as handle:
            facts = examine(handle, source.path.suffix, source.path.stat().st_size)
    except OSError:
        return None, ""
    return facts.pages, facts.kind


def read_numbers(workspace: Workspace, renumbering: Renumbering | None) -> Register | None:
    """The register, before any work is done.

    Raises ``OutputError`` when it is damaged, and when final numbers are to be changed without a reason.
    """
    from archivegen.archive import read_register

    register = read_register(workspace.folder)
    if renumbering is not None and register is not None and register.final and not renumbering.reason.strip():
        raise OutputError(
            "档号已经是正式的，移交、引用时可能已经用了这些号，没有重编。确要重编的，请用 --reason 写明理由，过程记录会记下来。"
        )
    return register


def arrange_archive(
    workspace: Workspace,
    states: Sequence[ItemState],
    drafts: Mapping[str, Path],
    issued: Register | None,
    renumbering: Renumbering | None = None,
) -> tuple[Arrangement, tuple[Finding, ...]]:
    """The archive arranged by the numbers on record (``issued``); a lost record is made again from the newest bag.

    Writes nothing; the findings say what the recovery met.
    """
    from archivegen.archive import Register, State, arrange, make_order

    complete = [item.entry for item in states if item.state is State.COMPLETE]
    order = make_order(workspace.words, workspace.pack, complete, workspace.loaded.place)
    found: tuple[Finding, ...] = ()
    if renumbering is not None:
        issued = Register(order.shown_fonds, final=bool(order.fonds))
    elif issued is None:
        issued, found = _recover_numbers(workspace, order)
    return arrange(states, drafts, workspace.records, order, issued, look_inside), found


def _recover_numbers(workspace: Workspace, order: FilingOrder) -> tuple[Register | None, tuple[Finding, ...]]:
    from archivegen.archive import REGISTER_NAME, recover_register

    code = workspace.words["项目"]["代码"]
    archives = workspace.folder / ARCHIVES_FOLDER
    register, bag = recover_register(archives, workspace.plan.stages, order, code)
    place = Place(REGISTER_NAME)
    if register is not None:
        return register, (make_finding("A050", place, bag=bag),)
    events, _ = read_events(workspace.folder / JOURNAL_NAME)
    closed = any(event.kind == EventKind.ARCHIVED for event in events)
    return None, (make_finding("A051", place, register=REGISTER_NAME),) if closed else ()


def record_numbers(
    workspace: Workspace,
    before: Register | None,
    arrangement: Arrangement,
    renumbering: Renumbering | None,
    when: str,
) -> None:
    """Put the numbers on record before a bag shows them; the journal has why they changed before they change."""
    from archivegen.archive import REGISTER_NAME, render_register, write_register

    register = arrangement.register
    assert register is not None
    if renumbering is not None and before is not None and before != register:
        digest = hashlib.sha256(render_register(register)).hexdigest()
        reason = renumbering.reason.strip() or ("预编号改为正式档号" if register.final else "预编号重新排列")
        event = Event(EventKind.RENUMBERED, "", REGISTER_NAME, digest, note=reason)
        append_events(workspace.folder / JOURNAL_NAME, [event], when)
    write_register(workspace.folder, register)


def compare_numbers(before: Register | None, arrangement: Arrangement) -> tuple[NewNumber, ...]:
    """Every paper whose 档号 is another one now."""
    old = before.current() if before is not None else {}
    papers = [paper for volume in arrangement.volumes for paper in volume.papers]
    codes = [
        (paper, old[paper.item.entry.key].archival_code if paper.item.entry.key in old else "") for paper in papers
    ]
    return tuple(
        NewNumber(paper.item.entry.key, paper.item.entry.title, code, paper.code)
        for paper, code in codes
        if code != paper.code
    )
