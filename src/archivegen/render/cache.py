"""The cache of compiled templates, by the name that this room knows it under."""

from __future__ import annotations

from archivegen.compiled import VARIABLE, cache_folder, load_compiled

__all__ = ["VARIABLE", "cache_folder", "load_compiled"]
