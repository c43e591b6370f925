"""E02: the album of photos before, during and after the works, a page a part (domain §6.18)."""

from __future__ import annotations

from drafting.closing_tables import OVERVIEW, TOWN
from drafting.word import Cell, Column, Content, Tall, day, each_row
from drafting.word_pictures import PicturePaper, file_of, photo

_PHASES = ("前", "中", "后")


def draw_album() -> PicturePaper:
    """Cover, what the album shows and where, and the photos."""
    p = PicturePaper("form", numbers="居中")
    p.cover(
        "{{ 项目.封面标题 }}",
        "实施前后对比图文册",
        lines=["建设地点：{{ 项目.县乡 }}{{ 项目.村名 }}", "建设方式：{{ 项目.建设方式 }}"],
        unit=TOWN,
        date=day("总结.日期"),
    )
    _draw_guide(p)
    with p.each("部 in 影像部位"):
        p.page_break()
        p.heading("{{ 部.序号|序号 }}、{{ 部.部位 }}")
        _draw_part(p)
    return p


def _draw_guide(p: PicturePaper) -> None:
    p.title("编制说明")
    p.text(OVERVIEW)
    p.text(
        "{% if 项目.实际开工 %}项目于{{ 项目.实际开工|中文日期 }}开工"
        "{% if 项目.实际完工 %}，{{ 项目.实际完工|中文日期 }}完工{% endif %}。{% endif %}"
        "本图文册收录{{ 影像部位|length }}个部位的照片{{ 影像|length }}张，按部位反映施工前、施工中和施工后的面貌，"
        "照片编号与影像资料清单一致。"
    )
    p.caption("影像目录")
    p.table(
        [
            Column("序号", 12),
            Column("部位", 60, "left"),
            *(Column(f"照片编号|施工{phase}", 28) for phase in _PHASES),
            Column("张数", 12),
        ],
        each_row(
            "部 in 影像部位",
            [
                "{{ 部.序号 }}",
                "{{ 部.部位 }}",
                *(
                    f"{{{{ 部.照片|selectattr('阶段', 'equalto', '{phase}')|map(attribute='编号')|list|顿号 }}}}"
                    for phase in _PHASES
                ),
                "{{ 部.张数 }}",
            ],
        ),
        [Cell("合计", 5, align="center"), "{{ 影像|length }}"],
        size=10,
    )


def _draw_part(p: PicturePaper) -> None:
    """The photos of one part below one another, each with what is known of it beside it."""
    there = file_of("影.文件")
    shown: list[Content] = [
        f"{{%p if {there} %}}",
        photo("影.文件", 108, 68, "影.说明 or 影.部位 + 影.阶段名"),
        "{%p else %}",
        "照片粘贴处",
        "{%p endif %}",
    ]
    p.table(
        [Column("照片", 112), Column("说明", 53, "left")],
        each_row(
            "影 in 部.照片",
            Tall(70, (Cell(shown, align="center"), Cell(_told()))),
        ),
        size=12,
    )


def _told() -> list[Content]:
    """The caption; what is not known is written in by hand."""
    lines: list[Content] = ["{{ 影.阶段名 }}", "编号：{{ 影.编号 }}"]
    lines += ["拍摄日期：{{ 影.拍摄日期|日期 }}", "拍摄人：{{ 影.拍摄人 }}"]
    return [*lines, "{%p if 影.说明 %}", "说明：{{ 影.说明.strip('。') }}。", "{%p endif %}"]
