"""Draw the Excel templates.

PYTHONPATH=src:tools python -m drafting.papers_xlsx      → templates/xlsx/
"""

from __future__ import annotations

from pathlib import Path

from .paper_a01 import draw_survey
from .paper_c10 import draw_public_roster, draw_roster
from .paper_c13_lists import draw_scores, draw_training_ledger, draw_training_signs
from .paper_c14 import draw_insurance, draw_safety_register
from .paper_c16 import draw_sign_in_sheet
from .paper_c17 import draw_corrected_ledger, draw_ledger
from .paper_c19 import draw_measurement
from .paper_c21 import draw_bank_file, draw_corrected_sheet, draw_settlement, draw_wage_sheet, draw_wage_slips
from .paper_c23 import draw_check_sheet
from .paper_c25 import draw_verification
from .paper_c28 import draw_fund_ledger, draw_public_ledger
from .paper_c35 import draw_photo_list
from .paper_e07 import draw_dividend_ledger
from .paper_e08 import draw_post_ledger
from .paper_e09 import draw_volume_contents, draw_volume_list
from .paper_reception import draw_register

OUT = Path(__file__).parents[2] / "templates" / "xlsx"


def main() -> None:
    """Draw all of them."""
    papers = {
        "A01-摸底调查表": draw_survey(),
        "C10-务工人员名册": draw_roster(),
        "C10-公示名单": draw_public_roster(),
        "C13-培训台账": draw_training_ledger(),
        "C13-培训签到表": draw_training_signs(),
        "C13-考核成绩表": draw_scores(),
        "C14-安全教育登记表": draw_safety_register(),
        "C14-保险汇总表": draw_insurance(),
        "C16-务工签到表": draw_sign_in_sheet(),
        "C17-务工台账": draw_ledger(),
        "C17-务工台账（更正）": draw_corrected_ledger(),
        "C19-包工计量确认单": draw_measurement(),
        "C21-劳务报酬发放表": draw_wage_sheet(),
        "C21-劳务报酬发放表（更正）": draw_corrected_sheet(),
        "C21-结算单": draw_settlement(),
        "C21-工资条": draw_wage_slips(),
        "C21-银行代发": draw_bank_file(),
        "C23-发放核对表": draw_check_sheet(),
        "C25-兑现核验表": draw_verification(),
        "E07-分红台账": draw_dividend_ledger(),
        "E08-履职台账": draw_post_ledger(),
        "E09-卷内目录": draw_volume_contents(),
        "E09-案卷目录": draw_volume_list(),
        "C28-项目资金台账": draw_fund_ledger(),
        "C28-资金收支公示": draw_public_ledger(),
        "C35-影像资料清单": draw_photo_list(),
        "档案接收登记簿": draw_register(),
    }
    for name, paper in papers.items():
        paper.save(OUT / f"{name}.xlsx")


if __name__ == "__main__":
    main()
