"""Exceptions that stop a run, and the exit codes promised to scripts.

A problem in the user's data is a :class:`~archivegen.findings.Finding` (a value, all shown at once).  What
stands here is the other kind of trouble: the tool cannot go on.
"""

from __future__ import annotations

from enum import IntEnum
from typing import ClassVar


class ExitCode(IntEnum):
    """Process exit codes; stable, see the architecture page §7."""

    DONE = 0
    FINDINGS = 1
    USAGE = 2
    PROJECT = 3
    PACK = 4
    TEMPLATE = 5
    OUTPUT = 6
    VERIFICATION = 7
    BUG = 70
    INTERRUPTED = 130


class ArchivegenError(Exception):
    """The tool cannot go on.  ``str(error)`` is a Chinese sentence that says what to do."""

    exit_code: ClassVar[ExitCode] = ExitCode.BUG


class ProjectError(ArchivegenError):
    """The project file or one of its tables cannot be read at all."""

    exit_code = ExitCode.PROJECT


class PackError(ArchivegenError):
    """The template pack is missing, unsafe, of a wrong version or broken."""

    exit_code = ExitCode.PACK


class TemplateError(ArchivegenError):
    """A template failed; the message names paper, template, place and word."""

    exit_code = ExitCode.TEMPLATE


class OutputError(ArchivegenError):
    """The output exists already, is not writable, is locked by another run, or the disk is full."""

    exit_code = ExitCode.OUTPUT


class ClusterError(ArchivegenError):
    """The computers that were to do the work cannot be reached, or are not fit for it."""

    exit_code = ExitCode.OUTPUT
