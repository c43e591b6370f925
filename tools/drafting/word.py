"""Draw a Word template of a paper in the house style (GB/T 9704-2012 for letters, plain forms for tables).

The drawn .docx is the source that a provincial office edits in Word afterwards; this kit draws the first one only:

    from drafting.word import Column, Paper, blank, day, each_row

    paper = Paper("letter")
    paper.title("{{ 项目.名称 }}", "劳务报酬发放公示")
    paper.text("根据……，现将{{ 发放.期间 }}劳务报酬公示如下。")
    paper.table([Column("序号", 12), Column("姓名", 24), Column("实发（元）", 30, "right")],
                each_row("人 in 发放.明细", ["{{ 人.序号 }}", "{{ 人.姓名 }}", "{{ 人.实发|元 }}"]))
    with paper.when("公示.电话"):
        paper.text("异议电话：{{ 公示.电话 }}")
    paper.letter_signature("{{ 项目.业主.名称 }}", day("公示.日期"))
    paper.save(Path("templates/docx/C22-劳务报酬发放公示.docx"))

Text is a string with docxtpl tags, or runs made by bold, under, hei and kai; every tag lies whole in one string.
A method draws at once, from top to bottom; all raise ValueError for tags or rows that cannot work.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from .word_cells import (
    Align,
    Block,
    Cell,
    Column,
    Opinion,
    Opinions,
    Row,
    Tall,
    band,
    bind_totals,
    each_row,
    empty_rows,
    if_row,
    label,
)
from .word_chart import Box, draw_boxes
from .word_drawing import Drawing
from .word_labels import Strip, draw_strips
from .word_letter import (
    LONG_NAME,
    draw_attachments,
    draw_colophon,
    draw_letterhead,
    draw_marks,
    draw_number_line,
    draw_signature,
    has_colophon,
    has_red_head,
    number_of,
)
from .word_pages import draw_contents
from .word_parts import write_package
from .word_styles import BODY_PITCH, CHARACTER, REPORT_STYLES, el
from .word_table import Sheet, draw_columns, draw_cover, scale_cuts, share_labels
from .word_text import (
    Content,
    Run,
    Segment,
    blank,
    bold,
    box,
    day,
    draw_paragraph,
    hei,
    kai,
    set_spacing,
    style_of,
    tick,
    under,
)

__all__ = [
    "Block", "Box", "Cell", "Column", "Content", "Opinion", "Opinions", "Paper", "Row", "Run", "Segment", "Tall", "band",
    "blank", "bold", "box", "day", "each_row", "empty_rows", "hei", "if_row", "kai", "label", "tick", "under",
]  # fmt: skip


class Paper(Drawing):
    """A paper being drawn.

    kind:      "letter" (公文 margins, title 二号, body 三号), "form" (narrow margins, tables 小四 or 五号),
               "report" (a long document with chapters: body 四号, 31 lines a page) or "labels" (sheets to be cut apart).
    landscape: the whole paper lies across; for single pages use `with paper.landscape():`.
    numbers:   page numbers: 外侧 (“— 1 —”, odd right, even left), 居中, 页次 (第1页 共2页) or 无;
               by default 外侧 for letters, 页次 for forms, 居中 for reports, whose page 1 may stand on a back.
               The paper's key {{ 材料.键 }} stands small beside it.
    """

    # ---- letters ------------------------------------------------------------------------------------------------

    def official_head(self, issuer: str, *title: str, number: str = "", upward: bool = False, mark: str = "") -> None:
        """Head and title of a letter: official_head("参建各方.乡镇政府.名称", "关于……的申请", number="验收.申请文号").

        With 公文.红头 the issuer's red mark, 份号 密级 紧急程度 if given, the number and the red rule stand over the title
        (GB/T 9704, 7.2); without it the number, if known, under the title.  `issuer`, `number` and `mark` are expressions:
        a number that no section of the project file has is taken from 发文.  `upward`: 请示 and 报告 name who signs.
        `mark`: what stands in red in the place of the issuer's name and “文件”, for minutes.
        """
        words = mark or f"{issuer} ~ '文件'"
        red = has_red_head(issuer)
        with self.when(red):
            self._add(draw_marks(self._next.width))
            for long in (True, False):
                with self.when(f"(公文.机关标志 or {words})|length {'>' if long else '<='} {LONG_NAME}"):
                    self._add(draw_letterhead(f"{{{{ 公文.机关标志 or {words} }}}}", long=long))
            self._add(draw_number_line(number_of(number), self._next.width, upward=upward))
        self.title(*title)
        with self.when(f"{number_of(number)} and not {red}"):
            self.number(f"{{{{ {number_of(number)} }}}}")

    def colophon(self, issuer: str, date: str, to: str = "") -> None:
        """版记, the last thing of a letter and its annexes: colophon("参建各方.乡镇政府.名称", "验收.申请日期").

        cc (公文.抄送 but for the issuer and `to`, whom the letter is for), copies (公文.份数), and with 公文.版记 who printed it when; nothing where none of them is asked for.
        """
        with self.when(has_colophon(issuer, to)):
            self._add(draw_colophon(issuer, date, self._next.left, self._next.width, to))
            self._add(draw_paragraph("Tiny"))

    def title(self, *lines: str) -> None:
        """The title, one string a line: break long ones where the sense breaks, the upper line the longer or equal."""
        style = "Title1" if self._next.kind == "letter" else "FormTitle"
        room = (el("spacing", after=BODY_PITCH if style == "Title1" else 60),)
        for number, line in enumerate(lines, 1):
            self._add(draw_paragraph(style, line, extra=room if number == len(lines) else ()))

    def number(self, text: str) -> None:
        """The document number, centred close under the title."""
        if self._blocks and style_of(self._blocks[-1]) == "Title1":
            set_spacing(self._blocks[-1], after=120)
        self._add(draw_paragraph("Number", text))

    def salutation(self, text: str) -> None:
        """主送: whom it is for, flush left, with its colon."""
        self._add(draw_paragraph("Salutation", text))

    def heading(self, text: str, level: int = 1) -> None:
        """一、 (level 1), （一） (2) or 1. (3); `text` holds the number too. Shows in Word's navigation."""
        self._add(self._mark(draw_paragraph(self._style(f"Heading{level}"), text), level, text))

    def text(self, *segments: Segment) -> None:
        """A body paragraph, first line indented by two characters."""
        self._add(draw_paragraph(self._style("Body"), *segments))

    def prose(self, words: str) -> None:
        """Free text of the project file, one text or a list of texts, in which people may write lists and bold (Markdown)."""
        lists = '("报告列表")' if self._next.kind == "report" else ""
        self._add(draw_paragraph(self._style("Body"), f"{{{{p {words}|正文{lists} }}}}"))

    def flush(self, *segments: Segment) -> None:
        """A body paragraph without indent."""
        self._add(draw_paragraph(self._style("Flush"), *segments))

    def _style(self, name: str) -> str:
        return REPORT_STYLES.get(name, name) if self._next.kind == "report" else name

    def item(self, name: str, *segments: Segment) -> None:
        """A particular of minutes, later lines hanging under the first: item("时间", "{{ 会议.时间 }}")."""
        hang = (len(name) + 1) * CHARACTER
        extra = (el("ind", left=hang + 2 * CHARACTER, hanging=hang),)
        self._add(draw_paragraph("Flush", hei(f"{name}："), *segments, extra=extra))

    def attachments(self, *names: str) -> None:
        """附件：1.…… 2.…… under the body; a single one without a number."""
        self._bind_last()
        for paragraph in draw_attachments(names):
            self._add(paragraph)

    def annex(self, mark: str, *title: str) -> None:
        """Begin an annex on a new page: annex("附件1", "务工工程量与劳务报酬测算表")."""
        self.page_break()
        after = BODY_PITCH if self._next.kind == "letter" else 0  # the title stands on the third line (7.3.6)
        room = el("spacing", after=after)
        self._add(self._mark(draw_paragraph("Annex", mark, extra=(room,)), 1, f"{mark}　{''.join(title)}"))
        self.title(*title)

    def letter_signature(self, *issuers: str, date: str, lines: float = 2) -> None:
        """Issuer over date, the issuer centred on the date, which ends about four characters from the right.

        `lines` stay free above each issuer for its seal. All of it stays with the paragraph before.
        """
        self._bind_last()
        for paragraph in draw_signature(issuers, date, self._next.width, lines):
            self._add(paragraph)

    def party_signatures(self, *parties: Sequence[str], room: float = 1) -> None:
        """Parties of an agreement side by side: party_signatures(["甲方（盖章）：", "日期："], ["乙方（捺印）：", …]).

        `room` lines stay free under each line for the pen. Stays with the paragraph before. Three parties take 小四.
        """
        self._bind_last()
        style = "Party" if len(parties) < 3 else "Text12"
        gap = round(room * BODY_PITCH)
        self._add_table(draw_columns(style, parties, self._next.width, before=BODY_PITCH, between=gap))

    def sign_line(self, *names: str) -> None:
        """A row of places to sign under a form: sign_line("制表人：", "审核人：", "负责人：")."""
        self._bind_last()
        self._add_table(draw_columns("Text12", [[name] for name in names], self._next.width, before=160, between=0))

    # ---- tables -------------------------------------------------------------------------------------------------

    def caption(self, text: str) -> None:
        """A table's title over it."""
        self._add(draw_paragraph("Caption", text))

    def subline(self, left: str, right: str = "") -> None:
        """The line between a form's title and its table: subline("填报单位：……", "单位：元")."""
        tabs = el("tabs", el("tab", val="right", pos=self._next.width))
        self._add(draw_paragraph("Subline", f"{left}\t{right}" if right else left, extra=(tabs,)))

    def note(self, *segments: Segment) -> None:
        """A note under a table, in small letters."""
        self._add(draw_paragraph("Note", *segments))

    def table(
        self,
        columns: Sequence[Column],
        *rows: Row,
        size: int = 12,
        height: float = 0,
        borders: str = "thin",
        head: bool = True,
        keep: bool | int = False,
        tight: bool = False,
    ) -> None:
        """A list over the text's whole width, its heading repeated on every page, no row split.

        rows:    lists of cells (str, run, tuple of segments, Cell), each_row, if_row, Tall, Opinion or Opinions.
        size:    12 (小四) or 10 (五号).
        height:  least height of a row in mm (8 for 小四, 7 for 五号 by default).
        borders: thin, thick (outer lines 1.5 pt) or none.
        keep:    a short table stays on one page; a number: so many of its first rows (heads and tags count).
        tight:   less room beside the text, for lists of many columns.
        """
        cuts = scale_cuts([column.width for column in columns], self._next.width)
        aligns: list[Align] = [column.align for column in columns]
        sheet = Sheet(cuts, aligns, size=size, height=height or (8 if size == 12 else 7), form=False)
        if head:
            sheet.add_head([column.heading for column in columns])
        sheet.add_rows(rows if keep else list(bind_totals(rows)))
        if keep:
            sheet.bind_rows(None if keep is True else keep)
        self._add_table(sheet.draw(borders=borders, tight=tight))

    def form(
        self,
        *rows: Row,
        columns: int = 4,
        widths: Sequence[float] = (),
        size: int = 12,
        height: float = 9,
        borders: str = "thin",
    ) -> None:
        """A form of labels and values: form(("名称", "{{ 项目.名称 }}"), ("村", "…", "方式", "…"), Opinion("村委会")).

        A string is by turns label and value; the last value takes the rest of the width. A Cell says itself what it is
        (see label, band). After a label over several rows (label("基本情况", rows=3)) the row goes on with a label, and
        the rows below leave it out.
        columns: labels and values together. widths: their shares (labels 28 mm, with six columns 22 mm, by default).
        """
        cuts = scale_cuts(widths or share_labels(columns, self._next.width), self._next.width)
        sheet = Sheet(cuts, ["left"] * (len(cuts) - 1), size=size, height=height, form=True)
        sheet.add_rows(rows)
        self._add_table(sheet.draw(borders=borders))

    def sign_table(
        self, loop: str = "", name: str = "", role: str = "", *, blanks: int = 10, roles: str = "身份"
    ) -> None:
        """Names and places to sign: sign_table("人 in 会议.到会", "{{ 人.姓名 }}", "{{ 人.身份 }}").

        Without a loop, or when the list is empty, `blanks` empty rows for a pen.
        """
        columns = [Column("序号", 14), Column("姓名", 34), Column(roles, 50), Column("签名（捺印）", 58)]
        empty: list[Row] = [[str(i), "", "", ""] for i in range(1, blanks + 1)]
        rows = [each_row(loop, ["{{ loop.index }}", name, role, ""], otherwise=empty)] if loop else empty
        self.table(columns, *rows, height=10)

    def strips(self, *strips: Strip, width: float) -> None:
        """Rows of true millimetres that are framed or cut out (see word_labels), `width` mm in all."""
        self._add_table(draw_strips(*strips, width=width))

    def chart(self, *rows: Sequence[Box]) -> None:
        """Boxes and the lines between them, as an organisation chart has them; `rows` from the top."""
        self._add_table(draw_boxes(*rows, width=self._next.width))

    def graph(self, words: str, kind: str, *, height: str = "75", **named: str) -> None:
        """A native Office chart over the whole width: graph("测算.工种合计", "柱形", 项="工种", 值="工日").

        `height` in mm, an expression where it depends on how much there is to show.
        """
        wide = int(self._next.width / 1440 * 25.4)
        more = "".join(f', {name}="{value}"' for name, value in named.items())
        tag = f'{{{{ {words}|图表("{kind}", 宽="{wide}毫米", 高={height}{more}) }}}}'
        self._add(draw_paragraph("Picture", tag))

    def below(self, text: str) -> None:
        """A picture's title under it."""
        self._add(draw_paragraph("PictureTitle", text))

    @contextmanager
    def unnumbered(self) -> Iterator[None]:
        """Pages without a number before the text, behind the cover."""
        self.page_break()
        main, self._next = self._next, replace(self._next, numbers="无")
        yield
        self._next, self._restart = main, True

    # ---- pages --------------------------------------------------------------------------------------------------

    def hold(self) -> None:
        """Keep the block just drawn on the page of what follows."""
        self._bind_last()

    def gap(self, lines: float = 1) -> None:
        """Empty room of so many body lines."""
        self._add(draw_paragraph("Flush", extra=(el("spacing", line=round(lines * BODY_PITCH), lineRule="exact"),)))

    def page_break(self) -> None:
        """What follows begins a new page."""
        self._break = bool(self._blocks)

    @contextmanager
    def landscape(self) -> Iterator[None]:
        """Pages that lie across, for a wide table: with paper.landscape(): paper.annex(…)"""
        before, self._next = self._next, replace(self._next, wide=True)
        yield
        self._next = before

    def cover(self, *title: str, lines: Sequence[str] = (), unit: str = "", date: str = "") -> None:
        """A cover page without number; the text behind it, or behind its contents, begins with page 1.

        `lines` stand in the middle (“项目代码：……”).
        """
        main = self._next
        self._next = replace(main, numbers="无")
        end = [text for text in (unit, date) if text]
        self._add_table(draw_cover(list(title), list(lines), end, self._next.width))
        self._next, self._restart = main, True

    def contents(self, levels: int = 1) -> None:
        """A table of contents on a page of its own without number, from the headings drawn outside loops.

        Page numbers are PAGEREF fields without a result, not one TOC field.  LibreOffice counts them when it makes the PDF
        (inside a TOC field it would print what stands there), Word whenever it prints, previews or exports; neither can
        print a number of yesterday.  What would make Word count them on opening (w:updateFields, w:dirty) makes it ask
        the user first, each time.
        """
        with self.unnumbered():
            self._add(draw_paragraph("ContentsTitle", "目　录"))
            self._contents = (len(self._blocks), levels)

    def save(self, path: Path) -> None:
        """Write the .docx; the same drawing gives the same bytes."""
        if self._open:
            raise ValueError(f"not closed: {self._open}")
        if self._contents:
            place, levels = self._contents
            style = self._style("Contents1")
            self._blocks[place:place] = draw_contents(self._headings, levels, self._next.width, style)
        body = el("body", *self._blocks, self._draw_section())
        write_package(path, body, self._footers.list_parts(), mirrored=self._footers.mirrored)
