"""ZIPs that were not made to be unpacked: refused by their directory alone, whatever lies in them."""

from __future__ import annotations

import hashlib
import io
import resource
import shutil
import struct
import subprocess
import unicodedata
import zipfile
import zlib

import pytest

from archivegen.verify import verify_bag
from tests.verify.bags_by_hand import lay_out, make_bag, pack

BAG = make_bag({"data/a.txt": b"first", "data/b.txt": b"second"})


def codes(path):
    return sorted({finding.code for finding in verify_bag(path).report.findings})


@pytest.fixture
def package(tmp_path):
    return pack(tmp_path / "bag.zip", BAG, top="bag/", compression=zipfile.ZIP_STORED)


def find_central(data, name):
    """Where the central entry of a name begins."""
    return data.rindex(b"PK\x01\x02", 0, data.rindex(name))


def rewrite(package, change):
    data = bytearray(package.read_bytes())
    package.write_bytes(bytes(change(data) or data))


def shift_directory(data, octets, position):
    """Insert octets before the central directory and tell the end record of it."""
    end = data.rindex(b"PK\x05\x06")
    (start,) = struct.unpack_from("<I", data, end + 16)
    struct.pack_into("<I", data, end + 16, start + len(octets))
    data[position if position is not None else start : position if position is not None else start] = octets
    return data


@pytest.mark.parametrize(
    ("offset", "value", "what"),
    [
        (8, struct.pack("<H", 0x1), "加密标记"),
        (10, struct.pack("<H", 8), "压缩方法"),
        (16, struct.pack("<I", 7), "校验码"),
        (24, struct.pack("<I", 4), "长度"),
        (46, b"bag/data/b.tx1", "文件名"),
    ],
)
def test_a_directory_that_says_other_than_the_headers_is_refused(package, offset, value, what):
    def change(data):
        place = find_central(data, b"data/b.txt") + offset
        data[place : place + len(value)] = value

    rewrite(package, change)
    findings = [finding for finding in verify_bag(package).report.findings if finding.code == "V048"]
    assert len(findings) == 1
    assert what in findings[0].message


@pytest.mark.parametrize(
    ("change", "where"),
    [
        (lambda data: b"#!/bin/sh\n" + data, "开头"),
        (lambda data: data + b"PK and more", "末尾"),
        (lambda data: shift_directory(data, b"hidden" * 9, None), "各文件之间"),
    ],
)
def test_data_that_belongs_to_no_file_is_refused(package, change, where):
    rewrite(package, change)
    (finding,) = (finding for finding in verify_bag(package).report.findings if finding.code == "V049")
    assert where in finding.message
    assert not verify_bag(package).passed


def test_a_second_directory_in_the_comment_is_not_followed(package, tmp_path):
    other = pack(tmp_path / "other.zip", make_bag({"data/x": b"forged"}), top="bag/").read_bytes()

    def change(data):
        end = data.rindex(b"PK\x05\x06")
        struct.pack_into("<H", data, end + 20, len(other))
        return data + other

    rewrite(package, change)
    assert not verify_bag(package).passed


def test_ten_gigabytes_of_zeros_are_refused_unread(tmp_path):
    """A deflate stream of ten gigabytes, made of one block that is repeated, with the right CRC nobody will compute."""
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    block = packer.compress(bytes(1 << 24)) + packer.flush(zlib.Z_FULL_FLUSH)
    end = zlib.compressobj(9, zlib.DEFLATED, -15).flush()
    stream = block * 640 + end
    path = pack(tmp_path / "bomb.zip", {**BAG, "data/zeros": stream}, top="bag/", compression=zipfile.ZIP_STORED)
    data = bytearray(path.read_bytes())
    central = find_central(data, b"data/zeros")
    (local,) = struct.unpack_from("<I", data, central + 42)
    for place, method, size in ((central, 10, 24), (local, 8, 22)):
        struct.pack_into("<H", data, place + method, 8)
        struct.pack_into("<I", data, place + size, 0xFFFFFFF0)
    path.write_bytes(bytes(data))
    before = resource.getrusage(resource.RUSAGE_SELF)
    assert codes(path) == ["V044"]
    after = resource.getrusage(resource.RUSAGE_SELF)
    assert after.ru_utime - before.ru_utime < 1


def test_a_stream_that_unpacks_to_more_than_it_says_is_cut_off(tmp_path):
    path = pack(tmp_path / "more.zip", {**BAG, "data/b.txt": bytes(10_000_000)}, top="bag/")
    data = bytearray(path.read_bytes())
    central = find_central(data, b"data/b.txt")
    (local,) = struct.unpack_from("<I", data, central + 42)
    for place in (central + 24, local + 22):
        struct.pack_into("<I", data, place, 6)
    path.write_bytes(bytes(data))
    (finding,) = (finding for finding in verify_bag(path).report.findings if finding.code == "V022")
    assert "比 zip 的目录写明的长" in finding.message


def test_a_bomb_of_nested_zips_is_never_opened(tmp_path):
    inner = io.BytesIO()
    with zipfile.ZipFile(inner, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("zeros", bytes(50_000_000))
    nested = {f"{number}.zip": inner.getvalue() for number in range(16)}
    assert codes(pack(tmp_path / "42.zip", nested, top="")) == ["V002"]


def test_a_directory_of_very_many_entries_is_refused_by_its_count(tmp_path):
    entry = struct.pack("<4s6H3L5H2L", b"PK\x01\x02", 20, 20, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0) + b"x"
    count = 1_000_000
    length = count * len(entry)
    path = tmp_path / "many.zip"
    with path.open("wb") as handle:
        for _ in range(100):
            handle.write(entry * (count // 100))
        handle.write(struct.pack("<4sQ2H2L4Q", b"PK\x06\x06", 44, 45, 45, 0, 0, count, count, length, 0))
        handle.write(struct.pack("<4sLQL", b"PK\x06\x07", 0, length, 1))
        handle.write(struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, 0xFFFF, 0xFFFF, 0xFFFFFFFF, 0xFFFFFFFF, 0))
    before = resource.getrusage(resource.RUSAGE_SELF).ru_utime
    assert codes(path) == ["V028"]
    assert resource.getrusage(resource.RUSAGE_SELF).ru_utime - before < 1


def test_a_file_that_is_a_folder_too_is_refused(tmp_path):
    path = pack(tmp_path / "bag.zip", {**BAG, "data/a.txt/inside": b"x"}, top="bag/")
    assert "V041" in codes(path)


def write_as_a_stream(target, files, top):
    """As programs do that cannot go back: sizes and CRC stand behind the data."""

    class Pipe(io.RawIOBase):
        def writable(self):
            return True

        def write(self, data):
            return handle.write(data)

    with target.open("wb") as handle, zipfile.ZipFile(Pipe(), "w", zipfile.ZIP_DEFLATED) as package:
        for path, content in files.items():
            package.writestr(top + path, content)
    return target


def test_what_a_mac_packs_is_read(tmp_path):
    """Names decomposed, sizes behind the data, a folder of notes beside the bag."""
    files = make_bag({"data/Zoé 甲.txt": b"1"})
    packed = {f"包/{unicodedata.normalize('NFD', path)}": content for path, content in files.items()}
    path = write_as_a_stream(tmp_path / "mac.zip", {**packed, "__MACOSX/包/._bagit.txt": b"\0\5\26\7"}, "")
    with zipfile.ZipFile(path) as package:
        assert package.infolist()[0].flag_bits & 0x8
    result = verify_bag(path)
    assert [finding.code for finding in result.report.findings] == ["V023", "V027"]
    assert result.passed


PACKERS = {
    "7-zip": ("7zz", "a", "-tzip", "-bso0", "-bsp0"),
    "7-zip-store": ("7zz", "a", "-tzip", "-mx0", "-bso0", "-bsp0"),
    "info-zip": ("zip", "-qr"),
    "info-zip-as-a-stream": ("zip", "-qr", "-fd"),
}


@pytest.mark.parametrize("packer", PACKERS)
def test_what_other_programs_pack_is_read(packer, tmp_path):
    command = PACKERS[packer]
    assert shutil.which(command[0]), command[0]
    lay_out(tmp_path / "档案", make_bag())
    subprocess.run([*command, "bag.zip", "档案"], cwd=tmp_path, check=True)
    assert not codes(tmp_path / "bag.zip")


def test_all_of_a_zip_is_compared_with_the_digest_beside_it(package):
    sidecar = package.with_name("bag.zip.sha256")
    assert [f.code for f in verify_bag(package, with_sidecar=True).report.findings] == ["V084"]
    sidecar.write_bytes(f"{hashlib.sha256(package.read_bytes()).hexdigest()}  bag.zip\n".encode())
    assert not verify_bag(package, with_sidecar=True).report.findings

    def change_a_time(data):
        data[find_central(data, b"data/b.txt") + 12] ^= 1

    rewrite(package, change_a_time)
    assert not codes(package)  # the time of a member is nobody's content
    assert [f.code for f in verify_bag(package, with_sidecar=True).report.findings] == ["V083"]
