"""项目 as a whole: codes, responsible persons, and what its stage owes (domain §7-A)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from archivegen.chinese import nearest
from archivegen.errors import PackError
from archivegen.project.basics import ProjectStage
from archivegen.project.values import Facts
from archivegen.rules.run import Breach, Checked, breach
from archivegen.rules.wording import list_choices

PROJECT_CODE = re.compile(r"[0-9]{4}-([0-9]{6})-[0-9]{2}-[0-9]{2}-[0-9]{6}")
NOT_NEEDED = "不适用"
OR = " 或 "
REGION_DIGITS = 6
SHORT_NAME = 2
"""Two characters tell every province from every other, however its name ends."""
BUILDER_LEVEL, COUNTY_LEVEL = "施", "县"


def find_odd_project_code(checked: Checked) -> Iterator[Breach]:
    """R801: the code of the national approval platform (政府投资条例 art. 10)."""
    code = checked.project.basics.code
    if code and not PROJECT_CODE.fullmatch(code):
        yield breach(checked.place("项目", "代码"), code=code)


def find_foreign_project_code(checked: Checked) -> Iterator[Breach]:
    """R802: its second block is the division where it was approved (GB/T 2260)."""
    basics = checked.project.basics
    found = PROJECT_CODE.fullmatch(basics.code)
    if found and basics.region_code and found[1] != basics.region_code:
        place = checked.place("项目", "区划代码")
        yield breach(place, region=basics.region_code, block=found[1], county=basics.county)


def find_missing_project_code(checked: Checked) -> Iterator[Breach]:
    """R810: every government project is entered in the approval platform (政府投资条例 art. 10)."""
    if not checked.project.basics.code and checked.has_reached(ProjectStage.APPLICATION):
        yield breach(checked.place("项目", "代码"))


def find_odd_region_code(checked: Checked) -> Iterator[Breach]:
    """R811: six digits, and the first two are those of the province that is named (GB/T 2260)."""
    basics = checked.project.basics
    code, province = basics.region_code, checked.policy.provinces.get(basics.region_code[:2], "")
    if not code:
        return
    if not (code.isascii() and code.isdecimal() and len(code) == REGION_DIGITS):
        problem = f"应为{REGION_DIGITS}位数字"
    elif not province:
        problem = f"前两位“{code[:2]}”不是省级代码"
    elif basics.province and basics.province[:SHORT_NAME] != province[:SHORT_NAME]:
        problem = f"前两位“{code[:2]}”是{province}，“省”写的是{basics.province}"
    else:
        return
    yield breach(checked.place("项目", "区划代码"), code=code, problem=problem)


def find_steps_that_end_before_they_start(checked: Checked) -> Iterator[Breach]:
    """R530: the schedule of the plan is drawn from these dates (domain §6.6, chapter 12)."""
    for index, step in enumerate(checked.project.basics.steps):
        if step.end < step.start:
            yield breach(
                checked.place("项目", "工序进度", index, "结束"), name=step.name, start=step.start, end=step.end
            )


def find_steps_outside_the_period(checked: Checked) -> Iterator[Breach]:
    """R531: what is built is built between 计划开工 and 计划完工, or one of the two is wrong (domain §6.6, chapter 12)."""
    basics = checked.project.basics
    first, last = basics.planned_start, basics.planned_end
    if first is None or last is None:
        return
    for index, step in enumerate(basics.steps):
        if step.start <= step.end and (step.start < first or step.end > last):
            place = checked.place("项目", "工序进度", index)
            yield breach(place, name=step.name, start=step.start, end=step.end, first=first, last=last)


def find_missing_builder(checked: Checked) -> Iterator[Breach]:
    """R817: whoever builds has a name too (seed Meishan; domain §7 V-A09)."""
    parties = checked.project.parties
    heads = [unit.head for unit in (parties.implementer, parties.contractor) if unit and unit.head]
    named = any(person.level == BUILDER_LEVEL for person in checked.project.responsible)
    if checked.has_reached(ProjectStage.BUILDING) and not named and not heads:
        yield breach(checked.place("责任人"))


def find_county_lead_without_phone(checked: Checked) -> Iterator[Breach]:
    """R818: the first responsible person of the county can be rung up (seed Meishan)."""
    leads = [
        (index, person) for index, person in enumerate(checked.project.responsible) if person.level == COUNTY_LEVEL
    ]
    if leads and checked.has_reached(ProjectStage.APPLICATION) and not any(person.phone for _, person in leads):
        index, person = leads[0]
        yield breach(checked.place("责任人", index), name=person.name)


def find_missing_people_in_planning(checked: Checked) -> Iterator[Breach]:
    """R803: one responsible person a level (seed Meishan 三级专班)."""
    if checked.has_reached(ProjectStage.APPLICATION) and not checked.has_reached(ProjectStage.BUILDING):
        yield from _report_missing_people(checked)


def find_missing_people_at_work(checked: Checked) -> Iterator[Breach]:
    """R806: the same once work has begun."""
    if checked.has_reached(ProjectStage.BUILDING):
        yield from _report_missing_people(checked)


def _report_missing_people(checked: Checked) -> Iterator[Breach]:
    known = {person.level for person in checked.project.responsible}
    missing = [level for level in checked.policy.responsible_levels if level not in known]
    if missing:
        yield breach(checked.place("责任人"), levels="、".join(missing))


# --- what the stage owes ----------------------------------------------------------------------------------------------


def find_missing_facts(checked: Checked) -> Iterator[Breach]:
    """R804: what the project's stage asks for and the file does not have yet, with the papers that wait for it."""
    for need in checked.policy.stage_facts:
        if checked.has_reached(need.stage) and not _is_known(checked, need.path):
            ways = [way.split(".") for way in need.path.split(OR)]
            yield breach(
                checked.place(*ways[0]),
                papers=need.papers,
                stage=need.stage.value,
                fact="或".join("里的".join(f"“{key}”" for key in keys) for keys in ways).replace("|", "”或“"),
                waiting="、".join(need.papers),
            )


def _is_known(checked: Checked, path: str) -> bool:
    """Whether a fact is there; ``会议.四方会商`` asks for one item of that kind in a list, or with that fact.

    ``考勤 或 务工台账`` asks for one of the two.
    """
    return any(_is_there(checked, way) for way in path.split(OR))


def _is_there(checked: Checked, path: str) -> bool:
    value: Any = checked.project
    for key in path.split("."):
        if isinstance(value, tuple):
            value = tuple(item for item in value if _has(item, key, path))
        elif isinstance(value, Facts):
            value = _read_fact(value, key, path)
        else:
            return False
    return bool(value)


def _has(item: Facts, key: str, path: str) -> bool:
    kind = getattr(item, "kind", None)
    return bool(_read_fact(item, key, path)) if kind is None else kind in key.split("|")


def _read_fact(facts: Facts, key: str, path: str) -> Any:
    for name, field in type(facts).model_fields.items():
        if field.alias == key:
            return getattr(facts, name)
    raise PackError(f"模板包 rules.yaml 的“阶段所需”中，事实“{path}”不认识；应写成 项目.实际开工、会议.四方会商 这样。")


# --- papers that do not apply -----------------------------------------------------------------------------------------


def find_unknown_waivers(checked: Checked) -> Iterator[Breach]:
    """R805: only papers of the catalogue can be said not to apply."""
    for code in checked.project.waivers:
        if code.partition("@")[0] not in checked.paper_codes:
            close = nearest(code, sorted(checked.paper_codes))
            choices = list_choices([close] if close else []) or "无"
            yield breach(checked.place(NOT_NEEDED, code), code=code, choices=choices)


def find_waivers_without_reason(checked: Checked) -> Iterator[Breach]:
    """R807: what does not apply stays in the index with its reason (seed Bazhou; domain §7 V-R08).

    A key without a value is no fact, so it is looked for among the lines.
    """
    for code in checked.loaded.lines.keys_below(NOT_NEEDED):
        if code not in checked.project.waivers:
            yield breach(checked.place(NOT_NEEDED, code), code=code)
