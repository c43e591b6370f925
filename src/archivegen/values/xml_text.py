"""Text as XML may hold it."""

from __future__ import annotations

import re
from html import escape

_NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")


def escape_xml(text: str) -> str:
    """``text`` for an element or an attribute: signs escaped, characters that no XML may hold dropped."""
    return escape(_NOT_IN_XML.sub("", text))
