"""前台: the only room that prints, asks the clock, or exits."""

from __future__ import annotations

from archivegen.cli.desk import main

__all__ = ["main"]
