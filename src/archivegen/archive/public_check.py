"""The proof that a public part holds nothing that must not be published, and the report of it (公开审查报告)."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from pathlib import Path

from archivegen.archive.completeness.index import ArchiveFacts
from archivegen.archive.completeness.table import Table
from archivegen.archive.completeness.workbook import render_tables
from archivegen.archive.volume import ArchivedFile
from archivegen.errors import ArchivegenError, ExitCode, OutputError
from archivegen.findings import Finding, sort_findings
from archivegen.manifest import INDEX_FOLDER
from archivegen.privacy import Review, Reviewer

FORMAT = "archivegen/公开审查报告/1"
REPORT = f"data/{INDEX_FOLDER}/公开审查报告"
_CLEAN = "机器能读出的文字里没有发现不宜公开的内容"
_LOOKED_FOR = (
    ("身份证号码", "18位和15位，按省份、出生日期和校验位识别；全角、分组、一格一字、跨行的也算"),
    ("银行卡号或账号", "按开头、位数和校验位识别；本项目人员的账号不论能否校验，逐个比对"),
    ("手机号码", "按号段和位数识别"),
    ("个人的人员类别", "类别词与本项目人员的姓名写在同一行、相距不远的"),
)
_READ = "正文、表格（含隐藏的表和行）、页眉页脚、批注和修订、文档属性、内嵌文件、PDF 文字层和书签、图片附加信息、文件名、索引和清单"


class PublicLeakError(ArchivegenError):
    """The public part was not written: something in it must not be published, or could not be read."""

    exit_code = ExitCode.FINDINGS

    def __init__(self, findings: tuple[Finding, ...]) -> None:
        super().__init__(
            f"公开部分里有 {len(findings)} 处不宜公开或无法审查的内容，没有生成档案包。请逐条处理后重新运行。"
        )
        self.findings = findings


class PublicGuard:
    """Reads everything that goes into a public part; a :class:`~archivegen.archive.bag.write.Guard`."""

    def __init__(self, reviewer: Reviewer, facts: ArchiveFacts) -> None:
        self._reviewer = reviewer
        self._facts = facts
        self._read: dict[str, str] = {}

    @property
    def unseen(self) -> int:
        """How many files have pages or pictures that only a person can judge."""
        return len(self._reviewer.review.unseen)

    def read_records(self, files: Sequence[ArchivedFile], drafts: Mapping[str, Path]) -> None:
        """Read the records before anything is written; ``drafts`` by key, for scans that have no text."""
        for file in files:
            self._read[file.path] = _digest(file.source.path)
            self._reviewer.read_record(file.path, file.key, file.source.path, drafts.get(file.key))

    def read_books(self, books: Sequence[ArchivedFile]) -> None:
        """Read merged PDFs; their pages are those of the records and are not counted again."""
        for book in books:
            self._read[book.path] = _digest(book.source.path)
            self._reviewer.read_copy(book.path, book.source.path)

    def read_made(self, path: str, content: bytes) -> None:
        """Read a file that was made for the bag."""
        self._reviewer.read_made(path.removeprefix("data/"), content)

    def conclude(self) -> None:
        """Raise :class:`PublicLeakError` when anything was found."""
        if self._reviewer.review.findings:
            raise PublicLeakError(sort_findings(self._reviewer.review.findings).findings)

    def check_stored(self, path: str, sha256: str) -> None:
        """Raise ``OutputError`` when what went into the bag is not what was read."""
        if self._read.get(path) != sha256:
            raise OutputError(
                f"“{path}”在审查之后被改动了，没有生成档案包。请关闭打开它的程序（如 WPS），然后重新运行。"
            )

    def make_reports(self) -> dict[str, bytes]:
        """公开审查报告 as JSON and as a workbook to be signed, of what was read until now."""
        review = self._reviewer.review
        tables = (_table_review(review, self._facts), _table_unseen(review))
        return {
            f"{REPORT}.json": _render_json(review, self._facts),
            f"{REPORT}.xlsx": render_tables(tables, self._facts, "公开审查报告"),
        }


def _digest(path: Path) -> str:
    """SHA-256 of a file; empty when it cannot be read, which the review reports."""
    try:
        with path.open("rb") as handle:
            return hashlib.file_digest(handle, "sha256").hexdigest()
    except OSError:
        return ""


def _render_json(review: Review, facts: ArchiveFacts) -> bytes:
    document = {
        "格式": FORMAT,
        "项目名称": facts.project_name,
        "项目代码": facts.project_code,
        "审查日期": facts.closed_on.isoformat(),
        "软件版本": facts.tool_version,
        "结论": _CLEAN if not review.findings else "有不宜公开的内容",
        "没有收入的材料份数": facts.left_out,
        "读过的文件数": review.files,
        "读过的字数": review.characters,
        "代读的底稿数": review.drafts,
        "读了哪些地方": _READ,
        "查找的内容": [{"内容": what, "方法": how} for what, how in _LOOKED_FOR],
        "人工确认": [{"路径": path, "键": key, "页数": pages} for path, key, pages in review.unseen],
    }
    return (json.dumps(document, ensure_ascii=False, indent=1) + "\n").encode("utf-8", "backslashreplace")


def _table_review(review: Review, facts: ArchiveFacts) -> Table:
    pages = sum(unseen.pages for unseen in review.unseen)
    seen = (
        f"{len(review.unseen)} 个文件中的 {pages} 页（幅）是扫描件或图片，机器读不出或不能全部读出，见“人工确认”；"
        f"已代读其中 {review.drafts} 个文件的底稿，没有发现不宜公开的内容"
    )
    rows = [
        ("收录范围", facts.scope_note),
        ("机器审查结论", _CLEAN),
        ("须人工确认", seen if pages else "没有"),
        ("读过的文件", f"{review.files} 个，共 {review.characters} 个字"),
        ("读了哪些地方", _READ),
        *((f"查找：{what}", how) for what, how in _LOOKED_FOR),
        ("人工审查意见", "\n\n\n"),
        ("审查人（签字）", "\n"),
        ("审查日期", "\n"),
    ]
    return Table("审查结论", "档案公开审查报告", ("项目", "内容"), (22, 90), tuple(rows))


def _table_unseen(review: Review) -> Table:
    return Table(
        "人工确认",
        "须由人逐页看过的文件",
        ("序号", "文件", "页（幅）数", "可否公开", "审查人（签字）", "日期"),
        (6, 70, 11, 11, 16, 14),
        tuple((number, unseen.path, unseen.pages, "", "", "") for number, unseen in enumerate(review.unseen, start=1)),
    )
