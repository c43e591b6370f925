"""PDF files: a small reader of our own for the usual one, pypdf for the rest."""
