"""Tables and scans are read only from inside the project's folder."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from archivegen.findings import Place
from archivegen.project.tables.locate import locate_file
from archivegen.project.tables.rows import read_table, table_columns

ASKED = Place("项目.yaml", 31)


@pytest.fixture
def project(tmp_path: Path) -> Path:
    folder = tmp_path / "香水村"
    (folder / "数据").mkdir(parents=True)
    (folder / "数据/花名册.csv").write_text("姓名,工种\n张三,普工\n", encoding="utf-8")
    (tmp_path / "别人.csv").write_text("姓名,工种\n李四,普工\n", encoding="utf-8")
    return folder


@pytest.mark.parametrize(
    "reference",
    [
        "数据/花名册.csv",
        "数据\\花名册.csv",
        "./数据/花名册.csv",
        " 数据 / 花名册.csv ",
        "数据//花名册.csv",
        "数据/花名册.CSV",
    ],
)
def test_references_that_mean_the_file(project: Path, reference: str) -> None:
    assert locate_file(project, reference, ASKED) == (project / "数据/花名册.csv", ())


@pytest.mark.parametrize(
    "reference",
    [
        "../别人.csv", "数据/../../别人.csv", "数据\\..\\..\\别人.csv", "/etc/passwd", "\\\\server\\share\\花名册.csv",
        "C:\\数据\\花名册.csv", "C:花名册.csv", "file:///etc/passwd", "数据/花名册.csv:stream", "数据/花\0名册.csv",
    ],
)  # fmt: skip
def test_references_out_of_the_folder_are_refused(project: Path, reference: str) -> None:
    path, findings = locate_file(project, reference, ASKED)
    assert path is None
    assert [(f.code, f.place) for f in findings] == [("P040", ASKED)]


@pytest.mark.parametrize("link", ["别人.csv", "外面"])
def test_links_out_of_the_folder_are_refused(project: Path, link: str) -> None:
    target = project.parent / ("别人.csv" if link == "别人.csv" else "")
    os.symlink(target, project / "数据" / link)
    reference = "数据/别人.csv" if link == "别人.csv" else "数据/外面/别人.csv"
    path, findings = locate_file(project, reference, ASKED)
    assert path is None
    assert [f.code for f in findings] == ["P040"]


def test_a_link_inside_the_folder_is_followed(project: Path) -> None:
    os.symlink("花名册.csv", project / "数据/名册.csv")
    assert locate_file(project, "数据/名册.csv", ASKED)[1] == ()


@pytest.mark.parametrize(
    ("reference", "hint"),
    [
        ("数据/花名册.xlsx", "花名册.csv"),
        ("数据/花明册.csv", "花名册.csv"),
        ("数椐/花名册.csv", "“数据”"),
        ("资料/花名册.csv", "没有“资料”这个文件夹"),
        ("数据/考勤.pdf", "花名册.csv"),
    ],
)
def test_a_missing_file_names_what_is_there(project: Path, reference: str, hint: str) -> None:
    (project / "数据/~$花明册.csv").write_bytes(b"")
    path, (finding,) = locate_file(project, reference, ASKED)
    assert path is None
    assert finding.code == "P041"
    assert finding.place == ASKED
    assert hint in finding.message


@pytest.mark.parametrize("reference", ["数据", "", ".", "数据/"])
def test_a_folder_is_no_file(project: Path, reference: str) -> None:
    assert [f.code for f in locate_file(project, reference, ASKED)[1]] == ["P042"]


def test_names_composed_differently_are_the_same_name(project: Path) -> None:
    (project / "Cafe\u0301.csv").write_text("x", encoding="utf-8")
    assert locate_file(project, "caf\u00e9.csv", ASKED)[1] == ()


def test_a_hash_may_belong_to_the_name(project: Path) -> None:
    (project / "1#班.csv").write_text("姓名,工种\n王五,普工\n", encoding="utf-8")
    rows, findings = read_table(project, "1#班.csv", table_columns("务工人员"))
    assert findings == ()
    assert rows[0].values["姓名"] == "王五"


@pytest.mark.parametrize("text", ["无", "没有", " 暂无 "])
def test_a_word_for_nothing_is_no_file(project: Path, text: str) -> None:
    _, (finding,) = locate_file(project, text, ASKED)
    assert finding.code == "P041"
    assert "没有的，请删去这一行" in finding.message


def test_what_the_tool_lays_there_is_not_offered(tmp_path: Path) -> None:
    for name in ("项目.yaml", "项目.schema.json", "过程记录.jsonl", ".archivegen.lock", "花名册.xlsx"):
        (tmp_path / name).touch()
    _, (finding,) = locate_file(tmp_path, "完全不同", ASKED)
    assert "那里只有：花名册.xlsx。" in finding.message
