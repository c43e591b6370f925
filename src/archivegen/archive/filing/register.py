"""档案编号.json: which number was issued to which paper.  It joins on the key and is never renumbered behind anybody's back.

The file lies beside the project file; a person may read it, only the program writes it.  ``bundle`` writes it before a bag takes its
place: a number without a bag does no harm, a bag whose numbers are not on record does.
"""

from __future__ import annotations

import contextlib
import json
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from archivegen.archive.volume import Kind
from archivegen.disk import explain_refusal
from archivegen.durable import sync_folder, write_synced
from archivegen.errors import OutputError

REGISTER_NAME = "档案编号.json"
_FORMAT = "archivegen/档案编号/1"


class IssuedVolume(NamedTuple):
    """A volume as it was opened: its ``term`` (保管期限) stands in its ``code`` (档号) and stays, whatever comes in later.

    ``group`` is the group of papers that it takes (分组, or the stage's name), of a box its category, year and institution.
    """

    number: int
    kind: Kind
    category: str
    group: str
    restricted: bool
    term: str
    code: str


class IssuedPaper(NamedTuple):
    """A number that was issued; code, title and stage are those of that day, for the time when the plan knows the paper no more.

    ``moved`` says why the number is empty when the paper got another one.
    """

    key: str
    code: str
    title: str
    stage: str
    volume: int
    number: int
    archival_code: str
    moved: str = ""


class Register(NamedTuple):
    """All numbers of one archive; ``fonds`` is the 全宗号 or its placeholder as the codes show it."""

    fonds: str = ""
    final: bool = False
    volumes: tuple[IssuedVolume, ...] = ()
    papers: tuple[IssuedPaper, ...] = ()

    def current(self) -> dict[str, IssuedPaper]:
        """Key → the number that the paper has now."""
        return {paper.key: paper for paper in self.papers if not paper.moved}

    def volume(self, number: int) -> IssuedVolume:
        """The volume of this number."""
        return next(volume for volume in self.volumes if volume.number == number)


def read_register(folder: Path) -> Register | None:
    """The project's register; None when there is none.

    Raises ``OutputError`` when it cannot be read or contradicts itself: going on would issue a number twice.
    """
    path = folder / REGISTER_NAME
    try:
        content = path.read_bytes()
    except FileNotFoundError:
        return None
    except OSError as error:
        raise OutputError(
            f"{path} 读不出来（{explain_refusal(error)}）。请检查读取权限、是否被其他程序占用。"
        ) from error
    try:
        register = _parse(json.loads(content.decode("utf-8")))
    except (ValueError, RecursionError) as error:
        problems = [_explain(error)]
    else:
        problems = list(list_contradictions(register))
        if not problems:
            return register
    raise OutputError(
        f"{path} 已损坏或被改动：{'；'.join(problems[:5])}{'等' if len(problems) > 5 else ''}。"
        "它记着已经编出的档号，没有它会重号，凡用到档号的都没有做。请从备份找回；找不回的，把它移走，"
        "程序会按“档案包”文件夹里最近一次的档案包重新登记。"
    )


def write_register(folder: Path, register: Register) -> bytes:
    """Write the register whole, on the disk when this returns; gives its bytes.  Raises ``OutputError``."""
    path, content = folder / REGISTER_NAME, render_register(register)
    with contextlib.suppress(OSError):
        if path.read_bytes() == content:
            return content
    place = path.with_name(f".{path.name}.写入中")
    try:
        write_synced(place, content)
        place.replace(path)
        sync_folder(folder)
    except OSError as error:
        with contextlib.suppress(OSError):
            place.unlink(missing_ok=True)
        raise OutputError(
            f"{path} 写不进去（{explain_refusal(error)}）。请处理后重新运行；原有的编号没有变动。"
        ) from error
    return content


def render_register(register: Register) -> bytes:
    """The file's bytes; the same register gives the same bytes."""
    document = {
        "格式": _FORMAT,
        "说明": "已经编出的档号，由程序登记，请不要手改。",
        "编号状态": "正式" if register.final else "预编",
        "全宗号": register.fonds,
        "案卷": [_write(volume, _VOLUME) for volume in register.volumes],
        "材料": [_write(paper, _PAPER) for paper in register.papers],
    }
    return (json.dumps(document, ensure_ascii=False, indent=1) + "\n").encode("utf-8", "backslashreplace")


_VOLUME = {
    "number": "案卷号",
    "kind": "类型",
    "category": "类别",
    "group": "组",
    "restricted": "受限",
    "term": "保管期限",
    "code": "档号",
}
_PAPER = {
    "key": "键",
    "code": "代码",
    "title": "题名",
    "stage": "阶段",
    "volume": "案卷号",
    "number": "件号",
    "archival_code": "档号",
    "moved": "移出",
}


def _write(line: NamedTuple, labels: Mapping[str, str]) -> dict[str, Any]:
    return {label: getattr(line, name) for name, label in labels.items()}


def _parse(document: Any) -> Register:
    if not isinstance(document, dict) or document.get("格式") != _FORMAT:
        raise ValueError(f"“格式”应为 {_FORMAT}")
    state = document.get("编号状态")
    if state not in {"正式", "预编"}:
        raise ValueError("“编号状态”应为 正式 或 预编")
    return Register(
        _text(document, "全宗号"),
        state == "正式",
        tuple(
            IssuedVolume(**_read(line, _VOLUME, f"第 {n} 个案卷")) for n, line in enumerate(_lines(document, "案卷"), 1)
        ),
        tuple(
            IssuedPaper(**_read(line, _PAPER, f"第 {n} 条材料")) for n, line in enumerate(_lines(document, "材料"), 1)
        ),
    )


def _lines(document: dict[str, Any], label: str) -> list[Any]:
    lines = document.get(label)
    if not isinstance(lines, list):
        raise ValueError(f"“{label}”应为一个列表")
    return lines


def _read(line: Any, labels: Mapping[str, str], where: str) -> dict[str, Any]:
    if not isinstance(line, dict):
        raise ValueError(f"{where}应为一组字段")
    values: dict[str, Any] = {}
    for name, label in labels.items():
        if name in {"number", "volume"}:
            values[name] = _whole(line, label, where)
        elif name == "restricted":
            values[name] = line.get(label) is True
        else:
            values[name] = _text(line, label, where)
    if "kind" in values:
        if values["kind"] not in set(Kind):
            raise ValueError(f"{where}的“类型”应为 {'、'.join(Kind)} 之一")
        values["kind"] = Kind(values["kind"])
    return values


def _text(line: dict[str, Any], label: str, where: str = "") -> str:
    value = line.get(label)
    if not isinstance(value, str):
        raise ValueError(f"{where}的“{label}”应为文字" if where else f"“{label}”应为文字")
    return value


def _whole(line: dict[str, Any], label: str, where: str) -> int:
    value = line.get(label)
    if isinstance(value, bool) or not isinstance(value, int) or value < 1:
        raise ValueError(f"{where}的“{label}”应为从 1 起的整数")
    return value


def list_contradictions(register: Register) -> Iterator[str]:
    """What no run of ours writes: a number, a code or a paper twice, a paper without its volume."""
    volumes = {volume.number for volume in register.volumes}
    for what, values in (
        ("案卷号", [volume.number for volume in register.volumes]),
        ("件号", [f"{paper.volume}-{paper.number}" for paper in register.papers]),
        ("档号", [paper.archival_code for paper in register.papers]),
        ("键", [paper.key for paper in register.papers if not paper.moved]),
    ):
        yield from (f"{what}“{value}”出现了两次" for value, n in Counter[object](values).items() if n > 1)
    for paper in register.papers:
        if paper.volume not in volumes:
            yield f"“{paper.key}”所在的案卷 {paper.volume} 没有登记"


def _explain(error: Exception) -> str:
    if isinstance(error, UnicodeDecodeError):
        return "不是 UTF-8 文本"
    if isinstance(error, json.JSONDecodeError):
        return f"不是完整的 JSON（第 {error.lineno} 行）"
    return "嵌套太深" if isinstance(error, RecursionError) else str(error)
