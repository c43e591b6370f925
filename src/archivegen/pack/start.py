"""A new project's folder, from the pack's ``starter`` folder."""

from __future__ import annotations

import contextlib
import shutil
from pathlib import Path

from archivegen.chinese import safe_file_name
from archivegen.disk import explain_refusal
from archivegen.errors import OutputError
from archivegen.pack.load import built_in_pack
from archivegen.project.load import PROJECT_FILE
from archivegen.project.schema import schema_text

EMPTY_FOLDERS = ("数据", "归档件")
SCHEMA_FILE = "项目.schema.json"


def start_project(folder: Path, name: str, year: int) -> Path:
    """Make ``folder`` with a project file to start from, blank tables and the schema; gives the project file.

    Raises ``OutputError`` when the folder has something in it already or cannot be made.
    """
    called = folder.absolute().name
    safe = safe_file_name(called)
    if safe != called:
        raise OutputError(f"“{called}”在 Windows 上不能做文件夹名。可以写成“{safe}”；项目全称用 --name 写。")
    try:
        stood = folder.exists()
        if stood and (not folder.is_dir() or any(folder.iterdir())):
            raise OutputError(f"“{folder}”已经存在，而且不是空文件夹。请换一个名字。")
        _fill(folder, name or called, year, stood=stood)
    except OSError as error:
        raise OutputError(
            f"建不了“{folder}”：{explain_refusal(error)}。请处理后再运行，或换一个可以写入的位置。"
        ) from error
    return folder / PROJECT_FILE


def _fill(folder: Path, name: str, year: int, *, stood: bool) -> None:
    """Write everything or nothing; ``stood`` tells whether the (empty) folder was there before."""
    starter = built_in_pack() / "starter"
    text = (starter / PROJECT_FILE).read_text(encoding="utf-8")
    text = text.replace("{名称}", _quoted(name)).replace("{年度}", str(year))
    try:
        for empty in EMPTY_FOLDERS:
            (folder / empty).mkdir(parents=True, exist_ok=True)
        for table in sorted((starter / "数据").glob("*.xlsx")):
            shutil.copyfile(table, folder / "数据" / table.name)
        (folder / SCHEMA_FILE).write_text(schema_text(), encoding="utf-8")
        (folder / PROJECT_FILE).write_text(text, encoding="utf-8")
    except BaseException:
        for made in EMPTY_FOLDERS:
            shutil.rmtree(folder / made, ignore_errors=True)
        with contextlib.suppress(OSError):
            (folder / SCHEMA_FILE).unlink(missing_ok=True)
            (folder / PROJECT_FILE).unlink(missing_ok=True)
            if not stood:
                folder.rmdir()
        raise


def _quoted(name: str) -> str:
    """A name as a YAML text, whatever is in it."""
    escaped = name.replace("\\", "\\\\").replace('"', '\\"').replace("\n", " ")
    return f'"{escaped}"'
