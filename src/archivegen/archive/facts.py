"""What an archive says of its project, from the project's words."""

from __future__ import annotations

from datetime import date

from archivegen import __version__
from archivegen.archive.completeness.index import ArchiveFacts
from archivegen.chinese import safe_file_name
from archivegen.pack.model import Pack
from archivegen.project.plain import Words


def name_archive(words: Words, day: date) -> str:
    """``香水村产业道路_20261122``."""
    return f"{safe_file_name(words['项目']['简称'], 120)}_{day:%Y%m%d}"


def describe_project(words: Words, pack: Pack, day: date) -> ArchiveFacts:
    """The head of the archive's index; money in 万元."""
    about, parties = words["项目"], words["参建各方"]
    total = about["总投资"]
    giver = words["档案"]["移交单位"] or parties["县级主管部门"]["名称"]
    details = [
        ("项目类型", f"{about['类型']}，{about['渠道']}"),
        ("建设方式", about["建设方式"]),
        ("建设地点", about["建设地点"]),
        ("总投资", f"{total / 10000:,.2f} 万元" if total != "" else ""),
        ("实施单位", parties["实施单位"]["名称"]),
        ("项目阶段", about["阶段"]),
    ]
    return ArchiveFacts(
        project_name=about["名称"],
        organisation=parties["业主单位"]["名称"],
        closed_on=day,
        tool_version=__version__,
        project_code=about["代码"],
        pack_id=pack.id,
        pack_version=pack.version,
        contact_name=_find_contact(giver, parties),
        giver=giver,
        receiver=words["档案"]["接收单位"],
        medium_number=words["档案"]["介质编号"],
        details=tuple((name, text) for name, text in details if text),
    )


def _find_contact(giver: str, parties: Words) -> str:
    """Who answers for the archive: of the unit that hands it over, of the owner where that is nobody else."""
    units = [parties[role] for role in ("县级主管部门", "业主单位")]
    named = [unit["负责人"] for unit in units if not giver or unit["名称"] == giver]
    return str(named[-1]) if named else ""
