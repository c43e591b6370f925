"""Templates that mean harm, handed to the doors; their refusals, and a process of its own with limits for those that eat."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from archivegen.errors import TemplateError
from archivegen.render.docx import render_docx
from archivegen.render.xlsx import render_xlsx
from tests.conftest import ROOT
from tests.render.books import workbook
from tests.render.packages import lines

RUN = Path(__file__).with_name("run_rendering.py")
MEGABYTES, SECONDS = 1_500, 30
WORDS: dict[str, Any] = {"名": "王小五", "明细": [1, 2, 3], "真": True, "项目": {"名称": "香水村"}}
DOCX, XLSX = lines("{{ 名 }}"), workbook({"表": {"A1": "{{ 名 }}"}})
BOTH = pytest.mark.parametrize(("suffix", "template"), [(".docx", DOCX), (".xlsx", XLSX)])


def render(suffix: str, template: bytes) -> bytes:
    """Through the door of ``suffix``."""
    return (render_docx if suffix == ".docx" else render_xlsx)(template, WORDS, name=f"甲{suffix}")


def refusal(suffix: str, template: bytes) -> str:
    """The sentence with which the template is refused."""
    with pytest.raises(TemplateError) as caught:
        render(suffix, template)
    return judge(str(caught.value))


def judge(message: str) -> str:
    """A sentence for a clerk, not for a programmer."""
    assert re.search(r"模板 \S+ ", message), message
    assert not re.search(r"Traceback|Error\b|Exception|line \d+|0x[0-9a-f]{6}|root:", message), message
    return message


def told_under_limits(templates: dict[str, bytes], folder: Path) -> dict[str, str]:
    """What a process of its own says, which may use neither much memory nor much time."""
    for name, content in templates.items():
        (folder / name).write_bytes(content)
    command = [sys.executable, str(RUN), str(MEGABYTES), str(SECONDS), *(str(folder / name) for name in templates)]
    environment = {**os.environ, "ARCHIVEGEN_CACHE": "off", "PYTHONUTF8": "1"}
    environment["PYTHONPATH"] = os.pathsep.join([str(ROOT), os.environ.get("PYTHONPATH", "")])
    done = subprocess.run(command, env=environment, capture_output=True, encoding="utf-8", timeout=90, check=False)
    assert done.returncode == 0, done.stdout + done.stderr[-2_000:]
    answers = [answer for answer in re.split(r"^(?=made |told )", done.stdout, flags=re.MULTILINE) if answer]
    return dict(zip(templates, answers, strict=True))
