"""Putting a finished archive in the place of an older one, so that a kill at any moment loses neither.

A new archive ``X`` is built beside its place and only renamed when it is whole and on the disk.  A ZIP replaces the
older ZIP in one step.  No system replaces a filled folder in one step, so a folder goes through these names::

    X.正在生成    the new one; not whole until its rename
    X.替换前      the older one, whole, while the new one takes its place
    X.待删除      the older one after that; only waits to be deleted

    1  X          → X.替换前
    2  X.正在生成 → X
    3  X.替换前   → X.待删除
    4  delete X.待删除

Recovery, run before everything else by the next run:

* ``X.替换前`` and no ``X``: killed after step 1; the older archive is renamed back to ``X``.
* ``X.替换前`` and ``X``: killed after step 2; ``X`` is new and whole, the older one goes on with step 3.
* ``X.正在生成`` and ``X.待删除`` are deleted: the first may be unfinished, the second is no longer needed.

The next run may be on another day and bear another name: it cleans up after all of them (``recover_killed``).
A ZIP has a sidecar; ``sidecar`` has its rule.

Without a next run the older archive is still whole, under ``X`` or under the plain name ``X.替换前``.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from zipfile import BadZipFile, ZipFile

from archivegen.archive.bag.sidecar import discard_sidecar, put_in_place, recover_sidecar, set_aside
from archivegen.durable import sync_folder
from archivegen.errors import OutputError

_SUFFIXES = (".正在生成", ".替换前", ".待删除")
_RUBBISH = {".ds_store", "thumbs.db", "desktop.ini"}


def building_place(destination: Path) -> Path:
    """Where the new archive for ``destination`` is built."""
    return destination.with_name(destination.name + _SUFFIXES[0])


@contextmanager
def hold_place(destination: Path) -> Iterator[None]:
    """Keep a second run away from ``destination``; raises :class:`OutputError` when one is at work there.

    The empty lock file stays: deleting it would let a third run lock another file of the same name.
    """
    from filelock import FileLock, Timeout

    lock = FileLock(destination.with_name(f".{destination.name}.lock"), timeout=0)
    try:
        lock.acquire()
    except Timeout as error:
        raise OutputError(f"另一个程序正在写这个档案包：{destination}。请等它结束后再运行。") from error
    try:
        yield
    finally:
        lock.release()


def check_replaceable(destination: Path, *, as_zip: bool) -> None:
    """Refuse to replace anything but an archive in which nothing was added or changed by hand.

    A clerk may have laid a signed scan into the finished archive instead of 归档件; deleting it would lose the page.
    Raises :class:`OutputError`.
    """
    if destination.is_symlink() or (destination.exists() and not (destination.is_file() or destination.is_dir())):
        raise OutputError(f"{destination} 是链接或特殊文件，不能在这里写档案包。请换一个输出位置。")
    if not destination.exists():
        return
    if destination.is_dir() == as_zip or (as_zip and not _is_zipped_bag(destination)):
        raise OutputError(
            f"{destination} 已经存在，而且不是档案包，没有覆盖它。请把它移走或改名，或用 -o 换一个输出位置。"
        )
    if as_zip:
        return
    try:
        listed, octets = _read_inventory(destination)
    except (OSError, ValueError) as error:
        raise OutputError(
            f"{destination} 已经存在，而且不是完整的档案包，没有覆盖它。请把它移走或改名，或换一个输出位置。"
        ) from error
    found = {path.relative_to(destination).as_posix(): path for path in destination.rglob("*") if not path.is_dir()}
    extra = sorted(path for path in found if path not in listed and path.rsplit("/", 1)[-1].lower() not in _RUBBISH)
    if extra:
        raise OutputError(
            f"旧档案包 {destination} 里有后来放进去的文件：{'、'.join(extra[:5])}{'等' if len(extra) > 5 else ''}。"
            "为免丢失，没有替换它。签章扫描件请放到 归档件/ 文件夹；把这些文件移走后再运行。"
        )
    if sum(found[path].stat().st_size for path in found if path in listed and path.startswith("data/")) != octets:
        raise OutputError(
            f"旧档案包 {destination} 里的文件被改动过（总字节数与 bag-info.txt 不符），没有替换它。"
            "请先把改动过的文件另存出来，把旧档案包移走或改名，再运行。"
        )


def _is_zipped_bag(path: Path) -> bool:
    try:
        with ZipFile(path) as package:
            return any(name.count("/") == 1 and name.endswith("/bagit.txt") for name in package.namelist())
    except (BadZipFile, OSError, ValueError):
        return False


def _read_inventory(bag: Path) -> tuple[set[str], int]:
    """The files that a bag of ours was closed with, and the payload's octets."""
    listed = {path.name for path in bag.glob("tagmanifest-*.txt")}
    for name in ("manifest-sha256.txt", "tagmanifest-sha256.txt"):
        lines = bag.joinpath(name).read_text(encoding="utf-8").splitlines()
        listed.update(line.split("  ", 1)[1] for line in lines if "  " in line)
    info = bag.joinpath("bag-info.txt").read_text(encoding="utf-8")
    oxum = next((line.split(":", 1)[1] for line in info.splitlines() if line.startswith("Payload-Oxum:")), "")
    return listed, int(oxum.partition(".")[0])


def recover(destination: Path) -> None:
    """Clean up after a run that was killed, by the rule above."""
    building, older, doomed = (destination.with_name(destination.name + suffix) for suffix in _SUFFIXES)
    _delete(doomed)
    recover_sidecar(destination)
    if older.is_dir() and destination.exists():
        older.rename(doomed)
        _delete(doomed)
    elif older.is_dir():
        older.rename(destination)
    _delete(building)


def recover_killed(folder: Path) -> None:
    """Clean up after every killed run that left something in ``folder``: the next run may bear another day's name.

    A name counts when its lock file lies there too, which no copy program makes; one that a run is holding is left alone.
    What cannot be cleaned up now is left to the next run.
    """
    found = [path.name.removesuffix(suffix) for suffix in _SUFFIXES for path in folder.glob(f"*{suffix}")]
    for name in sorted({name.removesuffix(".sha256") for name in found}):
        if folder.joinpath(f".{name}.lock").is_file():
            with suppress(OutputError, OSError), hold_place(folder / name):
                recover(folder / name)


def replace_archive(destination: Path) -> None:
    """Put the finished archive from its building place to ``destination``."""
    building, older, doomed = (destination.with_name(destination.name + suffix) for suffix in _SUFFIXES)
    if building.is_file():
        set_aside(destination)
        building.replace(destination)
        with suppress(OSError):
            put_in_place(destination)
            sync_folder(destination.parent)
        return
    if not destination.exists():
        building.rename(destination)
        sync_folder(destination.parent)
        return
    destination.rename(older)
    try:
        building.rename(destination)
    except BaseException:
        older.rename(destination)
        raise
    # The new archive is in its place: whatever hinders the cleaning up is left to the next run.
    with suppress(OSError):
        sync_folder(destination.parent)
        older.rename(doomed)
        _delete(doomed)


def discard(destination: Path) -> None:
    """Delete an unfinished archive after a failure; what cannot be deleted now, the next run deletes."""
    building = building_place(destination)
    if building.is_dir():
        shutil.rmtree(building, ignore_errors=True)
        return
    if building.exists():
        discard_sidecar(destination)
    building.unlink(missing_ok=True)


def _delete(path: Path) -> None:
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)
