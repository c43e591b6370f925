"""Plain words for templates: what the project says, by subject; what the public and what a bank may see of it."""

from __future__ import annotations

from archivegen.project.words.bank import build_bank_words
from archivegen.project.words.public import build_public_words
from archivegen.project.words.sections import build_outline, build_words, complete_outline

__all__ = ["build_bank_words", "build_outline", "build_public_words", "build_words", "complete_outline"]
