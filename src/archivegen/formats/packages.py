"""Word, Excel and OFD files: ZIPs with parts, looked into without being unpacked to a disk."""

from __future__ import annotations

import re
import zipfile
import zlib
from collections.abc import Iterator
from typing import IO

from archivegen.formats.facts import FileFacts
from archivegen.formats.reading import DamagedError, Slices
from archivegen.formats.xml_parts import check_xml

WORD = "Word 文档"
EXCEL = "Excel 工作簿"
OFD = "OFD 文件"
MAIN_PARTS = {WORD: "word/document.xml", EXCEL: "xl/workbook.xml", OFD: "OFD.xml"}
_DIRECTORY_END = b"PK\x05\x06"
_LARGEST_DIRECTORY = 1 << 24
_MOST_PARTS = 50_000
_BOMB_FLOOR = 1 << 27
_BOMB_RATIO = 100
_MOST_READ = 1 << 28
_BLOCK = 1 << 16
_LARGEST_RELATIONS = 1 << 22
_MACRO_PARTS = re.compile(r"(?:^|/)(?:vbaProject\.bin|vbaData\.xml)$", re.IGNORECASE)
_OBJECT_PARTS = re.compile(r"/(?:embeddings|activeX|ctrlProps)/[^/]+$", re.IGNORECASE)
_MACRO_TYPE = re.compile(rb"macroEnabled|vnd\.ms-office\.vbaProject", re.IGNORECASE)
_RELATION = re.compile(rb"<Relationship\b[^>]*>")
_HARMLESS = b"/hyperlink"
_PAGE = re.compile(rb"<(?:[A-Za-z0-9]+:)?Page[\s/>]")
ZIP_TROUBLE = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    RuntimeError,
    NotImplementedError,
    ValueError,
    KeyError,
    OverflowError,
)
"""What a broken ZIP can raise, beside what its disk raises."""


def examine_package(slices: Slices, kind: str) -> FileFacts:
    """Look into a package of this kind; raises :class:`DamagedError`."""
    check_directory(slices)
    try:
        with zipfile.ZipFile(slices.handle) as package:
            _check_parts(package, slices.size)
            if any(part.flag_bits & 1 for part in package.infolist()):
                return FileFacts(kind, encrypted=True)
            _read_everything(package)
            return _describe_ofd(package) if kind == OFD else _describe_office(package, kind)
    except DamagedError:
        raise
    except ZIP_TROUBLE as error:
        raise DamagedError("压缩包已损坏") from error


def check_directory(slices: Slices) -> None:
    """The ZIP has a directory, of a size that can be read; raises :class:`DamagedError`."""
    tail, _ = slices.tail(_BLOCK + 22)
    at = tail.rfind(_DIRECTORY_END)
    if at < 0 or len(tail) - at < 22:
        raise DamagedError("没有压缩包的目录，可能没有传完")
    count, size = int.from_bytes(tail[at + 10 : at + 12], "little"), int.from_bytes(tail[at + 12 : at + 16], "little")
    if count > _MOST_PARTS or size > _LARGEST_DIRECTORY:
        raise DamagedError("压缩包的目录大得不正常")


def _check_parts(package: zipfile.ZipFile, size: int) -> None:
    parts = package.infolist()
    unpacked = sum(part.file_size for part in parts)
    if unpacked > max(_BOMB_FLOOR, size * _BOMB_RATIO) or sum(part.compress_size for part in parts) > size:
        raise DamagedError(f"解开后有 {unpacked:,} 字节，大得不正常，像是压缩炸弹")
    names = [part.filename for part in parts]
    if len(set(names)) != len(names):
        raise DamagedError("里面有同名的部分")


def _read_everything(package: zipfile.ZipFile) -> None:
    """Every part unpacks to its check sum, every XML part is well formed; what is beyond the limit is left."""
    left = _MOST_READ
    for part in package.infolist():
        left -= part.file_size
        if left < 0:
            return
        is_xml = part.filename.lower().endswith((".xml", ".rels"))
        with package.open(part) as handle:
            if is_xml:
                check_xml(_blocks(handle), part.file_size, part.filename)
            else:
                for _ in _blocks(handle):
                    pass


def _blocks(handle: IO[bytes]) -> Iterator[bytes]:
    while block := handle.read(_BLOCK):
        yield block


def _describe_office(package: zipfile.ZipFile, kind: str) -> FileFacts:
    names = package.namelist()
    if "[Content_Types].xml" not in names:
        raise DamagedError("没有 [Content_Types].xml")
    types = _read_part(package, "[Content_Types].xml")
    macros = any(_MACRO_PARTS.search(name) for name in names) or bool(_MACRO_TYPE.search(types))
    embedded = any(_OBJECT_PARTS.search(name) for name in names)
    links = any("/externalLinks/" in name for name in names) or any(
        _leads_outside(_read_part(package, name)) for name in names if name.endswith(".rels")
    )
    return FileFacts(kind, macros=macros, embedded=embedded, links=links)


def _leads_outside(relations: bytes) -> bool:
    """Whether the file fetches something when it is opened: a template, a picture, a linked object; hyperlinks only lead away."""
    return any(
        b'TargetMode="External"' in found[0] and _HARMLESS not in found[0] for found in _RELATION.finditer(relations)
    )


def _describe_ofd(package: zipfile.ZipFile) -> FileFacts:
    """Pages and encryption of an OFD (GB/T 33190-2016, 7)."""
    names = package.namelist()
    lower = [name.lower() for name in names]
    encrypted = any(
        name.rsplit("/", 1)[-1] in {"encryptions.xml", "decyptseed.dat", "decryptseed.dat"} for name in lower
    )
    documents = [name for name in names if name.rsplit("/", 1)[-1] == "Document.xml"]
    if not documents and not encrypted:
        raise DamagedError("没有 Document.xml")
    count = sum(len(_PAGE.findall(_read_part(package, name))) for name in documents)
    if not count and not encrypted:
        raise DamagedError("一页也没有")
    embedded = any(
        "/attachs/" in name or "/attachments/" in name for name in lower if not name.endswith("attachments.xml")
    )
    return FileFacts(OFD, pages=count or None, encrypted=encrypted, embedded=embedded)


def _read_part(package: zipfile.ZipFile, name: str) -> bytes:
    with package.open(name) as handle:
        data = handle.read(_LARGEST_RELATIONS + 1)
    if len(data) > _LARGEST_RELATIONS:
        raise DamagedError(f"{name} 大得不正常")
    return data
