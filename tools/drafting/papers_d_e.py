"""Draw the Word templates of stages D and E: acceptance, application, transfer, aftercare (domain §6.17, §6.18).

    PYTHONPATH=src:tools python -m drafting.papers_d_e      → templates/docx/

Each paper has a module of its own.
"""

from __future__ import annotations

from pathlib import Path

from drafting.paper_d01 import draw_own_report
from drafting.paper_d02 import draw_township_form
from drafting.paper_d03 import draw_prerequisites
from drafting.paper_d04 import draw_application
from drafting.paper_d08 import draw_county_opinion
from drafting.paper_d09 import draw_evaluation
from drafting.paper_d11 import draw_acceptance_notice, draw_plate
from drafting.paper_d12 import draw_warranty
from drafting.paper_e01 import draw_summary
from drafting.paper_e02 import draw_album
from drafting.paper_e03 import draw_self_evaluation
from drafting.paper_e03_report import draw_evaluation_report
from drafting.paper_e04 import draw_transfer
from drafting.paper_e06 import draw_aftercare
from drafting.paper_e07 import draw_share_agreement
from drafting.paper_e08 import draw_post_agreement
from drafting.paper_e09 import draw_closing_sheet
from drafting.paper_e09_cover import draw_box_backs, draw_volume_covers
from drafting.paper_e09_stamps import draw_stamps
from drafting.paper_e10 import draw_handover
from drafting.paper_inspection import draw_inspection
from drafting.paper_reception import draw_receipt, draw_refusal

OUT = Path(__file__).parents[2] / "templates" / "docx"


def main() -> None:
    """Draw them all."""
    papers = {
        "D01-自验报告": draw_own_report,
        "D02-乡镇初验意见表": draw_township_form,
        "D03-前置资料核查表": draw_prerequisites,
        "D04-竣工验收申请": draw_application,
        "D08-县级复验意见书": draw_county_opinion,
        "D09-综合评价评分表": draw_evaluation,
        "D11-竣工验收公告": draw_acceptance_notice,
        "D11-永久性标志牌": draw_plate,
        "D12-工程质量保修书": draw_warranty,
        "E01-工程建设总结": draw_summary,
        "E02-前后对比图文册": draw_album,
        "E03-绩效自评表": draw_self_evaluation,
        "E03-绩效评价报告": draw_evaluation_report,
        "E04-资产移交书": draw_transfer,
        "E06-管护协议": draw_aftercare,
        "E07-股权量化协议": draw_share_agreement,
        "E08-公益性岗位聘用协议": draw_post_agreement,
        "E09-卷内备考表": draw_closing_sheet,
        "E09-案卷封面": draw_volume_covers,
        "E09-脊背": draw_box_backs,
        "E09-归档章": draw_stamps,
        "E10-档案移交清单": draw_handover,
        "档案接收回执": draw_receipt,
        "档案退回通知": draw_refusal,
        "四性检测报告": draw_inspection,
    }
    for name, draw in papers.items():
        draw().save(OUT / f"{name}.docx")


if __name__ == "__main__":
    main()
