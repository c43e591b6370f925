"""The file that a bank imports to pay wages, in a layout of the pack, and the same file read back to prove it.

Accounts and ID numbers are text in every format, amounts exact to the cent.  Same rows, same bytes.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import TYPE_CHECKING, Any, NamedTuple

from archivegen.errors import PackError, TemplateError
from archivegen.language import compile_expression, compile_text
from archivegen.pack.banks import (
    ACCOUNT,
    AMOUNT,
    DELIMITERS,
    LINE_ENDS,
    UNITS,
    WORDS,
    BankLayout,
)
from archivegen.render.office import freeze_package
from archivegen.workbook_bytes import save_workbook

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

Words = Mapping[str, Any]


class Payee(NamedTuple):
    """One line of the file: the person's words, and what goes to the bank.  ``amount`` in 元."""

    words: Words
    name: str
    id_number: str
    account: str
    amount: Decimal


class Payment(NamedTuple):
    """What a file says of one person, as read back from its bytes."""

    account: str
    amount: Decimal


class PaymentFile(NamedTuple):
    """One finished file."""

    content: bytes
    rows: int
    total: Decimal


class PaymentFileError(Exception):
    """A finished file does not say what it was made from: a bug, and no file to give to a bank."""


Cell = str | int | Decimal


def write_payment_files(layout: BankLayout, payees: Sequence[Payee], words: Words) -> list[PaymentFile]:
    """The files of one batch, several where the layout takes no more rows in one.

    ``words`` are the words of the batch (项) and of the project.  Raises ``PackError`` when the layout asks for a word that
    does not exist, ``ValueError`` in Chinese when a text cannot stand in such a file, and :class:`PaymentFileError`
    when what was written does not read back as it was meant.
    """
    room = layout.most_rows or len(payees)
    files = [_write_file(layout, payees[at : at + room], words) for at in range(0, len(payees), room)]
    if sum(file.total for file in files) != sum(payee.amount for payee in payees):
        raise PaymentFileError(f"{layout.name}: the files do not add up to the batch")
    return files


def _write_file(layout: BankLayout, payees: Sequence[Payee], words: Words) -> PaymentFile:
    try:
        table = list(_lay_rows(layout, payees, words))
    except TemplateError as error:
        raise PackError(f"模板包 banks.yaml 的格式“{layout.name}”有误：{error}") from error
    content = _write_workbook(layout, table) if layout.format == "xlsx" else _write_text(layout, table)
    meant = [Payment(payee.account, payee.amount) for payee in payees]
    if read_payments(layout, content) != meant:
        raise PaymentFileError(f"{layout.name}: the file of {len(payees)} payments reads back differently")
    return PaymentFile(content, len(meant), sum((payment.amount for payment in meant), Decimal(0)))


def _lay_rows(layout: BankLayout, payees: Sequence[Payee], words: Words) -> Iterator[list[Cell]]:
    """All rows of the file from top to bottom."""
    total = sum((payee.amount for payee in payees), Decimal(0))
    sums = {"笔数": len(payees), "总额": _in_unit(layout, total)}
    brief = compile_text(layout.brief)(words)
    if layout.first_line:
        yield [_find_value(value, {**words, **sums}) for value in layout.first_line]
    if layout.has_heads:
        yield [column.title for column in layout.columns]
    for number, payee in enumerate(payees, 1):
        scope = {
            **words,
            **sums,
            "人": payee.words,
            "序号": number,
            "户名": payee.name,
            "姓名": payee.words["姓名"],
            "证件号": payee.id_number,
            "账号": payee.account,
            "开户行": payee.words["开户行"],
            "金额": _in_unit(layout, payee.amount),
            "摘要": brief,
        }
        yield [_find_value(column.value, scope) for column in layout.columns]
    if layout.last_line:
        yield [_find_value(value, {**words, **sums}) for value in layout.last_line]


def _find_value(value: str, scope: Words) -> Cell:
    found = scope[value] if value in WORDS and value in scope else compile_expression(value)(scope) if value else ""
    return found if type(found) in {int, Decimal} else str(found)


def _in_unit(layout: BankLayout, amount: Decimal) -> Decimal:
    """元 → 元 or 分 with the layout's decimals."""
    return (amount * UNITS[layout.unit]).quantize(Decimal(1).scaleb(-layout.decimals))


def _write_text(layout: BankLayout, table: Sequence[Sequence[Cell]]) -> bytes:
    rows = [[_as_text(layout, cell) for cell in row] for row in table]
    delimiter = DELIMITERS[layout.delimiter]
    for row in rows:
        for text in row:
            _refuse_odd_text(layout, text, delimiter)
    stream = io.StringIO()
    csv.writer(stream, delimiter=delimiter, lineterminator=LINE_ENDS[layout.line_end]).writerows(rows)
    return stream.getvalue().encode(layout.encoding)


def _as_text(layout: BankLayout, cell: Cell) -> str:
    if isinstance(cell, Decimal):
        return f"{cell:,.{layout.decimals}f}" if layout.thousands else f"{cell:.{layout.decimals}f}"
    return str(cell)


def _refuse_odd_text(layout: BankLayout, text: str, delimiter: str) -> None:
    """A plain text file knows no quotes, an old encoding no rare characters."""
    if any(sign in text for sign in "\r\n\t" + ("" if layout.format == "csv" else delimiter + '"')):
        raise ValueError(f"“{text}”里有换行、引号或分隔符，{layout.name}的文件里写不下")
    try:
        text.encode(layout.encoding)
    except UnicodeEncodeError as error:
        odd = text[error.start : error.end]
        raise ValueError(f"“{text}”里的“{odd}”在 {layout.encoding} 编码里没有，请把格式的编码改为 gb18030") from error


def _write_workbook(layout: BankLayout, table: Sequence[Sequence[Cell]]) -> bytes:
    from openpyxl import Workbook
    from openpyxl.styles import Font

    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = layout.sheet
    money = ("#,##0" if layout.thousands else "0") + "." * bool(layout.decimals) + "0" * layout.decimals
    heads = 1 + bool(layout.first_line) if layout.has_heads else 0
    for line, row in enumerate(table, 1):
        for number, value in enumerate(row, 1):
            as_text = number <= len(layout.columns) and layout.columns[number - 1].as_text
            cell = sheet.cell(line, number, _as_text(layout, value) if as_text else value)
            cell.font = Font(name="宋体", size=11, bold=line == heads)
            if isinstance(cell.value, str):
                cell.data_type, cell.number_format = "s", "@"  # a text that begins with = is no formula
            else:
                cell.number_format = money if isinstance(value, Decimal) else "0"
    for letter, column in zip(_letters(len(layout.columns)), layout.columns, strict=True):
        sheet.column_dimensions[letter].width = column.width
    if heads:
        sheet.freeze_panes = sheet.cell(heads + 1, 1)
        sheet.print_title_rows = f"1:{heads}"
    _fit_on_paper(sheet)
    return freeze_package(save_workbook(book))


def _fit_on_paper(sheet: Worksheet) -> None:
    """A4 landscape, one page wide: what goes to the bank as a file is often signed on paper too."""
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", 9
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.oddFooter.center.text = "第 &P 页　共 &N 页"


def _letters(count: int) -> list[str]:
    from openpyxl.utils import get_column_letter

    return [get_column_letter(number) for number in range(1, count + 1)]


# --- read back --------------------------------------------------------------------------------------------------------


def read_payments(layout: BankLayout, content: bytes) -> list[Payment]:
    """What a finished file says, read from its bytes as a bank would; its own count and sum must agree with its rows.

    Raises :class:`PaymentFileError` when they do not.
    """
    table = _read_workbook(content) if layout.format == "xlsx" else _read_text(layout, content)
    first = bool(layout.first_line) + layout.has_heads
    rows = table[first : len(table) - bool(layout.last_line)]
    account, amount = layout.find_column(ACCOUNT), layout.find_column(AMOUNT)
    payments = [Payment(row[account], _read_amount(layout, row[amount])) for row in rows]
    total = sum((payment.amount for payment in payments), Decimal(0))
    for line, values in ((table[0], layout.first_line), (table[-1], layout.last_line)):
        for value, text in zip(values, line, strict=False):
            right = {"笔数": Decimal(len(payments)), "总额": total}.get(value)
            found = _read_amount(layout, text) if value == "总额" else Decimal(text) if value == "笔数" else None
            if right != found:
                raise PaymentFileError(f"{layout.name}: its own {value} is not that of its rows")
    return payments


def _read_text(layout: BankLayout, content: bytes) -> list[list[str]]:
    text = content.decode(layout.encoding)
    return list(csv.reader(io.StringIO(text, newline=""), delimiter=DELIMITERS[layout.delimiter]))


def _read_workbook(content: bytes) -> list[list[str]]:
    from openpyxl import load_workbook

    sheet = load_workbook(io.BytesIO(content)).worksheets[0]
    return [["" if value is None else str(value) for value in row] for row in sheet.iter_rows(values_only=True)]


def _read_amount(layout: BankLayout, text: str) -> Decimal:
    return Decimal(text.replace(",", "")) / UNITS[layout.unit]
