"""``X.zip.sha256``: the digest of a whole ZIP, written beside it as ``sha256sum`` writes it."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from pathlib import Path

from archivegen.findings import Finding, Place, make_finding
from archivegen.verify.reading.fixity import explain
from archivegen.verify.reading.paths import show
from archivegen.verify.reading.source import BLOCK, READ_ERRORS

_LINE = re.compile(rb"([0-9A-Fa-f]{64}) [ *]([^\r\n]+)\r?\n?")
_LONGEST = 1 << 12


def check_sidecar(archive: Path) -> Iterator[Finding]:
    """Compare a ZIP with the digest beside it (V083); V084 when there is none that can be read."""
    sidecar = archive.with_name(archive.name + ".sha256")
    place = Place(show(sidecar.name))
    try:
        with sidecar.open("rb") as handle:
            match = _LINE.fullmatch(handle.read(_LONGEST))
        if match is None or match[2].decode("utf-8", "surrogateescape") != archive.name:
            yield make_finding("V084", place, problem=f"内容不是“64 位摘要、两个空格、{show(archive.name)}”这样的一行")
            return
        digest = hashlib.sha256()
        with archive.open("rb", buffering=0) as handle:
            while block := handle.read(BLOCK):
                digest.update(block)
    except READ_ERRORS as error:
        yield make_finding("V084", place, problem=f"读不出来（{explain(error)}）")
        return
    if digest.hexdigest() != match[1].decode().lower():
        yield make_finding("V083", Place(show(archive.name)), sidecar=show(sidecar.name))
