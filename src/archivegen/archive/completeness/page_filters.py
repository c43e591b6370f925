"""By what the papers on the index page can be filtered.

Every choice has a short token (``s2``); a row bears the tokens of all choices that it belongs to.  Tokens are ours, so that
nothing that people wrote can look like one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import NamedTuple

from archivegen.archive.completeness.index import Index, IndexRow
from archivegen.manifest import Audience, State


class Choice(NamedTuple):
    """One option of a filter."""

    token: str
    label: str


class Filter(NamedTuple):
    """One drop-down list; ``values`` gives the token of every value that a row may have."""

    name: str
    label: str
    choices: tuple[Choice, ...]
    values: dict[str, str]
    values_of: Callable[[IndexRow], Iterable[str]]

    def tokens_of(self, row: IndexRow) -> Iterable[str]:
        """Tokens of the choices that the row belongs to."""
        return (self.values[value] for value in self.values_of(row) if value in self.values)


class Filters(NamedTuple):
    """All filters of a page."""

    lists: tuple[Filter, ...]

    def tokens_of(self, row: IndexRow) -> str:
        """All tokens of a row, with spaces between them."""
        return " ".join(token for each in self.lists for token in each.tokens_of(row))

    def token(self, name: str, value: str) -> str:
        """The token of one choice, so that a link can make it; empty when there is no such choice."""
        return next((each.values.get(value, "") for each in self.lists if each.name == name), "")


def make_filters(index: Index) -> Filters:
    """The filters that can tell the rows of this index apart; a list with one choice only is left out."""
    summary = index.summary
    volumes = [(str(v.number), f"{v.label} {v.title}") for v in index.arrangement.volumes]
    lists = (
        _make("stage", "s", "阶段", [(t.value, t.label) for t in summary.stages], lambda r: (r.item.stage.code,)),
        _make("state", "t", "状态", [(state, state) for state in State], lambda r: (r.item.state,)),
        _make(
            "level",
            "l",
            "责任层级",
            [(t.value, t.label) for t in summary.levels],
            lambda r: (index.level_names.get(r.item.entry.level, r.item.entry.level),),
        ),
        _make("emphasis", "e", "要点", [(t.value, t.label) for t in summary.emphases], lambda r: r.item.entry.emphasis),
        _make(
            "aspect", "a", "分项", [(t.value, t.label) for t in summary.aspects], lambda r: (str(r.item.entry.aspect),)
        ),
        _make("group", "g", "六类", [(t.value, t.label) for t in summary.groups], lambda r: (r.item.entry.group,)),
        _make("audience", "u", "受众", [(a, a) for a in Audience], lambda r: (r.item.entry.audience,)),
        _make("volume", "v", "案卷", volumes, lambda r: (str(r.volume.number),) if r.volume else ()),
    )
    return Filters(tuple(each for each in lists if len(each.choices) > 1))


def _make(
    name: str,
    letter: str,
    label: str,
    options: Iterable[tuple[str, str]],
    values_of: Callable[[IndexRow], Iterable[str]],
) -> Filter:
    tokens = {value: f"{letter}{number}" for number, (value, _) in enumerate(options)}
    choices = tuple(Choice(tokens[value], shown) for value, shown in options)
    return Filter(name, label, choices, tokens, values_of)
