"""C01: who was elected into the council and the quality group, by which vote, and the notice of it (domain §6.15)."""

from __future__ import annotations

from drafting.word import Column, Paper, blank, day, each_row, empty_rows
from drafting.word_clauses import ClausePaper, said

_MEETING = "选举会议"
_NOTICE = "公示栏.自建内容公示"
_VILLAGE = "{{ 参建各方.村民委员会.名称 }}"
_COUNCIL, _GROUP = "参建各方.理事会", "参建各方.质量监督小组"
_HELD = (
    f"{{{{ {_MEETING}.日期|中文日期 }}}}{{% if {_MEETING}.地点 %}}在{{{{ {_MEETING}.地点 }}}}{{% endif %}}"
    f"召开{{{{ {_MEETING}.名称 or {_MEETING}.类别 }}}}"
)
_CHOSEN = (
    f"{{% if {_COUNCIL} %}}选举产生项目理事会成员{{{{ {_COUNCIL}|length }}}}人"
    f"{{% if {_GROUP} %}}、村民质量监督小组成员{{{{ {_GROUP}|length }}}}人{{% endif %}}{{% endif %}}"
)
_TERM = f"任期{{% if {_COUNCIL}任期 %}}{{{{ ({_COUNCIL}任期)|trim('。；，、 ') }}}}{{% else %}}至项目竣工验收并移交{{% endif %}}"


def draw_election() -> ClausePaper:
    """The result of the election as the village committee files it, with the pledge that the elected sign."""
    p = ClausePaper("form")
    p.title("{{ 项目.标题 }}", "理事会和村民质量监督小组选举结果")
    p.clause(
        "根据《中华人民共和国村民委员会组织法》和以工代赈项目村民自建的有关要求，"
        + _HELD
        + "，"
        + _CHOSEN
        + "。现将选举情况和结果记录如下。"
    )
    p.section("选举会议")
    _draw_meeting(p)
    p.section("项目理事会")
    p.clause(_TERM + "。成员和分工如下：", together=True)
    _draw_members(p, _COUNCIL)
    p.clause(
        "理事会在村民委员会领导下负责项目的具体实施：组织群众务工，安排施工，组织材料采购和机械租赁的询价、比选，"
        "管理质量和安全，记录考勤和计量，编制劳务报酬发放表，公开账目，整理资料。"
    )
    p.section("村民质量监督小组")
    p.clause(
        "村民质量监督小组对村民代表会议负责，监督工程质量、材料进场、考勤计量、劳务报酬发放和资金使用；"
        "村民委员会成员、理事会成员及其近亲属不担任监督小组成员。成员如下：",
        together=True,
    )
    _draw_members(p, _GROUP)
    p.section("公示情况")
    p.clause(_say_notice())
    p.seals((_VILLAGE + "（盖章）", day(f"{_NOTICE}.结束日期 or {_MEETING}.日期")))
    _draw_pledge(p)
    return p


def _draw_meeting(p: ClausePaper) -> None:
    m = _MEETING
    p.clause(
        _HELD + f"，由{{{{ {m}.主持 or '村民委员会' }}}}主持{{% if {m}.记录 %}}，{{{{ {m}.记录 }}}}记录{{% endif %}}。"
        f"{{% if {m}.应到 and {m}.实到 != '' %}}应到{{{{ {m}.应到 }}}}人，实到{{{{ {m}.实到 }}}}人。{{% endif %}}"
        f"{{% if {m}.列席 %}}列席人员：{said(f'{m}.列席')}。{{% endif %}}"
    )
    p.clause(
        "会议听取候选人推荐情况，审议候选人名单后进行表决："
        f"{{% if {m}.同意 != '' %}}同意{{{{ {m}.同意 }}}}票"
        f"{{% if {m}.反对 != '' %}}，反对{{{{ {m}.反对 }}}}票{{% endif %}}"
        f"{{% if {m}.弃权 != '' %}}，弃权{{{{ {m}.弃权 }}}}票{{% endif %}}"
        f"{{% if {m}.实到 %}}，同意票{{% if {m}.同意 * 2 > {m}.实到 %}}超过到会人数的半数，表决通过"
        f"{{% else %}}未超过到会人数的半数，表决未通过{{% endif %}}{{% endif %}}。"
        "{% else %}同意____票，反对____票，弃权____票。{% endif %}会议记录和签到另存（A02）。"
    )


def _draw_members(p: ClausePaper, group: str) -> None:
    columns = [
        Column("序号", 12),
        Column("姓名", 22),
        Column("单位或村组", 32),
        Column("职务", 22),
        Column("分工", 48, "left"),
        Column("是否\n村干部", 14),
        Column("得票", 12),
    ]
    row = [
        "{{ loop.index }}",
        "{{ 人.姓名 }}",
        "{{ 人.单位 }}",
        "{{ 人.职务 }}",
        "{{ 人.分工 }}",
        "{% if 人.村干部 %}是{% else %}否{% endif %}",
        "{{ 人.得票 }}",
    ]
    p.table(columns, each_row(f"人 in {group}", row, otherwise=empty_rows(5, len(columns))), size=10, height=8)


def _say_notice() -> str:
    n = _NOTICE
    return (
        f"{{% if {n}.张贴日期 %}}选举结果于{{{{ {n}.张贴日期|中文日期 }}}}"
        f"{{% if {n}.地点 %}}在{{{{ {n}.地点|顿号 }}}}{{% endif %}}张榜公示"
        f"{{% if {n}.天数 != '' %}}，公示{{{{ {n}.天数 }}}}天{{% endif %}}"
        f"{{% if {n}.异议 in 规定.无异议的写法 %}}，期满未收到异议{{% elif {n}.异议 %}}，收到的异议和处理情况："
        f"{said(f'{n}.异议')}{{% endif %}}。"
        f"{{% else %}}选举结果在村务公开栏公示，公示记录另附。{{% endif %}}"
    )


def _draw_pledge(p: ClausePaper) -> None:
    p.annex("附件", "当选人员承诺书")
    p.clause("我自愿担任{{ 项目.名称 }}理事会或者村民质量监督小组成员，郑重承诺：")
    p.clause("1.遵守国家法律法规和以工代赈政策，服从村民代表会议决定，接受群众监督。")
    p.clause("2.招工用工公平公正，不任人唯亲，不在务工考勤、计量和报酬发放中弄虚作假，不优亲厚友。")
    p.clause("3.不承揽、不插手本项目的材料供应和机械租赁，不收受好处，不截留、不挪用、不代领劳务报酬。")
    p.clause("4.履行分工职责，如实记录，按时公开；违反承诺的，自愿接受免职和依法处理。")
    loop = f"人 in {_COUNCIL} + {_GROUP}"
    p.table(
        [Column("序号", 14), Column("姓名", 30), Column("职务", 52), Column("签名（捺印）", 60)],
        each_row(
            loop,
            [
                "{{ loop.index }}",
                "{{ 人.姓名 }}",
                (
                    f"{{% if loop.index <= {_COUNCIL}|length %}}理事会{{% else %}}质量监督小组{{% endif %}}"
                    "{% if 人.职务 %}{{ 人.职务 }}{% else %}成员{% endif %}"
                ),
                "",
            ],
            otherwise=empty_rows(8, 4),
        ),
        size=12,
        height=10,
    )


def draw_election_notice() -> ClausePaper:
    """The notice on the wall: who was elected to do what, and where to object.  Public."""
    p = ClausePaper("letter")
    issuer = f"({_NOTICE}.单位 or 参建各方.村民委员会.名称)"
    p.official_head(issuer, "{{ 项目.标题 }}", "理事会和村民质量监督小组选举结果公示", number=f"{_NOTICE}.文号")
    p.salutation("广大村民：")
    p.text(
        f"{{% if {_MEETING}.已有 %}}{_HELD}，{_CHOSEN}，负责{{{{ 项目.名称 }}}}的组织实施和监督。"
        f"{{% else %}}经村民会议选举，产生{{{{ 项目.名称 }}}}理事会{{% if {_GROUP} %}}和村民质量监督小组{{% endif %}}。{{% endif %}}"
        "现将选举结果公示如下，接受群众监督。"
    )
    with p.when("项目.建设规模"):
        p.text("项目建设内容：" + said("项目.建设规模") + "。")
    p.heading("一、项目理事会成员和分工")
    _draw_public_members(p, _COUNCIL)
    p.text("理事会" + _TERM + "。")
    with p.when(_GROUP):
        p.heading("二、村民质量监督小组成员和分工")
        _draw_public_members(p, _GROUP)
    p.text(
        f"{{% if {_NOTICE}.公示起 %}}公示时间：自{{{{ {_NOTICE}.公示起|中文日期 }}}}至{{{{ {_NOTICE}.结束日期|中文日期 }}}}"
        f"{{% if {_NOTICE}.天数 != '' %}}，共{{{{ {_NOTICE}.天数 }}}}天{{% endif %}}。{{% endif %}}"
        "公示期间对当选人员有异议的，请以真实姓名向"
        f"{{{{ {_NOTICE}.受理单位 or 参建各方.乡镇政府.名称 }}}}反映，电话："
        + blank(f"{_NOTICE}.电话 or 参建各方.乡镇政府.电话", 14)
        + "。"
    )
    p.issuer_signature(issuer, day(f"{_NOTICE}.张贴日期"))
    p.colophon(issuer, f"{_NOTICE}.张贴日期")
    return p


def _draw_public_members(p: Paper, group: str) -> None:
    p.table(
        [
            Column("序号", 13),
            Column("姓名", 24),
            Column("单位或村组", 38),
            Column("职务", 28),
            Column("分工", 53, "left"),
        ],
        each_row(
            f"人 in {group}",
            ["{{ loop.index }}", "{{ 人.姓名 }}", "{{ 人.单位 }}", "{{ 人.职务 }}", "{{ 人.分工 }}"],
            otherwise=empty_rows(4, 5),
        ),
    )
