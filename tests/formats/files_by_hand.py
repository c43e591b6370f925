"""Small files of every kind, good and bad, made byte by byte."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib

PAGE = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<<>>>>"


def make_stream(data: bytes, entries: bytes = b"") -> bytes:
    return b"<<%s/Length %d>>stream\n%s\nendstream" % (entries, len(data), data)


def make_pdf(
    changes: dict[int, bytes | None] | None = None,
    *,
    catalog: bytes = b"",
    trailer: bytes = b"",
    pages: int = 1,
    note: str = "",
) -> bytes:
    """A PDF of empty pages; ``changes`` replaces, adds or (None) leaves out objects by number."""
    first = 10
    kids = b" ".join(b"%d 0 R" % (first + page) for page in range(pages))
    objects: dict[int, bytes | None] = {
        1: b"<</Type/Catalog/Pages 2 0 R%s>>" % catalog,
        2: b"<</Type/Pages/Kids[%s]/Count %d>>" % (kids, pages),
        4: make_stream(f"% {note}".encode()),
        **{first + page: PAGE for page in range(pages)},
        **(changes or {}),
    }
    return write_pdf(objects, trailer)


def write_pdf(objects: dict[int, bytes | None], trailer: bytes = b"") -> bytes:
    """The objects with a table of their places; the catalogue is number 1."""
    out, places = bytearray(b"%PDF-1.5\n%\xe2\xe3\xcf\xd3\n"), {}
    for number, body in objects.items():
        if body is not None:
            places[number] = len(out)
            out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start, size = len(out), max(objects) + 1
    out += b"xref\n0 %d\n0000000000 65535 f \n" % size
    for number in range(1, size):
        out += b"%010d 00000 n \n" % places[number] if number in places else b"0000000000 00000 f \n"
    out += b"trailer\n<</Size %d/Root 1 0 R%s>>\nstartxref\n%d\n%%%%EOF\n" % (size, trailer, start)
    return bytes(out)


def make_scan(width: int = 1654, height: int = 2339, pages: int = 1) -> bytes:
    """A PDF whose pages are one picture each; 1654 by 2339 are 200 dots an inch."""
    packed = zlib.compress(bytes((width + 7) // 8 * height))
    picture = b"/Subtype/Image/Width %d/Height %d/BitsPerComponent 1/ColorSpace/DeviceGray/Filter/FlateDecode"
    page = PAGE.replace(b"<<>>", b"<</XObject<</I 5 0 R>>>>")
    return make_pdf(
        {5: make_stream(packed, picture % (width, height)), **{10 + k: page for k in range(pages)}}, pages=pages
    )


def make_jpeg(*, dpi: int = 300, exif: bytes = b"") -> bytes:
    segments = b"\xff\xe0\0\x10JFIF\0\1\2\1" + struct.pack(">HH", dpi, dpi) + b"\0\0"
    if exif:
        segments += b"\xff\xe1" + struct.pack(">H", len(exif) + 8) + b"Exif\0\0" + exif
    frame = b"\xff\xc0\0\x0b\x08" + struct.pack(">HH", 64, 48) + b"\1\1\x11\0"
    return b"\xff\xd8" + segments + frame + b"\xff\xda\0\x08\1\1\0\0\x3f\0" + bytes(range(200)) + b"\xff\xd9"


def make_png(*, dpi: int = 300) -> bytes:
    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", 48, 64, 1, 0, 0, 0, 0)
    density = struct.pack(">IIB", round(dpi / 0.0254), round(dpi / 0.0254), 1)
    data = zlib.compress(bytes(7 * 64))
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", head)
        + chunk(b"pHYs", density)
        + chunk(b"IDAT", data)
        + chunk(b"IEND", b"")
    )


def make_tiff(
    *, pages: int = 1, dpi: int = 300, order: str = "<", orientation: int = 1, link: int | None = None
) -> bytes:
    """Pages of 48 by 64 dots; ``link`` is where the last directory says that another begins."""
    out = bytearray(b"II*\0" if order == "<" else b"MM\0*") + struct.pack(order + "I", 8)
    for page in range(pages):
        data = len(out) + 2 + 8 * 12 + 4
        after = data + 8 + 384
        following = after if page < pages - 1 else link or 0
        entries = [
            (256, 4, 1, 48), (257, 4, 1, 64), (273, 4, 1, data + 8), (274, 4, 1, orientation),
            (279, 4, 1, 384), (282, 5, 1, data), (283, 5, 1, data), (296, 4, 1, 2),
        ]  # fmt: skip
        out += struct.pack(order + "H", len(entries))
        for entry in entries:
            out += struct.pack(order + "HHII", *entry)
        out += struct.pack(order + "I", following) + struct.pack(order + "II", dpi, 1) + bytes(384)
    return bytes(out)


TYPES = '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="xml" ContentType="a"/></Types>'


def make_package(parts: dict[str, str | bytes]) -> bytes:
    """A ZIP of these parts."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in parts.items():
            package.writestr(zipfile.ZipInfo(name), content, zipfile.ZIP_DEFLATED)
    return buffer.getvalue()


def make_docx(more: dict[str, str | bytes] | None = None) -> bytes:
    return make_package({"[Content_Types].xml": TYPES, "word/document.xml": "<w><p>文</p></w>", **(more or {})})


def make_xlsx(more: dict[str, str | bytes] | None = None) -> bytes:
    return make_package({"[Content_Types].xml": TYPES, "xl/workbook.xml": "<b/>", **(more or {})})


def make_ofd(pages: int = 2, more: dict[str, str | bytes] | None = None) -> bytes:
    listed = "".join(f'<ofd:Page ID="{page}" BaseLoc="Pages/{page}.xml"/>' for page in range(pages))
    document = f'<ofd:Document xmlns:ofd="o"><ofd:Pages>{listed}</ofd:Pages></ofd:Document>'
    return make_package({"OFD.xml": "<ofd/>", "Doc_0/Document.xml": document, **(more or {})})


def make_sealed_office() -> bytes:
    """The beginning of an encrypted Office file: the old container with the name of its one stream."""
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(1016) + "EncryptedPackage".encode("utf-16-le") + bytes(480)
