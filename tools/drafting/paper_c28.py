"""C28: the project's separate account with its running balance, and the form that hangs on the wall (domain §6.16)."""

from __future__ import annotations

from openpyxl.utils import get_column_letter

from archivegen.project.shares import WAGES

from .excel_styles import Column, Kind
from .ledger import Ledger

_WAGES_HEAD = "其中\n劳务报酬"
_WAGES = f'=IF([类别]="{WAGES}",[支出],0)'
_ROOM = (23, 4, 9)
_HEIGHT = 24


def draw_fund_ledger() -> Ledger:
    """The account as it is kept: vouchers, contracts, invoices; sums by source on a sheet of its own."""
    columns = [
        Column("序号", "{{ 笔.序号 }}", 4.5, Kind.COUNT),
        Column("日期", "{{ 笔.日期 }}", 10.5, Kind.DATE),
        Column("凭证号", "{{ 笔.凭证号 }}", 12, Kind.ID),
        Column("摘要", "{{ 笔.摘要 }}", 30, Kind.LONG_TEXT),
        Column("资金来源", "{{ 笔.来源 }}", 16, Kind.LONG_TEXT),
        Column("类别", "{{ 笔.类别 }}", 9),
        Column("收入", "{{ 笔.收入 }}", 13.5, Kind.MONEY, "SUM"),
        Column("支出", "{{ 笔.支出 }}", 13.5, Kind.MONEY, "SUM"),
        Column("余额", "", 13.5, Kind.MONEY),
        Column(_WAGES_HEAD, _WAGES, 12.5, Kind.MONEY_OR_DASH, "SUM"),
        Column("对应合同、发票", "{{ 笔.合同发票 }}", 16, Kind.LONG_TEXT),
    ]
    form = Ledger("资金台账", columns, margin=1.5, size=10)
    form.add_title("{{ 项目.名称 }}资金台账", size=20, height=40)
    form.add_project_facts()
    form.add_subline("核算方式：专账核算，专款专用", "单位：元", shares=(1, 1))
    _add_lines(form, _ROOM)
    _add_balance(form)
    _add_rates(form)
    form.add_signatures("记账人", "复核人", "财政所负责人", "乡镇主要负责人", date=True)
    form.add_note("注：1.余额＝累计收入－累计支出；银行退回的劳务报酬以负数记支出，冲减支出，不计入到位资金。")
    form.add_note("　　2.到位率＝到位资金÷计划资金，支出率＝支出÷到位资金，报酬占比的基数为{{ 占比.基数名称 }}。")
    form.freeze(2)
    form.finish()
    _draw_sources(form)
    return form


def draw_public_ledger() -> Ledger:
    """The same for the notice board: no vouchers, no contracts, no invoices."""
    columns = [
        Column("序号", "{{ 笔.序号 }}", 5, Kind.COUNT),
        Column("日期", "{{ 笔.日期 }}", 11, Kind.DATE),
        Column("摘要", "{{ 笔.摘要 }}", 34, Kind.LONG_TEXT),
        Column("资金来源", "{{ 笔.来源 }}", 17, Kind.LONG_TEXT),
        Column("类别", "{{ 笔.类别 }}", 9),
        Column("收入", "{{ 笔.收入 }}", 14, Kind.MONEY, "SUM"),
        Column("支出", "{{ 笔.支出 }}", 14, Kind.MONEY, "SUM"),
        Column("余额", "", 14, Kind.MONEY),
        Column(_WAGES_HEAD, _WAGES, 13, Kind.MONEY_OR_DASH, "SUM"),
    ]
    form = Ledger("资金收支公示", columns, margin=1.5, size=11)
    form.add_title("{{ 项目.名称 }}资金收支公示", size=20, height=40)
    form.add_subline(
        "公示单位：{{ 参建各方.业主单位.名称 }}", "公示日期：　　　　年　　月　　日", "单位：元", shares=(4, 3, 2)
    )
    _add_lines(form, (20, 3, 8))
    _add_balance(form)
    _add_rates(form)
    form.add_note(
        "注：对收支有疑问的，请向{{ 参建各方.乡镇政府.名称 }}反映，电话：{{ 参建各方.乡镇政府.电话 or '______________' }}。"
    )
    form.add_signatures("公示单位", "村民质量监督小组", date=True)
    form.freeze(2)
    return form


def _add_lines(form: Ledger, room: tuple[int, int, int]) -> None:
    """One loop over all pages, so that the balance runs on; a page ends where the filter ends it."""
    ends = f"(资金台账.明细|分页{room}|map('last')|map(attribute='序号')|list)[:-1]"
    form.set_room(room, _HEIGHT)
    form.add_heads()
    form.add_tag("{%tr for 笔 in 资金台账.明细 %}")
    form.add_person(_HEIGHT)
    form.add_tag(f"{{%tr if 笔.序号 in {ends} %}}")
    form.add_page_end()
    form.add_tag("{%tr endif %}")
    form.add_tag("{%tr endfor %}")
    form.add_total("合计", _HEIGHT)


def _add_balance(form: Ledger) -> None:
    """The running balance of a line is all that came in less all that went out up to it."""
    data, total = form.data, form.row
    income, expense, balance = (form.name_cell(head, data).rstrip("0123456789") for head in ("收入", "支出", "余额"))
    form.sheet[f"{balance}{data}"] = f"=SUM({income}${data}:{income}{data})-SUM({expense}${data}:{expense}{data})"
    form.sheet[f"{balance}{total}"] = f"={income}{total}-{expense}{total}"


def _add_rates(form: Ledger) -> None:
    """Money planned, arrived and spent, and the share of wages, from the totals of the table."""
    arrived, spent, balance, wages = (form.name_cell(head, form.row) for head in ("收入", "支出", "余额", _WAGES_HEAD))
    rows = (
        ("计划资金", "{{ 资金合计.总额 }}", "到位资金", f"={arrived}", "到位率"),
        ("账面余额", f"={balance}", "累计支出", f"={spent}", "支出率"),
        ("占比基数", "{{ 占比.基数 }}", "已付劳务报酬", f"={wages}", "报酬占比"),
    )
    areas = form.share_columns([0.12, 0.2, 0.14, 0.22, 0.12, 0.2])
    whole, part = (get_column_letter(areas[number][0]) for number in (1, 3))
    for first, amount, second, figure, rate in rows:
        row = form.row + 1
        share = f"=IF({whole}{row}=0,0,ROUND({part}{row}/{whole}{row},4))"
        if rate == "支出率":  # of what arrived, which stands one row above what was spent
            share = f"=IF({part}{row - 1}=0,0,ROUND({part}{row}/{part}{row - 1},4))"
        kinds = (Kind.LABEL, Kind.MONEY, Kind.LABEL, Kind.MONEY, Kind.LABEL, Kind.PERCENT)
        texts = (first, amount, second, figure, rate, share)
        spans = (end - start + 1 for start, end in areas)
        form.add_cells(*zip(texts, spans, kinds, strict=True))


def _draw_sources(book: Ledger) -> None:
    """按来源汇总: what the account says of every fund line, by SUMIF over the account."""
    ledger = book.sheet.title
    data = book.data

    def column(head: str) -> str:
        cell = book.name_cell(head, data)
        return f"{ledger}!{cell}:{cell}"

    def add_up(head: str) -> str:
        return f"=SUMIF({column('资金来源')},[资金来源],{column(head)})"

    columns = [
        Column("序号", "{{ loop.index }}", 6, Kind.COUNT),
        Column("资金来源", "{{ 源.来源 }}", 22, Kind.LONG_TEXT),
        Column("文号", "{{ 源.文号 }}", 28, Kind.LONG_TEXT),
        Column("计划", "{{ 源.计划 }}", 15, Kind.MONEY, "SUM"),
        Column("到位", add_up("收入"), 15, Kind.MONEY, "SUM"),
        Column("支出", add_up("支出"), 15, Kind.MONEY, "SUM"),
        Column("余额", "=[到位]-[支出]", 15, Kind.MONEY, "SUM"),
        Column("到位率", "=IF([计划]=0,0,ROUND([到位]/[计划],4))", 10, Kind.PERCENT),
        Column("支出率", "=IF([到位]=0,0,ROUND([支出]/[到位],4))", 10, Kind.PERCENT),
        Column(_WAGES_HEAD, add_up(_WAGES_HEAD), 14, Kind.MONEY_OR_DASH, "SUM"),
    ]
    form = Ledger("按来源汇总", columns, margin=1.5, size=10, book=book)
    form.add_title("{{ 项目.名称 }}资金来源汇总", size=18)
    form.add_subline("截至最后一笔记账", "单位：元")
    form.add_table("源 in 资金台账.来源汇总", total="合计", height=28)
    form.finish()
