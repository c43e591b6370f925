"""Office packages: equal content is equal bytes, and all of the text can be read."""

from __future__ import annotations

from io import BytesIO
from zipfile import ZIP_STORED, ZipFile, ZipInfo

import pytest
from docx import Document
from openpyxl import Workbook

from archivegen.errors import TemplateError
from archivegen.render.office import extract_text, freeze_package

CORE = (
    '<cp:coreProperties xmlns:cp="c" xmlns:dcterms="d"><dcterms:created a="b">2026-03-05T08:00:00Z</dcterms:created>'
    "<dcterms:modified>{}</dcterms:modified><x>2026</x></cp:coreProperties>"
)


def package(members: dict[str, bytes], year: int = 2026) -> bytes:
    target = BytesIO()
    with ZipFile(target, "w") as archive:
        for name, content in members.items():
            archive.writestr(ZipInfo(name, (year, 3, 5, 8, 0, 0)), content)
    return target.getvalue()


def test_the_same_content_is_the_same_bytes_whenever_and_in_whatever_order_it_was_saved() -> None:
    members = {
        "word/document.xml": b"<d/>",
        "docProps/core.xml": CORE.format("2026-03-05T08:00:00Z").encode(),
        "[Content_Types].xml": b"<t/>",
    }
    later = {**dict(reversed(members.items())), "docProps/core.xml": CORE.format("2027-01-01T00:00:00Z").encode()}
    first, second = freeze_package(package(members)), freeze_package(package(later, year=2027))
    assert first == second == freeze_package(first)


def test_a_frozen_package_is_in_order_and_complete() -> None:
    members = {
        "word/media/印章.PNG": b"p" * 999,
        "a.xml": b"<a/>" * 99,
        "_rels/.rels": b"r",
        "[Content_Types].xml": b"t",
    }
    with ZipFile(BytesIO(freeze_package(package(members)))) as frozen:
        assert frozen.namelist() == ["[Content_Types].xml", "_rels/.rels", "a.xml", "word/media/印章.PNG"]
        assert {name: frozen.read(name) for name in frozen.namelist()} == members
        assert frozen.getinfo("word/media/印章.PNG").compress_type == ZIP_STORED
        assert {info.date_time[0] for info in frozen.infolist()} == {1980}
        assert {info.create_system for info in frozen.infolist()} == {0}


def test_only_the_times_of_the_properties_change() -> None:
    frozen = freeze_package(package({"docProps/core.xml": CORE.format("2026-03-05T08:00:00Z").encode()}))
    with ZipFile(BytesIO(frozen)) as archive:
        text = archive.read("docProps/core.xml").decode()
    assert text == CORE.format("2000-01-01T00:00:00Z").replace("2026-03-05T08:00:00Z", "2000-01-01T00:00:00Z")


def test_word_and_excel_can_still_be_opened() -> None:
    document, workbook = Document(), Workbook()
    document.add_paragraph("香水村")
    workbook.active["A1"] = "香水村"
    for saved, suffix in ((document, ".docx"), (workbook, ".xlsx")):
        target = BytesIO()
        saved.save(target)
        assert "香水村" in extract_text(freeze_package(target.getvalue()), suffix)
        assert "香水村" in extract_text(freeze_package(target.getvalue()), suffix.upper())


@pytest.mark.parametrize("content", [b"", b"<html></html>", b"PK\x03\x04broken"])
def test_what_is_no_office_file_is_said_so(content: bytes) -> None:
    with pytest.raises(TemplateError, match="不是完好的 Word 或 Excel 文件"):
        freeze_package(content)
    with pytest.raises(TemplateError, match="不是完好的 Word 或 Excel 文件"):
        extract_text(content, ".docx")
