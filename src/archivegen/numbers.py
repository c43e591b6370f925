"""The numbers of one project: read or recovered before the work, on record before a bag shows them, issued anew when asked."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from archivegen.errors import OutputError
from archivegen.findings import Finding, Place, make_finding
from archivegen.journal import JOURNAL_NAME, Event, EventKind, append_events, read_events
from archivegen.workspace import RECORDS_FOLDER, Workspace

if TYPE_CHECKING:
    from archivegen.archive import Arrangement, ItemState, Register


class NewNumber(NamedTuple):
    """A paper's 档号 before and after all numbers were issued anew; ``old`` is empty when it had none."""

    key: str
    title: str
    old: str
    new: str


class Renumbering(NamedTuple):
    """The wish to issue all numbers anew; final ones only with a ``reason``."""

    reason: str = ""


def read_numbers(workspace: Workspace) -> tuple[Register | None, tuple[Finding, ...]]:
    """The numbers on record, and what is worth knowing of a lost record: made again from a bag (A050), or nowhere to be found (A051).

    Raises ``OutputError`` for a damaged record: going on would issue numbers twice.
    """
    from archivegen.archive import REGISTER_NAME

    register, bag = workspace.read_numbers()
    place = Place(REGISTER_NAME)
    if bag:
        return register, (make_finding("A050", place, bag=bag),)
    if register is not None:
        return register, ()
    events, _ = read_events(workspace.folder / JOURNAL_NAME)
    closed = any(event.kind == EventKind.ARCHIVED for event in events)
    return None, (make_finding("A051", place, register=REGISTER_NAME),) if closed else ()


def check_reason(issued: Register | None, renumbering: Renumbering) -> None:
    """Final numbers may be quoted elsewhere: they change only with a reason.  Raises ``OutputError`` without one."""
    if issued is not None and issued.final and not renumbering.reason.strip():
        raise OutputError(
            "档号已经是正式的，移交、引用时可能已经用了这些号，没有重编。"
            "确要重编的，请用 --reason 写明理由，过程记录会记下来。"
        )


def arrange_archive(
    workspace: Workspace,
    states: Sequence[ItemState],
    drafts: Mapping[str, Path],
    issued: Register | None,
    renumbering: Renumbering | None = None,
) -> Arrangement:
    """The archive arranged by the numbers on record (``issued``), or in its best order; writes nothing."""
    from archivegen.archive import Register, arrange, look_at

    order = workspace.filing_order(states)
    if renumbering is not None:
        issued = Register(order.shown_fonds, final=bool(order.fonds))
    return arrange(states, drafts, workspace.records, order, issued, look_at)


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


def find_outdated_lists(before: Register | None, arrangement: Arrangement) -> tuple[Finding, ...]:
    """Signed lists of the archive that no longer show its numbers (A053), told by the run that changes them."""
    signed = [paper.item.entry for paper in arrangement.unnumbered if paper.item.entry.needs_scan]
    changed = compare_numbers(before, arrangement) if before is not None else ()
    if not signed or not changed:
        return ()
    titles = "、".join(f"“{entry.title}”" for entry in signed)
    codes = tuple(dict.fromkeys(entry.code for entry in signed))
    return (make_finding("A053", Place(RECORDS_FOLDER), papers=codes, count=len(changed), titles=titles),)


def compare_numbers(before: Register | None, arrangement: Arrangement) -> tuple[NewNumber, ...]:
    """Every paper whose 档号 is another one now, in the order of the new ones."""
    old = {key: paper.archival_code for key, paper in before.current().items()} if before is not None else {}
    filed = [(paper.item.entry, paper.code) for volume in arrangement.volumes for paper in volume.papers]
    return tuple(
        NewNumber(entry.key, entry.title, old.get(entry.key, ""), code)
        for entry, code in filed
        if old.get(entry.key, "") != code
    )
