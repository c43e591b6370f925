"""Office files → PDFs, all of a set by one call of LibreOffice, or by two side by side.

LibreOffice says 0 when a file is corrupt or nothing could be written, forgets the rest of a long list, and takes all files
of a call with it when it dies.  So nothing is believed but what came out: every PDF is opened, a file that brought a
call down is tried once more by itself, and the files behind it go into a call of their own.
"""

from __future__ import annotations

import os
import shutil
import tempfile
import time
from collections import deque
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from archivegen.disk import explain_refusal
from archivegen.errors import OutputError
from archivegen.pdf.finish import Finished, finish_pdf
from archivegen.pdf.office import Ending, Limits, OfficeCall, lay_profile
from archivegen.workers import count_processors

MOST_FILES = 100
"""Files that one call is given; LibreOffice drops those beyond 247 in silence."""
FEWEST_FILES = 40
"""Files for which a second call beside the first is worth its start."""
MOST_CALLS = 2
MOST_TRIES = 2
_MOST_BARREN = 4
"""Calls that die one after the other before anything ever came out: then no file is at fault."""
_PAUSE = 0.1

Progress = Callable[[int, int, str], None]
"""Called with how many are done, how many there are, and what is being done."""

_REASONS = {
    Ending.ENDED: "LibreOffice 打不开这份文件（多半已损坏）",
    Ending.CRASHED: "LibreOffice 转换这份文件时崩溃，重试一次仍然崩溃",
    Ending.HUNG: "LibreOffice 转换这份文件时没有响应，重试一次仍然没有响应",
}
_NEVER = "LibreOffice 启动不了，没有转出任何一份。请单独打开一次 LibreOffice，看能不能用"


def _ignore_progress(done: int, total: int, doing: str) -> None:
    """Progress that nobody watches."""


@dataclass(frozen=True, slots=True)
class Converted:
    """What became of one file: its finished PDF, or why there is none (Chinese, without a full stop)."""

    source: Path
    pdf: Path | None = None
    finished: Finished | None = None
    problem: str = ""


@dataclass(slots=True)
class _Job:
    source: Path
    staged: Path
    pdf: Path
    mark: bytes
    tries: int = 0
    result: Converted | None = None


@dataclass(slots=True)
class _Lane:
    """A profile and the call that uses it now."""

    profile: Path
    call: OfficeCall | None = None
    batch: list[_Job] = field(default_factory=list)


def convert_office(
    program: Path,
    files: Sequence[Path],
    folder: Path,
    *,
    marks: Sequence[bytes] = (),
    archival: bool = False,
    environment: Mapping[str, str] | None = None,
    limits: Limits | None = None,
    calls: int = 0,
    progress: Progress = _ignore_progress,
) -> list[Converted]:
    """Turn Word and Excel files into PDFs below ``folder``, a private one of the caller; a value a file, in their order.

    ``marks`` are 16 bytes a file that its PDF bears as its permanent ID.  ``archival`` asks for PDF/A-2b.  ``calls``
    run side by side (0: as many as are worth it).  Raises ``OutputError`` when the disk refuses.
    """
    try:
        jobs = _stage(files, folder, marks)
        lanes = [_Lane(folder / f"profile{n}") for n in range(calls or suggest_calls(len(jobs)))]
        for lane in lanes:
            lay_profile(lane.profile, archival=archival)
    except OSError as error:
        raise OutputError(f"临时文件夹 {folder} 不能写入：{explain_refusal(error)}。请处理后再运行。") from error

    def start(lane: _Lane) -> OfficeCall:
        staged = [job.staged for job in lane.batch]
        return OfficeCall(
            program,
            staged,
            folder / "out",
            profile=lane.profile,
            limits=limits or Limits(),
            environment=environment or {},
        )

    _Run(jobs, lanes, start, progress).work()
    return [job.result or Converted(job.source, problem=_NEVER) for job in jobs]


def suggest_calls(files: int) -> int:
    """Calls that pay for so many files on this machine."""
    return MOST_CALLS if files >= FEWEST_FILES and count_processors() >= MOST_CALLS else 1


def _stage(files: Sequence[Path], folder: Path, marks: Sequence[bytes]) -> list[_Job]:
    """Copies with numbers for names: LibreOffice stumbles over long names and over names that differ in their suffix alone."""
    staged, output = folder / "in", folder / "out"
    staged.mkdir()
    output.mkdir()
    jobs = []
    for number, file in enumerate(files):
        copy = staged / f"{number:05d}{file.suffix.lower()}"
        shutil.copyfile(file, copy)
        jobs.append(_Job(file, copy, output / f"{copy.stem}.pdf", marks[number] if marks else bytes(16)))
    return jobs


class _Run:
    """The calls of one conversion, polled by one thread: an interruption ends them all."""

    def __init__(
        self, jobs: Sequence[_Job], lanes: Sequence[_Lane], start: Callable[[_Lane], OfficeCall], progress: Progress
    ) -> None:
        self._jobs, self._lanes, self._start, self._progress = jobs, lanes, start, progress
        size = min(MOST_FILES, -(-len(jobs) // len(lanes)) or 1)
        self._waiting = deque(list(jobs[start : start + size]) for start in range(0, len(jobs), size))
        self._barren = 0
        self._fruitful = False
        self._finished = 0

    def work(self) -> None:
        """Run call after call until every job has a result or LibreOffice proves useless."""
        try:
            while self._start_calls():
                time.sleep(_PAUSE)
                for lane in self._lanes:
                    if lane.call is not None and (ending := lane.call.poll()):
                        batch, lane.call, lane.batch = lane.batch, None, []
                        self._judge(batch, ending)
                self._tell()
        finally:
            for lane in self._lanes:
                if lane.call is not None:
                    lane.call.end()

    def _start_calls(self) -> bool:
        for lane in self._lanes:
            if lane.call is None and self._waiting:
                lane.batch = self._waiting.popleft()
                lane.call = self._start(lane)
        return any(lane.call is not None for lane in self._lanes)

    def _tell(self) -> None:
        under_way = sum(lane.call.came_out for lane in self._lanes if lane.call is not None)
        self._progress(min(self._finished + under_way, len(self._jobs)), len(self._jobs), "")

    def _judge(self, batch: list[_Job], ending: Ending) -> None:
        """Take what came out; decide who is tried again, with whom, and who is given up."""
        last = -1
        for place, job in enumerate(batch):
            if self._take(job):
                last = place
        missing = [job for job in batch if job.result is None]
        if not missing:
            return
        self._heed_disk()
        if last < 0 and ending is not Ending.ENDED:
            self._barren += 1
            if self._barren >= _MOST_BARREN and not self._fruitful:
                self._waiting.clear()
                return
        if ending is Ending.ENDED:
            self._try_again(missing, ending)
            return
        behind = [job for job in batch[last + 1 :] if job.result is None]
        self._try_again([job for job in missing if job not in behind], Ending.ENDED)
        self._try_again(behind[:1], ending)
        if behind[1:]:
            self._waiting.append(behind[1:])

    def _take(self, job: _Job) -> bool:
        finished = finish_pdf(job.pdf, job.mark) if job.pdf.is_file() else None
        if finished is None:
            job.pdf.unlink(missing_ok=True)
            return False
        job.result = Converted(job.source, job.pdf, finished)
        self._finished += 1
        self._fruitful = True
        return True

    def _try_again(self, jobs: list[_Job], ending: Ending) -> None:
        again = []
        for job in jobs:
            job.tries += 1
            if job.tries >= MOST_TRIES:
                job.result = Converted(job.source, problem=_REASONS[ending])
                self._finished += 1
            else:
                again.append(job)
        if again:
            self._waiting.append(again)

    def _heed_disk(self) -> None:
        """LibreOffice is silent about a full disk: whether there is room is tried here."""
        needed = max(job.staged.stat().st_size for job in self._jobs) * 4
        output = self._jobs[0].pdf.parent
        try:
            with tempfile.TemporaryFile(dir=output) as probe:
                probe.write(bytes(needed))
                probe.flush()
                os.fsync(probe.fileno())
        except OSError as error:
            raise OutputError(f"PDF 写不出来：{explain_refusal(error)}（临时文件夹 {output}）。") from error
