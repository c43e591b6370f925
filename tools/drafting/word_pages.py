"""Pages of a drawn paper: margins, sections with their footers, and the table of contents."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal
from xml.etree import ElementTree as ET

from .word_parts import draw_footer, field_runs
from .word_styles import STYLES, R, el, twips
from .word_text import draw_paragraph

Kind = Literal["letter", "form", "report", "labels"]
Numbers = Literal["外侧", "居中", "页次", "无"]

# top, left, bottom, right, footer in mm; the wide letter is the upright one turned, so that it is bound at its top
_MARGINS: dict[tuple[str, bool], tuple[float, float, float, float, float]] = {
    ("letter", False): (37, 28, 35, 26, 25),
    ("letter", True): (28, 36, 26, 36, 15),
    ("report", False): (28, 28, 25, 26, 15),
    ("report", True): (24, 28, 20, 25, 12),
    ("form", False): (20, 25, 20, 20, 12),
    ("form", True): (25, 20, 20, 20, 12),
    ("labels", False): (14, 12, 14, 12, 6),
}
_SHORT, _LONG = 11906, 16838  # A4 in twips


@dataclass(frozen=True)
class Page:
    """One kind of page: margins of letters, forms, reports or labels, upright or wide, and how its number looks."""

    kind: Kind
    wide: bool
    numbers: Numbers

    @property
    def left(self) -> int:
        """The left margin in twips."""
        return twips(_MARGINS[self.kind, self.wide][1])

    @property
    def width(self) -> int:
        """The text's width in twips."""
        _, left, _, right, _ = _MARGINS[self.kind, self.wide]
        return (_LONG if self.wide else _SHORT) - twips(left) - twips(right)


@dataclass(frozen=True)
class Heading:
    """A heading that the table of contents may list; `opened` are the tags of each block around it."""

    level: int
    text: str
    opened: tuple[tuple[str, ...], ...]


class Footers:
    """The footers of a paper, each drawn once."""

    def __init__(self) -> None:
        self._drawn: dict[tuple[int, Numbers, bool], ET.Element] = {}

    def list_parts(self) -> list[ET.Element]:
        """The footers in the order of their relationship ids."""
        return list(self._drawn.values())

    @property
    def mirrored(self) -> bool:
        """Whether odd and even pages differ."""
        return any(even for _, _, even in self._drawn)

    def draw_section(self, page: Page, *, restart: bool) -> ET.Element:
        """The w:sectPr of a page kind; with `restart` its pages count from 1."""
        top, left, bottom, right, footer = _MARGINS[page.kind, page.wide]
        node = el("sectPr")
        if page.numbers != "无":
            for parity in ("default", "even") if page.numbers == "外侧" else ("default",):
                reference = el("footerReference", type=parity)
                reference.set(f"{{{R}}}id", f"rIdF{self._number(page, even=parity == 'even')}")
                node.append(reference)
        node.append(el("type", val="nextPage"))
        size: dict[str, str | int] = {"w": _SHORT, "h": _LONG}
        node.append(el("pgSz", **({"w": _LONG, "h": _SHORT, "orient": "landscape"} if page.wide else size)))
        margins = {"top": top, "right": right, "bottom": bottom, "left": left, "header": 15, "footer": footer}
        node.append(el("pgMar", **{side: twips(mm) for side, mm in margins.items()}, gutter=0))
        if restart:
            node.append(el("pgNumType", start=1))
        node.append(el("cols", space=425))
        return node

    def _number(self, page: Page, *, even: bool) -> int:
        key = (page.width, page.numbers, even)
        if key not in self._drawn:
            self._drawn[key] = draw_footer(page.numbers, page.width, even=even)
        return list(self._drawn).index(key) + 1


def draw_contents(headings: Sequence[Heading], levels: int, width: int, style: str) -> Iterator[ET.Element]:
    """The lines of a table of contents; a heading under a condition is listed under the same."""
    tabs = el("tabs", el("tab", val="right", leader="dot", pos=width))
    for number, heading in enumerate(headings, 1):
        if heading.level > levels:
            continue
        indent = el("ind", leftChars=(heading.level - 1) * 200, left=(heading.level - 1) * STYLES[style].size * 20)
        entry = draw_paragraph(style, f"{heading.text}\t", extra=(tabs, indent))
        entry.extend(field_runs(f"PAGEREF _Toc{number:06} \\h", ""))
        yield from (draw_paragraph("Tag", tag) for tags in heading.opened for tag in tags)
        yield entry
        yield from (draw_paragraph("Tag", "{%p endif %}") for _ in heading.opened)
