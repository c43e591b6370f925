"""E09: stamps to print on label paper and paste, where an office has no stamp of rubber (GB/T 11822-2008, DA/T 22-2015).

档号章 for the papers of a volume, 归档章 for letters filed by item; both of 45 by 16 mm, four in a row.
"""

from __future__ import annotations

from drafting.word import Content, Paper
from drafting.word_labels import Line, Patch, Strip

_ACROSS, _DOWN = 4, 13
"""Stamps of one sheet: a stamp that a page cuts in two is lost."""
_BETWEEN = 2
_WIDTH, _HALF, _BELOW = 45, 8, 3


def draw_stamps() -> Paper:
    """Sheet after sheet, a stamp a paper in the order of the lists; volumes first, then letters."""
    p = Paper("labels")
    for name, cells in (("档号章", _volume_cells), ("归档章", _letter_cells)):
        with p.each(f"张 in 编目.{name}|batch({_ACROSS * _DOWN})"):
            p.page_break()
            p.subline(f"{name}（每枚45×16毫米，沿线裁下，贴在每件首页上方空白处）")
            p.strips(*_list_rows(cells), width=_span())
    return p


def _span() -> float:
    return _ACROSS * _WIDTH + _BETWEEN * (_ACROSS - 1)


def _list_rows(cells) -> list[Strip]:  # type: ignore[no-untyped-def]
    upper, lower = [], []
    for place in range(_ACROSS):
        if place:
            upper.append(Patch(_BETWEEN))
            lower.append(Patch(_BETWEEN))
        above, below = cells(place)
        upper += above
        lower += below
    return [
        Strip(0, tag=f"{{%tr for 行 in 张|batch({_ACROSS}) %}}"),
        Strip(_HALF, upper, bind=True),
        Strip(_HALF, lower),
        Strip(_BELOW, [Patch(_span())]),
        Strip(0, tag="{%tr endfor %}"),
    ]


def _say(place: int, word: str, style: str = "Stamp") -> list[Line]:
    """A word of the paper that stands at this place of the row; the last row may be shorter."""
    shown: Content = f"{{{{ 行[{place}].{word} }}}}" if not place else _if_there(place, word)
    return [(style, shown)]


def _if_there(place: int, word: str) -> str:
    return f"{{% if 行|length > {place} %}}{{{{ 行[{place}].{word} }}}}{{% endif %}}"


def _volume_cells(place: int) -> tuple[list[Patch], list[Patch]]:
    name, value = 10, _WIDTH - 10
    return (
        [
            Patch(name, [("Stamp", "档号")], "tlbr"),
            Patch(value, _say(place, "卷档号", "StampCode"), "tlbr"),
        ],
        [Patch(name, [("Stamp", "序号")], "tlbr"), Patch(value, _say(place, "序号"), "tlbr")],
    )


def _letter_cells(place: int) -> tuple[list[Patch], list[Patch]]:
    third = _WIDTH / 3
    upper = [Patch(third, _say(place, word), "tlbr") for word in ("全宗号", "年度", "序号")]
    return upper, [Patch(third, _say(place, word), "tlbr") for word in ("机构", "保管期限", "页数")]
