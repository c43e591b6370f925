"""The project file as a clerk writes it: YAML as text scalars with line numbers, every slip explained in Chinese."""

from __future__ import annotations

from archivegen.project.source.read import parse_source, read_source, to_plain

__all__ = ["parse_source", "read_source", "to_plain"]
