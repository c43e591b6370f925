"""What GB/T 9704-2012 asks of a letter around its text: red head, attachments, signature, colophon.

Red head and colophon are drawn as conditions on the words 公文, so that the pack switches them and nobody edits a .docx.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from xml.etree import ElementTree as ET

from .word_styles import BODY_PITCH, CHARACTER, el, tag_of, twips
from .word_table import Line, Sheet, Slot
from .word_text import Run, draw_paragraph, kai, keep_with_next

RED = "FF0000"
HEAD_HEIGHT = 35  # mm from the edge of the text to the issuer's name (7.2.4)
LONG_NAME = 12
"""Characters of an issuer that still stand on one line in 小初."""
ZONE = 84
"""Millimetres at the right edge in which issuer and date are centred: dates of 6 to 7 characters end four from the edge."""
LONG_ISSUER = 15
"""Characters of an issuer that still stand on one line there."""
_MARKS = ("份号", "密级", "紧急程度")
_NO_NUMBER = "　　〔　　　　〕　　号"


def number_of(fact: str) -> str:
    """The expression of a letter's number: the fact of its own section, or else what 发文 says."""
    return f"({fact} or 公文.文号)" if fact else "公文.文号"


def has_red_head(issuer: str) -> str:
    """The condition of a red head: switched on, and the issuer is an authority."""
    return f"(公文.红头 and {_is_authority(issuer)})"


def has_colophon(issuer: str, to: str = "") -> str:
    """The condition of a colophon: a cc line or a count of copies makes one too."""
    return f"{_copied_to(issuer, to)} or 公文.份数 or ({_has_printer(issuer)})"


def _copied_to(issuer: str, to: str) -> str:
    """Nobody gets a copy of what he wrote himself or what is addressed to him."""
    own = f"[{issuer}, {to}]" if to else f"[{issuer}]"
    return f"公文.抄送|reject('in', {own})|list"


def _has_printer(issuer: str) -> str:
    return f"公文.版记 and {_is_authority(issuer)}"


def _is_authority(issuer: str) -> str:
    return f"not 公文.不用红头的单位|select('in', {issuer})|list"


def draw_marks(width: int) -> ET.Element:
    """份号, 密级, 紧急程度 in the corner, each only if given; 35 mm tall with or without them (7.2.1–7.2.4)."""
    sheet = Sheet([0, width], ["left"], size=12, height=8, form=False)
    texts = [text for mark in _MARKS for text in (f"{{%p if 公文.{mark} %}}", f"{{{{ 公文.{mark} }}}}", "{%p endif %}")]
    sheet.lines.append(Line([Slot(0, width, list(texts), "Mark", upright="top")], twips(HEAD_HEIGHT), exact=True))
    return sheet.draw(borders="none")


def draw_letterhead(mark: str, *, long: bool) -> ET.Element:
    """发文机关标志, red; a long name in smaller letters."""
    return draw_paragraph("LongLetterhead" if long else "Letterhead", mark)


def draw_number_line(number: str, width: int, *, upward: bool) -> ET.Element:
    """发文字号 two lines under the mark over the red rule; of a letter to a higher office with 签发人 (7.2.5–7.2.7)."""
    shown = f'{{{{ {number} or "{_NO_NUMBER}" }}}}'
    line = el("pBdr", el("bottom", val="single", sz=18, space=11, color=RED))
    room = el("spacing", before=2 * BODY_PITCH, after=2 * BODY_PITCH)
    if not upward:
        return draw_paragraph("Number", shown, extra=(line, room))
    tabs = el("tabs", el("tab", val="right", pos=width - 320))
    signer: tuple[str | Run, ...] = (f"　{shown}\t签发人：", kai('{{ 公文.签发人 or "　　　" }}'))
    return draw_paragraph("Number", *signer, extra=(line, tabs, room, el("jc", val="both")))


def draw_attachments(names: Sequence[str]) -> Iterator[ET.Element]:
    """附件：1.…… 2.…… two characters in, a name's second line under its first character (7.3.4)."""
    for number, name in enumerate(names, 1):
        count = f"{number}." if len(names) > 1 else ""
        hang, lead = (4 if count else 3, "附件：") if number == 1 else (1, "")
        left = 6 if count else 5
        ind = el("ind", left=left * CHARACTER, hanging=hang * CHARACTER)
        room = el("spacing", before=0 if number > 1 else BODY_PITCH)
        bound = (el("keepNext"),) if number < len(names) else ()
        yield draw_paragraph("Attachment", f"{lead}{count}{name}", extra=(*bound, room, ind))


def draw_signature(issuers: Sequence[str], date: str, width: int, lines: float) -> Iterator[ET.Element]:
    """Issuers centred over the date, which ends four characters from the right (7.3.5)."""
    zone = el("ind", left=width - twips(ZONE))
    for issuer in issuers:
        room = el("spacing", before=round(lines * BODY_PITCH))
        yield draw_paragraph("Signature", issuer, extra=(el("keepNext"), el("keepLines"), room, zone))
    yield draw_paragraph("Signature", date, extra=(zone,))


def draw_colophon(issuer: str, date: str, left: int, width: int, to: str = "") -> ET.Element:
    """版记 at the foot of the last page: cc, copies, who printed it when, between rules as wide as the text (7.4)."""
    sheet = Sheet([0, width // 2, width], ["left", "right"], size=12, height=8, form=False)
    rows = (
        (_copied_to(issuer, to), [("CopiedTo", f"抄送：{{{{ {_copied_to(issuer, to)}|join('，') }}}}。")]),
        ("公文.份数", [("Printed", "共印{{ 公文.份数 }}份")]),
        (
            _has_printer(issuer),
            [
                ("Printed", f"{{{{ 公文.印发机关 or {issuer} }}}}"),
                ("PrintedOn", f"{{{{ (公文.印发日期 or {date})|中文日期 }}}}印发"),
            ],
        ),
    )
    for condition, cells in rows:
        edges = [0, width // 2, width] if len(cells) > 1 else [0, width]
        slots = [Slot(edges[i], edges[i + 1], text, style) for i, (style, text) in enumerate(cells)]
        for tag in (f"{{%tr if {condition} %}}", "", "{%tr endif %}"):
            sheet.lines.append(Line([Slot(0, width, tag, "Tag")], tag=tag) if tag else Line(slots))
    table = sheet.draw(borders="rules")
    _float_to_foot(table, left)
    return table


def _float_to_foot(table: ET.Element, left: int) -> None:
    """Let the table stand on the lower edge of the text, whatever is free above it.

    Its place across is measured from the page: LibreOffice lets a table as wide as the text float only then.
    """
    place = el("tblpPr", vertAnchor="margin", horzAnchor="page", tblpX=left, tblpYSpec="bottom")
    table[0].insert(0, place)
    for paragraph in table.iter(tag_of("p")):
        keep_with_next(paragraph)
