"""The papers as a county official reads them: complete, consistent, printable."""

from __future__ import annotations

import re
import subprocess
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest

from archivegen.chinese import amount_in_capitals, find_personal_numbers
from archivegen.manifest import Audience
from archivegen.pipeline import generate, open_project
from archivegen.privacy import know_persons
from archivegen.privacy.numbers import find_numbers, fold
from archivegen.privacy.persons import CategorySearch
from archivegen.render.drafts import DraftStatus
from tests.conftest import ALL_SAMPLES, SMALL_PROJECT, XIANGSHUI
from tests.made import TODAY, WHEN, Made, make_sample

HOLES = [
    re.compile(pattern)
    for pattern in (
        r"\{\{|\}\}|\{%|%\}",
        r"\bNone\b|\bnan\b|\bFalse\b|\bTrue\b",
        r"（\s*）|\(\s*\)|《》|“”",
        r"，，|。。|、、|；；|：：|，。|、。",
    )
]


@pytest.fixture(scope="module", params=ALL_SAMPLES)
def made(request, tmp_path_factory) -> Made:
    return make_sample(request.param, tmp_path_factory.mktemp("papers"))


@pytest.fixture(scope="module")
def finished(tmp_path_factory) -> Made:
    return make_sample(XIANGSHUI, tmp_path_factory.mktemp("finished"))


def test_every_paper_with_its_facts_is_made(made):
    assert not made.result.with_status(DraftStatus.FAILED)
    assert not made.result.with_status(DraftStatus.BLOCKED)
    assert not made.result.report.errors
    wanted = [e.key for e in made.workspace.plan.entries if e.applies and e.template and not e.missing_facts]
    assert made.keys == wanted


def test_the_finished_sample_waits_for_nothing(finished):
    assert not finished.result.with_status(DraftStatus.WAITING)


def test_only_restricted_papers_hold_numbers_and_categories_of_persons(made):
    """What is to be left out of the public part is told by the catalogue, paper by paper."""
    privacy, persons = made.workspace.pack.privacy, know_persons(made.workspace.words)
    search = CategorySearch(persons.names, privacy.categories, privacy.reach)
    hidden = (Audience.RESTRICTED, Audience.BANK)
    open_papers = [d.entry.key for d in made.result.drafts if d.path and d.entry.audience not in hidden]
    texts = {key: fold(made.text(key)) for key in open_papers}
    leaks = {
        key: found
        for key, text in texts.items()
        if (found := find_numbers(text) + persons.find_numbers(text) + search.find(text))
    }
    assert not leaks
    assert len(open_papers) > 10


def test_no_paper_has_a_hole(made):
    holes = [
        (key, found[0], made.text(key)[max(0, found.start() - 20) : found.end() + 20])
        for key in made.keys
        for pattern in HOLES
        if (found := pattern.search(made.text(key)))
    ]
    assert not holes


def test_public_papers_show_no_personal_fact(made):
    workers = made.workspace.loaded.project.workers
    secrets = {text for w in workers for text in (w.id_number, w.account, w.phone, w.phone.replace(" ", "")) if text}
    public = [e for e in made.workspace.plan.entries if e.audience is Audience.PUBLIC and e.key in made.keys]
    assert len(public) >= 8 or not workers, "work has begun: it was announced"
    for entry in public:
        text = made.text(entry.key)
        assert not find_personal_numbers(text), entry.key
        assert not [secret for secret in secrets if secret in text], entry.key
        for worker in workers:
            for row in (line for line in text.splitlines() if worker.name in line):
                assert not [c for c in worker.categories if c in row], (entry.key, worker.name)


def test_wages_agree_over_all_papers_to_the_cent(made):
    for batch in made.workspace.words["发放批次"]:
        total, month = batch["合计"]["实发"], batch["键"]
        shown = f"{total:,.2f}"
        assert shown in made.text(f"C22@{month}"), month
        assert amount_in_capitals(total) in made.text(f"C22@{month}")
        assert amount_in_capitals(total) in made.text(f"C21@{month}")
        assert sheet_total(made.path(f"C21@{month}"), "实发") == total
        assert sheet_total(made.path(f"C21@{month}+银行代发"), "金额") == total
        assert sheet_total(made.path(f"C17@{month}"), "本批实发" if batch["逐月"] else "当月实发") == total


def sheet_total(path: Path, heading: str) -> Decimal:
    """Σ of the data rows under a heading of the first sheet, from the cached values that any viewer shows."""
    sheet = openpyxl.load_workbook(path, data_only=True).worksheets[0]
    rows = list(sheet.iter_rows(values_only=True))
    row, column = next(
        (r, c) for r, cells in enumerate(rows) for c, text in enumerate(cells) if heading in str(text or "")
    )
    people = [cells for cells in rows[row + 1 :] if isinstance(cells[0], int)]
    return sum((Decimal(str(cells[column])).quantize(Decimal("0.01")) for cells in people), Decimal(0))


def test_a_contract_a_worker_by_mode_and_age(made):
    project = made.workspace.loaded.project
    for entry in made.workspace.plan.entries:
        if entry.code == "C11" and entry.item:
            worker = project.workers[entry.item[1]]
            kind = made.workspace.figures.contract_kind(worker)
            assert entry.template.stem == f"C11-{kind}"
            assert worker.name in made.text(entry.key)
            assert worker.id_number in made.text(entry.key)


def test_live_totals_have_the_right_cached_value(finished):
    """LibreOffice, made to forget the cached values, comes to the same figures."""
    source = finished.path("C21@2026-03")
    bare = finished.folder / "bare.xlsx"
    book = openpyxl.load_workbook(source)
    formulas = [cell.coordinate for row in book.worksheets[0].iter_rows() for cell in row if cell.data_type == "f"]
    assert formulas
    book.save(bare)
    convert([bare], finished.folder / "recalculated", "xlsx")
    cached = openpyxl.load_workbook(source, data_only=True).worksheets[0]
    again = openpyxl.load_workbook(finished.folder / "recalculated" / "bare.xlsx", data_only=True).worksheets[0]
    for place in formulas:
        assert cached[place].value == pytest.approx(again[place].value, abs=1e-9), place


def convert(files: list[Path], output: Path, kind: str) -> None:
    profile = output.parent / f"profile-{output.name}"
    command = ["soffice", f"-env:UserInstallation=file://{profile}", "--headless", "--convert-to", kind]
    subprocess.run([*command, "--outdir", str(output), *map(str, files)], check=True, capture_output=True, timeout=280)


@pytest.mark.parametrize("mode", ["村民自建", "施工承包"])
@pytest.mark.parametrize("kind", ["产业", "公益性"])
def test_a_project_that_is_hardly_begun_makes_what_it_can(make_project, mode, kind):
    text = SMALL_PROJECT.replace("村民自建", mode).replace("类型: 产业", f"类型: {kind}")
    workspace = open_project(make_project(text), TODAY)
    result = generate(workspace, WHEN)
    assert not result.with_status(DraftStatus.FAILED)
    assert result.with_status(DraftStatus.WAITING)
    assert all("还没有" in draft.note for draft in result.with_status(DraftStatus.WAITING))


def test_a_public_paper_that_would_leak_is_not_written(sample):
    folder = sample(XIANGSHUI)
    text = (folder / "项目.yaml").read_text(encoding="utf-8")
    leaking = text.replace("建设规模: ", "建设规模: 联系人13912345678，", 1)
    assert leaking != text
    (folder / "项目.yaml").write_text(leaking, encoding="utf-8")
    generate(open_project(folder, TODAY), WHEN, only=["B06", "C07", "C08"])
    for path in (folder / "出件").rglob("*.docx"):
        from archivegen.render.office import extract_text

        assert "13912345678" not in extract_text(path.read_bytes(), ".docx"), path
