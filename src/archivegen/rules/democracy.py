"""村民会议, 项目理事会 and 质量监督小组 (domain §1.8, §7-P)."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from archivegen.project.basics import BuildMode, ProjectStage
from archivegen.project.parties import Meeting
from archivegen.rules.run import Breach, Checked, breach
from archivegen.rules.wording import list_few

REPRESENTATIVES = "村民代表会议"


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
    self_built = checked.project.basics.mode is BuildMode.SELF_BUILT
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
