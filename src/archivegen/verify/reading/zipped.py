"""A bag in a ZIP, at its root or in its one top folder, read where it lies."""

from __future__ import annotations

import stat
import struct
from array import array
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import IO

from archivegen.findings import Place, make_finding
from archivegen.verify.reading.inflate import open_member, read_member
from archivegen.verify.reading.paths import explain_unsafe, is_system_file, show
from archivegen.verify.reading.source import MOST_FILES, Source
from archivegen.verify.reading.zip_directory import (
    DEFLATED,
    DESCRIBED,
    ENCRYPTED,
    STORED,
    UTF_8,
    Local,
    Member,
    ZipFile,
)

_BOMB_RATIO = 100
_BOMB_FLOOR = 1 << 30


_PACKED = struct.Struct("<QQLH")
"""Where a member's data begins and ends, its CRC and how it is packed: a third of what a tuple takes."""


class ZipSource(Source):
    """A bag in a ZIP; ``files`` are those of the bag, without the folder it lies in."""

    kind = "zip 文件"

    def __init__(self, file: Path) -> None:
        super().__init__()
        self.name = show(file.name)
        self.members: dict[str, bytes] = {}
        self.folders: set[str] = set()
        self.spans = array("Q")
        self.package = ZipFile(file)
        self.top = ""
        try:
            self._take_all()
        except BaseException:
            self.package.close()
            raise

    def _take_all(self) -> None:
        if self.package.count > MOST_FILES:
            self.refuse_crowd(self.name)
            return
        encoding = self._survey()
        if self.refused:
            return
        self._report_foreign(self.package.leading, "开头")
        self._report_foreign(self.package.trailing, "末尾")
        if self.package.leading:
            self.refused = True
            return
        for member in self.package.read_members():
            self._take(member, encoding if not member.flags & UTF_8 else "utf-8")
        self._check_spans()
        if not self.refused:
            self._check_folders()
            self._enter_top()

    def _survey(self) -> str:
        """Refuse a bomb; tell how names are written that do not say it: by Windows and WPS in GBK, by all others in UTF-8."""
        unpacked, is_bomb, encoding = 0, False, "utf-8"
        for member in self.package.read_members():
            unpacked += member.size
            is_bomb |= member.size > max(_BOMB_FLOOR, member.packed * _BOMB_RATIO)
            if not member.flags & UTF_8 and not _is_utf_8(member.raw):
                encoding = "gb18030"
        if is_bomb or unpacked > max(_BOMB_FLOOR, self.package.size * _BOMB_RATIO):
            self._refuse_bomb(f"解开后有 {unpacked:,} 字节，而它自己只有 {self.package.size:,} 字节，像是压缩炸弹")
        return encoding

    def _refuse_bomb(self, problem: str) -> None:
        self.findings.append(make_finding("V044", Place(self.name), problem=problem))
        self.refused = True

    def _report_foreign(self, octets: int, where: str) -> None:
        if octets:
            self.findings.append(make_finding("V049", Place(self.name), where=where, octets=f"{octets:,}"))

    def _take(self, member: Member, encoding: str) -> None:
        path = member.raw.decode(encoding, "surrogateescape")
        local = self.package.read_local(member)
        self.spans.extend((member.start, local.last + self._measure_descriptor(member, local)))
        place = Place(show(path))
        unsafe = explain_unsafe(path)
        disagreement = _compare(member, local)
        if unsafe:
            self.findings.append(make_finding("V042", place, path=show(path), reason=unsafe))
        elif disagreement:
            self.findings.append(make_finding("V048", place, path=show(path), what=disagreement))
            self._add(path, member, local)
            self.unreadable.add(path)
        elif path in self.members:
            self.findings.append(make_finding("V041", place, path=show(path)))
        elif stat.S_IFMT(member.mode) and not (stat.S_ISREG(member.mode) or stat.S_ISDIR(member.mode)):
            kind = "链接" if stat.S_ISLNK(member.mode) else "管道、设备一类的特殊文件"
            self.findings.append(make_finding("V020", place, kind=kind))
        else:
            self._add(path, member, local)
            self._check_packing(path, member)

    def _add(self, path: str, member: Member, local: Local) -> None:
        if path.endswith("/"):
            self.folders.add(path)
        elif path not in self.members:
            self.members[path] = _PACKED.pack(local.first, local.last, member.crc, member.method)
            self.files[path] = member.size

    def _check_packing(self, path: str, member: Member) -> None:
        """Whether any ordinary program can unpack the member."""
        if member.flags & ENCRYPTED:
            self.findings.append(make_finding("V043", Place(show(path)), path=show(path)))
        elif member.method not in (STORED, DEFLATED):
            self.findings.append(make_finding("V045", Place(show(path)), path=show(path), method=member.method))
        else:
            return
        self.unreadable.add(path)

    def _measure_descriptor(self, member: Member, local: Local) -> int:
        """Octets behind the data that repeat CRC and sizes, written by programs that pack without going back."""
        if not member.flags & DESCRIBED:
            return 0
        tail = self.package.read_at(local.last, 24)
        begin = 4 if tail.startswith(b"PK\x07\x08") else 0
        for width in (4, 8):
            numbers = (
                member.crc.to_bytes(4, "little"),
                *(n.to_bytes(8, "little") for n in (member.packed, member.size)),
            )
            wanted = numbers[0] + numbers[1][:width] + numbers[2][:width]
            if tail[begin : begin + len(wanted)] == wanted:
                return begin + len(wanted)
        return 0

    def _check_spans(self) -> None:
        """Members follow each other without an octet shared or left over."""
        pairs = sorted(zip(self.spans[::2], self.spans[1::2], strict=True))
        end = self.package.leading
        between = 0
        for first, last in [*pairs, (self.package.directory, self.package.directory)]:
            if first < end:
                self.findings.clear()  # what else is said of members that share their data means nothing
                self._refuse_bomb("里面的文件互相重叠，不是任何打包软件写得出来的")
                return
            between += first - end
            end = last
        self.spans = array("Q")
        self._report_foreign(between, "各文件之间")

    def _check_folders(self) -> None:
        """No file bears the name of a folder that other files lie in."""
        parents = {folder.rstrip("/") for folder in self.folders}
        for path in self.files:
            while (path := path.rpartition("/")[0]) and path not in parents:
                parents.add(path)
        for path in sorted(parents & self.files.keys()):
            self.findings.append(make_finding("V041", Place(show(path)), path=show(path)))

    def _enter_top(self) -> None:
        """Make the paths relative to the bag; a ZIP with several bags has none that is meant."""
        roots = [path for path in self.files if path.rsplit("/", 1)[-1] == "bagit.txt" and path.count("/") <= 1]
        if "bagit.txt" not in roots and len(roots) > 1:
            self.findings.append(make_finding("V046", Place(show(roots[0])), count=len(roots)))
            self.refused = True
            return
        if "bagit.txt" not in roots:
            self.top = roots[0].removesuffix("bagit.txt") if roots else self._find_only_folder()
        self.has_payload_folder = f"{self.top}data/" in self.folders
        if not self.top:
            return
        self._leave_outside([path for path in self.files if not path.startswith(self.top)])
        cut = len(self.top)
        members, files = self.members, self.files
        self.members, self.files = {}, {}
        while members:  # never all names twice: they are most of what a large bag takes
            path, member = members.popitem()
            own = path[cut:]
            self.members[own], self.files[own] = member, files.pop(path)
        self.unreadable = {path[cut:] for path in self.unreadable if path.startswith(self.top)}
        for number, finding in enumerate(self.findings):
            if finding.place.file.startswith(self.top):
                self.findings[number] = replace(finding, place=Place(finding.place.file[cut:]))

    def _find_only_folder(self) -> str:
        """The folder that all lies in: a bag whose declaration is lost is still a bag."""
        tops = {path.partition("/")[0] for path in self.files if not is_system_file(path)}
        return f"{tops.pop()}/" if len(tops) == 1 and not tops & self.files.keys() else ""

    def _leave_outside(self, paths: list[str]) -> None:
        """What lies beside the bag: a Mac puts its own notes there, anything else does not belong there."""
        by_itself = {path for path in paths if is_system_file(path)}
        if by_itself:
            self.findings.append(make_finding("V027", Place("."), count=len(by_itself), path=show(min(by_itself))))
        for path in paths:
            if path not in by_itself:
                top = show(self.top.rstrip("/"))
                self.findings.append(make_finding("V047", Place(show(path)), path=show(path), top=top))
            del self.members[path], self.files[path]

    def open(self, path: str) -> IO[bytes]:
        """Open a member; it yields no more octets than the ZIP's directory says."""
        first, last, _, method = _PACKED.unpack(self.members[path])
        return open_member(self.package, range(first, last), method, self.files[path])

    def blocks(self, path: str, buffer: bytearray) -> Iterator[bytes]:  # noqa: ARG002 - a folder reads into it
        """Every octet of a member, its CRC compared at the end."""
        first, last, crc, method = _PACKED.unpack(self.members[path])
        return read_member(self.package, range(first, last), method, self.files[path], crc)

    def close(self) -> None:
        """Close the ZIP."""
        self.package.close()


def _is_utf_8(raw: bytes) -> bool:
    with suppress(UnicodeDecodeError):
        raw.decode("utf-8")
        return True
    return False


def _compare(member: Member, local: Local) -> str:
    """In what the directory and the header before the data differ, in Chinese; empty when they say the same."""
    told_later = bool(local.flags & DESCRIBED)
    pairs = [
        ("文件名", member.raw == local.raw),
        ("压缩方法", member.method == local.method),
        ("加密标记", not (member.flags ^ local.flags) & ENCRYPTED),
        ("名称编码", not (member.flags ^ local.flags) & UTF_8),
    ]
    for what, stated, wanted in (
        ("校验码", local.crc, member.crc),
        ("压缩后的长度", local.packed, member.packed),
        ("长度", local.size, member.size),
    ):
        pairs.append((what, stated == wanted or (told_later and stated == 0)))
    if member.raw.endswith(b"/"):
        pairs.append(("文件夹里的数据", member.size == 0 and member.packed <= 2))
    return "、".join(what for what, same in pairs if not same)
