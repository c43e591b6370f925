"""``项目.yaml`` and its tables → :class:`Project`, with every problem at its line or cell."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import Any, get_args

from pydantic import ValidationError

from archivegen.chinese import nearest
from archivegen.errors import ProjectError
from archivegen.findings import Finding, Place, Report, make_finding, sort_findings
from archivegen.project.fill import Rows, fill_tables
from archivegen.project.model import Project
from archivegen.project.source.lines import Lines
from archivegen.project.source.read import read_source, suggest_file, to_plain
from archivegen.project.values import Facts

PROJECT_FILE = "项目.yaml"
Path_ = tuple[str | int, ...]


@dataclass(frozen=True)
class LoadedProject:
    """What loading gives: the project when it is valid, and always the findings.

    ``lines`` has the line of a path such as ``("务工人员", 3, "姓名")``, ``tables`` the rows of the table that a list was read from.
    """

    folder: Path
    file: str
    project: Project | None
    report: Report
    lines: Lines = field(default_factory=Lines)
    tables: Mapping[Path_, Rows] = field(default_factory=dict)

    def place(self, *path: str | int) -> Place:
        """Where a fact stands, in its table or in the project file, or else the nearest group above it."""
        for length, index in enumerate(path):
            rows = self.tables.get(path[:length])
            if rows is not None and isinstance(index, int) and index < len(rows):
                return rows[index].place_of(path[length + 1 :])
        # A table knows its days by number, a YAML file by text.
        path = tuple(str(part) if before == "出勤" else part for before, part in zip(("", *path), path, strict=False))
        for length in range(len(path), -1, -1):
            if line := self.lines.get(path[:length]):
                return Place(self.file, line)
        return Place(self.file)


def find_project_file(path: Path) -> Path:
    """The project file of a folder or the file itself; raises ``ProjectError`` when there is none."""
    if path.is_dir():
        usual = path / PROJECT_FILE
        found = next((candidate for candidate in (usual, path / "项目.yml") if candidate.exists()), None)
        if found is None and suggest_file(usual):
            return usual  # reading it will name the file that was meant
        if found is None:
            raise ProjectError(
                f"“{path}”里没有 {PROJECT_FILE}。请进入项目文件夹再运行，或在命令后写上项目文件夹；"
                "新项目用 archivegen new 文件夹名 建立。"
            )
        return found
    if not path.exists():
        raise ProjectError(f"找不到“{path}”。请检查项目文件夹或 {PROJECT_FILE} 的路径。")
    return path


def load_project(path: Path) -> LoadedProject:
    """Load a project by its folder or its YAML file.

    Raises ``ProjectError`` only when there is no file to read; everything else is a finding.
    """
    file = find_project_file(path)
    folder, shown = file.parent, file.name
    tree, findings = read_source(file, shown)
    if tree is None:
        return LoadedProject(folder, shown, None, sort_findings(findings))
    data, lines = to_plain(tree)
    data = _drop_blanks(data)
    untabled = LoadedProject(folder, shown, None, Report(), lines)
    tables, trouble = fill_tables(data, folder, lambda path: untabled.place(*path))
    found = [*findings, *trouble]
    project: Project | None = None
    try:
        project = Project.model_validate(data)
    except ValidationError as error:
        found.extend(_translate(error, LoadedProject(folder, shown, None, Report(), lines, tables)))
    report = sort_findings(dict.fromkeys(found))  # three months of one spoilt workbook are one thing to mend
    return LoadedProject(folder, shown, None if report.errors else project, report, lines, tables)


def _drop_blanks(value: Any) -> Any:
    """A key without a value is a fact not yet known, as if the key were not there."""
    if isinstance(value, dict):
        return {
            key: item if isinstance(item, str) else _drop_blanks(item)
            for key, item in value.items()
            if not isinstance(item, str) or (item and not item.isspace())
        }
    if isinstance(value, list):
        return [_drop_blanks(item) for item in value]
    return value


def _translate(error: ValidationError, loaded: LoadedProject) -> Iterator[Finding]:
    for problem in error.errors():
        path = tuple(part for part in problem["loc"] if part != "[key]")
        place = loaded.place(*path)
        yield _explain(problem, path, place, in_table=place.file != loaded.file)


def _explain(problem: Any, path: Path_, place: Place, *, in_table: bool) -> Finding:
    key = _readable(path[-2:] if path and isinstance(path[-1], int) else path[-1:])
    found = problem.get("input")
    match problem["type"]:
        case "extra_forbidden":
            return _unknown_key(path, place)
        case "missing" if in_table:
            return make_finding("P111", place, key=key)
        case "missing":
            return make_finding("P102", place, key=key, group=_readable(path[:-1]) or "文件")
        case "enum":
            return make_finding("P104", place, key=key, expected=_choices(path), found=_short(found))
        case "tuple_type" | "list_type":
            return make_finding("P105", place, key=key, found=_short(found))
        case "model_type" | "dict_type" | "model_attributes_type":
            return make_finding("P106", place, key=key, found=_short(found))
        case "string_too_short" | "too_short":
            return make_finding("P107", place, key=key)
        case "value_error":
            return make_finding("P103", place, key=key, problem=str(problem["ctx"]["error"]))
    return make_finding("P103", place, key=key, problem=f"现为“{_short(found)}”")


def _readable(path: Path_) -> str:
    """``("资金", 0, "金额")`` → ``资金第1项的金额``."""
    text = ""
    for part in path:
        if isinstance(part, int):
            text += f"第{part + 1}项"
        else:
            text += f"的{part}" if text else part
    return text


def _short(value: Any) -> str:
    if isinstance(value, dict):
        return "若干“键: 值”"
    if isinstance(value, list | tuple):
        return "一个列表"
    text = str(value)
    return (text if len(text) <= 40 else text[:40] + "……") or "（空）"


def _unknown_key(path: Path_, place: Place) -> Finding:
    key, group = str(path[-1]), _readable(path[:-1])
    model = _model_at(path[:-1])
    known = [str(f.alias) for f in model.model_fields.values()] if model else []
    if close := nearest(key, known):
        return make_finding("P101", place, key=key, nearest=close)
    if homes := sorted(_homes_of(key)):
        return make_finding("P108", place, key=key, home="”或“".join(homes), group=group or "文件最外层")
    return make_finding("P109", place, key=key, group=group or "文件最外层", known="、".join(known))


def _nested_model(annotation: Any) -> type[Facts] | None:
    for candidate in (annotation, *get_args(annotation)):
        if isinstance(candidate, type) and issubclass(candidate, Facts):
            return candidate
    return None


def _annotation_at(path: Path_) -> Any:
    annotation: Any = Project
    for part in path:
        if isinstance(part, int):
            continue
        model = _nested_model(annotation)
        fields = {f.alias: f.annotation for f in model.model_fields.values()} if model else {}
        annotation = fields.get(part)
    return annotation


def _model_at(path: Path_) -> type[Facts] | None:
    return _nested_model(_annotation_at(path))


def _choices(path: Path_) -> str:
    annotation = _annotation_at(path)
    for candidate in (annotation, *get_args(annotation)):
        if isinstance(candidate, type) and issubclass(candidate, StrEnum):
            return "、".join(candidate)
    return ""


def _homes_of(key: str) -> set[str]:
    """Top-level groups in which a key belongs: somebody lost the indentation."""
    homes = set()
    for top in Project.model_fields.values():
        model = _nested_model(top.annotation)
        if model and key in {f.alias for f in model.model_fields.values()}:
            homes.add(str(top.alias))
    return homes
