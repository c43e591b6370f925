"""Pictures for templates: a small PNG, laid into a workbook or a Word file as Excel and Word do."""

from __future__ import annotations

import re
import struct
import zlib

from tests.render.packages import edit, members

_DRAWING_KIND = "application/vnd.openxmlformats-officedocument.drawing+xml"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_RELATIONS = '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{}</Relationships>'
_NAMES = (
    'xmlns:xdr="http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    f'xmlns:r="{_OFFICE}"'
)
_ANCHOR = (
    "<xdr:twoCellAnchor><xdr:from><xdr:col>6</xdr:col><xdr:colOff>0</xdr:colOff><xdr:row>{first}</xdr:row><xdr:rowOff>0"
    "</xdr:rowOff></xdr:from><xdr:to><xdr:col>7</xdr:col><xdr:colOff>0</xdr:colOff><xdr:row>{last}</xdr:row><xdr:rowOff>0"
    '</xdr:rowOff></xdr:to><xdr:pic><xdr:nvPicPr><xdr:cNvPr id="{id}" name="图 {id}"/><xdr:cNvPicPr/></xdr:nvPicPr>'
    '<xdr:blipFill><a:blip r:embed="rId1"/><a:stretch><a:fillRect/></a:stretch></xdr:blipFill><xdr:spPr><a:xfrm><a:off x="0" '
    'y="0"/><a:ext cx="9525" cy="9525"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom></xdr:spPr></xdr:pic>'
    "<xdr:clientData/></xdr:twoCellAnchor>"
)


def png(width: int = 2, height: int = 2) -> bytes:
    """A grey picture."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    header = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    pixels = zlib.compress((b"\0" + b"\x80" * width) * height)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", pixels) + chunk(b"IEND", b"")


def add_picture(workbook: bytes, row: int) -> bytes:
    """The workbook with a picture one row high on its first sheet, its upper edge on ``row`` (counted from 1)."""
    drawing = "xl/drawings/drawing1.xml"
    known = members(workbook)
    number = len(re.findall(rb"<xdr:pic>", known.get(drawing, b""))) + 1
    anchor = _ANCHOR.format(first=row - 1, last=row, id=number)
    if drawing in known:
        return edit(workbook, {drawing: lambda old: old.replace(b"</xdr:wsDr>", f"{anchor}</xdr:wsDr>".encode())})
    override = f'<Default Extension="png" ContentType="image/png"/><Override PartName="/{drawing}" ContentType="{_DRAWING_KIND}"/></Types>'
    image = f'<Relationship Id="rId1" Type="{_OFFICE}/image" Target="../media/image1.png"/>'
    link = f'<Relationship Id="rIdD" Type="{_OFFICE}/drawing" Target="../drawings/drawing1.xml"/>'
    reference = f'<drawing xmlns:r="{_OFFICE}" r:id="rIdD"/></worksheet>'
    return edit(
        workbook,
        {
            "[Content_Types].xml": lambda old: old.replace(b"</Types>", override.encode()),
            "xl/worksheets/sheet1.xml": lambda old: old.replace(b"</worksheet>", reference.encode()),
            "xl/worksheets/_rels/sheet1.xml.rels": lambda _: _RELATIONS.format(link).encode(),
            drawing: lambda _: f"<xdr:wsDr {_NAMES}>{anchor}</xdr:wsDr>".encode(),
            "xl/drawings/_rels/drawing1.xml.rels": lambda _: _RELATIONS.format(image).encode(),
            "xl/media/image1.png": lambda _: png(),
        },
    )
