"""照片 of notices: that they hung on the first day and on the last (domain §6.9, §7 V-N03)."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from typing import NamedTuple

from archivegen.project.basics import ProjectStage
from archivegen.project.due_dates import notice_end
from archivegen.project.parties import NoticePhotos
from archivegen.project.photos import photo_problem
from archivegen.rules.run import Breach, Checked, breach
from archivegen.rules.wording import list_missing


class Hung(NamedTuple):
    """A notice that hung: its name, where its photos stand in the file, and the last day of its period."""

    name: str
    path: tuple[str | int, ...]
    photos: NoticePhotos
    last: datetime.date


def find_missing_photos(checked: Checked) -> Iterator[Breach]:
    """R604: a notice that has hung its time has a photo of the first and of the last day."""
    yield from _report_missing(checked, _hung_notices(checked))


def find_missing_wage_photos(checked: Checked) -> Iterator[Breach]:
    """R605: the same for the notice of a month's wages, before the month is paid."""
    for month, hung in _hung_wage_notices(checked):
        yield from _report_missing(checked, iter([hung]), month)


def _report_missing(checked: Checked, notices: Iterator[Hung], month: str = "") -> Iterator[Breach]:
    if not checked.has_reached(ProjectStage.BUILDING):
        return
    for hung in notices:
        missing = list_missing({"首日": hung.photos.first, "末日": hung.photos.last})
        if missing and hung.last < checked.today:
            yield breach(checked.place(*hung.path), month=month, name=hung.name, last=hung.last, missing=missing)


def find_unusable_photos(checked: Checked) -> Iterator[Breach]:
    """R606: a photo that is named lies in the project's folder and is a picture."""
    wages = ((month, hung) for month, hung in _hung_wage_notices(checked))
    for month, hung in [*(("", notice) for notice in _hung_notices(checked)), *wages]:
        for day, path in (("首日", hung.photos.first), ("末日", hung.photos.last)):
            problem = photo_problem(checked.loaded.folder, path) if path else ""
            if problem:
                place = checked.place(*hung.path, day)
                yield breach(place, month=month, name=hung.name, day=day, path=path, problem=problem)


def _hung_notices(checked: Checked) -> Iterator[Hung]:
    for index, notice in enumerate(checked.project.notices):
        days = checked.policy.notice_days.get(notice.kind, 0)
        last = notice.until or notice.posted + datetime.timedelta(days=days)
        yield Hung(notice.kind, ("公示", index, "照片"), notice.photos, last)


def _hung_wage_notices(checked: Checked) -> Iterator[tuple[str, Hung]]:
    for index, batch in enumerate(checked.project.batches):
        if batch.posted:
            last = notice_end(batch.posted, batch.notice_end, checked.policy)
            name = f"{batch.label}的劳务报酬公示"
            yield batch.month, Hung(name, ("发放批次", index, "公示照片"), batch.photos, last)
