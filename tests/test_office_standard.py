"""Every kind of paper is what Word and Excel expect: by Microsoft's own validator, and by opening it in LibreOffice."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import pytest

from archivegen.archive.completeness.workbook import render_workbook
from archivegen.inspection_report import write_report
from archivegen.paper_pdfs import PaperPdf, PdfStatus
from archivegen.pipeline import Workspace, open_project
from archivegen.plan import PlanEntry
from archivegen.print_list import write_list
from archivegen.print_sets import PrintWish, group_papers
from archivegen.render.press import Failure, print_paper
from tests.accessions.county import OLD_LINES, desk_of, keep_register, make_archive, take_in
from tests.archive.made_index import make_rich_index
from tests.conftest import ALL_SAMPLES, ROOT, SAMPLES
from tests.made import TODAY
from tests.office_standard import judge
from tests.pdf_pages import convert_all, find_faults, find_lost_marks
from tests.wage_projects import HEAD, PEOPLE, WORK

SETTLED = "结清的项目"
RECEPTION = ("档案接收回执.docx", "档案退回通知.docx", "档案接收登记簿.xlsx", "四性检测报告.docx")
"""Papers of the side that takes an archive over: no paper of the catalogue."""


@pytest.fixture(scope="module")
def workspaces(tmp_path_factory) -> list[Workspace]:
    """The samples, and a project that was settled: all that its template can say is said."""
    settled = tmp_path_factory.mktemp("settled") / SETTLED
    settled.mkdir()
    (settled / "项目.yaml").write_text(HEAD + PEOPLE + WORK, encoding="utf-8")
    return [*(open_project(SAMPLES / name, TODAY) for name in ALL_SAMPLES), open_project(settled, TODAY)]


def list_kinds(workspaces: list[Workspace]) -> dict[str, list[PlanEntry]]:
    """Template → its first paper and its last in the first project that has it; a roster's last page is not like its first.

    How a layout bears other sizes is ``test_odd_projects``.
    """
    kinds: dict[str, list[PlanEntry]] = {}
    for workspace in workspaces:
        found: dict[str, list[PlanEntry]] = {}
        for entry in workspace.plan.entries:
            if entry.template and not entry.missing_facts:
                found.setdefault(entry.template.relative_to(workspace.pack.folder).as_posix(), [])[1:] = [entry]
        kinds = found | kinds
    return kinds


def print_all(workspace: Workspace, entries: list[PlanEntry], folder: Path) -> list[Path]:
    """The papers of these entries that ``workspace`` owns."""
    paths = []
    for entry in entries:
        printed = print_paper(entry, workspace.pick_words)
        assert not isinstance(printed, Failure), (entry.key, printed)
        paths.append(folder / f"{len(list(folder.iterdir())):03d}-{entry.key}{entry.template.suffix}")
        paths[-1].write_bytes(printed)
    return paths


@pytest.fixture(scope="module")
def papers(workspaces, tmp_path_factory) -> list[list[Path]]:
    """The first and the last paper of each kind."""
    folder = tmp_path_factory.mktemp("papers")
    owner = {id(entry): workspace for workspace in workspaces for entry in workspace.plan.entries}
    return [print_all(owner[id(kind[0])], kind, folder) for kind in list_kinds(workspaces).values()]


def test_every_kind_of_paper_passes_microsofts_validator(papers):
    """The judge takes half a second a paper, so each kind goes to it once."""
    found = {path.name: errors for path, errors in judge(kind[-1] for kind in papers).items() if errors}
    assert not found


def test_every_kind_of_paper_has_sound_pages(papers, tmp_path):
    pdfs = convert_all([path for kind in papers for path in kind], tmp_path / "pdf")
    faults = {paper.name: found for paper, pdf in pdfs.items() if (found := find_faults(pdf, paper.suffix))}
    assert not faults
    letters = ((paper, pdf) for paper, pdf in pdfs.items() if paper.suffix == ".docx")
    lost = {paper.name: found for paper, pdf in letters if (found := find_lost_marks(paper, pdf))}
    assert not lost


def test_the_list_before_a_print_set_is_a_sound_paper(workspaces, tmp_path):
    paper = sign_list(workspaces[0], tmp_path)
    assert judge([paper]) == {paper: []}
    assert find_faults(convert_all([paper], tmp_path / "pdf")[paper]) == []


def test_the_papers_of_a_hand_over_are_sound_too(tmp_path):
    """Receipt, notice of refusal, a new register and one that a county kept before, the report on the four properties."""
    desk = desk_of(tmp_path)
    archives = [make_archive(tmp_path / "a"), make_archive(tmp_path / "b", 2, name="=甲", project_code="+1")]
    taken = take_in(desk, *archives)
    (archives[0] / "bagit.txt").write_bytes(b"")
    [refused] = take_in(desk, archives[0])
    kept = desk_of(tmp_path / "county")
    keep_register(kept.register, OLD_LINES)
    take_in(kept, archives[1])
    _, report, _ = write_report(refused.checked, desk.pack, TODAY, tmp_path)
    papers = [taken[0].paper, taken[1].paper, refused.paper, report, desk.register, kept.register]
    assert judge(papers) == {paper: [] for paper in papers}
    pdfs = convert_all(papers[1:5], tmp_path / "pdf")
    assert {paper: find_faults(pdf, paper.suffix) for paper, pdf in pdfs.items()} == {
        paper: [] for paper in papers[1:5]
    }


def sign_list(workspace: Workspace, folder: Path) -> Path:
    """The list before a print set: no paper of the catalogue, but a paper all the same."""
    entries = [e for e in workspace.plan.entries if e.applies and e.template and e.signers and not e.missing_facts]
    papers = [PaperPdf(entry, PdfStatus.WRITTEN, workspace.paths[entry.key]) for entry in entries]
    sets = group_papers(papers, workspace.pack.print_options, PrintWish())
    path = folder / "签署清单.docx"
    path.write_bytes(write_list(workspace, sets[2], dict.fromkeys((paper.path for paper in papers), 3), 1))
    return path


def test_every_template_is_used_by_a_project_of_these(workspaces):
    entries = [entry for workspace in workspaces for entry in workspace.plan.entries]
    used = {entry.template for entry in entries if entry.template and not entry.missing_facts}
    every = {path.name for path in (ROOT / "templates").glob("*/*.???x")} - {"签署清单.docx", *RECEPTION}
    assert {path.name for path in used} == every


def test_the_blank_tables_of_a_new_project_pass_too():
    tables = sorted((ROOT / "templates" / "starter" / "数据").glob("*.xlsx"))
    assert judge(tables) == {table: [] for table in tables}
    assert tables


def test_the_index_of_an_archive_passes_too(tmp_path):
    index = tmp_path / "资料清单完整性.xlsx"
    index.write_bytes(render_workbook(make_rich_index()))
    assert judge([index]) == {index: []}


@pytest.mark.parametrize(
    ("template", "member", "right", "wrong", "told"),
    [
        ("docx/C11-劳动合同.docx", "word/document.xml", b"<w:sectPr", b"<w:tbl></w:tbl><w:sectPr", "tbl"),
        (
            "xlsx/C21-劳务报酬发放表.xlsx",
            "xl/styles.xml",
            b"<font>",
            b'<font><name val="\xe5\xae\x8b\xe4\xbd\x93"/>',
            "font",
        ),
    ],
)
def test_the_judge_sees_what_is_wrong(tmp_path, template, member, right, wrong, told):
    broken = tmp_path / Path(template).name
    broken.write_bytes(replace_in((ROOT / "templates" / template).read_bytes(), member, right, wrong))
    (errors,) = judge([broken]).values()
    assert errors
    assert all(error.startswith(f"/{member}") and told in error for error in errors)


def replace_in(package: bytes, member: str, right: bytes, wrong: bytes) -> bytes:
    target = BytesIO()
    with ZipFile(BytesIO(package)) as source, ZipFile(target, "w", ZIP_DEFLATED) as changed:
        for name in source.namelist():
            content = source.read(name)
            assert name != member or right in content
            changed.writestr(name, content.replace(right, wrong, 1) if name == member else content)
    return target.getvalue()
