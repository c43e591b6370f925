"""Cell styles: what the writer needs to know of each, and the few that a paper adds to the template's."""

from __future__ import annotations

import re
from typing import Any

from archivegen.render.book.markup import (
    DECLARATION,
    children,
    first_child,
    local_name,
    open_tag,
    parse_part,
    tag_of,
    write_element,
)

_FONT_ORDER = (
    *("b", "i", "strike", "condense", "extend", "outline", "shadow", "u", "vertAlign"),
    *("sz", "color", "name", "family", "charset", "scheme"),
)
_BUILT_IN_DATES = {*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)}
_LITERALS = re.compile(r'"[^"]*"|\\.|_.|\[(?![hms]+\])[^\]]*\]', re.IGNORECASE)
_DEFAULT_SIZE = 11.0
_FIRST_OWN_FORMAT = 164
DATE_FORMAT = "yyyy-mm-dd"
_BEFORE_CELLS = ("fonts", "fills", "borders", "cellStyleXfs")

Style = tuple[bool, bool, bool, float]
"""Whether it shows dates, whether it takes text only, whether it wraps, and the size of its font."""

StyleParts = tuple[list[Style], tuple[str, ...], list[tuple[str, str]]]
"""The styles; the part in texts, between which a number format and the added styles go; for each style its XML as a date and
as a text that looks like a formula."""


def read_styles(content: bytes, member: str) -> StyleParts:
    """What the template's styles are, and how to add to them.

    The properties of fonts are put into the order of the standard, on which Microsoft's validator insists.
    """
    root = parse_part(content, member)
    for font in [e for e in root.iter() if isinstance(e.tag, str) and local_name(e) == "font"]:
        known = [child for child in font if local_name(child) in _FONT_ORDER]
        font[:] = sorted(known, key=lambda child: _FONT_ORDER.index(local_name(child)))
    formats = {int(e.get("numFmtId", "0")): e.get("formatCode", "") for e in root.iter() if local_name(e) == "numFmt"}
    fonts = [_read_size(font) for font in first_child(root, "fonts")] if first_child(root, "fonts") is not None else []
    cells = first_child(root, "cellXfs")
    xfs = [] if cells is None else list(children(cells, "xf"))
    styles = [_read_style(xf, formats, fonts) for xf in xfs]
    date_format = next((n for n, code in formats.items() if code == DATE_FORMAT), None)
    added = "" if date_format else f'<numFmt numFmtId="{_free(formats)}" formatCode="{DATE_FORMAT}"/>'
    number = date_format or _free(formats)
    varied = [(_vary(xf, numFmtId=str(number), applyNumberFormat="1"), _vary(xf, quotePrefix="1")) for xf in xfs]
    return styles, _cut(root, added, len(formats), len(xfs)), varied


def _free(formats: dict[int, str]) -> int:
    return max([_FIRST_OWN_FORMAT - 1, *formats]) + 1


def _read_size(font: Any) -> float:
    size = first_child(font, "sz")
    return float(size.get("val", _DEFAULT_SIZE)) if size is not None else _DEFAULT_SIZE


def _read_style(xf: Any, formats: dict[int, str], fonts: list[float]) -> Style:
    number, font = int(xf.get("numFmtId", "0")), int(xf.get("fontId", "0"))
    code = formats.get(number)
    dated = number in _BUILT_IN_DATES if code is None else bool(re.search("[dmhysDMHYS]", _LITERALS.sub("", code)))
    alignment = first_child(xf, "alignment")
    wraps = alignment is not None and alignment.get("wrapText") in ("1", "true")
    return dated, number == 49 or code == "@", wraps, fonts[font] if font < len(fonts) else _DEFAULT_SIZE


def _vary(xf: Any, **changed: str) -> str:
    before = dict(xf.attrib)
    for name, value in changed.items():
        xf.set(name, value)
    written = write_element(xf).replace(f' xmlns="{xf.nsmap.get(xf.prefix)}"', "")
    for name in changed:
        del xf.attrib[name]
    xf.attrib.update(before)
    return written


def _cut(root: Any, added: str, formats: int, xfs: int) -> tuple[str, ...]:
    """The part in texts: its start, the number formats, the same with a date, what follows, the cell styles, the rest."""
    inside = [write_element(e) for child in children(root, "numFmts") for e in child]
    plain = f'<numFmts count="{formats}">{"".join(inside)}</numFmts>' if inside else ""
    dated = f'<numFmts count="{formats + 1}">{"".join(inside)}{added}</numFmts>' if added else plain
    others = [child for child in root if local_name(child) not in ("numFmts", "cellXfs")]
    first = [child for child in others if local_name(child) in _BEFORE_CELLS]
    rest = [child for child in others if local_name(child) not in _BEFORE_CELLS]
    cells = [write_element(e) for child in children(root, "cellXfs") for e in child]
    texts = ("".join(map(write_element, part)) for part in (first, rest))
    middle, behind = texts
    return (
        DECLARATION + open_tag(root, root=True),
        plain,
        dated,
        middle,
        "".join(cells),
        f"{behind}</{tag_of(root)}>",
        str(xfs),
    )


class StyleBook:
    """The styles of one paper: the template's, and those that it adds."""

    def __init__(self, parts: StyleParts) -> None:
        self.styles, self._texts, self._varied = parts
        self._added: dict[tuple[int, bool], int] = {}

    def vary(self, style: int, *, dated: bool) -> int:
        """The number of a style with one change: the format of a date, or the mark of a text like ``=1``."""
        if style >= len(self._varied):
            return style
        return self._added.setdefault((style, dated), len(self.styles) + len(self._added))

    def write(self) -> str | None:
        """The part with what was added; None when nothing was."""
        if not self._added:
            return None
        head, plain, extended, middle, cells, rest, count = self._texts
        formats = extended if any(dated for _, dated in self._added) else plain
        added = "".join(self._varied[style][0 if dated else 1] for style, dated in self._added)
        number = int(count) + len(self._added)
        return f'{head}{formats}{middle}<cellXfs count="{number}">{cells}{added}</cellXfs>{rest}'

    def write_plain(self) -> str:
        """The part as the template has it."""
        head, plain, _, middle, cells, rest, count = self._texts
        return f'{head}{plain}{middle}<cellXfs count="{count}">{cells}</cellXfs>{rest}'
