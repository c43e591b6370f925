"""A PDF that is recalled instead of read is told the same as when it is read: nothing hides behind a likeness."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from archivegen.formats import examine_bytes
from archivegen.formats.pdf import quick as pdf_quick
from archivegen.formats.pdf.quick import make_key
from tests.formats.files_by_hand import PAGE, make_pdf, make_scan, make_stream, write_pdf

SCRIPT = b"<</S/JavaScript/JS(x)>>"
PICTURED = PAGE.replace(b"<<>>", b"<</XObject<</I 5 0 R>>>>")
INFO = {7: b"<</Producer(scanner)/CreationDate(D:2026)>>"}


def read(content, primed=()):
    """What a file is, after others were read."""
    pdf_quick._known.clear()
    for other in primed:
        examine_bytes(other, ".pdf")
    return examine_bytes(content, ".pdf")


def test_scans_of_one_office_have_one_key():
    one, two = (
        make_pdf({5: make_stream(bytes(size), b"/Subtype/Image/Width 1654/Height 2339"), 10: PICTURED, **INFO}, trailer=b"/Info 7 0 R/ID[<%02x><00>]" % size)
        for size in (10, 99)
    )  # fmt: skip
    assert make_key(one) == make_key(two) is not None
    assert read(two, [one]) == read(one) == read(two)


@pytest.mark.parametrize(
    ("harmless", "harmful"),
    [
        ({}, {1: b"<</Type/Catalog/Pages 2 0 R/OpenAction %s>>" % SCRIPT}),
        ({9: b"[1 2]"}, {9: b"[1 endobj %s]" % SCRIPT}),
        ({9: b"[/endobj 2]"}, {9: b"[/endobj %s]" % SCRIPT}),
        ({9: b"<</X(stream)>>"}, {9: b"<</X(stream)/A %s>>" % SCRIPT}),
        ({9: b"[]%endobj\n"}, {9: b"[]%endobj\n"}),
        ({9: b"<</S/GoTo>>"}, {9: b"<</S/J#61vaScript>>"}),
    ],
)
def test_a_script_does_not_hide_behind_a_likeness(harmless, harmful):
    catalog = {1: b"<</Type/Catalog/Pages 2 0 R/AA 9 0 R>>"}
    first, second = make_pdf({**catalog, **harmless}), make_pdf({**catalog, **harmful})
    assert read(second, [first]) == read(second)
    assert read(second).scripts == (harmless != harmful)


def test_who_made_the_file_is_no_place_for_an_action():
    catalog = {1: b"<</Type/Catalog/Pages 2 0 R/OpenAction 7 0 R>>"}
    first = make_pdf({**catalog, 7: b"<</S/GoTo>>"}, trailer=b"/Info 7 0 R")
    second = make_pdf({**catalog, 7: SCRIPT}, trailer=b"/Info 7 0 R")
    assert make_key(first) is None
    assert read(second, [first]).scripts


def test_a_picture_that_is_cut_is_known_whatever_was_read_before():
    good = make_scan()
    bad = good.replace(b"endstream\nendobj\nxref", b"endstrexm\nendobj\nxref")
    assert read(bad, [good]).problem == "图像没有写完"


def test_streams_that_hold_objects_are_always_unpacked():
    objects = {
        1: b"<</Type/Catalog/Pages 2 0 R>>",
        2: b"<</Kids[3 0 R]>>",
        3: PAGE,
        4: make_stream(b"x", b"/Type/ObjStm/N 0/First 0"),
    }
    assert make_key(write_pdf(objects)) is None
    assert make_key(make_pdf({6: make_stream(b"x")}, catalog=b"/Metadata 6 0 R")) is None


SEEDS = [
    make_pdf(pages=2),
    make_scan(100, 141),
    make_pdf(INFO, trailer=b"/Info 7 0 R"),
    make_pdf({9: b"[1 2 3]"}, catalog=b"/AA 9 0 R"),
]
PIECES = [b"endobj", b"stream", b"(", b")", b"<<", b">>", b"[", b"]", b"/Prev 9", b"/Length 9", b" 0 R", b"%", b"#", b"obj", b"\r", SCRIPT, b"9"]  # fmt: skip


@settings(max_examples=200, deadline=None)
@given(data=st.data())
def test_recalling_and_reading_agree(data):
    seed = data.draw(st.sampled_from(SEEDS))
    content = bytearray(seed)
    for _ in range(data.draw(st.integers(1, 3))):
        at = data.draw(st.integers(0, len(content)))
        piece = data.draw(st.sampled_from(PIECES))
        content[at : at + data.draw(st.sampled_from([0, len(piece)]))] = piece
    changed = bytes(content)
    assert read(changed, SEEDS) == read(changed)
    # and what was changed does not spoil the good ones
    assert read(seed, [changed]) == read(seed)
