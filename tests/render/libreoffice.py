"""LibreOffice as a second opinion: many files converted in one run, figures calculated anew."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Mapping
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

from openpyxl import load_workbook

_MOST_FILES = 100
_SHEET = re.compile(r"xl/worksheets/[^/]+\.xml")
_CELL = re.compile(r"<c(?= |>)(?:[^>]*[^/>])?>.*?</c>", re.DOTALL)
_CACHED = re.compile(r"<v>[^<]*</v>|<v/>|(?<=<c)( [^>]*?) t=\"[a-zA-Z]+\"")


def convert_all(files: Mapping[str, bytes], suffix: str, folder: Path) -> dict[str, bytes]:
    """Each of ``files`` (any names → bytes) converted from ``suffix`` to ``suffix`` by one LibreOffice run."""
    assert len(files) <= _MOST_FILES
    source, target = folder / "in", folder / "out"
    source.mkdir(parents=True)
    paths = {name: source / f"{number}{suffix}" for number, name in enumerate(files)}
    for name, path in paths.items():
        path.write_bytes(files[name])
    command = ["soffice", "--headless", "--norestore", f"-env:UserInstallation={(folder / 'profile').as_uri()}"]
    command += ["--convert-to", suffix[1:], "--outdir", str(target), *map(str, paths.values())]
    done = subprocess.run(command, capture_output=True, text=True, timeout=240, check=False)
    missing = [name for name, path in paths.items() if not (target / path.name).exists()]
    assert not missing, f"LibreOffice did not open {missing}: {done.stdout}{done.stderr}"
    return {name: (target / path.name).read_bytes() for name, path in paths.items()}


def recalculate_all(workbooks: Mapping[str, bytes], folder: Path) -> dict[str, Any]:
    """The workbooks with every figure calculated by LibreOffice: what we cached is taken out before it sees them."""
    made = convert_all({name: drop_cached(content) for name, content in workbooks.items()}, ".xlsx", folder)
    return {name: load_workbook(BytesIO(content), data_only=True) for name, content in made.items()}


def drop_cached(workbook: bytes) -> bytes:
    """The workbook without the cached values of its formulas."""
    target = BytesIO()
    with ZipFile(BytesIO(workbook)) as package, ZipFile(target, "w", ZIP_DEFLATED) as bare:
        for name in package.namelist():
            content = package.read(name)
            if _SHEET.fullmatch(name):
                content = _CELL.sub(_forget_value, content.decode()).encode()
            bare.writestr(name, content)
    return target.getvalue()


def _forget_value(cell: re.Match[str]) -> str:
    text = cell.group()
    return _CACHED.sub(r"\1", text) if "<f" in text else text
