"""The foreman who opens a sealed part again: passphrase, papers, digests."""

from __future__ import annotations

import hashlib
import shutil
import tempfile
from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager, nullcontext, suppress
from pathlib import Path
from typing import IO, NamedTuple
from zipfile import BadZipFile, ZipFile, ZipInfo

from archivegen.disk import explain_refusal
from archivegen.errors import OutputError
from archivegen.manifest import INDEX_FOLDER, MANIFEST_NAME, SEALED_PATH, ManifestFile, parse_manifest
from archivegen.sealing import open_sealed, read_member

_BUILDING = ".正在解封"


class Unsealed(NamedTuple):
    """What was opened: where it lies and how many files it is."""

    path: Path
    files: int
    octets: int


def unseal(archive: Path, output: Path, passphrase: str) -> Unsealed:
    """Write the restricted papers of an archive (folder or ZIP) below ``output``, which must not exist yet.

    Every file must be what the 档案清单 says (SHA-256 and size), and none may be lacking or be there besides: otherwise nothing is
    left on the disk.  Raises ``OutputError`` and ``PassphraseError``.
    """
    if output.exists() and (not output.is_dir() or any(output.iterdir())):
        raise OutputError(f"“{output}”已经存在，而且不是空文件夹，没有解封。请用 -o 指定一个新的文件夹。")
    building = output.with_name(output.name + _BUILDING)
    try:
        shutil.rmtree(building, ignore_errors=True)
        try:
            building.mkdir(parents=True)
            opened = _read_sealed(archive, passphrase, building)
            if output.exists():
                output.rmdir()
            building.rename(output)
        except BaseException:
            shutil.rmtree(building, ignore_errors=True)
            raise
    except OSError as error:
        raise OutputError(_explain(error, archive)) from error
    return opened._replace(path=output)


def check_sealed(archive: Path, passphrase: str) -> Unsealed:
    """Look whether the sealed papers are what the 档案清单 says, and write nothing.  Raises as :func:`unseal`."""
    try:
        return _read_sealed(archive, passphrase, None)
    except OSError as error:
        raise OutputError(_explain(error, archive)) from error


def _explain(error: OSError, archive: Path) -> str:
    return f"解封不成：{explain_refusal(error)}（{error.filename or archive}）。请处理后重新运行。"


def _read_sealed(archive: Path, passphrase: str, building: Path | None) -> Unsealed:
    """Check the sealed papers and write them below ``building``, where there is one.

    The plain ZIP inside lies in a file without a name meanwhile, which is gone with the run.
    """
    with _open_archive(archive) as (manifest, sealed):
        wanted, books = _list_sealed(manifest)
        with tempfile.TemporaryFile(dir=building.parent if building else None) as scratch:
            octets = _copy_files(sealed, passphrase, scratch, wanted, books, building)
    return Unsealed(archive, len(wanted), octets)


@contextmanager
def _open_archive(archive: Path) -> Iterator[tuple[bytes, IO[bytes]]]:
    """The 档案清单 and the sealed file of an archive."""
    listed, sealed = f"data/{INDEX_FOLDER}/{MANIFEST_NAME}", f"data/{SEALED_PATH}"
    try:
        if archive.is_dir():
            content = archive.joinpath(listed).read_bytes()
            with archive.joinpath(sealed).open("rb") as handle:
                yield content, handle
            return
        with ZipFile(archive) as package:
            tops = {name.split("/", 1)[0] for name in package.namelist()}
            top = next((top for top in sorted(tops) if f"{top}/{sealed}" in package.NameToInfo), "")
            content = package.read(f"{top}/{listed}")
            with package.open(f"{top}/{sealed}") as stream:
                yield content, stream
    except (FileNotFoundError, KeyError) as error:
        raise OutputError(
            f"“{archive}”里没有封存的受限部分（{SEALED_PATH}）。请核对是不是用 --encrypt 生成的档案包。"
        ) from error
    except BadZipFile as error:
        raise OutputError(f"“{archive}”不是完好的 ZIP 文件，打不开。请换一份完好的档案包。") from error


def _list_sealed(content: bytes) -> tuple[dict[str, ManifestFile], frozenset[str]]:
    """The sealed papers by path, and the merged PDFs that may lie beside them."""
    manifest, findings = parse_manifest(content, MANIFEST_NAME)
    if manifest is None or findings:
        raise OutputError(
            "档案包里的 档案清单.json 读不懂，无法核对封存的材料，没有解封。请先用 archivegen verify 检测。"
        )
    papers = {file.path: file for item in manifest.items for file in item.files if file.sealed}
    return papers, frozenset(volume.book for volume in manifest.volumes if volume.book)


def _copy_files(
    sealed: IO[bytes],
    passphrase: str,
    scratch: IO[bytes],
    wanted: Mapping[str, ManifestFile],
    books: Collection[str],
    building: Path | None,
) -> int:
    """Read every member that the manifest names; the digests of merged PDFs stand in no list, the seal itself vouches for them."""
    octets = 0
    with open_sealed(sealed, passphrase, scratch) as members:
        wrong = [path for path in sorted(set(members) ^ set(wanted)) if path not in books]
        for path in sorted(set(members) & {*wanted, *books}):
            digest, size = _copy_member(
                scratch, members[path], building.joinpath(*path.split("/")) if building else None
            )
            octets += size
            if path in wanted and (digest, size) != (wanted[path].sha256, wanted[path].size):
                wrong.append(path)
    if wrong:
        raise OutputError(
            f"封存的材料与档案清单不符（{'、'.join(wrong[:3])}{'等' if len(wrong) > 3 else ''}，共 {len(wrong)} 个），没有解封。"
            "请换一份完好的档案包。"
        )
    return octets


def _copy_member(scratch: IO[bytes], member: ZipInfo, target: Path | None) -> tuple[str, int]:
    """Digest and octets of a member; a damaged one ends early and has the digest of nothing that was sealed."""
    digest, size = hashlib.sha256(), 0
    if target is not None:
        target.parent.mkdir(parents=True, exist_ok=True)
    with target.open("xb") if target is not None else nullcontext() as handle, suppress(BadZipFile):
        for chunk in read_member(scratch, member):
            digest.update(chunk)
            size += len(chunk)
            if handle is not None:
                handle.write(chunk)
    return digest.hexdigest(), size
