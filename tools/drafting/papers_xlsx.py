"""Draw the Excel templates of stage C.

PYTHONPATH=src:tools python -m drafting.papers_xlsx      → templates/xlsx/
"""

from __future__ import annotations

from pathlib import Path

from .paper_c10 import draw_roster
from .paper_c16 import draw_sign_in_sheet
from .paper_c17 import draw_corrected_ledger, draw_ledger
from .paper_c21 import draw_bank_file, draw_corrected_sheet, draw_settlement, draw_wage_sheet, draw_wage_slips
from .paper_c23 import draw_check_sheet
from .paper_c25 import draw_verification
from .paper_c35 import draw_photo_list

OUT = Path(__file__).parents[2] / "templates" / "xlsx"


def main() -> None:
    """Draw all of them."""
    papers = {
        "C10-务工人员名册": draw_roster(),
        "C16-务工签到表": draw_sign_in_sheet(),
        "C17-务工台账": draw_ledger(),
        "C17-务工台账（更正）": draw_corrected_ledger(),
        "C21-劳务报酬发放表": draw_wage_sheet(),
        "C21-劳务报酬发放表（更正）": draw_corrected_sheet(),
        "C21-结算单": draw_settlement(),
        "C21-工资条": draw_wage_slips(),
        "C21-银行代发": draw_bank_file(),
        "C23-发放核对表": draw_check_sheet(),
        "C25-兑现核验表": draw_verification(),
        "C35-影像资料清单": draw_photo_list(),
    }
    for name, paper in papers.items():
        paper.save(OUT / f"{name}.xlsx")


if __name__ == "__main__":
    main()
