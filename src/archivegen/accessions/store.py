"""馆藏: a received archive copied to its place, whole or not at all, and checked once more where it lies."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from archivegen.accessions.parcel import Parcel, read_parcel
from archivegen.archive.bag.swap import building_place, discard, hold_place
from archivegen.chinese import safe_file_name
from archivegen.disk import explain_refusal
from archivegen.durable import sync_disk, sync_folder
from archivegen.errors import OutputError
from archivegen.verify import verify_bag

_SIDECARS = (".sha256", ".sm3")
_SPARE = 16 << 20
"""Octets that stay free on the store's disk."""


def store_archive(parcel: Parcel, store: Path, number: str) -> Path:
    """Copy the archive into ``store`` as 登记号_name and return its place; nothing that lies there is ever replaced.

    A copy that an interrupted run finished is taken as it is when it is the same archive and whole.  Raises
    ``OutputError``; an unfinished copy is then gone, the archive that was handed over is untouched.
    """
    suffix = ".zip" if parcel.path.is_file() else ""
    place = store / (safe_file_name(f"{number}_{parcel.name}", 180) + suffix)
    _refuse_inside(parcel.path, store)
    try:
        store.mkdir(parents=True, exist_ok=True)
        with hold_place(place):
            discard(place)
            if os.path.lexists(place):
                _expect_same(place, parcel)
                return place
            _refuse_full(parcel, store)
            _copy_whole(parcel, place)
    except OSError as error:
        raise OutputError(
            f"存不进馆藏文件夹 {store}：{explain_refusal(error)}。没有登记；请处理后重新接收，移交的档案包没有变动。"
        ) from error
    return place


def _copy_whole(parcel: Parcel, place: Path) -> None:
    building = building_place(place)
    try:
        if parcel.path.is_file():
            _copy_file(parcel.path, building)
        else:
            for source, path in _list_files(parcel.path):
                target = building / path
                target.parent.mkdir(parents=True, exist_ok=True)
                _copy_file(source, target)
        sync_disk(place.parent)
        _expect_same(building, parcel)
        _copy_sidecars(parcel.path, place)
        building.rename(place)
        sync_folder(place.parent)
    except BaseException:
        with suppress(OSError):
            discard(place)
        raise


def _copy_file(source: Path, target: Path) -> None:
    """The bytes, and nothing of the rights they had: what came from a read-only stick can be looked after here."""
    shutil.copyfile(source, target, follow_symlinks=False)


def _copy_sidecars(source: Path, place: Path) -> None:
    """The file with the ZIP's digest names it: it is written anew with the name that the ZIP has here."""
    for suffix in _SIDECARS:
        beside = source.with_name(source.name + suffix)
        if source.is_file() and beside.is_file() and not beside.is_symlink():
            text = beside.read_text(encoding="utf-8", errors="replace").replace(source.name, place.name)
            place.with_name(place.name + suffix).write_text(text, encoding="utf-8")


def _list_files(root: Path) -> Iterator[tuple[Path, Path]]:
    for folder, _, names in os.walk(root):
        for name in names:
            path = Path(folder) / name
            yield path, path.relative_to(root)


def _expect_same(place: Path, parcel: Parcel) -> None:
    """Check what lies at a place in full; raises ``OutputError`` when it is not this archive or not whole."""
    checked = verify_bag(place)
    found = read_parcel(checked)
    if not checked.passed or (found.digest, found.octets) != (parcel.digest, parcel.octets):
        raise OutputError(
            f"馆藏里的这一份与移交的档案包不符：{place}。可能是复制时介质出错，或那里原有别的档案；没有登记。"
            "请检查磁盘，把那里原有的移走，再重新接收。"
        )


def _refuse_inside(source: Path, store: Path) -> None:
    if store.resolve().is_relative_to(source.resolve()):
        raise OutputError(f"馆藏文件夹 {store} 在档案包 {source} 里面。请另选一个文件夹。")


def _refuse_full(parcel: Parcel, store: Path) -> None:
    needed = _SPARE + (parcel.path.stat().st_size if parcel.path.is_file() else parcel.octets)
    free = shutil.disk_usage(store).free
    if free < needed:
        raise OutputError(
            f"馆藏文件夹 {store} 所在的磁盘只剩 {free / 1e6:,.1f} MB，存这个档案包要 {needed / 1e6:,.1f} MB（含余量）。"
            "请腾出空间再接收，没有登记。"
        )
