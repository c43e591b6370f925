"""归档: from states and signed scans to a closed archive.

The order of the verbs: ``find_records`` → ``assess`` → (``summarise``) → ``arrange`` → ``close_archive``.  Each part of the
room is opened when somebody asks for its verb: a run that makes drafts looks for records and closes no archive.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from archivegen.archive.bundle import close_archive
    from archivegen.archive.completeness.index import ArchiveFacts
    from archivegen.archive.completeness.summary import Prerequisite, Summary, Tally, summarise
    from archivegen.archive.facts import describe_project, name_archive
    from archivegen.archive.filing.arrangement import arrange
    from archivegen.archive.filing.look import look_at
    from archivegen.archive.filing.metadata import make_order
    from archivegen.archive.filing.order import FilingOrder
    from archivegen.archive.filing.recovery import recover_register
    from archivegen.archive.filing.register import (
        REGISTER_NAME,
        Register,
        read_register,
        render_register,
        write_register,
    )
    from archivegen.archive.lists.words import tell_volumes
    from archivegen.archive.prerequisites import prerequisite_words
    from archivegen.archive.records import Records, SourceFile, find_records
    from archivegen.archive.scope import Scope, narrow, tell_scope
    from archivegen.archive.state import ItemState, assess
    from archivegen.archive.volume import ArchivedFile, Arrangement, FiledPaper, Volume
    from archivegen.manifest import State

__all__ = [
    "REGISTER_NAME",
    "ArchiveFacts",
    "ArchivedFile",
    "Arrangement",
    "FiledPaper",
    "FilingOrder",
    "ItemState",
    "Prerequisite",
    "Records",
    "Register",
    "Scope",
    "SourceFile",
    "State",
    "Summary",
    "Tally",
    "Volume",
    "arrange",
    "assess",
    "close_archive",
    "describe_project",
    "find_records",
    "look_at",
    "make_order",
    "name_archive",
    "narrow",
    "prerequisite_words",
    "read_register",
    "recover_register",
    "render_register",
    "summarise",
    "tell_scope",
    "tell_volumes",
    "write_register",
]

_HOMES = {
    "archivegen.archive.filing.arrangement": ("arrange",),
    "archivegen.archive.filing.order": ("FilingOrder",),
    "archivegen.archive.filing.look": ("look_at",),
    "archivegen.archive.filing.metadata": ("make_order",),
    "archivegen.archive.filing.recovery": ("recover_register",),
    "archivegen.archive.filing.register": (
        "REGISTER_NAME",
        "Register",
        "read_register",
        "render_register",
        "write_register",
    ),
    "archivegen.archive.bundle": ("close_archive",),
    "archivegen.archive.facts": ("describe_project", "name_archive"),
    "archivegen.archive.completeness.index": ("ArchiveFacts",),
    "archivegen.archive.lists.words": ("tell_volumes",),
    "archivegen.archive.prerequisites": ("prerequisite_words",),
    "archivegen.archive.records": ("Records", "SourceFile", "find_records"),
    "archivegen.archive.scope": ("Scope", "narrow", "tell_scope"),
    "archivegen.archive.state": ("ItemState", "assess"),
    "archivegen.archive.completeness.summary": ("Prerequisite", "Summary", "Tally", "summarise"),
    "archivegen.archive.volume": ("ArchivedFile", "Arrangement", "FiledPaper", "Volume"),
    "archivegen.manifest": ("State",),
}


def __getattr__(name: str) -> Any:
    home = next((module for module, names in _HOMES.items() if name in names), None)
    if home is None:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(home), name)
