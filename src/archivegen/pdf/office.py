"""LibreOffice as a program: where it lies, and one call of it that can be watched and ended."""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

ABSENT = (
    "没有找到 LibreOffice，PDF 没有生成；Word 和 Excel 材料不受影响。"
    "请从 https://zh-cn.libreoffice.org/download/ 下载安装（Linux 上安装 libreoffice-writer 和 libreoffice-calc），再运行一次。"
)
VARIABLE = "ARCHIVEGEN_SOFFICE"
"""Names the program where it lies in no usual place, e.g. a portable LibreOffice on a USB stick."""
_NAMES = ("soffice", "libreoffice")
_PROFILE = """\
<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Common/Filter/PDF/Export">\
<prop oor:name="SelectPdfVersion" oor:op="fuse"><value>{version}</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Filter/PDF/Export">\
<prop oor:name="UseTaggedPDF" oor:op="fuse"><value>false</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Filter/PDF/Export">\
<prop oor:name="ExportBookmarks" oor:op="fuse"><value>true</value></prop></item>
</oor:items>
"""
_PLAIN, _ARCHIVAL = 0, 2
"""Values of LibreOffice's SelectPdfVersion: PDF 1.7 and PDF/A-2b."""


@dataclass(frozen=True)
class Limits:
    """Seconds without a new PDF after which a call has hung; so the time of a whole call grows with its files."""

    first: float = 120.0
    each: float = 180.0
    """The longest tables that a project has take a minute and a half."""


class Ending(StrEnum):
    """How a call of LibreOffice ended."""

    ENDED = "结束"
    CRASHED = "崩溃"
    HUNG = "没有响应"


def find_office() -> Path | None:
    """The program ``soffice``, or None: as ``ARCHIVEGEN_SOFFICE`` says, on the PATH, else where systems usually have it."""
    if chosen := os.environ.get(VARIABLE):
        return Path(chosen) if Path(chosen).is_file() else None
    for name in _NAMES:
        found = shutil.which(name)
        if found:
            return _prefer_console(Path(found))
    return next((path for path in _usual_places() if path.is_file()), None)


def _prefer_console(program: Path) -> Path:
    """On Windows ``soffice.exe`` returns at once; ``soffice.com`` waits until the work is done."""
    console = program.with_suffix(".com")
    return console if program.suffix.lower() == ".exe" and console.is_file() else program


def _usual_places() -> Iterator[Path]:
    if sys.platform == "win32":
        for variable in ("PROGRAMFILES", "PROGRAMW6432", "PROGRAMFILES(X86)"):
            if root := os.environ.get(variable):
                yield from sorted(Path(root).glob("LibreOffice*/program/soffice.com"), reverse=True)
    elif sys.platform == "darwin":
        for root in (Path("/Applications"), Path.home() / "Applications"):
            yield root / "LibreOffice.app" / "Contents" / "MacOS" / "soffice"
    else:
        for place in ("/opt", "/usr/lib", "/usr/lib64", "/snap/bin"):
            yield from sorted(Path(place).glob("libreoffice*/program/soffice"), reverse=True)


def lay_profile(folder: Path, *, archival: bool) -> None:
    """A profile of our own below ``folder``: the kind of PDF stands in it, for Word and Excel files alike."""
    user = folder / "user"
    user.mkdir(parents=True)
    text = _PROFILE.format(version=_ARCHIVAL if archival else _PLAIN)
    (user / "registrymodifications.xcu").write_text(text, encoding="utf-8")


class OfficeCall:
    """One process of LibreOffice that turns files into PDFs of the same names in ``output``."""

    def __init__(
        self,
        program: Path,
        files: Sequence[Path],
        output: Path,
        *,
        profile: Path,
        limits: Limits,
        environment: Mapping[str, str],
    ) -> None:
        self._names = {f"{path.stem}.pdf" for path in files}
        self._output = output
        self._limits = limits
        self._seen = 0
        self._moved = time.monotonic()
        command = [
            str(program), f"-env:UserInstallation={profile.as_uri()}", "--headless", "--norestore", "--nolockcheck",
            "--convert-to", "pdf", "--outdir", str(output), *map(str, files),
        ]  # fmt: skip
        self._process = subprocess.Popen(  # noqa: S603 - a program that was found, files that we named
            command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            env={**os.environ, "SAL_USE_VCLPLUGIN": "svp", **environment},
            start_new_session=sys.platform != "win32",
            creationflags=getattr(subprocess, "CREATE_NEW_PROCESS_GROUP", 0),
        )

    @property
    def came_out(self) -> int:
        """How many PDFs lie there by now."""
        return len(self._names.intersection(os.listdir(self._output)))  # noqa: PTH208 - many names, many times

    def poll(self) -> Ending | None:
        """How the call ended, None while it is at work; a call that hangs is ended here."""
        code = self._process.poll()
        if code is not None:
            self.end()
            return Ending.CRASHED if code else Ending.ENDED
        done = self.came_out
        if done > self._seen:
            self._seen, self._moved = done, time.monotonic()
        patience = self._limits.each if self._seen else self._limits.first
        if time.monotonic() - self._moved <= patience:
            return None
        self.end()
        return Ending.HUNG

    def end(self) -> None:
        """End the process with everything that it started."""
        if sys.platform == "win32":
            if self._process.poll() is None:
                subprocess.run(  # noqa: S603
                    ["taskkill", "/T", "/F", "/PID", str(self._process.pid)],  # noqa: S607 - a part of Windows
                    capture_output=True,
                    check=False,
                )
        else:
            with contextlib.suppress(ProcessLookupError, PermissionError):  # nothing of it is left
                os.killpg(self._process.pid, signal.SIGKILL)
        self._process.wait()
