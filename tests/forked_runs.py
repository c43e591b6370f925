"""Runs of the command line in processes of their own that need not load the program first.

Loading takes nine tenths of a short run.  So one process loads all modules of the program, runs none, and forks itself for
every run: the child is what ``python -m archivegen`` is once its imports are done, and it ends as an interpreter ends.  A
run that wants another interpreter than the usual one, by any ``PYTHON…`` variable, starts from nothing.
"""

from __future__ import annotations

import atexit
import importlib
import json
import os
import pkgutil
import runpy
import select
import signal
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path

ROOT = Path(__file__).parents[1]
PATIENCE = 300
"""Seconds for one run."""
_SERVER = "import sys; sys.path.insert(0, {root!r}); from tests.forked_runs import serve; serve({orders}, {answers})"
_LEFT_OUT = ("archivegen.__main__", "archivegen.cluster")
"""What runs at once, and what starts threads, which a fork loses."""


def load_program() -> None:
    import archivegen

    for module in pkgutil.walk_packages(archivegen.__path__, "archivegen."):
        if module.name not in _LEFT_OUT:
            importlib.import_module(module.name)


def serve(orders: int, answers: int) -> None:
    """In the process that forks: run what is ordered, one after another, until nobody orders any more."""
    load_program()
    assert len(os.listdir("/proc/self/task")) == 1, "a fork would lose threads"
    with os.fdopen(orders) as lines:
        for line in lines:
            child = os.fork()
            if child == 0:
                os.close(answers)
                _become(json.loads(line))
                runpy.run_module("archivegen", run_name="__main__", alter_sys=True)
                sys.exit()
            os.write(answers, f"{child}\n".encode())
            _, status = os.waitpid(child, 0)
            os.write(answers, f"{os.waitstatus_to_exitcode(status)}\n".encode())


def _become(order: dict) -> None:
    """Take the arguments, the place and the surroundings of the run that was ordered."""
    os.chdir(order["cwd"])
    os.environ.clear()
    os.environ.update(order["env"])
    for name, descriptor in (("out", 1), ("err", 2)):
        opened = os.open(order[name], os.O_WRONLY)
        os.dup2(opened, descriptor)
        os.close(opened)
    sys.argv = ["archivegen", *order["arguments"]]
    sys.path[0] = order["cwd"]


class _Server:
    """One process that forks, with what its interpreter was started with."""

    def __init__(self, environment: Mapping[str, str]) -> None:
        self.owner = os.getpid()
        orders, self._orders = os.pipe()
        self._answers, answers = os.pipe()
        code = _SERVER.format(root=str(ROOT), orders=orders, answers=answers)
        self._process = subprocess.Popen(
            [sys.executable, "-c", code],
            env=environment,
            pass_fds=(orders, answers),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
        )
        os.close(orders)
        os.close(answers)
        atexit.register(self.close)

    def close(self) -> None:
        """Nobody orders any more: the process ends by itself."""
        if self.owner == os.getpid():
            os.close(self._orders)
            self._process.communicate()

    def run(self, order: dict) -> int:
        os.write(self._orders, (json.dumps(order) + "\n").encode())
        child = self._hear(order)
        try:
            return self._hear(order)
        except subprocess.TimeoutExpired:
            os.kill(child, signal.SIGKILL)
            raise

    def _hear(self, order: dict) -> int:
        text = b""
        while not text.endswith(b"\n"):
            ready, _, _ = select.select([self._answers], [], [], PATIENCE)
            if not ready:
                raise subprocess.TimeoutExpired(order["arguments"], PATIENCE)
            more = os.read(self._answers, 1)
            assert more, self._process.stderr.read().decode()
            text += more
        return int(text)


_SERVERS: dict[tuple[tuple[str, str], ...], _Server] = {}


def _shape(environment: Mapping[str, str]) -> tuple[tuple[str, str], ...]:
    """What an interpreter and its C library read once, when they start."""
    return tuple(sorted((k, v) for k, v in environment.items() if k.startswith(("PYTHON", "LC_", "LANG", "TZ"))))


USUAL = {"PYTHONUTF8": "1"}, {"PYTHONIOENCODING": "utf-8"}
"""What the tests add to the surroundings of most of their runs."""
_AT_START = dict(os.environ)


def run_forked(
    arguments: Sequence[str], environment: Mapping[str, str], cwd: Path | None = None
) -> tuple[int, bytes, bytes]:
    """Exit code, output and errors of ``python -m archivegen`` with these arguments."""
    shape = _shape(environment)
    if shape not in {_shape({**_AT_START, **added}) for added in USUAL}:
        return _run_from_nothing(arguments, environment, cwd)
    server = _SERVERS.get(shape)
    if server is None or server.owner != os.getpid():
        server = _SERVERS[shape] = _Server(environment)
    with tempfile.NamedTemporaryFile() as out, tempfile.NamedTemporaryFile() as err:
        order = {"arguments": list(arguments), "cwd": str(cwd or Path.cwd()), "env": dict(environment)}
        code = server.run({**order, "out": out.name, "err": err.name})
        return code, out.read(), err.read()


def _run_from_nothing(
    arguments: Sequence[str], environment: Mapping[str, str], cwd: Path | None
) -> tuple[int, bytes, bytes]:
    done = subprocess.run(
        [sys.executable, "-m", "archivegen", *arguments],
        cwd=cwd,
        capture_output=True,
        env=environment,
        timeout=PATIENCE,
        check=False,
    )
    return done.returncode, done.stdout, done.stderr
