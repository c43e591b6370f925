"""The disk refuses, at one call after another: it is full from here on, or one block of it cannot be written."""

from __future__ import annotations

import errno
from itertools import cycle

import pytest

from archivegen.journal import JOURNAL_NAME
from tests.accessions.county import OLD_LINES, desk_of, keep_register, make_archive, take_in
from tests.faults.moments import lay_out, list_calls, read_tree, refuse_at
from tests.faults.village import (
    archives_of,
    close,
    close_small,
    given,
    lay_down,
    leftovers,
    lying_sidecars,
    make_village,
    without_log,
)

REASONS = {errno.ENOSPC: "磁盘已满", errno.EIO: "磁盘读写出错"}


@pytest.mark.parametrize("code", REASONS)
@pytest.mark.parametrize("as_zip", [False, True])
def test_a_bag_is_closed_on_a_disk_that_refuses_at_every_call(tmp_path, as_zip, code):
    bag = close_small(tmp_path, 1, as_zip=as_zip)
    before = read_tree(tmp_path)
    lay_out(before, tmp_path)
    count = len(list_calls(tmp_path / "档案包", lambda: close_small(tmp_path, 2, as_zip=as_zip)))
    old, new = archives_of(before)[bag.name], archives_of(read_tree(tmp_path))[bag.name]
    close_small(tmp_path, 3, as_zip=as_zip)
    newest = read_tree(tmp_path)
    refused = 0
    for number in range(1, count + 1, 1 if code == errno.ENOSPC else 3):
        lay_out(before, tmp_path)
        error = refuse_at(tmp_path / "档案包", number, code, lambda: close_small(tmp_path, 2, as_zip=as_zip))
        tree = read_tree(tmp_path)
        refused += error is not None
        assert archives_of(tree)[bag.name] in ((old, new) if error else (new,)), number
        assert error is None or REASONS[code] in str(error), number
        assert lying_sidecars(tree) == [], number
        if number % 5 == 0 or leftovers(tree):
            close_small(tmp_path, 3, as_zip=as_zip)
            assert read_tree(tmp_path) == newest, number
    assert refused > count // 9


def test_the_whole_command_on_a_disk_that_refuses(tmp_path):
    village = make_village(tmp_path / "青溪村")
    bag = close(village)
    lay_down(village, "第二次")
    before = read_tree(village)
    lay_out(before, village)
    count = len(list_calls(village, lambda: close(village)))
    end = read_tree(village)
    for number, code in ((4, errno.ENOSPC), (count, errno.EIO)):
        lay_out(before, village)
        error = refuse_at(village, number, code, lambda: close(village))
        tree = read_tree(village)
        assert given(tree) == given(before)
        assert archives_of(tree)[bag.name] in (archives_of(before)[bag.name], archives_of(end)[bag.name]), number
        assert REASONS[code] in str(error), number
        assert tree[JOURNAL_NAME] == before[JOURNAL_NAME], "what could not be synced is taken back"
    close(village)
    assert without_log(read_tree(village)) == without_log(end)


@pytest.mark.parametrize("as_zip", [False, True])
def test_the_county_takes_an_archive_over_on_a_disk_that_refuses(tmp_path, as_zip):
    bag = make_archive(tmp_path / "township", as_zip=as_zip)
    county = tmp_path / "county"
    desk = desk_of(county, store=county / "馆藏")
    keep_register(desk.register, OLD_LINES)
    before, brought = read_tree(county), read_tree(bag.parent)
    count = len(list_calls(county, lambda: take_in(desk, bag)))
    end = read_tree(county)
    register = desk.register.name
    told = []
    for number, code in zip(range(1, count + 1, 4), cycle(REASONS), strict=False):
        lay_out(before, county)
        error = refuse_at(county, number, code, lambda: take_in(desk, bag))
        tree = read_tree(county)
        assert tree[register] in (before[register], end[register]), number
        if error is None:
            assert tree[register] == end[register], number
        else:
            told.append((REASONS[code], str(error)))
        if tree != before:
            [received] = take_in(desk, bag)
            assert received.number == "恩档2026-0013", number
            again = read_tree(county)
            differing = {name for name in {*again, *end} if again.get(name) != end.get(name)}
            assert differing <= {desk.log.name, f"{desk.register.stem}（上一版）.xlsx"}, (number, differing)
    assert told
    assert [text for reason, text in told if reason not in text] == []
    assert read_tree(bag.parent) == brought
