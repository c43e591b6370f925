"""One look into a file that is to be archived: how many pages it has, and what it is."""

from __future__ import annotations

from archivegen.archive.records import SourceFile
from archivegen.formats import examine


def look_at(source: SourceFile) -> tuple[int | None, str]:
    """Pages (None for Word, Excel and what cannot be counted) and format of a file.

    A file that cannot be read is told when it is archived; here nothing is known of it.
    """
    try:
        with source.path.open("rb", buffering=0) as handle:
            facts = examine(handle, source.path.suffix, source.path.stat().st_size)
    except OSError:
        return None, ""
    return facts.pages, facts.kind
