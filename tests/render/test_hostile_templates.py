"""Packages made by somebody who means harm, or by a broken program: each is refused at once, in Chinese."""

from __future__ import annotations

import re
import warnings
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

import pytest

from archivegen.errors import TemplateError
from tests.render.books import workbook
from tests.render.harm import BOTH, DOCX, XLSX, judge, refusal, render, told_under_limits
from tests.render.packages import add_part, edit, members, p
from tests.render.validity import find_xlsx_faults


class TestPackages:
    def test_what_swells_without_end(self, tmp_path: Path) -> None:
        bombs = {}
        for suffix, template in ((".docx", DOCX), (".xlsx", XLSX)):
            target = BytesIO(template)
            with ZipFile(target, "a", ZIP_DEFLATED, compresslevel=1) as package, package.open("bomb.xml", "w") as bomb:
                for _ in range(400):
                    bomb.write(b" " * 1_000_000)
            bombs[f"甲{suffix}"] = target.getvalue()
            bombs[f"乙{suffix}"] = lie_about_size(target.getvalue())
        for answer in told_under_limits(bombs, tmp_path).values():
            assert answer.startswith("told ")
            judge(answer)

    @BOTH
    def test_thousands_of_parts(self, suffix: str, template: bytes) -> None:
        target = BytesIO(template)
        with ZipFile(target, "a") as package:
            for number in range(6_000):
                package.writestr(f"x/{number}.xml", b"<x/>")
        refusal(suffix, target.getvalue())

    @BOTH
    @pytest.mark.parametrize(
        "name", ["../../x.xml", "/etc/x.xml", "C:\\x.xml", "..\\x.xml", "word/../../x.xml", "x\x00y.xml"]
    )
    def test_names_that_lead_outside_go_no_further(self, suffix: str, template: bytes, name: str) -> None:
        bad = edit(template, {"QQQQ": lambda _: b"<x/>"})
        bad = bad.replace(b"QQQQ", name.encode()[:4]) if len(name) == 4 else add_member(template, name)
        try:
            result = render(suffix, bad)
        except TemplateError as error:
            judge(str(error))
        else:
            assert not [found for found in members(result) if ".." in found or "\\" in found or found.startswith("/")]

    @BOTH
    def test_a_link_in_the_package(self, suffix: str, template: bytes) -> None:
        target = BytesIO(template)
        link = ZipInfo("word/media/link.png")
        link.external_attr = 0o120777 << 16
        with ZipFile(target, "a") as package:
            package.writestr(link, "/etc/passwd")
        try:
            result = render(suffix, target.getvalue())
        except TemplateError as error:
            judge(str(error))
        else:
            with ZipFile(BytesIO(result)) as package:
                assert all(info.external_attr >> 28 != 0o12 for info in package.infolist())

    @BOTH
    def test_one_name_twice(self, suffix: str, template: bytes) -> None:
        for name in ("[Content_Types].xml", "[content_types].XML", "docProps/CORE.xml"):
            assert "重名" in refusal(suffix, add_member(template, name))

    @BOTH
    def test_an_encrypted_member(self, suffix: str, template: bytes) -> None:
        assert "密码" in refusal(suffix, encrypted(template))

    @BOTH
    @pytest.mark.parametrize(
        "content",
        [b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(2_000), b"PK\5\6" + bytes(18), b"%PDF-1.4", b"<html>", b""],
    )
    def test_what_is_no_package(self, suffix: str, template: bytes, content: bytes) -> None:
        refusal(suffix, content)

    def test_macros(self) -> None:
        word, excel = (
            "application/vnd.ms-word.document.macroEnabled.main+xml",
            "application/vnd.ms-excel.sheet.macroEnabled.main+xml",
        )
        for suffix, template, plain, kind in (
            (".docx", DOCX, b"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml", word),
            (".xlsx", XLSX, b"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml", excel),
        ):
            renamed = edit(template, {"[Content_Types].xml": lambda old, a=plain, b=kind: old.replace(a, b.encode())})
            folder = "word" if suffix == ".docx" else "xl"
            assert "宏" in refusal(suffix, edit(renamed, {f"{folder}/vbaProject.bin": lambda _: b"x"}))
            assert "宏" in refusal(suffix, renamed)

    def test_a_word_file_called_excel_and_the_other_way(self) -> None:
        refusal(".xlsx", DOCX)
        refusal(".docx", XLSX)

    def test_a_template_of_word_is_made_a_document(self) -> None:
        kind = b"application/vnd.openxmlformats-officedocument.wordprocessingml."
        dotx = edit(
            DOCX, {"[Content_Types].xml": lambda old: old.replace(kind + b"document.main", kind + b"template.main")}
        )
        try:
            types = members(render(".docx", dotx))["[Content_Types].xml"]
        except TemplateError as error:
            judge(str(error))
        else:
            assert kind + b"document.main+xml" in types

    @BOTH
    def test_a_package_without_its_main_part(self, suffix: str, template: bytes) -> None:
        for lost in (
            "word/document.xml",
            "xl/workbook.xml",
            "xl/worksheets/sheet1.xml",
            "[Content_Types].xml",
            "_rels/.rels",
        ):
            if lost in members(template):
                refusal(suffix, without(template, lost))


def add_member(template: bytes, name: str) -> bytes:
    target = BytesIO(template)
    with warnings.catch_warnings(), ZipFile(target, "a") as package:
        warnings.simplefilter("ignore")
        info = ZipInfo("x")
        info.filename = name
        package.writestr(info, b"<x/>")
    return target.getvalue()


def without(template: bytes, lost: str) -> bytes:
    target = BytesIO()
    with ZipFile(BytesIO(template)) as source, ZipFile(target, "w") as package:
        for name in source.namelist():
            if name != lost:
                package.writestr(name, source.read(name))
    return target.getvalue()


def encrypted(template: bytes) -> bytes:
    """The flag of encryption on every member, as a program that encrypts sets it."""
    content = bytearray(template)
    for signature, offset in ((b"PK\3\4", 6), (b"PK\1\2", 8)):
        for found in re.finditer(re.escape(signature), template):
            content[found.start() + offset] |= 1
    return bytes(content)


def lie_about_size(bomb: bytes) -> bytes:
    """The last member of the directory says that it is ten bytes long."""
    content = bytearray(bomb)
    last = bomb.rindex(b"PK\1\2")
    content[last + 24 : last + 28] = (10).to_bytes(4, "little")
    return bytes(content)


LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
BILLION = f'<!DOCTYPE x [<!ENTITY l0 "哈">{LAUGHS}]>'
OUTSIDE = '<!DOCTYPE x [<!ENTITY l9 SYSTEM "file:///etc/passwd">]>'
REMOTE = '<!DOCTYPE x SYSTEM "http://127.0.0.1:9/x.dtd">'
PARTS = {
    ".docx": [
        "word/document.xml",
        "word/styles.xml",
        "word/settings.xml",
        "docProps/core.xml",
        "[Content_Types].xml",
        "_rels/.rels",
        "word/_rels/document.xml.rels",
        "word/header1.xml",
    ],
    ".xlsx": [
        "xl/workbook.xml",
        "xl/worksheets/sheet1.xml",
        "xl/styles.xml",
        "docProps/core.xml",
        "[Content_Types].xml",
        "xl/_rels/workbook.xml.rels",
        "xl/theme/theme1.xml",
    ],
}


class TestEntities:
    @pytest.mark.parametrize(("suffix", "part"), [(suffix, part) for suffix, parts in PARTS.items() for part in parts])
    @pytest.mark.parametrize("declared", [BILLION, OUTSIDE, REMOTE])
    def test_a_document_type_in_any_part(self, suffix: str, part: str, declared: str) -> None:
        template = DOCX if suffix == ".docx" else XLSX
        if part == "word/header1.xml":
            kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.header+xml"
            template = add_part(template, part, f'<w:hdr xmlns:w="x">{p("")}</w:hdr>'.encode(), kind, "header")

        def declare(old: bytes) -> bytes:
            content = re.sub(rb"^\s*<\?xml[^>]*\?>", b"", old)
            used = content.replace(b"</", b"&l9;</", 1) if "l9" in declared else content
            return b'<?xml version="1.0" encoding="UTF-8"?>' + declared.encode() + used

        refusal(suffix, edit(template, {part: declare}))

    def test_utf_16_hides_no_document_type(self) -> None:
        def hide(old: bytes) -> bytes:
            text = re.sub(r"^\s*<\?xml[^>]*\?>", "", old.decode())
            return f'<?xml version="1.0" encoding="UTF-16"?>{BILLION}{text}'.encode("utf-16")

        refusal(".docx", edit(DOCX, {"word/document.xml": hide}))
        refusal(".xlsx", edit(XLSX, {"xl/worksheets/sheet1.xml": hide}))

    @pytest.mark.parametrize(
        "broken",
        [b"", b"<w:document", b"<a><b></a>", b"\xff\xfe\x00", b"<x/>", b"<?xml version='1.0' encoding='x'?><x/>"],
    )
    def test_a_broken_main_part(self, broken: bytes) -> None:
        refusal(".docx", edit(DOCX, {"word/document.xml": lambda _: broken}))
        refusal(".xlsx", edit(XLSX, {"xl/worksheets/sheet1.xml": lambda _: broken}))
        refusal(".xlsx", edit(XLSX, {"xl/workbook.xml": lambda _: broken}))

    def test_a_tree_without_end(self) -> None:
        deep = b"<w:sdt>" * 20_000 + b"</w:sdt>" * 20_000
        refusal(".docx", edit(DOCX, {"word/document.xml": lambda old: old.replace(b"<w:p>", deep + b"<w:p>", 1)}))


SHEET = "xl/worksheets/sheet1.xml"


def merge_everything(sheet: bytes) -> bytes:
    return sheet.replace(
        b"</sheetData>", b'</sheetData><mergeCells count="1"><mergeCell ref="A3:XFD1048576"/></mergeCells>'
    )


class TestSheets:
    @pytest.mark.parametrize(
        ("old", "new"),
        [
            (b'<row r="1"', b'<row r="1048577"'),
            (b'<row r="1"', b'<row r="x"'),
            (b'r="A1"', b'r="ZZZZ1"'),
            (b'r="A1"', b'r="A0"'),
        ],
    )
    def test_a_cell_that_cannot_be(self, old: bytes, new: bytes) -> None:
        bad = edit(XLSX, {SHEET: lambda sheet: sheet.replace(old, new)})
        assert members(bad)[SHEET] != members(XLSX)[SHEET]
        try:
            result = render(".xlsx", bad)
        except TemplateError as error:
            judge(str(error))
        else:
            assert find_xlsx_faults(result) == []

    def test_formulas_that_turn_in_circles_or_reach_far(self, tmp_path: Path) -> None:
        chain = {"A1": 1} | {f"A{row}": f"=A{row - 1}+1" for row in range(2, 4_001)}
        templates = {
            "圈.xlsx": workbook({"表": {"A1": "=B1", "B1": "=A1", "C1": "{{ 名 }}"}}),
            "远.xlsx": workbook({"表": {"A1": "=SUM(B1:XFD1048576)", "A2": "=COUNTA(B:XFD)", "A3": "{{ 名 }}"}}),
            "链.xlsx": workbook({"表": chain | {"B1": "{{ 名 }}"}}),
            "深.xlsx": workbook({"表": {"A1": "=" + "(" * 200 + "1" + ")" * 200, "B1": "{{ 名 }}"}}),
            "宽.xlsx": edit(
                workbook({"表": {"A2": "{%tr for a in 明细 %}x{%tr endfor %}"}}), {SHEET: merge_everything}
            ),
        }
        for answer in told_under_limits(templates, tmp_path).values():
            assert answer.startswith("made ") or judge(answer)
