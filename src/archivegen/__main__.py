"""``python -m archivegen``."""

from __future__ import annotations

from archivegen.cli import main

main()
