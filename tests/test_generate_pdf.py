"""``generate --pdf`` as a clerk meets it: where the PDFs lie, what is not made again, what is never lost."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pypdf
import pytest

from archivegen.pdf.office import VARIABLE
from tests.conftest import SMALL_PROJECT, hear_ctrl_c
from tests.pdf.office_files import CRASHES, HANGS, list_running, write_moody_office
from tests.poor_machine import fill_disk, obey_permissions, run_archivegen

PROJECT = (
    SMALL_PROJECT
    + """\
工价: [{工种: 普工, 单价: 180}]
务工人员: [{姓名: 王大山, 工种: 普工, 身份证号: 511902196803150011}, {姓名: 李小河, 工种: 普工}]
考勤: [{月份: 2026-03, 明细: [{姓名: 王大山, 出勤: {2: 1, 3: 0.5}}]}]
发放批次: [{月份: 2026-03, 公示日期: 2026-04-02, 发放日期: 2026-04-10}]
"""
)


@pytest.fixture
def folder(make_project) -> Path:
    return make_project(PROJECT)


@pytest.fixture(scope="module")
def printed(tmp_path_factory):
    """The project with a PDF of every paper, and what was said of them; nobody changes it."""
    folder = tmp_path_factory.mktemp("printed") / "青溪村产业道路"
    folder.mkdir()
    (folder / "项目.yaml").write_text(PROJECT, encoding="utf-8")
    return folder, *generate(folder, "--pdf")


def generate(folder: Path, *options: str, **keywords):
    """The exit code, and what is said of papers and of PDFs."""
    ran = run_archivegen("generate", folder, "--json", *options, **keywords)
    told = json.loads(ran.out) if ran.out.startswith("{") else {}
    return ran.code, told


def list_pdfs(folder: Path) -> dict[str, bytes]:
    root = folder / "出件" / "PDF"
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in sorted(root.rglob("*.pdf"))}


def statuses(told) -> set[str]:
    return {paper["status"] for paper in told["pdf"]["papers"]}


def test_every_paper_has_a_pdf_in_the_same_folder_below_pdf(printed):
    folder, code, told = printed
    drafts = [paper["path"] for paper in told["papers"] if paper["path"]]
    assert code == 0
    assert drafts
    expected = {Path(path).relative_to("出件").with_suffix(".pdf").as_posix() for path in drafts}
    assert set(list_pdfs(folder)) == expected
    assert all(pypdf.PdfReader(folder / paper["path"]).pages for paper in told["pdf"]["papers"])
    assert statuses(told) == {"新生成"}


def test_what_is_current_is_not_made_again(printed, tmp_path):
    source, _, first = printed
    folder = shutil.copytree(source, tmp_path / source.name)
    made = list_pdfs(folder)
    code, second = generate(folder, "--pdf")
    assert (code, statuses(second), list_pdfs(folder)) == (0, {"未变"}, made)
    assert {paper["status"] for paper in second["papers"]} <= {"未变", "待补事实"}
    assert second["stale"] == first["stale"] == []
    file = folder / "项目.yaml"
    file.write_text(file.read_text(encoding="utf-8").replace("李小河", "李大河"), encoding="utf-8")
    _, third = generate(folder, "--pdf")
    again = {paper["status"] for paper in third["pdf"]["papers"] if "王大山" in paper["title"]}
    assert again == {"未变"}
    assert "新生成" in statuses(third)


def test_only_the_papers_that_are_asked_for(folder):
    _, told = generate(folder, "--pdf", "--only", "C11")
    assert [paper["key"][:3] for paper in told["pdf"]["papers"]] == ["C11", "C11"]


def test_an_edited_draft_is_printed_as_it_was_edited(folder):
    from docx import Document

    _, told = generate(folder, "--only", "C11")
    path = folder / told["papers"][0]["path"]
    document = Document(path)
    document.paragraphs[0].add_run("（手工补充）")
    document.save(path)
    _, told = generate(folder, "--only", "C11", "--pdf")
    pdf = folder / told["pdf"]["papers"][0]["path"]
    assert "手工补充" in "".join(page.extract_text() for page in pypdf.PdfReader(pdf).pages)


def test_a_pdf_that_somebody_changed_is_kept(folder):
    _, told = generate(folder, "--pdf", "--only", "C11")
    first = told["pdf"]["papers"][0]
    with (folder / first["path"]).open("ab") as file:
        file.write(b"% stamped\n")
    changed = list_pdfs(folder)
    code, told = generate(folder, "--pdfa", "--only", "C11")
    assert code == 0
    assert [paper["status"] for paper in told["pdf"]["papers"]] == ["有人改过", "已更新"]
    assert list_pdfs(folder)[first["path"].removeprefix("出件/PDF/")].endswith(b"% stamped\n")
    assert list_pdfs(folder).keys() == changed.keys()


def test_the_paper_that_crashes_libreoffice_is_named(folder, tmp_path, monkeypatch):
    program, _ = write_moody_office(tmp_path)
    monkeypatch.setenv(VARIABLE, str(program))
    file = folder / "项目.yaml"
    file.write_text(file.read_text(encoding="utf-8").replace("王大山", CRASHES), encoding="utf-8")
    ran = run_archivegen("generate", folder, "--pdf", "--only", "C11")
    assert ran.code == 6
    (line,) = [line for line in ran.out.splitlines() if line.startswith("转换失败")]
    assert CRASHES in line
    assert "崩溃" in line
    assert "PDF：新生成 1 份，转换失败 1 份" in ran.out


def test_without_libreoffice_the_papers_are_made_all_the_same(folder, monkeypatch):
    monkeypatch.setenv(VARIABLE, "/没有/soffice")
    ran = run_archivegen("generate", folder, "--pdf")
    assert ran.code == 6
    assert "新生成" in ran.out
    (line,) = [line for line in ran.out.splitlines() if "LibreOffice" in line]
    assert "下载安装" in line
    assert not (folder / "出件" / "PDF").exists()
    assert list((folder / "出件").rglob("*.docx"))
    assert run_archivegen("generate", folder).code == 0


def test_a_pdf_folder_that_may_not_be_written(folder):
    place = folder / "出件" / "PDF"
    generate(folder)
    place.mkdir()
    place.chmod(0o555)
    ran = run_archivegen("generate", folder, "--pdf", "--only", "C11", prepare=obey_permissions)
    assert ran.code == 6
    assert "没有权限" in ran.err
    place.chmod(0o755)
    assert run_archivegen("generate", folder, "--pdf", "--only", "C11").code == 0


def test_a_pdf_folder_that_is_a_link(folder, tmp_path):
    generate(folder)
    outside = tmp_path / "别人的"
    outside.mkdir()
    (folder / "出件" / "PDF").symlink_to(outside)
    ran = run_archivegen("generate", folder, "--pdf", "--only", "C11")
    assert ran.code == 6
    assert "是链接" in ran.err
    assert list(outside.iterdir()) == []


def test_a_full_disk(folder):
    generate(folder)
    ran = run_archivegen("generate", folder, "--pdf", prepare=fill_disk(3000))
    assert ran.code == 6
    assert "磁盘已满" in ran.err or "放不下" in ran.err
    assert list_pdfs(folder) == {}


def test_ctrl_c_ends_libreoffice_too(folder, tmp_path, monkeypatch):
    program, calls = write_moody_office(tmp_path, quick=True)
    file = folder / "项目.yaml"
    file.write_text(file.read_text(encoding="utf-8").replace("王大山", HANGS), encoding="utf-8")
    monkeypatch.setenv(VARIABLE, str(program))
    command = [sys.executable, "-m", "archivegen", "generate", str(folder), "--pdf", "--only", "C11"]
    process = subprocess.Popen(command, stderr=subprocess.PIPE, encoding="utf-8", preexec_fn=hear_ctrl_c)
    deadline = time.monotonic() + 60
    while not calls.exists() and process.poll() is None and time.monotonic() < deadline:
        time.sleep(0.01)
    process.send_signal(2)
    _, errors = process.communicate(timeout=60)
    assert process.returncode == 130
    assert "已中断" in errors
    assert list_running(program) == []
    assert run_archivegen("generate", folder).code == 0
