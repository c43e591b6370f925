"""XML parts of a workbook: read without entities or network, written again as texts with gaps.

Whatever prefixes a program gave to the namespace of spreadsheets (``<x:row>``), here its elements have none; every other
prefix stays as it is, because attributes like ``mc:Ignorable`` name prefixes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from archivegen.errors import TemplateError

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_STRICT = "http://purl.oclc.org/ooxml/"
_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


class StrictFormError(TemplateError):
    """A workbook in the strict form of the standard, which hardly any program writes."""


def parse_part(content: bytes, member: str) -> Any:
    """The root element of a part; raises ``TemplateError`` for what is no XML or defines entities."""
    from lxml import etree

    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_comments=True, remove_pis=True
    )
    try:
        root = etree.fromstring(content, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise TemplateError(f"部件 {member} 的 XML 坏了") from error
    if root.getroottree().docinfo.doctype:
        raise TemplateError(f"部件 {member} 里有 DTD，可能被人动过手脚")
    if isinstance(root.tag, str) and root.tag.startswith("{" + _STRICT):
        raise StrictFormError("工作簿是“严格的 Open XML”格式，请另存为普通的 .xlsx")
    return root


def local_name(element: Any) -> str:
    """``row`` of ``<x:row>``."""
    return str(element.tag).rpartition("}")[2]


def children(element: Any, *names: str) -> Iterator[Any]:
    """The child elements with one of these names, whatever their prefix."""
    for child in element:
        if isinstance(child.tag, str) and local_name(child) in names:
            yield child


def first_child(element: Any, name: str) -> Any:
    """The first child element of this name, or None."""
    return next(children(element, name), None)


def escape(text: str) -> str:
    """A text between tags."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def quote(text: str) -> str:
    """The value of an attribute, within double quotes."""
    text = escape(text).replace('"', "&quot;")
    return text.replace("\n", "&#10;").replace("\t", "&#9;").replace("\r", "&#13;")


def drop_illegal(text: str) -> str:
    """A text without what no XML may hold."""
    return _ILLEGAL.sub("", text)


def tag_of(element: Any) -> str:
    """An element's name with its prefix, none for the namespace of spreadsheets."""
    namespace, _, name = element.tag.rpartition("}")
    return f"{element.prefix}:{name}" if element.prefix and namespace != "{" + MAIN else name


def open_tag(element: Any, *, without: tuple[str, ...] = (), root: bool = False, empty: bool = False) -> str:
    """``<c r="A1" s="3">``: the start of an element, with the namespaces that it declares."""
    pieces = ["<" + tag_of(element)]
    known = {} if root or element.getparent() is None else element.getparent().nsmap
    declared = {prefix: uri for prefix, uri in element.nsmap.items() if known.get(prefix) != uri}
    if MAIN in declared.values():
        declared = {prefix: uri for prefix, uri in declared.items() if uri != MAIN} | {None: MAIN}
    for prefix, uri in sorted(declared.items(), key=lambda pair: pair[0] or ""):
        pieces.append(f' xmlns:{prefix}="{quote(uri)}"' if prefix else f' xmlns="{quote(uri)}"')
    pieces += [f' {name}="{quote(value)}"' for name, value in list_attributes(element) if name not in without]
    return "".join(pieces) + ("/>" if empty else ">")


def list_attributes(element: Any) -> Iterator[tuple[str, str]]:
    """The attributes with their prefixes, in their order."""
    prefixes = {uri: prefix for prefix, uri in element.nsmap.items() if prefix}
    for key, value in element.attrib.items():
        namespace, _, name = key.rpartition("}")
        if not namespace:
            yield key, value
        elif namespace == "{http://www.w3.org/XML/1998/namespace":
            yield f"xml:{name}", value
        else:
            yield f"{prefixes[namespace[1:]]}:{name}", value


def write_element(element: Any) -> str:
    """An element as it stands."""
    inside = escape(element.text or "") + "".join(write_element(c) + escape(c.tail or "") for c in element)
    if not inside:
        return open_tag(element, empty=True)
    return f"{open_tag(element)}{inside}</{tag_of(element)}>"


def relation_id(element: Any, name: str = "id") -> str:
    """``r:id`` of an element."""
    return str(element.get(f"{{{RELATIONS}}}{name}", ""))
