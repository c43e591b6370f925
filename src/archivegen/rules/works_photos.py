"""影像: the photos of the works: usable, complete before, during and after, and of the days they claim (seed Bazhou; E02, C35)."""

from __future__ import annotations

import datetime
from collections.abc import Iterator

from archivegen.project.basics import ProjectStage
from archivegen.project.closing import Phase, WorksPhoto
from archivegen.project.photos import photo_problem
from archivegen.rules.run import Breach, Checked, breach

_ORDER = tuple(Phase)


def find_unusable_works_photos(checked: Checked) -> Iterator[Breach]:
    """R922: a photo that is named lies in the project's folder and is a picture."""
    for index, photo in enumerate(checked.project.photos):
        problem = photo_problem(checked.loaded.folder, photo.file)
        if problem:
            place = checked.place("影像", index, "文件")
            yield breach(place, part=photo.part, phase=_name(photo.phase), path=photo.file, problem=problem)


def find_incomplete_parts(checked: Checked) -> Iterator[Breach]:
    """R923: a part that was finished, or any part from the acceptance on, has photos before, during and after."""
    accepted = checked.has_reached(ProjectStage.ACCEPTANCE)
    for part, found in _by_part(checked).items():
        phases = {photo.phase for _, photo in found}
        missing = [_name(phase) for phase in _ORDER if phase not in phases]
        if missing and (accepted or Phase.AFTER in phases):
            yield breach(checked.place("影像", found[0][0]), part=part, missing="、".join(missing))


def find_misdated_photos(checked: Checked) -> Iterator[Breach]:
    """R924: a photo was taken when its phase says: against the days of the works, and against its part's other photos."""
    for found in _by_part(checked).values():
        for index, photo in found:
            why = _find_contradiction(checked, photo, [other for _, other in found])
            if why and photo.taken:
                place = checked.place("影像", index, "拍摄日期")
                yield breach(place, part=photo.part, phase=_name(photo.phase), taken=photo.taken, why=why)


def find_repeated_photos(checked: Checked) -> Iterator[Breach]:
    """R925: every photo has a number and a file of its own."""
    for what, key, field in (("编号", "编号", "number"), ("文件", "文件", "file")):
        seen: dict[str, WorksPhoto] = {}
        for index, photo in enumerate(checked.project.photos):
            written = getattr(photo, field)
            first = seen.setdefault(written, photo)
            if written and first is not photo:
                place = checked.place("影像", index, key)
                yield breach(place, what=what, written=written, part=first.part, phase=_name(first.phase))


def _name(phase: Phase) -> str:
    return f"施工{phase.value}"


def _by_part(checked: Checked) -> dict[str, list[tuple[int, WorksPhoto]]]:
    parts: dict[str, list[tuple[int, WorksPhoto]]] = {}
    for index, photo in enumerate(checked.project.photos):
        parts.setdefault(photo.part, []).append((index, photo))
    return parts


def _find_contradiction(checked: Checked, photo: WorksPhoto, part: list[WorksPhoto]) -> str:
    """Why a photo cannot be of its phase, in words; empty when it can.  Of two photos that disagree the later one is told."""
    basics = checked.project.basics
    if photo.taken is None:
        return ""
    earlier = [other for other in part if _ORDER.index(other.phase) > _ORDER.index(photo.phase)]
    before = next((other for other in earlier if other.taken and other.taken < photo.taken), None)
    if before is not None:
        return f"晚于{_name(before.phase)}的照片（{before.taken}）"
    if photo.phase is Phase.BEFORE:
        return _tell_after(photo.taken, basics.finished)
    if basics.started and photo.taken < basics.started:
        return f"早于实际开工（{basics.started}）"
    return _tell_after(photo.taken, basics.finished) if photo.phase is Phase.DURING else ""


def _tell_after(taken: datetime.date, finished: datetime.date | None) -> str:
    return f"晚于实际完工（{finished}）" if finished and taken > finished else ""
