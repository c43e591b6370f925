"""档案清单.json against what lies in the payload."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from archivegen.findings import Finding, Place, make_finding
from archivegen.manifest import (
    INDEX_FOLDER,
    RESTRICTED_FOLDER,
    SEALED_PATH,
    WHOLE,
    Manifest,
    ManifestFile,
    ManifestItem,
    State,
)
from archivegen.verify.reading.paths import PathIndex, show

_VOLUME = "案卷"


def check_items(
    manifest: Manifest, place: Place, sizes: Mapping[str, int], digests: Mapping[str, str]
) -> tuple[Finding, ...]:
    """Every file of every item is there and is what was archived, and nothing else is in the payload.

    ``sizes`` and ``digests`` (SHA-256) are by path in the bag, ``data/`` included; a file that could not be read has no
    digest and is reported elsewhere.
    """
    return (
        *_check_twins(manifest, place),
        *_check_numbers(manifest, place),
        *(finding for item in manifest.items for finding in _check_state(item, place, manifest.format)),
        *_check_files(manifest, place, sizes, digests),
    )


def _check_twins(manifest: Manifest, place: Place) -> Iterator[Finding]:
    for what, values in (
        ("键", [item.key for item in manifest.items]),
        ("件号", [_number_of(item) for item in manifest.items if item.number is not None]),
        ("案卷号", [volume.number for volume in manifest.volumes]),
        ("档号", [item.archival_code for item in manifest.items if item.archival_code]),
        ("文件", [file.path for item in manifest.items for file in item.files]),
    ):
        for value, times in Counter[object](values).items():
            if times > 1:
                yield make_finding("V052", place, what=what, value=value)


def _number_of(item: ManifestItem) -> object:
    """Volume and 件号; in format 1 the numbers ran through the whole archive."""
    return item.number if item.volume is None else f"{item.volume:03d}-{item.number:04d}"


def _check_numbers(manifest: Manifest, place: Place) -> Iterator[Finding]:
    """件号 run from 1 without a gap in every volume (domain §7-R, V-R01); a part of an archive shows only some of them.

    A paper that was taken out with a reason keeps its number and is no gap.  Letters filed by item may go on from the numbers of the
    office: their box begins where it begins.
    """
    if manifest.scope != WHOLE:
        return
    groups: dict[int | None, set[int]] = {}
    for item in manifest.items:
        if item.number is not None:
            groups.setdefault(item.volume, set()).add(item.number)
    boxes = {volume.number for volume in manifest.volumes if volume.kind != _VOLUME}
    for volume, numbers in groups.items():
        label = "" if volume is None else f"{volume:03d}-"
        first = min(numbers) if volume in boxes else 1
        for number in _find_gaps(numbers, first):
            yield make_finding("V053", place, number=f"{label}{number}")


def _find_gaps(numbers: set[int], first: int) -> list[int]:
    """The numbers that are lacking, at most as many as there are numbers: a forged one must not fill the report."""
    lacking: list[int] = []
    expected = first
    for number in sorted(numbers):
        while expected < number and len(lacking) <= len(numbers):
            lacking.append(expected)
            expected += 1
        expected = number + 1
    return lacking


def _check_state(item: ManifestItem, place: Place, version: int) -> Iterator[Finding]:
    complete = item.state is State.COMPLETE
    withdrawn = item.state is State.NOT_APPLICABLE and version > 1
    problems = [
        (complete and not item.files, "没有列出文件"),
        (complete and item.number is None and (version == 1 or item.archival_code != ""), "没有件号"),
        (not complete and bool(item.files), "列出了文件"),
        (not complete and item.number is not None and not withdrawn, "已经编了件号"),
        (item.state is State.NOT_APPLICABLE and not item.reason.strip(), "没有写明理由"),
    ]
    for is_wrong, problem in problems:
        if is_wrong:
            yield make_finding("V054", place, papers=(item.code,), key=item.key, state=item.state, problem=problem)


def _check_sealed(sealed: Sequence[ManifestFile], index: PathIndex, place: Place) -> Iterator[Finding]:
    """Sealed papers can be judged by whoever has the passphrase only: that is said, never passed over (DA/T 70-2018)."""
    path = f"data/{SEALED_PATH}"
    if index.find(path) is None:
        yield make_finding("V055", place, papers=(), key="封存的受限部分", path=show(SEALED_PATH))
    else:
        yield make_finding("V097", Place(show(path)), papers=(), count=len(sealed))


def _check_files(
    manifest: Manifest, place: Place, sizes: Mapping[str, int], digests: Mapping[str, str]
) -> Iterator[Finding]:
    index = PathIndex(frozenset(sizes))
    listed: set[str] = set()
    sealed = [file for item in manifest.items for file in item.files if file.sealed]
    if sealed:
        yield from _check_sealed(sealed, index, place)
        listed.add(index.find(f"data/{SEALED_PATH}") or "")
    for item in manifest.items:
        for file in item.files:
            if file.sealed:
                continue
            found = index.find(f"data/{file.path}")
            if found is None:
                yield make_finding("V055", place, papers=(item.code,), key=item.key, path=show(file.path))
                continue
            listed.add(found)
            if sizes[found] != file.size:
                yield make_finding("V056", Place(show(found)), papers=(item.code,), key=item.key, what="字节数")
            elif found in digests and digests[found] != file.sha256:
                yield make_finding("V056", Place(show(found)), papers=(item.code,), key=item.key, what="摘要")
    shelved = [volume for volume in manifest.volumes if volume.book and not (sealed and _is_restricted(volume.book))]
    books = {volume: index.find(f"data/{volume.book}") for volume in shelved}
    for volume, found in books.items():
        if found is None:
            yield make_finding("V055", place, key=volume.archival_code, path=show(volume.book))
    listed.update(found for found in books.values() if found is not None)
    yield from _find_strangers(sizes, listed)


def _is_restricted(path: str) -> bool:
    """Whether a payload file lies in the part that may be sealed."""
    return path.startswith(f"{RESTRICTED_FOLDER}/")


def _find_strangers(sizes: Mapping[str, int], listed: set[str]) -> Iterator[Finding]:
    for path in sorted(sizes):
        if path.startswith("data/") and path not in listed and not path.startswith(f"data/{INDEX_FOLDER}/"):
            yield make_finding("V057", Place(show(path)))
