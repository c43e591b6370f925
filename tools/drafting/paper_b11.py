"""B11: the posts that a public project keeps for the villagers (seeds Bazhou, Baoding; domain §6.7)."""

from __future__ import annotations

from drafting.plan_tables import COUNT, draw_caption, draw_points
from drafting.word import Cell, Column, Paper, each_row

_TOWN = "{{ 参建各方.乡镇政府.名称 }}"
_VILLAGE = "{{ 参建各方.村民委员会.名称 }}"


def draw_posts_plan() -> Paper:
    """The whole paper."""
    p = Paper("letter")
    p.title("{{ 项目.标题 }}", "公益性岗位设置方案")
    p.text(
        COUNT + "为巩固以工代赈成效，使低收入群众在项目完工后仍有稳定的就近就业渠道，"
        "按照“{{ 项目.赈济模式 }}”的要求，结合{{ 项目.名称 }}设施管护需要，制定本方案。"
    )
    p.heading("一、设置原则")
    draw_points(
        p,
        "按需设岗。依据设施管护和村级公共服务的实际工作量设置，不超出需要，不设空岗、虚岗。",
        "以岗聘人。优先安排脱贫户、防止返贫监测对象等低收入群众，人岗相适，不任人唯亲。",
        "按绩付酬。报酬与履职情况挂钩，按月发放到本人，不以补贴代替工作。",
        "有进有出。定期考核，动态调整，一人一岗，不重复享受同类岗位。",
    )
    _draw_posts(p)
    _draw_choice(p)
    _draw_money(p)
    _draw_review(p)
    _draw_care(p)
    p.letter_signature(_TOWN, _VILLAGE, date="　　　　年　　月　　日")
    return p


def _draw_posts(p: Paper) -> None:
    p.heading("二、岗位设置")
    p.text(
        "项目建成后设置公益性岗位{{ 公益性岗位|length }}种，共{{ 指标.公益岗数 }}个名额，"
        "{% if 管护.范围 %}服务于{{ 管护.范围.strip('。；') }}的日常管护，{% endif %}"
        "岗位名称、名额、工作内容和报酬标准见表{{ 表.号 + 1 }}。"
    )
    draw_caption(p, "公益性岗位设置")
    p.table(
        [Column("序号", 12), Column("岗位", 26), Column("名额", 13), Column("工作内容", 52, "left"),
         Column("月报酬\n（元）", 23, "right"), Column("聘用期限", 34, "left")],
        each_row(
            "岗 in 公益性岗位",
            ["{{ loop.index }}", "{{ 岗.岗位 }}", "{{ 岗.名额 }}", "{{ 岗.内容 }}",
             "{% if 岗.月报酬 != '' %}{{ 岗.月报酬|元 }}{% endif %}", "{{ 岗.期限 }}"],
        ),
        [Cell("合计", 2, align="center"), "{{ 指标.公益岗数 }}", "", "", ""],
        size=10,
        keep=True,
    )  # fmt: skip


def _draw_choice(p: Paper) -> None:
    p.heading("三、选聘对象、条件和程序")
    p.heading("（一）对象和条件", 2)
    p.text("各岗位的选聘对象和条件见表{{ 表.号 + 1 }}。不具备履职能力的、在外务工不能在岗的，不予聘用。")
    draw_caption(p, "选聘对象和条件")
    p.table(
        [Column("序号", 12), Column("岗位", 30), Column("选聘对象", 56, "left"), Column("选聘条件", 62, "left")],
        each_row(
            "岗 in 公益性岗位",
            ["{{ loop.index }}", "{{ 岗.岗位 }}", "{{ 岗.对象 or '本村脱贫户、防止返贫监测对象中的劳动力' }}",
             "{{ 岗.条件 or '年满18周岁，身体状况适合岗位工作，遵纪守法，责任心强，能在岗履职' }}"],
        ),
        size=10,
        keep=True,
    )  # fmt: skip
    p.heading("（二）选聘程序", 2)
    draw_points(
        p,
        "公布岗位。在村务公开栏公布岗位名称、名额、条件和报酬。",
        "个人申请。符合条件的群众向村民委员会提出书面申请，不会书写的由村干部代为填写、本人捺印。",
        "村级评议。村民委员会组织村民代表评议，提出拟聘人员名单。",
        "公示审核。拟聘名单公示不少于7天，只公示姓名、村组和岗位；无异议的报" + _TOWN + "审核。",
        "签订协议。由村民委员会与聘用人员签订聘用协议，明确岗位职责、期限、报酬和考核办法，岗前进行培训。",
    )


def _draw_money(p: Paper) -> None:
    p.heading("四、报酬标准和资金来源")
    p.text(
        "报酬按月计发，标准见表1，通过银行卡或者一卡通发放到本人，不得代领、不得抵扣其他费用。"
        "{% if 前期合计.岗位月报酬 %}按全部名额在岗测算，每月需报酬{{ 前期合计.岗位月报酬|元 }}元，"
        "每年需{{ (前期合计.岗位月报酬 * 12)|元 }}元。{% endif %}"
    )
    p.text(
        "{% set 来源 = 公益性岗位|selectattr('资金来源')|map(attribute='资金来源')|unique|list %}"
        "{% if 来源|length == 1 %}报酬资金来源为{{ 来源[0].strip('。；') }}。"
        "{% elif 来源 %}报酬资金来源：{% for 岗 in 公益性岗位 if 岗.资金来源 %}{{ 岗.岗位 }}为{{ 岗.资金来源.strip('。；') }}"
        "{% if not loop.last %}，{% endif %}{% endfor %}。"
        "{% else %}报酬资金由村集体经济收益和乡镇统筹整合资金安排，"
        "具体来源在聘用协议中明确。{% endif %}"
        "不得从项目工程款和劳务报酬中列支，资金不足时由" + _TOWN + "统筹解决，不得拖欠。"
    )


def _draw_review(p: Paper) -> None:
    p.heading("五、岗位管理和考核")
    draw_points(
        p,
        "村民委员会负责日常管理，每人建立履职台账，记录到岗、工作内容和完成情况，每月核对考勤。",
        "每月考核一次，考核结果分为合格和不合格，作为发放当月报酬的依据；不合格的批评教育，"
        "连续三个月不合格的解除聘用协议。",
        "出现外出务工、丧失劳动能力、已有其他稳定收入等情形的，及时退出并按程序补聘。",
        "岗位、人员、考核和报酬发放情况每半年在村务公开栏公示一次。",
    )
    with p.each("岗 in 公益性岗位|selectattr('考核')|list"):
        p.text("{{ 岗.岗位 }}的考核：{{ 岗.考核.strip('。；') }}。")


def _draw_care(p: Paper) -> None:
    p.heading("六、安全和保障")
    p.text(
        "为聘用人员配备必要的劳动工具和防护用品，开展安全教育，办理意外伤害保险。"
        "汛期和极端天气不安排危险作业。" + _TOWN + "定期检查岗位落实情况，聘用协议和履职台账归入项目档案。"
    )
