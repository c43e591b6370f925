"""A new project's folder, from the pack's ``starter`` folder."""

from __future__ import annotations

import shutil
from pathlib import Path

from archivegen.chinese import safe_file_name
from archivegen.disk import explain_refusal
from archivegen.errors import OutputError
from archivegen.pack.load import built_in_pack
from archivegen.project.schema import schema_text

EMPTY_FOLDERS = ("数据", "归档件")


def start_project(folder: Path, name: str, year: int) -> Path:
    """Make ``folder`` with a project file to start from, blank tables and the schema; gives the project file.

    Raises ``OutputError`` when the folder has something in it already or cannot be made.
    """
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise OutputError(f"“{folder}”已经存在，而且不是空文件夹。请换一个名字。")
    safe = safe_file_name(folder.name)
    if safe != folder.name:
        raise OutputError(f"“{folder.name}”在 Windows 上不能做文件夹名。可以写成“{safe}”；项目全称用 --name 写。")
    starter = built_in_pack() / "starter"
    text = (starter / "项目.yaml").read_text(encoding="utf-8")
    text = text.replace("{名称}", _quoted(name or folder.name)).replace("{年度}", str(year))
    stood = folder.exists()
    try:
        for empty in EMPTY_FOLDERS:
            (folder / empty).mkdir(parents=True, exist_ok=True)
        for table in sorted((starter / "数据").glob("*.xlsx")):
            shutil.copyfile(table, folder / "数据" / table.name)
        (folder / "项目.schema.json").write_text(schema_text(), encoding="utf-8")
        (folder / "项目.yaml").write_text(text, encoding="utf-8")
    except OSError as error:
        _clear(folder, stood=stood)
        raise OutputError(f"建不了“{folder}”：{explain_refusal(error)}。请处理后再运行，或换一个可以写入的位置。") from error
    except BaseException:
        _clear(folder, stood=stood)
        raise
    return folder / "项目.yaml"


def _clear(folder: Path, *, stood: bool) -> None:
    """Take back a folder that could not be filled; it was empty or not there."""
    shutil.rmtree(folder, ignore_errors=True)
    if stood:
        folder.mkdir(exist_ok=True)


def _quoted(name: str) -> str:
    """A name as a YAML text, whatever is in it."""
    escaped = name.replace("\\", "\\\\").replace('"', '\\"').replace("\n", " ")
    return f'"{escaped}"'
