"""Draw the Word templates of stages A and B and the record that goes with every notice.

PYTHONPATH=src:tools python -m drafting.papers_a_b      → templates/docx/
"""

from __future__ import annotations

from pathlib import Path

from drafting.paper_a01 import draw_survey_summary
from drafting.paper_a02 import draw_minutes
from drafting.paper_a03 import draw_reserve_form
from drafting.paper_a04 import draw_review
from drafting.paper_a06 import draw_four_party_minutes
from drafting.paper_b01 import draw_application, draw_targets
from drafting.paper_b02 import draw_plan
from drafting.paper_b06 import draw_county_notice
from drafting.paper_b07 import draw_responsibility
from drafting.paper_b08 import draw_benefit_plan
from drafting.paper_b09 import draw_labour_plan
from drafting.paper_b10 import draw_training_plan
from drafting.paper_b11 import draw_posts_plan
from drafting.paper_notice_record import draw_notice_record
from drafting.paper_print_list import draw_print_list
from drafting.paper_slip import draw_cover_slip

OUT = Path(__file__).parents[2] / "templates" / "docx"


def main() -> None:
    """Draw them all."""
    papers = {
        "A01-摸底情况汇总表": draw_survey_summary,
        "A02-村民会议记录": draw_minutes,
        "A03-储备入库申报表": draw_reserve_form,
        "A04-前置审查表": draw_review,
        "A06-四方会商纪要": draw_four_party_minutes,
        "B01-申报请示": draw_application,
        "B01-绩效目标申报表": draw_targets,
        "B02-项目实施方案": draw_plan,
        "B06-县级计划公示": draw_county_notice,
        "B07-建设责任书": draw_responsibility,
        "B08-利益联结方案": draw_benefit_plan,
        "B09-群众务工组织方案": draw_labour_plan,
        "B10-技能培训方案": draw_training_plan,
        "B11-公益性岗位设置方案": draw_posts_plan,
        "公示记录表": draw_notice_record,
        "收集封面": draw_cover_slip,
        "签署清单": draw_print_list,
    }
    for name, draw in papers.items():
        draw().save(OUT / f"{name}.docx")


if __name__ == "__main__":
    main()
