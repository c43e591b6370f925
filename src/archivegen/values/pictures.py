"""Pictures: ``{{ 照片|图片(宽="8厘米", 高="6厘米") }}`` makes of a photo's bytes what a paper shows.

A photo is turned upright as its camera noted, made no finer than print needs, and cleaned of everything that is not picture:
a phone writes the place and the hour into it, and often a second, smaller photo.  Equal photos give equal bytes.
"""

from __future__ import annotations

import hashlib
from collections import OrderedDict
from dataclasses import dataclass
from io import BytesIO
from threading import Lock
from typing import TYPE_CHECKING, Any, Literal

from archivegen.errors import TemplateError
from archivegen.values.arguments import EMU_PER_MM, name_in_chinese, read_length
from archivegen.values.drawing_xml import Additions, draw_picture, in_open_text

if TYPE_CHECKING:
    from PIL.Image import Image

FINEST_DPI = 220
"""What Office itself keeps of a picture when it compresses for print."""
MOST_PIXELS = 60_000_000
MOST_PIXELS_JPEG = 250_000_000
"""A JPEG is read at an eighth of its size when that is enough."""
MOST_BYTES = 60_000_000
MOST_STEPS_A_PICTURE = 20_000

_FORMATS = ("JPEG", "PNG", "GIF", "BMP", "TIFF", "WEBP")
_LOSSY = frozenset({"JPEG", "MPO", "WEBP"})
_QUALITY = 88
_WIDEST, _HIGHEST = 150 * EMU_PER_MM, 220 * EMU_PER_MM
"""Of a picture without a given size: what fits on a page of A4."""
_EMU_PER_INCH = 914_400
_SCREEN_DPI = 96
_PALETTE_FINENESS = 2
"""How many times finer than print needs a drawing of few colours may stay."""
_ORIENTATION = 0x0112
_LYING = frozenset({5, 6, 7, 8})
_MOST_KEPT = 32

_Kind = Literal["png", "jpeg"]
_kept: OrderedDict[tuple[bytes, int | None, int | None], tuple[bytes, _Kind, int, int]] = OrderedDict()
_lock = Lock()


@dataclass(frozen=True, slots=True)
class Picture:
    """The bytes of a picture, its size on paper in EMU (914,400 an inch), and what it shows, for those who cannot see it."""

    content: bytes
    kind: _Kind
    width: int
    height: int
    text: str = ""

    def word_text(self, additions: Additions) -> str:
        """The picture in the place of a word."""
        return in_open_text(self._draw(additions))

    def word_runs(self, additions: Additions) -> str:
        """The picture as a run."""
        return f"<w:r>{self._draw(additions)}</w:r>"

    def _draw(self, additions: Additions) -> str:
        relation = additions.add_media(self.content, self.kind)
        return draw_picture(relation, (self.width, self.height), additions.next_number(), self.text)


@name_in_chinese("图片", 宽="width", 高="height", 说明="text")
def picture(value: Any, width: Any = "", height: Any = "", text: str = "") -> Picture | str:
    """图片: the bytes of a photo in a box of ``width`` and ``height``, its proportions kept; ``text`` says what it shows.

    JPEG, PNG, GIF, BMP, TIFF and WebP.  Raises ``TemplateError`` for what is no picture, is damaged or too large, and where
    Pillow is not installed.
    """
    if value == "":
        return ""
    if not isinstance(value, bytes):
        raise TemplateError("“|图片”只能用在照片或图片文件上")
    named = f"图片“{text}”" if text else "这张图片"
    box = read_length(width, "图片", "宽"), read_length(height, "图片", "高")
    key = (hashlib.sha256(value).digest(), *box)
    with _lock:
        made = _kept.get(key)
    if made is None:
        made = _prepare(value, box, named)
        with _lock:
            _kept[key] = made
            while len(_kept) > _MOST_KEPT:
                _kept.popitem(last=False)
    return Picture(*made, str(text) or "图片")


def shrink(content: bytes) -> bytes:
    """A photo no finer than a page needs that it fills; one that cannot be opened stays, and is told where it is printed."""
    try:
        return _prepare(content, (_WIDEST, _HIGHEST), "")[0]
    except TemplateError:
        return content


def _prepare(content: bytes, box: tuple[int | None, int | None], named: str) -> tuple[bytes, _Kind, int, int]:
    try:
        from PIL import Image, ImageOps, UnidentifiedImageError
    except ImportError:
        why = '这台电脑没有装处理照片的部件 Pillow，请先运行：pip install "archivegen[photo]"'
        raise TemplateError(f"{named}放不进去：{why}") from None
    Image.MAX_IMAGE_PIXELS = None  # ours are told in Chinese, and before anything is unpacked
    try:
        image = Image.open(BytesIO(content), formats=_FORMATS)
        _refuse_too_large(image, len(content), named)
        turned = image.getexif().get(_ORIENTATION) in _LYING
        shown = image.size[::-1] if turned else image.size
        width, height = _fit(shown, box)
        pixels = [
            max(1, min(have, -(-size * FINEST_DPI // _EMU_PER_INCH)))
            for have, size in zip(shown, (width, height), strict=True)
        ]
        wanted = (pixels[1], pixels[0]) if turned else (pixels[0], pixels[1])
        is_lossy = image.format in _LOSSY
        image.draft(None, wanted)
        small = _make_no_finer(image, wanted)
        small.getexif()[_ORIENTATION] = image.getexif().get(_ORIENTATION, 1)
        upright = ImageOps.exif_transpose(small)
    except TemplateError:
        raise
    except UnidentifiedImageError:
        raise TemplateError(
            f"{named}不是图片，或者不是 JPG、PNG、GIF、BMP、TIFF、WebP 格式，请另存为 JPG 或 PNG"
        ) from None
    except Exception as error:  # noqa: BLE001 - decoders raise whatever a damaged file leads them to
        raise TemplateError(f"{named}已经损坏，打不开，请换一张完好的（{type(error).__name__}）") from None
    kind: _Kind = "jpeg" if is_lossy and upright.mode in {"RGB", "L"} else "png"
    return _encode(upright, kind), kind, width, height


def _refuse_too_large(image: Image, length: int, named: str) -> None:
    width, height = image.size
    most = MOST_PIXELS_JPEG if image.format in {"JPEG", "MPO"} else MOST_PIXELS
    if width * height > most or length > MOST_BYTES:
        size = f"{width} × {height} 点，{length / 1_000_000:.1f} MB"
        raise TemplateError(
            f"{named}太大（{size}），请先缩小到 {most // 10_000} 万点、{MOST_BYTES // 1_000_000} MB 以内"
        )


def _fit(pixels: tuple[int, int], box: tuple[int | None, int | None]) -> tuple[int, int]:
    """The size on paper in EMU."""
    wide, high = pixels
    width, height = box
    if width is None and height is None:
        natural = _EMU_PER_INCH // _SCREEN_DPI
        width, height = min(_WIDEST, wide * natural), min(_HIGHEST, high * natural)
    ratios = [(size, have) for size, have in ((width, wide), (height, high)) if size is not None]
    size, have = min(ratios, key=lambda ratio: ratio[0] / ratio[1])
    return max(1, round(wide * size / have)), max(1, round(high * size / have))


def _make_no_finer(image: Image, wanted: tuple[int, int]) -> Image:
    """The picture with so many points.

    A drawing of few colours keeps its palette and its points unless they are far too many: smoothed into full colour it
    would be larger, and many times the work.
    """
    most = (wanted[0] * _PALETTE_FINENESS, wanted[1] * _PALETTE_FINENESS)
    if image.mode == "P" and image.width <= most[0] and image.height <= most[1] and "transparency" not in image.info:
        return image.copy()
    from PIL.Image import Resampling

    return _to_colours(image).resize(wanted, Resampling.LANCZOS, reducing_gap=3.0)


def _to_colours(image: Image) -> Image:
    """Grey, RGB, or RGB with transparency."""
    if image.mode in {"LA", "PA", "La", "RGBa"} or "transparency" in image.info:
        return image.convert("RGBA")
    if image.mode.startswith(("I", "F")):
        # 16 bits a point: Pillow would cut off what is brighter than 255.
        brightest = max(1.0, float(str(image.getextrema()[1])))
        return image.convert("F").point(lambda point: point * (255 / brightest)).convert("L")
    return image if image.mode in {"L", "RGB", "RGBA"} else image.convert("L" if image.mode == "1" else "RGB")


def _encode(image: Image, kind: _Kind) -> bytes:
    """Nothing but the picture: no EXIF, no profile, no comment, no second picture."""
    from PIL.Image import new

    bare = new(image.mode, image.size)
    bare.paste(image)
    if image.mode == "P":
        bare.putpalette(image.getpalette("RGB") or [])
    target = BytesIO()
    if kind == "jpeg":
        bare.save(target, "JPEG", quality=_QUALITY, optimize=True)
    else:
        # Pillow's "optimize" saves a tenth and takes six times as long.
        bare.save(target, "PNG")
    return target.getvalue()
