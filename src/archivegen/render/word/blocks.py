"""Which tags belong together: every ``for``, ``if``, ``with`` … with its middles and its end."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from archivegen.chinese import nearest
from archivegen.render.word.marks import Mark, MarkedPart

CLOSERS = {
    f"end{opener}": opener
    for opener in ("for", "if", "with", "set", "macro", "call", "filter", "block", "raw", "autoescape")
}
_OPENERS = {opener: closer for closer, opener in CLOSERS.items()}
_MIDDLES = {"else": ("for", "if"), "elif": ("if",)}
_SINGLE = frozenset(
    {"set", "do", "include", "import", "from", "extends", "break", "continue", "cellbg", "colspan", "vm", "hm"}
)
_SUGGESTED = ("for", "endfor", "if", "elif", "else", "endif", "set", "endset", "with", "endwith", "macro", "endmacro")
_SET_BLOCK = re.compile(r"set\s+[^=]+$")


@dataclass(slots=True)
class Block:
    """One block: its opening tag, its middles (``else``, ``elif``) and its end."""

    marks: list[Mark]

    @property
    def opener(self) -> Mark:
        """The first tag."""
        return self.marks[0]


def find_blocks(part: MarkedPart, order: Iterable[int]) -> list[Block]:
    """The blocks of a part, inner ones first; tags that have no twin become mistakes of the part.

    ``order`` is that of the tags in the XML.
    """
    return _Pairing(part).run(order)


class _Pairing:
    def __init__(self, part: MarkedPart) -> None:
        self.part = part
        self.open: list[Block] = []
        self.done: list[Block] = []

    def run(self, order: Iterable[int]) -> list[Block]:
        for number in order:
            mark = self.part.marks[number]
            if self.open and self.open[-1].opener.verb == "raw" and mark.verb != "endraw":
                mark.is_literal = True
            elif mark.tag.kind == "{%":
                self._place(mark)
        for block in self.open:
            self._tell_open(block)
        return self.done

    def _place(self, mark: Mark) -> None:
        verb = mark.verb
        if verb in CLOSERS:
            self._close(mark)
        elif verb in _MIDDLES:
            self._continue(mark)
        elif verb in _OPENERS and (verb != "set" or _SET_BLOCK.match(mark.tag.body)):
            self.open.append(Block([mark]))
        elif verb not in _SINGLE and mark.tag.body:
            self._tell_unknown(mark)

    def _close(self, mark: Mark) -> None:
        opener = CLOSERS[mark.verb]
        known = [block for block in self.open if block.opener.verb == opener]
        if not known:
            self._tell(
                mark,
                f"“{mark.verb}”前面少了开头的标签 {{% {opener} … %}}",
                f"请在它前面补上开头的标签，或者删去“{mark.verb}”",
            )
            return
        while self.open[-1] is not known[-1]:
            self._tell_open(self.open.pop())
        block = self.open.pop()
        block.marks.append(mark)
        self.done.append(block)

    def _continue(self, mark: Mark) -> None:
        wanted = _MIDDLES[mark.verb]
        if self.open and self.open[-1].opener.verb in wanted:
            self.open[-1].marks.append(mark)
            return
        inner = f"，这里还有没有结束的 {self.open[-1].opener.verb}" if self.open else ""
        shown = " 或 ".join(f"{{% {verb} … %}}" for verb in wanted)
        self._tell(mark, f"标签“{mark.verb}”放错了地方{inner}", f"“{mark.verb}”要写在 {shown} 和它的结束标签之间")

    def _tell_open(self, block: Block) -> None:
        mark = block.opener
        axis = mark.axis or " "
        end = f"{{%{axis}{'' if axis == ' ' else ' '}{_OPENERS[mark.verb]} %}}"
        self._tell(
            mark, f"“{mark.verb}”没有结束，后面少了 {_OPENERS[mark.verb]}", f"请在要重复或者要判断的内容后面补上 {end}"
        )

    def _tell_unknown(self, mark: Mark) -> None:
        mark.is_told = True
        right = nearest(mark.verb, _SUGGESTED)
        near = f"，最接近的是“{right}”" if right else ""
        self._tell(
            mark, f"没有“{mark.verb or mark.tag.body}”这种标签{near}", "请改正标签开头的词；打印一个词要写 {{ 词 }}"
        )

    def _tell(self, mark: Mark, problem: str, mend: str) -> None:
        self.part.mistakes.append(mark.mistake(problem, mend))
