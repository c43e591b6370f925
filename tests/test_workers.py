"""Workers: what happens to tasks when all goes well, when a worker dies, and when the run is broken off."""

from __future__ import annotations

import multiprocessing
import signal
import threading
import time
from pathlib import Path

import pytest

from archivegen.workers import LOST, hire_processes, work_through
from tests.workers_at_hand import die_of_thirteen, die_once, give_much, refuse, sleep_long, square


def test_results_come_in_the_order_of_the_tasks():
    assert list(work_through(hire_processes(2), square, range(9))) == [(n, n * n) for n in range(9)]


def test_results_may_come_as_they_are_done():
    found = dict(work_through(hire_processes(2), square, range(9), ordered=False))
    assert found == {n: n * n for n in range(9)}


def test_a_worker_that_dies_is_named_by_its_task_and_the_others_are_done():
    found = list(work_through(hire_processes(2), die_of_thirteen, range(10, 17)))
    assert found == [(n, LOST if n == 13 else n) for n in range(10, 17)]


def test_a_worker_that_died_by_accident_costs_nothing(tmp_path):
    flag = tmp_path / "died"
    assert list(work_through(hire_processes(2), die_once, [flag] * 5)) == [(flag, "done")] * 5


def test_what_a_task_raises_is_raised():
    with pytest.raises(ValueError, match="3"):
        list(work_through(hire_processes(2), refuse, [3]))


def test_ctrl_c_ends_the_workers_at_once_and_lets_them_tidy_up(tmp_path):
    before = set(multiprocessing.active_children())

    def press_ctrl_c() -> None:
        deadline = time.monotonic() + 30
        while len(list(tmp_path.glob("*.tmp"))) < 2 and time.monotonic() < deadline:
            time.sleep(0.01)
        signal.pthread_kill(threading.main_thread().ident, signal.SIGINT)

    threading.Thread(target=press_ctrl_c).start()
    with pytest.raises(KeyboardInterrupt):
        list(work_through(hire_processes(2), sleep_long, [tmp_path, tmp_path, tmp_path]))
    assert list(tmp_path.iterdir()) == []
    assert set(multiprocessing.active_children()) <= before


def test_the_reader_who_leaves_early_takes_the_workers_with_him(tmp_path: Path):
    before = set(multiprocessing.active_children())
    done = work_through(hire_processes(2), square, range(100))
    assert next(done) == (0, 0)
    done.close()
    assert set(multiprocessing.active_children()) <= before


def test_workers_that_are_ended_while_they_send_a_result_hold_nobody_up():
    done = threading.Event()

    def leave_early() -> None:
        results = work_through(hire_processes(2), give_much, range(4), ordered=False)
        next(results)
        results.close()
        done.set()

    threading.Thread(target=leave_early, daemon=True).start()
    assert done.wait(60)
