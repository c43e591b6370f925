"""Every kind of paper is what Word and Excel expect: by Microsoft's own validator, and by opening it in LibreOffice."""

from __future__ import annotations

import shutil
import subprocess
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import pypdf
import pytest

from archivegen.pipeline import bundle
from tests.conftest import ALL_SAMPLES, ROOT
from tests.made import WHEN, Made, make_sample
from tests.office_standard import judge
from tests.wage_projects import HEAD, PEOPLE, WORK, make

MOST_FILES_A_CALL = 100
"""LibreOffice drops the rest of a long list in silence."""


@pytest.fixture(scope="module")
def samples(tmp_path_factory) -> list[Made]:
    return [make_sample(name, tmp_path_factory.mktemp("standard")) for name in ALL_SAMPLES]


def first_and_last(made: Made) -> dict[str, list[Path]]:
    """Template → its first paper and its last: the longest rosters and the last worker are not like the first."""
    found: dict[str, list[Path]] = {}
    for entry in made.workspace.plan.entries:
        if entry.key in made.keys:
            papers = found.setdefault(entry.template.relative_to(made.workspace.pack.folder).as_posix(), [])
            papers[1:] = [made.path(entry.key)]
    return {template: list(dict.fromkeys(papers)) for template, papers in found.items()}


@pytest.fixture(scope="module")
def papers(samples, tmp_path_factory) -> list[Path]:
    settled = make(tmp_path_factory.mktemp("settled"), HEAD + PEOPLE + WORK)
    chosen = [first_and_last(made) for made in (*samples, settled)]
    templates = {path.relative_to(ROOT / "templates").as_posix() for path in (ROOT / "templates").glob("*/*.???x")}
    assert len(templates) >= 29
    assert {template for found in chosen for template in found} == templates
    return [path for found in chosen for kind in found.values() for path in kind]


def test_every_kind_of_paper_passes_microsofts_validator(papers):
    found = {path.name: errors for path, errors in judge(papers).items() if errors}
    assert not found


def test_every_kind_of_paper_opens_in_libreoffice(papers, tmp_path):
    staged = [tmp_path / f"{number:03d}{path.suffix}" for number, path in enumerate(papers)]
    for path, copy in zip(papers, staged, strict=True):
        shutil.copyfile(path, copy)
    for start in range(0, len(staged), MOST_FILES_A_CALL):
        convert(staged[start : start + MOST_FILES_A_CALL], tmp_path / "pdf")
    opened = {path.stem for path in (tmp_path / "pdf").glob("*.pdf") if pypdf.PdfReader(path).pages}
    lost = [path.name for path, copy in zip(papers, staged, strict=True) if copy.stem not in opened]
    assert not lost


def convert(files: list[Path], output: Path) -> None:
    profile = output.parent / "profile"
    command = ["soffice", f"-env:UserInstallation=file://{profile}", "--headless", "--convert-to", "pdf"]
    subprocess.run([*command, "--outdir", output, *files], check=True, capture_output=True, timeout=280)


def test_the_blank_tables_of_a_new_project_pass_too():
    tables = sorted((ROOT / "templates" / "starter" / "数据").glob("*.xlsx"))
    assert judge(tables) == {table: [] for table in tables}
    assert tables


def test_the_index_of_an_archive_passes_too(samples):
    made = bundle(samples[0].workspace, WHEN)
    index = made.path / "data" / "00_索引" / "资料清单完整性.xlsx"
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
