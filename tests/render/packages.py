"""Office packages taken apart and put together again, to draw what no library draws and to look at what came out."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import lru_cache
from io import BytesIO
from typing import Any
from xml.sax.saxutils import escape
from zipfile import ZIP_DEFLATED, ZipFile

from docx import Document
from lxml import etree

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
NAMESPACES = {
    "w": W,
    "r": R,
    "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
    "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
    "pic": "http://schemas.openxmlformats.org/drawingml/2006/picture",
    "v": "urn:schemas-microsoft-com:vml",
    "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
    "wps": "http://schemas.microsoft.com/office/word/2010/wordprocessingShape",
    "w14": "http://schemas.microsoft.com/office/word/2010/wordml",
    "o": "urn:schemas-microsoft-com:office:office",
}
_DECLARED = " ".join(f'xmlns:{prefix}="{uri}"' for prefix, uri in NAMESPACES.items())
_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_KINDS = "application/vnd.openxmlformats-officedocument.wordprocessingml"


def build(draw: Callable[[Any], object]) -> bytes:
    """A Word file drawn with python-docx."""
    document = Document()
    draw(document)
    target = BytesIO()
    document.save(target)
    return target.getvalue()


@lru_cache(maxsize=1)
def _blank() -> bytes:
    return build(lambda document: None)


def lines(*texts: str) -> bytes:
    """A Word file of these paragraphs."""
    return body("".join(p(escape(text)) for text in texts))


def table(*rows: tuple[str, ...]) -> bytes:
    """A Word file with one table."""

    return body(tbl(*(tr(*map(escape, row)) for row in rows), columns=max(map(len, rows))) + p(""))


def body(xml: str, **parts: str) -> bytes:
    """A Word file whose body is this XML; ``header=``, ``footer=``, ``footnotes=``, ``endnotes=`` hold further parts' XML."""
    references = "".join(
        f'<w:{kind}Reference w:type="default" r:id="rIdx{kind}"/>' for kind in ("header", "footer") if kind in parts
    )
    size = '<w:pgSz w:w="11906" w:h="16838"/>'
    document = f"<w:document {_DECLARED}><w:body>{xml}<w:sectPr>{references}{size}</w:sectPr></w:body></w:document>"
    changed = edit(_blank(), {"word/document.xml": lambda _: document.encode()})
    for kind, content in parts.items():
        root = {"header": "w:hdr", "footer": "w:ftr"}.get(kind, f"w:{kind}")
        part = f"<{root} {_DECLARED}>{content}</{root}>"
        changed = add_part(changed, part_name(kind), part.encode(), f"{_KINDS}.{kind}+xml", kind)
    return changed


def part_name(kind: str) -> str:
    """The name that Word gives to a part of this kind."""
    return f"word/{kind}.xml" if kind.endswith("s") else f"word/{kind}1.xml"


def add_part(package: bytes, name: str, content: bytes, content_type: str, relation: str) -> bytes:
    """The Word file with one more part that its document refers to as ``rIdx<relation>``."""
    override = f'<Override PartName="/{name}" ContentType="{content_type}"/></Types>'
    kind = relation if "://" in relation else f"{_RELATIONS}/{relation}"
    link = f'<Relationship Id="rIdx{relation.rsplit("/", 1)[-1]}" Type="{kind}" Target="/{name}"/></Relationships>'
    return edit(
        package,
        {
            "[Content_Types].xml": lambda old: old.replace(b"</Types>", override.encode()),
            "word/_rels/document.xml.rels": lambda old: old.replace(b"</Relationships>", link.encode()),
            name: lambda _: content,
        },
    )


def edit(package: bytes, changes: Mapping[str, Callable[[bytes], bytes]]) -> bytes:
    """The package with some members changed, or added (their function is given ``b""``)."""
    target = BytesIO()
    with ZipFile(BytesIO(package)) as source, ZipFile(target, "w", ZIP_DEFLATED) as changed:
        names = source.namelist()
        for name in [*names, *(name for name in changes if name not in names)]:
            content = source.read(name) if name in names else b""
            changed.writestr(name, changes[name](content) if name in changes else content)
    return target.getvalue()


def members(package: bytes) -> dict[str, bytes]:
    """The members of a package by name."""
    with ZipFile(BytesIO(package)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def tree(package: bytes, name: str = "word/document.xml") -> Any:
    """One XML part, parsed."""
    return etree.fromstring(members(package)[name])


def text_in(package: bytes, name: str = "word/document.xml") -> str:
    """Every ``w:t`` of a part, one paragraph a line."""
    root = tree(package, name)
    return "\n".join("".join(paragraph.itertext(f"{{{W}}}t")) for paragraph in root.iter(f"{{{W}}}p"))


def p(*texts: str, properties: str = "") -> str:
    """A paragraph of one run for each text."""
    return f"<w:p>{properties}{''.join(map(r, texts))}</w:p>"


def r(text: str, properties: str = "") -> str:
    """A run; ``text`` may hold entities, as XML writes them."""
    return f'<w:r>{properties}<w:t xml:space="preserve">{text}</w:t></w:r>'


def tbl(*rows: str, columns: int = 2) -> str:
    """A table of these rows."""
    grid = '<w:gridCol w:w="2000"/>' * columns
    return (
        f'<w:tbl><w:tblPr><w:tblW w:w="0" w:type="auto"/></w:tblPr><w:tblGrid>{grid}</w:tblGrid>{"".join(rows)}</w:tbl>'
    )


def tr(*cells: str) -> str:
    """A row; a cell is given by its content, or by the whole ``w:tc``."""
    return f"<w:tr>{''.join(cell if cell.startswith('<w:tc>') else tc(cell) for cell in cells)}</w:tr>"


def tc(content: str, properties: str = "") -> str:
    """A cell; a bare text becomes its paragraph."""
    inner = content if content.startswith("<") else p(content)
    return f'<w:tc><w:tcPr><w:tcW w:w="2000" w:type="dxa"/>{properties}</w:tcPr>{inner}</w:tc>'
