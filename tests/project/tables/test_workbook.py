"""Files that are not what their name says, are locked, encrypted, damaged or made to do harm."""

from __future__ import annotations

import struct
import time
import zipfile
from pathlib import Path

import pytest
import xlwt
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook
from openpyxl.styles import Font

from archivegen.findings import Finding, Place, Severity
from archivegen.project.tables.rows import TableRow, read_table, table_columns
from tests.project.tables.village_files import save_text, save_xls, save_xlsx

COLUMNS = table_columns("务工人员")
ROWS = [["姓名", "工种"], ["张三", "普工"]]


def read(folder: Path, reference: str) -> tuple[tuple[TableRow, ...], tuple[Finding, ...]]:
    return read_table(folder, reference, COLUMNS, table="务工人员", asked=Place("项目.yaml", 31))


def codes(folder: Path, reference: str) -> list[str]:
    return [finding.code for finding in read(folder, reference)[1]]


def pack(path: Path, parts: dict[str, bytes]) -> None:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)


def unpack(path: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


@pytest.mark.parametrize(
    ("content", "code", "what"),
    [
        (b"", "P047", "0 字节"),
        (b"<html><head><meta charset='gbk'></head><table><tr><td>x</td></tr></table></html>", "P045", "网页"),
        ("\ufeff  <!DOCTYPE html><table>".encode(), "P045", "网页"),
        ("<html>".encode("utf-16"), "P045", "网页"),
        (b'<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet">', "P045", "2003"),
        (b'<?xml version="1.0"?><a/>', "P045", "XML"),
        (b"%PDF-1.7", "P045", "PDF"),
        (b"\xff\xd8\xff\xe0", "P045", "照片"),
        (b"Rar!\x1a\x07", "P045", "RAR"),
        (b"PK\x03\x04 and nothing else", "P048", "损坏"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "P048", "损坏"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "P048", "损坏"),
        ("姓名,工种\n张三,普工\n".encode()[:-5] + b"\xff\xff\n", "P064", "第 2 行"),
        ("姓名\0工种".encode(), "P045", "二进制"),
        ('姓名,工种\n"张三,普工\n'.encode(), "P065", "引号"),
    ],
)
def test_what_is_no_table_is_named(tmp_path: Path, content: bytes, code: str, what: str) -> None:
    (tmp_path / "花名册.xlsx").write_bytes(content)
    rows, findings = read(tmp_path, "花名册.xlsx")
    assert rows == ()
    assert [f.code for f in findings] == [code]
    assert what in findings[0].message


@pytest.mark.parametrize(
    ("part", "what"),
    [("word/document.xml", "Word"), ("xl/workbook.bin", "xlsb"), ("content.xml", "ods"), ("a.txt", "ZIP")],
)
def test_other_zips_are_named(tmp_path: Path, part: str, what: str) -> None:
    pack(tmp_path / "花名册.xlsx", {part: b"<x/>"})
    _, findings = read(tmp_path, "花名册.xlsx")
    assert [f.code for f in findings] == ["P045"]
    assert what in findings[0].message


def test_the_name_of_a_file_does_not_matter_only_what_it_is(tmp_path: Path) -> None:
    save_xlsx(tmp_path / "a.xls", {"S": ROWS})
    save_xls(tmp_path / "b.xls", ROWS).rename(tmp_path / "b.xlsx")
    save_text(tmp_path / "c.xlsx", "姓名,工种\n张三,普工\n")
    for name in ("a.xls", "b.xlsx", "c.xlsx"):
        rows, findings = read(tmp_path, name)
        assert findings == ()
        assert rows[0].values == {"姓名": "张三", "工种": "普工"}


def compound_file(streams: dict[str, bytes]) -> bytes:
    """A minimal compound file (MS-CFB) with at most one stream below 4096 bytes, which lies in the small container."""
    sectors: list[bytes] = []
    table: list[int] = []

    def add(content: bytes) -> int:
        start = len(sectors)
        pieces = [content[i : i + 512].ljust(512, b"\0") for i in range(0, len(content), 512)]
        sectors.extend(pieces)
        table.extend([*range(start + 1, start + len(pieces)), 0xFFFFFFFE])
        return start

    def entry(name: str, kind: int, start: int, size: int) -> bytes:
        encoded = name.encode("utf-16-le") + b"\0\0"
        head = encoded.ljust(64, b"\0") + struct.pack("<HBB", len(encoded), kind, 1) + b"\xff" * 12 + bytes(36)
        return head + struct.pack("<III", start, size, 0)

    small = next((content for content in streams.values() if len(content) < 4096), b"")
    count = -(-len(small) // 64)
    container = add(small) if small else 0xFFFFFFFE
    chain = add(struct.pack(f"<{count}I", *range(1, count), 0xFFFFFFFE).ljust(512, b"\xff")) if small else 0xFFFFFFFE
    starts = {name: 0 if len(content) < 4096 else add(content) for name, content in streams.items()}
    entries = [entry(name, 2, starts[name], len(content)) for name, content in streams.items()]
    directory = add(b"".join([entry("Root Entry", 5, container, count * 64), *entries]))
    fat = len(sectors)
    table.append(0xFFFFFFFD)
    sectors.append(struct.pack("<128I", *table, *[0xFFFFFFFF] * (128 - len(table))))
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16) + struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6) + bytes(6)
    header += struct.pack("<IIIIIIIIII", 0, 1, directory, 0, 4096, chain, int(bool(small)), 0xFFFFFFFE, 0, fat)
    return header + b"\xff" * (512 - len(header)) + b"".join(sectors)


@pytest.mark.parametrize(
    ("stream", "content", "code"),
    [
        ("EncryptedPackage", bytes(5000), "P046"),
        ("WordDocument", bytes(5000), "P045"),
        ("VisioDocument", bytes(5000), "P045"),
        ("Workbook", struct.pack("<HHHH", 0x809, 4, 0x600, 5) + struct.pack("<HHI", 0x2F, 4, 0) + bytes(5000), "P046"),
        ("Workbook", b"\x01" * 5000, "P048"),
    ],
)
def test_compound_files_of_all_kinds(tmp_path: Path, stream: str, content: bytes, code: str) -> None:
    (tmp_path / "花名册.xls").write_bytes(compound_file({stream: content}))
    assert codes(tmp_path, "花名册.xls") == [code]


def test_a_very_small_old_workbook_lies_in_the_small_container(tmp_path: Path) -> None:
    book = xlwt.Workbook()
    sheet = book.add_sheet("S")
    for row, column, text in ((0, 0, "姓名"), (0, 1, "工种"), (1, 0, "张三")):
        sheet.write(row, column, text)
    sheet.row(1).set_cell_error(1, 0x2A)
    stream = book.get_biff_data()
    assert len(stream) < 4096
    (tmp_path / "花名册.xls").write_bytes(compound_file({"Workbook": stream}))
    rows, findings = read(tmp_path, "花名册.xls")
    assert [(f.code, f.place.cell) for f in findings] == [("P061", "B2")]
    assert rows[0].values == {"姓名": "张三"}


def test_a_chain_of_sectors_that_bites_its_tail_is_refused(tmp_path: Path) -> None:
    raw = bytearray(compound_file({"Workbook": bytes(5000)}))
    fat = (struct.unpack_from("<I", raw, 76)[0] + 1) * 512
    struct.pack_into("<I", raw, fat, 0)
    (tmp_path / "花名册.xls").write_bytes(raw)
    assert codes(tmp_path, "花名册.xls") == ["P048"]


def find_record(raw: bytes, kind: int) -> int:
    """Where the body of a record begins in an old workbook whose sectors lie in order."""
    at = raw.index(struct.pack("<HH", 0x809, 16))
    while struct.unpack_from("<H", raw, at)[0] != kind:
        at += 4 + struct.unpack_from("<H", raw, at + 2)[0]
    return at + 4


def test_an_old_workbook_that_claims_a_giant_sheet_takes_no_memory(tmp_path: Path) -> None:
    raw = bytearray(save_xls(tmp_path / "a.xls", ROWS).read_bytes())
    dimensions = find_record(raw, 0x200)
    for rows, columns, code in (
        ((0, 0xFFFFFFFF), (0, 2), "P048"),
        ((9, 3), (0, 2), "P048"),
        ((0, 65536), (0, 256), "P044"),
    ):
        struct.pack_into("<IIHH", raw, dimensions, *rows, *columns)
        (tmp_path / "a.xls").write_bytes(raw)
        assert codes(tmp_path, "a.xls") == [code]


def test_a_panic_of_the_reader_does_not_reach_the_terminal(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    raw = bytearray(save_xls(tmp_path / "a.xls", ROWS).read_bytes())
    struct.pack_into("<I", raw, find_record(raw, 0xFD) + 6, 0xFFFF)
    (tmp_path / "a.xls").write_bytes(raw)
    read(tmp_path, "a.xls")
    raw[find_record(raw, 0x85) + 6] = 255
    (tmp_path / "a.xls").write_bytes(raw)
    read(tmp_path, "a.xls")
    assert capfd.readouterr() == ("", "")


@settings(max_examples=150, deadline=None)
@given(position=st.integers(0, 6000), value=st.integers(0, 255), cut=st.integers(0, 7000))
def test_a_damaged_old_workbook_never_breaks_the_tool(
    tmp_path_factory: pytest.TempPathFactory, position: int, value: int, cut: int
) -> None:
    folder = tmp_path_factory.mktemp("xls")
    raw = bytearray(save_xls(folder / "a.xls", ROWS).read_bytes())
    raw[position % len(raw)] = value
    (folder / "a.xls").write_bytes(raw[: max(cut, 100)])
    read(folder, "a.xls")


def test_unsaved_changes_in_wps_are_warned_of(tmp_path: Path) -> None:
    save_xlsx(tmp_path / "数据/花名册.xlsx", {"S": ROWS})
    for lock in ("~$花名册.xlsx", ".~花名册.xlsx", ".~lock.花名册.xlsx#"):
        (tmp_path / "数据" / lock).write_bytes(b"")
        rows, findings = read(tmp_path, "数据/花名册.xlsx")
        assert len(rows) == 1
        assert [(f.code, f.severity, f.place.file) for f in findings] == [
            ("P043", Severity.WARNING, "数据/花名册.xlsx")
        ]
        (tmp_path / "数据" / lock).unlink()


def test_a_zip_bomb_is_not_unpacked(tmp_path: Path) -> None:
    parts = unpack(save_xlsx(tmp_path / "a.xlsx", {"S": ROWS}))
    parts["xl/sharedStrings.xml"] = bytes(300 * 1024 * 1024)
    pack(tmp_path / "a.xlsx", parts)
    begin = time.perf_counter()
    assert codes(tmp_path, "a.xlsx") == ["P044"]
    assert time.perf_counter() - begin < 1


def test_a_zip_that_lies_about_its_size_is_refused(tmp_path: Path) -> None:
    path = save_xlsx(tmp_path / "a.xlsx", {"S": ROWS})
    parts = unpack(path)
    parts["xl/styles.xml"] += b" " * 5_000_000
    pack(path, parts)
    raw = bytearray(path.read_bytes())
    honest = struct.pack("<I", len(parts["xl/styles.xml"]))
    while (at := raw.find(honest)) >= 0:
        raw[at : at + 4] = struct.pack("<I", 100)
    path.write_bytes(raw)
    assert codes(tmp_path, "a.xlsx") == ["P044"]


def test_a_cell_at_the_end_of_the_world_takes_no_memory(tmp_path: Path) -> None:
    path = save_xlsx(tmp_path / "a.xlsx", {"S": ROWS})
    book = load_workbook(path)
    book.active["XFD1048576"] = " x"
    book.save(path)
    _, findings = read(tmp_path, "a.xlsx")
    assert [f.code for f in findings] == ["P052"]
    assert "1048576 行" in findings[0].message


def test_a_thousand_formatted_columns_without_content_do_no_harm(tmp_path: Path) -> None:
    path = save_xlsx(tmp_path / "a.xlsx", {"S": ROWS})
    book = load_workbook(path)
    for column in range(3, 1000):
        book.active.cell(30000, column).font = Font(bold=True)
    book.save(path)
    rows, findings = read(tmp_path, "a.xlsx")
    assert findings == ()
    assert len(rows) == 1


def test_too_many_rows_of_text_are_refused(tmp_path: Path) -> None:
    save_text(tmp_path / "a.csv", "姓名,工种\n" + "张三,普工\n" * 20001)
    assert codes(tmp_path, "a.csv") == ["P052"]


def test_an_oversize_file_is_refused(tmp_path: Path) -> None:
    with (tmp_path / "a.xlsx").open("wb") as file:
        file.truncate(51 * 1024 * 1024)
    assert codes(tmp_path, "a.xlsx") == ["P044"]


def test_xml_with_entities_of_its_own_is_refused(tmp_path: Path) -> None:
    parts = unpack(save_xlsx(tmp_path / "a.xlsx", {"S": ROWS}))
    head, _, body = parts["xl/workbook.xml"].partition(b"<workbook")
    parts["xl/workbook.xml"] = head + b'<!DOCTYPE w [<!ENTITY a "b">]><workbook' + body
    pack(tmp_path / "a.xlsx", parts)
    assert codes(tmp_path, "a.xlsx") == ["P048"]


def test_a_workbook_without_its_sheet_is_broken(tmp_path: Path) -> None:
    parts = unpack(save_xlsx(tmp_path / "a.xlsx", {"S": ROWS}))
    del parts["xl/worksheets/sheet1.xml"]
    pack(tmp_path / "a.xlsx", parts)
    assert codes(tmp_path, "a.xlsx") == ["P048"]


@settings(max_examples=100, deadline=None)
@given(position=st.integers(0, 10_000), value=st.integers(0, 255))
def test_one_changed_byte_never_breaks_the_tool(
    tmp_path_factory: pytest.TempPathFactory, position: int, value: int
) -> None:
    folder = tmp_path_factory.mktemp("xlsx")
    raw = bytearray(save_xlsx(folder / "a.xlsx", {"S": ROWS}).read_bytes())
    raw[position % len(raw)] = value
    (folder / "a.xlsx").write_bytes(raw)
    read(folder, "a.xlsx")


def test_a_sheet_of_another_writer_is_understood(tmp_path: Path) -> None:
    """Prefixed tags, absolute part names, and cells in one line, as some bank programs write."""
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    package = "http://schemas.openxmlformats.org/package/2006"
    cell = '<x:c r="{}" t="inlineStr"><x:is><x:t>{}</x:t></x:is></x:c>'
    sheet = (
        f'<x:worksheet xmlns:x="{main}"><x:sheetData><x:row r="1">{cell.format("A1", "姓名")}{cell.format("B1", "编号")}'
        f'</x:row><x:row r="2">{cell.format("A2", "张三")}<x:c r="B2" t="e"><x:v>#REF!</x:v></x:c></x:row>'
        "</x:sheetData></x:worksheet>"
    )
    parts = {
        "[Content_Types].xml": f'<Types xmlns="{package}/content-types"><Default Extension="xml" ContentType="application/xml"/>'
        '<Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/></Types>',
        "_rels/.rels": f'<Relationships xmlns="{package}/relationships"><Relationship Id="r1" Type="{relations}/officeDocument" Target="/xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{main}" xmlns:r="{relations}"><sheets><sheet name="回单" sheetId="1" r:id="r1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{package}/relationships"><Relationship Id="r1" Type="{relations}/worksheet" Target="/xl/worksheets/sheet1.xml"/></Relationships>',
        "xl/worksheets/sheet1.xml": sheet,
    }  # fmt: skip
    pack(tmp_path / "a.xlsx", {name: text.encode() for name, text in parts.items()})
    rows, findings = read(tmp_path, "a.xlsx")
    assert [(f.code, f.place.cell) for f in findings] == [("P061", "B2")]
    assert rows[0].values == {"姓名": "张三"}


def test_an_unreadable_file_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    save_xlsx(tmp_path / "a.xlsx", {"S": ROWS})

    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", refuse)
    assert codes(tmp_path, "a.xlsx") == ["P049"]
