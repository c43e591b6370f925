"""Closes an archive again and again, each time killed at the next call that changes the disk.

Arguments: the project folder and ``folder`` or ``zip``.  For each kill it prints one JSON line: what lay there after the
kill, and whether the run after it succeeded.  A process of its own, for it forks and kills itself.
"""

from __future__ import annotations

import hashlib
import json
import os
import resource
import shutil
import signal
import sys
from pathlib import Path

from archivegen.archive import sink
from archivegen.errors import OutputError
from archivegen.verify import verify_bag
from tests.archive.township_desk import Desk
from tests.formats.files_by_hand import make_pdf, make_stream

CHANGING = ("mkdir", "rename", "replace", "unlink", "rmdir", "fsync", "open", "close")


def make_desk(folder, pages):
    desk = Desk(folder)
    desk.owe("C16@2026-03", "务工签到表")
    for page in range(pages):
        desk.scan(f"C16@2026-03/{page}.pdf", make_pdf({7: make_stream(bytes([65 + page]) * 3000)}))
    return desk


def arm(limit):
    """Kill this process at the ``limit``-th call that changes the disk."""
    left = limit

    def count(original):
        def call(*args, **kwargs):
            nonlocal left
            left -= 1
            if left == 0:
                os.kill(os.getpid(), signal.SIGKILL)
            return original(*args, **kwargs)

        return call

    for name in CHANGING:
        setattr(os, name, count(getattr(os, name)))
    sink.sync_disk = count(sink.sync_disk)


def run_child(work):
    """Run ``work`` in a child; 0 when it came to its end, the signal when it was killed, 6 after an OutputError."""
    child = os.fork()
    if child:
        _, status = os.waitpid(child, 0)
        return -os.WTERMSIG(status) if os.WIFSIGNALED(status) else os.WEXITSTATUS(status)
    code = 99
    try:
        work()
        code = 0
    except OutputError:
        code = 6
    finally:
        os._exit(code)


def judge(folder):
    """Number of records in every whole archive that lies there, by name; 0 for one that is not whole.

    A digest that lies beside a ZIP and is not that ZIP's would call a whole archive broken: it is told too.
    """
    found = {}
    for path in sorted((folder / "档案包").iterdir()):
        if path.suffix == ".sha256":
            package = path.with_suffix("")
            if package.exists() and path.read_text("utf-8") != f"{hash_file(package)}  {package.name}\n":
                found[path.name] = -1
        elif not path.name.endswith(".lock") and ".sha256." not in path.name:
            result = verify_bag(path)
            found[path.name] = sum(len(item.files) for item in result.manifest.items) if result.passed else 0
    return found


def hash_file(path):
    with path.open("rb") as handle:
        return hashlib.file_digest(handle, "sha256").hexdigest()


def close(folder, pages, as_zip):
    make_desk(folder, pages).close("甲", as_zip=as_zip)


def main(root, kind):
    as_zip = kind == "zip"
    close(root / "old", 1, as_zip)
    for step in range(1, 1000):
        folder = root / "work"
        shutil.rmtree(folder, ignore_errors=True)
        (folder / "归档件").mkdir(parents=True)
        shutil.copytree(root / "old/档案包", folder / "档案包")

        def killed(folder=folder, step=step):
            desk = make_desk(folder / "desk", 2)
            desk.folder = folder
            arm(step)
            desk.close("甲", as_zip=as_zip)

        (folder / "归档件").rmdir()
        code = run_child(killed)
        after = judge(folder)
        again = run_child(lambda folder=folder: close(folder, 3, as_zip))
        sys.stdout.write(
            json.dumps({"step": step, "code": code, "after": after, "again": again, "end": judge(folder)}) + "\n"
        )
        if code == 0:
            return


def fill_up(root, kind):
    """The same with a disk that takes no more than so many bytes a file."""
    as_zip = kind == "zip"
    for limit in (0, 10, 300, 2999, 4000, 9000):
        folder = root / f"full{limit}"
        close(folder, 1, as_zip)

        def starved(folder=folder, limit=limit):
            desk = make_desk(folder / "desk", 2)
            desk.folder = folder
            resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))
            desk.close("甲", as_zip=as_zip)

        code = run_child(starved)
        sys.stdout.write(json.dumps({"limit": limit, "code": code, "after": judge(folder)}) + "\n")


if __name__ == "__main__":
    {"kill": main, "full": fill_up}[sys.argv[1]](Path(sys.argv[2]), sys.argv[3])
