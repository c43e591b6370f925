"""回避: workers who sit on the council or are kin of those who decide (seed Dongpo 三个不; domain §7 V-B12).

Members of a council may work on what they build.  What is asked for is that it stands on paper.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping

from archivegen.findings import Evidence
from archivegen.rules.run import Breach, Checked, breach
from archivegen.rules.wording import name_worker

VILLAGE = "村"


def find_unstated_kin(checked: Checked) -> Iterator[Breach]:
    """R123: somebody who works bears the name of a council member or cadre, and 亲属关系 says nothing."""
    offices = _list_offices(checked)
    for index, worker in enumerate(checked.project.workers):
        held = offices.get(worker.name, ())
        if held and not worker.kin_of_cadre and checked.is_hired(worker):
            yield breach(
                checked.place("务工人员", index),
                worker=worker,
                evidence=held,
                name=name_worker(worker),
                offices="、".join(dict.fromkeys(row.text for row in held)),
            )


def find_undisclosed_kin(checked: Checked) -> Iterator[Breach]:
    """R124: kin is declared, and nothing says that the village knows."""
    offices = _list_offices(checked)
    for index, worker in enumerate(checked.project.workers):
        kin = worker.kin_of_cadre
        if kin and kin not in checked.policy.no_kin and not worker.kin_note and checked.is_hired(worker):
            place = checked.place("务工人员", index, "亲属关系")
            rows = [Evidence(place, f"{name_worker(worker)}：{kin}"), *offices.get(worker.name, ())]
            yield breach(place, worker=worker, evidence=rows, name=name_worker(worker), kin=kin)


def _list_offices(checked: Checked) -> Mapping[str, list[Evidence]]:
    """Name → what the bearer of that name decides or watches over, and where it stands."""
    parties = checked.project.parties
    found: dict[str, list[Evidence]] = defaultdict(list)
    for section, members in (("理事会", parties.council), ("质量监督小组", parties.quality_group)):
        for index, member in enumerate(members):
            place = checked.place("参建各方", section, index, "姓名")
            found[member.name].append(Evidence(place, f"{section}{member.post or '成员'}"))
    if parties.village and parties.village.head:
        place = checked.place("参建各方", "村民委员会", "负责人")
        found[parties.village.head].append(Evidence(place, "村民委员会负责人"))
    for index, person in enumerate(checked.project.responsible):
        if person.level == VILLAGE:
            found[person.name].append(Evidence(checked.place("责任人", index, "姓名"), "村级责任人"))
    return found
