"""C15: the report that work begins, with what must be there before (domain §6.15)."""

from __future__ import annotations

from typing import NamedTuple

from drafting.word import Cell, Column, Opinion, Row, day, tick
from drafting.word_clauses import ClausePaper

_C = "开工条件"
_START = f"{_C}.开工日期"
_HEADS = f"{_C}.首批人数"


class Condition(NamedTuple):
    """What must be there: its name, what the facts say, when it is met, and when the facts tell whether it is."""

    name: str
    text: str
    met: str = ""
    known: str = ""


def draw_start_report() -> ClausePaper:
    """Particulars, the self-check, and the opinions that let the work begin."""
    p = ClausePaper("form")
    p.title("以工代赈项目开工报告")
    p.subline("申请单位：{{ 参建各方.实施单位.名称 }}", "编号：____________")
    p.form(
        ("项目名称", "{{ 项目.名称 }}"),
        ("项目代码", "{{ 项目.代码 }}", "项目类型", "{{ 项目.类型 }}项目"),
        ("建设地点", "{{ 项目.建设地点 }}"),
        ("建设方式", "{{ 项目.建设方式 }}", "业主单位", "{{ 参建各方.业主单位.名称 }}"),
        (
            "总投资",
            "{% if 项目.总投资 %}{{ 项目.总投资|万元 }}万元{% endif %}",
            "{% if 项目.自建 %}协议价款{% else %}合同价款{% endif %}",
            "{% if 财务.合同金额 != '' %}{{ 财务.合同金额|万元 }}万元{% endif %}",
        ),
        ("申请开工\n日期", day(_START), "计划完工\n日期", day("项目.计划完工")),
        size=10,
        height=8,
    )
    p.caption("开工前置条件自查表（截至申请开工日期）")
    p.table(
        [Column("序号", 11), Column("前置条件", 30), Column("落实情况", 94, "left"), Column("自查结论", 30)],
        *(_line(number, condition) for number, condition in enumerate(_CONDITIONS, 1)),
        size=10,
        height=9,
    )
    p.clause(
        "经自查，本项目开工前置条件{% if "
        + " and ".join(f"({condition.met})" for condition in _CONDITIONS if condition.met)
        + " %}除施工图设计由申请单位核对外均已具备{% else %}的落实情况如上表，未具备的应当在开工前补齐{% endif %}，"
        "申请于" + day(_START) + "开工，请予审批。",
        small=True,
        together=True,
    )
    p.form(
        Opinion("申请单位", "", 30, sign="负责人（签字）："),
        Opinion(
            "{% if 参建各方.监理单位.名称 %}监理单位{% else %}技术服务\n单位{% endif %}\n意见",
            _choice("具备开工条件，同意开工", "补齐后再行开工"),
            30,
            sign="负责人（签字）：",
        ),
        Opinion("业主单位\n意见", _choice("同意开工", "补齐后再行开工"), 30),
        Opinion("乡镇人民\n政府意见", _choice("同意开工", "补齐后再行开工"), 30),
        size=10,
        widths=[26, 139],
    )
    return p


def _choice(*labels: str) -> str:
    return "　".join(f"☐{label}" for label in labels)


def _line(number: int, condition: Condition) -> Row:
    """A condition with what the facts say of it; what no fact tells is ticked by hand."""
    name, text, met, known = condition
    if not met:
        return [str(number), name, Cell(text), "☐具备\n☐不具备"]
    ticks = tick(met, "具备") + "\n" + tick(f"({known}) and not ({met})", "不具备")
    return [str(number), name, Cell(text), ticks]


def _count(fact: str, done: str) -> str:
    return (
        f"{{% if {_HEADS} %}}首批务工人员{{{{ {_HEADS} }}}}人，{done}{{{{ {_C}.{fact} }}}}人"
        f"{{% if {_C}.{fact} < {_HEADS} %}}，尚缺{{{{ {_HEADS} - {_C}.{fact} }}}}人{{% endif %}}。{{% endif %}}"
    )


def _all(fact: str) -> str:
    return f"{_HEADS} and {_C}.{fact} >= {_HEADS}"


def _posted(kind: str) -> str:
    return f"{_C}.公示|selectattr('类别', 'equalto', '{kind}')|list"


_CONDITIONS = (
    Condition(
        "项目批复",
        (
            "{% if 批复.已有 %}{{ 批复.机关 }}{% if 批复.日期 %}{{ 批复.日期|中文日期 }}{% endif %}以{{ 批复.文号 }}文批复"
            "{% if 批复.建设方式 %}，建设方式为{{ 批复.建设方式 }}{% endif %}。{% endif %}"
        ),
        f"批复.已有 and (not 批复.日期 or not {_START} or 批复.日期 <= {_START})",
        "批复.已有",
    ),
    Condition(
        "资金计划",
        (
            f"{{% for 笔 in {_C}.资金文件 %}}{{{{ 笔.来源 }}}}{{{{ 笔.金额|万元 }}}}万元，{{{{ 笔.文号 }}}}"
            "{% if not loop.last %}；{% else %}。{% endif %}{% endfor %}"
        ),
        f"{_C}.资金文件",
        "资金|selectattr('下达日期')|list",
    ),
    Condition(
        "{% if 项目.自建 %}实施协议{% else %}施工合同{% endif %}",
        (
            "{% if 合同.签订日期 %}{{ 合同.签订日期|中文日期 }}签订{% if 项目.自建 %}三方实施协议{% else %}施工合同{% endif %}"
            "{% if 合同.编号 %}（{{ 合同.编号 }}）{% endif %}"
            "{% if 财务.合同金额 != '' %}，价款{{ 财务.合同金额|元 }}元{% endif %}。{% endif %}"
        ),
        f"合同.签订日期 and (not {_START} or 合同.签订日期 <= {_START})",
        "合同.签订日期",
    ),
    Condition("务工人员名册和\n用工合同", _count("已签合同", "已签订用工合同（协议）"), _all("已签合同"), _HEADS),
    Condition("岗前培训", _count("培训合格", "经岗前培训并考核合格"), _all("培训合格"), _HEADS),
    Condition(
        "安全教育和\n技术交底",
        _count("安全教育", "已接受安全教育")
        + f"{{% if {_C}.技术交底 %}}已作安全技术交底{{{{ {_C}.技术交底 }}}}次。{{% endif %}}",
        _all("安全教育"),
        _HEADS,
    ),
    Condition(
        "公示公告",
        (
            f"{{% for 次 in {_C}.公示 %}}{{{{ 次.类别 }}}}（{{{{ 次.张贴日期|中文日期 }}}}）"
            "{% if not loop.last %}、{% else %}已张贴。{% endif %}{% endfor %}"
        ),
        f"({_posted('施工公告')}) and ({_posted('务工公告')})",
        f"{_C}.公示",
    ),
    Condition(
        "施工图设计",
        (
            "{% if 参建各方.设计单位.名称 %}由{{ 参建各方.设计单位.名称 }}设计。{% endif %}"
            "施工图、工程量清单审查和送达现场的情况，由申请单位核对后勾选。"
        ),
    ),
    Condition(
        "保险",
        _count("已投保", "已投保") + "{% if 用工约定.保险险种 %}险种：{{ 用工约定.保险险种 }}"
        "{% if 用工约定.保险起 and 用工约定.保险止 %}，保险期间{{ 用工约定.保险起|中文日期 }}至{{ 用工约定.保险止|中文日期 }}{% endif %}。{% endif %}",
        _all("已投保"),
        _HEADS,
    ),
)
