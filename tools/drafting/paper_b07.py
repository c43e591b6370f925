"""B07: the letter of responsibility with its pledges on lifelong quality and on clean hands (domain §6.7)."""

from __future__ import annotations

from drafting.plan_tables import draw_caption
from drafting.word import Column, each_row
from drafting.word_clauses import ClausePaper

_COUNTY = "{{ 参建各方.县级主管部门.名称 }}"
_TOWN = "{{ 参建各方.乡镇政府.名称 }}"
_VILLAGE = "{{ 参建各方.村民委员会.名称 }}"
_BUILDER = "{{ 参建各方.实施单位.名称 or ('项目理事会' if 项目.自建 else '施工单位') }}"
_THIRD = "{% if 项目.自建 %}" + _VILLAGE + "、" + _BUILDER + "{% else %}" + _BUILDER + "、" + _VILLAGE + "{% endif %}"
_BY_HAND = "　　　　年　　月　　日"


def draw_responsibility() -> ClausePaper:
    """The agreement of three parties and its two annexes."""
    p = ClausePaper("letter")
    p.title("{{ 项目.标题 }}", "建设责任书")
    p.clause("甲方：" + _COUNTY)
    p.clause("乙方：" + _TOWN)
    p.clause("丙方：" + _THIRD)
    p.clause(
        "为落实以工代赈项目建设责任，确保工程质量、资金安全和劳务报酬足额发放，根据《国家以工代赈管理办法》"
        "{% if 批复.已有 %}和{{ 批复.机关 }}{{ 批复.文号 }}批复{% endif %}，甲乙丙三方签订本责任书。"
    )
    _draw_project(p)
    _draw_people(p)
    _draw_targets(p)
    _draw_duties(p)
    _draw_quality(p)
    _draw_honesty(p)
    _draw_rewards(p)
    _draw_term(p)
    _draw_seals(p)
    _draw_quality_pledge(p)
    _draw_honesty_pledge(p)
    return p


def _draw_project(p: ClausePaper) -> None:
    p.article("项目概况")
    p.clause(
        "（一）项目名称：{{ 项目.名称 }}{% if 项目.代码 %}（项目代码：{{ 项目.代码 }}）{% endif %}。"
        "建设地点：{{ 项目.建设地点 }}。"
    )
    p.clause(
        "（二）建设内容：{% if 项目.建设规模 %}{{ 项目.建设规模.strip('。；') }}"
        "{% else %}以批准的实施方案为准{% endif %}。"
        "项目类型：{{ 项目.类型 }}。建设方式：{{ 项目.建设方式 }}。"
    )
    p.clause(
        "（三）总投资{{ 项目.总投资|万元 }}万元，资金来源为"
        "{% for 笔 in 资金 %}{{ 笔.来源 }}{{ 笔.金额|万元 }}万元{% if not loop.last %}、{% endif %}{% endfor %}。"
    )


def _draw_people(p: ClausePaper) -> None:
    p.article("责任人")
    p.clause("{% set 表 = namespace(号=0) %}县级项目负责人为本项目第一责任人。各级责任人见表1。", together=True)
    draw_caption(p, "各级责任人")
    p.table(
        [Column("层级", 22), Column("姓名", 22), Column("职务", 40, "left"), Column("职责", 50, "left"), Column("联系电话", 32)],
        each_row(
            "级 in ['县', '镇', '村', '施']",
            [
                "{% if 级 != '施' %}{{ 级 }}级{% elif 项目.自建 %}理事会{% else %}施工单位{% endif %}",
                "{{ 责任[级].姓名 }}", "{{ 责任[级].职务 }}", "{{ 责任[级].职责 }}", "{{ 责任[级].电话 }}",
            ],
        ),
        size=10,
        height=9,
        keep=True,
    )  # fmt: skip
    p.clause(
        "责任人变动的，所在单位应当在5个工作日内书面告知其他各方，并办理责任交接；未办理交接的，原责任人责任不变。"
    )


def _draw_targets(p: ClausePaper) -> None:
    p.article("责任目标")
    p.clause(
        "（一）工期。{% if 项目.计划开工 and 项目.计划完工 %}{{ 项目.计划开工|中文日期 }}开工，{{ 项目.计划完工|中文日期 }}前完工"
        "{% elif 项目.计划完工 %}{{ 项目.计划完工|中文日期 }}前完工{% else %}按批准的实施方案按期完工{% endif %}。"
    )
    p.clause("（二）质量。工程质量符合设计文件和现行技术标准，竣工验收合格率100%，不发生质量安全责任事故。")
    p.clause(
        "（三）劳务报酬。{% if 占比.要求 != '' %}发放劳务报酬不低于{{ 占比.要求金额|万元 }}万元，"
        "占{{ 占比.基数名称 }}的比例不低于{{ 占比.要求|百分比 }}"
        "{% elif 测算.报酬 %}发放劳务报酬不低于测算的{{ 测算.报酬|万元 }}万元{% else %}发放劳务报酬不低于批准的数额和占比{% endif %}；"
        "按月核定、按月公示、按月打卡发放，不拖欠、不截留、不代领。"
    )
    p.clause(
        "（四）务工人数。{% if 测算.人数 %}吸纳当地群众务工不少于{{ 测算.人数 }}人{% else %}按照批准的人数吸纳当地群众务工{% endif %}，"
        "优先吸纳脱贫人口、防止返贫监测对象和其他低收入群众；先培训后上岗，岗前培训覆盖全部务工群众。"
    )
    p.clause(
        "（五）公示。县级计划公示、镇村项目公示、施工公告和劳务报酬公示“四不缺”"
        "{% if 项目.自建 %}，村民自建的建设内容、采购和费用全过程公示{% endif %}，公示资料和照片齐全。"
    )
    p.clause("（六）档案。资料与工程同步收集，真实、完整、规范，验收前置资料齐全合格，验收后按期移交。")


def _draw_duties(p: ClausePaper) -> None:
    p.article("各方责任")
    p.clause(
        "（一）甲方负责项目的政策指导、计划下达、协调推进和监督检查，县级项目负责人全程参与、全程管理、全程监督，"
        "每月至少到现场检查一次，组织劳务报酬兑现核验和竣工验收。"
    )
    p.clause(
        "（二）乙方负责项目的组织实施和日常监管，落实群众务工组织、技能培训和公示公告，审核劳务报酬发放表，"
        "监督质量、安全和资金使用，组织初验并办理报账。"
    )
    p.clause(
        "（三）丙方负责按照批准的建设内容和标准施工，组织群众务工，签订用工合同，如实考勤计量，编制劳务报酬发放表，"
        "落实安全生产和劳动保护，及时整理资料。"
        "{% if 项目.自建 %}村民委员会对项目理事会的工作负责，并组织村民质量监督小组开展监督。"
        "{% else %}村民委员会负责务工群众的组织推荐和考勤核对；施工单位按照规定设立农民工工资专用账户、存储工资保证金。{% endif %}"
    )


def _draw_quality(p: ClausePaper) -> None:
    p.article("工程质量终身责任")
    p.clause(
        "（一）主管部门、技术部门和实施单位对工程质量三家联保，在工程设计使用年限内承担相应的质量终身责任，"
        "责任不因责任人的工作调动、退休或者单位变更而免除。"
    )
    p.clause(
        "（二）未经检验或者检验不合格的材料不得使用，隐蔽工程未经签认不得进入下一道工序，工程未经验收不得交付使用。"
    )
    p.clause("（三）三家责任单位和责任人签署工程质量终身责任承诺书（附件1），与本责任书一并归档。")


def _draw_honesty(p: ClausePaper) -> None:
    p.article("廉洁要求")
    p.clause(
        "各方人员严格执行廉洁纪律，坚决做到“三个不”：招工上不任人唯亲，建材采购上不优亲厚友，用工考勤上不弄虚作假。"
    )
    p.clause(
        "不得虚报冒领、克扣截留劳务报酬和工程资金，不得收受礼金和回扣，不得违规插手材料采购、机械租赁和工程分包。"
        "各方责任人签署廉洁承诺书（附件2）。"
    )


def _draw_rewards(p: ClausePaper) -> None:
    p.article("考核和奖惩")
    p.clause(
        "（一）甲方按照本责任书对乙方、丙方进行考核，乙方对丙方进行日常考核，考核结果在全{{ 项目.县|last }}范围内通报。"
    )
    p.clause(
        "（二）按期完工、验收合格、劳务报酬足额兑现且资料齐全的，予以通报表扬，在下一年度项目和资金安排上优先考虑。"
    )
    p.clause(
        "（三）工期滞后、质量不合格、公示缺项或者资料不全的，责令限期整改，整改期间暂停拨付工程进度款，"
        "但不得影响劳务报酬发放；整改不到位的，核减下一年度项目安排。"
    )
    p.clause(
        "（四）虚报务工人数和工日、拖欠克扣劳务报酬、违反廉洁要求的，依规依纪依法追究责任；涉嫌犯罪的，移送司法机关。"
    )


def _draw_term(p: ClausePaper) -> None:
    p.article("责任期限")
    p.clause(
        "本责任书自签订之日起生效，至项目竣工验收合格、资产移交、劳务报酬全部结清并完成档案移交之日止。"
        "工程质量终身责任条款在工程设计使用年限内持续有效。"
    )
    p.clause("本责任书一式五份，签订各单位各执一份，归入项目档案一份。")
    p.clause("附件：1.工程质量终身责任承诺书；2.廉洁承诺书。", together=True)


def _draw_seals(p: ClausePaper) -> None:
    lines = ["负责人（签字）：", _BY_HAND]
    with p.when("项目.自建"):
        p.party_signatures(
            ["甲方（盖章）：", *lines],
            ["乙方（盖章）：", *lines],
            ["丙方（盖章）：", "村民委员会主任（签字）：", "理事长（签字）：", _BY_HAND],
        )
        p.otherwise()
        p.party_signatures(
            ["甲方（盖章）：", *lines],
            ["乙方（盖章）：", *lines],
            ["丙方（盖章）：", "施工单位负责人（签字）：", "村民委员会主任（签字）：", _BY_HAND],
        )


def _draw_quality_pledge(p: ClausePaper) -> None:
    p.annex("附件1", "工程质量终身责任承诺书")
    p.clause("承诺人受所在单位委派，参与{{ 项目.名称 }}建设，就所承担的质量责任承诺如下：")
    p.clause("一、严格执行工程建设法律法规、技术标准和设计文件，履行岗位职责，不降低质量标准，不擅自变更设计。")
    p.clause("二、对材料进场、隐蔽工程和关键工序严格把关，如实签署质量文件，不出具虚假结论。")
    p.clause("三、在工程设计使用年限内对所承担的工作终身负责，因自身过错造成质量问题的，依法承担相应责任。")
    p.clause("四、工作变动不影响本承诺的效力，并配合有关部门调查处理质量问题。", together=True)
    p.table(
        [Column("责任主体", 34), Column("单位", 52, "left"), Column("承诺人\n（签字）", 26), Column("身份证号", 34), Column("日期", 24)],
        ["主管部门", _COUNTY, "", "", ""],
        ["技术部门", "{{ 参建各方.服务单位[0].名称 if 参建各方.服务单位 else '' }}", "", "", ""],
        ["实施单位", _BUILDER, "", "", ""],
        size=10,
        height=14,
        keep=True,
    )  # fmt: skip


def _draw_honesty_pledge(p: ClausePaper) -> None:
    p.annex("附件2", "廉洁承诺书")
    p.clause("本人在{{ 项目.名称 }}建设管理中，郑重承诺：")
    p.clause("一、招工上不任人唯亲。公开招用条件和结果，与本人有亲属关系的务工人员如实注明，接受群众监督。")
    p.clause(
        "二、建材采购上不优亲厚友。"
        "{% if 项目.自建 %}材料、机械和服务采购经询比选并公示，不经手与本人及近亲属有利益关系的采购。"
        "{% else %}不介绍、不指定材料供应商和分包队伍，不参与与本人及近亲属有利益关系的采购。{% endif %}"
    )
    p.clause("三、用工考勤上不弄虚作假。不虚增人数和工日，不代签代领，不截留、挪用劳务报酬和工程资金。")
    p.clause("四、不收受任何单位和个人的礼品、礼金、回扣和宴请，不利用项目谋取私利。")
    p.clause("如违反上述承诺，愿意接受组织处理和法律追究。", together=True)
    p.table(
        [Column("层级", 24), Column("姓名", 30), Column("职务", 52, "left"), Column("承诺人（签字）", 36), Column("日期", 28)],
        each_row(
            "级 in ['县', '镇', '村', '施']",
            [
                "{% if 级 != '施' %}{{ 级 }}级{% elif 项目.自建 %}理事会{% else %}施工单位{% endif %}",
                "{{ 责任[级].姓名 }}", "{{ 责任[级].职务 }}", "", "",
            ],
        ),
        size=10,
        height=12,
        keep=True,
    )  # fmt: skip
