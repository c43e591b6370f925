"""封存: the restricted part as one encrypted file that common programs open (AES-256 ZIP, WinZip AE-2).

Inside the encrypted ZIP lies one plain ZIP with the papers: so the names of the papers, which are names of people, are sealed too.
Opened without us: 7-Zip, WinRAR or Bandizip, the passphrase, then the ZIP inside.

The key is made by PBKDF2-HMAC-SHA1 with 1,000 rounds; the format has no other way.  That is little, and so the passphrase has to carry
the weight: the pack says how long it must be.
"""

from __future__ import annotations

import hashlib
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from typing import IO, Any, NamedTuple
from zipfile import ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from archivegen.errors import ArchivegenError, ExitCode, OutputError

INNER_NAME = "受限部分.zip"
"""The one file in the encrypted ZIP."""
_TIME = (1980, 1, 1, 0, 0, 0)
_BLOCK = 1 << 18


class PassphraseError(ArchivegenError):
    """A passphrase that is too weak, or that does not open the sealed part."""

    exit_code = ExitCode.USAGE


class SealedMember(NamedTuple):
    """A paper inside the sealed part: its path below ``data/`` and what is in it."""

    path: str
    sha256: str
    size: int


def judge_passphrase(passphrase: str, shortest: int, kinds: int) -> str:
    """What is wrong with a passphrase for sealing, as one sentence; empty when it is strong enough.

    ``shortest`` counts characters, ``kinds`` how many kinds of them there must be: capitals, small letters, digits, signs.  Only
    ASCII: what other characters become in a key differs from program to program.
    """
    if not (passphrase.isascii() and passphrase.isprintable()):
        return "口令只能用半角的英文字母、数字和符号：汉字和全角字符在别的压缩软件里可能打不开。"
    if len(passphrase) < shortest:
        return f"口令太短：现有 {len(passphrase)} 个字符，至少要 {shortest} 个。可以用几个互不相干的词连起来。"
    found = len({_name_kind(character) for character in passphrase})
    if found < kinds:
        return f"口令太简单：只有 {found} 种字符，至少要有 {kinds} 种（大写字母、小写字母、数字、符号）。"
    if len(set(passphrase)) < shortest // 2:
        return f"口令太简单：重复的字符太多，至少要有 {shortest // 2} 个不同的字符。"
    return ""


def _name_kind(character: str) -> str:
    category = unicodedata.category(character)
    return category if category in ("Lu", "Ll", "Nd") else "符号"


def seal_files(
    target: IO[bytes], files: Iterable[tuple[str, int, Iterable[bytes]]], passphrase: str
) -> tuple[SealedMember, ...]:
    """Write the sealed part into an open file and say what went in; ``files`` are path, octets and content, read as they come.

    Nothing of the content reaches the disk unencrypted.  Raises :class:`~archivegen.errors.OutputError` when pyzipper is not installed.
    """
    pyzipper = _import_pyzipper()
    sealed = []
    with pyzipper.AESZipFile(target, "w", compression=ZIP_STORED, encryption=pyzipper.WZ_AES) as outer:
        outer.setpassword(passphrase.encode("utf-8"))
        member = pyzipper.AESZipFile.zipinfo_cls(INNER_NAME, date_time=_TIME)
        member.compress_type = ZIP_STORED
        with outer.open(member, "w", force_zip64=True) as stream, ZipFile(stream, "w") as inner:
            for path, size, chunks in files:
                sealed.append(_add_member(inner, path, size, chunks))
    return tuple(sealed)


def _add_member(inner: ZipFile, path: str, size: int, chunks: Iterable[bytes]) -> SealedMember:
    member = ZipInfo(path, date_time=_TIME)
    member.create_system = 3
    member.external_attr = 0o100644 << 16
    member.file_size = size
    digest, octets = hashlib.sha256(), 0
    with inner.open(member, "w") as target:
        for chunk in chunks:
            digest.update(chunk)
            octets += len(chunk)
            target.write(chunk)
    return SealedMember(path, digest.hexdigest(), octets)


@contextmanager
def open_sealed(source: IO[bytes], passphrase: str, scratch: IO[bytes]) -> Iterator[Mapping[str, ZipInfo]]:
    """The plain ZIP inside a sealed part, unpacked into ``scratch``; yields its members by path.

    Raises :class:`PassphraseError` for a wrong passphrase, ``OutputError`` for a part that was damaged or is none of ours.
    """
    pyzipper = _import_pyzipper()
    try:
        with pyzipper.AESZipFile(source) as outer:
            outer.setpassword(passphrase.encode("utf-8"))
            with outer.open(INNER_NAME) as stream:
                while chunk := stream.read(_BLOCK):
                    scratch.write(chunk)
    except RuntimeError as error:
        raise PassphraseError("口令不对，封存的受限部分没有打开。请核对大小写、空格和输入法后重试。") from error
    except (pyzipper.BadZipFile, KeyError, EOFError, NotImplementedError) as error:
        raise OutputError("封存的受限部分已损坏，或者不是本系统封存的，打不开。请换一份完好的档案包。") from error
    scratch.seek(0)
    try:
        with ZipFile(scratch) as inner:
            yield {member.filename: member for member in inner.infolist() if not member.is_dir()}
    except BadZipFile as error:
        raise OutputError("封存的受限部分已损坏，打不开。请换一份完好的档案包。") from error


def read_member(scratch: IO[bytes], member: ZipInfo) -> Iterator[bytes]:
    """The content of one sealed paper, after :func:`open_sealed`, as it comes."""
    with ZipFile(scratch) as inner, inner.open(member) as stream:
        while chunk := stream.read(_BLOCK):
            yield chunk


def _import_pyzipper() -> Any:
    try:
        import pyzipper
    except ImportError as error:
        raise OutputError("封存和解封受限部分要用 pyzipper。请运行 pip install archivegen[seal] 后重试。") from error
    return pyzipper
