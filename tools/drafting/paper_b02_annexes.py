"""B02, chapter 16 and the annexes that are bound in: the estimate, the prices, what the village decided, the list of drawings."""

from __future__ import annotations

from drafting.plan_tables import MEETINGS, draw_estimate, draw_points, draw_rates
from drafting.word import Column, Paper, each_row, hei

_TOWN = "{{ 参建各方.乡镇政府.名称 }}"
_MET = "村民会议 and (not 项目.申报日期 or 村民会议|selectattr('日期', 'le', 项目.申报日期)|list)"
"""Whether the village met before the application."""
_DECIDED = f"({_MET}) or 四方会商.决议"
_LAST = f"{{% if {_DECIDED} %}}4{{% else %}}3{{% endif %}}"


def draw_annexes(p: Paper) -> None:
    """Chapter 16 with the signature, and the annexes behind it."""
    _list_annexes(p)
    with p.landscape():
        p.annex("附件1", "务工工程量与劳务报酬测算表")
        draw_estimate(p, reasons=True)
    p.annex("附件2", "工价表")
    draw_rates(p, dated=True)
    with p.when(_DECIDED):
        p.annex("附件3", "会议决议摘要")
        _draw_decisions(p)
    with p.when("项目.图纸目录"):
        p.annex(f"附件{_LAST}", "设计图纸目录")
        _draw_drawings(p)


def _list_annexes(p: Paper) -> None:
    p.heading("十六、附件")
    p.text("随本方案装订的附件：")
    p.hold()
    draw_points(p, "务工工程量与劳务报酬测算表", "工价表")
    with p.when(_DECIDED):
        p.text("3.会议决议摘要")
    with p.when("项目.图纸目录"):
        p.text(f"{_LAST}.设计图纸目录")
    p.text("单独成册、随本方案一并报送的材料：")
    p.hold()
    draw_points(
        p,
        "{% for 会 in " + MEETINGS + " %}{{ 会.日期|中文日期 }}{{ 会.名称 or 会.类别 }}记录和决议"
        "{% if not loop.last %}、{% endif %}{% else %}村民会议（村民代表会议）记录和决议{% endfor %}",
        "四方会商纪要",
        "劳动力摸底调查表和务工意愿花名册",
        "规划、用地、环境影响评价、财政承受等要素证明材料",
        "群众务工组织方案、技能培训方案",
        "{% if 项目.公益 %}公益性岗位设置方案{% else %}利益联结与资产收益分配方案{% endif %}",
        "项目设计图纸和投资估算书",
    )


def _draw_decisions(p: Paper) -> None:
    with p.each("会 in " + MEETINGS):
        _draw_meeting(p, "会")
    with p.when("四方会商.决议"):
        _draw_meeting(p, "四方会商")


def _draw_meeting(p: Paper, met: str) -> None:
    """When, where and who; how they voted; what they decided."""
    p.text(hei(f"{{{{ {met}.名称 or {met}.类别 }}}}"))
    p.text(
        f"{{{{ {met}.日期|中文日期 }}}}{{{{ {met}.时间 }}}}{{% if {met}.地点 %}}在{{{{ {met}.地点 }}}}{{% endif %}}召开"
        f"{{% if {met}.主持 %}}，{{{{ {met}.主持 }}}}主持{{% endif %}}"
        f"{{% if {met}.应到 and {met}.实到 %}}，应到{{{{ {met}.应到 }}}}人，实到{{{{ {met}.实到 }}}}人{{% endif %}}"
        f"{{% if {met}.同意 != '' %}}，表决同意{{{{ {met}.同意 }}}}票、反对{{{{ {met}.反对 or 0 }}}}票、"
        f"弃权{{{{ {met}.弃权 or 0 }}}}票{{% endif %}}。"
        f"{{% if {met}.决议 %}}形成以下决议：{{% endif %}}"
    )
    with p.each(f"句 in {met}.决议"):
        p.text("{{ loop.index }}.{{ 句|正文 }}")


def _draw_drawings(p: Paper) -> None:
    p.table(
        [Column("序号", 16), Column("图号", 40), Column("图纸名称", 100, "left")],
        each_row("图纸 in 项目.图纸目录", ["{{ loop.index }}", "{{ 图纸.图号 }}", "{{ 图纸.名称 }}"]),
    )
