"""An installed copy needs no checkout: the pack, the wordings and the page are inside the wheel."""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from pathlib import Path

from tests.conftest import ROOT


def read_pack(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_an_installed_copy_makes_papers(tmp_path):
    build = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(tmp_path / "dist")]
    subprocess.run(build, cwd=ROOT, check=True, capture_output=True)
    [wheel] = (tmp_path / "dist").glob("*.whl")
    with zipfile.ZipFile(wheel) as package:
        names = package.namelist()
        package.extractall(tmp_path / "installed")
    assert "archivegen/py.typed" in names
    assert "archivegen/templates/catalogue.yaml" in names
    assert not [name for name in names if name.startswith(("tests/", "tools/", "samples/"))]
    environment = {**os.environ, "PYTHONPATH": str(tmp_path / "installed"), "PYTHONUTF8": "1"}
    probe = "import archivegen; print(archivegen.__file__)"

    def run(*arguments: str) -> str:
        command = [sys.executable, *arguments]
        done = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, encoding="utf-8")
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    assert run("-c", probe).startswith(str(tmp_path))
    run("-m", "archivegen", "new", "某村产业道路")
    with (tmp_path / "某村产业道路" / "项目.yaml").open("a", encoding="utf-8") as file:
        file.write("\n务工人员:\n  - {姓名: 何一, 工种: 普工}\n")
    run("-m", "archivegen", "generate", "某村产业道路", "--only", "C10", "--only", "C11")
    assert len(list((tmp_path / "某村产业道路" / "出件").rglob("*.docx"))) == 1
    assert len(list((tmp_path / "某村产业道路" / "出件").rglob("*.xlsx"))) == 2
    installed = tmp_path / "installed" / "archivegen" / "templates"
    assert read_pack(installed) == read_pack(ROOT / "templates")
    contract = next(installed.rglob("C11-劳动合同.docx"))
    assert "没有发现错处" in run("-m", "archivegen", "template", str(contract), "--no-copy")
