"""出件: one entry and its words → the bytes of one Office file."""

from __future__ import annotations

from archivegen.render.drafts import Draft, DraftStatus, DraftStore, draft_paths
from archivegen.render.engine import render_entry

__all__ = ["Draft", "DraftStatus", "DraftStore", "draft_paths", "render_entry"]
