"""The completeness index: what it counts, as a page and as a workbook."""
