"""过程记录.jsonl in an archive: nothing inside it was changed, and it says that the archive's papers were made (DA/T 70-2018, 2-5)."""

from __future__ import annotations

import io
from collections.abc import Iterator

from archivegen.findings import Finding, Place, make_finding
from archivegen.journal import JOURNAL_NAME, check_chain
from archivegen.manifest import INDEX_FOLDER
from archivegen.verify.reading.source import BLOCK, READ_ERRORS, Source

JOURNAL_PATH = f"data/{INDEX_FOLDER}/{JOURNAL_NAME}"
_LONGEST = 1 << 26
_WORDS = {"A032": "在这一行接不上前一行，前面的记录被改动、删除或插入过", "A034": "的这一行读不懂，不是系统写下的记录"}
"""A line that a power failure cut off (A033) is no breach."""


def check_journal(source: Source) -> Iterator[Finding]:
    """The chain of the log in the archive, where there is one; a log that cannot be read is reported by whoever hashes it."""
    size = source.files.get(JOURNAL_PATH)
    if size is None or JOURNAL_PATH in source.unreadable:
        return
    if size > _LONGEST:
        yield make_finding("V079", Place(JOURNAL_PATH), reason=f"有 {size:,} 字节，长得不正常")
        return
    try:
        content = b"".join(bytes(block) for block in source.blocks(JOURNAL_PATH, bytearray(BLOCK)))
    except READ_ERRORS:
        return
    events, findings = check_chain(JOURNAL_NAME, io.BytesIO(content))
    if content and not events:
        yield make_finding("V079", Place(JOURNAL_PATH), reason="里没有一条记录")
    for finding in findings:
        if finding.code in _WORDS:
            yield make_finding("V079", Place(JOURNAL_PATH, line=finding.place.line), reason=_WORDS[finding.code])
