"""B06: the county's public notice of the year's plan (domain §6.9)."""

from __future__ import annotations

from drafting.word import Column, Paper, Row, day, each_row, if_row


def draw_county_notice() -> Paper:
    """B06: the county's notice of the year's plan; public."""
    notice = "公示栏.县级计划公示"
    numbers = (
        "资金|rejectattr('来源', 'equalto', '自筹资金')|rejectattr('来源', 'equalto', '其他资金')"
        "|map(attribute='文号')|select|unique|list"
    )
    p = Paper("letter")
    issuer = f"({notice}.单位 or 参建各方.县级主管部门.名称)"
    p.official_head(issuer, "{{ 项目.县 }}{{ 项目.年度 }}年以工代赈项目计划公示", number=f"{notice}.文号")
    p.text(
        "{{ 项目.名称 }}"
        "{% if 批复.已有 %}已经{{ 批复.机关 }}以{{ 批复.文号 }}文件批复，{% endif %}"
        f"{{% if {numbers} %}}资金计划已经{{{{ {numbers}|join('、') }}}}文件下达，{{% endif %}}"
        "{% if not 批复.已有 and not (" + numbers + ") %}已列入{{ 项目.年度 }}年以工代赈项目计划，{% endif %}"
        "按照以工代赈项目全过程公开的要求，现将项目计划公示如下，请社会各界和广大群众监督。"
    )
    p.heading("一、项目计划")
    _draw_county_facts(p)
    p.heading("二、主要建设内容")
    p.table(
        [
            Column("序号", 14),
            Column("名称", 52, "left"),
            Column("规格", 46, "left"),
            Column("单位", 18),
            Column("数量", 26),
        ],
        each_row(
            "项 in 建设内容",
            ["{{ 项.序号 }}", "{{ 项.名称 }}", "{{ 项.规格 }}", "{{ 项.单位 }}", "{{ 项.数量|数 }}"],
        ),
        size=10,
    )
    p.heading("三、公示时间和意见反映")
    p.text(
        f"公示期{{{{ {notice}.天数 }}}}天，自" + day(f"{notice}.公示起") + "起至" + day(f"{notice}.结束日期") + "止"
        f"{{% if {notice}.地点 %}}，通过{{{{ {notice}.地点|顿号 }}}}公布{{% endif %}}。"
    )
    p.text(
        "对公示内容有意见的单位和个人，可在公示期内以书面、电话或者来访方式"
        f"向{{{{ {notice}.受理单位 or 参建各方.县级主管部门.名称 }}}}反映，受理单位对反映人的情况予以保密。"
        f"{{% if {notice}.电话 %}}监督电话：{{{{ {notice}.电话 }}}}。{{% endif %}}"
    )
    p.letter_signature(f"{{{{ {issuer} }}}}", date=day(f"{notice}.张贴日期"))
    p.colophon(issuer, f"{notice}.张贴日期")
    return p


def _draw_county_facts(p: Paper) -> None:
    households = (
        "{% if 项目.受益户数 %}{{ 项目.受益户数 }}户{% endif %}{% if 项目.受益人数 %}{{ 项目.受益人数 }}人{% endif %}"
    )
    p.form(
        ("项目名称", "{{ 项目.名称 }}"),
        if_row("项目.代码", ("项目代码", "{{ 项目.代码 }}")),
        ("建设地点", "{{ 项目.建设地点 }}"),
        ("项目类型", "{{ 项目.类型 }}项目", "建设性质", "{{ 项目.建设性质 }}"),
        if_row("项目.建设规模", ("建设规模", "{{ 项目.建设规模 }}")),
        (
            "总投资\n及来源",
            (
                "{{ 项目.总投资|万元 }}万元{% if 资金 %}，其中{% for 笔 in 资金 %}{{ 笔.来源 }}{{ 笔.金额|万元 }}万元"
                "{% if not loop.last %}、{% endif %}{% endfor %}{% endif %}"
            ),
        ),
        (
            "建设工期",
            "{% if 项目.计划开工 and 项目.计划完工 %}{{ 项目.计划开工|中文日期 }}至{{ 项目.计划完工|中文日期 }}{% endif %}",
        ),
        ("业主单位", "{{ 参建各方.业主单位.名称 }}"),
        ("承接主体", "{% if 项目.自建 %}{{ 参建各方.实施单位.名称 }}{% else %}按规定程序确定的施工单位{% endif %}"),
        (
            "建设方式",
            "{{ 项目.建设方式 }}{% if 项目.招标方式 %}；{{ 项目.招标方式 }}{% elif 项目.自建 %}；不招标{% endif %}",
        ),
        if_row("项目.受益户数 or 项目.受益人数", ("受益范围", "{{ 项目.村名 }}" + households)),
        ("赈济模式", "{{ 项目.赈济模式 }}"),
        *_labour_rows(),
        columns=4,
        height=8,
    )


def _labour_rows() -> list[Row]:
    """What the plan promises the villagers: work, pay, training, and what stays (domain §6.9)."""
    return [
        if_row(
            "测算.明细",
            (
                "群众务工",
                "计划投入{{ 测算.工日|数 }}个工日{% if 测算.人数 %}，吸纳当地群众{{ 测算.人数 }}人{% endif %}",
            ),
            (
                "劳务报酬",
                (
                    "计划发放{{ 测算.报酬|元 }}元{% if 占比.计划 != '' %}，占{{ 占比.基数名称 }}{{ 占比.基数|万元 }}万元的"
                    "{{ 占比.计划|百分比 }}{% endif %}；按月核定，公示7天无异议后通过银行卡发放到本人"
                ),
            ),
        ),
        (
            "技能培训",
            "分岗前、过程、完工后三轮开展{% if 测算.人数 %}，培训务工群众不少于{{ 测算.人数 }}人{% endif %}",
        ),
        if_row(
            "公益性岗位",
            (
                "公益性岗位",
                (
                    "{{ 指标.公益岗数 }}个，其中{% for 岗 in 公益性岗位 %}{{ 岗.岗位 }}{{ 岗.名额 }}个"
                    "{% if not loop.last %}、{% endif %}{% endfor %}"
                ),
            ),
        ),
        if_row(
            "not 项目.公益",
            (
                "利益联结",
                (
                    "项目形成的资产折股量化，收益按股分配给村集体和群众"
                    "{% if 折股量化.年限 %}，分配年限{{ 折股量化.年限 }}年{% endif %}"
                ),
            ),
        ),
    ]
