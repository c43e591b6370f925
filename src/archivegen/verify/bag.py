"""Checks a bag (RFC 8493, versions 0.93 to 1.0) that anybody may have made, trusting only what lies on the disk."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from archivegen.findings import Finding, Place, Report, make_finding, sort_findings
from archivegen.manifest import INDEX_FOLDER, MANIFEST_NAME, Manifest, parse_manifest
from archivegen.verify.fixity import Digests, Progress, compute_digests, explain, read_small
from archivegen.verify.items import check_items
from archivegen.verify.paths import PathIndex, fold, show
from archivegen.verify.source import READ_ERRORS, Source, open_source
from archivegen.verify.tags import (
    DIGEST_LENGTHS,
    Declaration,
    Listing,
    parse_declaration,
    parse_fetch,
    parse_info,
    parse_listing,
)

_MAX_TAG_FILE = 1 << 28
_MANIFEST_FILE = re.compile(r"(tag)?manifest-([^/]+)\.txt")
_ITEMS_FILE = f"data/{INDEX_FOLDER}/{MANIFEST_NAME}"
_WEAK = {"md5", "sha1"}


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

    @property
    def passed(self) -> bool:
        """Whether no error was found."""
        return not self.report.errors


def verify_bag(path: Path, progress: Progress | None = None) -> Verification:
    """Check the bag at ``path``, a folder or a ZIP; nothing is raised for what is wrong with it, nothing is written."""
    with open_source(path) as (source, findings):
        if source is None:
            return Verification(path, sort_findings(findings))
        inspection = _Inspection(source, list(findings))
        if not source.refused:
            inspection.run(progress)
        payload = [octets for name, octets in source.files.items() if name.startswith("data/")]
        declaration = inspection.declaration
        return Verification(
            path=path,
            report=sort_findings(inspection.findings),
            kind=source.kind,
            version="{}.{}".format(*declaration.version) if declaration else "",
            algorithms=tuple(sorted({listing.algorithm for listing in inspection.listings})),
            files=len(payload),
            octets=sum(payload),
            manifest=inspection.manifest,
        )


class _Inspection:
    """One bag on the bench."""

    def __init__(self, source: Source, findings: list[Finding]) -> None:
        self.source = source
        self.findings = findings
        self.index = PathIndex(frozenset(source.files))
        self.declaration: Declaration | None = None
        self.listings: list[Listing] = []
        self.info: list[tuple[str, str]] = []
        self.manifest: Manifest | None = None
        self.digests: Digests = {}

    def report(self, code: str, where: str, **params: str | int) -> None:
        self.findings.append(make_finding(code, Place(show(where)), papers=(), **params))

    def run(self, progress: Progress | None) -> None:
        """All checks in order; without a declaration nothing in the bag can be read for certain."""
        content = self.read_small("bagit.txt")
        if content is None:
            if "bagit.txt" not in self.source.files:
                self.report("V002", "bagit.txt")
            return
        self.declaration, found = parse_declaration(content)
        self.findings += found
        if self.declaration is None:
            return
        self.read_listings(self.declaration)
        self.read_info(self.declaration)
        self.read_items()
        self.check_collisions()
        self.check_completeness(self.read_fetch(self.declaration), self.declaration)
        self.check_oxum()
        self.digests, found = compute_digests(self.source, self.wanted_digests(), progress)
        self.findings += found
        self.compare_digests()
        if self.manifest is not None:
            self.check_items(self.manifest)
        if self.index.respelt:
            self.report("V023", ".", count=len(self.index.respelt))

    def read_small(self, path: str) -> bytes | None:
        """A tag file's content; None when it is not there or cannot be read, which is reported."""
        if path not in self.source.files or path in self.source.unreadable:
            return None
        try:
            return read_small(self.source, path, _MAX_TAG_FILE)
        except READ_ERRORS as error:
            self.report("V022", path, reason=explain(error))
            return None

    def read_listings(self, declaration: Declaration) -> None:
        for name in sorted(self.source.files):
            match = _MANIFEST_FILE.fullmatch(name)
            if match is None:
                continue
            algorithm = match[2].lower().replace("-", "")
            if algorithm not in DIGEST_LENGTHS:
                self.report("V024", name, algorithm=match[2])
                continue
            content = self.read_small(name)
            if content is not None:
                listing = parse_listing(name, algorithm, content, declaration)
                self.findings += listing.findings
                self.listings.append(listing)
        payload = {listing.algorithm for listing in self.listings if not listing.is_tag}
        if not payload:
            self.report("V006", ".")
        elif payload <= _WEAK:
            self.report("V019", ".", algorithm="、".join(sorted(payload)))
        if not any(listing.is_tag for listing in self.listings):
            self.report("V017", ".")

    def read_info(self, declaration: Declaration) -> None:
        for name in ("bag-info.txt", "package-info.txt"):
            content = self.read_small(name)
            if content is not None:
                fields, found = parse_info(name, content, declaration)
                self.info += fields
                self.findings += found

    def read_fetch(self, declaration: Declaration) -> set[str]:
        """Paths that fetch.txt promises from elsewhere; those that are not there are reported."""
        content = self.read_small("fetch.txt")
        if content is None:
            return set()
        paths, found = parse_fetch(content, declaration)
        self.findings += found
        promised = {path for path in paths if path.startswith("data/") and self.index.find(path) is None}
        for path in sorted(promised):
            self.report("V034", "fetch.txt", path=show(path))
        if not found and not promised:
            self.report("V033", "fetch.txt")
        return promised

    def read_items(self) -> None:
        """Read the 档案清单, which every bag of ours has."""
        content = self.read_small(_ITEMS_FILE)
        if content is not None:
            self.manifest, found = parse_manifest(content, _ITEMS_FILE)
            self.findings += found
            return
        agent = next((value for label, value in self.info if label.lower() == "bag-software-agent"), "")
        is_ours = agent.startswith("archivegen") or any(
            path.startswith(f"data/{INDEX_FOLDER}/") for path in self.source.files
        )
        if is_ours and _ITEMS_FILE not in self.source.files:
            self.report("V008", ".", missing=_ITEMS_FILE)

    def check_collisions(self) -> None:
        seen: dict[str, str] = {}
        for path in sorted(self.source.files):
            other = seen.setdefault(fold(path), path)
            if other != path:
                self.report("V021", path, path=show(path), other=show(other))

    def check_completeness(self, promised: set[str], declaration: Declaration) -> None:
        """Everything listed is there, everything there is listed (RFC 8493 §3, «complete»)."""
        payload = {path for path in self.source.files if path.startswith("data/")}
        if not payload and not promised:
            self.report("V007", "data")
        for listing in self.listings:
            for path, line in listing.lines.items():
                if self.index.find(path) is None and path not in promised:
                    listing_place = Place(listing.name, line=line)
                    self.findings.append(make_finding("V013", listing_place, manifest=listing.name, path=show(path)))
        content = [listing for listing in self.listings if not listing.is_tag]
        if declaration.version >= (1, 0):
            for listing in content:
                self.report_unlisted("V014", payload - self.covered(listing), listing.name)
        elif content:
            self.report_unlisted("V014", payload.difference(*map(self.covered, content)), "任何一份清单")
        tags = [listing for listing in self.listings if listing.is_tag]
        if tags:
            own = {path for path in self.source.files if path.startswith("tagmanifest-")}
            loose = set(self.source.files) - payload - own
            # A bag of ours lists every tag file; others may leave some out.
            code = "V014" if self.manifest is not None else "V016"
            self.report_unlisted(code, loose.difference(*map(self.covered, tags)), "标签清单")

    def covered(self, listing: Listing) -> set[str]:
        """The files that a manifest lists."""
        return {found for path in listing.digests if (found := self.index.find(path)) is not None}

    def report_unlisted(self, code: str, paths: set[str], manifest: str) -> None:
        for path in sorted(paths):
            self.report(code, path, manifest=manifest)

    def check_oxum(self) -> None:
        values = [value for label, value in self.info if label.lower() == "payload-oxum"]
        for value in values:
            match = re.fullmatch(r"([0-9]{1,18})\.([0-9]{1,18})", value)
            if match is None:
                self.report("V031", "bag-info.txt", found=show(value)[:40])
                continue
            sizes = [octets for path, octets in self.source.files.items() if path.startswith("data/")]
            if (int(match[1]), int(match[2])) != (sum(sizes), len(sizes)):
                stated = {"octets": int(match[1]), "files": int(match[2])}
                self.report("V030", "bag-info.txt", **stated, found_octets=sum(sizes), found_files=len(sizes))

    def wanted_digests(self) -> dict[str, set[str]]:
        """Which files must be read, and with which algorithms."""
        wanted: dict[str, set[str]] = {}
        for listing in self.listings:
            for path in self.covered(listing):
                wanted.setdefault(path, set()).add(listing.algorithm)
        for item in self.manifest.items if self.manifest is not None else ():
            for file in item.files:
                found = self.index.find(f"data/{file.path}")
                if found is not None:
                    wanted.setdefault(found, set()).add("sha256")
        return wanted

    def compare_digests(self) -> None:
        for listing in self.listings:
            for path, digest in listing.digests.items():
                found = self.index.find(path)
                if found is not None and self.digests.get(found, {}).get(listing.algorithm, digest) != digest:
                    self.report("V015", found, manifest=listing.name)

    def check_items(self, manifest: Manifest) -> None:
        digests: Mapping[str, str] = {p: found["sha256"] for p, found in self.digests.items() if "sha256" in found}
        self.findings += check_items(manifest, Place(_ITEMS_FILE), self.source.files, digests)
