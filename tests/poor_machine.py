"""Runs of the command line on a machine that refuses: no permission, no room.

Root may read and write everything, so the child gives up that power first: permission bits then bind whoever runs the
tests.  A full disk is stood in for by a limit on the size of files, which every user may set: the write fails halfway, as
it does when the last block is taken, with the system's word for «too large».
"""

from __future__ import annotations

import ctypes
import os
import resource
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

from tests.conftest import Ran
from tests.forked_runs import run_forked

_LIBC = ctypes.CDLL(None, use_errno=True)
_DROP_CAPABILITY = 24
_OVERRIDES = (1, 2)
"""CAP_DAC_OVERRIDE and CAP_DAC_READ_SEARCH: what lets root pass over permission bits."""


def obey_permissions() -> None:
    """Run in the child: permission bits bind from here on, root or not."""
    if os.geteuid() == 0:
        for power in _OVERRIDES:
            if _LIBC.prctl(_DROP_CAPABILITY, power, 0, 0, 0):
                raise OSError(ctypes.get_errno(), "cannot give up the powers of root")


def fill_disk(left: int) -> Callable[[], None]:
    """Run in the child: no file may grow past ``left`` bytes."""

    def limit() -> None:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (left, left))

    return limit


def run_archivegen(
    *arguments: str | Path, prepare: Callable[[], None] | None = None, cwd: Path | None = None, encoding: str = "utf-8"
) -> Ran:
    """Run ``archivegen`` in a process of its own, made ready by ``prepare``; a bug is a failure here, whatever is asked."""
    environment = {**os.environ, "PYTHONIOENCODING": encoding}
    if prepare is None:
        code, out, err = run_forked([*map(str, arguments)], environment, cwd)
    else:
        done = subprocess.run(
            [sys.executable, "-m", "archivegen", *map(str, arguments)],
            cwd=cwd,
            capture_output=True,
            env=environment,
            preexec_fn=prepare,
            timeout=300,
            check=False,
        )
        code, out, err = done.returncode, done.stdout, done.stderr
    ran = Ran(code, out.decode(encoding), err.decode(encoding))
    assert "Traceback" not in ran.text, ran.text
    assert ran.code != 70, ran.text
    return ran
