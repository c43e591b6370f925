"""Where everything of a project file stands: the line of every path, kept beside the data in the data's own shape."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

Keys = tuple[str | int, ...]
"""A logical path, e.g. ``("务工人员", 3, "姓名")``."""

LineOf = int | tuple[int, Any]
"""The line of a text; of a group its line, and the lines of what it holds as a dict or a list."""


def line_of(node: LineOf) -> int:
    """The line of a text or of a group, 1-based."""
    return node if isinstance(node, int) else node[0]


class Lines(Mapping[Keys, int]):
    """Path → line (1-based).  A path that ends in a key has the line of the key; the root ``()`` that of the first key.

    A path is followed when somebody asks: of fifty thousand facts a report shows a dozen.
    """

    def __init__(self, root: LineOf = 1) -> None:
        self._root = root

    def __getitem__(self, path: Keys) -> int:
        return line_of(self._follow(path))

    def keys_below(self, *path: str | int) -> list[str]:
        """The keys of the group at ``path`` in the order of the file, whether a value stands behind them or not."""
        try:
            node = self._follow(path)
        except KeyError:
            return []
        held = () if isinstance(node, int) else node[1]
        return list(held) if isinstance(held, dict) else []

    def _follow(self, path: Keys) -> LineOf:
        node = self._root
        for part in path:
            held: Any = () if isinstance(node, int) else node[1]
            reach = held if isinstance(held, dict) else range(len(held))
            if part not in reach:
                raise KeyError(path)
            node = held[part]
        return node

    def __iter__(self) -> Iterator[Keys]:
        return _walk((), self._root)

    def __len__(self) -> int:
        return sum(1 for _ in self)


def _walk(path: Keys, node: LineOf) -> Iterator[Keys]:
    yield path
    if isinstance(node, int):
        return
    held = node[1]
    for key, inner in held.items() if isinstance(held, dict) else enumerate(held):
        yield from _walk((*path, key), inner)
