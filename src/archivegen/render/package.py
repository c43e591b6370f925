"""Office packages as bytes: read one within bounds, pack its parts once, write many documents from packed parts.

An Office file is a zip of XML.  A part that is the same in every document is deflated once and copied as it is; only the
parts that hold words are deflated anew.  Times, order and flags are fixed, so that equal parts are equal bytes.
"""

from __future__ import annotations

import re
import struct
import zlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from io import BytesIO
from zipfile import BadZipFile, ZipFile, ZipInfo

from archivegen.errors import TemplateError

MOST_PARTS = 5_000
MOST_BYTES = 300_000_000
"""Of a template or of one finished document, unpacked: a zip that swells beyond is refused before it is unpacked."""

_LEADS_OUTSIDE = re.compile(r"^[a-z]:|(?:^|[/\\])\.\.(?:[/\\]|$)|\\")
_FIRST = ("[Content_Types].xml", "_rels/.rels")
_ALREADY_PACKED = (".png", ".jpg", ".jpeg", ".gif")
_STORED, _DEFLATED = 0, 8
_UTF8_NAME = 0x800
_DATE = (1980 - 1980) << 9 | 1 << 5 | 1
_LOCAL = struct.Struct("<4s5H3L2H")
_CENTRAL = struct.Struct("<4s6H3L5H2L")
_END = struct.Struct("<4s4H2LH")
_ENCRYPTED = 0x1

CORE = "docProps/core.xml"
_TIMES = re.compile(rb"(<dcterms:(created|modified)[^>]*>)[^<]*(</dcterms:\2>)")

_SHORT = 40_000
"""Bytes up to which ISA-L makes a file no more than 1.15 times as long as zlib's level 6 does."""
_LONG = 1_000_000
"""Bytes from which libdeflate's level 6 takes a time that is felt, and its level 4 does for what 2,000 rows repeat."""


def _find_deflater() -> Callable[[bytes], bytes]:
    """ISA-L for short parts and libdeflate for long ones, where they are installed (extra ``fast``); zlib elsewhere.

    ISA-L takes an eighth of zlib's time and libdeflate a quarter, at about the same length.  The text inside is the same.
    """

    def by_zlib(content: bytes) -> bytes:
        return zlib.compress(content, 6, -15)

    try:
        from deflate import deflate_compress
        from isal import isal_zlib
    except ImportError:
        return by_zlib

    def quick(content: bytes) -> bytes:
        if len(content) > _SHORT:
            return bytes(deflate_compress(content, 6 if len(content) < _LONG else 4))
        return isal_zlib.compress(content, 2, -15)

    return quick


_deflate = _find_deflater()


@dataclass(frozen=True, slots=True)
class PackedPart:
    """One part as it lies in the zip: ``packed`` is deflated (``method`` 8) or stored (0)."""

    name: str
    method: int
    crc: int
    size: int
    packed: bytes


def pack_part(name: str, content: bytes, *, once: bool = False) -> PackedPart:
    """Pack a part; ``once`` for what is packed once and copied often, where the smallest size is worth its time."""
    crc = zlib.crc32(content)
    if name.lower().endswith(_ALREADY_PACKED):
        return PackedPart(name, _STORED, crc, len(content), content)
    packed = zlib.compress(content, 9, -15) if once else _deflate(content)
    return PackedPart(name, _DEFLATED, crc, len(content), packed)


def fix_times(properties: bytes) -> bytes:
    """``docProps/core.xml`` with fixed times of creation and change: papers do not tell when they were made."""
    return _TIMES.sub(rb"\g<1>2000-01-01T00:00:00Z\g<3>", properties)


def unpack_part(part: PackedPart) -> bytes:
    """The content of a packed part."""
    return zlib.decompress(part.packed, -15) if part.method == _DEFLATED else part.packed


class PackageStart:
    """Parts that many documents begin with, laid out once: the content types and whatever has no words in it."""

    def __init__(self, parts: Iterable[PackedPart] = ()) -> None:
        ordered = sorted(parts, key=lambda part: member_order(part.name))
        pieces, self._directory, self._length = _lay_out(ordered, 0)
        self._bytes = b"".join(pieces)
        self._number = len(ordered)
        self._size = sum(part.size for part in ordered)

    def write(self, parts: Sequence[PackedPart]) -> bytes:
        """The zip of the first parts and these, in their order.

        Raises ``TemplateError`` when the document would be larger than ``MOST_BYTES``.
        """
        if self._size + sum([part.size for part in parts]) > MOST_BYTES:
            raise TemplateError(f"生成的文件太大，超过 {MOST_BYTES // 1_000_000} MB，请检查模板里的循环和图片")
        pieces, directory, offset = _lay_out(parts, self._length)
        number, length = self._number + len(parts), len(self._directory) + len(directory)
        end = _END.pack(b"PK\5\6", 0, 0, number, number, length, offset, 0)
        return b"".join([self._bytes, *pieces, self._directory, directory, end])


def write_package(parts: Iterable[PackedPart]) -> bytes:
    """The zip of these parts, in the order in which Office writes them; equal parts give equal bytes on every system.

    Raises ``TemplateError`` when the document would be larger than ``MOST_BYTES``.
    """
    return PackageStart().write(sorted(parts, key=lambda part: member_order(part.name)))


def _lay_out(parts: Iterable[PackedPart], offset: int) -> tuple[list[bytes], bytes, int]:
    """The parts as they lie in the zip from ``offset`` on, their entries in its directory, and where they end."""
    pieces: list[bytes] = []
    central: list[bytes] = []
    for part in parts:
        name, flags = _encode_name(part.name)
        sizes = (part.crc, len(part.packed), part.size)
        local = _LOCAL.pack(b"PK\3\4", 20, flags, part.method, 0, _DATE, *sizes, len(name), 0)
        central += (
            _CENTRAL.pack(b"PK\1\2", 20, 20, flags, part.method, 0, _DATE, *sizes, len(name), 0, 0, 0, 0, 0, offset),
            name,
        )
        pieces += (local, name, part.packed)
        offset += len(local) + len(name) + len(part.packed)
    return pieces, b"".join(central), offset


def read_package(package: bytes, name: str) -> dict[str, bytes]:
    """The parts of a template by their names, in the order of the file.

    Raises ``TemplateError`` (``name`` is the template's) for what is no Office file, is encrypted, holds a macro, names one
    part twice, or swells beyond the bounds when it is unpacked.
    """
    try:
        with ZipFile(BytesIO(package)) as archive:
            members = [info for info in archive.infolist() if not info.is_dir()]
            _refuse_unsafe(members, name)
            parts = {info.filename: archive.read(info) for info in members}
    except (BadZipFile, zlib.error, EOFError, NotImplementedError, OSError, RuntimeError, ValueError) as error:
        raise TemplateError(
            f"模板 {name} 打不开，不是完好的 Word 或 Excel 文件，请用 Word、Excel 或 WPS 另存一份"
        ) from error
    _refuse_macros(parts, name)
    return parts


def _refuse_macros(parts: Mapping[str, bytes], name: str) -> None:
    if any("vbaproject" in part.casefold() for part in parts) or b"macroEnabled" in parts.get(_FIRST[0], b""):
        raise TemplateError(f"模板 {name} 里有宏，请另存为不带宏的文件")


def _refuse_unsafe(members: Sequence[ZipInfo], name: str) -> None:
    names = [info.filename.casefold() for info in members]
    if len(set(names)) < len(names):
        raise TemplateError(f"模板 {name} 里有重名的部件，请用 Word、Excel 或 WPS 另存一份")
    if len(members) > MOST_PARTS or sum(info.file_size for info in members) > MOST_BYTES:
        raise TemplateError(f"模板 {name} 解开后太大（上限 {MOST_BYTES // 1_000_000} MB），请删去多余的图片和内容")
    if any(info.flag_bits & _ENCRYPTED for info in members):
        raise TemplateError(f"模板 {name} 设了密码，请去掉密码后另存一份")
    if any(part.startswith(("/", "\\")) or _LEADS_OUTSIDE.search(part) for part in names):
        raise TemplateError(f"模板 {name} 里有指到文件外面去的部件，请用 Word、Excel 或 WPS 另存一份")


def member_order(name: str) -> tuple[int, str]:
    """Sorts the names of parts: the content types come first, as readers expect."""
    return (_FIRST.index(name) if name in _FIRST else len(_FIRST), name)


def equal_content(standing: bytes, written: bytes) -> bool:
    """Whether a file that lies there holds the parts of a package that :func:`write_package` made, however deflated.

    Machines with and without ISA-L differ there.  A file to which something was appended, or whose parts are damaged, is
    not the same.
    """
    sums = _list_sums(standing)
    return sums is not None and sums == _list_sums(written) and _is_sound(standing)


def _list_sums(package: bytes) -> list[tuple[bytes, int, int]] | None:
    """Name, sum and size of each part, by the list at the end of the zip; None for what has no plain list there."""
    try:
        mark, _, _, _, count, length, start, _ = _END.unpack(package[-_END.size :])
        if mark != b"PK\5\6" or start + length + _END.size != len(package):
            return None
        found, at = [], start
        for _ in range(count):
            fields = _CENTRAL.unpack_from(package, at)
            crc, size, name_length, extra, comment = fields[7], fields[9], *fields[10:13]
            at += _CENTRAL.size
            found.append((package[at : at + name_length], crc, size))
            at += name_length + extra + comment
    except struct.error:
        return None
    return sorted(found)


def _is_sound(package: bytes) -> bool:
    try:
        with ZipFile(BytesIO(package)) as archive:
            return archive.testzip() is None
    except (BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, ValueError):
        return False


def _encode_name(name: str) -> tuple[bytes, int]:
    try:
        return name.encode("ascii"), 0
    except UnicodeEncodeError:
        return name.encode("utf-8"), _UTF8_NAME
