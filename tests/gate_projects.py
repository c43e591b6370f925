"""A small self-built project on its way: March is complete and waits for its pay, April is being listed."""

from __future__ import annotations

import datetime
import shutil
from pathlib import Path

from archivegen.gates import Verdict, examine_gate, examine_months
from archivegen.pack.load import built_in_pack
from archivegen.pack.model import Gate, Pack
from archivegen.workspace import Workspace, open_project
from tests.formats.files_by_hand import make_pdf

SCAN = make_pdf()
PHOTO = Path(__file__).parent / "rules" / "faultless" / "照片.png"
POSTED = datetime.date(2026, 4, 1)
PAYDAY = datetime.date(2026, 4, 9)
"""Seven full days after the notice, and the day after them."""

PROJECT = """\
项目:
  名称: 香水村产业道路以工代赈项目
  年度: 2026
  类型: 公益性
  建设方式: 村民自建
  阶段: 申报
  县: 巴州区
  乡镇: 云屏镇
  村: 香水村
  实际开工: 2026-03-02
资金: [{来源: 中央预算内投资, 金额: 3000元}]
工价: [{工种: 普工, 单价: 180}]
参建各方: {理事会: [{姓名: 谭国安}, {姓名: 李正和}, {姓名: 何晓燕}]}
责任人: [{层级: 县, 姓名: 程远航}, {层级: 镇, 姓名: 邓思源}, {层级: 村, 姓名: 何光明}]
务工人员:
  - {姓名: 王大山, 身份证号: 511902196803150011, 工种: 普工, 账号: "6228480012345678903", 合同签订日期: 2026-03-01, 发证日期: 2026-03-01}
  - {姓名: 李小英, 身份证号: 511902197508220026, 工种: 普工, 账号: "6214671234567890128", 合同签订日期: 2026-03-01, 发证日期: 2026-03-01}
  - {姓名: 何新来, 身份证号: 511902200801010030, 工种: 普工}
考勤:
  - 月份: 2026-03
    明细: [{姓名: 王大山, 出勤: {2: 1, 3: 1}}]
  - 月份: 2026-04
    明细: [{姓名: 李小英, 出勤: {1: 1}}]
施工日志:
  - {日期: 2026-03-02, 出勤人数: 1}
  - {日期: 2026-03-03, 出勤人数: 1}
  - {日期: 2026-04-01, 出勤人数: 1}
发放批次:
  - {月份: 2026-03, 公示照片: {首日: 照片.png, 末日: 照片.png}, 公示日期: 2026-04-01}
"""
GAP = "".join(f"  - {{日期: 2026-03-{day:02}, 停工原因: 备料}}\n" for day in range(4, 32))
PROJECT = PROJECT.replace("  - {日期: 2026-04-01, 出", GAP + "  - {日期: 2026-04-01, 出")
MARCH = (
    "C16@2026-03",
    "C17@2026-03",
    "C18@2026-03",
    "C21@2026-03",
    "C22@2026-03",
    "C22@2026-03+公示结果证明",
    "C22@2026-03+公示记录表",
)
"""What must be signed and scanned before March may be paid."""


def lay_scan(folder: Path, key: str) -> Path:
    """A signed paper comes back as a scan."""
    place = folder / "归档件" / key / "扫描件.pdf"
    place.parent.mkdir(parents=True, exist_ok=True)
    place.write_bytes(SCAN + key.encode())
    return place


def write_project(folder: Path, text: str = PROJECT, scans: tuple[str, ...] = MARCH) -> Path:
    """A project folder with these scans."""
    folder.mkdir(exist_ok=True)
    (folder / "项目.yaml").write_text(text, encoding="utf-8")
    (folder / PHOTO.name).write_bytes(PHOTO.read_bytes())
    for key in scans:
        lay_scan(folder, key)
    return folder


def scan_everything(folder: Path, today: datetime.date) -> Workspace:
    """Every paper that needs it comes back as a scan."""
    workspace = open_project(folder, today)
    for entry in workspace.plan.entries:
        if entry.applies and entry.needs_scan:
            lay_scan(folder, entry.key)
    return open_project(folder, today)


def find_gate(pack: Pack, code: str) -> Gate:
    return next(gate for gate in pack.gates if gate.code == code)


def ask(folder: Path, code: str, month: str = "", today: datetime.date = PAYDAY) -> Verdict:
    """The verdict of a gate, as ``archivegen check --gate`` gives it."""
    workspace = open_project(folder, today)
    assert workspace.valid, [str(finding) for finding in workspace.report.findings]
    return examine_gate(workspace, find_gate(workspace.pack, code), month)


def ask_months(folder: Path, code: str = "G3", today: datetime.date = PAYDAY) -> list[Verdict]:
    workspace = open_project(folder, today)
    return examine_months(workspace, find_gate(workspace.pack, code))


def change_rule_book(tmp_path: Path, old: str, new: str, file: str = "rules.yaml") -> Path:
    """A copy of the built-in pack in which one text is another."""
    folder = tmp_path / "省模板包"
    shutil.copytree(built_in_pack(), folder)
    text = (folder / file).read_text(encoding="utf-8")
    assert text.count(old) == 1, old
    (folder / file).write_text(text.replace(old, new), encoding="utf-8")
    return folder
