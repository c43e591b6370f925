"""Whether a bag is complete (RFC 8493 §3): all that is listed is there, all that is there is listed, under names that last."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from archivegen.findings import Finding, Place, make_finding
from archivegen.verify.reading.paths import PathIndex, explain_awkward, find_collisions, is_system_file, show
from archivegen.verify.reading.source import Source
from archivegen.verify.tags.declaration import Declaration
from archivegen.verify.tags.listing import Listing


@dataclass(frozen=True, slots=True)
class Contents:
    """A bag as its tag files describe it; ``promised`` are the files of fetch.txt with their lines."""

    source: Source
    declaration: Declaration
    listings: Sequence[Listing]
    promised: Mapping[str, int]
    is_ours: bool


def check_completeness(contents: Contents, index: PathIndex) -> Iterator[Finding]:
    """Every check that needs no file to be read."""
    source = contents.source
    if not source.has_payload_folder and not any(path.startswith("data/") for path in source.files):
        yield make_finding("V007", Place("data"))
    absent = {path: line for path, line in contents.promised.items() if index.find(path) is None}
    for listing in contents.listings:
        for path, (line, _) in listing.missing.items():
            if path not in absent:
                yield make_finding("V013", Place(listing.name, line=line), manifest=listing.name, path=show(path))
    yield from _check_fetch(contents, absent, index)
    yield from _check_payload(contents)
    yield from _check_tags(contents)
    yield from _check_names(contents)


def _check_fetch(contents: Contents, absent: Mapping[str, int], index: PathIndex) -> Iterator[Finding]:
    for path, line in absent.items():
        if path.startswith("data/"):
            yield make_finding("V034", Place("fetch.txt", line=line), path=show(path))
    if contents.promised and not absent:
        yield make_finding("V033", Place("fetch.txt"))
    if contents.declaration.is_final:
        for path, line in contents.promised.items():
            found = index.find(path)
            for listing in _payload_listings(contents):
                if (path not in listing.missing) if found is None else (found not in listing.digests):
                    problem = f"不在 {listing.name} 里"
                    yield make_finding("V036", Place("fetch.txt", line=line), path=show(path), problem=problem)


def _check_payload(contents: Contents) -> Iterator[Finding]:
    listings = _payload_listings(contents)
    if any(listing.cut_short for listing in listings):
        return
    if contents.declaration.is_final:
        for listing in listings:
            yield from _report_unlisted(contents, (listing,), "V014", listing.name)
    elif listings:
        yield from _report_unlisted(contents, listings, "V014", "任何一份清单")


def _report_unlisted(contents: Contents, listings: Sequence[Listing], code: str, manifest: str) -> Iterator[Finding]:
    for path in contents.source.files:
        if path.startswith("data/") and not any(path in listing.digests for listing in listings):
            yield make_finding(code, Place(show(path)), manifest=manifest)


def _check_tags(contents: Contents) -> Iterator[Finding]:
    """Tag manifests (§2.2.1): of every payload manifest, of no tag manifest, alike among themselves."""
    tags = [listing for listing in contents.listings if listing.is_tag]
    if not tags:
        return
    manifests = [listing.name for listing in _payload_listings(contents)]
    told: set[str] = set()
    if contents.declaration.is_final:
        for listing in tags:
            lacking = [name for name in manifests if name not in listing.digests and not listing.cut_short]
            told.update(lacking)
            wrong = [path for path in (*listing.digests, *listing.missing) if path.startswith("tagmanifest-")]
            for problem in (*(f"没有列入 {name}" for name in lacking), *(f"列入了 {show(path)}" for path in wrong)):
                yield make_finding("V058", Place(listing.name), problem=problem)
    loose = [
        path
        for path in contents.source.files
        if not path.startswith(("data/", "tagmanifest-"))
        and path not in told
        and not any(path in listing.digests for listing in tags)
    ]
    # A bag of ours lists every tag file; others may leave some out.
    for path in loose:
        yield make_finding("V014" if contents.is_ours else "V016", Place(show(path)), manifest="标签清单")
    if len({frozenset(listing.digests) for listing in tags}) > 1:
        yield make_finding("V059", Place("."), problem="几份标签清单列入的文件不一样")
    lacking_algorithms = {listing.algorithm for listing in _payload_listings(contents)} - {t.algorithm for t in tags}
    if lacking_algorithms:
        problem = f"内容清单用了 {'、'.join(sorted(lacking_algorithms))}，标签清单没有用"
        yield make_finding("V059", Place("."), problem=problem)


def _check_names(contents: Contents) -> Iterator[Finding]:
    """Names that make trouble elsewhere (§6.1): an error in an archive of ours, a remark on one of others."""
    files = contents.source.files
    for path, other in find_collisions(files):
        code = "V021" if contents.is_ours else "V081"
        yield make_finding(code, Place(show(path)), path=show(path), other=show(other))
    awkward = [path for path in files if explain_awkward(path)]
    if awkward:
        first = min(awkward)
        yield make_finding("V026", Place("."), count=len(awkward), path=show(first), reason=explain_awkward(first))
    yield from report_system_files(path for path in files if is_system_file(path))


def report_system_files(paths: Iterable[str]) -> Iterator[Finding]:
    """One finding for all files that an operating system left (V027)."""
    found = sorted(paths)
    if found:
        yield make_finding("V027", Place("."), count=len(found), path=show(found[0]))


def _payload_listings(contents: Contents) -> list[Listing]:
    return [listing for listing in contents.listings if not listing.is_tag]
