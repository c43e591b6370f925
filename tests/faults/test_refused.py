"""The disk refuses, at one call after another: it is full from here on, or one block of it cannot be written."""

from __future__ import annotations

import errno
from itertools import cycle

import pytest

from archivegen.journal import JOURNAL_NAME
from tests.accessions.county import OLD_LINES, desk_of, keep_register, make_archive, take_in
from tests.archive.township_desk import PDF, Desk
from tests.faults.moments import lay_out, list_calls, read_tree, refuse_at
from tests.faults.village import archives_of, close, given, lay_down, leftovers, make_village, without_log

REASONS = {errno.ENOSPC: "磁盘已满", errno.EIO: "磁盘读写出错"}


@pytest.mark.parametrize("as_zip", [False, True])
def test_an_archive_is_closed_on_a_disk_that_refuses(tmp_path, as_zip):
    desk = Desk(tmp_path)
    desk.owe("C16@2026-03", "务工签到表")
    desk.scan("C16@2026-03/1.pdf", PDF + b"1")
    desk.close("甲", as_zip=as_zip)
    before = read_tree(tmp_path)
    desk.scan("C16@2026-03/2.pdf", PDF + b"2")
    count = len(list_calls(tmp_path, lambda: desk.close("甲", as_zip=as_zip)))
    new = archives_of(read_tree(tmp_path))
    refused = 0
    for number, code in zip(range(1, count + 1, 3), cycle(REASONS), strict=False):
        lay_out(before, tmp_path)
        desk.scan("C16@2026-03/2.pdf", PDF + b"2")
        error = refuse_at(tmp_path, number, code, lambda: desk.close("甲", as_zip=as_zip))
        tree = read_tree(tmp_path)
        standing = {name: each for name, each in archives_of(tree).items() if not name.endswith(".替换前")}
        if error is not None:
            refused += 1
            assert REASONS[code] in str(error), (number, str(error))
            assert standing in (archives_of(before), new), number
        else:
            assert standing == new, number
        if leftovers(tree):
            desk.close("甲", as_zip=as_zip)
            assert archives_of(read_tree(tmp_path)) == new
            assert leftovers(read_tree(tmp_path)) == []
    assert refused > count // 9


def test_the_whole_command_on_a_disk_that_refuses(tmp_path):
    village = make_village(tmp_path / "青溪村")
    bag = close(village)
    lay_down(village, "第二次")
    before = read_tree(village)
    lay_out(before, village)
    count = len(list_calls(village, lambda: close(village)))
    end = read_tree(village)
    for number, code in ((4, errno.ENOSPC), (count - 1, errno.EIO), (count, errno.EIO)):
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
    for number, code in zip(range(1, count + 1, 3), cycle(REASONS), strict=False):
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
