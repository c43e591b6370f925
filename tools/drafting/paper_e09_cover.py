"""E09: the cover of a volume and the back of its box (GB/T 11822-2008; domain §9.2).

The backs are drawn in true millimetres for boxes of 20, 30, 40 and 50 mm, side by side on one sheet a volume: what fits is said
below it, and whoever has only other boxes cuts out another one.
"""

from __future__ import annotations

from drafting.paper_e09 import PROVISIONAL
from drafting.word import Content, Paper
from drafting.word_labels import Line, Patch, Strip, choose

_LONG_TITLE = 60
"""Characters that stand in 一号 on five lines of a cover."""


def draw_volume_covers() -> Paper:
    """案卷封面: a framed leaf a volume."""
    p = Paper("form", numbers="无")
    with p.each("卷 in 案卷"):
        p.page_break()
        p.strips(
            Strip(26, [Patch(165, [("Text16", "　档号：{{ 卷.档号 }}" + PROVISIONAL)], "TLR", upright="center")]),
            Strip(112, [Patch(12, sides="L"), Patch(141, _cover_title()), Patch(12, sides="R")]),
            *(
                strip
                for name, value in (
                    ("立卷单位", "{{ 卷.立卷单位 }}"),
                    (
                        "起止日期",
                        "{% if 卷.起日 %}{{ 卷.起日|中文日期 }}{% if 卷.起日 != 卷.止日 %}至{{ 卷.止日|中文日期 }}{% endif %}{% endif %}",
                    ),
                    ("保管期限", "{{ 卷.保管期限 }}"),
                    ("密　　级", "{{ 卷.密级 }}"),
                )
                for strip in _cover_field(name, value)
            ),
            Strip(20, [Patch(165, sides="LBR")]),
            width=165,
        )
    return p


def _cover_title() -> list[Line]:
    words = "{{ 卷.题名 }}"
    return choose((f"卷.题名|length > {_LONG_TITLE}", [("VolumeTitleLong", words)]), otherwise=[("VolumeTitle", words)])


def _cover_field(name: str, value: str) -> list[Strip]:
    style = "Center16"
    return [
        Strip(
            16,
            [
                Patch(12, sides="L"),
                Patch(34, [("Head16", name)], upright="bottom"),
                Patch(107, [(style, value)], "b", upright="bottom"),
                Patch(12, sides="R"),
            ],
        )
    ]


_WIDTHS = (20, 30, 40, 50)
_BETWEEN = 8
_TERM, _CODE, _TITLE = 24, 50, 166
"""Heights in mm of what stands on a back: 保管期限, 档号, 题名."""

_TITLE_SIZES: dict[int, tuple[tuple[int, str], ...]] = {
    # width of the box: characters from which a smaller style is taken
    20: ((56, "Spine12"), (0, "Spine16")),
    30: ((82, "Spine12"), (38, "Spine16"), (0, "Spine22")),
    40: ((110, "Spine12"), (50, "Spine16"), (0, "Spine26")),
    50: ((136, "Spine12"), (50, "Spine16"), (0, "Spine26")),
}


def draw_box_backs() -> Paper:
    """脊背: the four widths of a volume on one sheet; the back of a box of letters says what DA/T 22 wants."""
    p = Paper("labels")
    with p.each("卷 in 全部案卷"):
        p.page_break()
        p.subline("{% if 卷.按件 %}档案盒{% else %}案卷{% endif %}脊背　{{ 卷.卷号 }}", "{{ 卷.厚度说明 }}")
        with p.when("卷.按件"):
            p.strips(*_list_strips(_BOX_FIELDS), width=_span())
            p.otherwise()
            p.strips(*_list_strips(_VOLUME_FIELDS), width=_span())
        p.note("沿线裁下，贴在档案盒脊背上；宽度为实际尺寸，打印时选“实际大小”，不要缩放。")
    return p


def _span() -> float:
    return sum(_WIDTHS) + _BETWEEN * (len(_WIDTHS) - 1)


def _code_lines(width: int) -> list[Line]:
    style = "SpineCode" if width == min(_WIDTHS) else "Center12"
    return [
        ("Head10", "档号"),
        ("Tag", "{%p for 段 in 卷.档号段 %}"),
        (style, "{{ 段 }}"),
        ("Tag", "{%p endfor %}"),
    ]


def _title_lines(width: int) -> list[Line]:
    branches = [(f"卷.题名|length > {most}", [(style, "{{ 卷.题名 }}")]) for most, style in _TITLE_SIZES[width][:-1]]
    return choose(*branches, otherwise=[(_TITLE_SIZES[width][-1][1], "{{ 卷.题名 }}")])


def _field(name: str, value: Content):  # type: ignore[no-untyped-def]
    def lines(width: int) -> list[Line]:
        return [("Head10", name), ("SpineCode" if width == min(_WIDTHS) else "Center12", value)]

    return lines


_VOLUME_FIELDS = (
    (_TERM, _field("保管期限", "{{ 卷.保管期限 }}"), False),
    (_CODE, _code_lines, False),
    (_TITLE, _title_lines, True),
)
_BOX_FIELDS = (
    (40, _field("全宗号", "{{ 编目.全宗号 }}"), False),
    (40, _field("年度", "{{ 卷.年度 }}"), False),
    (40, _field("保管期限", "{{ 卷.保管期限 }}"), False),
    (40, _field("机构", "{{ 卷.机构 }}"), False),
    (40, _field("起止件号", "{{ 卷.起止件号 }}"), False),
    (40, _field("盒号", "{{ 卷.卷号 }}"), False),
)


def _list_strips(fields) -> list[Strip]:  # type: ignore[no-untyped-def]
    strips = []
    for height, lines, standing in fields:
        patches: list[Patch] = []
        for width in _WIDTHS:
            if patches:
                patches.append(Patch(_BETWEEN))
            patches.append(Patch(width, lines(width), "tlbr", standing=standing))
        strips.append(Strip(height, patches, bind=True))
    captions: list[Patch] = []
    for width in _WIDTHS:
        if captions:
            captions.append(Patch(_BETWEEN))
        captions.append(Patch(width, [("Center10", f"{{{{ (卷.盒厚 == {width})|勾选 }}}}{width}毫米")]))
    return [*strips, Strip(8, captions)]
