"""The files of a bag, in a folder or in a ZIP: found, opened and read once."""
