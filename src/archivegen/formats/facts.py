"""What can be said of a file after a look inside."""

from __future__ import annotations

from typing import NamedTuple

LOWEST_DPI = 200
"""Scans below are hard to read (DA/T 31-2017: not below 200 dpi)."""


class FileFacts(NamedTuple):
    """What a file is, told by its bytes.

    ``problem`` says in Chinese, without a full stop, why the file does not open; empty when it opens.  What the other fields say
    of a file that does not open is as far as the reader came.
    """

    kind: str
    """Name for messages, as in :mod:`archivegen.formats.kinds`."""
    pages: int | None = None
    """Pages as printed; None for formats that have none of their own (Word, Excel)."""
    encrypted: bool = False
    scripts: bool = False
    """Something in it runs, or starts a program, when the file is opened or clicked."""
    macros: bool = False
    dpi: int | None = None
    """The lowest resolution of a page that is one picture; None when there is no such page or nobody can tell."""
    problem: str = ""
    embedded: bool = False
    """Other files lie inside (attachments, OLE objects, films)."""
    links: bool = False
    """What it shows depends on files elsewhere."""
    mended: bool = False
    """It opens only because readers overlook what is broken in its structure."""
    turned: bool = False
    """A picture that lies on its side unless the viewer knows EXIF."""
    archival: str = ""
    """The archival format that it claims to be (``PDF/A-2b``)."""
    obstacles: tuple[str, ...] = ()
    """What speaks against that claim."""

    @property
    def is_flawless(self) -> bool:
        """Whether nothing at all is to be said of it."""
        flaws = self.problem or self.embedded or self.links or self.mended or self.obstacles or self.low_resolution
        return not (flaws or self.encrypted or self.scripts or self.macros)

    @property
    def low_resolution(self) -> bool:
        """Whether it is a scan that is too coarse; the density that a photo states is the camera's guess."""
        return self.dpi is not None and self.dpi < LOWEST_DPI and self.kind in _SCANS


_SCANS = {"PDF 文件", "TIFF 图片"}
