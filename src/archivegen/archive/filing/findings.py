"""What is wrong or worth knowing about numbers, volumes and metadata: findings A041–A052.  Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from archivegen.archive.filing.order import FilingOrder
from archivegen.archive.filing.register import Register
from archivegen.archive.filing.settlement import find_gap_problems
from archivegen.archive.state import ItemState
from archivegen.archive.volume import Kind, Volume
from archivegen.chinese.names import nearest
from archivegen.findings import Finding, make_finding

_SHOWN = 8


def find_filing_findings(
    states: Sequence[ItemState], volumes: Sequence[Volume], register: Register, order: FilingOrder
) -> Iterator[Finding]:
    """Everything, errors or not, in the order of the project file's 档案."""
    yield from find_gap_problems(states, register, order)
    yield from _find_fonds_problems(register, order)
    yield from _find_override_problems(states, order)
    yield from _find_term_problems(volumes, register, order)
    yield from _find_dateless(volumes, order)


def _find_fonds_problems(register: Register, order: FilingOrder) -> Iterator[Finding]:
    if order.fonds and not register.final:
        yield make_finding("A047", order.place("档案", "全宗号"), fonds=order.fonds)
    elif register.final and order.fonds != register.fonds:
        yield make_finding(
            "A048", order.place("档案", "全宗号"), found=order.fonds or "（没有写）", issued=register.fonds
        )


def _find_override_problems(states: Sequence[ItemState], order: FilingOrder) -> Iterator[Finding]:
    """Overrides that name no paper, or a period or grade that the pack does not know."""
    names = list(dict.fromkeys(name for item in states for name in (item.entry.code, item.entry.key)))
    for section, keys in (("保管期限", order.overrides), ("密级", order.secrecy)):
        yield from _find_strangers(section, keys, names, order)
    for key, (term, _) in order.overrides.items():
        if term not in order.filing.terms:
            place = order.place("档案", "保管期限", key)
            yield make_finding(
                "A044", place, papers=_codes(key), key=key, found=term, known="、".join(order.filing.terms)
            )
    for key, level in order.secrecy.items():
        if level not in order.filing.secrecy:
            place = order.place("档案", "密级", key)
            known = "、".join(order.filing.secrecy)
            yield make_finding("A052", place, papers=_codes(key), key=key, found=level, known=known)


def _find_strangers(section: str, keys: Iterable[str], names: Sequence[str], order: FilingOrder) -> Iterator[Finding]:
    for key in keys:
        if key not in names:
            near = nearest(key, names)
            hint = f"最接近的是“{near}”" if near else "应归档清单里没有相近的"
            yield make_finding("A045", order.place("档案", section, key), section=section, key=key, hint=hint)


def _find_term_problems(volumes: Sequence[Volume], register: Register, order: FilingOrder) -> Iterator[Finding]:
    """The period in the code of a volume is that of the day when it was opened (domain V-R06)."""
    for volume in volumes:
        issued = register.volume(volume.number)
        if volume.kind is Kind.VOLUME and volume.retention != issued.term:
            yield make_finding(
                "A046",
                order.place("档案", "保管期限"),
                volume=volume.label,
                archival_code=volume.code,
                issued=issued.term,
                longest=volume.retention,
            )


def _find_dateless(volumes: Sequence[Volume], order: FilingOrder) -> Iterator[Finding]:
    keys = [paper.item.entry.key for volume in volumes for paper in volume.present if not paper.date]
    if keys and order.papers:
        shown = "、".join(keys[:_SHOWN]) + ("等" if len(keys) > _SHOWN else "")
        codes = tuple(dict.fromkeys(key.partition("@")[0].partition("+")[0] for key in keys))
        yield make_finding("A049", order.place("发文"), papers=codes, count=len(keys), keys=shown)


def _codes(key: str) -> tuple[str, ...]:
    return (key.partition("@")[0].partition("+")[0],)
