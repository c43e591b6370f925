"""登记号: issued once and for ever, also when somebody deleted a line or a run was killed after issuing one."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

_TAIL = re.compile(r"(.*?)([0-9]+)(\D*)")


@dataclass(frozen=True, slots=True)
class Issued:
    """A number that was issued, and the archive that has it: the SHA-256 of its manifest."""

    number: str
    digest: str


def next_number(lines: Sequence[Issued], log: Iterable[Issued], digest: str, digits: int) -> str:
    """The number for an archive: the one that the log gave it and no line took, or else the next after the highest.

    It is written as the highest of the register is (``2026-0012`` → ``2026-0013``); a first one has ``digits`` digits.
    """
    log = list(log)
    taken = {count_of(line.number) for line in lines}
    for issued in log:
        if issued.digest == digest and count_of(issued.number) not in taken:
            return issued.number
    known = [*log, *(line for line in lines if count_of(line.number))]
    if not known:
        return "1".zfill(digits)
    highest = max(known, key=lambda issued: count_of(issued.number))
    like = next((line for line in reversed(lines) if count_of(line.number)), highest)
    found = _TAIL.fullmatch(like.number)
    assert found is not None, like
    return f"{found[1]}{str(count_of(highest.number) + 1).zfill(len(found[2]))}{found[3]}"


def count_of(number: str) -> int:
    """The running part of a number, its last figures; 0 for what is none."""
    found = re.fullmatch(r"(?:.*?\D)?([0-9]+)\D*", number)
    return int(found[1]) if found else 0
