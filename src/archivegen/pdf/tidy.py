"""A PDF from anywhere → one whose pages can be merged: it opens, is whole, asks for no password, and nothing on it runs.

Most files are taken as they lie.  One with forms, remarks, layers, a lock or damage is written anew: what a form or remark shows
is drawn into the page, hidden layers stay hidden, actions and scripts are left behind (ISO 32000-1, 12.5 to 12.7, 8.11).
"""

from __future__ import annotations

import logging
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any

logging.getLogger("pikepdf").addHandler(logging.NullHandler())

HIDDEN_LAYER, LAYER = "/ArchivegenHidden", "/ArchivegenLayer"
"""Marks that a layer bears until all layers are gathered in the book."""
_DRAWN = {
    "/Highlight", "/Underline", "/Squiggly", "/StrikeOut", "/Square", "/Circle", "/Line", "/Polygon", "/PolyLine", "/Ink", "/FreeText",
    "/Stamp", "/Caret",
}  # fmt: skip
"""Remarks that a reader draws by itself when they bring no picture."""
_RUNNING = ("/A", "/AA", "/PA", "/Dest", "/Popup", "/IRT", "/Parent", "/OC", "/StructParent")


class Trouble(StrEnum):
    """Why a file has no pages in the book."""

    LOCKED = "加了密码，打不开"
    BROKEN = "已损坏，打不开"


@dataclass(frozen=True, slots=True)
class Source:
    """A PDF to merge from, how many pages, and which (as qpdf writes it)."""

    path: Path
    pages: int
    span: str = "1-z"


def tidy_pdf(path: Path, target: Path, *, keep_links: bool = False) -> Source | Trouble:
    """The file itself when it can be merged as it lies, else its tidy copy at ``target``.

    ``keep_links`` leaves links with an address where they are.  Raises ``OSError`` when the disk refuses.
    """
    import pikepdf

    try:
        with pikepdf.open(path, suppress_warnings=True) as pdf:
            pages = len(pdf.pages)
            if not pages:
                return Trouble.BROKEN
            if not _needs_tidying(pdf):
                return Source(path, pages)
            _tidy(pdf, keep_links=keep_links)
            pdf.save(target, static_id=True, encryption=False, stream_decode_level=pikepdf.StreamDecodeLevel.none)
            return Source(target, pages)
    except pikepdf.PasswordError:
        return Trouble.LOCKED
    except (pikepdf.PdfError, ValueError, KeyError, TypeError, AttributeError, IndexError, RuntimeError):
        # A broken tree of pages shows itself at any key that is not what it must be.
        return Trouble.BROKEN


def _needs_tidying(pdf: Any) -> bool:
    root = pdf.Root
    if pdf.is_encrypted or "/AcroForm" in root or "/OCProperties" in root:
        return True
    return any(_is_odd(page.obj) for page in pdf.pages) or bool(pdf.get_warnings())


def _is_odd(page: Any) -> bool:
    return "/Annots" in page or "/MediaBox" not in page or "/AA" in page


def _tidy(pdf: Any, *, keep_links: bool) -> None:
    from archivegen.pdf.wrap import PageWrapper

    root = pdf.Root
    _mark_layers(root.get("/OCProperties"))
    wrapper = PageWrapper(pdf)
    for page in pdf.pages:
        _set_box(page)
        if page.obj.get("/Annots"):
            wrapper.wrap(page.obj)
    form = root.get("/AcroForm")
    if form is not None and form.get("/NeedAppearances", False):
        pdf.generate_appearance_streams()
    links = [_take_links(page.obj) for page in pdf.pages] if keep_links else []
    pdf.flatten_annotations("all")
    for number, page in enumerate(pdf.pages):
        kept = [_disarm(remark) for remark in _list_dictionaries(page.obj.get("/Annots")) if _is_drawn(remark)]
        kept += links[number] if keep_links else []
        if kept:
            page.obj.Annots = kept
        elif "/Annots" in page.obj:
            del page.obj["/Annots"]
    for key in ("/AcroForm", "/OpenAction", "/AA", "/Names", "/Dests", "/Outlines", "/OCProperties", "/StructTreeRoot"):
        if key in root:
            del root[key]


def _set_box(page: Any) -> None:
    """A page without a size, on it or above it, is taken for A4."""
    try:
        page.obj.MediaBox = [float(edge) for edge in page.mediabox]
    except (AttributeError, ValueError, TypeError, KeyError):
        page.obj.MediaBox = [0, 0, 595.276, 841.89]


def _list_dictionaries(found: Any) -> Iterator[Any]:
    """Those of a list that are what they should be."""
    import pikepdf

    if isinstance(found, pikepdf.Array):
        yield from (each for each in found if isinstance(each, pikepdf.Dictionary))


def _take_links(page: Any) -> list[Any]:
    return [
        remark for remark in _list_dictionaries(page.get("/Annots"))
        if remark.get("/Subtype") == "/Link" and "/URI" in (remark.get("/A") or {})
    ]  # fmt: skip


def _is_drawn(remark: Any) -> bool:
    return str(remark.get("/Subtype")) in _DRAWN and not int(remark.get("/F", 0)) & 0b10


def _disarm(remark: Any) -> Any:
    for key in _RUNNING:
        if key in remark:
            del remark[key]
    return remark


def _mark_layers(layers: Any) -> None:
    """Which layers there are and which are off: the pages bring the layers along, but not this."""
    if layers is None:
        return
    usual = layers.get("/D", {})
    off = {layer.objgen for layer in _list_dictionaries(usual.get("/OFF"))}
    on = {layer.objgen for layer in _list_dictionaries(usual.get("/ON"))}
    all_off = usual.get("/BaseState") == "/OFF"
    for layer in _list_dictionaries(layers.get("/OCGs")):
        layer[LAYER] = True
        if layer.objgen in off or (all_off and layer.objgen not in on):
            layer[HIDDEN_LAYER] = True


def gather_layers(pdf: Any) -> None:
    """Tell the readers of a merged PDF which of its layers are hidden."""
    import pikepdf

    layers = [each for each in pdf.objects if isinstance(each, pikepdf.Dictionary) and LAYER in each]
    if not layers:
        return
    hidden = [each for each in layers if HIDDEN_LAYER in each]
    for each in layers:
        for mark in (LAYER, HIDDEN_LAYER):
            if mark in each:
                del each[mark]
    pdf.Root.OCProperties = pikepdf.Dictionary(OCGs=layers, D=pikepdf.Dictionary(OFF=hidden, Order=[]))
