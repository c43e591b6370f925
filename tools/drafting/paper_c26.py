"""C26: one application for a progress payment and the chain of approvals (domain §6.16; seeds Bazhou, Guang'an)."""

from __future__ import annotations

from drafting.word import Cell, Column, Opinion, Opinions, band, day, each_row, if_row, label
from drafting.word_clauses import ClausePaper

_DEAL = "{% if 项目.自建 %}自建协议{% else %}施工合同{% endif %}"
_APPLICANT = "{% if 项目.自建 %}项目理事会{% else %}施工单位{% endif %}"


def draw_payment_application() -> ClausePaper:
    """The form, the list of what was measured, and the wages that are asked for with it."""
    p = ClausePaper("form")
    p.title("进度款申请与资金拨付审批表（{{ 项.期次名 }}）")
    p.subline("项目名称：{{ 项目.名称 }}")
    p.form(
        ("项目代码", "{{ 项目.代码 }}", "建设方式", "{{ 项目.建设方式 }}"),
        ("申请单位", "{{ 参建各方.实施单位.名称 }}", "申请日期", day("项.日期")),
        (_DEAL + "价款", "{{ 项.合同价款|元 }}", "计量截至", day("项.截至")),
        ("形象进度", "{{ 项.形象进度 }}"),
        [band("一、应付、已付和本次申请（单位：元）")],
        ("累计完成工程量", "{{ 项.完成金额|元 }}", "备料等可计金额", "{{ 项.备料金额|元 }}"),
        ("累计应付", "{{ 项.应付|元 }}", "累计已付", "{{ 项.已付|元 }}"),
        ("应付未付", "{{ 项.可申请|元 }}", "本次申请", "{{ 项.本次申请|元 }}"),
        ("申请金额大写", "{{ 项.本次申请|大写('人民币') }}"),
        (
            "其中劳务报酬",
            (
            "{{ 项.劳务报酬|元 }}{% if 项.报酬明细 %}（{% for 批 in 项.报酬明细 %}{{ 批.批次名 }}{{ 批.人数 }}人"
            "{% if not loop.last %}、{% endif %}{% endfor %}）{% endif %}"
            ),
            "拨付后累计",
            "{{ 项.累计拨付|元 }}{% if 项.累计占比 != '' %}，占价款{{ 项.累计占比|百分比 }}{% endif %}",
        ),
        [
            label("附件清单"),
            Cell(
                "{% for 件 in 项.附件 %}{{ loop.index }}.{{ 件 }}{% if not loop.last %}；{% endif %}{% endfor %}"
                "{% if not 项.附件 %}1.现场收方单　　份；2.发票和费用单据　　份；3.劳务报酬发放表及公示资料　　份{% endif %}",
                99,
                align="left",
            ),
        ],
        [band("二、审核和审批")],
        Opinion(_APPLICANT + "\n申请", "上述工程量、金额属实{% if 项.劳务报酬 %}，劳务报酬已按规定核定和公示{% endif %}，申请拨付。", 26, sign="负责人（签字）："),
        Opinions(
            Opinion("监理（技术服务）单位", "工程量和质量：", 30, sign="监理工程师（签字）："),
            Opinion("村民委员会和村民质量监督小组", "", 30, sign="负责人（签字）："),
        ),
        Opinions(
            Opinion("乡镇人民政府", "同意拨付：　　　　　　　　　元。", 30, sign="主要负责人（签字）："),
            Opinion("县级主管部门和财政部门", "核定拨付：{% if 项.核定金额 != '' %}{{ 项.核定金额|元 }}{% else %}　　　　　　　　　{% endif %}元。", 30),
        ),
        (
            "拨付金额",
            "{{ 项.拨付金额|元 }}",
            "拨付日期",
            "{% if 项.拨付日期 %}{{ 项.拨付日期|中文日期 }}{% else %}　　年　　月　　日{% endif %}",
        ),
        widths=[33.5, 54, 33.5, 43],
        height=7.5,
    )  # fmt: skip
    _draw_done(p)
    _draw_wages(p)
    return p


def _draw_done(p: ClausePaper) -> None:
    with p.when("项.完成明细"):
        p.page_break()
        p.caption("附表1　已完成工程量（按现场收方累计）")
        p.table(
            [Column("序号", 12), Column("分项工程", 44, "left"), Column("单位", 12), Column("设计数量", 21, "right"),
             Column("累计完成", 21, "right"), Column("单价", 27, "right"), Column("金额", 30, "right")],
            each_row(
                "行 in 项.完成明细",
                ["{{ 行.序号 }}", "{{ 行.名称 }}", "{{ 行.单位 }}", "{{ 行.数量|数 }}", "{{ 行.累计|数 }}",
                 "{{ 行.单价|元 }}", "{{ 行.金额|元 }}"],
            ),
            if_row(
                "项.完成明细|rejectattr('金额', 'equalto', '')|list",
                [Cell("合计", span=6, align="center", head=True),
                 "{{ (项.完成明细|rejectattr('金额', 'equalto', '')|sum(attribute='金额'))|元 }}"],
            ),
            size=10,
        )  # fmt: skip


def _draw_wages(p: ClausePaper) -> None:
    with p.when("项.报酬明细"):
        p.caption("附表2　本次申请中的劳务报酬（与劳务报酬发放表一致）")
        p.table(
            [Column("发放批次", 60), Column("人数", 30), Column("实发报酬", 60, "right")],
            each_row("批 in 项.报酬明细", ["{{ 批.批次名 }}", "{{ 批.人数 }}", "{{ 批.实发|元 }}"]),
            [Cell("合计", span=2, align="center", head=True), "{{ 项.劳务报酬|元 }}"],
            size=10,
        )
        p.note("注：劳务报酬由资金专账（工资专户）按发放表直接发到务工群众本人账户，不经其他账户周转。")
