"""Checks a bag (RFC 8493, versions 0.93 to 1.0) that anybody may have made, trusting only what lies on the disk."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from archivegen.findings import Place, Report, make_finding
from archivegen.manifest import INDEX_FOLDER, MANIFEST_NAME, Manifest, parse_manifest
from archivegen.verify.chain import JOURNAL_PATH, check_journal
from archivegen.verify.completeness import Contents, check_completeness
from archivegen.verify.content import ContentCheck
from archivegen.verify.indexes import check_indexes
from archivegen.verify.items import check_items
from archivegen.verify.properties import check_properties
from archivegen.verify.reading.fixity import Progress, Wanted, can_check, check_fixity, explain
from archivegen.verify.reading.paths import PathIndex, show
from archivegen.verify.reading.sidecar import check_sidecar
from archivegen.verify.reading.source import BLOCK, READ_ERRORS, DamagedError, Source, open_source
from archivegen.verify.reading.zipped import ZipSource
from archivegen.verify.tags.bag_info import Fields, check_info, find_oxum, read_info
from archivegen.verify.tags.declaration import LONGEST_DECLARATION, Declaration, parse_declaration
from archivegen.verify.tags.fetching import read_fetch
from archivegen.verify.tags.listing import Listing, match_manifest, read_listing
from archivegen.verify.tally import Tally

_ITEMS_FILE = f"data/{INDEX_FOLDER}/{MANIFEST_NAME}"
_LONGEST_ITEMS = 1 << 23
"""Octets of the 档案清单; about ten thousand papers."""
_WEAK = {"md5", "sha1"}
_SURELY_READ = 1 << 30
"""Files up to this size are read whatever Payload-Oxum says."""


@dataclass(frozen=True, slots=True)
class Verification:
    """What was checked and what was found; ``manifest`` is None for a bag that is not ours."""

    path: Path
    report: Report
    kind: str = ""
    """文件夹 or zip 文件, empty when nothing could be opened."""
    version: str = ""
    algorithms: tuple[str, ...] = ()
    files: int = 0
    octets: int = 0
    """Number of files and of octets in the payload."""
    manifest: Manifest | None = field(default=None, compare=False)
    fast: bool = False
    """Whether only presence and sizes were looked at, and no content."""
    journal_read: bool = False
    """Whether the bag holds its project's 过程记录."""
    is_bag: bool = True
    """False for what shows no sign of ever having been a bag."""

    @property
    def passed(self) -> bool:
        """Whether no error was found."""
        return not self.report.errors


def verify_bag(
    path: Path, progress: Progress | None = None, *, fast: bool = False, with_sidecar: bool = False
) -> Verification:
    """Check the bag at ``path``, a folder or a ZIP; nothing is raised for what is wrong with it, nothing is written.

    ``fast`` looks at names, sizes and tag files only and reads no payload: it finds what is lost, not what was changed.
    ``with_sidecar`` reads a ZIP once more as a whole and compares it with the ``.sha256`` beside it.
    """
    with open_source(path) as (source, findings):
        if source is None:
            return Verification(path, Tally(findings).report(), fast=fast)
        inspection = _Inspection(source, Tally(findings), fast=fast)
        if not source.refused:
            inspection.run(progress)
        if with_sidecar and source.kind == ZipSource.kind:
            inspection.tally.add(check_sidecar(path))
        payload = [octets for name, octets in source.files.items() if name.startswith("data/")]
        declaration = inspection.declaration
        return Verification(
            path=path,
            report=inspection.tally.report(),
            kind=source.kind,
            version="{}.{}".format(*declaration.version) if declaration else "",
            algorithms=tuple(sorted({listing.algorithm for listing in inspection.listings})),
            files=len(payload),
            octets=sum(payload),
            manifest=inspection.manifest,
            fast=fast,
            journal_read=JOURNAL_PATH in source.files,
            is_bag=source.refused or looks_like_bag(source.files),
        )


def looks_like_bag(paths: dict[str, int]) -> bool:
    """Whether there is a declaration or a manifest, at the top or one folder below."""
    return any(
        path.count("/") <= 1 and (name == "bagit.txt" or match_manifest(name) is not None)
        for path in paths
        if (name := path.rsplit("/", 1)[-1]).endswith(".txt")
    )


class _Inspection:
    """One bag on the bench."""

    def __init__(self, source: Source, tally: Tally, *, fast: bool) -> None:
        self.source = source
        self.tally = tally
        self.fast = fast
        seems_ours = any(path.startswith(f"data/{INDEX_FOLDER}/") for path in source.files)
        self.index = PathIndex(source.files, ignores_case=not seems_ours)
        self.declaration: Declaration | None = None
        self.listings: list[Listing] = []
        self.info: Fields = []
        self.manifest: Manifest | None = None
        self.is_ours = False

    def report(self, code: str, where: str, **params: str | int) -> None:
        self.tally.add((make_finding(code, Place(show(where)), papers=(), **params),))

    def run(self, progress: Progress | None) -> None:
        """All checks in order; without a declaration nothing in the bag can be read for certain."""
        content = self.read_whole("bagit.txt", LONGEST_DECLARATION)
        if content is None:
            if "bagit.txt" not in self.source.files:
                self.report("V002", "bagit.txt")
            return
        self.declaration, found = parse_declaration(content)
        self.tally.add(found)
        if self.declaration is None:
            return
        self.read_listings(self.declaration)
        name = self.read_bag_info(self.declaration)
        self.read_items()
        promised = self.read_promised(self.declaration)
        contents = Contents(self.source, self.declaration, self.listings, promised, self.is_ours)
        self.tally.add(check_completeness(contents, self.index))
        self.tally.add(check_info(self.info, name, self.source.files, self.declaration))
        digests = self.read_contents(progress)
        if self.manifest is not None:
            self.check_archive(self.manifest, digests)
        if self.index.respelt:
            self.report("V023", ".", count=len(self.index.respelt))
        for written, own in sorted(self.index.recased.items()):
            self.report("V085", own, path=show(written), found=show(own))
        if self.fast:
            self.report("V009", ".")

    def read_contents(self, progress: Progress | None) -> dict[str, str]:
        """Read every file once, for its digests and for what is in it; the SHA-256 of those that the 档案清单 lists."""
        inside = ContentCheck(self.source, self.manifest, self.index)
        ours = self.find_ours()
        digests, found = check_fixity(
            self.source, list(self.choose_files(ours)), lambda path: self.look_up(path, ours), progress, inside.look
        )
        self.tally.add(found)
        self.tally.add_tally(inside.found)
        return digests

    def check_archive(self, manifest: Manifest, digests: dict[str, str]) -> None:
        """What only an archive of ours can be asked."""
        self.tally.add(check_items(manifest, Place(_ITEMS_FILE), self.source.files, digests))
        self.tally.add(check_properties(manifest, Place(_ITEMS_FILE)))
        self.tally.add(check_indexes(manifest, self.source, self.index))
        self.tally.add(check_journal(self.source))

    def read_blocks(self, path: str) -> Iterator[bytes | memoryview]:
        return self.source.blocks(path, bytearray(BLOCK))

    def read_whole(self, path: str, limit: int) -> bytes | None:
        """A short tag file's content; None when it is not there or cannot be read, which is reported."""
        if path not in self.source.files or path in self.source.unreadable:
            return None
        try:
            if self.source.files[path] > limit:
                raise DamagedError(f"有 {self.source.files[path]:,} 字节，不像是这样的文件")
            return b"".join(bytes(block) for block in self.read_blocks(path))
        except READ_ERRORS as error:
            self.report("V022", path, reason=explain(error))
            return None

    def read_listings(self, declaration: Declaration) -> None:
        for name in sorted(self.source.files):
            names = match_manifest(name)
            if names is None or name in self.source.unreadable:
                continue
            written, algorithm = names
            if not can_check(algorithm):
                self.report("V024", name, algorithm=show(written))
                continue
            self.check_manifest_name(name, written, algorithm, declaration)
            try:
                listing = read_listing(name, algorithm, self.read_blocks(name), declaration, self.index)
            except READ_ERRORS as error:
                self.report("V022", name, reason=explain(error))
                continue
            self.tally.add(listing.findings)
            self.listings.append(listing)
        payload = {listing.algorithm for listing in self.listings if not listing.is_tag}
        if not payload:
            self.report("V006", ".")
        elif payload <= _WEAK:
            self.report("V019", ".", algorithm="、".join(sorted(payload)))
        if not any(listing.is_tag for listing in self.listings):
            self.report("V017", ".")

    def check_manifest_name(self, name: str, written: str, algorithm: str, declaration: Declaration) -> None:
        if written == algorithm:
            return
        if declaration.is_final:
            self.report("V082", name, found=show(written), wanted=algorithm)
        else:
            self.report("V080", name, what=f"清单的文件名写成了“{show(written)}”，应为“{algorithm}”")

    def read_bag_info(self, declaration: Declaration) -> str:
        """Read bag-info.txt, before version 0.96 package-info.txt; its name."""
        name = "bag-info.txt" if "bag-info.txt" in self.source.files else "package-info.txt"
        if name in self.source.files and name not in self.source.unreadable:
            try:
                self.info, found = read_info(name, self.read_blocks(name), declaration)
                self.tally.add(found)
            except READ_ERRORS as error:
                self.report("V022", name, reason=explain(error))
        return name

    def read_promised(self, declaration: Declaration) -> dict[str, int]:
        """Paths that fetch.txt promises from elsewhere."""
        if "fetch.txt" not in self.source.files or "fetch.txt" in self.source.unreadable:
            return {}
        try:
            promised, found = read_fetch(self.read_blocks("fetch.txt"), declaration)
        except READ_ERRORS as error:
            self.report("V022", "fetch.txt", reason=explain(error))
            return {}
        self.tally.add(found)
        return promised

    def read_items(self) -> None:
        """Read the 档案清单, which every bag of ours has."""
        content = self.read_whole(_ITEMS_FILE, _LONGEST_ITEMS)
        if content is not None:
            self.manifest, found = parse_manifest(content, _ITEMS_FILE)
            self.tally.add(found)
        agent = next((value for label, value in self.info if label.lower() == "bag-software-agent"), "")
        self.is_ours = agent.startswith("archivegen") or any(
            path.startswith(f"data/{INDEX_FOLDER}/") for path in self.source.files
        )
        if self.is_ours and _ITEMS_FILE not in self.source.files:
            self.report("V008", ".", missing=_ITEMS_FILE)

    def find_ours(self) -> set[str]:
        """The files that the 档案清单 names."""
        items = self.manifest.items if self.manifest is not None else ()
        found = (self.index.find(f"data/{file.path}") for item in items for file in item.files)
        return {path for path in found if path is not None}

    def look_up(self, path: str, ours: set[str]) -> Wanted:
        """What is stated of a file."""
        stated = tuple(
            (listing.name, listing.algorithm, listing.digests[path])
            for listing in self.listings
            if path in listing.digests
        )
        return Wanted(path, stated, keep=path in ours)

    def choose_files(self, ours: set[str]) -> Iterator[str]:
        """Which files must be read."""
        oxum = find_oxum(self.info)
        most = None if oxum is None else max(oxum[0], _SURELY_READ)
        for path, octets in sorted(self.source.files.items()):
            in_payload = path.startswith("data/")
            is_listed = path in ours or any(path in listing.digests for listing in self.listings)
            if not is_listed or (self.fast and in_payload):
                continue
            if in_payload and most is not None and octets > most:
                self.report("V029", path, octets=f"{octets:,}")
                continue
            yield path
