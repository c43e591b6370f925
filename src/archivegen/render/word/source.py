"""From a tree of tokens to the Jinja source of a part: docxtpl's ``patch_xml`` turns its dialect into Jinja."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from archivegen.render.word.blocks import Block
from archivegen.render.word.marks import TOKEN, Mark, MarkedPart
from archivegen.render.word.numbering import CUT_FROM, CUT_TO, DRAWING_NUMBER
from archivegen.render.word.printing import CLOSE_BRACE, OPEN_BRACE
from archivegen.render.word.swaps import SWAPS
from archivegen.render.word.tree import write_tree

_FILTERS = {"r": "_runs", "p": "_paragraphs", "tr": "_cells", "tc": "_cells"}
_ALONE = frozenset({"vm", "hm"})
_WITH_ARGUMENT = frozenset({"colspan", "cellbg"})
_ESCAPED = {f"{OPEN_BRACE}_{OPEN_BRACE}": 2 * OPEN_BRACE, f"{CLOSE_BRACE}_{CLOSE_BRACE}": 2 * CLOSE_BRACE} | {
    f"{OPEN_BRACE}_%": f"{OPEN_BRACE}%",
    f"%_{CLOSE_BRACE}": f"%{CLOSE_BRACE}",
}
_CELL_PROPERTIES = re.compile(r"(<w:tcPr(?: [^>]*)?>)(.*?)(</w:tcPr>)", re.DOTALL)
_CHILD = re.compile(r"(<w:(\w+)(?:(?: [^>]*)?/>|(?: [^>]*)?>.*?</w:\2>))", re.DOTALL)
_CELL_ORDER = (
    "cnfStyle",
    "tcW",
    "gridSpan",
    "hMerge",
    "vMerge",
    "tcBorders",
    "shd",
    "noWrap",
    "tcMar",
    "textDirection",
    "tcFitText",
    "vAlign",
    "hideMark",
)
"""ECMA-376 part 1, §17.4.69."""
_TEXT_SIGNS = str.maketrans({"\\": "\\\\", '"': '\\"', "\n": " ", "{": "\\x7b", "}": "\\x7d"})
ESCAPED_BRACES = re.compile(r"\{_[{%]|[}%]_\}")
"""How docxtpl's users write braces that are no tag."""
_PLACES = {DRAWING_NUMBER: "{{ 0|_number }}", CUT_FROM: "{% filter _cut %}", CUT_TO: "{% endfilter %}", **SWAPS}
_SCAN = re.compile("<(/?)([^\\s/>]+)[^>]*?(/?)>|\ufdd0(\\d+)\ufdd1")


def write_source(part: MarkedPart, patched: str) -> tuple[str, list[int]]:
    """The Jinja source of the patched part, and for each of its lines the number of the tag that ends on it or comes next."""
    pieces: list[str] = []
    lines: list[int] = []
    position = 0
    for found in TOKEN.finditer(patched):
        number = int(found[1])
        piece = patched[position : found.start()] + write_body(part.marks[number]) + "\n"
        pieces.append(piece)
        lines += [number] * piece.count("\n")
        position = found.end()
    return "".join([*pieces, patched[position:]]), lines


def patch(part: MarkedPart, *, is_word: bool) -> str:
    """The XML in which each tag is ``{% token %}`` in its final place."""
    xml = write_tree(part.root).replace("{", OPEN_BRACE).replace("}", CLOSE_BRACE)
    for escaped, plain in _ESCAPED.items():
        xml = xml.replace(escaped, plain)
    for sign, code in _PLACES.items():
        xml = xml.replace(sign, code)
    xml = TOKEN.sub(lambda found: _write_tag(part.marks[int(found[1])]), xml)
    if not is_word:
        return xml
    from docxtpl import DocxTemplate  # a quarter of a second, needed only when a template is compiled

    return _CELL_PROPERTIES.sub(_order_properties, DocxTemplate.patch_xml(None, xml))


def _order_properties(found: re.Match[str]) -> str:
    """A cell's properties in the order of the schema; docxtpl puts shading and spans first, and Word's checker minds."""
    if "{" not in found[2]:
        return found[0]
    children = sorted(_CHILD.findall(found[2]), key=lambda child: _place_of(child[1]))
    return found[1] + "".join(child for child, _ in children) + found[3]


def _place_of(name: str) -> int:
    return _CELL_ORDER.index(name) if name in _CELL_ORDER else len(_CELL_ORDER)


def _write_tag(mark: Mark) -> str:
    """The tag in docxtpl's dialect, with its token in place of all that could confuse."""
    tag, verb = mark.tag, mark.verb
    if mark.is_literal:
        return mark.source.replace("{", OPEN_BRACE).replace("}", CLOSE_BRACE).replace("&", "&amp;").replace("<", "&lt;")
    if mark.frame is not None:
        return f"{{% set __relation, __width, __height, __shown = {mark.token} %}}{{% if __relation %}}"
    if verb in {"raw", "endraw"}:
        return ""
    axis = f"{mark.axis} " if mark.axis else ""
    if tag.kind == "{#":
        return f"{{#{axis} #}}"
    if verb in _ALONE:
        return f"{{% {verb} %}}"
    inside = f"{verb} {mark.token}" if verb in _WITH_ARGUMENT else mark.token
    left, right = ("", "") if axis else tag.trims
    closing = "}}" if tag.kind == "{{" else "%}"
    return f"{tag.kind}{left}{axis or ' '}{inside}{right}{closing}"


def write_body(mark: Mark) -> str:
    """What Jinja reads between the delimiters of the tag."""
    body = mark.tag.body
    if mark.verb in _WITH_ARGUMENT:
        return f"({body[len(mark.verb) :].strip()})|_bare "
    if mark.frame is not None:
        return f"({body})|_swap{mark.frame}"
    if mark.tag.kind != "{{":
        return body
    printer = _FILTERS.get(mark.axis, "") if mark.is_text else "_bare"
    if mark.look is not None and printer == _FILTERS["p"]:
        paragraph, letters, in_table = mark.look
        printer += f"({_write_text(paragraph)}, {_write_text(letters)}, {str(in_table).lower()})"
    return f"({body})|{printer}" if printer else body


def _write_text(text: str) -> str:
    """A text as Jinja reads it, without line breaks, by which the tags are counted."""
    return '"' + text.translate(_TEXT_SIGNS) + '"'


def find_torn(patched: str, blocks: Sequence[Block]) -> list[Block]:
    """Blocks whose tags stand at different depths of the XML, where skipping or repeating them would tear it."""
    depths = _stacks(patched)
    torn = []
    for block in blocks:
        stacks = [depths[mark.number] for mark in block.marks if mark.number in depths]
        if any(stack != stacks[0] for stack in stacks):
            torn.append(block)
    return torn


def _stacks(patched: str) -> Mapping[int, tuple[str, ...]]:
    """The open elements at each tag."""
    stack: list[str] = []
    found: dict[int, tuple[str, ...]] = {}
    for closing, name, empty, number in (match.groups() for match in _SCAN.finditer(patched)):
        if number is not None:
            found[int(number)] = tuple(stack)
        elif closing:
            if stack:
                stack.pop()
        elif not empty:
            stack.append(name)
    return found
