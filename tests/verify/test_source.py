from __future__ import annotations

import random
import struct
import zipfile

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from archivegen.verify import verify_bag
from archivegen.verify.reading.source import open_source
from tests.verify.bags_by_hand import lay_out, make_bag, pack


def codes(path):
    return sorted({finding.code for finding in verify_bag(path).report.findings})


def add(path, name, content=b"x", **attributes):
    with zipfile.ZipFile(path, "a") as package:
        info = zipfile.ZipInfo(name)
        for attribute, value in attributes.items():
            setattr(info, attribute, value)
        package.writestr(info, content)


@pytest.fixture
def package(tmp_path):
    return pack(tmp_path / "bag.zip", make_bag())


@pytest.mark.parametrize(
    "name", ["/etc/x", "../x", "包/data/../../x", "C:/x", "C:x", "包\\data\\x", "~/x", "包/data/\x01"]
)
def test_members_that_would_be_unpacked_elsewhere_are_refused(package, name):
    add(package, name)
    assert codes(package) == ["V042"]


@pytest.mark.parametrize("mode", [0o120777, 0o010644, 0o020644, 0o060644, 0o140644])
def test_links_and_devices_in_a_zip_are_refused(package, mode):
    add(package, "包/data/x", external_attr=mode << 16)
    assert codes(package) == ["V020"]


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_two_members_of_one_name_are_refused_whichever_is_right(package):
    add(package, "包/data/甲.txt", b"other")
    assert codes(package) == ["V041"]


def test_folders_in_a_zip_are_no_files(package):
    add(package, "包/data/", b"")
    assert not codes(package)


def test_names_that_windows_and_wps_wrote_in_gbk_are_read(tmp_path):
    # zipfile writes UTF-8 only: names of the same length in ASCII are exchanged for their GBK bytes afterwards.
    path = pack(
        tmp_path / "bag.zip", {name.replace("甲", "__"): c for name, c in make_bag({"data/甲.txt": b"1"}).items()}, "b/"
    )
    path.write_bytes(path.read_bytes().replace(b"data/__.txt", "data/甲.txt".encode("gbk")))
    assert not codes(path)


def test_a_zip_of_zeros_is_not_unpacked(tmp_path):
    path = tmp_path / "bomb.zip"
    files = make_bag({"data/zeros": b"0" * 1000})
    pack(path, files)
    data = bytearray(path.read_bytes())
    position = data.rindex(b"data/zeros") - len("包/".encode()) - 46
    struct.pack_into("<I", data, position + 24, 4_000_000_000)
    path.write_bytes(bytes(data))
    assert codes(path) == ["V044"]


def test_members_that_lie_on_top_of_each_other_are_not_unpacked(tmp_path):
    path = pack(tmp_path / "overlap.zip", make_bag(), compression=zipfile.ZIP_STORED)
    data = bytearray(path.read_bytes())
    for name in ("乙.bin", "甲.txt"):
        position = data.rindex(name.encode())
        start = data.rindex(b"PK\x01\x02", 0, position)
        struct.pack_into("<I", data, start + 20, len(data))
    path.write_bytes(bytes(data))
    assert codes(path) == ["V044"]


def test_ordinary_text_may_be_packed_very_small(tmp_path):
    files = make_bag({"data/log.txt": b"0" * 30_000_000})
    assert not codes(pack(tmp_path / "bag.zip", files))


@pytest.mark.parametrize("cut", [1, 30, 200])
def test_a_zip_that_was_not_copied_to_its_end_is_named(package, cut):
    package.write_bytes(package.read_bytes()[:-cut])
    assert codes(package) == ["V040"]


def test_every_byte_of_stored_content_counts(tmp_path):
    package = pack(tmp_path / "bag.zip", make_bag(), compression=zipfile.ZIP_STORED)
    whole = package.read_bytes()
    with zipfile.ZipFile(package) as opened:
        info = opened.getinfo("包/data/乙/乙.bin")
    start = info.header_offset + 30 + len(info.filename.encode())
    for offset in range(start, start + info.compress_size):
        data = bytearray(whole)
        data[offset] ^= 0x10
        package.write_bytes(bytes(data))
        assert not verify_bag(package).passed, offset


def test_a_zip_without_a_bag_is_no_bag(tmp_path):
    assert codes(pack(tmp_path / "x.zip", {"readme.txt": b"x"})) == ["V002"]


def test_a_folder_and_a_zip_get_the_same_verdict(tmp_path):
    files = make_bag(tags={"bag-info.txt": b"Payload-Oxum: 1.1\n"})
    files["data/甲.txt"] = b"changed"
    files["data/new.txt"] = b"new"
    del files["data/乙/乙.bin"]
    folder = tmp_path / "包"
    for path, content in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(content)
    packed = verify_bag(pack(tmp_path / "bag.zip", files))
    laid_out = verify_bag(folder)
    assert packed.report == laid_out.report
    assert {finding.code for finding in packed.report.findings} == {"V013", "V014", "V015", "V030"}


@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(changes=st.lists(st.tuples(st.integers(0), st.integers(0, 255)), max_size=12), cut=st.integers(0))
def test_no_damage_to_a_zip_is_an_exception(tmp_path, changes, cut):
    path = pack(tmp_path / "bag.zip", make_bag())
    data = bytearray(path.read_bytes())
    for position, value in changes:
        data[position % len(data)] = value
    path.write_bytes(bytes(data[: cut % len(data)] if cut % 3 == 1 else data))
    verify_bag(path)


NAMES = st.sampled_from(["bag-info.txt", "manifest-sha256.txt", "tagmanifest-sha256.txt", "fetch.txt", "bagit.txt"])
LINES = (
    st.lists(st.text(max_size=20) | st.just("0" * 64 + "  data/甲.txt"), max_size=4)
    .map("\n".join)
    .map(lambda text: text.encode("utf-8", "surrogatepass"))
)


@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(name=NAMES, content=st.binary(max_size=100) | LINES)
def test_no_words_in_a_tag_file_are_an_exception(tmp_path, name, content):
    lay_out(tmp_path / "bag", {**make_bag(), name: content})
    verify_bag(tmp_path / "bag")
    (tmp_path / "bag" / "fetch.txt").unlink(missing_ok=True)


def test_a_deflated_member_is_read_in_any_order(tmp_path):
    words = random.Random(1)
    content = b"".join(b"%d " % words.randrange(1 << 30) * 8 for _ in range(200_000))
    bag = pack(tmp_path / "a.zip", make_bag({"data/a": content}))
    with open_source(bag) as (source, _), source.open("data/a") as handle:
        for place in [len(content) - 9, 0, len(content) // 2, 5, *(words.randrange(len(content)) for _ in range(30))]:
            handle.seek(place)
            assert handle.read(40) == content[place : place + 40]
        assert 1 < len(handle.raw.marks) < 70
