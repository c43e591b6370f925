"""The papers of a hand-over: 接收回执 that both sides sign, 退回通知 for what is not taken, and a new register."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from archivegen.accessions.files import replace_file
from archivegen.accessions.parcel import Parcel, hide_numbers
from archivegen.chinese import chinese_date, safe_file_name
from archivegen.errors import OutputError
from archivegen.findings import Finding, Severity
from archivegen.manifest import WHOLE, Audience
from archivegen.pack.model import Pack
from archivegen.pack.reception import ReceptionOptions
from archivegen.plan import Origin, PlanEntry
from archivegen.render.engine import render_entry

RECEIPT, REFUSAL, REGISTER = "接收回执", "退回通知", "档案接收登记簿"
MOST_FAULTS = 40
"""Findings that are printed on a 退回通知; the report of verify has them all."""


def describe_parcel(parcel: Parcel, findings: Sequence[Finding], options: ReceptionOptions) -> dict[str, Any]:
    """The words of a receipt that tell what was received and how it was found."""
    doubts = [hide_numbers(finding.message) for finding in findings if finding.severity is Severity.WARNING]
    return {
        "项目名称": parcel.project_name,
        "项目代码": parcel.project_code,
        "移交单位": parcel.giver,
        "档案包": parcel.name,
        "归档日期": parcel.bagged_on,
        "载体": name_carrier(parcel),
        "案卷数": _count(parcel.volume_count),
        "件数": _count(parcel.papers),
        "页数": _count(parcel.pages),
        "文件数": str(parcel.files),
        "字节数": f"{parcel.octets:,}",
        "清单": parcel.manifest,
        "清单校验值": parcel.digest,
        "压缩包校验值": parcel.package_digest,
        "保管期限": "，".join(
            f"{period}{count}{'卷' if parcel.volumes else '件'}" for period, count in parcel.retentions
        ),
        "说明": list(describe_scope(parcel)),
        "案卷": [
            {
                "案卷号": volume.number,
                "档号": volume.archival_code,
                "题名": hide_numbers(volume.title),
                "件数": volume.papers,
                "页数": volume.pages or "",
                "保管期限": volume.retention,
            }
            for volume in parcel.volumes
        ],
        "提示": list(dict.fromkeys(doubts)),
        "待确认": list(options.confirmed_by_hand),
    }


def describe_scope(parcel: Parcel) -> list[str]:
    """What a receiver must know of this archive before signing."""
    told = []
    if not parcel.ours:
        told.append("不是本系统制作的档案包，没有档案清单，案卷、件数、页数未计。")
    if not parcel.whole:
        told.append(f"这是“{parcel.scope}”范围的档案包，不是全部档案。")
    elif owed := _tell_owed(parcel):
        told.append(f"材料没有收齐：{owed}，没有移交。")
    if parcel.sealed:
        told.append("受限部分已加密封存，接收人须另行取得口令；加密的档案包不宜长期保存。")
    elif parcel.restricted:
        told.append(f"含受限材料 {parcel.restricted} 件，按受限档案保管。")
    if parcel.provisional:
        told.append("档号为预编，全宗号确定后须重新编号。")
    return told


def _tell_owed(parcel: Parcel) -> str:
    counts = (("缺失", parcel.missing), ("待签章", parcel.unsigned))
    return "，".join(f"{state} {count} 份" for state, count in counts if count)


def name_carrier(parcel: Parcel) -> str:
    """What the archive came as, for the column 载体."""
    return "电子（ZIP 文件）" if parcel.package_digest else "电子（文件夹）"


def name_scope(parcel: Parcel) -> str:
    """``公开版``, ``材料没有收齐``, ``受限部分已加密`` or nothing, for a remark."""
    owed = _tell_owed(parcel)
    told = [f"{parcel.scope}版"] if parcel.scope != WHOLE else [f"材料没有收齐（{owed}）"] if owed else []
    return "，".join([*told, *(["受限部分已加密"] if parcel.sealed else [])])


def write_receipt(pack: Pack, words: Mapping[str, Any], folder: Path, number: str, name: str) -> Path:
    """Write the receipt of a 登记号 into ``folder``; one of an interrupted run is written over."""
    path = folder / (safe_file_name(f"{RECEIPT}_{number}_{name}", 180) + ".docx")
    replace_file(path, _render(pack, RECEIPT, _options(pack).receipt, words))
    return path


def write_refusal(
    pack: Pack, words: Mapping[str, Any], faults: Sequence[Finding], folder: Path, day: date, name: str
) -> Path:
    """Write the 退回通知 with its reasons; one of the same day that says something else stays beside it."""
    rows = [{"位置": hide_numbers(str(fault.place)), "问题": hide_numbers(fault.message)} for fault in faults]
    told = {**words, "问题": rows[:MOST_FAULTS], "问题数": len(rows), "未列": max(len(rows) - MOST_FAULTS, 0)}
    content = _render(pack, REFUSAL, _options(pack).refusal, told)
    number = 1
    while True:
        again = "" if number == 1 else f"（{number}）"
        path = folder / (safe_file_name(f"{REFUSAL}_{day:%Y%m%d}_{name}", 170) + f"{again}.docx")
        if not path.exists():
            replace_file(path, content)
            return path
        if path.read_bytes() == content:
            return path
        number += 1


def draw_register(pack: Pack, unit: str) -> bytes:
    """A new, empty register."""
    return _render(pack, REGISTER, _options(pack).register_options.template, {"接收单位": unit})


def say_day(day: date) -> str:
    """2026年11月25日."""
    return chinese_date(day)


def _count(number: int | None) -> str:
    return "" if number is None else str(number)


def _options(pack: Pack) -> ReceptionOptions:
    if pack.reception is None:
        raise OutputError(f"模板包“{pack.name}”没有 reception.yaml，不能接收档案。请用带有接收模板的模板包。")
    return pack.reception


def _render(pack: Pack, name: str, template: str, words: Mapping[str, Any]) -> bytes:
    entry = PlanEntry(
        code=name, key=name, name=name, title=name, stage="", origin=Origin.GENERATED, level="", responsible="",
        retention="", audience=Audience.INTERNAL, template=pack.folder / template,
    )  # fmt: skip
    return render_entry(entry, {"接收": dict(words), "材料": {"代码": name, "键": name, "名称": name, "题名": name}})
