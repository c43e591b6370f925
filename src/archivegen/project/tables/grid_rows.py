"""What the attendance grid gives: a row a worker and trade, with the places of its marks."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any, NamedTuple

from archivegen.findings import Place
from archivegen.project.tables.sheet import Cell, SheetPlaces


class CellPlaces(Mapping[int, Place]):
    """Day that was worked → where its mark stands; a place is made when somebody asks, for nearly all marks are right.

    ``columns`` has the column of every day of the sheet, in the row of ``begin`` if ``elsewhere`` does not say another cell.
    """

    def __init__(
        self,
        sheet: SheetPlaces,
        days: Mapping[int, Decimal],
        begin: Cell,
        columns: Mapping[int, int],
        elsewhere: Mapping[int, Cell],
    ) -> None:
        self._sheet, self._days, self._begin, self._columns, self._elsewhere = sheet, days, begin, columns, elsewhere

    @property
    def begin(self) -> Place:
        """Where the name stands."""
        return self._sheet.place(*self._begin)

    def __getitem__(self, day: int) -> Place:
        if day not in self._days:
            raise KeyError(day)
        return self._sheet.place(*self._elsewhere.get(day, (self._begin[0], self._columns[day])))

    def __iter__(self) -> Iterator[int]:
        return iter(self._days)

    def __len__(self) -> int:
        return len(self._days)


class GridRow(NamedTuple):
    """One worker's month in one trade; ``days`` holds the days worked only, 1 or 0.5 each."""

    name: str
    trade: str
    days: Mapping[int, Decimal]
    places: CellPlaces
    worker_no: str = ""
    id_number: str = ""
    note: str = ""

    @property
    def place(self) -> Place:
        """Where the name stands."""
        return self.places.begin

    def facts(self, _keys: Collection[str]) -> dict[str, Any]:
        """What the row says under the keys of the project file; a sign-in sheet has its own few."""
        texts = {
            "姓名": self.name,
            "编号": self.worker_no,
            "身份证号": self.id_number,
            "工种": self.trade,
            "备注": self.note,
        }
        return {**{key: text for key, text in texts.items() if text}, "出勤": self.days}

    def place_of(self, path: Sequence[str | int]) -> Place:
        """Where a mark of the row stands; ``path`` ends in the day."""
        return self.places[day] if path and isinstance(day := path[-1], int) and day in self.places else self.place
