"""银行代发文件的格式: how the file looks that a bank or the township's finance office takes.  Data of ``banks.yaml``.

What stands in a column is a word or an expression of the template language; the words are those of the papers, 项 the
batch, 人 the person, and :data:`WORDS`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from archivegen.chinese import safe_file_name
from archivegen.errors import TemplateError
from archivegen.language import compile_expression, compile_text
from archivegen.project.values import Facts, Text, Texts, Whole, YesNo, fact

WORDS = ("序号", "户名", "姓名", "证件号", "账号", "开户行", "金额", "摘要", "笔数", "总额")
"""What every payment file can name; 金额 and 总额 in the layout's unit, 笔数 and 总额 of this file."""
AMOUNT, ACCOUNT = "金额", "账号"
FORMATS = ("xlsx", "csv", "txt")
ENCODINGS = ("utf-8-sig", "utf-8", "gb18030", "gbk")
LINE_ENDS = {"CRLF": "\r\n", "LF": "\n"}
DELIMITERS = {"逗号": ",", "竖线": "|", "分号": ";", "制表符": "\t", "空格": " "}
UNITS = {"元": 1, "分": 100}
MOST_DECIMALS = 4


class BankColumn(Facts):
    """列: one column of a payment file."""

    title: Text = fact("标题", default="")
    value: Text = fact("值", "词或表达式，如 账号、人.村组")
    as_text: YesNo = fact("文本", "在 xlsx 中按文本存，账号和证件号必须是", default=False)
    width: Whole = fact("宽", "在 xlsx 中的列宽", default=12)


class BankLayout(Facts):
    """格式: one layout."""

    name: Text = fact("名称")
    purpose: Text = fact("说明", default="")
    format: Text = fact("格式", "xlsx、csv 或 txt")
    encoding: Text = fact("编码", "csv 和 txt 的文字编码", default="gb18030")
    delimiter: Text = fact("分隔符", "逗号、竖线、分号、制表符或空格", default="逗号")
    line_end: Text = fact("换行", "CRLF 或 LF", default="CRLF")
    sheet: Text = fact("工作表", "xlsx 的工作表名", default="代发明细")
    has_heads: YesNo = fact("表头", default=True)
    columns: tuple[BankColumn, ...] = fact("列", min_length=1)
    brief: Text = fact("摘要", "摘要的文字，可含词", default="{{ 项.批次名 }}劳务报酬")
    unit: Text = fact("金额单位", "元或分", default="元")
    decimals: Whole = fact("小数位", default=2)
    thousands: YesNo = fact("金额千分位", default=False)
    first_line: Texts = fact("首行汇总", "首行各格的值", default=())
    last_line: Texts = fact("末行汇总", "末行各格的值", default=())
    most_rows: Whole | None = fact("每份最多笔数", default=None)

    def find_column(self, value: str) -> int:
        """Number (from 0) of the column that holds a word."""
        return next(i for i, column in enumerate(self.columns) if column.value == value)

    def uses(self, word: str) -> bool:
        """Whether a column holds this word."""
        return any(column.value == word for column in self.columns)


class BankBook(Facts):
    """``banks.yaml``."""

    layouts: tuple[BankLayout, ...] = fact("格式")


def find_layout_problems(layouts: Sequence[BankLayout]) -> Iterator[str]:
    """All that is wrong with the layouts, each line with file and layout."""
    seen: set[str] = set()
    for layout in layouts:
        where = f"  banks.yaml：格式“{layout.name}”"
        if layout.name in seen:
            yield f"{where}出现两次"
        seen.add(layout.name)
        if not layout.name or safe_file_name(layout.name, 60) != layout.name:
            yield f"{where}的名称要用作文件名，不能是空的，不能有 / \\ : 等符号"
        for problem in (*_choice_problems(layout), *_column_problems(layout), *_expression_problems(layout)):
            yield where + problem


def _choice_problems(layout: BankLayout) -> Iterator[str]:
    choices = (
        ("格式", layout.format, FORMATS),
        ("编码", layout.encoding, ENCODINGS),
        ("换行", layout.line_end, tuple(LINE_ENDS)),
        ("分隔符", layout.delimiter, tuple(DELIMITERS)),
        ("金额单位", layout.unit, tuple(UNITS)),
    )
    for key, found, known in choices:
        if found not in known:
            yield f"的{key}“{found}”应为 {'、'.join(known)} 之一"
    if layout.decimals > MOST_DECIMALS:
        yield f"的小数位 {layout.decimals} 应不超过 {MOST_DECIMALS}"
    if layout.unit == "分" and layout.decimals:
        yield f"的金额单位是分，小数位应为 0，现为 {layout.decimals}"
    if layout.unit == "元" and layout.decimals < 2:
        yield f"的金额单位是元，小数位应为 2 以上，现为 {layout.decimals}，写不下角分"
    if layout.most_rows == 0:
        yield "的每份最多笔数应大于 0"
    if layout.format != "xlsx" and layout.thousands and layout.delimiter == "逗号":
        yield "用逗号分隔，金额就不能有千分位"


def _column_problems(layout: BankLayout) -> Iterator[str]:
    for word in (AMOUNT, ACCOUNT):
        found = sum(column.value == word for column in layout.columns)
        if found != 1:
            yield f"应有一列的值是 {word}，现有 {found} 列"
    for number, column in enumerate(layout.columns, 1):
        if layout.has_heads and not column.title:
            yield f"第 {number} 列没有标题"
        if layout.format == "xlsx" and column.value in {ACCOUNT, "证件号"} and not column.as_text:
            yield f"第 {number} 列（{column.title}）应写 文本: 是，否则 Excel 会改动号码"


def _expression_problems(layout: BankLayout) -> Iterator[str]:
    try:
        for value in (*(column.value for column in layout.columns), *layout.first_line, *layout.last_line):
            if value and value not in WORDS:
                compile_expression(value)
        compile_text(layout.brief)
    except TemplateError as error:
        yield f"：{error}"
