"""模板包: the list of papers, the rules' parameters and the templates; data only."""

from __future__ import annotations
