"""Draw the Word templates of stages A and B and the record that goes with every notice.

PYTHONPATH=src:tools python -m drafting.papers_a_b      → templates/docx/
"""

from __future__ import annotations

from pathlib import Path

from drafting.paper_a02 import draw_minutes
from drafting.paper_a06 import draw_four_party_minutes
from drafting.paper_b02 import draw_plan
from drafting.paper_b06 import draw_county_notice
from drafting.paper_b09 import draw_labour_plan
from drafting.paper_notice_record import draw_notice_record
from drafting.paper_slip import draw_cover_slip

OUT = Path(__file__).parents[2] / "templates" / "docx"


def main() -> None:
    """Draw them all."""
    papers = {
        "A02-村民会议记录": draw_minutes,
        "A06-四方会商纪要": draw_four_party_minutes,
        "B02-项目实施方案": draw_plan,
        "B06-县级计划公示": draw_county_notice,
        "B09-群众务工组织方案": draw_labour_plan,
        "公示记录表": draw_notice_record,
        "收集封面": draw_cover_slip,
    }
    for name, draw in papers.items():
        draw().save(OUT / f"{name}.docx")


if __name__ == "__main__":
    main()
