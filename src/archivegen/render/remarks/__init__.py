"""批注: a copy of a template with a remark at every wrong place, a comment in Word and a cell note in Excel."""

from __future__ import annotations

from archivegen.render.remarks.copies import annotate, clear_remarks, is_name_of_copy, write_copy

__all__ = ["annotate", "clear_remarks", "is_name_of_copy", "write_copy"]
