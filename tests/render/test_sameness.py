"""Same facts, same bytes: in every process, with a cold, a warm, a broken and no cache at all."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import ROOT
from tests.render.books import workbook
from tests.render.docxtpl_corpus import CORPUS
from tests.render.drawings import add_picture
from tests.render.packages import body, p, tbl, tr

RUN = Path(__file__).with_name("run_rendering.py")
CELLS = {
    "A1": "{{ 项目.名称 }}",
    "A2": "{%tr for 人 in 明细 %}{{ 人.名 }}",
    "B2": "{{ 人.数 }}",
    "C2": "=B2*2",
    "D2": "{%tr endfor %}",
    "A3": "合计",
    "C3": "=SUM(C2:C2)",
}


@pytest.fixture
def templates(tmp_path: Path) -> list[Path]:
    loop = tbl(tr("{%tr for 人 in 明细 %}", ""), tr("{{ 人.名 }}", "{{ 人.额|元 }}"), tr("{%tr endfor %}", ""))
    made = {
        "甲.docx": body(p("{{ 项目.名称 }}") + loop + p("后"), header=p("{{ 名 }}")),
        "乙.docx": CORPUS["pictures"](),
        "丙.xlsx": workbook({"表": CELLS}),
        "丁.xlsx": add_picture(workbook({"表": CELLS, "另": {"A1": "=表!C3"}}), 8),
    }
    for name, content in made.items():
        (tmp_path / name).write_bytes(content)
    return [tmp_path / name for name in made]


def start(templates: list[Path], cache: str | Path, seed: str = "0", zone: str = "UTC") -> subprocess.Popen[str]:
    environment = {
        **os.environ,
        "PYTHONHASHSEED": seed,
        "ARCHIVEGEN_CACHE": str(cache),
        "PYTHONUTF8": "1",
        "TZ": zone,
        "PYTHONPATH": os.pathsep.join([str(ROOT), os.environ.get("PYTHONPATH", "")]),
    }
    command = [sys.executable, str(RUN), "0", "0", *map(str, templates)]
    return subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True, encoding="utf-8")


def made(process: subprocess.Popen[str]) -> list[str]:
    out, _ = process.communicate(timeout=120)
    assert process.returncode == 0
    return out.splitlines()


def test_cold_warm_and_without_a_cache(templates: list[Path], tmp_path: Path) -> None:
    cache = tmp_path / "cache"
    cold = made(start(templates, cache, seed="1"))
    assert [line.split()[0] for line in cold] == ["made"] * len(templates)
    kept = {path.name: path.read_bytes() for path in cache.iterdir()}
    assert kept
    assert made(start(templates, cache, seed="2", zone="Asia/Shanghai")) == cold
    assert {path.name: path.read_bytes() for path in cache.iterdir()} == kept
    assert made(start(templates, "off", seed="3")) == cold


def test_two_processes_compile_at_once_into_one_cache(templates: list[Path], tmp_path: Path) -> None:
    cache = tmp_path / "cache"
    both = [start(templates, cache, seed=seed) for seed in ("1", "2")]
    one, other = (made(process) for process in both)
    assert one == other == made(start(templates, "off"))
    assert not [path for path in cache.iterdir() if path.name.startswith("~")]


def cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


def flip(path: Path) -> None:
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 0xFF
    path.write_bytes(content)


def empty(path: Path) -> None:
    path.write_bytes(b"")


def be_a_folder(path: Path) -> None:
    path.unlink()
    path.mkdir()


@pytest.mark.parametrize("damage", [cut, flip, empty, be_a_folder])
def test_damaged_entries_are_made_anew(damage: Callable[[Path], None], templates: list[Path], tmp_path: Path) -> None:
    cache = tmp_path / "cache"
    right = made(start(templates[::2], cache))
    for path in list(cache.iterdir()):
        damage(path)
    assert made(start(templates[::2], cache)) == right


def test_a_cache_that_cannot_be_is_no_trouble(templates: list[Path], tmp_path: Path) -> None:
    blocked = tmp_path / "a file"
    blocked.write_bytes(b"")
    right = made(start(templates[::2], "off"))
    assert made(start(templates[::2], blocked)) == right
    assert made(start(templates[::2], blocked / "below")) == right
    assert made(start(templates[::2], "/proc/nowhere")) == right


def test_a_cache_that_others_may_write_to_is_not_used(templates: list[Path], tmp_path: Path) -> None:
    shared = tmp_path / "shared"
    shared.mkdir()
    shared.chmod(0o777)
    assert made(start(templates[::2], shared)) == made(start(templates[::2], "off"))
    assert not list(shared.iterdir())
