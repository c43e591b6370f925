"""D04: the township asks the county to accept the project (domain §6.17)."""

from __future__ import annotations

from drafting.closing_tables import COUNTY, LABOUR, NAME, OVERVIEW, PERIOD, SETTLED, TOWN, UNITS, WE
from drafting.paper_b01 import Request
from drafting.word import day

_FIRST = "验收.初验"
_TOWN = "参建各方.乡镇政府.名称"
_ITSELF = "'D04' in 件.材料"


def draw_application() -> Request:
    """The whole paper."""
    p = Request("letter")
    p.official_head(_TOWN, "关于" + NAME, "竣工验收的申请", number="验收.申请文号", upward=True)
    p.salutation(COUNTY + "：")
    p.text(_opening())
    p.heading("一、项目基本情况")
    p.text(OVERVIEW)
    p.text(UNITS + PERIOD)
    p.heading("二、工程完成和验收情况")
    p.text(_quantities())
    p.text(_inspections())
    p.heading("三、投资完成和结（决）算情况")
    p.text(_money())
    p.heading("四、群众务工和劳务报酬情况")
    p.text(LABOUR + SETTLED)
    with p.when("培训"):
        p.text(
            "围绕项目用工和群众就业需要，分岗前、过程、完工后三个环节开展技能培训{{ 指标.培训场次 }}场次、"
            "{{ 指标.培训人次 }}人次。"
        )
    p.heading("五、资料准备情况")
    p.text(_records())
    p.text("特此申请，请予组织县级竣工验收。")
    p.attachments(
        "实施单位自验报告",
        "乡镇初验意见表",
        "竣工工程量清单和第三方质量检测报告",
        "竣工结算、财务决算资料",
        "劳务报酬发放表、公示资料和银行回单",
    )
    p.letter_signature(TOWN, date=day("验收.申请日期"))
    with p.when("参建各方.乡镇政府.电话"):
        p.contact("（联系电话：{{ 参建各方.乡镇政府.电话 }}）")
    p.colophon(_TOWN, "验收.申请日期", to="参建各方.县级主管部门.名称")
    return p


def _opening() -> str:
    return (
        "{{ 项目.名称 }}已按批复的建设内容建成，经实施单位自验和" + WE + "初验"
        f"{{% if {_FIRST}.结论 == '合格' %}}合格{{% endif %}}，现申请组织县级竣工验收。有关情况如下。"
    )


def _quantities() -> str:
    done = "建设内容|rejectattr('完成数量', 'equalto', '')|list"
    return (
        f"{{% if {done} %}}项目完成的主要工程量为："
        f"{{% for 行 in {done} %}}{{{{ 行.名称 }}}}{{{{ 行.完成数量|数 }}}}{{{{ 行.单位 }}}}"
        "{% if not loop.last %}，{% endif %}{% endfor %}。{% else %}设计的建设内容已施工完毕，完成工程量见附件。{% endif %}"
    )


def _inspections() -> str:
    unmended = f"({_FIRST}.问题|rejectattr('销号日期')|list)"
    return (
        "{% if 验收.自验.已有 %}{{ 验收.自验.日期|中文日期 }}，实施单位组织自验，结论为{{ 验收.自验.结论 }}。{% endif %}"
        f"{{{{ {_FIRST}.日期|中文日期 }}}}，" + WE + f"组织初验，结论为{{{{ {_FIRST}.结论 }}}}。"
        f"{{% if {_FIRST}.问题 %}}初验提出整改问题{{{{ {_FIRST}.问题|length }}}}项，"
        f"{{% if not {unmended} %}}均已整改完成并复查销号。"
        f"{{% elif {unmended}|length == {_FIRST}.问题|length %}}正在整改。"
        f"{{% else %}}其中{{{{ {unmended}|length }}}}项正在整改。{{% endif %}}{{% endif %}}"
    )


def _money() -> str:
    return (
        "{% if 项目.总投资 %}项目计划总投资{{ 项目.总投资|万元 }}万元"
        "{% if 资金合计.到位 != '' %}，到位资金{{ 资金合计.到位|元 }}元{% endif %}。{% endif %}"
        "{% if 财务.合同金额 %}{% if 项目.自建 %}自建协议{% else %}施工合同{% endif %}价款{{ 财务.合同金额|元 }}元。{% endif %}"
        "{% if 财务.结算金额 %}经审核，工程结算金额{{ 财务.结算金额|元 }}元。{% else %}工程结算正在办理。{% endif %}"
        "{% if 财务.决算金额 %}{% if 财务.审计单位 %}经{{ 财务.审计单位 }}审计，{% endif %}"
        "竣工财务决算总额{{ 财务.决算金额|元 }}元"
        "{% if 项目.总投资 %}，{% if 财务.决算金额 > 项目.总投资 %}超出计划总投资{{ (财务.决算金额 - 项目.总投资)|元 }}元"
        "{% elif 财务.决算金额 == 项目.总投资 %}与计划总投资一致"
        "{% else %}比计划总投资节约{{ (项目.总投资 - 财务.决算金额)|元 }}元{% endif %}{% endif %}。"
        "{% else %}竣工财务决算正在编制。{% endif %}"
    )


def _records() -> str:
    """The application itself is one of the eleven; counting it would change the letter when its own scan is filed."""
    count = (
        "{% set 数 = namespace(全=0, 齐=0) %}"
        f"{{% for 件 in 验收前置 if not ({_ITSELF}) %}}{{% set 数.全 = 数.全 + 1 %}}"
        "{% if 件.合格 %}{% set 数.齐 = 数.齐 + 1 %}{% endif %}{% endfor %}"
    )
    return (
        count + WE + "按照验收前置资料清单逐项收集整理项目资料。{% if 数.全 %}"
        f"{{% for 件 in 验收前置 if {_ITSELF} %}}除“{{{{ 件.名称 }}}}”随本申请报送外，{{% endfor %}}"
        "其余{{ 数.全 }}项资料中签章齐全、已经归集的{{ 数.齐 }}项，资料完整率{{ (数.齐 / 数.全)|百分比 }}"
        "{% if 数.齐 < 数.全 %}，尚缺的资料将在县级核查前补齐{% endif %}。{% endif %}"
    )
