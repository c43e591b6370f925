"""Many files by few calls: what came out is believed, and nothing else."""

from __future__ import annotations

import shutil
import time
from pathlib import Path

import pypdf
import pytest

from archivegen.errors import OutputError
from archivegen.pdf import Limits, convert_office, find_office, prepare_fonts
from archivegen.pdf_mark import make_mark, read_mark
from tests.pdf.office_files import (
    CRASHES,
    CRASHES_ONCE,
    HANGS,
    list_running,
    write_letter,
    write_moody_office,
    write_sheet,
)

SOON = Limits(first=6, each=6)


def convert(files, folder: Path, program: Path | None = None, **options):
    folder.mkdir(exist_ok=True)
    found = program or find_office()
    assert found
    return convert_office(found, files, folder, **options)


def copy_letter(folder: Path, count: int) -> list[Path]:
    first = write_letter(folder / "0.docx", "好")
    return [first, *(Path(shutil.copyfile(first, folder / f"{number}.docx")) for number in range(1, count))]


def name_results(results) -> dict[str, str]:
    return {result.source.stem: result.problem or f"{result.finished.pages} 页" for result in results}


def test_word_and_excel_files_in_one_call(tmp_path):
    files = [write_letter(tmp_path / "公示.docx", "劳务报酬公示"), write_sheet(tmp_path / "公示.xlsx", "发放表")]
    seen = []
    results = convert(files, tmp_path / "work", progress=lambda *told: seen.append(told))
    assert [result.source for result in results] == files
    for result, text in zip(results, ("劳务报酬公示", "发放表"), strict=True):
        pages = pypdf.PdfReader(result.pdf).pages
        assert len(pages) == result.finished.pages == 1
        assert text in pages[0].extract_text()
    assert seen[-1][:2] == (2, 2)


def test_a_corrupt_file_is_named_and_the_others_are_made(tmp_path):
    whole = [write_letter(tmp_path / f"{name}.docx", name) for name in ("甲", "丙")]
    broken = tmp_path / "乙.docx"
    broken.write_bytes(b"PK\x03\x04" + whole[0].read_bytes()[4:900])
    empty = tmp_path / "丁.xlsx"
    empty.write_bytes(b"")
    results = name_results(convert([whole[0], broken, whole[1], empty], tmp_path / "work"))
    assert results["甲"] == results["丙"] == "1 页"
    assert "打不开" in results["乙"]
    assert results["丁"]


@pytest.mark.parametrize(("mood", "told"), [(HANGS, "没有响应"), (CRASHES, "崩溃")])
def test_who_brings_libreoffice_down_is_named_and_nobody_else_harmed(tmp_path, mood, told):
    program, calls = write_moody_office(tmp_path, quick=True)
    names = ["甲", "乙", "丙", "丁"]
    files = [write_letter(tmp_path / f"{name}.docx", mood if name == "乙" else name) for name in names]
    results = name_results(convert(files, tmp_path / "work", program, limits=SOON))
    assert [results[name] for name in ("甲", "丙", "丁")] == ["1 页"] * 3
    assert told in results["乙"]
    assert "重试一次" in results["乙"]
    assert calls.read_text().split() == ["4", "1", "2"]


def test_a_single_mishap_is_made_good_by_the_second_try(tmp_path):
    program, _ = write_moody_office(tmp_path)
    files = [write_letter(tmp_path / f"{n}.docx", CRASHES_ONCE if n == 1 else "好") for n in range(3)]
    assert name_results(convert(files, tmp_path / "work", program)) == {"0": "1 页", "1": "1 页", "2": "1 页"}


def test_two_who_bring_it_down_are_both_named(tmp_path):
    program, _ = write_moody_office(tmp_path, quick=True)
    files = [write_letter(tmp_path / f"{n}.docx", CRASHES if n in {0, 3} else "好") for n in range(5)]
    results = name_results(convert(files, tmp_path / "work", program))
    assert [n for n, told in results.items() if "崩溃" in told] == ["0", "3"]
    assert [n for n, told in results.items() if told == "1 页"] == ["1", "2", "4"]


def test_a_libreoffice_that_never_starts_blames_no_paper(tmp_path):
    program = tmp_path / "soffice"
    program.write_text("#!/bin/sh\nexit 77\n")
    program.chmod(0o755)
    files = copy_letter(tmp_path, 30)
    results = convert(files, tmp_path / "work", program)
    assert sum("启动不了" in result.problem for result in results) >= 28


def test_nothing_of_a_call_that_hangs_lives_on(tmp_path):
    program, _ = write_moody_office(tmp_path, quick=True)
    file = write_letter(tmp_path / "甲.docx", HANGS)
    began = time.monotonic()
    convert([file], tmp_path / "work", program, limits=Limits(first=1, each=1))
    assert time.monotonic() - began < 60
    assert list_running(program) == []


def test_a_long_list_goes_in_calls_of_a_hundred(tmp_path):
    program, calls = write_moody_office(tmp_path, quick=True)
    files = copy_letter(tmp_path, 105)
    results = convert(files, tmp_path / "work", program, calls=1)
    assert calls.read_text().split() == ["100", "5"]
    assert [result.source for result in results] == files
    assert [result.finished.pages for result in results] == [1] * 105


def test_what_else_is_in_a_call_changes_no_byte(tmp_path):
    (tmp_path / "fonts").mkdir()
    environment = prepare_fonts(tmp_path / "fonts").environment
    files = [write_letter(tmp_path / f"{n}.docx", f"第 {n} 份", font="黑体") for n in range(5)]
    one = convert(files, tmp_path / "one", calls=1, environment=environment)
    two = convert(files, tmp_path / "two", calls=2, environment=environment)
    backwards = convert(files[::-1], tmp_path / "backwards", calls=1, environment=environment)[::-1]
    made = [[result.pdf.read_bytes() for result in results] for results in (one, two, backwards)]
    assert made[0] == made[1] == made[2]


def test_the_same_file_gives_the_same_bytes_and_tells_when_it_was_touched(tmp_path):
    file = write_letter(tmp_path / "甲.docx", "甲")
    mark = make_mark("1", file.read_bytes())
    made = [convert([file], tmp_path / name, marks=[mark])[0].pdf.read_bytes() for name in ("one", "two")]
    assert made[0] == made[1]
    assert read_mark(made[0]) == mark
    assert read_mark(made[0] + b"\n") is None
    assert read_mark(made[0].replace(b"endobj", b"endob ", 1)) is None
    assert read_mark(b"%PDF-1.7\n") is None


def test_a_folder_that_may_not_be_written(tmp_path):
    file = write_letter(tmp_path / "甲.docx", "甲")
    program = find_office()
    assert program
    with pytest.raises(OutputError, match="临时文件夹"):
        convert_office(program, [file], tmp_path / "没有这个文件夹")


@pytest.mark.parametrize("archival", [True, False])
def test_pdf_a_passes_the_lint_and_a_plain_pdf_does_not(tmp_path, archival):
    (tmp_path / "work").mkdir()
    fonts = prepare_fonts(tmp_path / "work")
    files = [write_letter(tmp_path / "甲.docx", "甲乙丙，第 1 条 Abc"), write_sheet(tmp_path / "乙.xlsx", "发放表")]
    for result in convert(files, tmp_path / "work", archival=archival, environment=fonts.environment):
        told = "".join(result.finished.not_archival)
        assert ("PDF/A-2b" in told) is not archival
        assert (told == "") is archival
