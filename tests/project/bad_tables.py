"""Files of ``tests/bad`` that no text file can be: made on the spot, in a copy of the folder."""

from __future__ import annotations

import datetime
import zipfile
from collections.abc import Callable
from pathlib import Path

from xlwt import CompoundDoc

from archivegen.pdf_mark import make_mark, seal_pdf
from tests.project.tables.village_files import save_text, save_xlsx

ROSTER = "数据/花名册.xlsx"
HEADING = ["姓名", "工种"]
WORKER = ["王大山", "普工"]
DAYS = list(range(1, 31))


def write_much(folder: Path) -> None:
    """A project file of eleven megabytes."""
    with (folder / "项目.yaml").open("a", encoding="utf-8") as file:
        file.writelines("# 从别处粘贴来的一行\n" for _ in range(400_000))


def name_a_workbook_yaml(folder: Path) -> None:
    save_xlsx(folder / "项目.xlsx", {"项目": [HEADING]}).replace(folder / "项目.yaml")


def open_in_wps(folder: Path) -> None:
    """The file that WPS lays beside an open one (git would not keep it)."""
    (folder / "数据" / "~$花名册.csv").write_bytes(b"\x05clerk")


def grow_too_large(folder: Path) -> None:
    (folder / "数据").mkdir()
    with (folder / ROSTER).open("wb") as file:
        file.truncate(51 * 1024 * 1024)


def ask_for_a_password(folder: Path) -> None:
    """An old workbook with the record that says: encrypted."""
    (folder / "数据").mkdir()
    begin, encrypted = b"\x09\x08\x04\x00\x00\x06\x05\x00", b"\x2f\x00\x04\x00\x00\x00\x00\x00"
    CompoundDoc.XlsDoc().save(str(folder / "数据/花名册.xls"), begin + encrypted + bytes(5000))


def copy_only_half(folder: Path) -> None:
    path = save_xlsx(folder / ROSTER, {"名册": [HEADING, WORKER]})
    path.write_bytes(path.read_bytes()[:2000])


def name_other_sheets(folder: Path) -> None:
    save_xlsx(folder / ROSTER, {"务工人员": [HEADING, WORKER], "说明": [["填表说明"]]})


def hide_the_roster(folder: Path) -> None:
    save_xlsx(folder / ROSTER, {"封面": [["青溪村"]], "旧名册": [HEADING, WORKER]}, hidden=["旧名册"])


def write_too_many_rows(folder: Path) -> None:
    save_text(folder / "数据/花名册.csv", "姓名,工种\n" + "王大山,普工\n" * 20_001)


def keep_two_rosters(folder: Path) -> None:
    save_xlsx(folder / ROSTER, {"一组": [HEADING, WORKER], "二组": [HEADING, ["李小英", "技工"]]})


def forget_to_calculate(folder: Path) -> None:
    """A formula as a program writes it that cannot calculate: without its result."""
    save_xlsx(folder / ROSTER, {"名册": [[*HEADING, "村组"], [*WORKER, '=CONCATENATE("3","组")']]})


def turn_a_mark_into_a_date(folder: Path) -> None:
    save_xlsx(folder / "数据/培训.xlsx", {"岗前": [["姓名", "成绩"], ["王大山", datetime.date(1900, 3, 30)]]})


def turn_a_group_into_a_date(folder: Path) -> None:
    """3-1 for 3组1社, as the spreadsheet understood it."""
    save_xlsx(folder / ROSTER, {"名册": [[*HEADING, "村组"], [*WORKER, datetime.date(2026, 3, 1)]]})


def fold_the_month(folder: Path) -> None:
    """A form with the 1st and the 16th in one column, and two rows a worker."""
    rows = [["姓名", *DAYS[:15]], [None, *DAYS[15:]], ["王大山", *["√"] * 15], [None, *["√"] * 15]]
    save_xlsx(folder / "数据/考勤.xlsx", {"4月": rows}, merges=["A1:A2", "A3:A4"])


def merge_a_week(folder: Path) -> None:
    """One mark merged over the 2nd, 3rd and 4th."""
    rows = [[*HEADING, *DAYS], [*WORKER, None, "√"]]
    save_xlsx(folder / "数据/考勤.xlsx", {"4月": rows}, merges=["D2:F2"])


def lay_a_shortcut(folder: Path) -> None:
    (folder / "归档件").mkdir()
    (folder / "归档件" / "B05.pdf").symlink_to(folder / "项目.yaml")


def file_the_print(folder: Path) -> None:
    """The PDF of the draft itself, which nobody signed."""
    plain = b"%PDF-1.7\ntrailer << /ID [<" + b"0" * 32 + b"><" + b"0" * 32 + b">] >>\n%%EOF\n"
    (folder / "归档件").mkdir()
    (folder / "归档件" / "B06.pdf").write_bytes(seal_pdf(plain, make_mark("1", b"draft")))


def file_the_draft(folder: Path) -> None:
    """The Word file itself in the place of the signed scan."""
    (folder / "归档件").mkdir()
    with zipfile.ZipFile(folder / "归档件" / "B06.docx", "w") as package:
        package.writestr("word/document.xml", "<w:document/>")


BUILDERS: dict[str, Callable[[Path], None]] = {
    "P004": write_much,
    "P006": name_a_workbook_yaml,
    "P043": open_in_wps,
    "P044": grow_too_large,
    "P046": ask_for_a_password,
    "P048": copy_only_half,
    "P050": name_other_sheets,
    "P051": hide_the_roster,
    "P052": write_too_many_rows,
    "P059": keep_two_rosters,
    "P062": forget_to_calculate,
    "P063": turn_a_mark_into_a_date,
    "P066": turn_a_group_into_a_date,
    "P088": fold_the_month,
    "P089": merge_a_week,
    "A015": lay_a_shortcut,
    "A019": file_the_draft,
    "A020": file_the_print,
}
"""Code → what completes its folder."""
