"""过程记录.jsonl: the append-only event log of a project.

One line is one JSON object with sorted keys: 时间, 事件, 键, 文件, sha256 and 前一行 (the SHA-256 of the line before,
without its line end; empty in the first line).  A changed, removed or inserted line therefore breaks the chain at the
line that follows it.  Readers pass over fields that they do not know.

The chain proves that nothing inside it was changed; it cannot prove that no lines were cut off at its end.  Two runs
must not append at the same time: the caller holds the project's lock.
"""

from __future__ import annotations

import hashlib
import json
import os
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path

from archivegen.disk import explain_refusal
from archivegen.durable import sync_folder
from archivegen.errors import OutputError
from archivegen.findings import Finding, Place, make_finding

JOURNAL_NAME = "过程记录.jsonl"
_TAIL_BLOCK = 65536


class EventKind(StrEnum):
    """What happened to a paper."""

    GENERATED = "生成"
    ARCHIVED = "归档"
    RECEIVED = "接收"
    """In the log beside a register of archives: an archive got its 登记号."""
    RENUMBERED = "重编档号"


@dataclass(frozen=True, slots=True)
class Event:
    """One line of the log.

    ``kind`` is a value of :class:`EventKind`, or another word when a later version wrote the line; ``file`` is the path
    relative to the project folder with ``/``; ``when`` is ISO 8601 and is set by :func:`append_events`.
    """

    kind: str
    key: str
    file: str
    sha256: str
    when: str = ""
    note: str = ""
    """Why it happened, where a reason was asked for."""


_OF_ARCHIVES = (EventKind.ARCHIVED, EventKind.RENUMBERED)


def append_events(path: Path, events: Sequence[Event], when: str) -> None:
    """Append ``events``, all stamped ``when`` (ISO 8601), in one write that is on the disk when this returns.

    A last line that a power failure cut off stays as it is: it is closed with a line end, and the chain goes on from
    its bytes.  Raises :class:`OutputError` when nothing could be written; the log is then what it was before.
    """
    if not events:
        return
    try:
        size, last, closed = _read_tail(path)
        text = b"" if closed else b"\n"
        for event in events:
            last = _encode_line(replace(event, when=when), _hash_line(last) if last else "")
            text += last + b"\n"
        _write_durably(path, text, size)
    except OSError as error:
        raise OutputError(f"过程记录写不进去：{path}（{explain_refusal(error)}）。请处理后重新运行。") from error


def read_events(path: Path) -> tuple[tuple[Event, ...], tuple[Finding, ...]]:
    """Read the log and check its chain; a missing file is an empty log.

    A line cut off by a power failure is tolerated and named (A033), at the end or where the log went on after it;
    a broken chain (A032) and a line that is no event (A034) are errors.
    """
    try:
        if path.exists() and not path.is_file():
            return (), (make_finding("A031", Place(path.name), reason="它不是普通文件"),)
        with path.open("rb") as handle:
            return check_chain(path.name, handle)
    except FileNotFoundError:
        return (), ()
    except OSError as error:
        return (), (make_finding("A031", Place(path.name), reason=explain_refusal(error)),)


def read_paper_log(path: Path) -> bytes:
    """The log up to the last thing that happened to a paper, as it lies on the disk; empty without a log.

    What an archive takes in must not tell of that archive: closing it a second time would else give other bytes.
    """
    try:
        lines = path.read_bytes().splitlines(keepends=True)
    except FileNotFoundError:
        return b""
    except OSError as error:
        raise OutputError(f"过程记录读不出来：{path}（{explain_refusal(error)}）。请处理后重新运行。") from error
    while lines and (event := _decode_line(lines[-1].rstrip(b"\r\n"))[0]) and event.kind in _OF_ARCHIVES:
        lines.pop()
    return b"".join(lines)


def last_generated(events: Iterable[Event]) -> dict[str, str]:
    """The SHA-256 that each file had when it was generated last: path → hash."""
    return {event.file: event.sha256 for event in events if event.kind == EventKind.GENERATED}


def check_chain(name: str, lines: Iterable[bytes]) -> tuple[tuple[Event, ...], tuple[Finding, ...]]:
    """The events of a log given by its lines, ends included, and what is wrong with its chain (A032–A034); ``name`` is for the findings."""
    events: list[Event] = []
    findings: list[Finding] = []
    previous = ""
    unread = 0
    for number, line, closed in _split_lines(lines):
        event, link = _decode_line(line)
        if event is None:
            if unread:
                findings.append(make_finding("A034", Place(name, line=unread)))
            if not closed:
                findings.append(make_finding("A033", Place(name, line=number)))
            unread = number if closed else 0
        else:
            if unread:
                # The line after an unreadable one proves whether it was already so when the log went on.
                findings.append(make_finding("A033" if link == previous else "A034", Place(name, line=unread)))
                unread = 0
            if link != previous:
                findings.append(make_finding("A032", Place(name, line=number)))
            events.append(event)
        previous = _hash_line(line)
    if unread:
        findings.append(make_finding("A034", Place(name, line=unread)))
    return tuple(events), tuple(findings)


def _split_lines(lines: Iterable[bytes]) -> Iterator[tuple[int, bytes, bool]]:
    for number, raw in enumerate(lines, start=1):
        yield number, raw.rstrip(b"\r\n"), raw.endswith(b"\n")


def _decode_line(line: bytes) -> tuple[Event | None, str]:
    try:
        data = json.loads(line)
    except (ValueError, RecursionError):
        return None, ""
    if not isinstance(data, dict):
        return None, ""
    fields = [data.get(name, "") for name in ("事件", "键", "文件", "sha256", "时间", "前一行")]
    if not all(isinstance(value, str) for value in fields) or not fields[0]:
        return None, ""
    kind, key, file, sha256, when, link = fields
    note = data.get("说明", "")
    return Event(kind, key, file, sha256, when, note if isinstance(note, str) else ""), link


def _encode_line(event: Event, previous: str) -> bytes:
    fields = {
        "时间": event.when,
        "事件": str(event.kind),
        "键": event.key,
        "文件": unicodedata.normalize("NFC", event.file),
        "sha256": event.sha256,
        "前一行": previous,
        **({"说明": event.note} if event.note else {}),
    }
    # A name that is not valid Unicode becomes \udcXX, which JSON reads back as it was.
    return json.dumps(fields, ensure_ascii=False, sort_keys=True).encode("utf-8", "backslashreplace")


def _hash_line(line: bytes) -> str:
    return hashlib.sha256(line).hexdigest()


def _read_tail(path: Path) -> tuple[int, bytes, bool]:
    """Size of the log, its last line without line end, and whether that line is closed by a line end."""
    try:
        with path.open("rb") as handle:
            size = handle.seek(0, os.SEEK_END)
            tail = b""
            start = size
            while start and b"\n" not in tail[:-1]:
                step = min(_TAIL_BLOCK, start)
                start -= step
                handle.seek(start)
                tail = handle.read(step) + tail
    except FileNotFoundError:
        return 0, b"", True
    if not tail:
        return size, b"", True
    return size, tail.removesuffix(b"\n").rsplit(b"\n", 1)[-1].rstrip(b"\r"), tail.endswith(b"\n")


def _write_durably(path: Path, text: bytes, size: int) -> None:
    """Append ``text`` and sync; a write that fails halfway is taken back to ``size`` bytes."""
    flags = os.O_WRONLY | os.O_APPEND | os.O_CREAT | getattr(os, "O_BINARY", 0)
    descriptor = os.open(path, flags, 0o644)
    try:
        try:
            rest = memoryview(text)
            while rest:
                rest = rest[os.write(descriptor, rest) :]
            os.fsync(descriptor)
        except BaseException:
            os.ftruncate(descriptor, size)
            raise
    finally:
        os.close(descriptor)
    if not size:
        sync_folder(path.parent)
