"""C32: the county's monthly table, from the figures of the project, and the minutes of its progress meetings (domain §6.16)."""

from __future__ import annotations

from drafting.closing_tables import COUNTY
from drafting.word import Cell, Column, Paper, band, each_row, label
from drafting.word_clauses import ClausePaper

_LISTED = "{% for 条 in XX %}{% if XX|length > 1 %}{{ loop.index }}.{% endif %}{{ 条|trim('。；') }}{% if not loop.last %}；{% else %}。{% endif %}{% endfor %}"

_ISSUER = "参建各方.县级主管部门.名称"


def draw_month_table() -> ClausePaper:
    """月调度表: investment, progress, workers, wages, training, notices, problems, next steps."""
    p = ClausePaper("form")
    p.title("以工代赈项目月调度表（{{ 项.月份名 }}）")
    p.subline("项目名称：{{ 项目.名称 }}")
    p.form(
        [band("一、项目和进度")],
        ("建设地点", "{{ 项目.建设地点 }}", "建设方式", "{{ 项目.建设方式 }}"),
        ("实施单位", "{{ 参建各方.实施单位.名称 }}", "县级负责人", "{{ 责任['县'].姓名 }}"),
        ("开工日期", "{{ 项目.实际开工|中文日期 }}", "计划完工", "{{ 项目.计划完工|中文日期 }}"),
        ("形象进度", "{% if 项.形象进度 %}{{ 项.形象进度 }}{% elif 项.施工部位 %}本月施工部位：{{ 项.施工部位|join('；') }}{% endif %}"),
        [band("二、投资（元）")],
        ("计划总投资", "{{ 项.投资.总投资|元 }}", "累计到位", "{{ 项.投资.累计到位|元 }}"),
        ("本月支出", "{{ 项.投资.本月支出|元 }}", "累计支出", "{{ 项.投资.累计支出|元 }}"),
        ("累计完成产值", "{{ 项.投资.完成产值|元 }}", "支出占总投资", "{{ 项.投资.完成比例|百分比 }}"),
        widths=[30, 60, 30, 44],
        height=7,
    )  # fmt: skip
    _draw_labour(p)
    p.form(
        [band("四、公示、问题和下步工作")],
        [label("公示情况"), Cell(_NOTICES, 99, align="left")],
        [label("存在问题"), Cell(_each("项.存在问题")
                + "{% if not 项.存在问题 %}无。{% endif %}{% if 项.未销号 %}截至月末，监督检查发现的问题尚有{{ 项.未销号 }}项未销号。{% endif %}", 99, align="left")],
        [label("推进会"), Cell("{% for 会 in 项.推进会 %}{{ 会.日期|中文日期 }}召开{% if 会.主持 %}，{{ 会.主持 }}主持{% endif %}{% if not loop.last %}；{% else %}。{% endif %}{% endfor %}", 99, align="left")],
        [label("下步工作"), Cell(_each("项.下步"), 99, align="left")],
        widths=[30, 134],
        height=7,
        columns=2,
    )  # fmt: skip
    p.sign_line("填表人：", "审核人：", "县级项目负责人：")
    p.note("注：占比的基数为{{ 占比.基数名称 }}；支出取自资金台账，产值按现场收方计算。")
    return p


def _each(items: str) -> str:
    return _LISTED.replace("XX", items)


_NOTICES = (
    "{% for 告 in 项.公示 %}{{ 告.类别 }}（{{ 告.张贴日期|日期 }}张贴）{% if not loop.last %}；{% else %}。{% endif %}{% endfor %}"
    "{% if not 项.公示 %}本月没有新增公示。{% endif %}"
)


def _draw_labour(p: ClausePaper) -> None:
    p.caption("三、群众务工、劳务报酬和培训")
    p.table(
        [
            Column("指标", 56, "left"),
            Column("单位", 20),
            Column("本月", 40, "right"),
            Column("累计", 40, "right"),
        ],
        ["务工人数", "人", "{{ 项.务工.本月人数 }}", "{{ 项.务工.累计人数 }}"],
        ["其中重点群体", "人", "", "{{ 项.务工.累计重点群体 }}"],
        ["到场人次", "人次", "{{ 项.务工.本月人次 }}", "{{ 项.务工.累计人次 }}"],
        ["工日", "个", "{{ 项.务工.本月工日|数 }}", "{{ 项.务工.累计工日|数 }}"],
        ["核定劳务报酬", "元", "{{ 项.报酬.本月核定|元 }}", "{{ 项.报酬.累计核定|元 }}"],
        ["发放劳务报酬", "元", "{{ 项.报酬.本月发放|元 }}", "{{ 项.报酬.累计发放|元 }}"],
        ["待发放", "元", "", "{{ 项.报酬.待发|元 }}"],
        ["已发报酬占比", "", "", "{{ 项.报酬.占比|百分比 }}"],
        ["技能培训", "人次", "{{ 项.培训.本月人次 }}", "{{ 项.培训.累计人次 }}"],
        height=6,
        size=10,
    )  # fmt: skip


def draw_progress_minutes() -> Paper:
    """推进会纪要: one for every meeting of the month, each on a page of its own."""
    p = Paper("letter")
    with p.each("会 in 项.推进会"):
        p.page_break()
        p.official_head(_ISSUER, "{{ 项目.标题 }}", "推进会纪要", mark="项目.县 ~ '以工代赈推进会纪要'")
        p.text(
            "{{ 会.日期|中文日期 }}{{ 会.时间 }}，" + COUNTY + "{% if 会.地点 %}在{{ 会.地点 }}{% endif %}召开"
            "{{ 会.名称 or '项目推进会' }}{% if 会.议题 %}，研究{{ 会.议题|顿号 }}等事项{% endif %}。"
            "{% if 会.主持 %}会议由{{ 会.主持 }}主持{% if 会.记录 %}，{{ 会.记录 }}记录{% endif %}。{% endif %}"
            "{% if 会.实到 != '' %}{% if 会.应到 != '' %}应到{{ 会.应到 }}人，{% endif %}实到{{ 会.实到 }}人。{% endif %}"
            "现将会议情况纪要如下。"
        )
        p.heading("一、项目进展")
        p.text(
            "{% if 会.施工部位 %}本月施工部位为{{ 会.施工部位|顿号 }}。{% endif %}"
            "{% if 会.累计人数 %}截至{{ 会.上月末|中文日期 }}，项目累计吸纳群众务工{{ 会.累计人数 }}人、{{ 会.累计工日|数 }}个工日，"
            "核定劳务报酬{{ 会.累计核定|元 }}元；截至会议当日，已发放{{ 会.累计发放|元 }}元"
            "{% if 会.占比 != '' %}，占{{ 占比.基数名称 }}的{{ 会.占比|百分比 }}{% endif %}。"
            "{% elif 会.当月人数 %}本月已组织群众务工{{ 会.当月人数 }}人，劳务报酬按月核定、公示和发放。"
            "{% elif not 会.施工部位 %}项目正在做施工准备。{% endif %}"
        )
        p.heading("二、研判情况")
        with p.each("条 in 会.讨论要点"):
            p.text("{% if 会.讨论要点|length > 1 %}{{ loop.index }}.{% endif %}{{ 条|trim('。；') }}。")
            p.otherwise()
            p.text("________________________________________")
        p.heading("三、议定事项")
        with p.each("条 in 会.决议"):
            p.text("{% if 会.决议|length > 1 %}{{ loop.index }}.{% endif %}{{ 条|trim('。；') }}。")
            p.otherwise()
            p.text("________________________________________")
        p.text(
            "上述事项由{{ 参建各方.实施单位.名称 or '实施单位' }}具体落实，{{ 参建各方.乡镇政府.名称 }}督促，"
            "{% if 责任['县'].姓名 %}县级项目负责人{{ 责任['县'].姓名 }}{% else %}县级项目负责人{% endif %}跟踪问效，完成情况在下次推进会上报告。"
        )
        p.caption("参会人员签字表")
        p.table(
            [Column("序号", 14), Column("姓名", 30), Column("单位", 62, "left"), Column("身份或职务", 36), Column("签字", 30)],
            each_row(
                "人 in (会.到会人 or range(会.实到 or 8))",
                ["{{ loop.index }}", "{% if 会.到会人 %}{{ 人.姓名 }}{% endif %}", "{% if 会.到会人 %}{{ 人.单位 }}{% endif %}",
                 "{% if 会.到会人 %}{{ 人.身份 }}{% endif %}", ""],
            ),
            height=10,
        )  # fmt: skip
        p.letter_signature(COUNTY, date="{{ 会.日期|中文日期 }}")
        p.colophon(_ISSUER, "会.日期")
    return p
