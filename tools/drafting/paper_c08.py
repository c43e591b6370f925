"""C08 施工公告 and C09 务工公告: two letters that hang on the wall before the work begins.  Public."""

from __future__ import annotations

from drafting.paper_c07 import RATE_LIST
from drafting.word import Cell, Column, blank, day, each_row, if_row
from drafting.word_clauses import ClausePaper, said

_START, _HIRE = "公示栏.施工公告", "公示栏.务工公告"
_TOWN = "参建各方.乡镇政府"
_MODE = "“能用人工尽量不用机械、能组织当地群众务工尽量不用专业施工队伍”"
_APPROVED = "{% if 批复.已有 %}经{{ 批复.机关 }}{{ 批复.文号 }}文批复，{% endif %}"
_PAY_DAY = "{% if 用工约定.发薪日 %}，每月{{ 用工约定.发薪日 }}日前发放上月报酬{% endif %}"


def draw_start_notice() -> ClausePaper:
    """C08: who builds where and when, how to keep safe, wages and pay day, whom to call."""
    p = ClausePaper("letter")
    issuer = f"({_START}.单位 or 参建各方.实施单位.名称)"
    p.official_head(issuer, "{{ 项目.标题 }}", "施工公告", number=f"{_START}.文号")
    p.salutation("各村民小组、广大村民，过往车辆和行人：")
    p.text(
        f"{_APPROVED}{{{{ 项目.名称 }}}}"
        f"{{% if 项目.实际开工 > {_START}.张贴日期 %}}定于{{{{ 项目.实际开工|中文日期 }}}}开工建设"
        "{% else %}已于{{ 项目.实际开工|中文日期 }}开工建设{% endif %}。"
        "为保证工程顺利实施和群众生产生活安全，现将有关事项公告如下。"
    )
    p.heading("一、工程概况")
    p.text(
        "建设地点："
        + said("项目.建设地点")
        + "。{% if 项目.建设规模 %}建设规模："
        + said("项目.建设规模")
        + "。{% endif %}"
        "建设方式：{{ 项目.建设方式 }}。"
        "{% if 项目.总投资 != '' %}总投资{{ 项目.总投资|万元 }}万元。{% endif %}"
    )
    p.heading("二、施工时间")
    p.text(
        "开工日期：{{ 项目.实际开工|中文日期 }}。{% if 项目.计划完工 %}计划竣工日期：{{ 项目.计划完工|中文日期 }}。{% endif %}"
        "{% if 用工约定.工作时间 %}作业时间：" + said("用工约定.工作时间") + "。{% endif %}"
    )
    p.heading("三、参建单位及负责人")
    _draw_units(p)
    p.heading("四、施工范围和安全提示")
    p.text("施工范围为" + said("项目.建设地点") + "项目沿线及材料堆放场地。")
    for number, warning in enumerate(_WARNINGS, 1):
        p.text(f"{number}.{warning}")
    p.heading("五、用工和劳务报酬")
    p.text(
        f"本项目按照{_MODE}的要求组织施工，优先吸纳当地群众务工"
        "{% if 测算.人数 != '' %}，计划用工{{ 测算.人数 }}人{% endif %}。"
        f"{{% if 工价 %}}劳务报酬标准：{RATE_LIST}。{{% endif %}}"
        f"劳务报酬按月核定、张榜公示{{{{ 规定.工资公示天数 }}}}天后直接发放到务工群众本人账户{_PAY_DAY}。"
        "{% if 用工约定.报名电话 %}务工咨询：{% if 用工约定.报名联系人 %}{{ 用工约定.报名联系人 }}，{% endif %}"
        "电话{{ 用工约定.报名电话 }}。{% endif %}"
    )
    p.heading("六、监督和投诉")
    p.text(
        "欢迎广大群众对工程质量、施工安全、务工组织和劳务报酬发放进行监督。受理单位："
        f"{{{{ {_START}.受理单位 or {_TOWN}.名称 }}}}，电话："
        + blank(f"{_START}.电话 or {_TOWN}.电话", 14)
        + "；劳动保障监察投诉电话：{{ 用工约定.投诉电话 }}。"
        + _hung(_START, "公告")
    )
    p.issuer_signature(issuer, day(f"{_START}.张贴日期"))
    p.colophon(issuer, f"{_START}.张贴日期")
    return p


_WARNINGS = (
    "施工期间，过往车辆和行人请服从现场人员指挥，按照警示标志减速慢行或者绕行。",
    "非施工人员特别是老人和儿童，不要进入施工现场，不要在基坑、边坡和施工机械作业范围内停留。",
    "沿线群众请看管好家畜家禽，提前迁移施工范围内的零星物品；爱护施工设施、测量标志和警示标志。",
    "遇暴雨、大风等恶劣天气，施工现场停止作业，请远离施工路段和边坡。",
)


def _draw_units(p: ClausePaper) -> None:
    """A row for every party that there is, all on one page."""
    roles = '["业主单位", "实施单位", "设计单位", "监理单位", "检测单位", "乡镇政府", "县级主管部门"]'
    names = '{"实施单位": "实施单位" if 项目.自建 else "施工单位", "乡镇政府": "监督单位", "县级主管部门": "主管部门"}'
    unit = "参建各方[类]"
    p.table(
        [Column("类别", 24), Column("单位名称", 70, "left"), Column("负责人", 26), Column("联系电话", 36)],
        each_row(
            f"类 in {roles} if {unit}.名称",
            [
                f"{{% set 名 = {names} %}}{{% if 类 in 名 %}}{{{{ 名[类] }}}}{{% else %}}{{{{ 类 }}}}{{% endif %}}",
                f"{{{{ {unit}.名称 }}}}",
                f"{{{{ {unit}.负责人 }}}}",
                f"{{{{ {unit}.电话 }}}}",
            ],
        ),
    )
    p.keep_last_rows(1)


def draw_hiring_notice() -> ClausePaper:
    """C09: which posts, what they pay, who goes first, where and until when to sign up."""
    p = ClausePaper("letter")
    issuer = f"({_HIRE}.单位 or 参建各方.村民委员会.名称)"
    p.official_head(issuer, "{{ 项目.标题 }}", "务工公告", number=f"{_HIRE}.文号")
    p.salutation("广大村民：")
    p.text(
        f"{_APPROVED}{{{{ 项目.名称 }}}}即将在" + said("项目.建设地点") + f"实施。按照{_MODE}的要求，"
        "现面向当地群众公开招用务工人员，有关事项公告如下。"
    )
    p.heading("一、岗位、人数和报酬")
    p.table(
        [
            Column("序号", 13),
            Column("岗位（工种）", 31),
            Column("人数", 14),
            Column("日工资（元）", 31),
            Column("岗位要求", 67, "left"),
        ],
        each_row(
            "岗 in 测算.工种合计",
            ["{{ 岗.序号 }}", "{{ 岗.工种 }}", "{{ 岗.人数 }}", "{{ 岗.单价|元 }}", "{{ 岗.岗位要求 }}"],
        ),
        if_row("测算.人数 != ''", [Cell("合计", span=2), "{{ 测算.人数 }}", "", ""]),
    )
    with p.when('工价|selectattr("计件")|list'):
        p.text(
            "包工计量（计件）项目："
            '{% for 价 in 工价|selectattr("计件") %}{{ 价.工种 }}{{ 价.单价|元 }}元/{{ 价.单位 }}'
            "{% if 价.岗位要求 %}（{{ 价.岗位要求|trim('。；，、 ') }}）{% endif %}{% if not loop.last %}；{% endif %}{% endfor %}。"
        )
    p.heading("二、招用对象和优先次序")
    p.text(
        "年满{{ 规定.工地最低年龄 }}周岁、身体状况适应岗位要求、自愿参加项目建设的当地群众均可报名；年龄较大的群众安排力所能及的岗位。"
        "同等条件下，优先招用脱贫人口、防止返贫监测对象、易地搬迁群众、受灾困难群众、残疾人和其他低收入群众；"
        "地域上按照先本村、再邻村、后本乡镇和邻近乡镇的次序招用；培训考核成绩优秀的优先安排上岗。"
    )
    p.heading("三、工作时间和地点")
    p.text(
        "工作地点："
        + said("项目.建设地点")
        + "。{% if 项目.计划开工 and 项目.计划完工 %}务工时间：{{ 项目.计划开工|中文日期 }}至"
        "{{ 项目.计划完工|中文日期 }}，具体以现场通知为准。{% endif %}"
        "{% if 用工约定.工作时间 %}作息：" + said("用工约定.工作时间") + "。{% endif %}"
        "{% if 用工约定.休息 %}" + said("用工约定.休息") + "。{% endif %}"
    )
    p.heading("四、报酬发放和保障")
    p.text(
        "劳务报酬按照考勤天数和计量结果按月核定，在村务公开栏公示{{ 规定.工资公示天数 }}天无异议后，通过“一卡通”或者银行卡发放到"
        f"本人账户{_PAY_DAY}，不以实物抵付，不由他人代领。录用人员签订书面用工合同，由项目实施单位办理保险并提供劳动防护用品。"
    )
    p.heading("五、培训")
    p.text(
        "上岗前免费组织技能培训和安全教育，考核合格、取得上岗证后方可上岗；施工期间以工代训，完工后结合当地产业继续开展技能培训。"
    )
    p.heading("六、报名")
    _draw_sign_up(p)
    p.heading("七、监督")
    p.text(
        "报名人员由村“两委”和项目实施单位集体审核，录用名单张榜公布。对招用工作有意见的，请向"
        f"{{{{ {_HIRE}.受理单位 or {_TOWN}.名称 }}}}反映，电话："
        + blank(f"{_HIRE}.电话 or {_TOWN}.电话", 14)
        + "。"
        + _hung(_HIRE, "公告")
    )
    p.issuer_signature(issuer, day(f"{_HIRE}.张贴日期"))
    p.colophon(issuer, f"{_HIRE}.张贴日期")
    return p


def _draw_sign_up(p: ClausePaper) -> None:
    p.text("1.报名时间：" + day("用工约定.报名开始") + "至" + day("用工约定.报名截止") + "，额满为止。")
    p.text("2.报名地点：{{ 用工约定.报名地点 or 参建各方.村民委员会.名称 }}。")
    p.text(
        "3.联系人："
        + blank("用工约定.报名联系人")
        + "，电话："
        + blank("用工约定.报名电话 or 参建各方.村民委员会.电话", 14)
        + "。"
    )
    p.text("4.报名材料：本人身份证、社会保障卡或者银行卡；持有技能证书、培训证书的一并提供。不收取任何费用。")


def _hung(notice: str, kind: str) -> str:
    return (
        f"{{% if {notice}.结束日期 %}}{kind}时间：{{{{ {notice}.张贴日期|中文日期 }}}}至{{{{ {notice}.结束日期|中文日期 }}}}。{{% endif %}}"
        f"{{% if {notice}.地点 %}}张贴地点：{{{{ {notice}.地点|顿号 }}}}。{{% endif %}}"
    )
