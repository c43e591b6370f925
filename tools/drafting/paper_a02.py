"""A02: minutes of a village meeting, with the sheet to sign, its photos, and the record of policy lectures."""

from __future__ import annotations

from drafting.plan_tables import closed
from drafting.word import Cell, Column, Paper, Tall, blank, each_row

_NAME = '{% if 项.名称 %}{{ 项.名称 }}{% else %}{{ 项目.村名 }}{{ 项.类别 or "村民会议" }}{% endif %}'
_LECTURES = '会议|selectattr("类别", "equalto", "宣讲")|list'
# 村民会议 art. 22: over half of the adults or two thirds of the households; 村民代表会议 art. 26 and 村民小组会议 art. 28:
# two thirds.  The project file does not say who was counted, so «over half» is called valid for 村民会议 alone.
_TWO_THIRDS = "项.实到 * 3 >= 项.应到 * 2"
_VALID = f'({_TWO_THIRDS} or (项.类别 == "村民会议" and 项.实到 * 2 > 项.应到))'


def draw_minutes() -> Paper:
    """A02: minutes of one village meeting with its vote, its resolution, and places to sign."""
    p = Paper("letter")
    p.title(_NAME + "记录")
    p.item("项目名称", "{{ 项目.名称 }}")
    p.item("会议时间", "{{ 项.日期|中文日期 }}{{ 项.时间 }}")
    p.item("会议地点", blank("项.地点", 20))
    p.item("主持人", blank("项.主持", 10))
    p.item("记录人", blank("项.记录", 10))
    p.item("到会情况", "应到" + blank("项.应到", 4) + "人，实到" + blank("项.实到", 4) + "人" + _quorum())
    with p.when("项.列席"):
        p.item("列席人员", "{{ 项.列席 }}")
    _draw_topics(p)
    _draw_vote(p)
    p.heading("四、会议决议")
    with p.each("条 in 项.决议"):
        p.text("{{ loop.index }}." + closed("条"))
        p.otherwise()
        p.gap(4)
    p.text("以上记录已当场宣读，到会人员核对无误后在附件签名，不会书写的由本人捺印。")
    p.hold()
    p.text("主持人（签字）：　　　　　　　记录人（签字）：")
    p.letter_signature("{{ 参建各方.村民委员会.名称 }}", date="{{ 项.日期|中文日期 }}")
    p.annex("附件1", "到会人员签名表")
    _draw_signatures(p)
    p.annex("附件2", "会议照片")
    _draw_photos(p)
    with p.when(f"({_LECTURES}) and 项.序号 == 村民会议[0].序号"):
        p.annex("附件3", "以工代赈政策宣讲记录")
        _draw_lectures(p)
    return p


def _quorum() -> str:
    """The clause on the quorum, when both numbers are known (domain R46)."""
    known = "{% if 项.应到 and 项.实到 != '' %}，占应到人数的{{ (项.实到 / 项.应到)|百分比 }}，"
    valid = f"{{% if {_VALID} %}}符合《中华人民共和国村民委员会组织法》规定的到会人数，会议有效"
    return known + valid + "{% else %}未达到法定到会人数，应另行召集{% endif %}。{% else %}。{% endif %}"


def _draw_topics(p: Paper) -> None:
    p.heading("一、会议议题")
    with p.each("题 in 项.议题"):
        p.text("{{ loop.index }}." + closed("题"))
        p.otherwise()
        p.gap(3)
    p.heading("二、讨论情况")
    with p.when("项.议题"):
        p.text("主持人说明会议议题和有关政策后，到会人员围绕上述议题逐项发表意见。")
    with p.each("条 in 项.讨论要点"):
        p.text("{{ 条 }}")
        p.otherwise()
        p.gap(5)


def _draw_vote(p: Paper) -> None:
    p.heading("三、表决情况")
    with p.when("项.同意 != ''"):
        p.text(
            "经到会人员表决，同意{{ 项.同意 }}票{% if 项.反对 != '' %}，反对{{ 项.反对 }}票{% endif %}"
            "{% if 项.弃权 != '' %}，弃权{{ 项.弃权 }}票{% endif %}"
            "{% if 项.实到 and (not 项.应到 or "
            + _VALID
            + ") %}，同意票{% if 项.同意 * 2 > 项.实到 %}超过到会人数的半数，表决通过"
            "{% else %}未超过到会人数的半数，表决未通过{% endif %}{% endif %}。"
        )
    p.caption("表决结果统计")
    titles = ("应到人数", "实到人数", "同意", "反对", "弃权")
    values = ("项.应到", "项.实到", "项.同意", "项.反对", "项.弃权")
    p.table([Column(title, 1) for title in titles], [f"{{{{ {value} }}}}" for value in values], height=9)


def _draw_signatures(p: Paper) -> None:
    """Two persons a row: everybody who is named, then empty places until as many as were present can sign."""
    named = "项.到会人|length"
    places = f"[项.实到 or 24, {named}]|max"
    columns = [Column("序号", 10), Column("姓名", 17), Column("身份", 33), Column("签名\n或捺印", 20)] * 2
    p.table(
        columns,
        each_row(f"号 in range(0, {places}, 2)", [*_place("号", named), *_place("号 + 1", f"{named}")]),
        size=10,
        height=9,
        tight=True,
    )


def _place(number: str, named: str) -> list[str]:
    known = f"{{% if {number} < {named} %}}"
    person = f"项.到会人[{number}]"
    unit = f"{{% if {person}.单位 %}}（{{{{ {person}.单位|replace(项目.村名, '') }}}}）{{% endif %}}"
    return [
        f"{{{{ {number} + 1 }}}}",
        f"{known}{{{{ {person}.姓名 }}}}{{% endif %}}",
        f"{known}{{{{ {person}.身份 }}}}{unit}{{% endif %}}",
        "",
    ]


def _draw_photos(p: Paper) -> None:
    for scene in ("会场全景（含会议横幅）", "讨论或表决场面"):
        p.form(
            Tall(76, (Cell(f"（{scene}照片粘贴处）", 99, align="center"),)), ("拍摄时间", "", "拍摄人", ""), columns=4
        )


def _draw_lectures(p: Paper) -> None:
    p.subline("项目名称：{{ 项目.名称 }}")
    columns = [
        Column("日期", 24),
        Column("方式", 22),
        Column("地点和对象", 34, "left"),
        Column("人数", 12),
        Column("宣讲内容要点", 46, "left"),
        Column("宣讲人", 18),
    ]
    p.table(
        columns,
        each_row(
            f"讲 in {_LECTURES}",
            [
                "{{ 讲.日期|中文日期 }}\n{{ 讲.时间 }}",
                "{{ 讲.名称 or 讲.类别 }}",
                "{{ 讲.地点 }}{% if 讲.列席 %}；{{ 讲.列席 }}{% endif %}",
                "{{ 讲.实到 }}",
                "{{ (讲.议题 + 讲.讨论要点)|join('；') }}",
                "{{ 讲.主持 }}",
            ],
        ),
        size=10,
        height=10,
    )
    p.note("注：佐证照片、截图附后。方式包括党员大会、村民大会、微信群、广播、入户走访和张贴告示等。")
