"""What a PDF is: pages, encryption, scripts, resolution, the claim to be PDF/A.

The usual file is read where its own tables point; the file whose tables are wrong is searched from its first octet to its last
(``pdf_rescue``) and called mended.  Nothing is run, drawn or unpacked beyond fixed limits.
"""

from __future__ import annotations

from archivegen.formats.facts import FileFacts
from archivegen.formats.pdf.claim import read_claim
from archivegen.formats.pdf.file import PdfFile
from archivegen.formats.pdf.pages import Pages, read_pages
from archivegen.formats.pdf.quick import Key, make_key, recall, remember
from archivegen.formats.pdf.rescue import rescue
from archivegen.formats.pdf.signs import Signs, find_signs
from archivegen.formats.reading import DamagedError, Slices

KIND = "PDF 文件"
_HEAD = 1024
"""A PDF may have up to this many octets of rubbish before its mark."""
UNREADABLE = (DamagedError, ValueError, TypeError, KeyError, IndexError, AttributeError, OverflowError, RecursionError)
"""What reading a file that means ill can raise, beside what its disk raises."""


def examine_pdf(slices: Slices) -> FileFacts:
    """Look into a PDF; raises only what its disk raises."""
    shift = slices.take(0, _HEAD).find(b"%PDF-")
    if shift < 0:
        return FileFacts(KIND, problem="开头没有 PDF 的标志")
    key = _make_key(slices.whole) if slices.whole is not None and shift == 0 else None
    if key is None:
        return _examine_plain(slices, shift)
    facts = recall(key)
    if facts is None:
        facts = _examine_plain(slices, shift)
        if not (facts.problem or facts.mended):
            remember(key, facts)
    return facts


def recall_pdf(content: bytes) -> FileFacts | None:
    """What a whole file is, when one that is built like it was read before; otherwise None."""
    key = _make_key(content)
    return None if key is None else recall(key)


def _make_key(content: bytes) -> Key | None:
    try:
        return make_key(content)
    except UNREADABLE:
        return None


def _examine_plain(slices: Slices, shift: int) -> FileFacts:
    """Read a file where its own tables point."""
    try:
        file = PdfFile(slices, shift)
        file.open_tables()
        return _describe(file)
    except UNREADABLE:
        return _examine_damaged(slices)


def _examine_damaged(slices: Slices) -> FileFacts:
    """Second look at a file that its own tables do not describe."""
    try:
        file = rescue(slices)
        return _describe(file)._replace(mended=True)
    except UNREADABLE as error:
        reason = str(error) if isinstance(error, DamagedError) else "结构混乱"
        return FileFacts(KIND, problem=reason)


def _describe(file: PdfFile) -> FileFacts:
    root = file.find_dict(file.trailer.get(b"/Root"))
    if b"/Encrypt" in file.trailer:
        return _describe_sealed(file)
    if not root:
        raise DamagedError("没有文档目录")
    pages = read_pages(file, root)
    if not pages.count:
        raise DamagedError("一页也没有")
    signs = find_signs(file, root, pages)
    claim, obstacles = ("", ()) if b"/Metadata" not in root else read_claim(file, root, pages, signs)
    return FileFacts(
        KIND,
        pages=pages.count,
        scripts=signs.scripts,
        embedded=signs.embedded,
        dpi=pages.dpi,
        archival=claim,
        obstacles=obstacles,
    )


def _describe_sealed(file: PdfFile) -> FileFacts:
    """An encrypted file: what can be read without its password."""
    try:
        root = file.find_dict(file.trailer.get(b"/Root"))
        pages = read_pages(file, root) if root else Pages()
        signs = find_signs(file, root, pages)
    except UNREADABLE:
        pages, signs = Pages(), Signs()
    return FileFacts(KIND, pages=pages.count or None, encrypted=True, scripts=signs.scripts, embedded=signs.embedded)
