"""Cell notes (Excel's old comments): their texts, and the boxes in which they are shown."""

from __future__ import annotations

import re
from typing import Any, NamedTuple

from archivegen.render.book.markup import (
    DECLARATION,
    children,
    first_child,
    local_name,
    open_tag,
    parse_part,
    tag_of,
    write_element,
)
from archivegen.render.sheet.formulas import letters_of, number_of
from archivegen.render.sheet.made import MadeSheet

_SHAPE = re.compile(r"<v:shape\b.*?</v:shape>", re.DOTALL)
_ROW = re.compile(r"<x:Row>\s*(\d+)\s*</x:Row>")
_COLUMN = re.compile(r"<x:Column>\s*(\d+)\s*</x:Column>")
_ANCHOR = re.compile(r"<x:Anchor>([^<]*)</x:Anchor>")
_ID = re.compile(r'\bid="[^"]*"')
_OBJECT = re.compile(r'ObjectType="(\w+)"')
_GROUP = 1024
_HEAD = (
    '<xml xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" '
    'xmlns:x="urn:schemas-microsoft-com:office:excel"><o:shapelayout v:ext="edit"><o:idmap v:ext="edit" data="{groups}"/>'
    '</o:shapelayout><v:shapetype id="_x0000_t202" coordsize="21600,21600" o:spt="202" path="m,l,21600r21600,l21600,xe">'
    '<v:stroke joinstyle="miter"/><v:path gradientshapeok="t" o:connecttype="rect"/></v:shapetype>'
)
_BOX = (
    '<v:shape id="" type="#_x0000_t202" style="position:absolute;visibility:hidden" fillcolor="#ffffe1" o:insetmode="auto">'
    '<v:fill color2="#ffffe1"/><v:shadow color="black" obscured="t"/><v:path o:connecttype="none"/>'
    '<v:textbox style="mso-direction-alt:auto"><div style="text-align:left"></div></v:textbox>'
    '<x:ClientData ObjectType="Note"><x:MoveWithCells/><x:SizeWithCells/><x:Anchor>{anchor}</x:Anchor>'
    "<x:AutoFill>False</x:AutoFill><x:Row>{row}</x:Row><x:Column>{column}</x:Column></x:ClientData></v:shape>"
)


class Note(NamedTuple):
    """One note of the template.  Plain data."""

    row: int
    column: int
    start: str
    """Its first tag, without the cell."""
    inside: str
    box: str
    """The shape that shows it, as VML."""


class Notes(NamedTuple):
    """All notes of a sheet: what stands before and behind them, and before and behind their boxes."""

    head: str
    notes: list[Note]
    foot: str


def read_notes(content: bytes, member: str, boxes: bytes | None) -> Notes:
    """The notes of a sheet, with their boxes from the VML part where there are any."""
    root = parse_part(content, member)
    shapes = _read_boxes(boxes)
    head, notes = DECLARATION + open_tag(root, root=True), []
    for child in root:
        if local_name(child) == "authors":
            head += write_element(child)
    for comment in (c for items in children(root, "commentList") for c in children(items, "comment")):
        found = re.fullmatch(r"\$?([A-Za-z]+)\$?(\d+)", comment.get("ref", ""))
        if found is None:
            continue
        row, column = int(found[2]), number_of(found[1])
        text = first_child(comment, "text")
        start = open_tag(comment, without=("ref", "xr:uid", "shapeId"))[:-1]
        inside = write_element(text) if text is not None else "<text/>"
        notes.append(Note(row, column, start, inside, shapes.get((row, column)) or _draw_box(row, column)))
    return Notes(f"{head}<commentList>", notes, f"</commentList></{tag_of(root)}>")


def list_controls(boxes: bytes) -> bool:
    """Whether a VML part shows anything but notes and pictures."""
    kinds = set(_OBJECT.findall(boxes.decode("utf-8", "replace")))
    return bool(kinds - {"Note", "Pict"})


def _read_boxes(boxes: bytes | None) -> dict[tuple[int, int], str]:
    found = {}
    for shape in _SHAPE.findall((boxes or b"").decode("utf-8", "replace")):
        row, column = _ROW.search(shape), _COLUMN.search(shape)
        if row and column and _ANCHOR.search(shape) and _ID.search(shape):
            found[int(row[1]) + 1, int(column[1]) + 1] = shape
    return found


def _draw_box(row: int, column: int) -> str:
    anchor = f"{column}, 15, {max(row - 2, 0)}, 10, {column + 2}, 31, {row + 3}, 9"
    return _BOX.format(anchor=anchor, row=row - 1, column=column - 1)


def write_notes(notes: Notes, sheet: MadeSheet) -> tuple[str, str] | None:
    """The notes of a made sheet and the VML of their boxes; None when there are none."""
    placed = sorted(
        (row, column, note)
        for note in notes.notes
        for row in sheet.rows.find(note.row)
        for column in sheet.columns.find(note.column)
    )
    if not placed:
        return None
    written = [f'{note.start} ref="{letters_of(c)}{r}">{note.inside}</comment>' for r, c, note in placed]
    boxes = [_move_box(note, r, c, n + (n - 1) // (_GROUP - 1)) for n, (r, c, note) in enumerate(placed, 1)]
    groups = ",".join(str(number) for number in range(1, (len(placed) - 1) // (_GROUP - 1) + 2))
    head = _HEAD.replace("{groups}", groups)
    return notes.head + "".join(written) + notes.foot, f"{head}{''.join(boxes)}</xml>"


def _move_box(note: Note, row: int, column: int, number: int) -> str:
    down, across = row - note.row, column - note.column

    def move(found: re.Match[str]) -> str:
        numbers = [int(float(part)) for part in found[1].split(",") if part.strip()]
        shifts = (across, 0, down, 0, across, 0, down, 0)
        return (
            "<x:Anchor>" + ", ".join(str(max(n + s, 0)) for n, s in zip(numbers, shifts, strict=False)) + "</x:Anchor>"
        )

    box = _ID.sub(f'id="_x0000_s{_GROUP + number}"', note.box, count=1)
    box = _ROW.sub(f"<x:Row>{row - 1}</x:Row>", _ANCHOR.sub(move, box))
    return _COLUMN.sub(f"<x:Column>{column - 1}</x:Column>", box)


def notes_from_plain(plain: Any) -> Notes:
    """What :mod:`marshal` kept."""
    head, notes, foot = plain
    return Notes(head, [Note(*note) for note in notes], foot)
