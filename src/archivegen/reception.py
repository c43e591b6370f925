"""The foreman of the other side: what a county archive does with an archive that is handed over.

    check in full → issue a 登记号 → copy into the store → report, receipt → line in the register

The line comes last and says that all before it was done.  A run that was interrupted has left no line: the next one takes the
same number again, which the log beside the register remembers, and does the rest.  The date is an argument.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from archivegen.accessions.numbers import Issued, next_number
from archivegen.accessions.papers import (
    describe_parcel,
    draw_register,
    name_carrier,
    name_scope,
    say_day,
    write_receipt,
    write_refusal,
)
from archivegen.accessions.parcel import Parcel, read_parcel
from archivegen.accessions.register import Line, Register, hold_register, read_register
from archivegen.accessions.store import store_archive
from archivegen.chinese import safe_file_name
from archivegen.errors import OutputError
from archivegen.findings import Finding, Severity
from archivegen.inspection_report import REPORT, write_report
from archivegen.journal import Event, EventKind, append_events, read_events
from archivegen.pack.model import Pack
from archivegen.verify import Verification, verify_bag
from archivegen.verify.report import Outcome

PAPERS_FOLDER = "接收回执"
PASSED, PASSED_WITH_DOUBTS, REFUSED = "自动检测合格", "自动检测合格，有提示", "不合格，退回"
"""A program's word on what a program can prove; what a person confirms stands on the receipt and in the report."""
Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Desk:
    """Where and as whom archives are received; ``when`` (ISO 8601) stamps the log."""

    register: Path
    pack: Pack
    today: date
    when: str
    receiver: str = ""
    unit: str = ""
    store: Path | None = None

    @property
    def log(self) -> Path:
        """The log of the numbers that were issued."""
        return self.register.with_name(f"{self.register.stem}（接收记录）.jsonl")

    @property
    def papers(self) -> Path:
        """Where receipts go."""
        return self.register.parent / PAPERS_FOLDER

    def name_place(self, place: Path | None) -> str:
        """Where an archive lies, as the register says it: the store's own name is the same from every computer."""
        return f"{place.parent.resolve().name}/{place.name}" if place is not None else ""


@dataclass(frozen=True, slots=True)
class Received:
    """What became of one archive; ``number`` is empty for one that was refused."""

    parcel: Parcel
    checked: Verification
    number: str = ""
    again: bool = False
    """Whether it had been received before, under this number; nothing was written."""
    earlier: tuple[str, ...] = ()
    """登记号 of other archives of the same project."""
    paper: Path | None = None
    place: Path | None = None
    notes: tuple[str, ...] = ()

    @property
    def verdict(self) -> str:
        """The result of the check; never greener than the worst line."""
        if not self.checked.passed:
            return REFUSED
        return PASSED_WITH_DOUBTS if self.checked.report.warnings else PASSED


def receive(archives: Sequence[Path], desk: Desk, progress: Progress | None = None) -> Iterator[Received]:
    """Receive archives one after the other; each is done and on the disk when it is yielded.

    Raises ``OutputError`` when the register, the store or the disk refuses; what was yielded until then stays.
    """
    register_path = desk.register.resolve()
    desk.register.parent.mkdir(parents=True, exist_ok=True)
    with hold_register(register_path):
        register, trouble = _open_register(register_path, desk)
        for path in archives:
            checked = verify_bag(path, progress, with_sidecar=True)
            parcel = read_parcel(checked)
            if checked.passed and parcel.digest:
                yield _take(parcel, checked, register, desk, trouble)
            else:
                yield _send_back(parcel, checked, desk)


def _open_register(path: Path, desk: Desk) -> tuple[Register, tuple[Finding, ...]]:
    """The register and what is wrong with its log; a new one where none is."""
    options = desk.pack.reception
    content = read_register(path) if path.exists() or path.is_symlink() else draw_register(desk.pack, desk.unit)
    if options is None or path.suffix.lower() != ".xlsx":
        raise OutputError(f"登记簿应是 .xlsx 文件，现为 {path.name}。")
    register = Register(path, content, options.register_options)
    register.find_place()
    _, trouble = read_events(desk.log)
    return register, trouble


def _take(
    parcel: Parcel, checked: Verification, register: Register, desk: Desk, trouble: tuple[Finding, ...]
) -> Received:
    known = next((line for line in register.lines if line.digest == parcel.digest), None)
    if known is not None:
        return Received(parcel, checked, known.number, again=True)
    earlier = tuple(line.number for line in register.lines if _is_same_project(line, parcel))
    number = _issue_number(parcel, register, desk)
    place = store_archive(parcel, desk.store, number) if desk.store is not None else None
    received = Received(parcel, checked, number, earlier=earlier, place=place, notes=_tell_notes(register, trouble))
    words = {**_words(received, desk), **_write_report(received, desk)}
    paper = write_receipt(desk.pack, words, desk.papers, number, parcel.project_name)
    register.add(_line(received, desk))
    register.save()
    return Received(parcel, checked, number, earlier=earlier, paper=paper, place=place, notes=received.notes)


def _write_report(received: Received, desk: Desk) -> dict[str, Any]:
    """Lay the report on the four properties beside the receipt; what the receipt says of it."""
    name = safe_file_name(f"{REPORT}_{received.number}_{received.parcel.project_name}", 180)
    report, paper, _ = write_report(received.checked, desk.pack, desk.today, desk.papers / f"{name}.docx")
    return {"检测报告": paper.name, "人工确认项": report.count()[Outcome.HUMAN]}


def _send_back(parcel: Parcel, checked: Verification, desk: Desk) -> Received:
    received = Received(parcel, checked)
    words = _words(received, desk)
    paper = write_refusal(desk.pack, words, checked.report.errors, desk.papers, desk.today, parcel.project_name)
    return Received(parcel, checked, paper=paper)


def _issue_number(parcel: Parcel, register: Register, desk: Desk) -> str:
    """Written down before anything is done under it: a number without a line does no harm."""
    events, _ = read_events(desk.log)
    log = [Issued(event.key, event.sha256) for event in events if event.kind == EventKind.RECEIVED]
    lines = [line.issued for line in register.lines]
    number = next_number(lines, log, parcel.digest, register.options.digits)
    if Issued(number, parcel.digest) not in log:
        append_events(desk.log, [Event(EventKind.RECEIVED, number, parcel.name, parcel.digest)], desk.when)
    return number


def _is_same_project(line: Line, parcel: Parcel) -> bool:
    if line.code and parcel.project_code:
        return line.code == parcel.project_code
    return line.name == parcel.project_name


def _tell_notes(register: Register, trouble: tuple[Finding, ...]) -> tuple[str, ...]:
    notes = [f"{finding.place} {finding.message}" for finding in trouble if finding.severity is not Severity.INFO]
    if register.unknown_columns:
        notes.append(f"登记簿没有 {'、'.join(register.unknown_columns)} 这几列，没有填。")
    return tuple(notes)


def _line(received: Received, desk: Desk) -> dict[str, Any]:
    """The line of the register, by field; what the archive does not say stays empty."""
    parcel = received.parcel
    remarks = [f"续收，同一项目已有登记号 {'、'.join(received.earlier)}"] if received.earlier else []
    remarks += [told] if (told := name_scope(parcel)) else []
    counts = {"案卷数": parcel.volume_count, "件数": parcel.papers, "页数": parcel.pages, "字节数": parcel.octets}
    return {
        "登记号": received.number,
        "日期": desk.today,
        "项目名称": parcel.project_name,
        "项目代码": parcel.project_code,
        "移交单位": parcel.giver,
        **{name: count for name, count in counts.items() if count is not None},
        "校验值": parcel.digest,
        "压缩包校验值": parcel.package_digest,
        "保管期限": parcel.retention,
        "载体": name_carrier(parcel),
        "检测结论": received.verdict,
        "存放位置": desk.name_place(received.place),
        "接收人": desk.receiver,
        "备注": "；".join(remarks),
    }


def _words(received: Received, desk: Desk) -> dict[str, Any]:
    assert desk.pack.reception is not None
    findings = received.checked.report.findings
    return {
        **describe_parcel(received.parcel, findings, desk.pack.reception),
        "登记号": received.number,
        "日期": say_day(desk.today),
        "接收单位": desk.unit,
        "接收人": desk.receiver,
        "检测结论": received.verdict,
        "存放位置": desk.name_place(received.place),
        "续收": "、".join(received.earlier),
    }
