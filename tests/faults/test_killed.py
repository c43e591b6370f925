"""The power fails while an archive is closed or taken over, at one moment after another."""

from __future__ import annotations

import datetime as dt
import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

import pytest

from archivegen.archive import REGISTER_NAME
from archivegen.archive.bag.swap import hold_place
from archivegen.journal import JOURNAL_NAME
from archivegen.numbers import Renumbering
from archivegen.verify import verify_bag
from tests.accessions.county import OLD_LINES, desk_of, keep_register, make_archive, take_in
from tests.archive.township_desk import PDF
from tests.conftest import ROOT
from tests.faults.moments import (
    Call,
    Moment,
    Tree,
    inside,
    kill_at,
    lay_out,
    list_calls,
    read_tree,
    see_moments,
    unsynced_renames,
)
from tests.faults.village import (
    archives_of,
    check_journal,
    close,
    close_small,
    count_archives,
    given,
    lay_down,
    leftovers,
    lying_sidecars,
    make_village,
)

OPTIONS = {
    "folder": {},
    "zip": {"as_zip": True},
    "renumbered": {"renumbering": Renumbering(), "sm3": True},
}


class Watched(NamedTuple):
    """A second closing of a village's archive, seen at every moment."""

    kind: str
    bag: str
    before: Tree
    moments: list[Moment]
    calls: list[Call]

    @property
    def end(self) -> Tree:
        return self.moments[-1].tree


@pytest.fixture(scope="module", params=OPTIONS)
def watched(request, tmp_path_factory):
    village = make_village(tmp_path_factory.mktemp(request.param) / "青溪村")
    bag = close(village, as_zip=request.param == "zip")
    lay_down(village, "第二次")
    before, calls = read_tree(village), []
    moments = see_moments(village, lambda: close(village, **OPTIONS[request.param]), calls)
    return Watched(request.param, bag.name, before, moments, calls)


def test_killed_at_any_moment_a_village_has_its_old_archive_or_its_new_one(watched, tmp_path):
    old, new = (archives_of(tree)[watched.bag] for tree in (watched.before, watched.end))
    assert old != new
    assert len(watched.moments) > 15
    for moment in watched.moments:
        found = archives_of(moment.tree)
        standing = found.get(watched.bag) or found[f"{watched.bag}.替换前"]
        assert standing in (old, new), moment.call
        assert given(moment.tree) == given(watched.before), moment.call
        assert set(check_journal(moment.tree, tmp_path)) <= {"A033"}, moment.call
        assert moment.tree[REGISTER_NAME] in (watched.before[REGISTER_NAME], watched.end[REGISTER_NAME]), moment.call
        if standing == new:
            assert moment.tree[REGISTER_NAME] == watched.end[REGISTER_NAME], (
                "a bag's numbers are on record before it is there"
            )
        assert lying_sidecars(moment.tree) == [], moment.call
    assert leftovers(watched.end) == []


def test_the_run_after_a_kill_closes_the_same_archive(watched, tmp_path):
    """From the worst states: the old bag out of its place, half a line in the journal, the new bag there and no line at all."""
    new = archives_of(watched.end)[watched.bag]
    states = {
        "folder": next((m for m in watched.moments if f"{watched.bag}.替换前" in archives_of(m.tree)), None),
        "renumbered": [m for m in watched.moments if m.call == Call("half", JOURNAL_NAME)][-1],
        "zip": next(m for m in watched.moments if archives_of(m.tree).get(watched.bag) == new),
    }
    whole = lay_out(watched.end, tmp_path / "没有断电")
    moment = states[watched.kind]
    assert count_archives(moment.tree) == 1
    village = lay_out(moment.tree, tmp_path / "青溪村")
    close(village, **OPTIONS[watched.kind])
    again = read_tree(village)
    assert count_archives(again) == 2
    assert set(check_journal(again, tmp_path / "读")) <= {"A033"}
    assert leftovers(again) == []
    assert again[REGISTER_NAME] == watched.end[REGISTER_NAME]
    found, wanted = (verify_bag(folder / "档案包" / watched.bag) for folder in (village, whole))
    assert found.passed, list(map(str, found.report.errors))
    assert found.manifest == wanted.manifest, "all but the journal is the same"


def test_nothing_gets_its_name_before_its_bytes_are_on_the_disk(watched):
    """A power cut keeps names and loses bytes that were not synced; drafts may be made again, archives may not."""
    assert [path for path in unsynced_renames(watched.calls) if not path.startswith("出件/")] == []
    assert [call for call in watched.calls if call.name in {"rename", "replace"}]


# --- the bag itself, at every call ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("as_zip", [False, True])
def test_killed_at_every_call_a_bag_is_the_old_or_the_new_and_the_next_run_closes_it(tmp_path, as_zip):
    bag = close_small(tmp_path, 1, as_zip=as_zip)
    old = archives_of(read_tree(tmp_path))[bag.name]
    moments = see_moments(tmp_path, lambda: close_small(tmp_path, 2, as_zip=as_zip))
    new = archives_of(moments[-1].tree)[bag.name]
    for moment in moments:
        found = archives_of(moment.tree)
        assert (found.get(bag.name) or found[f"{bag.name}.替换前"]) in (old, new), moment.call
        assert lying_sidecars(moment.tree) == [], moment.call
    close_small(tmp_path, 3, as_zip=as_zip)
    newest = read_tree(tmp_path)
    for moment in moments[:: 1 if as_zip else 2]:
        lay_out(moment.tree, tmp_path)
        (tmp_path / "档案包" / f".{bag.name}.lock").touch()
        close_small(tmp_path, 3, as_zip=as_zip)
        assert read_tree(tmp_path) == newest, moment.call


@pytest.mark.parametrize("as_zip", [False, True])
def test_killed_while_the_first_archive_is_closed_there_is_none_or_a_whole_one(tmp_path, as_zip):
    moments = see_moments(tmp_path, lambda: close_small(tmp_path, 2, as_zip=as_zip))
    [(name, new)] = archives_of(moments[-1].tree).items()
    for moment in moments:
        assert archives_of(moment.tree) in ({}, {name: new}), moment.call
        assert lying_sidecars(moment.tree) == [], moment.call


def test_killed_while_the_restricted_part_is_sealed_nothing_of_it_lies_open(tmp_path):
    """What is to be sealed never lies in the clear where an archive is built, at no moment."""
    secret = PDF + b"0 of 2"
    moments = see_moments(tmp_path, lambda: close_small(tmp_path, 2, as_zip=True, passphrase="恩阳区-2026-移交-口令"))
    for moment in moments:
        below = inside(moment.tree, "档案包").items()
        assert not [name for name, content in below if content and secret[-60:] in content], moment.call
    assert archives_of(moments[-1].tree)


@pytest.mark.parametrize("as_zip", [False, True])
def test_the_system_kills_a_process_at_one_call_after_another(tmp_path, as_zip):
    """What was seen above is true: a process of its own, ended by the signal that nobody can hear."""
    bag = close_small(tmp_path, 1, as_zip=as_zip)
    before = read_tree(tmp_path)
    calls = list_calls(tmp_path, lambda: close_small(tmp_path, 2, as_zip=as_zip))
    new = archives_of(read_tree(tmp_path))[bag.name]
    for number in range(1, len(calls) + 1, 5):
        lay_out(before, tmp_path)
        assert kill_at(tmp_path, number, lambda: close_small(tmp_path, 2, as_zip=as_zip)) == -signal.SIGKILL
        found = archives_of(read_tree(tmp_path))
        standing = found.get(bag.name) or found[f"{bag.name}.替换前"]
        assert standing in (archives_of(before)[bag.name], new), calls[number - 1]


def test_what_was_killed_yesterday_is_cleaned_up_today(tmp_path):
    """The next run bears another day's name; what the killed one left is put right all the same."""
    yesterday = close_small(tmp_path, 1, name="路_20261121")
    kept = read_tree(yesterday)
    yesterday.rename(yesterday.with_name("路_20261121.替换前"))
    shutil.copytree(yesterday.with_name("路_20261121.替换前"), yesterday.with_name("路_20261121.正在生成"))
    (yesterday.parent / "别人的.正在生成").mkdir()
    close_small(tmp_path, 1, name="路_20261122")
    assert read_tree(yesterday) == kept
    names = {path.name for path in yesterday.parent.iterdir() if not path.name.startswith(".")}
    assert names == {"路_20261121", "路_20261122", "别人的.正在生成"}, "what no run of ours left stays"


def test_an_archive_that_another_run_is_writing_now_is_not_cleaned_up(tmp_path):
    other = close_small(tmp_path, 1, name="邻村_20261122")
    building = other.with_name("邻村_20261122.正在生成")
    building.mkdir()
    with hold_place(other):
        close_small(tmp_path, 1, name="路_20261122")
        assert building.is_dir()
    close_small(tmp_path, 1, name="路_20261122")
    assert not building.exists()


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
    for moment in moments[:: 3 if as_zip else 5]:
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


def test_the_command_itself_killed_for_real(tmp_path):
    village = make_village(tmp_path / "青溪村")
    old = close(village, today=dt.datetime.now().astimezone().date())
    kept = read_tree(old)
    lay_down(village, "第二次")
    assert run_killed(village, 25, "bundle", str(village)) == -signal.SIGKILL
    assert read_tree(old) == kept
    assert leftovers(read_tree(village)), "it was in the middle of its work"
    close(village)
    assert leftovers(read_tree(village)) == []


def test_the_system_itself_kills_at_a_rename(tmp_path):
    """The second witness: nothing of ours is in the process that strace kills."""
    village = make_village(tmp_path / "青溪村")
    command = [sys.executable, "-m", "archivegen", "bundle", str(village)]
    bag = close(village, today=dt.datetime.now().astimezone().date())
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
    close(village)
    assert verify_bag(bag).passed
    assert leftovers(read_tree(village)) == []
