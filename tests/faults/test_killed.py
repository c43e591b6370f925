"""The power fails while an archive is closed or taken over, at one moment after another."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from archivegen.journal import JOURNAL_NAME
from archivegen.verify import verify_bag
from tests.accessions.county import OLD_LINES, desk_of, keep_register, make_archive, take_in
from tests.conftest import ROOT
from tests.faults.moments import inside, lay_out, list_calls, read_tree, see_moments, unsynced_renames
from tests.faults.village import (
    archives_of,
    check_journal,
    close,
    given,
    lay_down,
    leftovers,
    make_village,
    without_log,
)

OPTIONS = {"folder": {}, "zip": {"as_zip": True}}
EVERY = 9
"""Of the states that a kill of ``bundle`` leaves, each so many-th is gone on from; of the others only the disk is judged."""


@pytest.mark.parametrize("kind", OPTIONS)
def test_killed_at_any_moment_a_village_has_its_old_archive_or_its_new_one(tmp_path, kind):
    village = make_village(tmp_path / "青溪村")
    bag = close(village, **OPTIONS[kind])
    lay_down(village, "第二次")
    before = read_tree(village)
    old = archives_of(before)[bag.name]
    moments = see_moments(village, lambda: close(village, **OPTIONS[kind]))
    end = moments[-1].tree
    new = archives_of(end)[bag.name]
    assert old != new
    assert len(moments) > 15
    for moment in moments:
        found = archives_of(moment.tree)
        standing = found.get(bag.name) or found[f"{bag.name}.替换前"]
        assert standing in (old, new), moment.call
        assert given(moment.tree) == given(before), moment.call
        assert set(check_journal(moment.tree, tmp_path / "读")) <= {"A033"}, moment.call
    assert leftovers(end) == []
    for moment in moments[::EVERY]:
        lay_out(moment.tree, village)
        close(village, **OPTIONS[kind])
        again = read_tree(village)
        assert without_log(again) == without_log(end), moment.call
        assert set(check_journal(again, tmp_path / "读")) <= {"A033"}, moment.call


@pytest.mark.parametrize("kind", OPTIONS)
def test_killed_while_the_first_archive_is_closed_there_is_none_or_a_whole_one(tmp_path, kind):
    village = make_village(tmp_path / "青溪村")
    moments = see_moments(village, lambda: close(village, **OPTIONS[kind]))
    [(name, new)] = archives_of(moments[-1].tree).items()
    for moment in moments:
        assert archives_of(moment.tree) in ({}, {name: new}), moment.call


@pytest.mark.parametrize("kind", OPTIONS)
def test_nothing_gets_its_name_before_its_bytes_are_on_the_disk(tmp_path, kind):
    """A power cut keeps names and loses bytes that were not synced; drafts may be made again, archives may not."""
    village = make_village(tmp_path / "青溪村")
    close(village)
    lay_down(village, "第二次")
    calls = list_calls(village, lambda: close(village, **OPTIONS[kind]))
    assert [path for path in unsynced_renames(calls) if not path.startswith("出件/")] == []
    assert any(call.name == "sync" for call in calls) or kind == "zip"


def test_a_power_cut_between_the_archive_and_its_line_in_the_journal(tmp_path):
    village = make_village(tmp_path / "青溪村")
    moments = see_moments(village, lambda: close(village))
    end = moments[-1].tree
    cut = next(m for m in moments if archives_of(m.tree) and m.tree.get(JOURNAL_NAME) != end[JOURNAL_NAME])
    lay_out(cut.tree, village)
    assert verify_bag(next((village / "档案包").glob("青溪村*"))).passed
    close(village)
    log = (village / JOURNAL_NAME).read_text(encoding="utf-8")
    assert log.count('"事件": "归档"') == 1
    assert read_tree(village / "档案包") == inside(end, "档案包")


# --- the county -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("as_zip", [False, True])
def test_killed_at_any_moment_the_county_has_its_register_and_no_number_is_lost(tmp_path, as_zip):
    bag = make_archive(tmp_path / "township", as_zip=as_zip)
    county = tmp_path / "county"
    desk = desk_of(county, store=county / "馆藏")
    keep_register(desk.register, OLD_LINES)
    brought = read_tree(bag.parent)
    before = read_tree(county)
    moments = see_moments(county, lambda: take_in(desk, bag))
    end = moments[-1].tree
    place = next(name for name in inside(end, "馆藏") if "/" not in name)
    register = desk.register.name
    assert before[register] != end[register]
    for moment in moments:
        assert moment.tree[register] in (before[register], end[register]), moment.call
        stored = {name: content for name, content in moment.tree.items() if name.startswith(f"馆藏/{place}")}
        whole = {name: content for name, content in stored.items() if not name.startswith(f"馆藏/{place}.")}
        assert whole in ({}, {name: end[name] for name in whole}), moment.call
        assert not whole or set(whole) == {n for n in end if n.startswith(f"馆藏/{place}") and n in whole}
        if moment.tree[register] == end[register]:
            assert "接收回执/接收回执_恩档2026-0013_香水村产业道路.docx" in moment.tree, "the line comes last"
    assert leftovers(end) == []
    for moment in moments:
        lay_out(moment.tree, county)
        [received] = take_in(desk, bag)
        assert received.number == "恩档2026-0013", moment.call
        again = read_tree(county)
        differing = {name for name in {*again, *end} if again.get(name) != end.get(name)}
        assert differing <= {desk.log.name, f"{register[:-5]}（上一版）.xlsx"}, moment.call
    assert read_tree(bag.parent) == brought


def test_a_register_gets_its_name_only_when_it_is_on_the_disk(tmp_path):
    bag = make_archive(tmp_path / "township")
    desk = desk_of(tmp_path / "county", store=tmp_path / "county" / "馆藏")
    keep_register(desk.register, OLD_LINES)
    assert unsynced_renames(list_calls(desk.register.parent, lambda: take_in(desk, bag))) == []


# --- real processes, really killed ----------------------------------------------------------------------------------------

KILLED = """
import os, signal, sys
from pathlib import Path
from tests.faults.moments import watch
left = int(sys.argv[1])
def count(call):
    global left
    left -= 1
    if left == 0:
        os.kill(os.getpid(), signal.SIGKILL)
from archivegen.cli import main
with watch(Path(sys.argv[2]), count):
    main(sys.argv[3:])
"""


def run_killed(folder: Path, number: int, *arguments: str) -> int:
    """The command line in a process that is killed at its ``number``-th change of the disk."""
    done = subprocess.run(
        [sys.executable, "-c", KILLED, str(number), str(folder), *arguments],
        env={**os.environ, "PYTHONPATH": os.pathsep.join((str(ROOT / "src"), str(ROOT)))},
        capture_output=True,
        check=False,
    )
    return done.returncode


@pytest.mark.parametrize("number", [9, 47, 10_000])
def test_the_command_itself_killed_for_real(tmp_path, number):
    village = make_village(tmp_path / "青溪村")
    old = close(village)
    kept = read_tree(old)
    lay_down(village, "第二次")
    code = run_killed(village, number, "bundle", str(village), "--json")
    assert code == (0 if number == 10_000 else -signal.SIGKILL)
    assert read_tree(old) == kept
    assert set(check_journal(read_tree(village), tmp_path / "读")) <= {"A033"}
    close(village)
    assert leftovers(read_tree(village)) == []


def test_the_system_itself_kills_at_a_rename(tmp_path):
    """The second witness: nothing of ours is in the process that strace kills."""
    village = make_village(tmp_path / "青溪村")
    command = [sys.executable, "-m", "archivegen", "bundle", str(village), "--json"]
    first = subprocess.run(command, capture_output=True, check=True)
    bag = Path(json.loads(first.stdout)["path"])
    kept = read_tree(bag)
    lay_down(village, "第二次")
    calls = "rename,renameat,renameat2"
    killed = subprocess.run(
        [*("strace", "-f", "-qq", "-o", "/dev/null"), "-e", f"inject={calls}:signal=KILL:when=2+", *command],
        capture_output=True,
        check=False,
    )
    assert killed.returncode in {-signal.SIGKILL, 128 + signal.SIGKILL}, killed.stderr
    older = bag.with_name(bag.name + ".替换前")
    assert kept in (read_tree(bag), read_tree(older))
    assert subprocess.run(command, capture_output=True, check=False).returncode == first.returncode
    assert verify_bag(bag).passed
    assert leftovers(read_tree(village)) == []
