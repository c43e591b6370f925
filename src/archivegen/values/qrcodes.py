"""QR codes: ``{{ 材料.键|二维码(边长=20) }}``."""

from __future__ import annotations

from decimal import Decimal
from io import BytesIO
from typing import Any

from archivegen.errors import TemplateError
from archivegen.values.arguments import EMU_PER_MM, name_in_chinese, read_length
from archivegen.values.pictures import Picture

QUIET_ZONE = 4
"""Modules of white around the code (ISO/IEC 18004)."""
LEAST_MODULE = EMU_PER_MM * 4 // 10
"""0.4 mm: what scanners at 200 dpi still read after a second copy."""

_PIXELS_A_MODULE = 8
_LONGEST = 1_000


@name_in_chinese("二维码", 边长="side", 说明="text")
def qrcode(value: Any, side: Any = 20, text: str = "") -> Picture | str:
    """二维码: a text as a QR code, ``side`` mm from edge to edge of its black; the quiet zone stands around it.

    Error level Q or better.  A text of capitals, digits and ``$%*+-./:`` alone needs the fewest modules.  Raises
    ``TemplateError`` when the text is too long for modules that a scanner reads.
    """
    if value == "":
        return ""
    if isinstance(value, bool) or not isinstance(value, str | int | Decimal):
        raise TemplateError("“|二维码”只能用在文字或数字上")
    content = f"{value:f}" if isinstance(value, Decimal) else str(value)
    length = read_length(side, "二维码", "边长") or 20 * EMU_PER_MM
    modules, png = _encode(content)
    module = length // modules
    if module < LEAST_MODULE:
        least = -(-modules * LEAST_MODULE // EMU_PER_MM)
        shown = f"二维码的内容有 {len(content)} 个字，边长 {length // EMU_PER_MM} 毫米印不清楚"
        raise TemplateError(f"{shown}，请把边长改到 {least} 毫米以上，或者缩短内容")
    whole = module * (modules + 2 * QUIET_ZONE)
    return Picture(png, "png", whole, whole, str(text) or f"二维码：{content}")


def _encode(content: str) -> tuple[int, bytes]:
    """How many modules an edge has, and the code with its quiet zone."""
    import segno

    if len(content) > _LONGEST:
        raise TemplateError(f"二维码的内容太长，最多 {_LONGEST} 个字，现有 {len(content)} 个字")
    plain = content.isascii()
    try:
        code = segno.make_qr(content, error="q", encoding=None if plain else "utf-8", mode=None if plain else "byte")
    except segno.DataOverflowError:
        raise TemplateError(f"二维码的内容太长，放不下 {len(content)} 个字，请缩短") from None
    target = BytesIO()
    code.save(target, kind="png", scale=_PIXELS_A_MODULE, border=QUIET_ZONE)
    return int(code.symbol_size(border=0)[0]), target.getvalue()
