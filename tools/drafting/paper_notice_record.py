"""公示记录表: the record that every notice leaves (domain §6.9)."""

from __future__ import annotations

from drafting.word import Cell, Content, Opinion, Tall, band, blank, box, day, each_row, if_row, label, tick
from drafting.word_pictures import PicturePaper, file_of, photo

_FIRST, _LAST = "公告.照片.首日", "公告.照片.末日"
_ANY = f"({file_of(_FIRST)} or {file_of(_LAST)})"


def draw_notice_record() -> PicturePaper:
    """公示记录表: what hung where, from when to when, with photos and the outcome; annex of every notice; public."""
    none, some = "公告.异议 in ['无', '没有']", "公告.异议 not in ['', '无', '没有']"
    p = PicturePaper("form")
    p.title("公示记录表")
    p.subline("项目名称：{{ 项目.名称 }}")
    p.form(
        [band("一、公示情况")],
        ("公示事项", "{{ 材料.题名.split('——')[0] or 公告.类别 }}", "文号", "{{ 公告.文号 }}"),
        ("公示单位", "{{ 公告.单位 or 材料.责任单位 }}", "张贴人", "{{ 公告.张贴人 }}"),
        ("张贴日期", day("公告.张贴日期"), "结束日期", day("公告.结束日期")),
        (
            "公示期",
            "{% if 公告.公示起 %}自{{ 公告.公示起|中文日期 }}起算，{% endif %}共" + blank("公告.天数", 4) + "天",
        ),
        ("受理单位", "{{ 公告.受理单位 }}", "受理电话", "{{ 公告.电话 }}"),
        ("公示地点", "{{ 公告.地点|顿号 }}"),
        [band("二、异议受理")],
        (
            "收到异议",
            tick(none, "无")
            + "　"
            + tick(some, "有")
            + f"{{% if {some} %}}：{{{{ 公告.异议 }}}}{{% else %}}（　　　件）{{% endif %}}",
        ),
        if_row(
            f"not ({none})",
            [label("反映日期"), label("反映内容"), label("处理情况"), label("答复日期")],
            Tall(12, ("", Cell(""), Cell(""), Cell(""))),
            Tall(12, ("", Cell(""), Cell(""), Cell(""))),
        ),
        [band("三、公示结论")],
        [
            Cell(
                f"{{% if 公告.结论 %}}{{{{ 公告.结论 }}}}{{% elif {none} %}}公示期满，公示期内未收到异议。{{% else %}}　{{% endif %}}",
                99,
                align="left",
            ),
        ],
        each_row(
            "方 in 材料.签章",
            Opinion(
                "{{ 方 }}\n意见",
                "公示的内容、时间和地点属实。" + box("公示有效", "须重新公示"),
                38,
                sign="经办人（签字）：",
            ),
        ),
        widths=[30, 56, 24, 55],
    )
    p.caption("四、公示照片{% if not " + _ANY + " %}（网上公示的粘贴网页截图）{% endif %}")
    pasted = [_paste_place("{{ 处 }}", when) for when in ("首日", "末日")]
    p.form(
        if_row(
            _ANY,
            Tall(48, (_shown_photo(_FIRST, "首日", "公告.张贴日期"), _shown_photo(_LAST, "末日", "公告.结束日期"))),
            otherwise=[each_row("处 in (公告.地点 or ['公示地点'])", Tall(48, tuple(pasted)))],
        ),
        columns=2,
        widths=[1, 1],
    )
    return p


def _shown_photo(path: str, when: str, date: str) -> Cell:
    """The photo with its day, or the place where it is pasted."""
    there = file_of(path)
    shown: list[Content] = [
        f"{{%p if {there} %}}",
        photo(path, 78, 62, f"'公示{when}照片'"),
        f"公示{when}照片{{% if {date} %}}（{{{{ {date}|中文日期 }}}}）{{% endif %}}",
        "{%p else %}",
        f"公示{when}照片粘贴处",
        "（拍摄日期：　　年　　月　　日）",
        "{%p endif %}",
    ]
    return Cell(shown, align="center")


def _paste_place(place: str, when: str) -> Cell:
    """Where the photo of the first or the last day at one place is pasted."""
    return Cell([place, f"公示{when}照片粘贴处", "（拍摄日期：　　年　　月　　日）"], align="center")
