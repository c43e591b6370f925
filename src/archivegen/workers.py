"""Workers: other processes that carry out tasks through a ``concurrent.futures.Executor``.

A :class:`Crew` says how to hire one: processes of this machine here, those of a cluster in :mod:`archivegen.cluster`.  A worker
that dies takes every task of a process pool with it; those that were under way are then done once more one at a time, so
that the one at fault is known by name and the others get done.
"""

from __future__ import annotations

import contextlib
import multiprocessing
import os
import signal
import threading
from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, BrokenExecutor, Executor, Future, ProcessPoolExecutor, wait
from dataclasses import dataclass
from itertools import islice
from typing import Final, TypeVar

T = TypeVar("T")
R = TypeVar("R")

MOST_PROCESSES = 61
"""Windows waits for no more at once."""

INTERRUPTED = 130

PATIENCE = 5.0
"""Seconds in which a worker that was told to leave may tidy up."""


class Lost:
    """Stands for the result of a task whose worker died over it."""


LOST: Final = Lost()


@dataclass(frozen=True)
class Crew:
    """Where tasks are carried out."""

    hire: Callable[[], Executor]
    dismiss: Callable[[Executor], None]
    """Ends an executor at once, with what its workers are doing."""
    most_at_once: int
    """Tasks that are handed out and not yet back: bounds the memory that waiting results take."""
    died: tuple[type[BaseException], ...] = ()
    """What a task raises when its own worker died of it and the others go on."""

    @contextlib.contextmanager
    def employ(self) -> Iterator[Executor]:
        """An executor that is shut down at the end, and at once when the work is broken off."""
        executor = self.hire()
        try:
            yield executor
        except BaseException:
            self.dismiss(executor)
            raise
        executor.shutdown()


def count_processors() -> int:
    """Processors that this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def work_through(
    crew: Crew, work: Callable[[T], R], tasks: Iterable[T], *, ordered: bool = True
) -> Generator[tuple[T, R | Lost], None, None]:
    """Each task with the result of ``work`` or ``LOST``, in the order of the tasks or as they come back.

    ``work`` is a function of a module, tasks and results can be pickled.  What ``work`` raises is raised here, and so is an
    interruption; the workers are then ended.
    """
    todo, suspects = iter(tasks), deque[T]()
    finished = False
    while not finished:
        with crew.employ() as executor:
            finished = (yield from _work_alone(crew, executor, work, suspects)) and (
                yield from _work_together(crew, executor, work, todo, suspects, ordered=ordered)
            )


def _work_alone(
    crew: Crew, executor: Executor, work: Callable[[T], R], suspects: deque[T]
) -> Generator[tuple[T, R | Lost], None, bool]:
    """One task at a time; False when the executor broke, which the task is then known to have done."""
    while suspects:
        task = suspects.popleft()
        try:
            result = _submit(executor, work, task).result()
        except crew.died:
            yield task, LOST
        except BrokenExecutor:
            yield task, LOST
            return False
        else:
            yield task, result
    return True


def _work_together(
    crew: Crew, executor: Executor, work: Callable[[T], R], todo: Iterator[T], suspects: deque[T], *, ordered: bool
) -> Generator[tuple[T, R | Lost], None, bool]:
    """Many tasks at a time; when the executor breaks, what was under way goes to ``suspects`` and the answer is False."""
    running: dict[Future[R], T] = {}
    broken = False
    while True:
        if not broken:
            running.update(
                (_submit(executor, work, task), task) for task in islice(todo, crew.most_at_once - len(running))
            )
        if not running:
            return not broken
        for future in _next_back(running, ordered=ordered):
            task = running.pop(future)
            try:
                result: R | Lost = future.result()
            except crew.died:
                result = LOST
            except BrokenExecutor:
                broken = True
                suspects.append(task)
                continue
            if broken and ordered:
                suspects.append(task)  # its turn is after one that is not done yet
            else:
                yield task, result


def _next_back(running: dict[Future[R], T], *, ordered: bool) -> list[Future[R]]:
    if not ordered:
        return list(wait(running, return_when=FIRST_COMPLETED).done)
    first = next(iter(running))
    wait([first])
    return [first]


def _submit(executor: Executor, work: Callable[[T], R], task: T) -> Future[R]:
    try:
        with _hold_interrupts():
            return executor.submit(carry_out, work, task)
    except BrokenExecutor as error:
        failed: Future[R] = Future()
        failed.set_exception(error)
        return failed


# --- processes of this machine ----------------------------------------------------------------------------------------


def hire_processes(count: int) -> Crew:
    """Processes of this machine.  They are started afresh and not forked, so that they are the same on every system."""
    strangers: set[multiprocessing.process.BaseProcess] = set()

    def hire() -> Executor:
        strangers.update(multiprocessing.active_children())
        context = multiprocessing.get_context("spawn")
        return ProcessPoolExecutor(min(count, MOST_PROCESSES), mp_context=context, initializer=begin_work)

    def dismiss(executor: Executor) -> None:
        workers = [child for child in multiprocessing.active_children() if child not in strangers]
        for worker in workers:
            worker.terminate()
        for worker in workers:
            worker.join(PATIENCE)
            worker.kill()
        # A worker that was ended while it sent a result leaves half of it in the pipe.  The pool's own thread waits for the rest as
        # long as anybody could still send it, and we are the last who could.
        results = executor._result_queue  # type: ignore[attr-defined]  # noqa: SLF001 - no public way to let go of it
        if results is not None:
            results._writer.close()  # noqa: SLF001
        # Once and with waiting: a second call would not wait for the pool's own thread, which then trips over its closed pipe.
        executor.shutdown(cancel_futures=True)

    return Crew(hire, dismiss, most_at_once=2 * count)


class _DismissedError(SystemExit):
    """Unwinds a task whose worker was told to leave: half-written files are removed, locks are given back."""


@dataclass(slots=True)
class _Duty:
    """What this process, being a worker, is at."""

    busy: bool = False
    leaving: bool = False


_duty = _Duty()


def carry_out(work: Callable[[T], R], task: T) -> R:
    """Do one task in a worker; a worker that is told to leave meanwhile unwinds the task and ends."""
    try:
        _duty.busy = True
        return work(task)
    finally:
        _duty.busy = False
        if _duty.leaving:
            os._exit(INTERRUPTED)  # the pool's own loop would take the interruption for a result and wait for more


def begin_work() -> None:
    """Make a fresh worker ready: it leaves quietly when it is told to, and when its master is no more."""
    import gc

    gc.set_threshold(100_000)
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, _leave)
    if hasattr(signal, "pthread_sigmask"):
        signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGINT})
    threading.Thread(target=_follow_master, daemon=True).start()


def _leave(_signal: int, _frame: object) -> None:
    if not _duty.busy:
        os._exit(INTERRUPTED)
    if not _duty.leaving:
        _duty.leaving = True
        raise _DismissedError(INTERRUPTED)


def _follow_master() -> None:
    master = multiprocessing.parent_process()
    if master is not None:
        master.join()
        os.kill(os.getpid(), signal.SIGTERM)


@contextlib.contextmanager
def _hold_interrupts() -> Iterator[None]:
    """A worker that is just being started would answer Ctrl-C with a traceback: it hears it once it is ready."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
