"""Many bags below one folder: found first, then checked one by one, each result given away before the next is made."""

from __future__ import annotations

import os
import stat
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from archivegen.disk import explain_refusal
from archivegen.findings import Finding, Place, make_finding
from archivegen.verify.bag import Verification, verify_bag
from archivegen.verify.reading.fixity import Progress
from archivegen.verify.reading.paths import is_system_file, show
from archivegen.verify.tags.listing import match_manifest
from archivegen.verify.tally import Tally


@dataclass(slots=True)
class Found:
    """What lies below a folder: ``bags`` are folders and ZIPs, ``unreadable`` folders and why nobody can look into them."""

    bags: list[Path] = field(default_factory=list)
    unreadable: list[tuple[Path, str]] = field(default_factory=list)


@dataclass(slots=True)
class Summary:
    """What came out, added up while it came."""

    passed: int = 0
    failed: int = 0
    octets: int = 0
    files: int = 0
    others: list[Path] = field(default_factory=list)
    """ZIPs that show no sign of being a bag."""
    bags_by_code: Counter[str] = field(default_factory=Counter)
    """In how many bags a code was found."""
    findings_by_code: Counter[str] = field(default_factory=Counter)
    samples: dict[str, Finding] = field(default_factory=dict)
    """The first finding of each code."""

    def add(self, result: Verification) -> None:
        """Count one result."""
        if not result.is_bag:
            self.others.append(result.path)
            return
        self.passed += result.passed
        self.failed += not result.passed
        self.octets += result.octets
        self.files += result.files
        codes = [finding.code for finding in result.report.findings]
        self.findings_by_code.update(codes)
        self.bags_by_code.update(set(codes))
        for finding in result.report.findings:
            self.samples.setdefault(finding.code, finding)


def holds_many(path: Path) -> bool:
    """Whether ``path`` is a folder that is no bag itself."""
    try:
        return path.is_dir() and not _is_bag_folder([entry.name for entry in os.scandir(path)])
    except OSError:
        return False


def find_bags(root: Path) -> Found:
    """All bags below ``root`` in the order of their names; a bag inside a bag is its content and not looked for.

    Links are not followed.  A folder that lost its declaration and still has a manifest counts: else whoever takes a bagit.txt away
    would make the bag invisible.
    """
    found = Found()
    waiting = [root]
    while waiting:
        folder = waiting.pop()
        try:
            with os.scandir(folder) as listing:
                entries = sorted(listing, key=lambda entry: entry.name)
        except OSError as error:
            found.unreadable.append((folder, explain_refusal(error)))
            continue
        if _is_bag_folder([entry.name for entry in entries]):
            found.bags.append(folder)
            continue
        below = []
        for entry in entries:
            mode = 0 if is_system_file(f"{entry.name}/") else _mode_of(entry)
            if stat.S_ISDIR(mode):
                below.append(folder / entry.name)
            elif stat.S_ISREG(mode) and entry.name.lower().endswith(".zip"):
                found.bags.append(folder / entry.name)
        waiting += reversed(below)
    found.bags.sort()
    return found


def verify_all(
    found: Found, progress: Progress | None = None, *, fast: bool = False, with_sidecar: bool = False
) -> Iterator[Verification]:
    """Check them one after the other; ``progress`` is called with the bags done and the bags in all.

    A folder that nobody can look into comes first, as a result that did not pass (V022).
    """
    for folder, reason in found.unreadable:
        finding = make_finding("V022", Place(show(folder.name) or "."), reason=reason)
        yield Verification(folder, Tally((finding,)).report(), fast=fast)
    for number, path in enumerate(found.bags, start=1):
        yield verify_bag(path, fast=fast, with_sidecar=with_sidecar)
        if progress is not None:
            progress(number, len(found.bags))


def _is_bag_folder(names: list[str]) -> bool:
    return "bagit.txt" in names or any(match_manifest(name) is not None for name in names)


def _mode_of(entry: os.DirEntry[str]) -> int:
    try:
        return entry.stat(follow_symlinks=False).st_mode
    except OSError:
        return 0
