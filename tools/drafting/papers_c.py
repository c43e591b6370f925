"""Draw the Word templates of stage C.

PYTHONPATH=src:tools python -m drafting.papers_c      → templates/docx/
"""

from __future__ import annotations

from pathlib import Path

from drafting.paper_c01 import draw_election, draw_election_notice
from drafting.paper_c02 import draw_agreement
from drafting.paper_c07 import draw_board
from drafting.paper_c08 import draw_hiring_notice, draw_start_notice
from drafting.paper_c11 import draw_labour_agreement, draw_labour_contract
from drafting.paper_c12 import draw_consent
from drafting.paper_c13 import draw_cards, draw_training_letter
from drafting.paper_c14 import draw_briefings
from drafting.paper_c15 import draw_start_report
from drafting.paper_c18 import draw_site_log
from drafting.paper_c20 import draw_discipline
from drafting.paper_c22 import draw_notice_result, draw_wage_notice
from drafting.paper_c26 import draw_payment_application
from drafting.paper_c31 import draw_measurement
from drafting.paper_c32 import draw_month_table, draw_progress_minutes
from drafting.paper_c33 import draw_duties, draw_urging_letter, draw_visit
from drafting.paper_c34 import draw_contents_notice, draw_cost_notice, draw_purchase_notice

OUT = Path(__file__).parents[2] / "templates" / "docx"


def main() -> None:
    """Draw all of them."""
    papers = {
        "C01-选举结果": draw_election(),
        "C01-选举结果公示": draw_election_notice(),
        "C02-村民自建实施协议": draw_agreement(),
        "C07-项目公示牌": draw_board(),
        "C08-施工公告": draw_start_notice(),
        "C09-务工公告": draw_hiring_notice(),
        "C11-劳动合同": draw_labour_contract(),
        "C11-用工协议": draw_labour_agreement(),
        "C12-告知同意书和收款账户确认书": draw_consent(),
        "C13-培训通知": draw_training_letter(),
        "C13-上岗证": draw_cards(),
        "C14-技术交底记录": draw_briefings(),
        "C15-开工报告": draw_start_report(),
        "C18-施工日志": draw_site_log(),
        "C20-考核教育记录": draw_discipline(),
        "C22-劳务报酬公示": draw_wage_notice(),
        "C22-公示结果证明": draw_notice_result(),
        "C26-拨付审批表": draw_payment_application(),
        "C31-现场收方单": draw_measurement(),
        "C32-月调度表": draw_month_table(),
        "C32-推进会纪要": draw_progress_minutes(),
        "C33-监督检查记录": draw_visit(),
        "C33-督办函": draw_urging_letter(),
        "C33-履职记录": draw_duties(),
        "C34-自建内容公示": draw_contents_notice(),
        "C34-自建采购公示": draw_purchase_notice(),
        "C34-自建费用公示": draw_cost_notice(),
    }
    for name, paper in papers.items():
        paper.save(OUT / f"{name}.docx")


if __name__ == "__main__":
    main()
