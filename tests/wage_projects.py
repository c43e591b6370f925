"""Small projects about wages, with all their papers."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

from archivegen.pipeline import generate, open_project
from tests.made import TODAY, WHEN, Made

HEAD = """\
项目:
  名称: 香水村产业道路以工代赈项目
  年度: 2026
  类型: 公益性
  建设方式: 村民自建
  县: 巴州区
  乡镇: 云屏镇
  村: 香水村
"""
PEOPLE = """\
工价: [{工种: 工长, 单价: 260}, {工种: 技工, 单价: 240}, {工种: 普工, 单价: 180}, {工种: 砌石, 单位: m³, 单价: 45.50}]
务工人员:
  - {姓名: 王大山, 身份证号: 511902196803150011, 村组: 1组, 工种: 工长, 合同签订日期: 2026-02-20, 发证日期: 2026-02-20}
  - {姓名: 李小英, 身份证号: 511902197508220026, 村组: 2组, 工种: 技工, 合同签订日期: 2026-02-20, 发证日期: 2026-02-20}
  - {姓名: 何晓燕, 身份证号: 511902197909140027, 村组: 3组, 工种: 普工, 合同签订日期: 2026-02-20, 发证日期: 2026-02-20}
"""


WORK = """\
考勤:
  - {月份: 2026-03, 明细: [{姓名: 王大山, 出勤: {2: 1, 3: 1}}, {姓名: 李小英, 出勤: {2: 1, 3: 0.5}}]}
  - {月份: 2026-04, 明细: [{姓名: 王大山, 出勤: {2: 1}}, {姓名: 何晓燕, 出勤: {2: 1, 3: 1}}]}
  - {月份: 2026-05, 明细: [{姓名: 王大山, 出勤: {6: 0.5}}]}
计件: [{姓名: 何晓燕, 日期: 2026-05-06, 项目: 砌石, 单位: m³, 数量: 3.333, 见证人: 李正和}]
发放批次:
  - {月份: 2026-03, 公示日期: 2026-04-01, 发放日期: 2026-04-10}
  - 月份: 2026-03
    类型: 补发
    制表日期: 2026-04-20
    公示日期: 2026-04-21
    发放日期: 2026-05-06
    更正:
      - {姓名: 李小英, 天数: 0.5, 事由: 3月3日下午漏记, 依据: 签到表复核记录}
      - {姓名: 王大山, 金额: 33.33, 事由: 值守补助漏列, 依据: 值守登记表}
  - 月份: 2026-03
    类型: 补发
    批次号: 2
    公示日期: 2026-05-04
    发放日期: 2026-05-16
    更正: [{姓名: 王大山, 天数: -0.5, 事由: 3月2日下午未到场, 依据: 村监督人员证明}]
  - {月份: 2026-05, 类型: 结算, 制表日期: 2026-05-20, 公示日期: 2026-05-21, 发放日期: 2026-06-02}
"""
"""Three months, of which one was paid; two corrections of it, the second takes money back; the settlement."""


def marks(days: str) -> str:
    """So many days of March, the last of them half: ``{1: 1, 2: 0.5}``."""
    count = Decimal(days)
    found = [f"{day}: 1" for day in range(1, int(count) + 1)]
    return "{" + ", ".join([*found, f"{int(count) + 1}: 0.5"] if count % 1 else found) + "}"


DONGPO = (
    HEAD
    + "用工约定: {启用扣款: 是}\n"
    + PEOPLE
    + f"""\
考勤:
  - 月份: 2026-03
    明细: [{{姓名: 王大山, 出勤: {marks("22.5")}}}, {{姓名: 李小英, 出勤: {marks("18")}}}, {{姓名: 何晓燕, 出勤: {marks("26")}}}]
计件: [{{姓名: 何晓燕, 日期: 2026-03-30, 部位: K0+100, 项目: 砌石, 单位: m³, 数量: 12, 见证人: 李正和}}]
考核:
  - {{姓名: 李小英, 日期: 2026-03-03, 事由: 迟到}}
  - {{姓名: 李小英, 日期: 2026-03-05, 事由: 迟到}}
  - {{姓名: 李小英, 日期: 2026-03-09, 事由: 早退}}
  - {{姓名: 李小英, 日期: 2026-03-18, 事由: 擅自离岗, 处理: 扣款, 决定依据: 村委会3月18日研究}}
发放批次:
  - {{月份: 2026-03, 制表日期: 2026-03-31, 公示日期: 2026-04-01, 异议: 无, 发放日期: 2026-04-10}}
"""
)
"""Domain §10.2: a foreman, a craftsman with a deduction, a labourer with piecework."""


def make(folder: Path, text: str) -> Made:
    folder.mkdir(exist_ok=True)
    (folder / "项目.yaml").write_text(text, encoding="utf-8")
    workspace = open_project(folder, TODAY)
    return Made(folder, workspace, generate(workspace, WHEN))
