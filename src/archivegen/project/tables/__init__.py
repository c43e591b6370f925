"""The tables that a village keeps: xlsx, xls and csv as they are, read by their headings.

Two verbs: :func:`read_table` for lists (roster, site log …), :func:`read_attendance_grid` for the monthly sign-in sheet.
"""

from __future__ import annotations

from archivegen.project.tables.columns import Column, Kind, table_columns
from archivegen.project.tables.grid import read_attendance_grid
from archivegen.project.tables.grid_rows import GridRow
from archivegen.project.tables.rows import TableRow, read_table

__all__ = ["Column", "GridRow", "Kind", "TableRow", "read_attendance_grid", "read_table", "table_columns"]
