"""Small Office files, and a LibreOffice that hangs or crashes over the files that say so."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

from docx import Document
from openpyxl import Workbook

HANGS, CRASHES, CRASHES_ONCE = "此件卡住", "此件崩溃", "此件崩溃一次"

_PROGRAM = """\
#!{python}
import os, signal, subprocess, sys, time, zipfile
arguments = sys.argv[1:]
at = arguments.index("--outdir") + 2
files = arguments[at:]
with open({log!r}, "a") as log:
    log.write(f"{{len(files)}}\\n")

def read(path):
    try:
        package = zipfile.ZipFile(path)
        return b"".join(package.read(name) for name in package.namelist() if name.endswith("document.xml")).decode()
    except zipfile.BadZipFile:
        return ""

for place, path in enumerate(files):
    text = read(path)
    if {once!r} in text:
        if os.path.exists({log!r} + ".once"):
            continue
        open({log!r} + ".once", "w").close()
    elif {hangs!r} not in text and {crashes!r} not in text:
        continue
    if place:
        subprocess.run([{real!r}, *arguments[:at], *files[:place]], check=True)
    if {hangs!r} in text:
        time.sleep(600)
    os.kill(os.getpid(), signal.SIGSEGV)
sys.exit(subprocess.run([{real!r}, *arguments]).returncode)
"""


_COPIER = """\
#!/bin/sh
while [ "$1" != --outdir ]; do shift; done
output=$2
shift 2
for file; do
  name=${{file##*/}}
  cp {page!r} "$output/${{name%.*}}.pdf"
done
"""


def write_letter(path: Path, *lines: str, font: str = "仿宋_GB2312") -> Path:
    """A Word file of these lines, all in one font."""
    from docx.oxml.ns import qn

    document = Document()
    for line in lines:
        run = document.add_paragraph().add_run(line)
        run.font.name = font
        run._element.rPr.rFonts.set(qn("w:eastAsia"), font)
    document.save(path)
    return path


def write_sheet(path: Path, *lines: str) -> Path:
    book = Workbook()
    for line in lines:
        book.active.append([line])
    book.save(path)
    return path


def _write_copier(folder: Path) -> Path:
    """A program that is called like LibreOffice and gives every file one and the same page, at once."""
    import pikepdf

    program, page = folder / "copier", folder / "page.pdf"
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        pdf.save(page)
    program.write_text(_COPIER.format(page=str(page)), encoding="utf-8")
    program.chmod(0o755)
    return program


def write_moody_office(folder: Path, *, quick: bool = False) -> tuple[Path, Path]:
    """A program that is LibreOffice but for the files named above; and the file where it notes how many files a call had.

    A ``quick`` one only copies a page: for what does not depend on the pages, and takes no time on a busy machine.
    """
    real = _write_copier(folder) if quick else shutil.which("soffice")
    assert real
    program, log = folder / "moody-soffice", folder / "calls"
    text = _PROGRAM.format(
        python=sys.executable, real=str(real), log=str(log), hangs=HANGS, crashes=CRASHES, once=CRASHES_ONCE
    )
    program.write_text(text, encoding="utf-8")
    program.chmod(0o755)
    return program, log


def list_running(program: Path) -> list[int]:
    """The processes that still run a program."""
    lines = {path: read_command(path) for path in Path("/proc").glob("[0-9]*/cmdline")}
    return [int(path.parent.name) for path, line in lines.items() if str(program).encode() in line]


def read_command(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError:  # it ended meanwhile
        return b""
