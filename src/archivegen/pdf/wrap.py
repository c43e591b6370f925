"""A page's content put into a box of its own, so that nothing it leaves undone reaches what is drawn after it.

Many makers of PDFs forget to restore the graphics state, or restore once too often.  Within a form XObject that ends with
the form (ISO 32000-1, 8.10).  The content is not unpacked: its stream becomes the form.
"""

from __future__ import annotations

from typing import Any

_FORM = "/Ag"


class PageWrapper:
    """Wraps pages of one open PDF."""

    def __init__(self, pdf: Any) -> None:
        self._pdf = pdf
        self._taken: set[tuple[int, int]] = set()

    def wrap(self, page: Any) -> bool:
        """Let the page (its dictionary) draw its old content as one form; False for a page without content."""
        import pikepdf

        content = page.get("/Contents")
        if isinstance(content, pikepdf.Array):
            streams = [part for part in content if isinstance(part, pikepdf.Stream)]
            content = streams[0] if len(streams) == 1 else self._join(page) if streams else None
        if not isinstance(content, pikepdf.Stream):
            page.Contents = self._pdf.make_stream(b"")
            page.Resources = pikepdf.Dictionary()
            return False
        if content.objgen in self._taken or "/Subtype" in content:
            content = self._copy(content)
        self._taken.add(content.objgen)
        content.Type, content.Subtype = pikepdf.Name.XObject, pikepdf.Name.Form
        content.BBox = page.MediaBox
        content.Resources = page.get("/Resources") or pikepdf.Dictionary()
        page.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary({_FORM: content}))
        page.Contents = self._pdf.make_stream(f"{_FORM} Do\n".encode())
        return True

    def _join(self, page: Any) -> Any:
        """Several streams that only together are one, joined when the PDF is written."""
        import pikepdf

        joined = pikepdf.Page(page)
        joined.contents_coalesce()
        return page.Contents

    def _copy(self, content: Any) -> Any:
        """A stream that another page uses too, perhaps with other resources."""
        made = self._pdf.make_stream(content.read_raw_bytes())
        for key in ("/Filter", "/DecodeParms"):
            if key in content:
                made[key] = content[key]
        return made
