"""Draw the Word templates of stage C.

PYTHONPATH=src:tools python -m drafting.papers_c      → templates/docx/
"""

from __future__ import annotations

from pathlib import Path

from drafting.paper_c07 import draw_board
from drafting.paper_c08 import draw_hiring_notice, draw_start_notice
from drafting.paper_c11 import draw_labour_agreement, draw_labour_contract
from drafting.paper_c18 import draw_site_log
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
        "C07-项目公示牌": draw_board(),
        "C08-施工公告": draw_start_notice(),
        "C09-务工公告": draw_hiring_notice(),
        "C11-劳动合同": draw_labour_contract(),
        "C11-用工协议": draw_labour_agreement(),
        "C18-施工日志": draw_site_log(),
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
