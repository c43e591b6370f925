"""Doubts that are no faults: what an archive still lacks before hand-over, told in the report and left to a person (domain §9.5, §9.7)."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from archivegen.manifest import WHOLE, Manifest, ManifestItem, State
from archivegen.verify.properties import ABOUT_THE_ARCHIVE

_SHOWN = 3


def _name(items: Sequence[ManifestItem]) -> str:
    return "、".join(item.key for item in items[:_SHOWN]) + (" 等" if len(items) > _SHOWN else "")


def _ask_metadata(manifest: Manifest, *_: object) -> list[str]:
    filed = [item for item in manifest.items if item.files and item.volume is not None]
    undated = [item for item in filed if not item.date]
    loose = [item for item in filed if "纸" in item.medium and "电子" in item.medium and not item.cross_reference]
    doubts = [f"{len(undated)} 件没有形成日期（{_name(undated)}）"] if undated else []
    return doubts + ([f"{len(loose)} 件没有互见号（{_name(loose)}）"] if loose else [])


def _ask_process(_: Manifest, has_journal: bool) -> list[str]:  # noqa: FBT001 - one signature for all
    return [] if has_journal else ["档案包里没有过程记录，请核对移交单位保存的那一份"]


def _ask_scope(manifest: Manifest, *_: object) -> list[str]:
    doubts = [] if manifest.scope == WHOLE else [f"只是整套档案的一部分（{manifest.scope}）"]
    for state in (State.MISSING, State.UNSIGNED):
        items = [item for item in manifest.items if item.state is state]
        if items:
            doubts.append(f"{state} {len(items)} 份（{_name(items)}）")
    return doubts


def _ask_indexes(manifest: Manifest, *_: object) -> list[str]:
    about = [item for item in manifest.items if item.code in ABOUT_THE_ARCHIVE]
    waiting = [item for item in about if item.state in {State.MISSING, State.UNSIGNED}]
    if not about:
        return ["档案清单里没有编目和移交的材料"]
    return [f"还没有签章收回 {len(waiting)} 份（{_name(waiting)}）"] if waiting else []


FURTHER_CHECKS: Mapping[str, Callable[[Manifest, bool], list[str]]] = {
    "元数据": _ask_metadata,
    "过程": _ask_process,
    "归档范围": _ask_scope,
    "编目": _ask_indexes,
}
"""By the name in ``checks.yaml``: the manifest, and whether a journal was read → doubts in Chinese, none when there are none."""
