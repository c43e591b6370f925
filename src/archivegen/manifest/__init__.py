"""档案清单.json: the contract on disk between the room that builds an archive and the room that inspects it.

It lists the volumes, every line of the 应归档清单 with its state and metadata (domain §9.5), and for each complete paper its
files with their SHA-256.  Keys in the file are Chinese.  A reader passes over keys that it does not know, so that later versions
can add some; format 1 had no volumes and no metadata beyond the title, and is read for ever.
"""

from __future__ import annotations

from archivegen.manifest.document import parse_manifest, render_manifest
from archivegen.manifest.records import (
    INDEX_FOLDER,
    MANIFEST_NAME,
    RESTRICTED_FOLDER,
    SEALED_PATH,
    WHOLE,
    Audience,
    Manifest,
    ManifestFile,
    ManifestItem,
    ManifestVolume,
    Numbering,
    State,
)

__all__ = [
    "INDEX_FOLDER",
    "MANIFEST_NAME",
    "RESTRICTED_FOLDER",
    "SEALED_PATH",
    "WHOLE",
    "Audience",
    "Manifest",
    "ManifestFile",
    "ManifestItem",
    "ManifestVolume",
    "Numbering",
    "State",
    "parse_manifest",
    "render_manifest",
]
