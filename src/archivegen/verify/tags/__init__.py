"""The tag files of a bag, read strictly (RFC 8493 §2)."""
