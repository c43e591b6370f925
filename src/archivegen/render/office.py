"""Office packages: the same bytes for the same content, and the text that a reader sees.

An Office file is a zip of XML; this module knows the zip and the text, not the templates.
"""

from __future__ import annotations

from io import BytesIO
from zipfile import BadZipFile, ZipFile

from archivegen.errors import TemplateError
from archivegen.render.docx_text import read_docx_text
from archivegen.render.package import CORE, fix_times, pack_part, write_package
from archivegen.render.xlsx_text import read_xlsx_text


def freeze_package(package: bytes) -> bytes:
    """The same Office package as :func:`~archivegen.render.package.write_package` writes it, with fixed times in its properties.

    So equal content is equal bytes, whoever saved it.  Raises ``TemplateError`` when ``package`` is no zip.
    """
    with _open(package) as source:
        parts = {name: source.read(name) for name in source.namelist()}
    if CORE in parts:
        parts[CORE] = fix_times(parts[CORE])
    return write_package(pack_part(name, content) for name, content in parts.items())


def extract_text(package: bytes, suffix: str) -> str:
    """All text of a ``.docx`` or ``.xlsx`` file, one paragraph or table row a line, cells separated by tabs.

    Headers, footers, notes, comments, text boxes, charts and hidden text or sheets are part of it: what is in the file can be
    read by whoever gets it.  Raises ``TemplateError`` when ``package`` is no zip.
    """
    readers = {".docx": read_docx_text, ".xlsx": read_xlsx_text}
    with _open(package) as archive:
        return readers[suffix.lower()](archive)


def _open(package: bytes) -> ZipFile:
    try:
        return ZipFile(BytesIO(package))
    except BadZipFile as error:
        raise TemplateError("这不是完好的 Word 或 Excel 文件，请重新保存或换一份") from error
