"""The container of old Office files, which encrypted new ones use too ([MS-CFB], [MS-OFFCRYPTO])."""

from __future__ import annotations

from archivegen.formats.facts import FileFacts
from archivegen.formats.reading import Slices

OLD_OFFICE = "加密的或旧格式的 Office 文件"
_LOOKED_AT = 1 << 22
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_MACROS = ("_VBA_PROJECT".encode("utf-16-le"), "Macros".encode("utf-16-le"))


def examine_old_office(slices: Slices) -> FileFacts:
    """Whether the container is an encrypted package, and whether macros lie in it: names of its directory tell."""
    half = _LOOKED_AT // 2
    parts = slices.take(0, half), slices.tail(half)[0]
    encrypted = any(_ENCRYPTED in part for part in parts)
    macros = any(mark in part for part in parts for mark in _MACROS)
    return FileFacts(
        OLD_OFFICE, encrypted=encrypted, macros=macros, problem="" if encrypted else "是旧格式的 Office 文件"
    )
