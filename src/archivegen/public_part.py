"""What is asked before a part of an archive is closed: is the passphrase strong, may the public part go out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from archivegen.archive.completeness.index import ArchiveFacts
from archivegen.archive.public_check import PublicGuard
from archivegen.archive.volume import ArchivedFile
from archivegen.privacy import Reviewer, know_persons
from archivegen.sealing import PassphraseError, judge_passphrase
from archivegen.workspace import Workspace


def judge_wish(passphrase: str, workspace: Workspace) -> None:
    """Raise ``PassphraseError`` for a passphrase that the pack calls too weak; an empty one asks for no sealing."""
    privacy = workspace.pack.privacy
    problem = judge_passphrase(passphrase, privacy.shortest, privacy.kinds) if passphrase else ""
    if problem:
        raise PassphraseError(problem)


def read_public(
    workspace: Workspace, facts: ArchiveFacts, files: Sequence[ArchivedFile], drafts: Mapping[str, Path]
) -> PublicGuard:
    """A guard that has read the records already: what cannot go out stops the run before a byte is written.

    ``drafts`` by key are read for scans that have no text.  Raises ``PublicLeakError``.
    """
    privacy = workspace.pack.privacy
    guard = PublicGuard(Reviewer(know_persons(workspace.words), privacy.categories, privacy.reach), facts)
    guard.read_records(files, drafts)
    guard.conclude()
    return guard
