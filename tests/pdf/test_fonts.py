"""Open fonts in the place of official ones: same widths, same line height; real fonts win, rare characters stay."""

from __future__ import annotations

from pathlib import Path

import pypdf
import pytest
from docx import Document
from docx.oxml.ns import qn
from docx.shared import Pt
from fontTools.ttLib import TTFont

from archivegen.compiled import VARIABLE
from archivegen.pdf import convert_office, find_office, prepare_fonts, tell_fonts
from archivegen.pdf.fonts import SPARE, list_faces, read_typefaces
from tests.pdf.office_files import write_letter

OFFICIAL = ("仿宋_GB2312", "楷体_GB2312", "黑体", "宋体", "方正小标宋简体")


@pytest.fixture
def work(tmp_path) -> Path:
    folder = tmp_path / "work"
    folder.mkdir()
    return folder


def limit_fonts(monkeypatch, tmp_path: Path, *files: Path) -> None:
    """A machine that has these font files only."""
    folder = tmp_path / "machine"
    folder.mkdir()
    for file in files:
        (folder / file.name).symlink_to(file)
    config = tmp_path / "machine.conf"
    config.write_text(f"<fontconfig><dir>{folder}</dir><cachedir>{tmp_path / 'machine-cache'}</cachedir></fontconfig>")
    monkeypatch.setenv("FONTCONFIG_FILE", str(config))
    monkeypatch.setenv(VARIABLE, str(tmp_path / "cache"))


def convert(work: Path, environment: dict[str, str], *letters: Path):
    program = find_office()
    assert program
    return convert_office(program, letters, work, environment=environment)


def find_face(name: str) -> Path:
    faces = list_faces()
    assert faces
    return next(Path(face.file) for face in faces if name in face.names)


def test_every_official_font_has_a_stand_in_here(work):
    fonts = prepare_fonts(work)
    assert fonts.absent == ()
    assert {wanted for wanted, _ in fonts.stand_ins.values()} | set(fonts.real.values()) == {*OFFICIAL, SPARE}


def test_a_copy_has_the_measures_of_the_official_font(work):
    prepare_fonts(work)
    config = (work / "fonts.conf").read_text(encoding="utf-8")
    folder = Path(config.partition("<dir>")[2].partition("</dir>")[0])
    copies = sorted(folder.glob("*.otf"))
    assert len(copies) == 6
    for path in copies:
        with TTFont(path, lazy=True) as font:
            em, glyphs, widths = font["head"].unitsPerEm, font.getBestCmap(), font["hmtx"]
            height = font["hhea"].ascent - font["hhea"].descent + font["hhea"].lineGap
            assert height / em == pytest.approx(292 / 256, abs=0.003)
            for sign in "2026年3月A-.()%":
                expected = 1 if ord(sign) > 0x3000 else 0.5
                assert widths[glyphs[ord(sign)]][0] / em == expected, (font["name"].getDebugName(6), sign)
            for sign in "，。“”‘’—…（）《》·":
                assert widths[glyphs[ord(sign)]][0] / em == 1, (font["name"].getDebugName(6), sign)


@pytest.fixture(scope="module")
def letters(tmp_path_factory):
    """A short letter, one with a rare name and a long one, by one call of LibreOffice; and the fonts they were made with."""
    folder = tmp_path_factory.mktemp("letters")
    work = folder / "work"
    work.mkdir()
    fonts = prepare_fonts(work)
    files = [write_letter(folder / f"short{n}.docx", "公示 2026", font=font) for n, font in enumerate(OFFICIAL)]
    files.append(write_letter(folder / "rare.docx", "务工人员：𠮷大山"))
    files += [write_full_lines(folder / f"long{n}.docx", font) for n, font in enumerate(OFFICIAL)]
    results = convert(work, fonts.environment, *files)
    return fonts, results[: len(OFFICIAL)], results[len(OFFICIAL)], results[len(OFFICIAL) + 1 :]


def write_full_lines(path: Path, font: str) -> Path:
    """28 characters of 16 pt are 448 pt: the 29th begins a new line."""
    document = Document()
    section = document.sections[0]
    section.page_width, section.left_margin, section.right_margin = Pt(595), Pt(73), Pt(74)
    run = document.add_paragraph().add_run("以工代赈项目共发放劳务报酬12345.60元，“一卡通”发放到户。" * 6)
    run.font.name, run.font.size = font, Pt(16)
    run._element.rPr.rFonts.set(qn("w:eastAsia"), font)
    document.save(path)
    return path


def test_each_font_of_a_letter_is_embedded_as_what_it_is(letters):
    fonts, short, _, _ = letters
    for official, result in zip(OFFICIAL, short, strict=True):
        (embedded,) = result.finished.fonts
        assert fonts.stand_ins[embedded][0] == official
        (told,) = tell_fonts(fonts, [embedded])
        assert f"{official}→" in told


def test_a_rare_name_is_there_and_told(letters):
    fonts, _, result, _ = letters
    text = pypdf.PdfReader(result.pdf).pages[0].extract_text()
    assert {"𠮷", "大", "山"} <= set(text)
    assert any(fonts.stand_ins.get(name, ("",))[0] == SPARE for name in result.finished.fonts)
    assert "个别字符用" in tell_fonts(fonts, result.finished.fonts)[0]


def test_the_lines_break_where_the_official_font_breaks_them(letters):
    """Whatever font stands in."""
    broken = [pypdf.PdfReader(result.pdf).pages[0].extract_text().split() for result in letters[3]]
    assert len(broken[0]) > 5
    assert all(lines == broken[0] for lines in broken)


def test_a_real_font_wins(tmp_path, work, monkeypatch):
    source = find_face("LXGW WenKai")
    with TTFont(source, lazy=True) as font:
        for number, text in ((1, "FangSong"), (4, "FangSong"), (6, "FangSong"), (16, "FangSong"), (17, "Regular")):
            font["name"].setName(text, number, 3, 1, 0x409)
        for record in [r for r in font["name"].names if r.langID != 0x409]:
            font["name"].names.remove(record)
        font["name"].setName("仿宋", 1, 3, 1, 0x804)
        font.save(tmp_path / "simfang.ttf")
    limit_fonts(monkeypatch, tmp_path, tmp_path / "simfang.ttf", find_face("Noto Serif CJK SC"))
    fonts = prepare_fonts(work)
    assert fonts.real == {"FangSong": "仿宋_GB2312"}
    (result,) = convert(work, fonts.environment, write_letter(tmp_path / "甲.docx", "公示"))
    assert result.finished.fonts == {"FangSong"}
    assert tell_fonts(fonts, result.finished.fonts)[:1] != ()


def test_a_machine_with_no_chinese_font_is_told_in_one_line(tmp_path, work, monkeypatch):
    limit_fonts(monkeypatch, tmp_path, find_face("DejaVu Sans"))
    fonts = prepare_fonts(work)
    assert set(fonts.absent) == {*OFFICIAL, SPARE}
    (result,) = convert(work, fonts.environment, write_letter(tmp_path / "甲.docx", "公示 2026"))
    (told,) = tell_fonts(fonts, result.finished.fonts)
    assert "没有可以代替的字体" in told
    assert "fonts-noto-cjk" in told
    assert SPARE not in told


def test_a_system_without_fontconfig_tells_strange_fonts(monkeypatch, work):
    monkeypatch.setattr("sys.platform", "win32")
    fonts = prepare_fonts(work)
    assert fonts.environment == {}
    assert tell_fonts(fonts, ["FangSong_GB2312", "SimHei", "FZXBSJW--GB1-0"]) == ()
    (told,) = tell_fonts(fonts, ["SimHei", "MicrosoftYaHei"])
    assert "MicrosoftYaHei" in told


def test_every_font_that_a_template_asks_for_is_in_the_list():
    assert [typeface.names[0] for typeface in read_typefaces()[:-1]] == list(OFFICIAL)
