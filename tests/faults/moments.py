"""A run watched at every call that changes the disk: what lies there at each moment, and what a refusal does at each.

What a killed process leaves is what lay on the disk at that moment: bytes still in its own buffers are not there, bytes it
wrote are.  So one run is enough to see all the states in which a kill at any moment would have left the folder; a write is
looked at before it and again when half of its bytes are written.  A refusal (disk full, broken medium) is raised at one call
after another, in runs of their own.
"""

from __future__ import annotations

import builtins
import errno
import io
import os
import shutil
import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import NamedTuple

from archivegen.errors import OutputError

Tree = dict[str, bytes | None]
"""Path below the folder → bytes, None for a folder."""
_ON_NAMES = ("mkdir", "rename", "replace", "unlink", "remove", "rmdir", "link", "symlink", "chmod", "truncate")
_ON_HANDLES = ("fsync", "fdatasync", "ftruncate")
_WRITING = set("wax+")
_FULL_AT = {"mkdir", "create", "write", "half", "symlink", "link"}
"""What a full disk refuses; renames and deletions go on."""


class Call(NamedTuple):
    """One call that changes the disk, or ``half`` of a write."""

    name: str
    path: str


class Moment(NamedTuple):
    """What a kill before ``call`` leaves."""

    number: int
    call: Call
    tree: Tree


def read_tree(folder: Path) -> Tree:
    """Everything below a folder but the empty locks that runs leave."""
    found: Tree = {}
    for path in sorted(folder.rglob("*")):
        if not path.name.endswith(".lock"):
            name = path.relative_to(folder).as_posix()
            found[name] = path.read_bytes() if path.is_file() else None
    return found


def lay_out(tree: Tree, folder: Path) -> Path:
    """Put a state back on the disk."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    for name, content in tree.items():
        target = folder / name
        if content is None:
            target.mkdir(parents=True, exist_ok=True)
        else:
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(content)
    return folder


def inside(tree: Tree, folder: str) -> Tree:
    """The part of a state below one of its folders."""
    return {name[len(folder) + 1 :]: content for name, content in tree.items() if name.startswith(f"{folder}/")}


class _Written(io.FileIO):
    """A file that is written in two halves."""

    told: Callable[[str, object], None]

    def write(self, data):
        view = memoryview(data).cast("B")
        self.told("write", self.name)
        half = len(view) // 2
        if half:
            super().write(view[:half])
            self.told("half", self.name)
        return half + super().write(view[half:])

    def truncate(self, size=None):
        self.told("truncate", self.name)
        return super().truncate(size)


class _Calls:
    """The calls of ``os`` and ``open`` with somebody who is told before each."""

    def __init__(self, folder: Path, before: Callable[[Call], None]) -> None:
        self.top = os.path.realpath(folder)
        self.before = before
        self.kept = {name: getattr(os, name) for name in (*_ON_NAMES, *_ON_HANDLES, "open", "write", "sendfile")}
        self.kept_open = io.open

    def tell(self, name: str, path: object) -> None:
        text = os.fsdecode(path) if isinstance(path, (str, bytes, os.PathLike)) else ""
        if not os.path.isabs(text) or os.path.realpath(text).startswith(self.top):
            self.before(Call(name, text.removeprefix(self.top).lstrip("/")))

    def tell_handle(self, name: str, descriptor: int) -> None:
        self.tell(name, os.readlink(f"/proc/self/fd/{descriptor}"))

    def on_name(self, name: str, path, *arguments, **options):
        self.tell(name, path)
        return self.kept[name](path, *arguments, **options)

    def on_handle(self, name: str, descriptor, *arguments, **options):
        self.tell_handle(name, descriptor if isinstance(descriptor, int) else descriptor.fileno())
        return self.kept[name](descriptor, *arguments, **options)

    def open_handle(self, path, flags, *arguments, **options):
        if flags & os.O_CREAT:
            self.tell("create", path)
        elif flags & (os.O_WRONLY | os.O_RDWR) == 0 and "dir_fd" not in options and os.path.isdir(path):
            self.tell("sync", path)  # a folder is opened to sync it; deleting a tree goes by handles
        return self.kept["open"](path, flags, *arguments, **options)

    def write_handle(self, descriptor, data):
        self.tell_handle("write", descriptor)
        half = len(data) // 2
        if half:
            self.kept["write"](descriptor, data[:half])
            self.tell_handle("half", descriptor)
        return half + self.kept["write"](descriptor, data[half:])

    def send_file(self, out, *arguments, **options):
        self.tell_handle("write", out)
        return self.kept["sendfile"](out, *arguments, **options)

    def open_file(
        self, file, mode="r", buffering=-1, encoding=None, errors=None, newline=None, closefd=True, opener=None
    ):
        if not _WRITING & set(mode) or isinstance(file, int):
            return self.kept_open(file, mode, buffering, encoding, errors, newline, closefd, opener)
        self.tell("create", file)
        raw = _Written(file, mode.replace("b", "").replace("t", ""), closefd, opener)
        raw.told = self.tell
        if buffering == 0:
            return raw
        buffered = io.BufferedRandom(raw) if "+" in mode else io.BufferedWriter(raw)
        return buffered if "b" in mode else io.TextIOWrapper(buffered, encoding, errors, newline)


@contextmanager
def watch(folder: Path, before: Callable[[Call], None]) -> Iterator[None]:
    """Call ``before`` at every change below ``folder``; it may look, or raise what the system would have raised."""
    calls = _Calls(folder, before)
    changed = {name: partial(calls.on_name, name) for name in _ON_NAMES}
    changed |= {name: partial(calls.on_handle, name) for name in _ON_HANDLES}
    changed |= {"open": calls.open_handle, "write": calls.write_handle, "sendfile": calls.send_file}
    for name, function in changed.items():
        setattr(os, name, function)
    io.open = builtins.open = calls.open_file
    try:
        yield
    finally:
        io.open = builtins.open = calls.kept_open
        for name, function in calls.kept.items():
            setattr(os, name, function)


def see_moments(folder: Path, work: Callable[[], object], calls: list[Call] | None = None) -> list[Moment]:
    """Run ``work`` once; every different state of the folder on the way, the last one after its end.

    ``calls`` takes all its changes.
    """
    moments: list[Moment] = []
    calls = [] if calls is None else calls

    def look(call: Call) -> None:
        calls.append(call)
        tree = read_tree(folder)
        if not moments or moments[-1].tree != tree:
            moments.append(Moment(len(calls), call, tree))

    with watch(folder, look):
        work()
    moments.append(Moment(len(calls) + 1, Call("end", ""), read_tree(folder)))
    return moments


def list_calls(folder: Path, work: Callable[[], object]) -> list[Call]:
    """The changes that ``work`` makes."""
    calls: list[Call] = []
    with watch(folder, calls.append):
        work()
    return calls


def refuse_at(folder: Path, number: int, code: int, work: Callable[[], object]) -> OutputError | None:
    """Run ``work`` while the ``number``-th change is refused; a full disk stays full.  The error that came of it."""
    count = 0

    def refuse(call: Call) -> None:
        nonlocal count
        count += 1
        full = code == errno.ENOSPC and count >= number and call.name in _FULL_AT
        if full or (code != errno.ENOSPC and count == number):
            raise OSError(code, os.strerror(code), call.path)

    try:
        with watch(folder, refuse):
            work()
    except OutputError as error:
        return error
    return None


def kill_at(folder: Path, number: int, work: Callable[[], object]) -> int:
    """Run ``work`` in a child that is killed at the ``number``-th change; how it ended, as ``subprocess`` says it."""
    count = 0

    def strike(call: Call) -> None:
        nonlocal count
        count += 1
        if count == number:
            os.kill(os.getpid(), signal.SIGKILL)

    child = os.fork()
    if child == 0:
        try:
            with watch(folder, strike):
                work()
        finally:
            os._exit(0)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def unsynced_renames(calls: list[Call]) -> list[str]:
    """What got its name before its bytes were on the disk: a power cut could leave it empty under that name."""
    dirty: set[str] = set()
    found = []
    for call, following in zip(calls, [*calls[1:], Call("end", "")], strict=True):
        if call.name in {"write", "half", "create"}:
            dirty.add(call.path)
        elif call.name == "fsync":
            dirty.discard(call.path)
        elif call.name == "sync" and following != Call("fsync", call.path):  # of all below, not of the names alone
            dirty = {path for path in dirty if not path.startswith(call.path)}
        elif call.name in {"rename", "replace"}:
            found += [path for path in dirty if path == call.path or path.startswith(f"{call.path}/")]
    return found
