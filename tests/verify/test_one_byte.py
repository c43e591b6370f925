"""Any one byte that changes anywhere in a bag of ours is found, whichever file it is in."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from archivegen.verify import verify_bag
from tests.formats.files_by_hand import make_pdf
from tests.verify.bags_by_hand import list_files

SAMPLE = Path(__file__).parents[1] / "bad" / "V056-other-version"
RIGHT_PAGE = {"data/03_实施/C18_施工日志/C18_01_施工日志.pdf": make_pdf(note="C18")}


@pytest.fixture(scope="module")
def good_bag(tmp_path_factory):
    """A faultless bag of ours: the one of V056 with the right page put back and its manifests made anew."""
    bag = tmp_path_factory.mktemp("one") / "bag"
    shutil.copytree(SAMPLE, bag)
    for path, content in RIGHT_PAGE.items():
        (bag / path).write_bytes(content)
    payload = {
        path.relative_to(bag).as_posix(): path.read_bytes() for path in (bag / "data").rglob("*") if path.is_file()
    }
    (bag / "bag-info.txt").write_text(
        f"Bag-Software-Agent: archivegen\nPayload-Oxum: {sum(map(len, payload.values()))}.{len(payload)}\n"
    )
    (bag / "manifest-sha256.txt").write_bytes(list_files(payload))
    tags = {name: (bag / name).read_bytes() for name in ("bag-info.txt", "bagit.txt", "manifest-sha256.txt")}
    (bag / "tagmanifest-sha256.txt").write_bytes(list_files(tags))
    assert not verify_bag(bag).report.findings
    return bag


def found_when_changed(path, offset, bits, bag):
    whole = path.read_bytes()
    path.write_bytes(whole[:offset] + bytes([whole[offset] ^ bits]) + whole[offset + 1 :])
    try:
        report = verify_bag(bag).report
    finally:
        path.write_bytes(whole)
    return bool(report.errors or report.warnings)


@settings(max_examples=400, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_one_changed_byte_anywhere_is_found(good_bag, data):
    files = sorted(path for path in good_bag.rglob("*") if path.is_file())
    path = data.draw(st.sampled_from(files))
    offset = data.draw(st.integers(0, path.stat().st_size - 1))
    assert found_when_changed(path, offset, data.draw(st.integers(1, 255)), good_bag)


@settings(max_examples=400, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(offset=st.integers(0), bits=st.integers(1, 255))
def test_one_changed_byte_in_the_manifest_that_no_other_manifest_covers_is_found(good_bag, offset, bits):
    path = good_bag / "tagmanifest-sha256.txt"
    assert found_when_changed(path, offset % path.stat().st_size, bits, good_bag)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_one_byte_more_or_less_anywhere_is_found(good_bag, data):
    path = data.draw(st.sampled_from(sorted(path for path in good_bag.rglob("*") if path.is_file())))
    offset = data.draw(st.integers(0, path.stat().st_size - 1))
    whole = path.read_bytes()
    extra = data.draw(st.sampled_from([b"", b"x", b" "]))
    path.write_bytes(whole[:offset] + extra + whole[offset if extra else offset + 1 :])
    try:
        report = verify_bag(good_bag).report
    finally:
        path.write_bytes(whole)
    assert report.errors or report.warnings or path.name.startswith("tagmanifest")
