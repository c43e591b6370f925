"""The tag files of a bag (RFC 8493), and what a path in it may look like so that Windows and WPS unpack it."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from archivegen.errors import OutputError

DECLARATION = b"BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"
PROFILE = "urn:archivegen:bagit-profile:1"
"""Names ``schemas/bagit-profile.json``: a name and no address, so that nobody needs a network to read a bag."""
LONGEST_PATH = 199
"""Characters, the bag's own folder included: Windows counts at most 259, and where people unpack to comes on top."""
_ILLEGAL = re.compile(r'[<>:"\\|?*\x00-\x1f\x7f]|[. ](?=/|$)')
_UNITS = ("B", "KB", "MB", "GB", "TB")


@dataclass(frozen=True, slots=True)
class BagInfo:
    """What bag-info.txt says; empty values are left out."""

    source_organization: str
    external_identifier: str
    external_description: str
    bagging_date: date
    software_agent: str
    contact_name: str = ""
    contact_phone: str = ""
    group_identifier: str = ""
    """What the bag has in common with the other parts of its archive."""
    scope: str = ""
    """Which part of the archive this is, empty for the whole."""
    withheld: int = 0
    """How many papers were left out of the part."""


def find_algorithms(*, sm3: bool) -> tuple[str, ...]:
    """The digests that a bag is given: SHA-256, and with ``sm3`` the national one beside it (GB/T 32905-2016).

    Raises ``OutputError`` where this Python's OpenSSL has no SM3.
    """
    if not sm3:
        return ("sha256",)
    if "sm3" not in hashlib.algorithms_available:
        raise OutputError(
            "这台电脑的 Python 不带国密 SM3 算法，没有生成档案包。请换用带 OpenSSL 1.1.1 以上版本的 Python，或去掉 --sm3。"
        )
    return ("sha256", "sm3")


def check_path(path: str, top: str) -> None:
    """Refuse a path that cannot be unpacked everywhere; ``top`` is the bag's own folder.  Raises ``OutputError``."""
    if unicodedata.normalize("NFC", path) != path or _ILLEGAL.search(path):
        raise OutputError(f"文件名“{path}”在 Windows 上不能用，没有生成档案包。请改掉题名里的特殊符号后重新运行。")
    length = len(top) + 1 + len(path)
    if length > LONGEST_PATH:
        raise OutputError(
            f"文件“{path[:60]}…”的路径有 {length} 个字，超过 {LONGEST_PATH} 个字，在 Windows 上可能解不开。"
            "请在项目文件里把项目简称或材料题名改短后重新运行。"
        )


def encode_path(path: str) -> str:
    """A path as RFC 8493 §2.1.3 wants it in a manifest."""
    return path.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def render_hashes(hashes: Mapping[str, str]) -> bytes:
    """A manifest: a line for each path, in the order of the paths."""
    return "".join(f"{hashes[path]}  {encode_path(path)}\n" for path in sorted(hashes)).encode("utf-8")


def render_info(info: BagInfo, octets: int, files: int) -> bytes:
    """bag-info.txt for a payload of so many octets and files."""
    lines = (
        ("BagIt-Profile-Identifier", PROFILE),
        ("Source-Organization", info.source_organization),
        ("Contact-Name", info.contact_name),
        ("Contact-Phone", info.contact_phone),
        ("External-Identifier", info.external_identifier),
        ("External-Description", info.external_description),
        ("Bagging-Date", info.bagging_date.isoformat()),
        ("Bag-Size", _write_size(octets)),
        ("Payload-Oxum", f"{octets}.{files}"),
        ("Bag-Group-Identifier", info.group_identifier),
        ("Bag-Software-Agent", info.software_agent),
        ("Archive-Scope", info.scope),
        ("Archive-Withheld-Papers", str(info.withheld) if info.scope else ""),
    )
    # A line break inside a value would begin another field.
    values = ((label, re.sub(r"\s+", " ", value).strip()) for label, value in lines)
    return "".join(f"{label}: {value}\n" for label, value in values if value).encode("utf-8")


def _write_size(octets: int) -> str:
    """``270.4 MB``; RFC 8493 §2.2.2 wants something that a person reads."""
    size, unit = float(octets), 0
    while size >= 1024 and unit < len(_UNITS) - 1:
        size, unit = size / 1024, unit + 1
    return f"{size:.1f} {_UNITS[unit]}" if unit else f"{octets} B"
