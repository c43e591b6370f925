"""村民会议, 项目理事会 and 质量监督小组 (domain §1.8, §7-P)."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction

from archivegen.project.basics import ProjectStage
from archivegen.project.parties import ASSEMBLY, REPRESENTATIVES, Meeting
from archivegen.rules.preparation import find_application
from archivegen.rules.run import Breach, Checked, breach
from archivegen.rules.wording import list_few

FOUR_PARTIES = "四方会商"
HOUSEHOLDS = "户"


def find_missing_quorum(checked: Checked) -> Iterator[Breach]:
    """R701: two thirds of the representatives (村民委员会组织法 art. 26)."""
    quorum: Fraction = checked.policy.quorum
    for index, meeting in _village_meetings(checked):
        due, present = meeting.due, meeting.present
        if meeting.kind == REPRESENTATIVES and due and present is not None and present < due * quorum:
            needed = -(-due * quorum.numerator // quorum.denominator)
            place = checked.place("会议", index, "实到")
            yield breach(place, day=meeting.day, due=due, present=present, needed=needed, quorum=quorum)


def find_lost_votes(checked: Checked) -> Iterator[Breach]:
    """R704: more than half of those present (the same law, arts. 22, 26)."""
    majority: Fraction = checked.policy.majority
    for index, meeting in _village_meetings(checked):
        present, agree = meeting.present, meeting.agree
        if present and agree is not None and agree <= present * majority:
            needed = present * majority.numerator // majority.denominator + 1
            place = checked.place("会议", index, "同意")
            yield breach(place, kind=meeting.kind, day=meeting.day, present=present, agree=agree, needed=needed)


def find_short_sign_lists(checked: Checked) -> Iterator[Breach]:
    """R705: as many signatures as people present (domain §7 V-P03)."""
    for index, meeting in _village_meetings(checked):
        signed = len(meeting.attendees)
        if meeting.present is not None and 0 < signed < meeting.present:
            place = checked.place("会议", index, "到会人")
            yield breach(place, kind=meeting.kind, day=meeting.day, present=meeting.present, signed=signed)


def find_impossible_counts(checked: Checked) -> Iterator[Breach]:
    """R706: no more people than were asked, no more votes than people."""
    for index, meeting in _village_meetings(checked):
        votes = sum(count or 0 for count in (meeting.agree, meeting.against, meeting.abstain))
        if meeting.present is None:
            continue
        if votes > meeting.present or (meeting.due is not None and meeting.present > meeting.due):
            due = "未填" if meeting.due is None else meeting.due
            place = checked.place("会议", index, "实到")
            yield breach(place, kind=meeting.kind, day=meeting.day, due=due, present=meeting.present, votes=votes)


def _village_meetings(checked: Checked) -> Iterator[tuple[int, Meeting]]:
    for index, meeting in enumerate(checked.project.meetings):
        if meeting.kind in checked.policy.village_meeting_kinds:
            yield index, meeting


def find_small_council(checked: Checked) -> Iterator[Breach]:
    """R702: a self-build project has a council of three at least (seed Guang'an)."""
    council, needed = checked.project.parties.council, checked.policy.council_members
    self_built = checked.project.basics.is_self_built
    due = bool(council) or checked.has_reached(ProjectStage.BUILDING)
    if self_built and due and len(council) < needed:
        yield breach(checked.place("参建各方", "理事会"), found=len(council), needed=needed)


def find_partial_supervisors(checked: Checked) -> Iterator[Breach]:
    """R703: who builds or governs does not supervise (村民委员会组织法 art. 32)."""
    parties = checked.project.parties
    builders = {member.name for member in parties.council}
    doubles = [m.name for m in parties.quality_group if m.cadre or m.name in builders]
    if doubles:
        yield breach(checked.place("参建各方", "质量监督小组"), names=list_few(doubles, "人"))


# --- what the village decides -----------------------------------------------------------------------------------------


def find_undecided_mode(checked: Checked) -> Iterator[Breach]:
    """R707: the assembly or the representatives decide who builds (村民委员会组织法 art. 24; seed Guang'an)."""
    if checked.project.basics.is_self_built and checked.has_reached(ProjectStage.APPLICATION):
        meetings = list(_deciding_meetings(checked))
        if meetings and not _deciding_on(meetings, checked.policy.mode_words):
            yield breach(checked.place("会议", meetings[0][0]))


def find_late_decision(checked: Checked) -> Iterator[Breach]:
    """R708: and decide before the project is applied for (先有群众、后有项目)."""
    applied = _day_of_application(checked)
    decided = _deciding_on(list(_deciding_meetings(checked)), checked.policy.mode_words)
    if checked.project.basics.is_self_built and applied and decided:
        index, first = min(decided, key=lambda item: item[1].day)
        name, day = applied
        if first.day > day:
            yield breach(checked.place("会议", index, "日期"), decided=first.day, name=name, day=day)


def _deciding_meetings(checked: Checked) -> Iterator[tuple[int, Meeting]]:
    for index, meeting in _village_meetings(checked):
        if meeting.decides_for_village:
            yield index, meeting


def _deciding_on(meetings: Iterable[tuple[int, Meeting]], words: Sequence[str]) -> list[tuple[int, Meeting]]:
    return [(index, meeting) for index, meeting in meetings if meeting.deals_with(words)]


def _day_of_application(checked: Checked) -> tuple[str, datetime.date] | None:
    applied, approval = find_application(checked), checked.project.approval
    if applied:
        return applied[1].stage, applied[1].day
    return ("批复", approval.day) if approval else None


def find_unelected_council(checked: Checked) -> Iterator[Breach]:
    """R710: the council is elected by a meeting of the village that is recorded (seed Guang'an)."""
    council = checked.project.parties.council
    if not (checked.project.basics.is_self_built and council and checked.has_reached(ProjectStage.BUILDING)):
        return
    words = checked.policy.council_words
    if not any(meeting.decides_for_village and meeting.deals_with(words) for meeting in checked.project.meetings):
        yield breach(checked.place("参建各方", "理事会"))


def find_vague_council(checked: Checked) -> Iterator[Breach]:
    """R709: how long the council serves and who does what (domain §7 V-P02, §6.15)."""
    parties = checked.project.parties
    if not (checked.project.basics.is_self_built and parties.council and checked.has_reached(ProjectStage.BUILDING)):
        return
    idle = [member.name for member in parties.council if not member.duty]
    missing = ([] if parties.council_term else ["理事会任期"]) + ([f"{list_few(idle, '人')}的分工"] if idle else [])
    if missing:
        yield breach(checked.place("参建各方", "理事会"), missing="、".join(missing))


def find_small_assembly(checked: Checked) -> Iterator[Breach]:
    """R711: more than half of the adults, or two thirds of the households (村民委员会组织法 art. 22).

    Who is not told which of the two was counted is only blamed when neither is reached.
    """
    adults, households = checked.policy.adult_quorum, checked.policy.household_quorum
    for index, meeting in _village_meetings(checked):
        due, present = meeting.due, meeting.present
        if meeting.kind != ASSEMBLY or not due or present is None:
            continue
        of_adults = due * adults.numerator // adults.denominator + 1
        of_households = -(-due * households.numerator // households.denominator)
        if not meeting.basis:
            needed = min(of_adults, of_households)
        else:
            needed = of_households if HOUSEHOLDS in meeting.basis else of_adults
        if present < needed:
            place = checked.place("会议", index, "实到")
            basis = meeting.basis or "成年村民或户代表"
            yield breach(place, day=meeting.day, basis=basis, due=due, present=present, needed=needed)


def find_late_calls(checked: Checked) -> Iterator[Breach]:
    """R712: an assembly is called ten days before (村民委员会组织法 art. 21)."""
    wanted = checked.policy.assembly_call_days
    for index, meeting in _village_meetings(checked):
        if meeting.kind == ASSEMBLY and meeting.called and (meeting.day - meeting.called).days < wanted:
            place = checked.place("会议", index, "通知日期")
            days = (meeting.day - meeting.called).days
            yield breach(place, day=meeting.day, called=meeting.called, days=days, wanted=wanted)


# --- the four parties -------------------------------------------------------------------------------------------------


def find_absent_parties(checked: Checked) -> Iterator[Breach]:
    """R718: the four parties sat together (seed Dongpo 四方会商)."""
    for index, meeting in _four_party_meetings(checked):
        people = [f"{person.role} {person.unit}" for person in meeting.attendees]
        missing = [
            party
            for party, words in checked.policy.four_parties.items()
            if not any(word in person for person in people for word in words)
        ]
        if missing:
            yield breach(checked.place("会议", index), day=meeting.day, missing="、".join(missing))


def find_absent_subjects(checked: Checked) -> Iterator[Breach]:
    """R719: and dealt with posts, numbers, training, labour and pay (the same source)."""
    for index, meeting in _four_party_meetings(checked):
        text = "".join((*meeting.topics, *meeting.discussion, *meeting.resolution))
        missing = [
            subject
            for subject, words in checked.policy.four_party_subjects.items()
            if not any(word in text for word in words)
        ]
        if missing:
            yield breach(checked.place("会议", index), day=meeting.day, missing="、".join(missing))


def _four_party_meetings(checked: Checked) -> Iterator[tuple[int, Meeting]]:
    """Only once the project is applied for: before that minutes may still be written."""
    if checked.has_reached(ProjectStage.APPLICATION):
        for index, meeting in enumerate(checked.project.meetings):
            if meeting.kind == FOUR_PARTIES:
                yield index, meeting
