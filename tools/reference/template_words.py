"""``docs/模板词.md``: every word that a template may use, with its value in the sample project, and the filters."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

from archivegen.language.filters import FILTERS
from archivegen.pipeline import open_project
from reference.markdown import page, table

SAMPLES = [Path(__file__).parents[2] / "samples" / name for name in ("香水村产业道路", "龙门村灌溉渠")]
"""The first gives the values, the second those that the first has not."""
ANY_DAY = datetime.date(2026, 11, 20)
"""Words do not depend on it."""
LONGEST = 24
HEAD = """\
# 模板词

模板里可以用的全部词，右边是它在样例“香水村产业道路”里的值（那里没有的取自“龙门村灌溉渠”）。`[]` 表示列表：要用 `for` 逐个取，如
`{%tr for 人 in 务工人员 %}` 之后写 `{{ 人.姓名 }}`。怎样写模板，见[用户手册](用户手册.md)第三部分。

- **公开**一栏有 √ 的词，公开的材料（公示、公告）也能用；没有 √ 的，写进公开的材料会报错，不会漏出去。
- 没有写进项目文件的事实是空的（`""`、空列表、`已有` 为否），不是错误；拼错的词才是错误。
- 每份材料另有 `材料`（代码、名称、键、题名、签章、责任单位、保管期限）、`项`（“逐一”的那一项）、`验收前置`、`公文`（这一份的红头、文号、抄送），
  不编号的材料（案卷目录、移交清单等）还有 `案卷`、`文书`、`全部案卷`、`编目`，以及清单里用“词”另加的词；清单里用“照片”列出的照片在 `照片文件` 里，
  如 `{{ 照片文件[影.文件]|图片(宽="10厘米") }}`。"""
FILTER_HEAD = "## 过滤器\n\n写在竖线后面，把值变成要印的样子。中文名和英文名一样用。空的值经过滤器还是空的。"

FILTER_NOTES = {
    "大写": '金额大写：1409.50 → 壹仟肆佰零玖元伍角整；`|大写("人民币")` 前面加“人民币”',
    "元": "金额，千分位、两位小数：1234.5 → 1,234.50",
    "万元": "元变万元：2800000 → 280.00；`|万元(4)` 保留四位小数",
    "百分比": "0.42 → 42.00%；`|百分比(0)` 不要小数",
    "数": "去掉小数末尾的零：22.50 → 22.5",
    "天数": "与“数”相同",
    "四舍五入": "`|四舍五入(2)` 保留两位小数；结果还是数，可以再计算",
    "中文日期": "2026年3月5日；月份 2026-03 → 2026年3月；没有日期时留出填写的空位“　　年　　月　　日”",
    "日期": "2026-03-05",
    "脱敏": "遮住身份证号、账号、电话、姓名的一部分",
    "序号": "1 → 一，12 → 十二；只能用在整数上，如 `{{ loop.index|序号 }}、`",
    "换行": "列表，一条一行",
    "顿号": "列表连成 甲、乙、丙",
    "分页": "列表分成几页：`|分页(29, 4, 7)` 每页 29 行，首页标题占去 4 行，末页合计和签章占去 7 行",
    "勾选": '☑ 或 ☐；`|勾选("村民自建")` 与括号里的相同（或列表里有它）才打勾',
    "默认": '`|默认("无")` 没有值时印“无”；0 和否都算有值',
    "图片": '照片放进方框，保持比例：`|图片(宽="8厘米", 高="6厘米", 说明="施工前")`；按拍摄方向转正，缩到打印够用，拍摄地点等信息不带进去',
    "二维码": "文字印成二维码：`|二维码(边长=20)` 黑白部分边长 20 毫米，四周另有白边；印在离公章远的地方",
    "图表": '`|图表("柱形", 题名="各月发放", 宽="15厘米", 高="8厘米")`：列表的每一项要有“名称”和“值”（或几组值）；可画柱形、条形、折线、饼；项、值可换成别的词：`|图表("条形", 项="工种", 值="报酬")`；`|图表("横道")` 画施工横道图，每一项要有“名称”“开始”“结束”',
    "正文": "`{{p 项目.背景|正文 }}`：文字或一列文字排成段落，里面可以写列表（`- 甲`、`1. 甲`，缩进两格是下一级）和 `**粗**`；段落样子同这一段，列表用“列表-一级”“列表-二级”样式；写在 `{{ … }}` 或 Excel 里时印成不带格式的文字",
    "富文本": "`{{r 词|富文本 }}`：文字里的 `**粗**` 印成粗体，`*斜*` 印成斜体，换行和制表照印",
    "粗体": "`{{r 词|粗体 }}`；这一行起到“链接”都写在 `{{r … }}` 里，只能用在 Word，可以接着写几个",
    "斜体": "`{{r 词|斜体 }}`",
    "下划线": "`{{r 词|下划线 }}`",
    "删除线": "`{{r 词|删除线 }}`",
    "颜色": '`{{r 词|颜色("红") }}`；红、绿、蓝、黄、橙、紫、灰、黑、白、深红、深蓝，或六位颜色 `FF0000`',
    "字号": '`{{r 词|字号("三号") }}`，或磅数 `|字号(16)`',
    "字体": '`{{r 词|字体("仿宋") }}`',
    "链接": '`{{r "官网"|链接("https://…") }}`；只能是 http、https 或 mailto 的完整地址',
}


def write_template_words() -> str:
    """The whole page."""
    workspaces = [open_project(folder, ANY_DAY) for folder in SAMPLES]
    words = _merge(workspace.words for workspace in workspaces)
    public = _merge(workspace.public_words for workspace in workspaces)
    sections: dict[str, list[tuple[str, str, str, str]]] = {}
    for path, example in words.items():
        row = (f"`{path}`", _kind(example), _shown(example), "√" if path in public else "")
        sections.setdefault(path.split(".")[0].split("[")[0], []).append(row)
    headings = ("词", "类型", "样例中的值", "公开")
    return page(HEAD, FILTER_HEAD, _filters(), *(f"## {n}\n\n{table(headings, rows)}" for n, rows in sections.items()))


def _merge(groups: Iterable[Any]) -> dict[str, Any]:
    """Words of several projects by path, those of one section together, an empty list dropped for its entries' words."""
    found: dict[str, Any] = {}
    for words in groups:
        for path, example in _walk(words):
            if path not in found or found[path] in ("", []):
                found[path] = example
    filled = {path.split("[]")[0] for path in found if "[]" in path}
    return {path: found[path] for path in found if not (found[path] == [] and path in filled)}


def _walk(value: Any, path: str = "") -> Iterator[tuple[str, Any]]:
    """Every word with an example; of a list the fullest value of each word among its entries."""
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from _walk(inner, f"{path}.{key}" if path else str(key))
    elif isinstance(value, list) and any(isinstance(entry, dict | list) for entry in value):
        found: dict[str, Any] = {}
        for entry in value:
            for inner, example in _walk(entry, f"{path}[]"):
                if inner not in found or found[inner] in ("", []):
                    found[inner] = example
        yield from found.items()
    else:
        yield path, value


def _kind(value: Any) -> str:
    if isinstance(value, bool):
        return "是否"
    if isinstance(value, datetime.date):
        return "日期"
    if isinstance(value, int | Decimal):
        return "数"
    return "列表" if isinstance(value, list) else "文字"


def _shown(value: Any) -> str:
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, Decimal):
        value = f"{value:.8f}".rstrip("0").rstrip(".")
    text = "、".join(map(str, value)) if isinstance(value, list) else str(value)
    text = text.replace("\n", "⏎")
    return text if len(text) <= LONGEST else f"{text[:LONGEST]}…"


def _filters() -> str:
    rows = [(f"`{chinese}`", f"`{english}`", FILTER_NOTES[chinese]) for chinese, english in FILTERS]
    return table(("过滤器", "英文名", "说明"), rows)
