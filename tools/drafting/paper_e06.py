"""E06: the aftercare agreement; what is usual differs between public and industry projects (domain §1.7, §6.18)."""

from __future__ import annotations

from drafting.word import blank, day
from drafting.word_clauses import ClausePaper

_BODY = "{{ 管护.管护主体 }}"
_TOWN = "{{ 参建各方.乡镇政府.名称 }}"


def draw_aftercare() -> ClausePaper:
    """The whole paper."""
    p = ClausePaper("letter")
    p.title("以工代赈项目管护协议")
    p.clause("甲方：" + _TOWN)
    p.clause(
        "乙方（管护主体）：" + _BODY,
    )
    p.clause(
        "为保证{{ 项目.名称 }}建成后有人管、有钱管、管得好，长期发挥效益，依据《国家以工代赈管理办法》和"
        "{% if 批复.已有 %}{{ 批复.文号 }}批复的{% endif %}项目实施方案，甲乙双方就工程管护达成如下协议。"
    )
    _draw_what(p)
    _draw_money(p)
    _draw_duties(p)
    _draw_rest(p)
    p.party_signatures(
        ["甲方（盖章）：", "负责人（签字）：", day("管护.签订日期")],
        ["乙方（盖章）：", "负责人（签字）：", day("管护.签订日期")],
    )
    return p


def _draw_what(p: ClausePaper) -> None:
    p.article("管护范围")
    p.clause(
        "{% if 管护.范围 %}{{ 管护.范围.strip('。') }}"
        "{% else %}项目建成的{% for 行 in 建设内容 %}{{ 行.名称 }}{% if not loop.last %}、{% endif %}{% endfor %}"
        "{% if not 建设内容 %}全部工程{% endif %}{% endif %}，以资产移交书所附固定资产清单为准。"
        "上述资产归{{ 资产.产权单位 or 资产.接收方 or 参建各方.村民委员会.名称 }}所有，管护不改变资产权属。"
    )
    p.article("管护责任人")
    p.clause(
        "乙方确定" + blank("管护.责任人", 12) + "为管护责任人，联系电话" + blank("管护.电话", 14) + "，"
        "负责组织日常巡查、维修和记录。责任人变动的，乙方应当在5日内告知甲方，并更新公示牌。"
        "{% if 项目.公益 and 公益性岗位 %}乙方按照公益性岗位设置方案聘用管护人员{{ 指标.公益岗数 }}名，"
        "优先聘用脱贫户、防止返贫监测对象等低收入群众。{% endif %}"
    )
    p.article("管护期限")
    p.clause(
        "管护期限" + blank("管护.期限", 4) + "年，自" + day("管护.开始日期") + "起计算。"
        "期满前一个月，双方协商续签；未续签或者未重新确定管护主体的，乙方继续承担管护责任。"
    )
    p.article("管护内容和标准")
    p.clause(
        "（一）巡查。{% if 管护.巡查频次 %}巡查频次为{{ 管护.巡查频次.strip('。') }}"
        "{% else %}每月至少巡查一次，汛期和极端天气后加密巡查{% endif %}，巡查情况记入管护台账。"
    )
    p.clause("（二）维修。{% if not 管护.维修标准 %}发现损坏及时维修，保持工程完好、正常使用。{% endif %}")
    with p.each("条 in 管护.维修标准"):
        p.clause("{{ loop.index }}.{{ 条 }}")
    p.clause(
        "（三）安全。发现危及人身安全的险情，立即设置警示标志、封闭现场，采取应急措施，并当日报告村民委员会和甲方。"
    )


def _draw_money(p: ClausePaper) -> None:
    p.article("管护经费")
    p.clause(
        "管护经费每年" + blank("管护.年经费|元", 12) + "元，来源为"
        "{% if 管护.经费来源 %}{{ 管护.经费来源.strip('。') }}"
        "{% elif 项目.公益 %}村集体经济收益，不足部分由乡镇统筹整合资金安排"
        "{% else %}乙方自筹的经营收益{% endif %}。"
    )
    p.clause(
        "{% if 项目.公益 %}管护经费专款专用，收支情况每年在村务公开栏公布，接受群众监督。不得以管护名义向群众摊派。"
        "{% else %}管护经费在乙方收益分配前列支，专项用于工程管护，收支情况每年向资产所有者和甲方报告，"
        "并在村务公开栏公布。乙方不得以管护为由减少群众应得的收益分配。{% endif %}"
    )
    p.clause("因自然灾害等不可抗力造成的重大损毁，修复费用超出乙方承受能力的，由甲方会同村民委员会另行筹措。")


def _draw_duties(p: ClausePaper) -> None:
    p.article("甲方的权利和义务")
    p.clause("（一）指导乙方建立管护制度，组织管护人员培训。")
    p.clause("（二）定期检查管护情况和经费使用情况，对发现的问题提出整改要求。")
    p.clause(
        "（三）{% if 项目.公益 %}按约定落实由乡镇统筹的管护经费，协调解决管护中的困难。"
        "{% else %}督促乙方足额提取管护经费，落实利益联结机制。{% endif %}"
    )
    p.article("乙方的权利和义务")
    p.clause("（一）按照本协议和有关技术要求开展管护，建立管护台账，保存巡查、维修和经费支出记录。")
    p.clause("（二）制止损坏、侵占工程设施的行为，制止无效的及时报告甲方。")
    p.clause(
        "（三）{% if 项目.公益 %}保证工程公益用途，供村民无偿使用，不得擅自收费、拆除、改建或者改变用途。"
        "{% else %}依法合理使用工程设施开展经营，不得擅自拆除、转让、抵押，不得妨碍群众的生产生活通行和用水。{% endif %}"
    )
    p.clause("（四）维修用工优先组织当地群众，按时足额支付劳务报酬。")


def _draw_rest(p: ClausePaper) -> None:
    p.article("检查考核")
    p.clause(
        "{% if 管护.考核 %}{{ 管护.考核.strip('。') }}。"
        "{% else %}甲方每半年对管护情况考核一次，考核结果作为安排下一年度管护经费的依据。{% endif %}"
        "考核不合格的，乙方应当在30日内完成整改。"
    )
    p.article("违约责任")
    p.clause(
        "乙方未履行管护责任造成工程损坏的，应当负责修复并承担费用；经两次督促仍不整改的，甲方可以解除协议，"
        "会同资产所有者另行确定管护主体。甲方未履行约定义务影响管护的，应当及时纠正并承担相应责任。"
    )
    p.article("协议变更和争议解决")
    p.clause("本协议的变更、解除须经双方书面同意。履行中发生争议的，双方协商解决；协商不成的，依法向人民法院提起诉讼。")
    p.article("附则")
    p.clause(
        "本协议一式四份，甲乙双方、资产所有者各执一份，归入项目档案一份，自双方签字盖章之日起生效。", together=True
    )
