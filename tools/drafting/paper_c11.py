"""C11: the contract of one worker, as 劳动合同 or as 用工协议 (domain §6.8).

Facts that are not known yet are lines to write on; a clause whose fact decides its wording stands under a condition.
"""

from __future__ import annotations

from drafting.paper_c11_clauses import (
    draw_attendance,
    draw_copies,
    draw_discipline,
    draw_disputes,
    draw_hours,
    draw_parties,
    draw_payment,
    draw_price,
    draw_principles,
    draw_safety,
    draw_signatures,
    draw_statement,
    draw_training,
    draw_work,
    insurance,
)
from drafting.word import blank, day
from drafting.word_clauses import ClausePaper


def draw_labour_contract() -> ClausePaper:
    """The nine elements of 劳动合同法 art. 17 and the clauses of domain §6.8, for whom a contractor employs."""
    p = ClausePaper("form")
    p.title("劳动合同")
    p.subline("（以完成一定工作任务为期限）", "合同编号：" + blank("项.合同编号", 12))
    draw_parties(p, "甲方\n用人单位", "乙方\n劳动者", head="法定代表人\n或主要负责人", seat="住所")
    p.clause(
        "甲方承建{{ 项目.名称 }}（以下简称本项目）。甲乙双方根据《中华人民共和国劳动法》《中华人民共和国劳动合同法》"
        "《保障农民工工资支付条例》等法律法规和以工代赈政策规定，遵循合法、公平、平等自愿、协商一致、诚实信用的原则，"
        "订立本合同。"
    )
    p.article("合同期限")
    p.clause(
        "本合同为以完成一定工作任务为期限的劳动合同，自" + day("项.进场日期 or 项.合同签订日期") + "起，"
        "至乙方在本项目承担的{{ 项.工种 }}施工任务完成并经甲方确认之日止"
        "{% if 项目.计划完工 %}，预计于{{ 项目.计划完工|中文日期 }}前完成{% endif %}。本合同不约定试用期。"
    )
    p.article("工作内容和工作地点")
    draw_work(p)
    p.article("工作时间和休息休假")
    draw_hours(
        p,
        "确需延长工作时间的，甲方应当与乙方协商，并依法支付加班报酬或者安排补休。乙方依法享有法定节假日等休假权利。",
    )
    p.article("劳动报酬")
    draw_price(p)
    draw_payment(p)
    p.article("考勤和结算")
    draw_attendance(p)
    p.article("社会保险")
    p.clause(
        "甲乙双方依法参加社会保险。甲方在开工前按建设项目参加工伤保险，保险费由甲方承担，不得从乙方报酬中扣除。"
        + insurance("甲方另为乙方投保")
        + "乙方因工作遭受事故伤害的，甲方应当立即救治，依法申请工伤认定并落实工伤保险待遇。"
    )
    p.article("劳动保护、劳动条件和职业危害防护")
    draw_safety(p)
    p.clause("作业岗位存在粉尘、噪声等职业病危害因素的，甲方应当如实告知乙方，采取防护措施，提供合格的防护用品。")
    p.article("技能培训和上岗")
    draw_training(p)
    p.article("工作纪律和考核")
    draw_discipline(p, "由村民委员会研究提出意见，甲方依法取消")
    p.article("以工代赈用工原则")
    draw_principles(p)
    p.article("乙方声明和个人信息保护")
    draw_statement(p)
    p.article("合同的变更、解除和终止")
    p.clause(
        "变更本合同应当经双方协商一致并采用书面形式。解除、终止本合同依照《中华人民共和国劳动合同法》执行；"
        "因工作任务完成而终止的，甲方依法向乙方支付经济补偿。本合同解除、终止时，甲方应当一次结清乙方的劳动报酬。"
        "任何一方违反本合同给对方造成损失的，依法承担责任。"
    )
    p.article("争议处理和投诉")
    draw_disputes(p, "合同", "也可以依法向劳动争议仲裁机构申请仲裁；对仲裁裁决不服的，依法向人民法院提起诉讼")
    p.article("其他")
    draw_copies(p, "合同", "项目部")
    draw_signatures(p, "乙方（签名）：")
    return p


def draw_labour_agreement() -> ClausePaper:
    """用工协议 for self-build, for those past the service age, for seasonal and piece work."""
    p = ClausePaper("form")
    p.title("以工代赈项目用工协议")
    p.subline("（劳务协议）", "协议编号：" + blank("项.合同编号", 12))
    draw_parties(p, "甲方\n用工方", "乙方\n务工人员")
    p.clause(
        "甲方组织实施{{ 项目.名称 }}（以下简称本项目）"
        "{% if 项目.自建 %}，受{{ 参建各方.村民委员会.名称 }}委托负责施工组织和用工管理{% endif %}。"
        "甲乙双方根据《中华人民共和国民法典》《保障农民工工资支付条例》等法律法规和以工代赈政策规定，"
        "遵循平等自愿、协商一致、诚实信用的原则，订立本协议。"
    )
    p.article("工作内容和工作地点")
    draw_work(p)
    p.article("协议期限")
    p.clause(
        "本协议以完成约定的务工任务为期限，自"
        + day("项.进场日期 or 项.合同签订日期")
        + "起，至乙方承担的务工任务完成之日止"
        "{% if 项目.计划完工 %}，预计于{{ 项目.计划完工|中文日期 }}前完成{% endif %}。因设计、天气等原因提前或者延后的，"
        "甲方应当提前告知乙方，劳务报酬按实际出勤和完成的工程量结清。"
    )
    p.article("工作时间和休息")
    draw_hours(p, "确需延长工作时间的，应当征得乙方同意，并按实际时间折算计酬。")
    p.article("劳务报酬")
    draw_price(p)
    draw_payment(p)
    p.article("考勤和结算")
    draw_attendance(p)
    p.article("技能培训和上岗")
    draw_training(p)
    p.article("安全保护和保险")
    draw_safety(p)
    p.clause(
        insurance("甲方为乙方投保", "甲方在乙方上岗前为乙方投保意外伤害保险或者按规定参加工伤保险，保险费由甲方承担。")
        + "乙方在工作中受到伤害的，甲方应当立即救治，及时报告，协助办理保险理赔，并依法承担责任。"
    )
    p.article("工作纪律和考核")
    draw_discipline(p, "由村民委员会研究决定取消")
    p.article("以工代赈用工原则")
    draw_principles(p)
    p.article("乙方声明和个人信息保护")
    draw_statement(p)
    p.article("协议的变更、解除和违约责任")
    p.clause(
        "变更本协议应当经双方协商一致并采用书面形式。乙方要求提前退出的，应当提前告知甲方；甲方因工程原因不再需要用工的，"
        "应当提前告知乙方。无论因何种原因解除、终止本协议，甲方都应当结清乙方已付出劳动的全部报酬。"
        "任何一方违反本协议给对方造成损失的，依法承担责任。"
    )
    p.article("争议处理和投诉")
    draw_disputes(p, "协议", "也可以依法向人民法院提起诉讼")
    p.article("其他")
    draw_copies(p, "协议", "{% if 项目.自建 %}项目理事会{% else %}项目部{% endif %}")
    draw_signatures(p, "乙方（签名）：")
    return p
