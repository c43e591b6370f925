"""The layout of Excel templates: tags, row and column loops, formulas that move, values that are cached.  Pure."""

from __future__ import annotations
