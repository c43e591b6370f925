"""项目: the project file, its tables, the frozen facts, and every figure computed from them."""

from __future__ import annotations
