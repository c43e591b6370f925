"""The shapes in which Excel shows cell notes: VML, which is not always well-formed, so it is edited as text."""

from __future__ import annotations

import re

NEW_DRAWING = (
    '<xml xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" '
    'xmlns:x="urn:schemas-microsoft-com:office:excel">'
    '<o:shapelayout v:ext="edit"><o:idmap v:ext="edit" data="{0}"/></o:shapelayout></xml>'
)
"""``{0}`` is a number that no other sheet of the workbook uses."""

_KIND = (
    '<v:shapetype id="_x0000_t202" coordsize="21600,21600" o:spt="202" path="m,l,21600r21600,l21600,xe">'
    '<v:stroke joinstyle="miter"/><v:path gradientshapeok="t" o:connecttype="rect"/></v:shapetype>'
)
_SHAPE = (
    '<v:shape id="_x0000_s{identity}" type="#_x0000_t202" fillcolor="#ffffe1" o:insetmode="auto" '
    'style="position:absolute;width:240pt;height:{height}pt;z-index:{order};visibility:hidden">'
    '<v:fill color2="#ffffe1"/><v:shadow on="t" color="black" obscured="t"/><v:path o:connecttype="none"/>'
    '<v:textbox style="mso-direction-alt:auto"><div style="text-align:left"></div></v:textbox>'
    '<x:ClientData ObjectType="Note"><x:MoveWithCells/><x:SizeWithCells/><x:Anchor>{anchor}</x:Anchor>'
    "<x:AutoFill>False</x:AutoFill><x:Row>{row}</x:Row><x:Column>{column}</x:Column></x:ClientData></v:shape>"
)
_ONE_SHAPE = re.compile(r"<v:shape\b(?!type).*?</v:shape>", re.DOTALL | re.IGNORECASE)
_IDENTITY = re.compile(r'id="[^"]*?_s(\d+)"')
_MAP = re.compile(r'<o:idmap\b[^>]*\bdata="(\d+)')
_END = re.compile(r"</xml>\s*$", re.IGNORECASE)
_LINE_HEIGHT = 16
_ROWS_BELOW = 8


def find_map(drawing: bytes) -> int:
    """The number that a drawing reserves for its shapes: 1 stands for the identities from 1024 to 2047."""
    found = _MAP.search(_text(drawing))
    return int(found[1]) if found else 0


def add_shapes(drawing: bytes, cells: list[tuple[int, int, int]]) -> bytes:
    """The drawing with a hidden note at each (row, column, lines of text), counted from 1."""
    text = _text(drawing)
    first = 1024 * max(find_map(drawing), 1)
    taken = [int(number) for number in _IDENTITY.findall(text)]
    identity = max([first, *taken])
    shapes = [] if 'id="_x0000_t202"' in text else [_KIND]
    for order, (row, column, lines) in enumerate(cells, 1):
        anchor = f"{column}, 15, {max(row - 2, 0)}, 4, {column + 4}, 15, {max(row - 2, 0) + _ROWS_BELOW}, 4"
        shapes.append(
            _SHAPE.format(
                identity=identity + order,
                height=_LINE_HEIGHT * (lines + 1),
                order=len(taken) + order,
                anchor=anchor,
                row=row - 1,
                column=column - 1,
            )
        )
    return _END.sub(lambda _: "".join(shapes) + "</xml>", text.rstrip()).encode("utf-8", "surrogateescape")


def drop_shapes(drawing: bytes, cells: set[tuple[int, int]]) -> bytes:
    """The drawing without the notes of these cells."""

    def keep(shape: re.Match[str]) -> str:
        place = [re.search(rf"<x:{name}>\s*(\d+)\s*</x:{name}>", shape[0]) for name in ("Row", "Column")]
        if 'ObjectType="Note"' not in shape[0] or place[0] is None or place[1] is None:
            return shape[0]
        return "" if (int(place[0][1]) + 1, int(place[1][1]) + 1) in cells else shape[0]

    return _ONE_SHAPE.sub(keep, _text(drawing)).encode("utf-8", "surrogateescape")


def _text(drawing: bytes) -> str:
    if drawing.startswith((b"\xff\xfe", b"\xfe\xff")):
        return re.sub(r"^<\?xml[^>]*\?>", "", drawing.decode("utf-16"))
    return drawing.decode("utf-8-sig", "surrogateescape")
