"""Tasks for worker processes, and a hand that kills the worker which holds a project."""

from __future__ import annotations

import contextlib
import multiprocessing
import os
import signal
import threading
import time
from collections.abc import Iterator
from pathlib import Path


def square(number: int) -> int:
    return number * number


def die_of_thirteen(number: int) -> int:
    """Killed as the system kills what takes too much memory."""
    if number == 13:
        os.kill(os.getpid(), signal.SIGKILL)
    return number


def die_once(flag: Path) -> str:
    """The first worker is killed over this; the next one gets it done."""
    try:
        flag.touch(exist_ok=False)
    except FileExistsError:
        return "done"
    os.kill(os.getpid(), signal.SIGKILL)
    return "never"


def refuse(number: int) -> int:
    raise ValueError(number)


def sleep_long(folder: Path) -> None:
    """Holds a file as a run holds a half-written paper, and gives it back however it ends."""
    half = folder / f"{os.getpid()}.tmp"
    try:
        half.touch()
        time.sleep(60)
    finally:
        half.unlink(missing_ok=True)


@contextlib.contextmanager
def kill_whoever_works_on(project: Path) -> Iterator[list[int]]:
    """While this lasts, every child process that has the project's lock open is killed; gives the ids of the killed."""
    lock = f"{project}/.archivegen.lock"
    killed: list[int] = []
    over = threading.Event()

    def watch() -> None:
        while not over.wait(0.001):
            for child in multiprocessing.active_children():
                if child.pid not in killed and lock in _open_files(child.pid):
                    os.kill(child.pid, signal.SIGKILL)
                    killed.append(child.pid)

    watcher = threading.Thread(target=watch)
    watcher.start()
    try:
        yield killed
    finally:
        over.set()
        watcher.join()


def _open_files(pid: int | None) -> set[str]:
    found = set()
    with contextlib.suppress(OSError):
        for descriptor in Path(f"/proc/{pid}/fd").iterdir():
            with contextlib.suppress(OSError):
                found.add(str(descriptor.readlink()))
    return found


def children_of(pid: int) -> set[int]:
    """All processes below one."""
    found: set[int] = set()
    with contextlib.suppress(OSError):
        for listing in Path(f"/proc/{pid}/task").glob("*/children"):
            for child in map(int, listing.read_text().split()):
                found |= {child} | children_of(child)
    return found


def give_much(number: int) -> bytes:
    """A result that takes a while to be sent."""
    return bytes(100_000_000 + number)
