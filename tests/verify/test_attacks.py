"""A hostile archive does not fool the inspector, in a folder or in a ZIP; what it cannot notice is said here too."""

from __future__ import annotations

import hashlib
import os
import resource
import socket

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from archivegen.verify import verify_bag
from tests.verify.attacks import ATTACKS, FORGED
from tests.verify.bags_by_hand import lay_out, make_bag, pack
from tests.verify.our_bag import LOG, found_codes, list_papers, make_our_bag, seal

OURS = make_our_bag()


def shape(result):
    return [(finding.code, str(finding.place), finding.message) for finding in result.report.findings]


def test_our_bag_is_faultless(tmp_path):
    assert not found_codes(verify_bag(lay_out(tmp_path / "包", OURS)))
    assert not found_codes(verify_bag(pack(tmp_path / "包.zip", OURS)))


@pytest.mark.parametrize("attack", ATTACKS, ids=[attack.name for attack in ATTACKS])
def test_an_attack_is_noticed_in_a_folder_and_in_a_zip_alike(attack, tmp_path):
    files = attack.change(OURS)
    laid_out = verify_bag(lay_out(tmp_path / "包", files))
    assert attack.code in {finding.code for finding in laid_out.report.findings}
    packed = verify_bag(pack(tmp_path / "包.zip", files))
    assert shape(packed) == shape(laid_out)
    if attack.code != "V017":
        assert not laid_out.passed


def test_what_was_forged_throughout_only_a_value_kept_elsewhere_gives_away(tmp_path):
    """Who edits the scan, the index page, the 档案清单 and all manifests makes another faultless bag: no checker that is given this bag and
    nothing else can tell.  The digest on the hand-over list, the project's own log and a sidecar kept apart can."""
    forged = seal(list_papers({**OURS, LOG: FORGED, "index.html": b"<script>alert(1)</script>"}))
    assert not found_codes(verify_bag(lay_out(tmp_path / "包", forged)))
    digests = [hashlib.sha256(files["tagmanifest-sha256.txt"]).hexdigest() for files in (OURS, forged)]
    assert digests[0] != digests[1]


CHANGES = st.lists(
    st.tuples(
        st.sampled_from(["flip", "add", "remove", "rename", "cut", "grow"]), st.integers(0, 99), st.integers(0, 99)
    ),
    min_size=1,
    max_size=4,
)


def change_some(files, changes):
    files = dict(files)
    for what, which, where in changes:
        path = sorted(files)[which % len(files)]
        content = files[path]
        if what == "add":
            files[f"{path.rpartition('/')[0] or 'data'}/新{where}.txt"] = b"x"
        elif what == "grow":
            files[path] = content + b"\n" * (where % 3 + 1)
        elif what == "cut":
            files[path] = content[: where % (len(content) + 1)]
        elif what == "flip" and content:
            place = where % len(content)
            files[path] = content[:place] + bytes([content[place] ^ 4]) + content[place + 1 :]
        elif what in {"remove", "rename"} and len(files) > 1:
            del files[path]
            if what == "rename":
                files[f"{path}.{where}"] = content
    return files


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(changes=CHANGES, ours=st.booleans())
def test_whatever_was_changed_the_verdict_on_a_folder_and_on_a_zip_is_one(changes, ours, tmp_path_factory):
    place = tmp_path_factory.mktemp("pair")
    files = change_some(OURS if ours else make_bag(tags={"bag-info.txt": b"Payload-Oxum: 266.2\n"}), changes)
    laid_out, packed = verify_bag(lay_out(place / "包", files)), verify_bag(pack(place / "包.zip", files))
    assert shape(laid_out) == shape(packed)
    assert (laid_out.files, laid_out.octets, laid_out.passed) == (packed.files, packed.octets, packed.passed)


def test_links_pipes_sockets_and_linked_folders_are_named_and_not_followed(tmp_path):
    bag = lay_out(tmp_path / "包", OURS)
    (bag / "data/passwd").symlink_to("/etc/passwd")
    (bag / "data/all").symlink_to("/")
    os.mkfifo(bag / "data/pipe")
    with socket.socket(socket.AF_UNIX) as server:
        where = os.getcwd()
        os.chdir(bag)  # the path of a socket must be short
        try:
            server.bind("socket")
        finally:
            os.chdir(where)
        found = [finding for finding in verify_bag(bag).report.findings if finding.code == "V020"]
    assert [str(finding.place) for finding in found] == ["data/all", "data/passwd", "data/pipe", "socket"]


def test_ten_gigabytes_of_nothing_are_not_read(tmp_path):
    bag = lay_out(tmp_path / "包", OURS)
    with (bag / LOG).open("r+b") as handle:
        handle.truncate(10 << 30)
    before = resource.getrusage(resource.RUSAGE_SELF)
    codes = found_codes(verify_bag(bag))
    after = resource.getrusage(resource.RUSAGE_SELF)
    assert {"V029", "V030", "V056"} <= codes
    assert after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime < 2


def test_a_report_of_twenty_thousand_faults_is_bounded(tmp_path):
    lines = b"".join(b"%064x  data/%d\n" % (number, number) for number in range(20_000))
    bag = lay_out(tmp_path / "包", make_bag({"data/a": b"1"}, manifest=lines))
    report = verify_bag(bag).report
    assert len(report.findings) < 10_100
    assert "还有 10,000 处" in next(finding.message for finding in report.findings if finding.code == "V099")
