"""E08: the agreement with a person on a public post, and the ledger of work and pay (domain §6.7, §6.18)."""

from __future__ import annotations

from drafting.excel import Form
from drafting.excel_styles import Column, Kind
from drafting.word import blank, day
from drafting.word_clauses import ClausePaper, said

_VILLAGE = "参建各方.村民委员会.名称"
_TOWN = "参建各方.乡镇政府.名称"
_PAY = "{% if 项.月报酬 != '' %}{{ 项.月报酬|元 }}{% else %}________{% endif %}"
_MONTHS = 12


def draw_post_agreement() -> ClausePaper:
    """One person, one post."""
    p = ClausePaper("letter")
    p.title("公益性岗位聘用协议")
    p.clause(f"甲方（聘用单位）：{{{{ {_VILLAGE} }}}}")
    p.clause("乙方（聘用人员）：{{ 项.姓名 }}　　村组：" + blank("项.村组", 10))
    p.clause("公民身份号码：" + blank("项.身份证号", 18) + "　联系电话：" + blank("项.电话", 11))
    p.clause(
        "为落实{{ 项目.名称 }}公益性岗位设置方案，做好项目设施管护，帮助群众就近就业增收，"
        "甲乙双方本着自愿、平等的原则，订立本协议。"
    )
    p.article("岗位和工作内容")
    p.clause(
        "甲方聘用乙方担任{{ 项.岗位 }}，工作内容为"
        "{% if 项.内容 %}"
        + said("项.内容")
        + "{% else %}项目设施的日常巡查和管护{% endif %}。乙方应当按照岗位职责和甲方安排按时到岗，做好履职记录。"
    )
    p.article("聘用期限")
    p.clause(
        "聘用期限{% if 项.聘用起 or 项.聘用止 %}自"
        + day("项.聘用起")
        + "起至"
        + day("项.聘用止")
        + "止。{% elif 项.期限 %}为"
        + said("项.期限")
        + "。{% else %}自　　年　　月　　日起至　　年　　月　　日止。{% endif %}期满后本协议终止；岗位继续设置的，经考核合格可以续聘。"
    )
    p.article("岗位报酬")
    p.clause(
        "岗位报酬每月" + _PAY + "元，"
        "{% if 项.资金来源 %}资金来源为" + said("项.资金来源") + "，{% endif %}"
        "由甲方按月考核，通过银行卡或者“一卡通”于次月发放到乙方本人，不得由他人代领，不得抵扣其他费用。"
        "不满一个月的，按实际在岗天数计发。"
    )
    p.article("甲方的权利和义务")
    p.clause("（一）安排岗前培训，讲明工作内容、标准和安全注意事项，提供必要的工具和劳动防护用品。")
    p.clause("（二）为乙方办理意外伤害保险；不得安排乙方从事与其年龄、身体状况不相适应的危险作业。")
    p.clause("（三）按月考核履职情况，按时足额发放报酬，聘用和发放情况在村务公开栏公示。")
    p.article("乙方的权利和义务")
    p.clause("（一）遵守岗位制度，服从工作安排，爱护设施和工具；发现损毁、险情及时报告。")
    p.clause("（二）因病因事不能到岗的，事先向甲方请假；不得由他人顶岗，不得同时领取其他公益性岗位报酬。")
    p.clause("（三）按时足额获得报酬，有权查询本人的考核和发放记录，有权向乡镇人民政府反映问题。")
    p.article("考核和解除")
    p.clause(
        "{% if 项.岗位考核 %}"
        + said("项.岗位考核")
        + "。{% else %}甲方按月考核，考核结果经乙方签字确认，作为计发报酬和续聘的依据。{% endif %}"
        "乙方连续旷工15日、一年内两次考核不合格、弄虚作假领取报酬，或者不再符合聘用条件的，甲方可以解除协议；"
        "乙方要求解除协议的，提前15日告知甲方。解除协议时，甲方结清乙方的报酬。"
    )
    p.article("争议解决")
    p.clause(
        f"发生争议的，双方协商解决；协商不成的，可以请{{{{ {_TOWN} }}}}调解"
        "{% if 参建各方.乡镇政府.电话 %}（电话：{{ 参建各方.乡镇政府.电话 }}）{% endif %}，也可以依法申请仲裁或者提起诉讼。"
    )
    p.article("附则")
    p.clause(
        f"本协议一式三份，甲乙双方各执一份，报{{{{ {_TOWN} }}}}备案并归入项目档案一份，自双方签字盖章之日起生效。",
        together=True,
    )
    p.party_signatures(
        ["甲方（盖章）：", "负责人（签字）：", day("项.签订日期")],
        ["乙方（签字、捺印）：", "", day("项.签订日期")],
    )
    return p


def draw_post_ledger() -> Form:
    """A line a month; empty lines for the months that are not recorded yet, a year on one leaf."""
    columns = [
        Column("序号", "", 5, Kind.COUNT),
        Column("月份", "", 11, Kind.TEXT),
        Column("在岗\n天数", "", 8, Kind.DAYS),
        Column("考核结果", "", 12),
        Column("报酬标准\n（每月）", "", 12, Kind.MONEY),
        Column("实发报酬", "", 12, Kind.MONEY),
        Column("发放日期", "", 12, Kind.DATE),
        Column("凭证号", "", 18, Kind.ID),
        Column("本人签字\n（捺印）", "", 14),
        Column("考核人\n签字", "", 12),
        Column("备注", "", 12, Kind.LONG_TEXT),
    ]
    form = Form("履职台账", columns, size=11)
    form.add_title("公益性岗位履职台账")
    form.add_subline(
        "项目名称：{{ 项目.名称 }}",
        "聘用单位：{{ 参建各方.村民委员会.名称 }}",
        "表号：{{ 材料.代码 }}",
        shares=(3, 2, 1),
    )
    form.add_subline(
        "岗位：{{ 项.岗位 }}　　聘用人员：{{ 项.姓名 }}　　村组：{{ 项.村组 }}",
        "聘用期限：{% if 项.聘用起 and 项.聘用止 %}{{ 项.聘用起|中文日期 }}至{{ 项.聘用止|中文日期 }}{% else %}{{ 项.期限 }}{% endif %}",
        "单位：天、元",
        shares=(3, 2, 1),
    )
    form.add_heads()
    form.add_tag("{%tr for 月 in 项.履职 %}")
    form.add_cells(
        ("{{ loop.index }}", 1, Kind.COUNT),
        ("{{ 月.月份|中文日期 }}", 1, Kind.TEXT),
        ("{{ 月.天数 }}", 1, Kind.DAYS),
        ("{{ 月.考核 }}", 1, Kind.TEXT),
        ("{{ 项.月报酬 }}", 1, Kind.MONEY),
        ("{{ 月.报酬 }}", 1, Kind.MONEY),
        ("{{ 月.发放日期 }}", 1, Kind.DATE),
        ("{{ 月.凭证号 }}", 1, Kind.ID),
        *[("", 1, Kind.TEXT)] * 3,
        height=22,
    )
    row = form.row
    form.add_tag("{%tr endfor %}")
    form.add_tag(f"{{%tr for 空 in range({_MONTHS} - 项.履职|length) %}}")
    form.add_cells(*(("", 1, column.kind) for column in columns), height=22)
    form.add_tag("{%tr endfor %}")
    form.add_cells(
        ("合计", 2, Kind.LABEL),
        (f"=SUM(C{row}:C{row})", 1, Kind.DAYS),
        ("", 1, Kind.TEXT),
        ("", 1, Kind.MONEY),
        (f"=SUM(F{row}:F{row})", 1, Kind.MONEY),
        *[("", 1, Kind.TEXT)] * 5,
    )
    form.add_signatures("制表人", "聘用人员", "村民委员会负责人", "乡镇经办人", date=True)
    form.add_note("注：每月据实登记，由本人签字确认；考核结果填合格或者不合格，请假、旷工和扣减情况记在备注里。")
    return form
