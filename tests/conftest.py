from __future__ import annotations

import os
import shutil
import signal
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
from hypothesis import settings

from tests.forked_runs import run_forked

settings.register_profile("patient", deadline=None)
settings.load_profile("patient")
"""No test watches a clock: a busy machine is no defect."""

ROOT = Path(__file__).parents[1]
SAMPLES = ROOT / "samples"
XIANGSHUI = "香水村产业道路"
LONGMEN = "龙门村灌溉渠"
QINGGANG = "青杠坪村产业园道路"
BAIHE = "白鹤村饮水工程"
ALL_SAMPLES = (XIANGSHUI, LONGMEN, QINGGANG, BAIHE)
"""Finished to the last scan; at work; finished but for the scans, 120 workers; about to be applied for."""

SMALL_PROJECT = """\
项目:
  名称: 青溪村2026年产业道路以工代赈项目
  年度: 2026
  类型: 产业
  建设方式: 村民自建
  阶段: 规划储备
  县: 巴州区
  乡镇: 云屏镇
  村: 青溪村
资金:
  - {来源: 中央预算内投资, 金额: 200万元}
建设内容:
  - {名称: 路面硬化, 单位: 米, 数量: 2500}
"""


def write_village(families: str) -> str:
    """A project with eight workers a family, and a paper for each of them."""
    names = [f"何{a}{b}" for a in families for b in "一二三四五六七八"]
    lines = [
        "工价: [{工种: 普工, 单价: 180}]",
        "务工人员:",
        *(f"  - {{姓名: {name}, 工种: 普工, 村组: 2组}}" for name in names),
        "考勤:",
        "  - 月份: 2026-03",
        "    明细:",
        *(f"      - {{姓名: {name}, 出勤: {{2: 1, 3: 0.5}}}}" for name in names),
        "发放批次: [{月份: 2026-03, 公示日期: 2026-04-02, 发放日期: 2026-04-10}]",
        "",
    ]
    return SMALL_PROJECT + "\n".join(lines)


VILLAGE = write_village("山川林海江河")
TOWN = write_village("山川林海江河云雷风雪松柏竹梅兰菊桃杏荷莲石泉田丰东南西北春夏秋冬金木水火土日月星辰天地人和")
"""Large enough to be met at work, however quick the machine is."""


@dataclass(frozen=True)
class Ran:
    """What a run of the command line gave."""

    code: int
    out: str
    err: str

    @property
    def text(self) -> str:
        return self.out + self.err


def hear_ctrl_c() -> None:
    """For ``preexec_fn``: a run that was started in the background of a shell would ignore Ctrl-C."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


@pytest.fixture
def run_cli() -> Callable[..., Ran]:
    """Run ``archivegen`` as a user would, in a process of its own."""

    def run(*arguments: str | Path, cwd: Path | None = None) -> Ran:
        code, out, err = run_forked([*map(str, arguments)], {**os.environ, "PYTHONUTF8": "1"}, cwd)
        ran = Ran(code, out.decode("utf-8"), err.decode("utf-8"))
        assert "Traceback" not in ran.text, ran.text
        return ran

    return run


def copy_sample(name: str, folder: Path) -> Path:
    """A sample project as it is before anything is signed: without the scans of the finished one."""
    return shutil.copytree(SAMPLES / name, folder, ignore=shutil.ignore_patterns("归档件"))


@pytest.fixture
def sample(tmp_path: Path) -> Callable[[str], Path]:
    """A copy of a sample project, without records, that a test may change."""

    def copy(name: str = XIANGSHUI) -> Path:
        return copy_sample(name, tmp_path / name)

    return copy


@pytest.fixture
def make_project(tmp_path: Path) -> Callable[..., Path]:
    """A project folder with this text as its file; the small project when none is given."""

    def make(text: str | bytes = SMALL_PROJECT, name: str = "青溪村产业道路") -> Path:
        folder = tmp_path / name
        folder.mkdir()
        content = text.encode("utf-8") if isinstance(text, str) else text
        (folder / "项目.yaml").write_bytes(content)
        return folder

    return make
