"""Letters as the pack wants them: red head, number, cc lines, copies and colophon without touching a template."""

from __future__ import annotations

import datetime
import shutil
import subprocess
from pathlib import Path

import pypdf
import pytest

from archivegen import workspace as desk
from archivegen.errors import PackError
from archivegen.pack.load import built_in_pack, load_pack
from archivegen.pipeline import open_project
from archivegen.render.engine import render_entry
from archivegen.render.office import extract_text
from tests.office_standard import judge

MM_35 = 35 / 25.4 * 72
TODAY = datetime.date(2026, 11, 20)
TOWN = "巴州区云屏镇人民政府"
CC = "抄送：某县财政局，巴中市巴州区发展和改革局。"


@pytest.fixture
def print_letters(tmp_path, sample, monkeypatch):
    """Papers of the finished sample, with these options in ``pack.yaml`` and these lines in its 发文."""

    def write(options: str, *keys: str, letters: str = "") -> list[bytes]:
        pack = copy_pack(tmp_path / "pack", options)
        monkeypatch.setattr(desk, "load_pack", lambda: load_pack(pack))
        folder = sample()
        project = folder / "项目.yaml"
        project.write_text(
            project.read_text(encoding="utf-8").replace("发文:\n", f"发文:\n{letters}"), encoding="utf-8"
        )
        workspace = open_project(folder, TODAY)
        entries = [next(entry for entry in workspace.plan.entries if entry.key == key) for key in keys]
        return [render_entry(entry, workspace.pick_words(entry)) for entry in entries]

    return write


@pytest.fixture
def write_letters(print_letters):
    """The same as texts."""

    def write(options: str, *keys: str, letters: str = "") -> list[str]:
        return [extract_text(paper, ".docx") for paper in print_letters(options, *keys, letters=letters)]

    return write


def copy_pack(folder: Path, options: str) -> Path:
    shutil.copytree(built_in_pack(), folder)
    about = (folder / "pack.yaml").read_text(encoding="utf-8").partition("公文:")[0]
    (folder / "pack.yaml").write_text(f"{about}公文: {options}\n", encoding="utf-8")
    return folder


def test_letters_are_plain_unless_the_pack_says_otherwise(write_letters):
    (application,) = write_letters("{}", "D04")
    assert f"{TOWN}文件" not in application
    assert "抄送" not in application
    assert "印发" not in application
    assert "签发人" not in application
    assert "云屏府〔2026〕42号" in application, "the number stands under the title"


def test_one_option_gives_all_letters_of_authorities_a_red_head(write_letters):
    application, notice, hiring = write_letters("{红头: 是, 不用红头的单位: [村民委员会]}", "D04", "B06", "C09")
    assert f"{TOWN}文件" in application
    assert application.index("云屏府〔2026〕42号") < application.index("竣工验收的申请"), (
        "the number stands in the head"
    )
    assert application.count("云屏府〔2026〕42号") == 1
    assert "签发人：" in application
    assert "巴中市巴州区发展和改革局文件" in notice
    assert "签发人" not in notice, "only a letter to a higher office names who signs"
    assert "村民委员会文件" not in hiring


def test_an_option_of_one_paper_wins_over_that_of_all(write_letters):
    options = "{红头: 是, 不用红头的单位: [理事会], 材料: {D04: {红头: 否}, C08: {红头: 是, 机关标志: 项目理事会公告}}}"
    application, start = write_letters(options, "D04", "C08")
    assert f"{TOWN}文件" not in application
    assert start.startswith("项目理事会公告") or "项目理事会公告\n" in start


def test_the_colophon_holds_what_is_asked_for_and_nothing_else(write_letters):
    (copied,) = write_letters('{抄送: [某县财政局, "{{ 参建各方.县级主管部门.名称 }}"]}', "D11")
    assert CC in copied
    assert "印发" not in copied
    assert "共印" not in copied


def test_nobody_gets_a_copy_of_what_he_wrote_or_what_is_addressed_to_him(write_letters):
    county, town = "{{ 参建各方.县级主管部门.名称 }}", "{{ 参建各方.乡镇政府.名称 }}"
    application, opinion = write_letters(f'{{抄送: ["{county}", "{town}"]}}', "D04", "D08")
    assert "抄送" not in application
    assert f"抄送：{TOWN}。" in opinion


def test_the_project_file_speaks_for_one_letter(write_letters):
    facts = (
        "  - {材料: D04, 文号: 别的号, 签发人: 何某某, 抄送: [某镇纪委], 份数: 8, 印发日期: 2026-08-12, 密级: 秘密★1年, 紧急程度: 特急}\n"
        "  - {材料: D08, 文号: 巴州发改验〔2026〕9号}\n"
    )
    application, opinion = write_letters(
        "{红头: 是, 版记: 是, 抄送: [某县财政局], 印发机关: 云屏镇党政办公室}", "D04", "D08", letters=facts
    )
    assert "抄送：某镇纪委。" in application
    assert "共印8份" in application
    assert "签发人：何某某" in application
    assert "2026年8月12日印发" in application
    assert "云屏镇党政办公室" in application
    assert application.index("秘密★1年") < application.index("特急") < application.index("文件")
    assert "别的号" not in application, "the number of an application has its own place"
    assert "巴州发改验〔2026〕9号" in opinion
    assert "抄送：某县财政局。" in opinion


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ("{红头: 好的}", "公文"),
        ("{红帽: 是}", "红帽"),
        ("{材料: {Z99: {红头: 是}}}", "公文的材料 Z99 不在清单中"),
        ('{抄送: ["{{ 参建各方.乡镇政府.名称 "]}', "公文："),
    ],
)
def test_wrong_options_are_told_when_the_pack_is_read(tmp_path, options, said):
    with pytest.raises(PackError, match=r"pack\.yaml") as told:
        load_pack(copy_pack(tmp_path / "pack", options))
    assert said in str(told.value)


FULL = "{红头: 是, 版记: 是, 份数: 12, 抄送: [某县财政局, 某县农业农村局]}"


def test_a_letter_with_everything_is_what_word_expects(print_letters, tmp_path):
    papers = dict(zip(("A06", "D04"), print_letters(FULL, "A06", "D04"), strict=True))
    for key, content in papers.items():
        (tmp_path / f"{key}.docx").write_bytes(content)
    assert not [errors for errors in judge([tmp_path / f"{key}.docx" for key in papers]).values() if errors]


def test_the_colophon_stands_at_the_foot_of_the_last_page(print_letters, tmp_path):
    (letter,) = print_letters(FULL, "D04")
    (tmp_path / "D04.docx").write_bytes(letter)
    profile = f"-env:UserInstallation={(tmp_path / 'office').as_uri()}"
    command = ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", tmp_path, tmp_path / "D04.docx"]
    subprocess.run(command, check=True, capture_output=True, timeout=200)
    pages = pypdf.PdfReader(tmp_path / "D04.pdf").pages
    rows: dict[float, str] = {}
    for text, height in _list_texts(pages[-1]):
        rows[height] = rows.get(height, "") + text
    printed = next(height for height, row in rows.items() if "共印12份" in row.replace(" ", ""))
    last = next(height for height, row in rows.items() if row.replace(" ", "").endswith("印发"))
    assert printed > last
    assert MM_35 < last < MM_35 + 24, "the last rule is the lower edge of the text, 35 mm above that of the paper"
    assert "签发人" in pages[0].extract_text()


def _list_texts(page) -> list[tuple[str, float]]:
    """Each piece of text with its height above the lower edge of the paper, in points."""
    found: list[tuple[str, float]] = []
    page.extract_text(visitor_text=lambda text, _, place, *__: found.append((text, round(place[5], 1))))
    return found
