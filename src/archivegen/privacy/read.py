"""Any file of an archive → the texts in it, or the reason why nothing can be said of it."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from typing import IO
from zipfile import BadZipFile, ZipFile, ZipInfo

from archivegen.privacy.markup import read_plain, read_xml
from archivegen.privacy.passages import DEEPEST, MOST_OCTETS, Passage, UnreadableError
from archivegen.privacy.pdf import read_pdf
from archivegen.privacy.pictures import find_strings, read_picture
from archivegen.privacy.workbook import read_sheets

_PLAIN = {".txt", ".csv", ".tsv", ".json", ".jsonl", ".html", ".htm", ".md", ".yaml", ".yml", ".js", ".css"}
_MARKUP = {".xml", ".rels", ".svg", ".vml", ".xmp"}
_PICTURES = {".jpg", ".jpeg", ".png", ".tif", ".tiff", ".gif", ".bmp", ".emf", ".wmf", ".webp", ".jb2", ".jp2"}
_PARTS = {
    "word/document.xml": "正文", "word/comments.xml": "批注", "word/footnotes.xml": "脚注", "word/endnotes.xml": "尾注",
    "docProps/core.xml": "文档属性", "docProps/app.xml": "文档属性", "docProps/custom.xml": "文档属性",
    "xl/sharedStrings.xml": "单元格文字", "xl/workbook.xml": "工作簿",
}  # fmt: skip
_FOLDERS = {
    "word/header": "页眉",
    "word/footer": "页脚",
    "xl/comments": "批注",
    "xl/drawings": "图形",
    "customXml": "附加数据",
}


def read_file(path: Path) -> Iterator[Passage]:
    """Every text in a file on the disk.  Raises :class:`UnreadableError`, and ``OSError`` when the disk refuses."""
    with path.open("rb") as handle:
        yield from _read(handle, path.name, path, 0)


def read_bytes(content: bytes, name: str) -> Iterator[Passage]:
    """Every text in a file that is at hand; ``name`` gives its suffix."""
    return _read(io.BytesIO(content), name, content, 0)


def _read(handle: IO[bytes], name: str, source: Path | bytes, depth: int) -> Iterator[Passage]:
    """Told by its first bytes what it is, and by its suffix only where they do not tell."""
    head = handle.read(1024)
    handle.seek(0)
    suffix = PurePosixPath(name).suffix.lower()
    if head.startswith(b"PK\x03\x04"):
        yield from _read_package(handle, depth)
    elif b"%PDF-" in head:

        def read_attached(content: bytes, attached: str) -> Iterator[Passage]:
            if depth >= DEEPEST:
                raise UnreadableError("文件里套文件，层数太多")
            return _read(io.BytesIO(content), attached, content, depth + 1)

        yield from read_pdf(source, "", read_attached)
    elif suffix in _PICTURES or head.startswith((b"\xff\xd8\xff", b"\x89PNG", b"II*\0", b"MM\0*")):
        yield from read_picture(handle, "图片")
    elif suffix in _MARKUP or head.lstrip(b"\xef\xbb\xbf \r\n").startswith(b"<?xml"):
        yield from read_xml(handle, "正文")
    elif suffix in _PLAIN:
        yield from read_plain(handle, suffix)
    elif depth:
        yield Passage("内嵌文件", find_strings(handle.read(MOST_OCTETS)))
    else:
        raise UnreadableError(f"不认识的格式“{suffix or '无扩展名'}”")


def _read_package(handle: IO[bytes], depth: int) -> Iterator[Passage]:
    """An office file, an OFD or a ZIP: every part of it."""
    if depth >= DEEPEST:
        raise UnreadableError("压缩包里套压缩包，层数太多")
    try:
        with ZipFile(handle) as package:
            members = package.infolist()
            yield Passage("部件名称", "\n".join(member.filename for member in members))
            yield from read_sheets(package)
            for member in members:
                if not member.is_dir():
                    yield from _read_member(package, member, depth)
    except (BadZipFile, NotImplementedError, EOFError) as error:
        raise UnreadableError("文件已损坏，打不开") from error
    except RuntimeError as error:
        raise UnreadableError("文件加了密，打不开") from error


def _read_member(package: ZipFile, member: ZipInfo, depth: int) -> Iterator[Passage]:
    if member.file_size > MOST_OCTETS:
        raise UnreadableError(f"{member.filename}太大")
    place = _name_part(member.filename)
    suffix = PurePosixPath(member.filename).suffix.lower()
    with package.open(member) as handle:
        if suffix in _MARKUP or member.filename.endswith(".rels"):
            yield from read_xml(handle, place)
            return
        content = handle.read(MOST_OCTETS)
    for passage in _read(io.BytesIO(content), member.filename, content, depth + 1):
        yield passage._replace(place=f"{place} {passage.place}".strip())


def _name_part(member: str) -> str:
    folder = next((name for start, name in _FOLDERS.items() if member.startswith(start)), "")
    return _PARTS.get(member) or folder or f"部件 {member}"
