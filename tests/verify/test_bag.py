from __future__ import annotations

import os
import shutil
import unicodedata
from pathlib import Path

import pytest

from archivegen.findings import Severity, load_codes
from archivegen.verify import verify_bag
from tests.verify.bags_by_hand import DECLARATION, lay_out, list_files, make_bag, pack

BAD = Path(__file__).parents[1] / "bad"
BAD_BAGS = sorted(BAD.glob("V[0-9][0-9][0-9]-*"))


def codes(path):
    return [finding.code for finding in verify_bag(path).report.findings]


@pytest.mark.parametrize("folder", BAD_BAGS, ids=lambda folder: folder.name)
def test_a_bad_bag_raises_exactly_the_code_that_it_is_named_by(folder):
    packed = folder / "bag.zip"
    result = verify_bag(packed if packed.exists() else folder)
    wanted = folder.name[:4]
    assert {finding.code for finding in result.report.findings} == {wanted}
    assert result.passed == (load_codes()[wanted]["级别"] != Severity.ERROR)


def test_every_code_has_its_bad_bag():
    known = {
        code for code in load_codes() if code.startswith("V0") and code[2] not in "67"
    }  # content has its own tests
    # A path that cannot be opened, a way of looking, what lies beside a bag, a sealed part, bags too large to be laid down.
    assert {folder.name[:4] for folder in BAD_BAGS} >= known - {
        "V001",
        "V009",
        "V028",
        "V029",
        "V083",
        "V084",
        "V086",
        "V097",
        "V099",
    }


@pytest.mark.parametrize("code", sorted(code for code in load_codes() if code.startswith("V0")))
def test_every_wording_begins_with_its_property(code):
    assert load_codes()[code]["说明"].split("：")[0] in {"真实性", "完整性", "可用性", "安全性"}


@pytest.mark.parametrize("algorithms", [("sha256",), ("sha512",), ("sha1", "sha256"), ("md5", "sha224", "sha384")])
def test_a_good_bag_has_no_findings_as_folder_and_as_zip(folder, tmp_path, algorithms):
    files = make_bag(algorithms=algorithms, tags={"bag-info.txt": b"Payload-Oxum: 266.2\nNote: a\n  b\n"})
    for path in (lay_out(folder, files), pack(tmp_path / "a.zip", files), pack(tmp_path / "b.zip", files, top="")):
        result = verify_bag(path)
        assert not result.report.findings
        assert result.passed
        assert (result.files, result.octets, result.algorithms) == (2, 266, tuple(sorted(algorithms)))


@pytest.mark.parametrize("version", ["0.93", "0.94", "0.95", "0.96", "0.97", "1.0"])
def test_every_version_of_the_standard_is_read(folder, version):
    declaration = DECLARATION.replace(b"1.0", version.encode())
    name = "package-info.txt" if version < "0.96" else "bag-info.txt"
    lay_out(folder, make_bag(declaration=declaration, tags={name: b"Payload-Oxum: 266.2\n"}))
    result = verify_bag(folder)
    assert not result.report.findings
    assert result.version == version


def test_tag_files_may_be_written_in_another_encoding(folder, tmp_path):
    for number, encoding in enumerate(("UTF-16", "GBK", "ISO-8859-1")):
        declaration = f"BagIt-Version: 0.97\nTag-File-Character-Encoding: {encoding}\n".encode()
        payload = {"data/a.txt": b"1"} if encoding == "ISO-8859-1" else {"data/甲.txt": b"1"}
        files = make_bag(payload, declaration=declaration, manifest=list_files(payload).decode().encode(encoding))
        del files["tagmanifest-sha256.txt"]
        tags = {path: content for path, content in files.items() if not path.startswith("data/")}
        files["tagmanifest-sha256.txt"] = list_files(tags).decode().encode(encoding)
        assert not codes(lay_out(tmp_path / str(number), files))


@pytest.mark.parametrize(
    "declaration",
    [
        b"",
        b"\xef\xbb\xbf" + DECLARATION,
        DECLARATION + b"More: x\n",
        b"BagIt-Version:1.0\nTag-File-Character-Encoding: UTF-8\n",
        b"Tag-File-Character-Encoding: UTF-8\nBagIt-Version: 1.0\n",
        b"BagIt-Version: 1.0\n",
        b"\xff\xfe\n",
        "BagIt-Version: １.０\nTag-File-Character-Encoding: UTF-8\n".encode(),
    ],
)
def test_a_declaration_is_read_to_the_letter(folder, declaration):
    assert codes(lay_out(folder, make_bag(declaration=declaration))) == ["V003"]


@pytest.mark.parametrize("version", ["0.92", "0.98", "1.1", "2.0", "9999.0"])
def test_versions_that_nobody_knows_are_refused(folder, version):
    assert codes(lay_out(folder, make_bag(declaration=DECLARATION.replace(b"1.0", version.encode())))) == ["V004"]


def test_an_encoding_that_is_no_text_is_refused(folder):
    assert codes(lay_out(folder, make_bag(declaration=DECLARATION.replace(b"UTF-8", b"zip")))) == ["V005"]
    assert codes(lay_out(folder, make_bag(declaration=DECLARATION.replace(b"UTF-8", b"UT\0-8")))) == ["V005"]


@pytest.mark.parametrize(
    ("path", "code"),
    [
        ("/etc/passwd", "V012"),
        ("../outside.txt", "V012"),
        ("data/../../outside.txt", "V012"),
        ("~/x", "V012"),
        ("~root/x", "V012"),
        ("C:/Windows/x", "V012"),
        ("data\\甲.txt", "V012"),
        ("\\\\server\\x", "V012"),
        ("data/\x07", "V012"),
        ("bagit.txt", "V012"),
        ("$HOME/x", "V012"),
        ("data/没有.txt", "V013"),
    ],
)
def test_paths_that_a_manifest_must_not_name(folder, path, code):
    payload = {"data/甲.txt": b"1"}
    manifest = list_files(payload) + f"{'0' * 64}  {path}\n".encode()
    assert codes(lay_out(folder, make_bag(payload, manifest=manifest))) == [code]


def test_a_tag_manifest_must_not_name_the_payload(folder):
    files = make_bag()
    files["tagmanifest-sha256.txt"] += list_files({"data/甲.txt": files["data/甲.txt"]})
    assert codes(lay_out(folder, files)) == ["V012"]


@pytest.mark.parametrize(
    "line",
    [
        "abc  data/甲.txt",
        "x" * 64 + "  data/甲.txt",
        "0" * 64,
        "0" * 64 + "data/甲.txt",
        "0" * 40 + "  data/甲.txt",
        " " * 70,
    ],
)
def test_lines_that_are_no_entries(folder, line):
    payload = {"data/甲.txt": b"1"}
    assert codes(lay_out(folder, make_bag(payload, manifest=list_files(payload) + line.encode() + b"\n"))) == ["V010"]


def test_a_manifest_that_is_not_text(folder):
    # What it lists nobody knows: then nothing is «not listed».
    assert codes(lay_out(folder, make_bag({"data/a": b"1"}, manifest=b"\xff\xff"))) == ["V010"]


def test_what_md5sum_writes_is_read(folder):
    payload = {"data/甲.txt": b"1", "data/乙.txt": b"2"}
    manifest = list_files(payload).replace(b"  ", b" *")
    result = verify_bag(lay_out(folder, make_bag(payload, manifest=manifest)))
    assert [finding.code for finding in result.report.findings] == ["V080"]
    assert result.passed


@pytest.mark.parametrize(
    ("find", "replace", "what"),
    [(b"  ", b" \t", "空白"), (b"  ", b" *", "空白"), (b"\n", b"\r\n", "换行符"), (b"\n", b"\r", "换行符")],
)
def test_a_manifest_in_two_hands_is_suspicious(folder, find, replace, what):
    files = make_bag()
    files["tagmanifest-sha256.txt"] = files["tagmanifest-sha256.txt"].replace(find, replace, 1)
    findings = verify_bag(lay_out(folder, files)).report.findings
    assert [finding.code for finding in findings if finding.code != "V080"] == ["V018"]
    assert what in findings[0].message


def test_upper_case_and_windows_line_ends_throughout_are_fine(folder):
    payload = {"data/A": b"1", "data/B": b"2"}
    manifest = list_files(payload).upper().replace(b"DATA", b"data").replace(b"\n", b"\r\n")
    assert not codes(lay_out(folder, make_bag(payload, manifest=manifest)))


def test_line_ends_in_names_are_written_with_percent_signs(folder):
    payload = {"data/a\nb.txt": b"1", "data/100%.txt": b"2"}
    digests = [line[:64] for line in list_files(payload).decode().split("\n") if "  data" in line]
    manifest = f"{digests[0]}  data/100%25.txt\n{digests[1]}  data/a%0Ab.txt\n".encode()
    assert codes(lay_out(folder, make_bag(payload, manifest=manifest))) == ["V026"]  # Windows knows no such name


def test_before_version_one_a_percent_sign_was_itself(folder):
    payload = {"data/100%25.txt": b"2"}
    declaration = DECLARATION.replace(b"1.0", b"0.97")
    assert not codes(lay_out(folder, make_bag(payload, declaration=declaration)))


def test_since_version_one_every_manifest_lists_everything(folder):
    files = make_bag(algorithms=("sha256", "sha512"))
    files["manifest-sha512.txt"] = list_files({"data/甲.txt": files["data/甲.txt"]}, "sha512")
    for name in ("sha256", "sha512"):
        tags = {path: files[path] for path in ("bagit.txt", "manifest-sha256.txt", "manifest-sha512.txt")}
        files[f"tagmanifest-{name}.txt"] = list_files(tags, name)
    assert codes(lay_out(folder, files)) == ["V014"]
    files["bagit.txt"] = DECLARATION.replace(b"1.0", b"0.97")
    for name in ("sha256", "sha512"):
        tags = {path: files[path] for path in ("bagit.txt", "manifest-sha256.txt", "manifest-sha512.txt")}
        files[f"tagmanifest-{name}.txt"] = list_files(tags, name)
    assert not codes(lay_out(folder, files))


def test_a_renamed_and_a_swapped_file_are_found(folder):
    lay_out(folder, make_bag())
    (folder / "data/甲.txt").rename(folder / "data/丙.txt")
    assert sorted(codes(folder)) == ["V013", "V014"]
    (folder / "data/丙.txt").rename(folder / "data/甲.txt")
    assert not codes(folder)
    content = (folder / "data/甲.txt").read_bytes()
    (folder / "data/甲.txt").write_bytes((folder / "data/乙/乙.bin").read_bytes())
    (folder / "data/乙/乙.bin").write_bytes(content)
    assert codes(folder) == ["V015", "V015"]


def test_a_manifest_that_was_edited_to_match_is_found(folder):
    files = make_bag()
    files["data/甲.txt"] = b"forged"
    files["manifest-sha256.txt"] = list_files({path: c for path, c in files.items() if path.startswith("data/")})
    findings = verify_bag(lay_out(folder, files)).report.findings
    assert [(finding.code, finding.place.file) for finding in findings] == [("V015", "manifest-sha256.txt")]


def test_names_that_a_mac_decomposed_are_the_same_names(folder):
    name = "data/Zoé.txt"
    files = make_bag({unicodedata.normalize("NFD", name): b"1"}, manifest=list_files({name: b"1"}))
    result = verify_bag(lay_out(folder, files))
    assert [finding.code for finding in result.report.findings] == ["V023"]
    assert result.passed


def test_two_names_that_differ_in_composition_only_are_named(folder):
    forms = [unicodedata.normalize(form, "data/Zoé.txt") for form in ("NFC", "NFD")]
    files = make_bag({form: form.encode() for form in forms})
    assert codes(lay_out(folder, files)) == ["V081"]


def test_links_pipes_and_linked_folders_are_not_followed(folder, tmp_path):
    lay_out(folder, make_bag())
    (folder / "data/passwd").symlink_to("/etc/passwd")
    (folder / "data/all").symlink_to(tmp_path)
    os.mkfifo(folder / "data/pipe")
    assert codes(folder) == ["V020", "V020", "V020"]


def test_a_listed_file_that_became_a_link_is_missing_and_refused(folder, tmp_path):
    lay_out(folder, make_bag())
    (folder / "data/甲.txt").rename(tmp_path / "甲.txt")
    (folder / "data/甲.txt").symlink_to(tmp_path / "甲.txt")
    assert sorted(codes(folder)) == ["V013", "V020"]


def test_a_bag_may_be_reached_through_a_link(folder, tmp_path):
    lay_out(folder, make_bag())
    (tmp_path / "link").symlink_to(folder)
    assert not codes(tmp_path / "link")


@pytest.mark.parametrize(
    ("prepare", "code"),
    [
        (lambda path: None, "V001"),
        (lambda path: path.mkdir(), "V002"),
        (lambda path: path.write_bytes(b""), "V040"),
        (lambda path: path.write_bytes(b"%PDF-1.4"), "V040"),
        (os.mkfifo, "V001"),
        (lambda path: path.symlink_to(path.with_name("nowhere")), "V001"),
        (lambda path: path.symlink_to(path), "V001"),
    ],
)
def test_what_is_no_bag_at_all_gets_one_clear_finding(tmp_path, prepare, code):
    path = tmp_path / "档案"
    prepare(path)
    result = verify_bag(path)
    assert [finding.code for finding in result.report.findings] == [code]
    assert not result.passed


def test_a_file_that_the_manifest_says_is_bigger_than_memory_is_not_read_whole(folder):
    lay_out(folder, make_bag())
    with (folder / "bagit.txt").open("r+b") as handle:
        handle.truncate(1 << 40)
    assert codes(folder) == ["V022"]


def test_octets_and_files_are_counted(folder):
    result = verify_bag(lay_out(folder, make_bag(tags={"bag-info.txt": b"Payload-Oxum: 266.3\n"})))
    assert "应有 3 个文件共 266 字节，实有 2 个文件共 266 字节" in result.report.findings[0].message


@pytest.mark.parametrize("value", ["", "x", "1", "-1.2", "1.2.3", "９.１", "1" * 30 + ".1"])
def test_an_oxum_is_two_numbers(folder, value):
    lay_out(folder, make_bag(tags={"bag-info.txt": f"Payload-Oxum: {value}\n".encode()}))
    assert codes(folder) == ["V031"]


def test_progress_ends_with_everything_read(folder):
    seen = []
    verify_bag(lay_out(folder, make_bag()), lambda done, total: seen.append((done, total)))
    assert seen[-1][0] == seen[-1][1]
    assert seen == sorted(seen)


def test_nothing_is_written(folder):
    lay_out(folder, make_bag())
    before = sorted((path, path.stat().st_mtime_ns) for path in folder.rglob("*"))
    verify_bag(folder)
    assert sorted((path, path.stat().st_mtime_ns) for path in folder.rglob("*")) == before


def test_the_inspector_is_not_fooled_by_a_bag_of_ours_whose_list_was_taken_out(tmp_path):
    good = tmp_path / "bag"
    shutil.copytree(BAD / "V056-other-version", good)
    shutil.rmtree(good / "data/00_索引")
    assert "V013" in codes(good)


def test_a_tag_file_added_to_a_bag_of_ours_is_an_error(tmp_path):
    bag = tmp_path / "bag"
    shutil.copytree(BAD / "V053-gap-in-numbers", bag)
    (bag / "说明.txt").write_text("?")
    assert set(codes(bag)) == {"V053", "V014"}


def test_findings_name_the_paper_that_is_affected():
    finding = verify_bag(BAD / "V056-other-version").report.findings[0]
    assert finding.papers == ("C18",)
