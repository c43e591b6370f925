"""Whether XML is well formed, without building anything of it."""

from __future__ import annotations

from collections.abc import Iterable
from xml.parsers import expat

from archivegen.formats.reading import DamagedError

_DEPTH = 2000
_SHORT = 1 << 20
"""XML up to this size cannot be nested so deep that memory would be felt."""


def check_xml(blocks: Iterable[bytes], size: int, name: str = "") -> None:
    """Read XML of ``size`` octets to its end; raises :class:`DamagedError`.

    Entities are refused, as they could grow without end, and in a part of a package (which has a ``name``) any document type.
    """
    parser = expat.ParserCreate()

    def refuse(*_: object) -> None:
        raise DamagedError(f"{name} 带有文档类型声明，不合规定" if name else "声明了实体，不去展开")

    if name:
        parser.StartDoctypeDeclHandler = refuse
    parser.EntityDeclHandler = refuse
    if size > _SHORT:
        _watch_depth(parser)
    try:
        for block in blocks:
            parser.Parse(block, False)
        parser.Parse(b"", True)
    except (expat.ExpatError, LookupError) as error:
        raise DamagedError(f"{name} 不是完整的 XML".lstrip()) from error
    except ValueError as error:
        if isinstance(error, DamagedError):
            raise
        raise DamagedError(f"{name} 不是完整的 XML".lstrip()) from error


def _watch_depth(parser: expat.XMLParserType) -> None:
    depth = 0

    def begin(*_: object) -> None:
        nonlocal depth
        depth += 1
        if depth > _DEPTH:
            raise DamagedError("XML 嵌套太深")

    def end(_: str) -> None:
        nonlocal depth
        depth -= 1

    parser.StartElementHandler, parser.EndElementHandler = begin, end
