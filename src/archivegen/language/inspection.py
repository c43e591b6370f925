"""What a walk through a template found: the words that it uses, and the faults among them with their wording."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

_MOST_SHOWN = 8


@dataclass(frozen=True, slots=True)
class Use:
    """One use of a word: ``发放批次[].明细[].姓名`` on a line of the source."""

    word: str
    line: int
    kind: str
    """文字, 数, 日期, 是否, 列表 or 组; "" when it is not known."""


@dataclass(frozen=True, slots=True)
class Fault:
    """A word that cannot be right, as its author wrote it."""

    line: int
    word: str
    problem: str
    mend: str


@dataclass(slots=True)
class Inspection:
    """What a walk through a template found, in the order of the template."""

    uses: list[Use] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)


def tell_unknown(written: str, near: str | None, names: Sequence[str]) -> tuple[str, str]:
    """What is wrong with a word that is not there, and the mend; ``names`` are the words that may stand there."""
    if near:
        return f"没有“{written}”这个词，最接近的是“{near}”", f"请改为“{near}”"
    if written == "loop":
        return "没有“loop”这个词", "loop 只能用在 for 和 endfor 之间"
    mend = f"请换成这里有的词：{'、'.join(names[:_MOST_SHOWN])}" if names else "请对照“模板词”换成有的词"
    return f"没有“{written}”这个词", mend


def tell_outside(name: str) -> tuple[str, str]:
    """A name that a loop makes, used behind the loop."""
    problem = f"“{name}”只在它的 for 和 endfor 之间才有，这里已经在外面"
    return problem, "请把这一处移到 endfor 之前，或换成别的词"


def tell_private(written: str) -> tuple[str, str]:
    """A word that papers for the public are not given."""
    return f"公开材料里没有“{written}”这个词", "公开的材料不给个人信息，请删去这一处，或换成公开的词"


def tell_step_into_list(written: str, name: str) -> tuple[str, str]:
    """``务工人员.姓名`` where 务工人员 is a list."""
    each = "人" if written.endswith("人员") else "行"
    problem = f"“{written or '这里'}”是列表，不能直接取“{name}”"
    return problem, f"请先用 for 逐个取，如 {{%tr for {each} in {written} %}} 之后写 {{{{ {each}.{name} }}}}"


def tell_step_into_value(written: str, name: str, kind: str) -> tuple[str, str]:
    """``项目.年度.名称``: there is nothing below a single value."""
    problem = f"“{written or '这里'}”后面没有“{name}”这个词，它本身就是一个值（{kind}）"
    return problem, f"请删去“.{name}”，或换成别的词"


def tell_no_list(written: str, kind: str) -> tuple[str, str]:
    """A loop over a number."""
    problem = f"“{written or '这里'}”不是列表（是{kind}），不能用 for 逐个取"
    return problem, "请换成一个列表，或去掉这个 for 和它的 endfor"


def tell_printed_list(written: str) -> tuple[str, str]:
    """``{{ 务工人员 }}``."""
    shown = f"“{written}”" if written else "这里"
    return f"{shown}是列表，不能直接印出来", "请用 for 逐个写，或者用“|顿号”“|换行”连起来"


def tell_printed_group(written: str, names: Sequence[str]) -> tuple[str, str]:
    """``{{ 项目 }}``."""
    shown = f"“{written}”" if written else "这里"
    mend = f"请在后面加一个点，写到其中一个：{'、'.join(names[:_MOST_SHOWN])}"
    return f"{shown}是一组词，不能整组印出来", mend
