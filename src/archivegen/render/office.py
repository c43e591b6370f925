"""Office packages: the same bytes for the same content, and the text that a reader sees.

An Office file is a zip of XML; this module knows the zip and the text, not the templates.
"""

from __future__ import annotations

import re
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from archivegen.errors import TemplateError
from archivegen.render.docx_text import read_docx_text
from archivegen.render.xlsx_text import read_xlsx_text

_FIRST = ("[Content_Types].xml", "_rels/.rels")
_PACKED = (".png", ".jpg", ".jpeg", ".gif")
_ZIP_EPOCH = (1980, 1, 1, 0, 0, 0)
_CORE = "docProps/core.xml"
_CORE_TIME = re.compile(rb"(<dcterms:(created|modified)[^>]*>)[^<]*(</dcterms:\2>)")
_FIXED_TIME = rb"\g<1>2000-01-01T00:00:00Z\g<3>"


def freeze_package(package: bytes) -> bytes:
    """The same Office package with fixed times and a fixed order of members, so that equal content is equal bytes.

    The content types come first, as readers expect; pictures are stored, XML is deflated; the times of creation and
    change in the document's properties are fixed too.  Raises ``TemplateError`` when ``package`` is no zip.
    """
    target = BytesIO()
    with _open(package) as source, ZipFile(target, "w") as frozen:
        for name in sorted(set(source.namelist()), key=_member_order):
            content = source.read(name)
            if name == _CORE:
                content = _CORE_TIME.sub(_FIXED_TIME, content)
            member = ZipInfo(name, _ZIP_EPOCH)
            member.create_system = 0  # else the bytes tell Windows from Linux
            member.compress_type = ZIP_STORED if name.lower().endswith(_PACKED) else ZIP_DEFLATED
            frozen.writestr(member, content)
    return target.getvalue()


def extract_text(package: bytes, suffix: str) -> str:
    """All text of a ``.docx`` or ``.xlsx`` file, one paragraph or table row a line, cells separated by tabs.

    Headers, footers, notes, comments, text boxes and hidden text or sheets are part of it: what is in the file can be
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


def _member_order(name: str) -> tuple[int, str]:
    return (_FIRST.index(name) if name in _FIRST else len(_FIRST), name)
