"""The house itself: what is generated is current, what is written is true."""

from __future__ import annotations

import datetime
import re

import pytest

from archivegen.errors import ExitCode
from archivegen.pack.load import load_pack
from archivegen.pipeline import open_project
from archivegen.project.schema import schema_text
from tests.conftest import ROOT
from tools.write_reference import PAGES

ANY_DAY = datetime.date(2026, 11, 20)
MANUAL = ROOT / "docs" / "用户手册.md"
READ = [*sorted(ROOT.glob("*.md")), *sorted((ROOT / "docs").rglob("*.md"))]
"""The pages that people read."""


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_reference_pages_are_current(page):
    assert page.read_text(encoding="utf-8") == PAGES[page](), "run make schemas"


def test_the_schema_is_current():
    assert (ROOT / "schemas" / "project.schema.json").read_text(encoding="utf-8") == schema_text(), "run make schemas"


def test_the_examples_of_the_reference_are_together_a_project_without_errors(make_project):
    from reference.project_file import join_examples  # tools.write_reference has put it on the path

    text = join_examples()
    folder = make_project(text)
    for photo in re.findall(r"照片/[^,}]+", text):
        (folder / photo).parent.mkdir(exist_ok=True)
        (folder / photo).write_bytes((ROOT / "tests" / "rules" / "faultless" / "照片.png").read_bytes())
    opened = open_project(folder, ANY_DAY)
    assert opened.valid, [str(finding) for finding in opened.report.findings]
    assert not opened.report.errors, [str(finding) for finding in opened.report.errors]


@pytest.mark.parametrize("page", READ, ids=lambda page: page.name)
def test_every_link_leads_somewhere(page):
    text = re.sub(r"```.*?```|`[^`\n]*`", "", page.read_text(encoding="utf-8"), flags=re.DOTALL)
    for target in re.findall(r"\]\(([^)\s]+)\)", text):
        if re.match(r"https?:", target):
            continue
        file, _, heading = target.partition("#")
        found = (page.parent / file) if file else page
        assert found.exists(), target
        if heading:
            headings = re.findall(r"^#+ (.+)$", found.read_text(encoding="utf-8"), flags=re.MULTILINE)
            assert heading in {_anchor(title) for title in headings}, target


def _anchor(title: str) -> str:
    """The anchor that GitHub and Gitee give a heading."""
    return re.sub(r"[^\w\- ]", "", title.strip().lower()).replace(" ", "-")


def test_the_manual_knows_every_command_and_every_exit_code(run_cli):
    manual = MANUAL.read_text(encoding="utf-8")
    commands = re.findall(r"^  ([a-z]+) ", run_cli("--help").out.split("命令:")[1], flags=re.MULTILINE)
    assert len(commands) >= 8
    assert [name for name in commands if f"archivegen {name}" not in manual] == []
    assert [code for code in ExitCode if f"| {code.value} |" not in manual] == []


def test_pictures_are_small_enough_to_clone():
    assert [p.name for p in (ROOT / "docs" / "images").glob("*") if p.stat().st_size > 120_000] == []


def test_the_gallery_shows_every_paper():
    page = (ROOT / "docs" / "材料图册.md").read_text(encoding="utf-8")
    for document in load_pack().catalogue.documents:
        assert f"(gallery/{document.code}.png)" in page, document.code


def test_the_architecture_page_names_every_module():
    page = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
    modules = {path.stem for path in (ROOT / "src").rglob("*.py")} - {"__init__", "__main__"}
    assert [name for name in sorted(modules) if not re.search(rf"\b{name}\b", page)] == []
