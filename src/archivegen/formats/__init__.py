"""What a file is, told by its bytes: kind, pages, encryption, scripts, macros, and whether it opens.

``examine`` looks into one open file; ``kinds`` says which files may be records at all.  Builder and inspector both stand on it.
"""

from __future__ import annotations

from archivegen.formats.examine import examine, examine_bytes
from archivegen.formats.facts import LOWEST_DPI, FileFacts

__all__ = ["LOWEST_DPI", "FileFacts", "examine", "examine_bytes"]
