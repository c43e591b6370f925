"""归档: from states and signed scans to a closed archive.

The order of the verbs: ``find_records`` → ``assess`` → (``summarise``) → ``arrange`` → ``close_archive``.
"""

from __future__ import annotations

from archivegen.archive.arrange import ArchivedFile, arrange
from archivegen.archive.bundle import close_archive
from archivegen.archive.facts import describe_project, name_archive
from archivegen.archive.index import ArchiveFacts
from archivegen.archive.prerequisites import prerequisite_words
from archivegen.archive.records import Records, SourceFile, find_records
from archivegen.archive.state import ItemState, Prerequisite, Summary, Tally, assess, summarise
from archivegen.manifest import State

__all__ = [
    "ArchiveFacts",
    "ArchivedFile",
    "ItemState",
    "Prerequisite",
    "Records",
    "SourceFile",
    "State",
    "Summary",
    "Tally",
    "arrange",
    "assess",
    "close_archive",
    "describe_project",
    "find_records",
    "name_archive",
    "prerequisite_words",
    "summarise",
]
