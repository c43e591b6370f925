"""A race: the contenders of one claim run in turn, each in a process of its own; one table of medians.

A figure is user + system CPU, children included.  A contender that prints a JSON object with ``cpu`` as its last line is
measured from the start of its work (imports and reading of the words are left out); any other from the start of its process.
Peak memory is that of the whole process.  Absolute times drift with the machine; the ratios of one run hold.
"""

from __future__ import annotations

import json
import os
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
NODE = Path(sys.prefix) / "node"
"""Where ``install-peers`` lays the Node peers: below the environment that runs this."""


@dataclass(frozen=True)
class Contender:
    """One way of doing the work.  ``share`` is the part of it that is done when all would take too long (0.1: a tenth)."""

    name: str
    command: Sequence[str | Path]
    wanted: str = ""
    """What the claim asks of its ratio: ``≥ 60`` (so many times ours), ``≤ 1.5``, or of its CPU: ``≤ 2 s``."""
    share: float = 1
    environment: Mapping[str, str] = field(default_factory=dict)
    before: Callable[[], object] | None = None
    """Done before each run, unmeasured."""


@dataclass(frozen=True)
class Result:
    """Medians of the runs; ``said`` is what the last run told."""

    cpu: float
    wall: float
    peak: float
    said: Mapping[str, Any]


def run_race(contenders: Sequence[Contender], runs: int) -> dict[str, Result]:
    """All contenders ``runs`` times in turn, so that a drift of the machine meets all of them."""
    found: dict[str, list[Result]] = {contender.name: [] for contender in contenders}
    for _ in range(runs):
        for contender in contenders:
            found[contender.name].append(run_once(contender))
    return {name: _find_median(results) for name, results in found.items()}


def run_once(contender: Contender) -> Result:
    if contender.before is not None:
        contender.before()
    environment = {**os.environ, "PYTHONUTF8": "1", "PYTHONHASHSEED": "0", **contender.environment}
    began = os.times().elapsed
    with tempfile.TemporaryFile() as output, tempfile.TemporaryFile() as complaints:
        command = [str(part) for part in contender.command]
        process = subprocess.Popen(command, stdout=output, stderr=complaints, env=environment)
        _, status, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        wall = os.times().elapsed - began
        output.seek(0)
        complaints.seek(0)
        told = output.read().decode().strip().splitlines()
        if process.returncode:
            sys.exit(f"{contender.name} ended with {process.returncode}:\n{complaints.read().decode()[-3000:]}")
    said = json.loads(told[-1]) if told and told[-1].startswith('{"cpu"') else {}
    cpu = said.get("cpu", used.ru_utime + used.ru_stime)
    return Result(cpu / contender.share, wall / contender.share, used.ru_maxrss / 1024, said)


def _find_median(results: Sequence[Result]) -> Result:
    def median(values: Sequence[float]) -> float:
        return statistics.median(values)

    return Result(
        median([result.cpu for result in results]),
        median([result.wall for result in results]),
        median([result.peak for result in results]),
        results[-1].said,
    )


def show_race(
    title: str, contenders: Sequence[Contender], results: Mapping[str, Result], note: str = "", unit: str = "× ours"
) -> None:
    """The table; the first contender is ours and the unit of the others."""
    ours = results[contenders[0].name].cpu
    print(f"\n{title}\n{'':50}CPU s {unit:>8}  peak MB  wanted", flush=True)
    for contender in contenders:
        result = results[contender.name]
        ratio = result.cpu / ours
        verdict = judge(contender.wanted, ratio, result.cpu)
        print(f"{pad(contender.name, 48)}{result.cpu:7.3f}{ratio:9.2f}{result.peak:9.0f}  {verdict}".rstrip())
    if note:
        print(note)


def judge(wanted: str, ratio: float, cpu: float) -> str:
    """``≥ 60 yes``: the wish and whether it came true."""
    if not wanted:
        return ""
    sign, bound, *unit = wanted.split()
    figure = cpu if unit else ratio
    kept = figure >= float(bound) if sign == "≥" else figure <= float(bound)
    return f"{wanted} {'yes' if kept else 'NO'}"


def tell(what: str, figure: float, unit: str, wanted: str = "") -> None:
    """One line below a table: a figure that is no ratio."""
    print(f"{pad(what, 48)}{figure:7.2f} {pad(unit, 18)}{judge(wanted, figure, figure)}".rstrip())


def pad(text: str, width: int) -> str:
    """``text`` filled up to ``width`` columns; a Chinese character takes two."""
    return text + " " * (width - sum(2 if ord(sign) > 0x2E80 else 1 for sign in text))


def time_work(work: Callable[[], Any]) -> None:
    """In the process of a contender: do the work and tell what it took."""
    began = cpu_now()
    told = work()
    print(json.dumps({"cpu": cpu_now() - began, **(told if isinstance(told, dict) else {})}))


def find_node() -> str:
    """Node of this machine, or else the one that was installed beside the peers."""
    return shutil.which("node") or str(Path(sys.prefix) / "bin" / "node")


def cpu_now() -> float:
    """User and system seconds of this process and of its children that ended."""
    usages = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(usage.ru_utime + usage.ru_stime for usage in usages)
