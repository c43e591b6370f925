"""What an archive says of its volumes and of its carrier, as words for templates and as data."""
