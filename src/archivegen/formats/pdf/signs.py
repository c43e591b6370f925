"""What in a PDF acts: scripts, programs, forms that compute, files inside (ISO 32000-1, 12.6)."""

from __future__ import annotations

from dataclasses import dataclass

from archivegen.formats.pdf.file import PdfFile
from archivegen.formats.pdf.objects import Value
from archivegen.formats.pdf.pages import Pages
from archivegen.formats.reading import DamagedError

_MOST_STEPS = 400_000
_SCRIPT_ACTIONS = {b"/JavaScript", b"/Launch", b"/ImportData", b"/SubmitForm", b"/Rendition", b"/RichMediaExecute"}
_SCRIPT_KEYS = {b"/JS", b"/JavaScript", b"/XFA"}
_FILE_KEYS = {b"/EmbeddedFiles", b"/EF"}
_FILE_NOTES = {b"/FileAttachment", b"/RichMedia", b"/Movie", b"/Sound", b"/Screen", b"/3D"}
_STILL = {
    b"/Pages", b"/Parent", b"/Resources", b"/Contents", b"/MediaBox", b"/CropBox", b"/StructTreeRoot", b"/Metadata",
    b"/OutputIntents", b"/Font", b"/DR", b"/P", b"/Group", b"/Thumb", b"/Dests", b"/PageLabels", b"/Type", b"/AP", b"/Popup", b"/StructParent",
    b"/Rect", b"/Prev", b"/D", b"/Dest", b"/Title",
}  # fmt: skip
"""Where nothing can stand that acts: drawing, structure, and ways back to where the walk was."""


@dataclass(slots=True)
class Signs:
    """What was found."""

    scripts: bool = False
    embedded: bool = False


def find_signs(file: PdfFile, root: dict[bytes, Value], pages: Pages) -> Signs:
    """Walk from the catalogue and from every page through all that can hold an action."""
    signs = Signs()
    seen: set[int] = set()
    waiting: list[Value] = [root, *pages.nodes]
    steps = 0
    while waiting:
        value = waiting.pop()
        if type(value) is int:
            if value in seen:
                continue
            seen.add(value)
            value = file.resolve(value)
        steps += 1
        if isinstance(value, dict):
            _look(value, signs)
            waiting += [inner for name, inner in value.items() if type(inner) is not bytes and name not in _STILL]
        elif isinstance(value, list):
            waiting += [inner for inner in value if type(inner) is not bytes]
        if steps > _MOST_STEPS or len(waiting) > _MOST_STEPS:
            raise DamagedError("批注、书签或表单多得不正常")
    return signs


def _look(value: dict[bytes, Value], signs: Signs) -> None:
    if value.get(b"/S") in _SCRIPT_ACTIONS or not _SCRIPT_KEYS.isdisjoint(value):
        signs.scripts = True
    if not _FILE_KEYS.isdisjoint(value) or value.get(b"/Subtype") in _FILE_NOTES:
        signs.embedded = True
