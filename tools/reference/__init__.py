"""The reference pages under ``docs/`` that are read off the model, the headings, the codes and the words."""

from __future__ import annotations
