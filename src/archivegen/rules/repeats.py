"""What stands twice in a list in which it may stand once."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator

from archivegen.project.people import Worker


def list_repeats(values: Iterable[Hashable]) -> Iterator[tuple[int, int]]:
    """The position of every value that stood before, and the position of the first; what is empty repeats nothing."""
    first: dict[Hashable, int] = {}
    for position, value in enumerate(values):
        earlier = first.setdefault(value, position) if value else position
        if earlier != position:
            yield position, earlier


def is_same_person(worker: Worker, other: Worker) -> bool:
    """Whether two lines of the roster are one person's: R102 or R103 says so, and what else they share says nothing."""
    return worker.name == other.name and worker.id_number == other.id_number
