"""Stamps stand upright in their corner on whatever page there is."""

from __future__ import annotations

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from archivegen.pdf.stamps import CORNERS, MM, Style, draw_stamps, see_page

edges = st.floats(-3000, 3000).map(lambda edge: round(edge, 2))
boxes = st.tuples(edges, edges, edges, edges).filter(
    lambda box: abs(box[0] - box[2]) > 20 and abs(box[1] - box[3]) > 20
)
rotations = st.sampled_from([0, 90, 180, 270, -90, 360, 450])


class Letters:
    """Letters that are all half an em wide."""

    def measure(self, text: str, size: float) -> float:
        return len(text) * size / 2

    def show(self, text: str, size: float) -> bytes:
        return f"({text}) {size:.3f}".encode()


def carry(matrix, x: float, y: float) -> tuple[float, float]:
    a, b, c, d, e, f = matrix
    return a * x + c * y + e, b * x + d * y + f


def turn(x: float, y: float, box, rotation: int, unit: float) -> tuple[float, float]:
    """Where a reader shows a point of the page, from the lower left of what he shows (ISO 32000-1, table 30: clockwise)."""
    left, low, right, high = box
    shown = {0: (x - left, y - low), 90: (y - low, right - x), 180: (right - x, high - y), 270: (high - y, x - left)}
    across, up = shown[rotation % 360]
    return across * unit, up * unit


@given(boxes, st.none() | boxes, rotations, st.sampled_from([1.0, 2.0, 0.5]), st.floats(0, 1), st.floats(0, 1))
def test_a_point_of_the_sight_is_shown_where_it_was_meant(media, crop, rotation, unit, across, up):
    sight = see_page(media, crop, rotation, unit)
    box = [min(media[0], media[2]), min(media[1], media[3]), max(media[0], media[2]), max(media[1], media[3])]
    if crop:
        inner = [
            max(box[0], min(crop[0], crop[2])), max(box[1], min(crop[1], crop[3])),
            min(box[2], max(crop[0], crop[2])), min(box[3], max(crop[1], crop[3])),
        ]  # fmt: skip
        box = inner if inner[0] < inner[2] and inner[1] < inner[3] else box
    wanted = sight.width * across, sight.height * up
    found = turn(*carry(sight.matrix, *wanted), box, rotation, unit)
    assert found == pytest.approx(wanted, abs=1e-6 * max(sight.width, sight.height, 1))


@given(boxes, rotations, st.sampled_from(CORNERS), st.text("0123456789", min_size=1, max_size=6))
def test_a_stamp_lies_within_the_page_on_its_side(media, rotation, corner, text):
    sight = see_page(media, None, rotation, 1.0)
    drawn = draw_stamps(sight, [(Style(corner, 12, 8, 10.5), ((text,),))], Letters()).decode()
    left, low, width, height = map(float, drawn.split("/V gs 1 g ")[1].split(" re f")[0].split())
    assume(width <= sight.width and height + 8 * MM * sight.scale <= sight.height)
    assert left >= 0
    assert low >= 0
    assert low + height <= sight.height + 0.02
    middle = (left + width / 2) / sight.width
    assert (
        middle < 0.5
        if corner[0] == "左"
        else middle > 0.5
        if corner[0] == "右"
        else middle == pytest.approx(0.5, abs=0.01)
    )


def test_rows_and_cells_make_a_table_as_wide_as_their_texts():
    sight = see_page((0, 0, 595, 842), None, 0, 1)
    style = Style("中上", 0, 8, 8, framed=True, cell_width=15)
    drawn = draw_stamps(sight, [(style, (("J001", "2026", "0001"), ("", "永久", "12")))], Letters()).decode()
    _, _, width, height = map(float, drawn.split("/V gs 1 g ")[1].split(" re f")[0].split())
    assert width == pytest.approx(45 * MM, abs=0.02)
    assert height == pytest.approx(2 * 8 * 1.7, abs=0.02)
    assert drawn.count(" l") == 3 + 4
    assert drawn.count("BT") == 5, "an empty cell stays empty"


def test_nothing_is_drawn_for_nothing():
    sight = see_page((0, 0, 595, 842), None, 0, 1)
    assert draw_stamps(sight, [(Style("右上", 12, 8, 9), (("",),))], Letters()) == b""


@pytest.mark.parametrize(
    ("short", "scale"), [(595, 1), (842, 1), (2384, 2384 / 842), (200, 0.5)], ids=["A4", "A3", "A0", "a card"]
)
def test_a_stamp_grows_with_a_drawing_and_shrinks_with_a_card(short, scale):
    assert see_page((0, 0, short, short * 1.4), None, 0, 1).scale == pytest.approx(scale)
