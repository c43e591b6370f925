"""接收: how a county's register of archives is read and which papers a hand-over makes.  Data of ``reception.yaml``."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from archivegen.project.values import Facts, Text, Texts, Whole, fact

FIELDS = (
    *("登记号", "日期", "项目名称", "项目代码", "移交单位", "案卷数", "件数", "页数", "字节数", "校验值"),
    *("压缩包校验值", "保管期限", "载体", "检测结论", "存放位置", "接收人", "备注"),
)
"""What one line of a register can say."""
NUMBER, PROJECT, CODE, DIGEST = "登记号", "项目名称", "项目代码", "校验值"
_INDISPENSABLE = (NUMBER, DIGEST)


class RegisterOptions(Facts):
    """登记簿: the template of a new register, and how the columns of any are headed."""

    template: Text = fact("模板")
    digits: Whole = fact("号位数", default=4)
    columns: dict[Text, Texts] = fact("列", "各项到表头的写法")
    needed: Texts = fact("必有", "缺了就不能登记的列")
    total_words: Texts = fact("合计的写法", default=("合计",))


class ReceptionOptions(Facts):
    """``reception.yaml``."""

    register_options: RegisterOptions = fact("登记簿")
    receipt: Text = fact("回执", "接收回执的模板")
    refusal: Text = fact("退回通知", "退回通知的模板")
    confirmed_by_hand: Texts = fact("人工确认", "软件证明不了、由接收人核对的事项", default=())

    @property
    def templates(self) -> tuple[tuple[str, str], ...]:
        """Name and file of each template."""
        return (
            ("档案接收登记簿", self.register_options.template),
            ("档案接收回执", self.receipt),
            ("档案退回通知", self.refusal),
        )


def find_reception_problems(options: ReceptionOptions, folder: Path) -> Iterator[str]:
    """All that is wrong with ``reception.yaml``, a line each."""
    where = "  reception.yaml："
    known = options.register_options.columns
    for name in known:
        if name not in FIELDS:
            yield f"{where}登记簿的列“{name}”不认识，应为 {'、'.join(FIELDS)} 之一"
    for name in (*_INDISPENSABLE, *options.register_options.needed):
        if not known.get(name):
            yield f"{where}登记簿必有的列“{name}”没有写表头的写法"
    for name, file in options.templates:
        if not (folder / file).is_file():
            yield f"{where}{name}的模板 {file} 不存在"
