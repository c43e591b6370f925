"""Office packages as bytes: what is written can be read by everybody, and what is read is bounded."""

from __future__ import annotations

import zlib
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

import pytest

from archivegen.errors import TemplateError
from archivegen.render import package
from archivegen.render.package import equal_content, pack_part, read_package, write_package

PARTS = {
    "word/document.xml": ("<w:t>香水村</w:t>" * 400).encode(),
    "_rels/.rels": b"<Relationships/>",
    "word/media/photo.png": bytes(range(256)) * 8,
    "[Content_Types].xml": b"<Types/>",
    "customXml/说明.xml": b"<a/>",
}


def written(parts: dict[str, bytes] = PARTS, *, once: bool = False) -> bytes:
    return write_package(pack_part(name, content, once=once) for name, content in parts.items())


def zipped(*members: tuple[str, bytes]) -> bytes:
    target = BytesIO()
    with ZipFile(target, "w", ZIP_DEFLATED) as archive:
        for name, content in members:
            archive.writestr(name, content)
    return target.getvalue()


def test_python_reads_what_is_written_part_for_part():
    with ZipFile(BytesIO(written())) as archive:
        assert archive.testzip() is None
        assert {name: archive.read(name) for name in archive.namelist()} == PARTS


def test_what_is_written_is_read_again():
    assert read_package(written(), "x.docx") == PARTS


def test_the_content_types_come_first_and_pictures_are_stored():
    with ZipFile(BytesIO(written())) as archive:
        assert archive.namelist()[:2] == ["[Content_Types].xml", "_rels/.rels"]
        assert archive.getinfo("word/media/photo.png").compress_type == 0


def test_the_order_in_which_parts_are_given_does_not_show():
    assert written() == written(dict(reversed(PARTS.items())))


def test_a_part_that_is_copied_often_is_no_longer_than_zlib_makes_it():
    body = PARTS["word/document.xml"]
    assert len(pack_part("a.xml", body, once=True).packed) <= len(zlib.compress(body, 6, -15))


def test_two_deflaters_make_equal_content():
    assert equal_content(written(), written(once=True))
    assert not equal_content(written(), written({**PARTS, "_rels/.rels": b"<Other/>"}))
    assert not equal_content(written(), b"no zip")


def test_a_document_beyond_the_bound_is_refused(monkeypatch):
    monkeypatch.setattr(package, "MOST_BYTES", 1000)
    with pytest.raises(TemplateError, match="太大"):
        written()
    monkeypatch.undo()
    large = written()
    monkeypatch.setattr(package, "MOST_BYTES", 1000)
    with pytest.raises(TemplateError, match="解开后太大"):
        read_package(large, "x.docx")


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"<html>", "打不开"),
        (written()[:-40], "打不开"),
        (written().replace(b"\x08\x00", b"\x63\x00"), "打不开"),
        (zipped(("a.xml", b"1"), ("A.xml", b"2")), "重名"),
        (zipped(("word/vbaProject.bin", b"1")), "有宏"),
    ],
    ids=["no zip", "cut off", "unknown packing", "one name twice", "macro"],
)
@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_what_is_no_plain_office_file_is_refused_by_name(content, told):
    with pytest.raises(TemplateError, match=rf"模板 C11\.docx .*{told}"):
        read_package(content, "C11.docx")


def test_an_encrypted_file_is_refused():
    content = bytearray(zipped(("a.xml", b"1")))
    content[content.index(b"PK\1\2") + 8] |= 1
    with pytest.raises(TemplateError, match="密码"):
        read_package(bytes(content), "x.docx")
