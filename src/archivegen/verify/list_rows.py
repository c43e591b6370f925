"""The lines of a catalogue of ours, whichever of three kinds of data it is: JSON, CSV or XML."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Mapping
from typing import Any
from xml.parsers import expat

Row = Mapping[str, Any]

UNREADABLE = (csv.Error, expat.ExpatError, RecursionError, TypeError, AttributeError)
"""What reading raises, besides the errors of reading a file, when the content is no such list."""

_LINE, _FIELD = 2, 3
"""How deep in the XML: below the root stand lines and words about the whole list, below a line its fields."""


def _read_json(content: bytes) -> list[Row]:
    """The one value that is a list of objects."""
    document = json.loads(content)
    if not isinstance(document, dict):
        raise TypeError("应为一组字段")
    return [row for value in document.values() if isinstance(value, list) for row in value if isinstance(row, dict)]


def _read_csv(content: bytes) -> list[Row]:
    """A formula sign before a text is kept from Excel by an apostrophe, which is no part of it."""
    rows = csv.DictReader(io.StringIO(content.decode("utf-8-sig")))
    return [{str(key): (value or "").removeprefix("'") for key, value in row.items() if key} for row in rows]


def _read_xml(content: bytes) -> list[Row]:
    """The lines, and first what is said of the whole list; entities are refused, as they could grow without end."""
    head: dict[str, str] = {}
    rows = [head]
    path: list[str] = []
    parser = expat.ParserCreate()

    def begin(name: str, _: dict[str, str]) -> None:
        path.append(name)
        if len(path) == _LINE:
            head.setdefault(name, "")
            rows.append({})
        elif len(path) == _FIELD:
            rows[-1].setdefault(name, "")

    def end(_: str) -> None:
        path.pop()

    def take(text: str) -> None:
        if len(path) == _LINE:
            head[path[-1]] += text
        elif len(path) >= _FIELD:
            rows[-1][path[_FIELD - 1]] += text

    def refuse(*_: object) -> None:
        raise ValueError("声明了实体")

    parser.StartElementHandler, parser.EndElementHandler = begin, end
    parser.CharacterDataHandler, parser.EntityDeclHandler = take, refuse
    parser.Parse(content, True)
    return [row for row in rows if row]


ROW_READERS: Mapping[str, Callable[[bytes], list[Row]]] = {"json": _read_json, "csv": _read_csv, "xml": _read_xml}
