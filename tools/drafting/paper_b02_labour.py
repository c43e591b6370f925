"""B02, chapters 7 to 11: who works, how much, for what pay, with what training, and what stays afterwards."""

from __future__ import annotations

from drafting.plan_tables import (
    HEADS,
    RATE,
    RATIO,
    closed,
    draw_caption,
    draw_paragraphs,
    draw_picture_title,
    draw_points,
    draw_skills,
    draw_trades,
    draw_training,
    joined,
)
from drafting.word import Cell, Column, Paper, each_row, empty_rows

_BUILDER = "{% if 项目.自建 %}项目理事会{% else %}施工单位{% endif %}"
_TOWN = "{{ 参建各方.乡镇政府.名称 }}"


def draw_labour_chapters(p: Paper) -> None:
    """Chapters 7 to 11."""
    _draw_organising(p)
    _draw_quantities(p)
    _draw_wages(p)
    _draw_training(p)
    _draw_links(p)


def _draw_organising(p: Paper) -> None:
    survey = "劳动力摸底"
    p.heading("七、群众务工组织")
    p.heading("（一）务工需求和意愿", 2)
    p.text(
        f"项目谋划阶段，{{% if {survey}.日期 %}}于{{{{ {survey}.日期|中文日期 }}}}完成劳动力摸底，{{% endif %}}"
        f"{{% if {survey}.走访次数 %}}先后走访{{{{ {survey}.走访次数 }}}}次，{{% endif %}}"
        "做到劳动力数量、务工技能、务工意愿、特殊群众状况和村级组织工程建设能力五个清楚。"
    )
    with p.when(f"{survey}.劳动力总数 or {survey}.有务工意愿 or {survey}.特殊群众"):
        p.text(
            "{{ 项目.村名 }}"
            f"{{% if {survey}.户数 %}}现有农户{{{{ {survey}.户数 }}}}户{{% if {survey}.总人口 %}}"
            f"{{{{ {survey}.总人口 }}}}人{{% endif %}}，{{% endif %}}"
            f"{{% if {survey}.劳动力总数 %}}劳动力{{{{ {survey}.劳动力总数 }}}}人，"
            f"{{% if {survey}.在家劳动力 %}}其中在家{{{{ {survey}.在家劳动力 }}}}人，{{% endif %}}"
            f"{{% if {survey}.外出劳动力 %}}外出{{{{ {survey}.外出劳动力 }}}}人，{{% endif %}}{{% endif %}}"
            f"{{% if {survey}.有务工意愿 %}}愿意参加本项目务工的{{{{ {survey}.有务工意愿 }}}}人，{{% endif %}}"
            f"{{% if {survey}.特殊群众 %}}需要重点帮扶的有{{% for 类, 数量 in {survey}.特殊群众.items() %}}{{{{ 类 }}}}{{{{ 数量 }}}}人"
            "{% if not loop.last %}、{% endif %}{% endfor %}，{% endif %}是项目务工的主要来源。"
        )
    with p.when(f"{survey}.技能"):
        p.text("有务工意愿群众的技能状况见表{{ 表.号 + 1 }}。")
        draw_caption(p, "务工技能状况")
        draw_skills(p)
    with p.when(f"{survey}.组织能力"):
        p.text(
            "村级组织能力："
            + closed(f"{survey}.组织能力")
            + f"{{% if {survey}.评估结论 %}}经评估，"
            + closed(f"{survey}.评估结论")
            + "{% endif %}"
        )
    p.heading("（二）岗位设置", 2)
    p.text("根据工序和技能要求设置务工岗位，见表{{ 表.号 + 1 }}，用工人数的测算方法见第八部分。")
    draw_caption(p, "务工岗位设置")
    draw_trades(p, priced=False)
    _draw_order(p)
    _draw_rules(p)


def _draw_order(p: Paper) -> None:
    p.heading("（三）优先次序", 2)
    p.text("坚持“三个优先”确定务工人员：")
    draw_points(
        p,
        "人员优先。优先吸纳脱贫人口、防止返贫监测对象、易地搬迁群众、低保和特困人员等低收入群众，"
        "以及因灾或者受不可抗力影响无法外出务工的群众。",
        "范围优先。优先吸纳本村群众，其次是邻村，再次是本乡镇和邻近乡镇，不超出县域。",
        "岗位优先。优先安排培训考核成绩优异的群众，保障考核合格的脱贫户、易地搬迁户有岗可上。",
    )


def _draw_rules(p: Paper) -> None:
    p.heading("（四）组织程序和班组管理", 2)
    p.text(
        "通过村民会议、张贴告示、入户走访等方式发布务工公告，群众自愿报名，" + _BUILDER + "会同村民委员会"
        "核对身份、年龄、健康和技能状况，择优拟定名单，经公示和岗前培训考核合格后上岗。"
        "按作业面编组，以技工带普工，每组确定一名班长负责派工、清点人数和现场安全。"
    )
    draw_paragraphs(p, "项目.务工安排")
    p.heading("（五）用工合同、考勤和保险", 2)
    draw_points(
        p,
        "签订合同。" + _BUILDER + "与每名务工群众签订"
        "{% if 项目.自建 %}用工协议{% else %}用工合同{% endif %}，明确岗位、工作内容、计酬标准、发放时间和方式，"
        "合同签订在前、上岗务工在后。",
        "严格考勤。实行每日到岗签到、每月本人签字确认，签到表、务工台账、施工日志三者的人数、天数和工种保持一致。",
        "购买保险。{% if 用工约定.保险险种 %}为务工群众投保{{ 用工约定.保险险种 }}，{% else %}为务工群众投保意外伤害保险"
        "或者工伤保险，{% endif %}保险期间覆盖务工期间；对年龄较大的群众核实身体状况，不安排高处和重体力作业。",
        "教育管理。对不服从安排、不按要求施工的，先教育、后处理，教育情况逐次书面记录；经三次教育仍不改正的，"
        "由村民委员会研究取消其务工资格"
        "{% if 用工约定.启用扣款 %}，并可按合同约定扣减当月劳务报酬，扣减比例不超过{{ (用工约定.扣款上限 * 100)|数 }}%"
        "{% endif %}。",
    )


def _draw_quantities(p: Paper) -> None:
    p.heading("八、务工工程量测算")
    p.heading("（一）测算方法", 2)
    p.text("以设计工程量为基础，逐项确定人工定额和人工作业比例，做到以量定人、以人定量。计算方法为：")
    draw_points(
        p,
        "务工工日＝分项工程量×人工定额（工日/单位）×人工作业比例；",
        "劳务报酬＝务工工日×对应工种的工日单价；",
        HEADS,
    )
    p.heading("（二）测算结果", 2)
    p.text(
        "经测算，项目务工工程量为{{ 测算.工日|数 }}个工日，劳务报酬{{ 测算.报酬|元 }}元"
        "（大写：{{ 测算.报酬|大写('人民币') }}），共{{ 测算.明细|length }}项，分项测算见附件1，分工种结果见表{{ 表.号 + 1 }}"
        "{% if 测算.工种合计|length > 1 %}和图{{ 图.号 + 1 }}{% endif %}。"
    )
    draw_caption(p, "分工种用工和劳务报酬")
    _draw_trade_pay(p)
    with p.when("测算.工种合计|length > 1"):
        p.graph("测算.工种合计", "柱形", height="52", 项="工种", 值="工日")
        draw_picture_title(p, "各工种务工工日")
    p.heading("（三）供需衔接", 2)
    p.text(
        "{% if 测算.人数 and 劳动力摸底.有务工意愿 %}项目需用工{{ 测算.人数 }}人，摸底有务工意愿的群众"
        "{{ 劳动力摸底.有务工意愿 }}人，"
        "{% if 劳动力摸底.有务工意愿 >= 测算.人数 %}劳动力供给能够满足施工需要，"
        "可以在优先保障重点群体的基础上择优录用。"
        "{% else %}尚差{{ 测算.人数 - 劳动力摸底.有务工意愿 }}人，不足部分依次向邻村、本乡镇和邻近乡镇招用。{% endif %}"
        "{% else %}用工需求与务工意愿逐工种核对，供给不足的依次向邻村、本乡镇和邻近乡镇招用。{% endif %}"
        "施工进度安排与群众可务工时间相衔接，用工高峰期提前公布用工计划。"
    )


def _draw_trade_pay(p: Paper) -> None:
    p.table(
        [Column("序号", 14), Column("岗位", 36), Column("工日", 28, "right"), Column("用工人数", 24), Column("单价（元）", 30, "right"),
         Column("劳务报酬（元）", 40, "right"), Column("占比", 24, "right")],
        each_row(
            "行 in 测算.工种合计",
            ["{{ 行.序号 }}", "{{ 行.工种 }}", "{{ 行.工日|数 }}", "{{ 行.人数 }}", RATE, "{{ 行.报酬|元 }}",
             "{% if 测算.报酬 %}{{ (行.报酬 / 测算.报酬)|百分比 }}{% endif %}"],
        ),
        [Cell("合计", 2, align="center"), "{{ 测算.工日|数 }}", "{{ 测算.人数 }}", "", "{{ 测算.报酬|元 }}",
         "{% if 测算.报酬 %}100.00%{% endif %}"],
        size=10,
        height=6.5,
        keep=True,
    )  # fmt: skip


def _draw_wages(p: Paper) -> None:
    p.heading("九、劳务报酬发放")
    p.heading("（一）发放标准", 2)
    p.text(
        "劳务报酬标准根据工种岗位、工作内容和当地务工平均工资水平，"
        "{% if 四方会商.已有 %}经{{ 四方会商.日期|中文日期 }}四方会商确定，{% else %}经四方会商确定，{% endif %}"
        "不低于当地最低工资标准"
        "{% if 工价 %}：{% for 行 in 工价 %}{{ 行.工种 }}{{ 行.单价|元 }}元/{{ 行.单位 }}{% if not loop.last %}、{% endif %}{% endfor %}"
        "{% endif %}。岗位要求、执行日期和确定依据见附件2。实行计日为主、计件为辅，同工同酬。"
    )
    with p.when("四方会商.咨询意见"):
        p.text("工价确定前征求了有关部门意见：" + joined("四方会商.咨询意见"))
    p.heading("（二）发放占比", 2)
    p.text(
        RATIO
        + "{% if 测算.报酬 and 资金合计.总额 %}实施中以实际务工核定发放，实发劳务报酬不得低于批准的数额和占比。{% endif %}"
    )
    p.heading("（三）发放方式和周期", 2)
    p.text(
        "劳务报酬按月核定、按月发放，{% if 用工约定.发薪日 %}每月{{ 用工约定.发薪日 }}日前发放上月报酬，"
        "遇节假日提前，{% endif %}支付周期不超过一个月，"
        "{% if 项目.自建 %}由乡镇财政通过一卡通直接发放到务工群众本人，{% else %}通过农民工工资专用账户直接发放到务工群众本人银行卡，"
        "{% endif %}不发现金、不以实物抵付、不由他人代领。"
    )
    p.heading("（四）发放流程", 2)
    draw_points(
        p,
        "核定。" + _BUILDER + "会同村“两委”依据签到表、务工台账、计量单逐人核定出勤和报酬，编制劳务报酬发放表。",
        "审定。发放表由制表人、考勤员、"
        + _BUILDER
        + "负责人、村“两委”逐级签字，经乡镇人民政府审核后由主要负责同志审定。",
        "公示。在村务公开栏公示7天，只公布姓名、村组、工种、天数和金额，对群众提出的异议及时核实答复。",
        "发放。公示期满无异议或者异议处理完毕后发放到人，银行回单逐笔核对，发放失败的查明原因后补发。",
        "核验。县级项目负责人组织对名单、天数和金额面对面逐人核验，核验结果签字确认并存档。",
    )


def _draw_training(p: Paper) -> None:
    p.heading("十、技能培训")
    p.text(
        "按照施工前、施工中、完工后三轮开展培训，镇村干部、"
        "{% if 项目.自建 %}项目理事会成员、{% else %}施工管理人员、{% endif %}务工群众分类施教，"
        "使群众上得了岗、上得好岗，通过一次务工学会一门技能。"
        "{% set 班 = 培训|selectattr('应到')|list %}"
        "{% if 班 %}计划培训{{ 班|length }}期{{ 班|sum(attribute='应到') }}人次，{% endif %}培训安排见表{{ 表.号 + 1 }}。"
    )
    draw_caption(p, "三轮培训安排")
    draw_training(p, "岗前", "过程", "完工后")
    p.text(
        "岗前培训考核合格的发给上岗证，未经培训或者考核不合格的不得上岗。每次培训做好通知、签到、考核记录和影像留存，"
        "建立培训台账。培训由" + _TOWN + "组织，"
        "{% if 参建各方.服务单位 %}{{ 参建各方.服务单位|map(attribute='名称')|join('、') }}等"
        "{% else %}行业主管部门和{% endif %}有关单位及乡村工匠、土专家参与授课。"
    )


def _draw_links(p: Paper) -> None:
    p.heading("十一、{% if 项目.公益 %}公益性岗位设置{% else %}利益联结和折股量化{% endif %}")
    with p.when("项目.公益"):
        _draw_posts(p, "")
        p.otherwise()
        _draw_equity(p)
        with p.when("公益性岗位"):
            p.heading("（四）公益性岗位", 2)
            _draw_posts(p, "除资产收益外，")


def _draw_posts(p: Paper, lead: str) -> None:
    p.text(
        lead + "项目建成后，结合设施日常管护和村级公共服务需要设置公益性岗位，为当地低收入群众提供稳定的就业渠道。"
        "{% if 公益性岗位 %}共设置{{ 指标.公益岗数 }}个，岗位安排见表{{ 表.号 + 1 }}。"
        "{% else %}岗位名额、工作内容、报酬标准和资金来源在公益性岗位设置方案中明确，并在项目竣工验收前落实。{% endif %}"
    )
    with p.when("公益性岗位"):
        draw_caption(p, "公益性岗位设置")
        p.table(
            [Column("岗位", 24), Column("名额", 11), Column("工作内容", 40, "left"), Column("选聘对象", 32, "left"),
             Column("月报酬\n（元）", 20, "right"), Column("资金来源", 32, "left"), Column("期限", 30)],
            each_row(
                "岗 in 公益性岗位",
                ["{{ 岗.岗位 }}", "{{ 岗.名额 }}", "{{ 岗.内容 }}", "{{ 岗.对象 }}", "{{ 岗.月报酬|元 }}",
                 "{{ 岗.资金来源 }}", "{{ 岗.期限 }}"],
            ),
            size=10,
            height=6.5,
            keep=True,
        )  # fmt: skip
    p.text(
        "公益性岗位按照公布岗位、个人申请、村级评议、公示、乡镇审核、签订协议的程序选聘，"
        "由村民委员会负责日常考勤和考核，报酬按月发放到人，履职情况建立台账。"
        "对不履行岗位职责的予以调整，杜绝一人多岗、只领钱不履职。"
    )


def _draw_equity(p: Paper) -> None:
    p.heading("（一）联结机制", 2)
    p.text(
        "建立“经营主体＋村集体经济组织＋农户”的利益联结机制，"
        "把以工代赈资金投入形成的资产折股量化，推动资产变股权、村集体变股东、农户参与收益分配，"
        "使群众在务工报酬之外获得长期稳定的资产性收益。"
    )
    p.heading("（二）折股量化和收益分配", 2)
    p.text(
        "{% if 折股量化.模式 %}分红模式："
        + closed("折股量化.模式")
        + "{% else %}分红模式由村集体经济组织与经营主体协商，经成员会议讨论确定。{% endif %}"
        "{% if 折股量化.年限 %}分红年限：{{ 折股量化.年限 }}年。{% endif %}"
        "{% if 折股量化.分配 %}收益分配："
        + closed("折股量化.分配")
        + "{% else %}收益优先向低收入群众倾斜，分配方案每年经村民会议或者村民代表会议讨论通过。{% endif %}"
        "{% if 折股量化.股东 %}股权设置见表{{ 表.号 + 1 }}。{% else %}持股对象、股额和比例在利益联结与资产收益分配方案中明确。{% endif %}"
    )
    with p.when("折股量化.股东"):
        draw_caption(p, "股权设置")
        p.table(
            [Column("序号", 14), Column("持股主体", 66, "left"), Column("类别", 26), Column("股额（元）", 40, "right"),
             Column("比例", 24)],
            each_row(
                "股 in 折股量化.股东",
                ["{{ loop.index }}", "{{ 股.名称 }}", "{{ 股.类别 }}", "{{ 股.金额|元 }}", "{{ 股.比例|百分比 }}"],
                otherwise=empty_rows(1, 5),
            ),
            [
                Cell("合计", 3, align="center"),
                "{% if 折股量化.股东|selectattr('金额')|list %}{{ 折股量化.股东|selectattr('金额')|sum(attribute='金额')|元 }}{% endif %}",
                "{{ 折股量化.股东|sum(attribute='比例')|百分比 }}",
            ],
            size=10,
            height=6.5,
        )  # fmt: skip
    p.heading("（三）风险防控和公开", 2)
    p.text(
        "折股量化协议载明模式、年限、分配方式、违约责任和退出办法，资产不得擅自处置、抵押。"
        "经营情况和分红情况每年至少公开一次，分红台账逐户登记、打卡发放，"
        "由乡镇农村集体资产管理机构负责指导监督。"
    )
