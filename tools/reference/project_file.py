"""``docs/项目文件.md``: every key of ``项目.yaml``, and the columns and marks of the tables."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from enum import Enum
from functools import cache
from pathlib import Path
from types import UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints

import yaml
from pydantic.fields import FieldInfo

from archivegen.project import values
from archivegen.project.fill import SLOTS
from archivegen.project.model import Project
from archivegen.project.roll_call import RollCall
from archivegen.project.tables.columns import load_headings, table_columns
from reference.markdown import page, table, yaml_block

SECTIONS = Path(__file__).with_name("sections.yaml")
KINDS = (
    (values.Text, "文字"),
    (values.Texts, "文字，可写多条"),
    (values.Labels, "名称，可写多个"),
    (values.YesNo, "是 或 否"),
    (values.Whole, "整数"),
    (values.DayOfMonth, "整数"),
    (values.Year, "年份"),
    (values.Quantity, "数"),
    (values.DayCount, "天数"),
    (values.SignedQuantity, "数，可写负数"),
    (values.Money, "金额"),
    (values.SignedMoney, "金额，可写负数"),
    (values.Ratio, "比例"),
    (values.Day, "日期"),
    (values.Month, "月份"),
    (values.MonthOfDay, "月份"),
    (values.RunningNumber, "整数"),
    (values.IdNumber, "身份证号"),
    (values.PersonName, "姓名"),
    (values.Phone, "电话"),
    (values.Sha256, "64 位十六进制"),
    (values.DaysWorked, "一组“日期: 天数”"),
    (RollCall, "名单"),
)
HEAD = """\
# 项目文件的写法

`项目.yaml` 里每一节、每一个键的意思。怎样动手写，见[用户手册](用户手册.md)；整份的样子，见
`samples/香水村产业道路/项目.yaml` 和 `samples/龙门村灌溉渠/项目.yaml`。

**必填**的意思是：写了这一节，就要写这个键。除“项目”一节外，各节都可以等到用得着时再写。"""
KIND_NOTES = """\
## 值怎么写

| 类型 | 可以写成 | 不可以 |
| --- | --- | --- |
| 文字 | 直接写；内容里有英文冒号加空格、空格加井号，或以 `[ { * & ! % @ "` 开头时，用引号括起来 | |
| 文字，可写多条 | 一条直接写；多条一行一条，前面加 `- `，或写成 `[甲, 乙]` | |
| 名称，可写多个 | `脱贫户、残疾人`，或 `[脱贫户, 残疾人]` | |
| 金额 | `280万元`、`1,060 万`、`2800000`、`3万5000`、`"1,234.50"` | 负数、分以下的小数、`3万5`；写在 `{ }` 里又带逗号的要加引号 |
| 数、金额，可写负数 | 扣回的写负数：`-1.5`、`-180.00`、`负180` | |
| 比例 | `42%`、`0.42` | `42`（分不清是 42% 还是 4200%）、超过 100% |
| 日期 | `2026-03-05`、`2026年3月5日`、`2026/3/5`、`2026.3.5`、`20260305` | `3月5日`、`26-3-5` |
| 月份 | `2026-03`、`2026年3月`、`2026/3`、`202603` | `3月` |
| 数、整数 | `12.5`、`1,060`；数量不能是负数 | `约100` |
| 年份 | `2026`、`2026年` | `26` |
| 是 或 否 | `是`、`否`（`有`、`无`、`√` 也认） | |
| 身份证号 | 18 位，末位 x 大小写都行 | |
| 姓名 | 与身份证一致；`张　三` 中间的空格不影响 | |
| 电话 | 座机 `0827-5550132` 或手机号 | |

空着不写值（`文号:`）与不写这一行相同。**同一级里一个键只能写一次**。"""
TABLE_NOTES = """\
## 表格

花名册、考勤这些大表用 Excel（xlsx、xls）或 csv 记，放在项目文件夹里（一般是 `数据`），项目文件里写路径：
`务工人员: 数据/花名册.xlsx`；工作簿里有几张表的，写到工作表：`数据/考勤.xlsx#3月`。

按列名认列：列的先后随意，上面可以有合并的标题，下面可以有合计行和注释；列名里的空格、标点、星号和括号里的单位不影响。
认不得的列不读，近似的会提醒。**缺了必有的列就读不了**。"""
MARK_TITLES = {"全天": "一天（1）", "半天": "半天（0.5）", "未出勤": "未出勤（0）"}


def write_project_file() -> str:
    """The whole page."""
    notes = yaml.safe_load(SECTIONS.read_text(encoding="utf-8"))
    contents = "、".join(f"[{name}](#{name})" for name in _sections())
    sections = [_section(name, field, notes[name]) for name, field in _sections().items()]
    return page(HEAD, contents, KIND_NOTES, *sections, _tables())


def join_examples() -> str:
    """The examples of all sections as one project file."""
    notes = yaml.safe_load(SECTIONS.read_text(encoding="utf-8"))
    return "".join(note["样例"] for note in notes.values())


@cache
def _sections() -> dict[str, Any]:
    hints = get_type_hints(Project, include_extras=True)
    return {str(field.alias): hints[name] for name, field in Project.model_fields.items()}


def _section(name: str, hint: Any, note: dict[str, str]) -> str:
    parts = [f"## {name}", note["说明"], yaml_block(note["样例"])]
    model = _model_in(hint)
    if model is not None:
        parts.extend(_model_tables(model, name))
    return "\n\n".join(parts)


def _model_tables(model: type[values.Facts], path: str) -> Iterator[str]:
    """The table of a model, then those of the models inside it, each under its path."""
    hints = get_type_hints(model, include_extras=True)
    rows, inner = [], []
    for name, field in model.model_fields.items():
        key = str(field.alias)
        rows.append((f"`{key}`", "必填" if field.is_required() else "", _kind(hints[name]), _meaning(field, path, key)))
        nested = _model_in(hints[name])
        if nested is not None:
            inner.append((nested, f"{path} · {key}"))
    yield table(("键", "", "写什么", "说明"), rows)
    for nested, title in _merge_same(inner):
        yield f"**{title}**"
        yield from _model_tables(nested, title)


def _merge_same(inner: list[tuple[type[values.Facts], str]]) -> list[tuple[type[values.Facts], str]]:
    """Keys that share a model share its table: ``参建各方 · 业主单位、实施单位、…``."""
    merged: dict[type[values.Facts], str] = {}
    for model, title in inner:
        merged[model] = f"{merged[model]}、{title.rsplit(' · ', 1)[1]}" if model in merged else title
    return list(merged.items())


def _kind(hint: Any) -> str:
    for known, name in KINDS:
        if hint == known:
            return name
    options = [option for option in get_args(hint) if option is not type(None)]
    if get_origin(hint) in (Union, UnionType):
        return _kind(options[0])
    if get_origin(hint) is tuple:
        return "列表，见下" if _model_in(hint) else f"{_kind(options[0])}，可写多个"
    if get_origin(hint) is dict:
        return f"一组“名称: {_kind(options[1])}”"
    if isinstance(hint, type) and issubclass(hint, Enum):
        return "、".join(f"`{member.value}`" for member in hint)
    if _model_in(hint) is not None:
        return "分下级写，见下"
    raise TypeError(f"no words for {hint}")


def _model_in(hint: Any) -> type[values.Facts] | None:
    for candidate in (hint, *get_args(hint)):
        if isinstance(candidate, type) and issubclass(candidate, values.Facts):
            return candidate
    return None


def _meaning(field: FieldInfo, section: str, key: str) -> str:
    said = field.description or ""
    parts = [said] if said != key else []
    if slot := next((s for s in SLOTS if (s.section, s.field) == (section, key)), None):
        parts.append(f"可以写表格路径，见[{slot.table}表](#{slot.table}表)")
    if default := _default(field):
        parts.append(f"不写就是 {default}")
    return "；".join(parts)


def _default(field: FieldInfo) -> str:
    value = field.default
    if field.is_required() or value is None or isinstance(value, values.Facts) or value in ("", (), {}):
        return ""
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, Decimal):
        return f"{value * 100:.0f}%"
    return str(value)


def _tables() -> str:
    marks = load_headings()["考勤标记"]
    parts = [
        TABLE_NOTES,
        *(_table_columns(slot.table) for slot in SLOTS),
        "### 考勤标记",
        "考勤表是每月一张方格：每人一行（或分上午、下午两行），1 到 31 每天一列。方格里可以写：",
        table(("意思", "记号"), [(title, "　".join(marks[name])) for name, title in MARK_TITLES.items()]),
        "空着就是没有出勤。有合计列的，与逐日相加不符会报错。别的记号看不懂，会指出是哪一格。",
    ]
    return "\n\n".join(parts)


def _table_columns(name: str) -> str:
    rows = [(f"`{c.name}`", "必有" if c.required else "", "、".join(c.synonyms)) for c in table_columns(name)]
    return f"### {name}表\n\n" + table(("列名", "", "也可以叫"), rows)
