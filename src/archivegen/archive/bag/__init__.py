"""The bag on the disk: its files, its digests, and how it takes the place of an older one (RFC 8493)."""
