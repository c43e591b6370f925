"""B02: the implementation plan, chapters 1 to 4 (domain §6.6).

Chapters 5 and 6 are in paper_b02_building, 7 to 11 in paper_b02_labour, 12 to 16 in paper_b02_closing.

Free text comes from the project file; where it says nothing, an official's usual paragraph stands, made of facts alone.
Only planned figures appear: the plan must not change while the work goes on.
"""

from __future__ import annotations

from drafting.paper_b02_annexes import draw_annexes
from drafting.paper_b02_building import draw_building_chapters
from drafting.paper_b02_closing import draw_closing_chapters
from drafting.paper_b02_labour import draw_labour_chapters
from drafting.plan_tables import (
    COUNT,
    MEETINGS,
    closed,
    draw_caption,
    draw_paragraphs,
    draw_points,
    draw_work_items,
)
from drafting.word import Column, Paper, each_row, if_row, kai

_TOWN = "{{ 参建各方.乡镇政府.名称 }}"


def draw_plan() -> Paper:
    """The whole paper."""
    p = Paper("report")
    p.cover(
        "{{ 项目.封面标题 }}",
        "实施方案",
        lines=[
            "{% if 批复.已有 %}（报批稿）{% else %}（送审稿）{% endif %}",
            "{% if 项目.代码 %}项目代码：{{ 项目.代码 }}{% endif %}",
        ],
        unit="编制单位：" + _TOWN + "（盖章）",
        date="{{ 项目.申报日期|中文日期 }}",
    )
    _draw_signers(p)
    p.contents()
    _draw_overview(p)
    _draw_need(p)
    _draw_conditions(p)
    _draw_design(p)
    draw_building_chapters(p)
    draw_labour_chapters(p)
    draw_closing_chapters(p)
    draw_annexes(p)
    return p


def _draw_signers(p: Paper) -> None:
    """Who made, reviewed and owns the plan, with room for hands and seals."""
    unit = "{{{{ 参建各方.{0}.名称 }}}}"
    with p.unnumbered():
        p.title("编 制 和 审 核")
        _draw_hands(p, unit)


def _draw_hands(p: Paper, unit: str) -> None:
    p.form(
        ("项目名称", "{{ 项目.名称 }}"),
        ("编制单位\n（盖章）", _TOWN),
        ("单位负责人", "{{ 参建各方.乡镇政府.负责人 }}", "签　字", ""),
        ("编 制 人", "", "审 核 人", ""),
        ("业主单位\n（盖章）", unit.format("业主单位")),
        ("单位负责人", "{{ 参建各方.业主单位.负责人 }}", "签　字", ""),
        if_row("参建各方.设计单位.名称", ("设计单位\n（盖章）", unit.format("设计单位"))),
        if_row("参建各方.设计单位.名称", ("项目负责人", "{{ 参建各方.设计单位.负责人 }}", "签　字", "")),
        ("县级主管\n部门意见\n（盖章）", ""),
        height=17,
    )


def _draw_overview(p: Paper) -> None:
    p.heading("一、概述")
    p.heading("（一）项目概况", 2)
    p.text(
        COUNT
        + "{{ 项目.名称 }}位于{{ 项目.建设地点 }}，属{% if 项目.公益 %}农村公益性基础设施{% else %}农村产业发展配套基础设施"
        "{% endif %}建设项目，"
        "{% if 项目.渠道 == '专项' %}拟使用以工代赈专项资金组织实施。"
        "{% elif 项目.渠道 == '推广' %}拟在农业农村基础设施建设领域以推广以工代赈方式组织实施。"
        "{% else %}拟作为政府投资重点工程项目实施以工代赈。{% endif %}"
        "本方案坚持先有群众、后有项目，在摸清劳动力底数、征求群众意见和四方会商论证的基础上，"
        "对建设内容、务工组织、劳务报酬、技能培训和建后管护一并作出安排，作为项目审批、实施、监督和验收的依据。"
        "项目基本情况见表{{ 表.号 + 1 }}。"
    )
    draw_caption(p, "项目基本情况")
    _draw_facts(p)
    p.heading("（二）编制依据", 2)
    with p.each("文 in 项目.编制依据"):
        p.text("{{ loop.index }}.{{ 文|正文 }}")
        p.otherwise()
        draw_points(
            p,
            "《国家以工代赈管理办法》（国家发展改革委令第57号）；",
            "《政府投资条例》；",
            "《保障农民工工资支付条例》；",
            "《中华人民共和国村民委员会组织法》；",
            "《中华人民共和国安全生产法》；",
            "《建设工程质量管理条例》；",
            "国家和省关于以工代赈项目管理、劳务报酬发放和档案管理的有关规定；",
            "有关行业的技术标准、规范和定额。",
        )
    p.text(
        "同时，以本项目{% if 劳动力摸底.日期 %}{{ 劳动力摸底.日期|中文日期 }}形成的{% endif %}劳动力摸底调查结果"
        "{% for 会 in " + MEETINGS + " %}、{{ 会.日期|中文日期 }}{{ 会.类别 }}决议{% endfor %}"
        "{% if 四方会商.已有 %}和{{ 四方会商.日期|中文日期 }}四方会商纪要{% endif %}为编制基础。"
    )
    p.heading("（三）编制原则", 2)
    draw_points(
        p,
        "群众主体。建什么、怎么建、谁来干、建好后谁来管，先听群众意见，由村民会议或者村民代表会议讨论决定。",
        "以工为先。能用人工尽量不用机械，能组织当地群众务工尽量不用专业施工队伍，把就业岗位留给当地群众。",
        "应发尽发。以务工工程量测算确定劳务报酬，按实际务工核定发放，足额发到务工群众本人。",
        "全程公开。项目计划、建设内容、用工和报酬、质量和资金逐项公开，接受群众监督。",
    )
    p.heading("（四）主要指标", 2)
    p.text("项目主要指标见表{{ 表.号 + 1 }}。")
    draw_caption(p, "项目主要指标")
    _draw_indicators(p)
    p.heading("（五）主要结论", 2)
    p.text(
        "项目符合以工代赈政策支持方向，建设内容为群众急需，技术方案成熟，适合组织群众务工。"
        "{% if 要素 and not 要素|selectattr('状态', 'equalto', '缺')|list %}要素保障已经落实，{% endif %}"
        "{% if 资金 %}资金来源明确，{% endif %}"
        "项目实施后可吸纳当地群众{% if 测算.人数 %}{{ 测算.人数 }}人{% endif %}务工，发放劳务报酬{{ 测算.报酬|元 }}元"
        "{% if 占比.计划 != '' and 占比.计划达标 %}，劳务报酬占比符合规定要求{% endif %}。"
        "项目建设是必要的、可行的，建议尽快批准实施。"
    )


def _draw_facts(p: Paper) -> None:
    p.form(
        ("项目名称", "{{ 项目.名称 }}"),
        if_row("项目.代码", ("项目代码", "{{ 项目.代码 }}")),
        ("建设地点", "{{ 项目.建设地点 }}"),
        ("项目类型", "{{ 项目.类型 }}", "建设性质", "{{ 项目.建设性质 }}"),
        ("建设方式", "{{ 项目.建设方式 }}", "计划年度", "{{ 项目.年度 }}年"),
        ("赈济模式", "{{ 项目.赈济模式 }}"),
        ("业主单位", "{{ 参建各方.业主单位.名称 }}"),
        ("实施单位", "{% if 项目.自建 %}{{ 参建各方.实施单位.名称 }}{% else %}按规定程序确定的施工单位{% endif %}"),
        if_row("项目.建设规模", ("建设规模", "{{ 项目.建设规模 }}")),
        (
            "总投资",
            (
                "{{ 项目.总投资|万元 }}万元{% if 资金 %}，其中：{% for 笔 in 资金 %}{{ 笔.来源 }}{{ 笔.金额|万元 }}万元"
                "{% if not loop.last %}，{% endif %}{% endfor %}{% endif %}"
            ),
        ),
        (
            "建设工期",
            (
                "{% if 项目.计划工期天数 != '' %}{{ 项目.计划开工|中文日期 }}至{{ 项目.计划完工|中文日期 }}，"
                "共{{ 项目.计划工期天数 }}天{% else %}以项目批复为准{% endif %}"
            ),
        ),
        if_row(
            "项目.受益户数 or 项目.受益人数",
            (
                "受益范围",
                (
                    "{{ 项目.村名 }}{% if 项目.受益户数 %}{{ 项目.受益户数 }}户{% endif %}"
                    "{% if 项目.受益人数 %}{{ 项目.受益人数 }}人{% endif %}"
                ),
            ),
        ),
        height=7.2,
    )


def _draw_indicators(p: Paper) -> None:
    p.table(
        [Column("指标", 58, "left"), Column("单位", 22), Column("数量", 34, "right"), Column("说明", 62, "left")],
        ["总投资", "万元", "{{ 项目.总投资|万元 }}", ""],
        each_row(
            "笔 in 资金",
            ["{% if loop.first %}　其中：{% else %}　　　　{% endif %}{{ 笔.来源 }}", "万元", "{{ 笔.金额|万元 }}", ""],
        ),
        if_row("项目.计划工期天数 != ''", ["建设工期", "天", "{{ 项目.计划工期天数 }}", "含开工和完工当日"]),
        ["务工工程量", "工日", "{{ 测算.工日|数 }}", "见第八部分"],
        ["吸纳当地群众务工", "人", "{{ 测算.人数 }}", "按有效作业天数和出勤率折算"],
        ["发放劳务报酬", "元", "{{ 测算.报酬|元 }}", "见第九部分"],
        if_row(
            "占比.计划 != ''",
            [
                "劳务报酬占比",
                "%",
                "{{ (占比.计划 * 100)|四舍五入(2) }}",
                "基数：{{ 占比.基数名称 }}{{ 占比.基数|万元 }}万元",
            ],
        ),
        if_row(
            "占比.要求 != ''",
            ["　其中：最低要求", "%", "{{ (占比.要求 * 100)|四舍五入(2) }}", "{{ 占比.要求金额|元 }}元"],
        ),
        if_row(
            "测算.人数",
            ["务工群众人均劳务报酬", "元", "{{ (测算.报酬 / 测算.人数)|元 }}", "发放总额÷务工人数"],
        ),
        ["技能培训", "轮", "3", "岗前、过程、完工后"],
        if_row("公益性岗位", ["公益性岗位", "个", "{{ 指标.公益岗数 }}", "见第十一部分"]),
        if_row("折股量化.已有 and 折股量化.年限", ["折股量化分红年限", "年", "{{ 折股量化.年限 }}", "见第十一部分"]),
        if_row("项目.受益户数", ["受益农户", "户", "{{ 项目.受益户数 }}", ""]),
        if_row("项目.受益人数", ["受益人口", "人", "{{ 项目.受益人数 }}", ""]),
        size=10,
        height=6.5,
        keep=5,
    )


def _draw_need(p: Paper) -> None:
    p.heading("二、项目建设背景和必要性")
    p.heading("（一）政策背景", 2)
    p.text(
        "以工代赈是促进群众就近就业增收、提高劳动技能的一项重要政策。《国家以工代赈管理办法》对组织群众务工、"
        "发放劳务报酬、开展技能培训和资产管护作出了明确规定，目的是让群众通过参与工程建设获得劳动报酬、"
        "掌握实用技能、增强内生动力。"
        "{% if 项目.自建 %}国家支持村民自建、村级组织承接技术要求不高的小型项目，把更多岗位和收益留给当地群众。"
        "{% else %}国家要求施工单位优先吸纳当地群众务工，把务工人数、劳务报酬和培训要求写入招标文件和施工合同。{% endif %}"
        "本项目的谋划、申报和实施，都按照上述要求进行。"
    )
    p.heading("（二）建设背景", 2)
    draw_paragraphs(
        p,
        "项目.背景",
        "{{ 项目.村名 }}位于{{ 项目.县乡 }}{% if 劳动力摸底.户数 %}，共有农户{{ 劳动力摸底.户数 }}户"
        "{% if 劳动力摸底.总人口 %}{{ 劳动力摸底.总人口 }}人{% endif %}{% endif %}。"
        "受自然条件和投入不足影响，当地基础设施仍有短板，生产生活条件有待改善，群众反映较为集中。"
        "同时，部分群众因年龄、家庭和技能等原因难以稳定外出务工，就近就地就业增收的愿望迫切。",
    )
    p.heading("（三）建设必要性", 2)
    draw_paragraphs(
        p,
        "项目.必要性",
        "一是补齐基础设施短板的需要。项目建成后，{% if 项目.公益 %}将改善当地群众生产生活条件，"
        "提高公共服务和防灾减灾能力{% else %}将改善当地产业生产和运输条件，降低生产成本，"
        "增强主导产业发展后劲{% endif %}。",
        "二是促进群众就近就业增收的需要。项目{% if 测算.人数 %}可吸纳当地群众{{ 测算.人数 }}人务工，{% endif %}"
        "计划发放劳务报酬{{ 测算.报酬|元 }}元，能够直接增加群众工资性收入。",
        "三是提升群众技能、激发内生动力的需要。通过岗前培训、以工代训和后续培训，"
        "使群众在参与建设中掌握实用技术，变“要我发展”为“我要发展”。",
    )
    p.heading("（四）三个结合", 2)
    _draw_combinations(p)


def _draw_combinations(p: Paper) -> None:
    """R15: with farming, with incomes, with will and skill; a text that says so itself needs no lead-in."""
    leads = "['与农村产业发展相结合', '与群众就业增收相结合', '与扶志扶智相结合']"
    lead = f"{{{{ loop.index }}}}.{{{{ {leads}[loop.index0] }}}}。"
    with p.each("段 in 项目.三个结合"):
        with p.when("loop.index <= 3 and not 段.strip('*').startswith('与')"):
            p.text(kai(lead), "{{ 段|正文 }}")
            p.otherwise()
            p.prose("段")
        p.otherwise()
        p.text(
            kai("1.与农村产业发展相结合。"),
            "项目选址和建设内容与当地产业布局相衔接，"
            "{% if 项目.公益 %}通过改善基础设施条件为产业发展创造环境。{% else %}直接服务主导产业的生产、运输和经营。{% endif %}",
        )
        p.text(
            kai("2.与群众就业增收相结合。"),
            "把务工岗位和劳务报酬作为项目的核心目标，工程量测算、工序安排、用工组织都围绕多用当地群众、多发劳务报酬来安排，"
            "{% if 项目.公益 %}项目建成后设置公益性岗位，持续带动就业。{% else %}项目建成后资产折股量化，持续带动分红增收。{% endif %}",
        )
        p.text(
            kai("3.与扶志扶智相结合。"),
            "引导群众通过劳动获得报酬，不搞简单发钱发物；通过三轮培训让普工学技术、技工带徒弟，"
            "做到完成一个项目、培训一批群众。",
        )


def _draw_conditions(p: Paper) -> None:
    p.heading("三、建设条件和要素保障")
    p.heading("（一）建设条件", 2)
    draw_paragraphs(
        p,
        "项目.建设条件",
        "项目区具备施工所需的交通、用水和用电条件，水泥、砂石等主要建筑材料可以就近采购，"
        "施工场地由{{ 项目.村名 }}协调解决，不存在制约项目实施的重大因素。",
    )
    p.heading("（二）群众基础", 2)
    p.text(
        "{% for 会 in " + MEETINGS + " %}{{ 会.日期|中文日期 }}召开{{ 会.名称 or 会.类别 }}"
        "{% if 会.应到 and 会.实到 %}，应到{{ 会.应到 }}人，实到{{ 会.实到 }}人{% endif %}"
        "{% if 会.同意 != '' %}，同意{{ 会.同意 }}票{% endif %}"
        "{% if 会.议题 %}，讨论了{{ 会.议题|join('、') }}等事项{% endif %}；{% endfor %}"
        "{% if 劳动力摸底.有务工意愿 %}经摸底，有{{ 劳动力摸底.有务工意愿 }}名群众愿意参加项目务工，{% endif %}"
        "群众对项目建设有需求、愿参与，项目实施具有良好的群众基础。"
    )
    p.heading("（三）要素保障", 2)
    p.text(
        "按照规划、用地、环境影响评价、财政承受等要素逐项开展前置审查，审查情况见表{{ 表.号 + 1 }}。"
        "{% if 要素 %}{% if 要素|selectattr('状态', 'equalto', '缺')|list %}尚未落实的要素，应当在项目申报前补齐，"
        "未补齐的不得申报。{% else %}各项要素均已落实或者依规不需办理，具备申报实施条件。{% endif %}{% endif %}"
        "项目未开工建设，不属于已完工项目。"
    )
    draw_caption(p, "要素保障情况")
    p.table(
        [Column("要素", 24), Column("办理情况", 24), Column("文号或依据", 68, "left"), Column("办理机关", 40, "left"),
         Column("日期", 26)],
        each_row(
            "行 in 要素",
            ["{{ 行.名称 }}", "{{ 行.状态 }}",
             "{{ 行.文号 }}{% if 行.文号 and 行.依据 %}；{% endif %}{{ 行.依据 }}", "{{ 行.机关 }}", "{{ 行.日期|日期 }}"],
            otherwise=[[name, "", "", "", ""] for name in ("规划", "用地", "环境影响评价", "水土保持", "财政承受")],
        ),
        size=10,
        height=6.5,
    )  # fmt: skip


def _draw_design(p: Paper) -> None:
    p.heading("四、建设方案")
    p.heading("（一）建设内容和规模", 2)
    p.text("{% if 项目.建设规模 %}" + closed("项目.建设规模") + "{% endif %}主要建设内容见表{{ 表.号 + 1 }}。")
    draw_caption(p, "主要建设内容")
    draw_work_items(p)
    p.heading("（二）技术标准和主要做法", 2)
    draw_paragraphs(
        p,
        "项目.建设方案",
        "工程按照现行行业技术规范设计和施工，具体标准、断面和工程量以施工图设计文件为准。"
        "在保证质量安全和使用功能的前提下，结构形式和施工工艺优先选择便于群众掌握、用工较多的方案。",
    )
    p.heading("（三）施工安排", 2)
    p.text(
        "{% set 人工 = 建设内容|selectattr('人工为主')|map(attribute='名称')|list %}"
        "{% set 机械 = 建设内容|rejectattr('人工为主')|map(attribute='名称')|list %}"
        "{% if 人工 %}{{ 人工|join('、') }}以人工作业为主，由当地群众按班组组织施工；{% endif %}"
        "{% if 机械 %}{{ 机械|join('、') }}以机械作业为主，由人工配合完成清理、修整等工作；{% endif %}"
        "各工序之间做好衔接，前一道工序经检查合格后方可进入下一道工序。施工时间尽量避开农忙，"
        "使群众务工务农两不误。"
    )
