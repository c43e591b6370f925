"""The text of a PDF: its pages in the order of their content, and every text that stands anywhere else in the file."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from archivegen.privacy.passages import Passage, UnreadableError
from archivegen.privacy.pictures import find_strings

Reader = Callable[[bytes, str], Iterator[Passage]]
"""Reads an attached file: its bytes and its name."""
_PICTURES = 3
"""FPDF_PAGEOBJ_IMAGE"""


def read_pdf(source: Path | bytes, place: str, read_attached: Reader) -> Iterator[Passage]:
    """Pages with their text layer, then metadata, bookmarks, forms, remarks and attachments.

    A page without text, or with a picture on it, counts as one that only a person can judge.  Raises :class:`UnreadableError`.
    """
    try:
        import pikepdf
        import pypdfium2
    except ImportError as error:
        raise UnreadableError("没有安装读 PDF 的部件，请运行 pip install archivegen[pdf]") from error
    try:
        yield from _read_pages(pypdfium2.PdfDocument(source), place)
    except pypdfium2.PdfiumError as error:
        raise UnreadableError("PDF 打不开：已加密或已损坏") from error
    try:
        with pikepdf.open(io.BytesIO(source) if isinstance(source, bytes) else source) as document:
            yield from _read_objects(document, place, read_attached)
    except (pikepdf.PdfError, ValueError) as error:
        raise UnreadableError("PDF 打不开：已加密或已损坏") from error


def _read_pages(document: Any, place: str) -> Iterator[Passage]:
    try:
        for number in range(len(document)):
            page = document[number]
            layer = page.get_textpage()
            text = layer.get_text_range()
            pictures = next(iter(page.get_objects(filter=[_PICTURES], max_depth=4)), None)
            yield Passage(f"{place}第 {number + 1} 页", text, unseen=int(not text.strip() or pictures is not None))
            layer.close()
            page.close()
    finally:
        document.close()


def _read_objects(document: Any, place: str, read_attached: Reader) -> Iterator[Passage]:
    import pikepdf

    told: list[str] = []
    for entry in document.objects:
        _list_strings(entry, told, 0)
        if not isinstance(entry, pikepdf.Stream):
            continue
        kind = str(entry.get("/Type", ""))
        if kind == "/Metadata" or "/JS" in entry or str(entry.get("/Subtype", "")) == "/XML":
            told.append(find_strings(entry.read_bytes()))
        elif kind == "/EmbeddedFile":
            yield from read_attached(entry.read_bytes(), "")
        elif str(entry.get("/Filter", "")) == "/DCTDecode":
            told.append(_read_camera(entry.read_raw_bytes()))
    yield Passage(f"{place}的书签、批注和属性", "\n".join(text for text in told if text))


def _list_strings(entry: Any, told: list[str], depth: int) -> None:
    """The strings of an object; what it refers to comes by itself."""
    import pikepdf

    if isinstance(entry, pikepdf.String):
        told.append(str(entry))
    elif depth < 8 and isinstance(entry, (pikepdf.Dictionary, pikepdf.Stream)):
        for inner in (entry.stream_dict if isinstance(entry, pikepdf.Stream) else entry).values():
            _step_in(inner, told, depth)
    elif depth < 8 and isinstance(entry, pikepdf.Array):
        for inner in entry:
            _step_in(inner, told, depth)


def _step_in(inner: Any, told: list[str], depth: int) -> None:
    if not getattr(inner, "is_indirect", False):
        _list_strings(inner, told, depth + 1)


def _read_camera(raw: bytes) -> str:
    from archivegen.privacy.pictures import read_picture

    return "\n".join(passage.text for passage in read_picture(io.BytesIO(raw), ""))
