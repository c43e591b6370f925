"""Images as PDF pages: the bytes of a JPEG, of a plain PNG and of a fax TIFF go into the PDF as they are."""

from __future__ import annotations

import logging
import warnings
from io import BytesIO
from pathlib import Path
from typing import Any

A4 = (210 * 72 / 25.4, 297 * 72 / 25.4)
_MARGIN = 10 * 72 / 25.4
"""Around a photograph.  A scan of a whole sheet fills its page."""
_SHEET = 297 / 210
_SHEET_TOLERANCE = 0.04
_MOST_DOTS = 178_000_000
"""Of an image that has to be unpacked: what Pillow takes for a bomb (A0 at 300 dpi has 139 million)."""
_LEAST_DPI = 100
"""A small picture is not blown up beyond it."""

logging.getLogger("img2pdf").addHandler(logging.NullHandler())


def lay_image(path: Path, target: Path) -> bool:
    """Write an image (all frames of a TIFF) as a PDF of A4 pages, upright or across as the image is; False when it cannot be read.

    Nothing is lost, but for more than eight bits of an image with transparency.  Raises ``OSError`` when the disk refuses.
    """
    content = path.read_bytes()
    if not _is_whole(content):
        return False
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # Pillow tells of every odd tag, on the user's screen
        pdf = _wrap(content)
        if pdf is None:
            plain = _unpack(content)
            pdf = _wrap(plain) if plain else None
    if pdf is None:
        return False
    target.write_bytes(pdf)
    return True


def _is_whole(content: bytes) -> bool:
    """Whether a JPEG or PNG reaches its end; what is taken as it is, nobody unpacks to find out."""
    if content.startswith(b"\xff\xd8"):
        return content.rfind(b"\xff\xd9") > content.rfind(b"\xff\xda") > 0
    return not content.startswith(b"\x89PNG") or b"IEND" in content[-4096:]


def _wrap(content: bytes) -> bytes | None:
    import img2pdf

    try:
        made = img2pdf.convert(
            content,
            layout_fun=place_image,
            rotation=img2pdf.Rotation.ifvalid,
            nodate=True,
            engine=img2pdf.Engine.pikepdf,
        )
    except Exception:  # noqa: BLE001 - for a hostile image img2pdf and Pillow raise whatever they run into
        return None
    return made if isinstance(made, bytes) else None


def place_image(dots_across: int, dots_up: int, resolution: tuple[float, float] | None) -> tuple[float, ...]:
    """Width and height of the page and of the image on it, in points, for an image of so many dots."""
    across, up = resolution or (1.0, 1.0)
    width, height = dots_across / (across or 1), dots_up / (up or 1)
    page = A4[::-1] if width > height else A4
    proportion = max(width, height) / min(width, height)
    margin = 0.0 if abs(proportion - _SHEET) <= _SHEET_TOLERANCE else _MARGIN
    room = (page[0] - 2 * margin) / width, (page[1] - 2 * margin) / height
    least = 72 * max(dots_across / width, dots_up / height) / _LEAST_DPI
    scale = min(*room, least) if margin else min(room)
    return page[0], page[1], width * scale, height * scale


def _unpack(content: bytes) -> bytes | None:
    """An image that is not taken as it is (16 bits with transparency, a rare TIFF), decoded and packed again as PNG."""
    from PIL import Image

    try:
        with Image.open(BytesIO(content)) as image:
            if image.width * image.height > _MOST_DOTS:
                return None
            plain: Any = image.convert("RGBA" if "A" in image.getbands() else "RGB")
            target = BytesIO()
            plain.save(target, "PNG")
    except Exception:  # noqa: BLE001 - a broken image may raise anything
        return None
    return target.getvalue()
