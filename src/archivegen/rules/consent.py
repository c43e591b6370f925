"""个人信息: nobody's account and ID are handled without a signed consent (个人信息保护法 arts. 25, 29; domain §7 V-B13)."""

from __future__ import annotations

from collections.abc import Iterator

from archivegen.findings import Evidence
from archivegen.project.basics import ProjectStage
from archivegen.project.reckoning import WageSheet
from archivegen.rules.run import Breach, Checked, breach
from archivegen.rules.wording import list_few, name_worker


def find_missing_consents(checked: Checked) -> Iterator[Breach]:
    """R125: whoever works or is paid has signed the 告知同意书; all who have not in one finding."""
    if not checked.has_reached(ProjectStage.BUILDING):
        return
    employed = {id(worker) for worker in checked.figures.employed}
    missing = [
        (checked.place("务工人员", index), worker)
        for index, worker in enumerate(checked.project.workers)
        if worker.consent_day is None and id(worker) in employed
    ]
    if missing:
        names = [name_worker(worker) for _, worker in missing]
        yield breach(
            missing[0][0],
            workers=tuple(worker for _, worker in missing),
            evidence=[Evidence(place, f"{name_worker(worker)} 没有同意书日期") for place, worker in missing],
            names=list_few(names, "人"),
            count=len(missing),
        )


def find_late_consents(checked: Checked) -> Iterator[Breach]:
    """R127: signed before the name is first published on a wage notice."""
    first = _find_first_notices(checked)
    for index, worker in enumerate(checked.project.workers):
        sheet = first.get(id(worker))
        signed = worker.consent_day
        if sheet and signed and sheet.batch.posted and signed > sheet.batch.posted:
            yield breach(
                checked.place("务工人员", index, "同意书日期"),
                month=sheet.batch.month,
                batch=sheet.batch.label,
                name=name_worker(worker),
                signed=signed,
                posted=sheet.batch.posted,
            )


def _find_first_notices(checked: Checked) -> dict[int, WageSheet]:
    found: dict[int, WageSheet] = {}
    posted = [(sheet.batch.posted, sheet) for sheet in checked.figures.sheets if sheet.batch.posted]
    for _, sheet in sorted(posted, key=lambda item: item[0]):
        for worker in sheet.workers:
            found.setdefault(id(worker), sheet)
    return found
