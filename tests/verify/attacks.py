"""What somebody may do to a bag of ours; each attack is named, and has the code that notices it."""

from __future__ import annotations

import io
import unicodedata
import zipfile
from collections.abc import Callable
from typing import NamedTuple

from tests.formats.files_by_hand import make_docx, make_pdf
from tests.verify.our_bag import JOURNAL, LIST_OF_PAPERS, LOG, PLAN, list_papers, seal

Files = dict[str, bytes]


class Attack(NamedTuple):
    """A change of the files, and one code that must be among what is found."""

    name: str
    code: str
    change: Callable[[Files], Files]


def _flip(path: str, position: int = -1) -> Callable[[Files], Files]:
    def change(files: Files) -> Files:
        content = bytearray(files[path])
        content[position] ^= 1
        return {**files, path: bytes(content)}

    return change


def _put(path: str, content: bytes) -> Callable[[Files], Files]:
    return lambda files: {**files, path: content}


def _without(files: Files, path: str) -> Files:
    return {name: content for name, content in files.items() if name != path}


def _exchange(suffix: str, content: bytes) -> Callable[[Files], Files]:
    """Another file in the place of the log, and everything that lists it edited to match."""

    def change(files: Files) -> Files:
        files = _without(files, LOG)
        other = LOG.removesuffix(".pdf") + suffix
        files[LIST_OF_PAPERS] = files[LIST_OF_PAPERS].replace(LOG.encode()[5:], other.encode()[5:])
        return seal(list_papers({**files, other: content}))

    return change


def _nest(depth: int) -> bytes:
    """A ZIP of ZIPs of zeros."""
    content = bytes(1_000_000)
    for _ in range(depth):
        package = io.BytesIO()
        with zipfile.ZipFile(package, "w", zipfile.ZIP_DEFLATED) as opened:
            for number in range(10):
                opened.writestr(f"{number}.zip", content)
        content = package.getvalue()
    return content


SCRIPT = b"/OpenAction<</S/JavaScript/JS(app.alert\\(1\\))>>"
FORGED = b"%PDF-1.4 forged"
UPPER = LOG.replace(".pdf", ".PDF")
FIRST, SECOND = (unicodedata.normalize(form, "data/03_实施/Zoé.pdf") for form in ("NFC", "NFD"))

ATTACKS = [
    Attack("one-bit-of-a-scan", "V015", _flip(LOG)),
    Attack("one-bit-of-the-list-of-papers", "V015", _flip(LIST_OF_PAPERS, 40)),
    Attack("one-bit-of-the-journal", "V015", _flip(JOURNAL, 5)),
    Attack("one-bit-of-a-digest", "V015", _flip("manifest-sha256.txt", 3)),
    Attack("one-bit-of-the-index-page", "V015", _flip("index.html")),
    Attack("one-byte-more", "V030", lambda f: {**f, LOG: f[LOG] + b" "}),
    Attack("one-byte-less", "V056", lambda f: {**f, LOG: f[LOG][:-1]}),
    Attack("file-added", "V014", _put("data/03_实施/多出.pdf", FORGED)),
    Attack("file-added-to-the-indexes", "V014", _put("data/00_索引/多出.pdf", FORGED)),
    Attack("tag-file-added", "V014", _put("读我.txt", b"?")),
    Attack("file-removed", "V013", lambda f: _without(f, LOG)),
    Attack("list-of-papers-removed", "V008", lambda f: seal(_without(f, LIST_OF_PAPERS))),
    Attack("file-renamed", "V055", lambda f: {**_without(f, LOG), LOG.replace("C18_01", "C18_02"): f[LOG]}),
    Attack("files-swapped", "V015", lambda f: {**f, LOG: f[PLAN], PLAN: f[LOG]}),
    Attack("manifest-edited-to-match", "V015", lambda f: seal({**f, LOG: FORGED}, tags=False)),
    Attack("tag-manifest-edited-to-match", "V056", lambda f: seal({**f, LOG: FORGED})),
    Attack("file-added-and-listed", "V057", lambda f: seal({**f, "data/03_实施/多出.pdf": FORGED})),
    Attack("file-removed-and-unlisted", "V055", lambda f: seal(_without(f, LOG))),
    Attack("list-of-papers-edited-to-match", "V015", lambda f: list_papers({**f, LOG: FORGED})),
    Attack("journal-line-removed", "V015", lambda f: {**f, JOURNAL: f[JOURNAL].split(b"\n", 1)[1]}),
    Attack("index-page-of-another", "V015", _put("index.html", b"<script>alert(1)</script>")),
    Attack(
        "page-of-another-and-tag-manifest-gone",
        "V017",
        lambda f: _without({**f, "index.html": b"<script>"}, "tagmanifest-sha256.txt"),
    ),
    Attack("scan-with-a-script", "V065", _exchange(".pdf", make_pdf(catalog=SCRIPT))),
    Attack("letter-with-a-macro", "V064", _exchange(".docx", make_docx({"word/vbaProject.bin": b"x"}))),
    Attack("bomb-of-zips-as-a-paper", "V061", _exchange(".zip", _nest(4))),
    Attack("names-that-differ-in-case", "V021", lambda f: seal({**f, UPPER: f[LOG]})),
    Attack("names-that-differ-in-composition", "V021", lambda f: seal({**f, FIRST: b"1", SECOND: b"2"})),
    Attack("declaration-of-a-megabyte", "V022", _put("bagit.txt", b"BagIt-Version: 1.0\n" + b" " * (1 << 20))),
    Attack("manifest-line-without-end", "V010", _put("manifest-sha256.txt", b"0" * (1 << 17))),
    Attack(
        "manifest-that-leads-out",
        "V012",
        lambda f: {**f, "manifest-sha256.txt": f["manifest-sha256.txt"] + b"0" * 64 + b"  ../../x\n"},
    ),
    Attack("list-of-papers-of-ten-megabytes", "V022", lambda f: {**f, LIST_OF_PAPERS: b"[" * 10_000_000}),
    Attack("list-of-papers-nested-without-end", "V050", lambda f: seal({**f, LIST_OF_PAPERS: b"[" * 100_000})),
]
