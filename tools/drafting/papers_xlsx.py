"""Draw the Excel templates.

PYTHONPATH=src:tools python -m drafting.papers_xlsx      → templates/xlsx/
"""

from __future__ import annotations

from pathlib import Path

from .paper_a01 import draw_survey
from .paper_c10 import draw_roster
from .paper_c16 import draw_sign_in_sheet
from .paper_c17 import draw_corrected_ledger, draw_ledger
from .paper_c21 import draw_bank_file, draw_corrected_sheet, draw_settlement, draw_wage_sheet, draw_wage_slips
from .paper_c23 import draw_check_sheet
from .paper_c25 import draw_verification
from .paper_e07 import draw_dividend_ledger
from .paper_e08 import draw_post_ledger
from .paper_e09 import draw_contents

OUT = Path(__file__).parents[2] / "templates" / "xlsx"


def main() -> None:
    """Draw all of them."""
    papers = {
        "A01-摸底调查表": draw_survey(),
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
        "E07-分红台账": draw_dividend_ledger(),
        "E08-履职台账": draw_post_ledger(),
        "E09-卷内目录": draw_contents(),
    }
    for name, paper in papers.items():
        paper.save(OUT / f"{name}.xlsx")


if __name__ == "__main__":
    main()
