"""E04: who hands over what to whom, and who owns, uses and keeps it (domain §6.18)."""

from __future__ import annotations

from drafting.closing_tables import NAME
from drafting.word import Cell, Column, Paper, day, each_row, if_row

_GIVER = "{{ 资产.移交方 or 参建各方.乡镇政府.名称 }}"
_RECEIVER = "{{ 资产.接收方 or 资产.产权单位 or 参建各方.村民委员会.名称 }}"
_WITNESS = "{{ 资产.监交方 or 参建各方.县级主管部门.名称 }}"
_OWNER = "{{ 资产.产权单位 or 资产.接收方 or 参建各方.村民委员会.名称 }}"
_VALUED = "资产.清单|selectattr('价值')|list"
_SUM = f"({_VALUED})|sum(attribute='价值')"


def draw_transfer() -> Paper:
    """The whole paper."""
    p = Paper("letter")
    p.title(NAME, "资产移交书")
    p.item("移交方", _GIVER)
    p.item("接收方", _RECEIVER)
    p.item("监交方", _WITNESS)
    p.text(
        "{{ 项目.名称 }}已建成{% if 验收.复验.已有 and 验收.复验.结论 == '合格' %}，"
        "并于{{ 验收.复验.日期|中文日期 }}经县级验收合格{% endif %}。为明确资产权属，落实使用和管护责任，"
        "保证工程长期发挥效益，经三方清点核对，办理资产移交手续。"
    )
    p.heading("一、移交资产")
    p.text(
        "移交方将项目形成的资产{{ 资产.清单|length }}项移交接收方"
        f"{{% if {_VALUED} %}}，资产价值合计{{{{ {_SUM}|元 }}}}元（{{{{ {_SUM}|大写('人民币') }}}}）{{% endif %}}"
        "。资产的名称、规格、数量、价值、坐落和状态见附件《固定资产清单》，三方已现场核实，账物相符。"
        f"{{% if ({_VALUED})|length < 资产.清单|length %}}未列价值的资产，以竣工财务决算确定的价值入账。{{% endif %}}"
    )
    p.heading("二、资产权属")
    p.text(
        "上述资产归" + _OWNER + "所有"
        "{% if 资产.使用单位 %}，由{{ 资产.使用单位 }}使用{% else %}，由接收方按资产用途安排使用{% endif %}。"
        "{% if 资产.登记证号 %}资产登记证号：{{ 资产.登记证号 }}。"
        "{% else %}接收方应当及时办理产权登记或者集体资产登记。{% endif %}"
    )
    p.text(
        "{% if 项目.公益 %}资产为公益性资产，供全体村民使用，不得改变公益用途，不得用于抵押、担保。"
        "{% else %}资产为经营性资产，收益"
        "{% if 折股量化.已有 %}按照折股量化方案分配{% if 折股量化.年限 %}，分配年限{{ 折股量化.年限 }}年{% endif %}"
        "{% else %}按照利益联结和收益分配方案分配{% endif %}，"
        "使用和收益情况定期公布；未经法定程序不得转让、抵押。{% endif %}"
    )
    p.heading("三、资料移交")
    p.text(
        "与资产有关的批复文件、竣工图、验收资料、结（决）算资料和质量保证资料随资产一并移交"
        "{% if 资产.资料份数 %}，共{{ 资产.资料份数 }}份{% else %}，共______份{% endif %}。"
    )
    p.heading("四、责任交接")
    p.text(
        "自移交之日起，资产的使用、管护和安全责任由接收方承担"
        "{% if 管护.已有 %}，日常管护由{{ 管护.管护主体 }}负责"
        "{% if 管护.期限 %}，管护期{{ 管护.期限 }}年{% endif %}，具体事项由管护协议约定{% endif %}。"
        "工程在质量保修期内出现的质量缺陷，由移交方督促{% if 项目.自建 %}项目理事会{% else %}施工单位{% endif %}负责维修。"
    )
    p.text("接收方应当将移交资产登记入账，建立台账，每年清查，接受乡镇人民政府和县级主管部门的监督检查。")
    p.heading("五、其他")
    p.text("本移交书一式四份，移交方、接收方、监交方各执一份，归入项目档案一份，自三方签字盖章之日起生效。")
    lines = ("（盖章）", "负责人（签字）：", "经办人（签字）：", day("资产.移交日期"))
    p.party_signatures(*([f"{name}{lines[0]}：", *lines[1:]] for name in ("移交方", "接收方", "监交方")), room=0.7)
    with p.landscape():
        _draw_assets(p)
    return p


def _draw_assets(p: Paper) -> None:
    p.annex("附件", "固定资产清单")
    p.subline("项目名称：{{ 项目.名称 }}", "单位：元")
    p.table(
        [
            Column("序号", 12),
            Column("资产名称", 42, "left"),
            Column("规格", 46, "left"),
            Column("单位", 14),
            Column("数量", 20, "right"),
            Column("价值", 28, "right"),
            Column("坐落", 40, "left"),
            Column("状态", 18),
            Column("备注", 16),
        ],
        each_row(
            "物 in 资产.清单",
            [
                "{{ loop.index }}",
                "{{ 物.名称 }}",
                "{{ 物.规格 }}",
                "{{ 物.单位 }}",
                "{{ 物.数量|数 }}",
                "{{ 物.价值|元 }}",
                "{{ 物.坐落 }}",
                "{{ 物.状态 }}",
                "",
            ],
        ),
        if_row(
            _VALUED,
            [
                Cell("合计", 5, align="center"),
                f"{{{{ {_SUM}|元 }}}}",
                Cell(f"{{{{ {_SUM}|大写('人民币') }}}}", 3),
            ],
        ),
        size=10,
    )
    p.sign_line("移交方（签字）：", "接收方（签字）：", "监交方（签字）：")
