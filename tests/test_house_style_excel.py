"""One house style over all Excel templates: paper, heads that repeat, frozen panes, named cell styles, footers."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import openpyxl
import pytest
from openpyxl.utils import get_column_letter

from archivegen.pack.load import built_in_pack

PACK = built_in_pack()
BOOKS = sorted([*PACK.glob("xlsx/*.xlsx"), *PACK.glob("starter/*/*.xlsx")])
PAPERS = {"9": (210, 297), "8": (297, 420)}
"""Excel's numbers of A4 and A3, in mm."""
MARGINS = (13, 20)
"""Least and greatest margin in mm; 20 by the house, less where a wide list needs the room."""
LEAST_PRINT = 7
"""Points: what is smaller once the page is fitted cannot be read by the people who sign it."""
PAGED = re.compile(r"\|分页\((\d+), (\d+), (\d+)\)")
WITH_SUBTOTAL = {"发放表", "结算单", "核对表", "包工计量确认单"}
"""Sheets with 本页合计 under every page."""
STYLES = {
    # name of the cell style: font
    "标题": "方正小标宋简体",
    "表头": "黑体",
    "合计栏": "黑体",
    "表头说明": "仿宋_GB2312",
    "表注": "仿宋_GB2312",
    "文字": "仿宋_GB2312",
    "长文字": "仿宋_GB2312",
    "姓名": "仿宋_GB2312",
    "号码": "仿宋_GB2312",
    "数字": "仿宋_GB2312",
    "天数": "仿宋_GB2312",
    "金额": "仿宋_GB2312",
    "百分比": "仿宋_GB2312",
    "日期": "仿宋_GB2312",
    "模板语句": "宋体",
}
FORMATS = {"金额": "#,##0.00", "号码": "@", "百分比": "0.00%", "日期": "yyyy-mm-dd"}
WITHOUT_HEAD = {
    ("C21-工资条", "工资条"): "slips are cut line by line, each has its own head",
    ("C21-银行代发", "核对"): "a few facts, no list",
}
"""Sheets without a list, and why."""
KEPT = {"花名册", "考勤表", "施工日志"}
"""Tables that villages keep on the screen: no key, for no paper is made of them."""


def find_page_faults(where: str, sheet) -> Iterator[str]:
    paper, margins = str(sheet.page_setup.paperSize), sheet.page_margins
    if paper not in PAPERS:
        yield f"{where}的纸张不是 A4 或 A3"
    if sheet.page_setup.orientation not in ("landscape", "portrait"):
        yield f"{where}没有写明纸张方向"
    sides = {round(side * 25.4) for side in (margins.left, margins.right, margins.top, margins.bottom)}
    if not all(MARGINS[0] <= side <= MARGINS[1] for side in sides):
        yield f"{where}的页边距 {sorted(sides)} 毫米，应在 {MARGINS[0]} 至 {MARGINS[1]} 毫米之间"
    fit = (sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight)
    if (
        not sheet.sheet_properties.pageSetUpPr
        or not sheet.sheet_properties.pageSetUpPr.fitToPage
        or fit not in ((1, 0), (1, 1))
    ):
        yield f"{where}没有设为一页宽，右边的列会印到另一张纸上"
    if not sheet.print_area:
        yield f"{where}没有设打印区域"


def find_head_faults(book: str, sheet) -> Iterator[str]:
    where = f"{book} 的“{sheet.title}”"
    heads = [row[0].row for row in sheet.iter_rows() if any(cell.style.partition("-")[0] == "表头" for cell in row)]
    listed = [row[0].row for row in sheet.iter_rows() if str(row[0].value or "").startswith("{%tr for")]
    if (book, sheet.title) in WITHOUT_HEAD or sheet.page_setup.fitToHeight == 1:  # one page repeats nothing
        return
    if not heads:
        yield f"{where}没有表头"
        return
    last = heads[0]
    while last + 1 in heads:
        last += 1
    if sheet.print_title_rows != f"${heads[0]}:${last}":
        yield f"{where}第二页起不重复表头：打印标题行是 {sheet.print_title_rows}，表头在第 {heads[0]} 至 {last} 行"
    frozen = openpyxl.utils.cell.coordinate_from_string(sheet.freeze_panes)[1] if sheet.freeze_panes else 0
    if frozen != last + 1:
        yield f"{where}往下翻时看不到表头：冻结在 {sheet.freeze_panes or '无'}，应在第 {last + 1} 行"
    if listed and listed[0] < heads[0]:
        yield f"{where}的表头在循环里面"


def find_cell_faults(where: str, book, sheet) -> Iterator[str]:
    styles = {style.name: style for style in book._named_styles}
    for row in sheet.iter_rows():
        for cell in row:
            if cell.value is None:
                continue
            name = cell.style.partition("-")[0]
            if name not in STYLES:
                yield f"{where}!{cell.coordinate} 没有用单元格样式（现为 {cell.style}），改样式时改不到它"
                continue
            style = styles[cell.style]
            if (cell.font.name, cell.font.sz) != (style.font.name, style.font.sz):
                yield f"{where}!{cell.coordinate} 直接设了字体 {cell.font.name} {cell.font.sz}，应改用样式"
            if style.font.name != STYLES[name]:
                yield f"{where} 的样式“{cell.style}”字体是 {style.font.name}，应为 {STYLES[name]}"
            if not style.number_format.startswith(FORMATS.get(name, "")):
                yield f"{where} 的样式“{cell.style}”数字格式是 {style.number_format}，应为 {FORMATS[name]}"


def find_footer_faults(where: str, sheet, *, signed: bool) -> Iterator[str]:
    left, centre = sheet.oddFooter.left.text or "", sheet.oddFooter.center.text or ""
    if signed and "{{ 材料.键 }}" not in left:
        yield f"{where}的页脚没有材料的键，扫描件回来认不出是哪一份"
    if "&P" not in centre or "&N" not in centre:
        yield f"{where}的页脚没有页码和总页数"


def find_size_faults(where: str, sheet) -> Iterator[str]:
    sizes = [c.font.sz for row in sheet.iter_rows() for c in row if c.value and not c.style.startswith("模板语句")]
    if min(sizes) * shrink(sheet) < LEAST_PRINT:
        yield f"{where}印出来的字只有 {min(sizes) * shrink(sheet):.1f} 磅，看不清"


def find_room_faults(where: str, sheet) -> Iterator[str]:
    """Where the template says how many rows a page has (|分页), the paper holds them, or the last rows of every page stray."""
    said = next((m for row in sheet.iter_rows() for c in row if (m := PAGED.search(str(c.value or "")))), None)
    if not said:
        return
    rows, title, _ = map(int, said.groups())
    first, last = map(int, re.findall(r"\d+", sheet.print_title_rows))
    data = next(number for number in range(last + 1, sheet.max_row) if is_printed(sheet, number))
    above, heads = measure(sheet, 1, first - 1), measure(sheet, first, last)
    subtotal = sheet.row_dimensions[data].height if sheet.title in WITH_SUBTOTAL else 0
    free = paper_side(sheet, across=False) / 25.4 * 72 / shrink(sheet) - heads - subtotal
    for what, needed in (("每页", rows), ("第一页", rows - title)):
        taken = needed * sheet.row_dimensions[data].height + (above if what == "第一页" else 0)
        if taken > free:
            yield f"{where}{what} {needed} 行要 {taken:.0f} 磅，纸上只有 {free:.0f} 磅，多出的行会单独印在一页"


def measure(sheet, first: int, last: int) -> float:
    return sum(sheet.row_dimensions[number].height for number in range(first, last + 1) if is_printed(sheet, number))


def is_printed(sheet, number: int) -> bool:
    return not str(sheet.cell(number, 1).value or "").startswith("{%tr")


def paper_side(sheet, *, across: bool) -> float:
    """Millimetres between the margins, across the page or down it."""
    short, long = PAPERS[str(sheet.page_setup.paperSize)]
    margins = sheet.page_margins
    edges = margins.left + margins.right if across else margins.top + margins.bottom
    return (long if (sheet.page_setup.orientation == "landscape") is across else short) - 25.4 * edges


def shrink(sheet) -> float:
    """What is left of a letter's size; columns that repeat ({%tc for) are as many on paper as the days of a month."""
    repeated = {c.column for row in sheet.iter_rows() for c in row if str(c.value or "").startswith("{%tc for")}
    width = sum(
        sheet.column_dimensions[get_column_letter(number)].width * (31 if number in repeated else 1)
        for number in range(1, sheet.max_column + 1)
    )
    return min(paper_side(sheet, across=True) / (width * 10 / 5.1), 1)


def find_faults(name: str, path: Path) -> Iterator[str]:
    book = openpyxl.load_workbook(path)
    for sheet in book.worksheets:
        where = f"{name} 的“{sheet.title}”"
        yield from find_page_faults(where, sheet)
        yield from find_head_faults(name, sheet)
        yield from find_cell_faults(where, book, sheet)
        yield from find_footer_faults(where, sheet, signed=name not in KEPT)
        if name not in KEPT:
            yield from find_size_faults(where, sheet)
            yield from find_room_faults(where, sheet)


@pytest.mark.parametrize("path", BOOKS, ids=lambda path: path.stem)
def test_excel_templates_keep_the_house_style(path: Path):
    assert not list(find_faults(path.stem, path))


def _shift_margin(book):
    book.active.page_margins.left = 0.2


def _forget_width(book):
    book.active.sheet_properties.pageSetUpPr.fitToPage = False


def _forget_titles(book):
    book.active.print_title_rows = "1:1"


def _unfreeze(book):
    book.active.freeze_panes = None


def _write_by_hand(book):
    book.active["A1"].style = "Normal"


def _embolden(book):
    book.active["A1"].font = openpyxl.styles.Font(name="微软雅黑", size=18)


def _forget_key(book):
    book.active.oddFooter.left.text = None


def _crowd(book):
    for row in book.active.iter_rows():
        for cell in row:
            if PAGED.search(str(cell.value or "")):
                cell.value = PAGED.sub("|分页(19, 4, 8)", cell.value)


def _widen(book):
    book.active.column_dimensions["A"].width = 200


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        (_shift_margin, "页边距"),
        (_forget_width, "一页宽"),
        (_forget_titles, "不重复表头"),
        (_unfreeze, "看不到表头"),
        (_write_by_hand, "没有用单元格样式"),
        (_embolden, "直接设了字体"),
        (_forget_key, "没有材料的键"),
        (_widen, "看不清"),
        (_crowd, "单独印在一页"),
    ],
)
def test_a_spoiled_excel_template_is_told(spoil, said, tmp_path):
    book = openpyxl.load_workbook(PACK / "xlsx/C23-发放核对表.xlsx")
    spoil(book)
    book.save(tmp_path / "核对表.xlsx")
    assert said in "\n".join(find_faults("核对表", tmp_path / "核对表.xlsx"))
