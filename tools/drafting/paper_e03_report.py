"""E03, the annex: the short report of the evaluation, in the order of 财预〔2020〕10号 (domain §6.18)."""

from __future__ import annotations

from drafting.closing_tables import (
    BUILDER,
    COUNTY,
    LABOUR,
    NAME,
    OVERVIEW,
    PERIOD,
    SETTLED,
    UNITS,
    ClosingPaper,
)
from drafting.summary_result_tables import draw_indicators, draw_money_use
from drafting.word import Cell, Column, day, each_row


def draw_evaluation_report() -> ClosingPaper:
    """The whole report."""
    p = ClosingPaper("letter")
    p.title(NAME, "绩效评价报告")
    _draw_basics(p)
    _draw_work(p)
    _draw_verdict(p)
    _draw_analysis(p)
    _draw_lessons(p)
    p.closing_text("附件：项目支出绩效自评表")
    p.letter_signature(COUNTY, date=day("绩效.自评日期"))
    return p


def _draw_basics(p: ClosingPaper) -> None:
    p.heading("一、项目基本情况")
    p.heading("（一）项目概况", 2)
    p.text(OVERVIEW)
    p.text(UNITS + PERIOD)
    p.heading("（二）绩效目标", 2)
    p.prose("绩效.总体目标")
    p.text(
        "{% if 自评.指标 %}围绕总体目标，设定产出、效益和满意度等绩效指标{{ 自评.指标|length }}项"
        "{% if 自评.分值 %}，连同预算执行情况，分值共{{ 自评.分值|数 }}分{% endif %}。{% endif %}"
    )


def _draw_work(p: ClosingPaper) -> None:
    p.heading("二、绩效评价工作开展情况")
    p.text(
        "按照《项目支出绩效评价管理办法》（财预〔2020〕10号），"
        + COUNTY
        + "会同乡镇和"
        + BUILDER
        + "，对照批复的绩效目标，采用比较法、公众评判法等方法，查阅项目批复、资金专账、劳务报酬发放、工程质量和验收等资料，"
        "核对考勤、发放表和银行回单，开展绩效评价。"
        "{% if 绩效.调查样本 %}评价中{% if 绩效.调查方式 %}采取{{ 绩效.调查方式 }}的方式，{% endif %}调查群众{{ 绩效.调查样本 }}人"
        "{% if 绩效.满意人数 != '' %}，其中{{ 绩效.满意人数 }}人表示满意{% endif %}"
        "{% if 绩效.满意度 != '' %}，满意度为{{ 绩效.满意度|百分比(1) }}{% endif %}。{% endif %}"
    )


def _draw_verdict(p: ClosingPaper) -> None:
    p.heading("三、综合评价情况和结论")
    p.text(
        "{% if 自评.得分 != '' %}经综合评价，项目得{{ 自评.得分|数 }}分"
        "{% if 自评.等级 %}，评价等级为“{{ 自评.等级 }}”{% endif %}。{% else %}部分指标尚待评定，总分待评定后确定。{% endif %}"
        "各部分得分情况如下。"
    )
    p.caption("绩效评价得分情况表")
    p.table(
        [
            Column("评价内容", 60),
            Column("分值", 32, "right"),
            Column("得分", 32, "right"),
            Column("得分率", 32, "right"),
        ],
        each_row(
            "类 in 自评.分类",
            [
                "{{ 类.名称 }}",
                "{{ 类.分值|数 }}",
                "{{ 类.得分|数 }}",
                "{% if 类.分值 and 类.得分 != '' %}{{ (类.得分 / 类.分值)|百分比 }}{% endif %}",
            ],
        ),
        [
            Cell("合计", align="center"),
            "{{ 自评.分值|数 }}",
            "{{ 自评.得分|数 }}",
            "{% if 自评.分值 and 自评.得分 != '' %}{{ (自评.得分 / 自评.分值)|百分比 }}{% endif %}",
        ],
        size=10,
    )
    p.keep_table_whole()


def _draw_analysis(p: ClosingPaper) -> None:
    p.heading("四、绩效评价指标分析")
    p.heading("（一）资金安排和使用情况", 2)
    p.text(
        "{% if 自评.资金.年初预算 %}项目计划投入资金{{ 自评.资金.年初预算|万元 }}万元"
        "{% if 资金合计.到位 != '' %}，实际到位{{ 资金合计.到位|元 }}元{% endif %}"
        "{% if 自评.资金.全年执行 != '' %}，实际支出{{ 自评.资金.全年执行|元 }}元，预算执行率{{ 自评.资金.执行率|百分比 }}{% endif %}。{% endif %}"
        "资金设立专账、专款专用，劳务报酬单独核算。"
    )
    p.caption("资金使用情况表")
    draw_money_use(p)
    p.keep_table_whole()
    p.heading("（二）项目组织实施情况", 2)
    p.text(
        "{% if 项目.自建 %}项目由村民自建，村民代表会议议定建设方式、工价和管护，理事会组织施工。"
        "{% else %}项目由施工单位承包建设，业主单位按合同管理，群众务工由乡镇和村组织。{% endif %}"
        "{% if 参建各方.监理单位.名称 %}{{ 参建各方.监理单位.名称 }}承担监理。{% endif %}"
        "{% if 监督检查 %}实施期间开展监督检查{{ 监督检查|length }}次，发现的问题督促整改。{% endif %}"
    )
    p.heading("（三）产出、效益和满意度情况", 2)
    p.text(LABOUR + SETTLED)
    p.text(
        "{% if 指标.培训人次 %}开展技能培训{{ 指标.培训场次 }}场次、{{ 指标.培训人次 }}人次。{% endif %}各项指标完成情况如下。"
    )
    p.caption("绩效指标完成情况表")
    draw_indicators(p)


def _draw_lessons(p: ClosingPaper) -> None:
    p.heading("五、主要经验、存在问题和原因分析")
    with p.when("总结.经验"):
        p.heading("（一）主要经验", 2)
        p.prose("总结.经验")
    problems = "总结.问题 or 自评.未达标"
    with p.when(problems):
        p.heading("（{% if 总结.经验 %}二{% else %}一{% endif %}）存在问题和原因", 2)
        p.prose("总结.问题")
        with p.each("项 in 自评.未达标"):
            p.text(
                "“{{ 项.三级 }}”指标值{{ 项.指标值 }}，完成{{ 项.完成值 }}"
                "{% if 项.分值 != '' and 项.得分 != '' %}，得{{ 项.得分|数 }}分（分值{{ 项.分值|数 }}分）{% endif %}。"
                "{% if 项.偏差 %}{{ 项.偏差.strip('。') }}。{% endif %}"
            )
    with p.when(f"not 总结.经验 and not ({problems})"):
        p.text("项目按批复组织实施，绩效目标全部完成，评价中没有发现需要整改的问题。")
    p.heading("六、有关建议和改进措施")
    with p.when("绩效.改进措施"):
        p.prose("绩效.改进措施")
        p.otherwise()
        p.text("继续落实管护责任和经费，跟踪务工群众就业增收情况，巩固项目建设成效；评价资料和结果按规定归档、公开。")
