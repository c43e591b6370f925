"""E01, chapters 7 to 10 and the annexes: quality, benefit, aftercare, lessons, wages of everybody, photos."""

from __future__ import annotations

from drafting.closing_tables import BUILDER, SHARING
from drafting.plan_tables import draw_caption
from drafting.summary_labour_tables import draw_pay_of_everybody
from drafting.summary_paper import SummaryPaper
from drafting.summary_result_tables import (
    draw_assets,
    draw_comparison,
    draw_defects,
    draw_holders,
    draw_indicators,
    draw_inspections,
    draw_posts,
    draw_problems,
    draw_visits,
)
from drafting.summary_tables import until_report

_PROBLEMS = "监督检查|selectattr('问题')|rejectattr('问题', 'in', 规定.无问题的写法)|list"
_POSTS, _SHARES = "(项目.公益 and 公益性岗位)", "(not 项目.公益 and 折股量化.已有)"
_FIRST = f"验收.初验.问题 and {until_report('验收.初验.日期')}"


def draw_quality(p: SummaryPaper) -> None:
    """Chapter 7."""
    p.heading("七、工程质量、安全和验收")
    p.heading("（一）质量安全管理", 2)
    p.text(
        "工程质量实行" + BUILDER + "自检、{% if 参建各方.监理单位.名称 %}{{ 参建各方.监理单位.名称 }}监理、{% endif %}"
        "行业主管部门监管和村民监督相结合。"
        "{% if 参建各方.检测单位.名称 %}由{{ 参建各方.检测单位.名称 }}承担质量检测。{% endif %}"
    )
    p.prose("项目.质量安全")
    p.prose("总结.工程质量")
    with p.when("监督检查"):
        p.heading("（二）监督检查和整改", 2)
        p.text(
            "实施期间开展各类监督检查{{ 监督检查|length }}次，发现问题{{ 统计.监督|sum(attribute='问题') }}个"
            "{% if 统计.监督|sum(attribute='问题') %}，已整改销号{{ 统计.监督|sum(attribute='销号') }}个{% endif %}，"
            "分类情况见表{{ 表.号 + 1 }}。"
        )
        draw_caption(p, "监督检查情况表")
        draw_visits(p)
        p.keep_table_whole()
        with p.when(_PROBLEMS):
            draw_caption(p, "检查发现问题整改销号表")
            draw_problems(p, _PROBLEMS)
    p.heading("（{% if 监督检查 %}三{% else %}二{% endif %}）验收", 2)
    _draw_acceptance(p)


def _draw_acceptance(p: SummaryPaper) -> None:
    stages = (("自验", BUILDER + "自验"), ("初验", "乡镇初验"), ("复验", "县级复验"))
    told = "".join(
        f"{{% if 验收.{name}.已有 and {until_report(f'验收.{name}.日期')} %}}"
        f"{{{{ 验收.{name}.日期|中文日期 }}}}，{words}，结论为{{{{ 验收.{name}.结论 }}}}。{{% endif %}}"
        for name, words in stages
    )
    first = "验收.初验.问题"
    p.text(
        told + f"{{% if {first} and {until_report('验收.初验.日期')} %}}初验提出的{{{{ {first}|length }}}}项问题"
        f"{{% if {first}|rejectattr('销号日期')|list %}}正在整改{{% else %}}已全部整改销号{{% endif %}}。{{% endif %}}"
        f"{{% if not 验收.复验.已有 or not {until_report('验收.复验.日期')} %}}项目将按程序申请县级复验。{{% endif %}}"
    )
    for name, title in (("自验", "自验"), ("初验", "乡镇初验")):
        with p.when(f"验收.{name}.分项评定 and {until_report(f'验收.{name}.日期')}"):
            draw_caption(p, f"{title}分项评定表")
            draw_inspections(p, f"验收.{name}")
            p.keep_table_whole()
    with p.when(_FIRST):
        draw_caption(p, "初验问题整改销号表")
        draw_defects(p, "验收.初验")


def draw_benefit(p: SummaryPaper) -> None:
    """Chapter 8."""
    p.heading("八、项目效益和绩效")
    with p.when("自评.指标"):
        p.heading("（一）项目效益", 2)
    p.prose("总结.效益")
    p.text(
        "{% if 指标.务工人数 %}通过参与项目建设，{{ 指标.务工人数 }}名务工群众人均获得劳务报酬{{ 指标.人均报酬|元 }}元"
        "{% if 指标.重点群体人数 %}，其中重点群体{{ 指标.重点群体人数 }}人获得劳务报酬{{ 指标.重点群体报酬|元 }}元，"
        "人均{{ (指标.重点群体报酬 / 指标.重点群体人数)|元 }}元{% endif %}。"
        "{% else %}项目带动当地群众就近务工增收，改善了项目区生产生活条件。{% endif %}"
        "{% if 绩效.满意度 != '' %}经调查{% if 绩效.调查样本 %}{{ 绩效.调查样本 }}名群众{% endif %}，"
        "受益群众满意度为{{ 绩效.满意度|百分比(1) }}。{% endif %}"
    )
    p.prose("项目.三个结合")
    with p.when("自评.指标"):
        p.heading("（二）绩效目标完成情况", 2)
        p.prose("绩效.总体目标")
        p.text(
            f"{{% if 自评.得分 != '' and {until_report('绩效.自评日期')} %}}"
            "经自评，项目绩效得{{ 自评.得分|数 }}分"
            "{% if 自评.等级 %}，等级为“{{ 自评.等级 }}”{% endif %}，各项{% else %}各项{% endif %}指标完成情况见表{{ 表.号 + 1 }}。"
        )
        draw_caption(p, "绩效指标完成情况表")
        draw_indicators(p)


def draw_aftercare(p: SummaryPaper) -> None:
    """Chapter 9."""
    p.heading("九、资产管护和{% if 项目.公益 %}公益性岗位{% else %}利益联结{% endif %}")
    with p.when(f"{_POSTS} or {_SHARES}"):
        p.heading("（一）资产移交和管护", 2)
    p.text(
        "{% if 资产.已有 %}项目形成的资产归{{ 资产.产权单位 or 资产.接收方 or 参建各方.村民委员会.名称 }}所有"
        "{% if 资产.使用单位 %}，由{{ 资产.使用单位 }}使用{% endif %}，"
        f"{{% if 资产.移交日期 and {until_report('资产.移交日期')} %}}已于{{{{ 资产.移交日期|中文日期 }}}}办理移交"
        "{% else %}验收合格后办理资产移交{% endif %}。{% else %}项目验收合格后，按规定办理资产移交和登记。{% endif %}"
        "{% if 资产.清单 %}资产清单见表{{ 表.号 + 1 }}。{% endif %}"
    )
    with p.when("资产.清单"):
        draw_caption(p, "项目资产清单")
        draw_assets(p)
    p.text(
        "{% if 管护.已有 %}管护主体为{{ 管护.管护主体 }}"
        "{% if 管护.范围 %}，管护范围为{{ 管护.范围.strip('。') }}{% endif %}"
        "{% if 管护.巡查频次 %}，巡查频次为{{ 管护.巡查频次.strip('。') }}{% endif %}"
        "{% if 管护.年经费 %}，每年落实管护经费{{ 管护.年经费|元 }}元{% endif %}"
        "{% if 管护.经费来源 %}，来源为{{ 管护.经费来源.strip('。') }}{% endif %}"
        "{% if 管护.期限 %}，管护期{{ 管护.期限 }}年{% endif %}。"
        "{% if 管护.考核 %}{{ 管护.考核.strip('。') }}。{% endif %}"
        "{% else %}管护主体、经费和期限由管护协议明确。{% endif %}"
    )
    p.prose("管护.维修标准")
    with p.when(_POSTS):
        p.heading("（二）公益性岗位", 2)
        p.text("设置公益性岗位{{ 指标.公益岗数 }}个，优先聘用重点群体，情况见表{{ 表.号 + 1 }}。")
        draw_caption(p, "公益性岗位设置情况表")
        draw_posts(p)
        p.keep_table_whole()
    with p.when(_SHARES):
        p.heading("（二）利益联结", 2)
        p.text(
            "项目资产折股量化，采取" + SHARING + "的模式"
            "{% if 折股量化.年限 %}，分红年限{{ 折股量化.年限 }}年{% endif %}。"
            "{% if 折股量化.分配 %}{{ 折股量化.分配.strip('。') }}。{% endif %}"
            "{% if 折股量化.股东 %}股权构成见表{{ 表.号 + 1 }}。{% endif %}"
        )
        with p.when("折股量化.股东"):
            draw_caption(p, "折股量化股权构成表")
            draw_holders(p)
            p.keep_table_whole()


def draw_lessons(p: SummaryPaper) -> None:
    """Chapter 10, where there is something to tell."""
    with p.when("总结.经验 or 总结.问题"):
        p.heading("十、主要经验和存在问题")
    with p.when("总结.经验"):
        p.heading("（一）主要经验", 2)
    p.prose("总结.经验")
    with p.when("总结.问题"):
        p.heading("（{% if 总结.经验 %}二{% else %}一{% endif %}）存在问题和改进措施", 2)
    p.prose("总结.问题")


def draw_annexes(p: SummaryPaper) -> None:
    """The wages of everybody, and the photos side by side."""
    with p.when("务工人员"):
        p.annex("附件{% if 影像部位 %}1{% endif %}", "务工群众劳务报酬汇总表")
        draw_pay_of_everybody(p)
        p.note("注：天数为考勤累计天数；劳务报酬为已发放金额，含计件报酬、奖补和更正。")
    with p.when("影像部位"):
        p.annex("附件{% if 务工人员 %}2{% endif %}", "项目实施前后对比照片")
        with p.each("部 in 影像部位"):
            p.caption("{{ 部.部位 }}")
            draw_comparison(p)
