"""The pages of a PDF (ISO 32000-1, 7.7.3) and the resolution of those that are one picture."""

from __future__ import annotations

from dataclasses import dataclass, field

from archivegen.formats.pdf.file import PdfFile
from archivegen.formats.pdf.objects import Value, as_number, as_real
from archivegen.formats.reading import DamagedError

_MOST_NODES = 200_000
_PAGES_MEASURED = 40
"""Resolution is told by the first pages: one scanner made them all."""
_PICTURES_MEASURED = 4
_FULL_PAGE = 0.04
"""A picture whose proportions differ less than this from the page's is the page."""
_SMALLEST_SIDE = 100.0
"""Points; a smaller page is no sheet of paper."""


@dataclass(slots=True)
class Pages:
    """``count`` pages; ``nodes`` are their dictionaries, of which the first ``len(nodes)`` were kept."""

    count: int = 0
    dpi: int | None = None
    nodes: list[dict[bytes, Value]] = field(default_factory=list)
    resources: list[dict[bytes, Value]] = field(default_factory=list)
    """Of the first pages, inherited ones included."""


def read_pages(file: PdfFile, root: dict[bytes, Value]) -> Pages:
    """Walk the page tree; raises :class:`DamagedError` when a page that it promises is not there."""
    pages = Pages()
    seen: set[int] = set()
    waiting: list[tuple[Value, Value, Value]] = [(root.get(b"/Pages"), None, None)]
    while waiting:
        reference, box, resources = waiting.pop()
        if type(reference) is int:
            if reference in seen:
                raise DamagedError("页面目录绕成了圈")
            seen.add(reference)
        node = file.resolve(reference)
        if not isinstance(node, dict):
            raise DamagedError("页面目录里的页不在")
        box = node.get(b"/MediaBox", box)
        resources = node.get(b"/Resources", resources)
        kids = node.get(b"/Kids")
        if kids is None:
            pages.count += 1
            pages.nodes.append(node)
            if pages.count <= _PAGES_MEASURED:
                _measure(file, pages, box, resources)
        else:
            waiting += [(kid, box, resources) for kid in reversed(_as_list(file.resolve(kids)))]
        if len(seen) > _MOST_NODES or len(waiting) > _MOST_NODES:
            raise DamagedError("页面多得不正常")
    return pages


def _as_list(value: Value) -> list[Value]:
    if not isinstance(value, list):
        raise DamagedError("页面目录写得不对")
    return value


def _measure(file: PdfFile, pages: Pages, box: Value, resources: Value) -> None:
    """Note the resolution of a page that is one picture, and that the picture is there to its last octet."""
    found = file.find_dict(resources)
    pages.resources.append(found)
    pictures = found.get(b"/XObject")
    if pictures is None:
        return
    references = list(file.find_dict(pictures).values())
    if len(references) > _PICTURES_MEASURED:
        return
    for reference in references:
        picture = file.read_picture(reference)
        if picture.get(b"/Subtype") == b"/Image":
            width, height = (as_number(file.resolve(picture.get(name))) for name in (b"/Width", b"/Height"))
            dpi = _compute_dpi(_read_sides(file, box), width, height)
            if dpi is not None:
                pages.dpi = dpi if pages.dpi is None else min(pages.dpi, dpi)


def _read_sides(file: PdfFile, box: Value) -> tuple[float, float]:
    corners = [as_real(file.resolve(corner)) for corner in file.resolve(box) or ()]
    if len(corners) != 4:
        return 0.0, 0.0
    left, low, right, high = corners
    if left is None or low is None or right is None or high is None:
        return 0.0, 0.0
    return abs(right - left), abs(high - low)


def _compute_dpi(sides: tuple[float, float], width: int, height: int) -> int | None:
    """Dots an inch of a picture that fills its page, None for a picture that is something on a page."""
    across, down = sides
    if min(across, down) < _SMALLEST_SIDE or min(width, height) < 1:
        return None
    if abs(width / height * down / across - 1) > _FULL_PAGE:
        return None
    return round(width * 72 / across)
