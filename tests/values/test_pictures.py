"""Photos as papers show them: upright, small, and telling nothing but the picture."""

from __future__ import annotations

import builtins
import struct
import zlib
from concurrent.futures import ThreadPoolExecutor
from io import BytesIO
from typing import Any

import pytest
from PIL import Image, ImageDraw, PngImagePlugin

from archivegen.errors import TemplateError
from archivegen.language import explain, make_environment, plain
from archivegen.values import pictures
from archivegen.values.pictures import Picture, picture

MM = 36_000
RED, BLUE, WHITE = (255, 0, 0), (0, 0, 255), (255, 255, 255)


def draw(mode: str = "RGB", size: tuple[int, int] = (800, 600)) -> Image.Image:
    """Red in the upper left quarter, blue in the upper right, white below."""
    image = Image.new("RGB", size, "white")
    width, height = size
    ImageDraw.Draw(image).rectangle((0, 0, width // 2 - 1, height // 2 - 1), fill=RED)
    ImageDraw.Draw(image).rectangle((width // 2, 0, width - 1, height // 2 - 1), fill=BLUE)
    return image.convert(mode)


def save(image: Image.Image, kind: str = "JPEG", **how: Any) -> bytes:
    target = BytesIO()
    image.save(target, kind, **how)
    return target.getvalue()


def photo(orientation: int = 1, size: tuple[int, int] = (800, 600)) -> bytes:
    """As a phone takes it: how it was held, where and when."""
    exif = Image.Exif()
    exif[0x0112] = orientation
    exif[0x0132] = "2026:03:05 10:00:00"
    exif.get_ifd(0x8825).update({1: "N", 2: (31.0, 51.0, 12.0), 3: "E", 4: (106.0, 45.0, 30.0)})
    return save(draw(size=size), exif=exif, comment=b"SECRET", quality=95)


def corners(made: Picture | str) -> list[str]:
    assert isinstance(made, Picture)
    image = Image.open(BytesIO(made.content)).convert("RGB")
    width, height = image.size
    names = {RED: "红", BLUE: "蓝", WHITE: "白"}
    found = []
    for x, y in ((5, 5), (width - 6, 5), (5, height - 6), (width - 6, height - 6)):
        seen = image.getpixel((x, y))
        assert isinstance(seen, tuple)
        found.append(names[min(names, key=lambda colour: sum(abs(a - b) for a, b in zip(colour, seen, strict=True)))])
    return found


@pytest.mark.parametrize(
    ("orientation", "upright"),
    [
        (1, "红蓝白白"),
        (2, "蓝红白白"),
        (3, "白白蓝红"),
        (4, "白白红蓝"),
        (5, "红白蓝白"),
        (6, "白红白蓝"),
        (7, "白蓝白红"),
        (8, "蓝白红白"),
    ],
)
def test_a_photo_is_turned_as_the_camera_was_held(orientation: int, upright: str) -> None:
    made = picture(photo(orientation), 宽="8厘米", 高="6厘米")
    assert corners(made) == list(upright)
    assert isinstance(made, Picture)
    assert (made.width, made.height) == ((80 * MM, 60 * MM) if orientation < 5 else (45 * MM, 60 * MM))


def test_nothing_but_the_picture_is_left() -> None:
    made = picture(photo(6), 宽="8厘米")
    assert isinstance(made, Picture)
    image = Image.open(BytesIO(made.content))
    assert dict(image.getexif()) == {}
    assert "comment" not in image.info
    assert b"SECRET" not in made.content
    assert b"Exif" not in made.content
    info = PngImagePlugin.PngInfo()
    info.add_text("Author", "SECRET")
    drawn = picture(save(draw(), "PNG", pnginfo=info, dpi=(72, 72)), 宽="8厘米")
    assert isinstance(drawn, Picture)
    assert drawn.kind == "png"
    assert b"SECRET" not in drawn.content
    assert set(Image.open(BytesIO(drawn.content)).info) == set()


@pytest.mark.parametrize(
    ("box", "millimetres"),
    [
        ({"宽": "8厘米", "高": "6厘米"}, (80, 60)),
        ({"宽": "8cm", "高": "30mm"}, (40, 30)),
        ({"宽": " ４０ 毫米 "}, (40, 30)),
        ({"高": 30}, (40, 30)),
        ({"width": "8厘米", "height": 60}, (80, 60)),
        ({}, (150, 112.5)),
    ],
)
def test_a_photo_fits_its_box_and_keeps_its_proportions(box: dict[str, Any], millimetres: tuple[float, float]) -> None:
    made = picture(photo(), **box)
    assert isinstance(made, Picture)
    assert (made.width / MM, made.height / MM) == millimetres


def test_a_photo_is_as_fine_as_print_needs_and_never_finer_than_it_was() -> None:
    large = picture(photo(size=(4000, 3000)), 宽="8厘米")
    assert isinstance(large, Picture)
    assert Image.open(BytesIO(large.content)).size == (693, 520)
    assert len(large.content) < 60_000
    small = picture(photo(size=(80, 60)), 宽="8厘米")
    assert isinstance(small, Picture)
    assert Image.open(BytesIO(small.content)).size == (80, 60)


@pytest.mark.parametrize(
    ("mode", "kind", "made"),
    [
        ("RGB", "JPEG", "jpeg"),
        ("L", "JPEG", "jpeg"),
        ("CMYK", "JPEG", "jpeg"),
        ("RGB", "PNG", "png"),
        ("P", "PNG", "png"),
        ("RGBA", "PNG", "png"),
        ("1", "PNG", "png"),
        ("I;16", "PNG", "png"),
        ("P", "GIF", "png"),
        ("RGB", "BMP", "png"),
        ("RGB", "TIFF", "png"),
        ("CMYK", "TIFF", "png"),
        ("RGB", "WEBP", "jpeg"),
        ("RGBA", "WEBP", "png"),
    ],
)
def test_whatever_people_have_is_taken(mode: str, kind: str, made: str) -> None:
    source = draw().convert("L").point(lambda point: point * 257, "I").convert("I;16") if mode == "I;16" else draw(mode)
    if mode == "RGBA":
        source.putalpha(254)
    shown = picture(save(source, kind), 宽="4厘米")
    assert isinstance(shown, Picture)
    assert shown.kind == made
    image = Image.open(BytesIO(shown.content))
    assert image.format == made.upper()
    assert image.mode in {"L", "RGB", "RGBA"}
    if image.mode != "L":
        assert corners(shown) == list("红蓝白白")
    else:
        assert image.getpixel((5, image.height - 6)) >= 254  # type: ignore[operator]
        assert image.getpixel((5, 5)) < 100  # type: ignore[operator]


def test_the_same_photo_gives_the_same_bytes_in_every_thread(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pictures, "_MOST_KEPT", 0)
    content = photo(6)
    with ThreadPoolExecutor(4) as pool:
        assert len(set(pool.map(lambda _: picture(content, 宽="8厘米"), range(8)))) == 1


def png_that_claims(width: int, height: int) -> bytes:
    def chunk(kind: bytes, content: bytes) -> bytes:
        return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))

    head = chunk(b"IHDR", struct.pack(">2I5B", width, height, 8, 0, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + head + chunk(b"IDAT", zlib.compress(bytes(1_000_000))) + chunk(b"IEND", b"")


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"%PDF-1.7", "图片“竣工照”不是图片"),
        (b"", "图片“竣工照”不是图片"),
        (photo()[:6000], "图片“竣工照”已经损坏"),
        (photo()[:100], "图片“竣工照”"),
        (png_that_claims(60_000, 60_000), "图片“竣工照”太大（60000 × 60000 点"),
        (png_that_claims(5_000, 5_000), "图片“竣工照”已经损坏"),
        ("照片.jpg", "“|图片”只能用在照片或图片文件上"),
        (["照片.jpg"], "“|图片”只能用在照片或图片文件上"),
    ],
    ids=["pdf", "empty", "half", "head", "bomb", "too short", "name", "list"],
)
def test_what_is_no_picture_is_told(content: Any, sentence: str) -> None:
    with pytest.raises(TemplateError, match=r".") as caught:
        picture(content, 宽="8厘米", 说明="竣工照")
    assert sentence in str(caught.value)


@pytest.mark.parametrize(
    ("box", "sentence"),
    [
        ({"宽": "8英寸"}, "“|图片”的宽要写成“8厘米”或“80毫米”"),
        ({"高": 0}, "“|图片”的高要写成"),
        ({"宽": True}, "“|图片”的宽要写成"),
        ({"宽": ["8"]}, "现为“一组值”"),
        ({"宽": "9" * 99}, "最大 1 米"),
        ({"长": "8厘米"}, "“|图片”的括号里不能写“长”，可以写：宽、高、说明"),
    ],
)
def test_sizes_are_told(box: dict[str, Any], sentence: str) -> None:
    with pytest.raises(TemplateError, match=r".") as caught:
        picture(photo(), **box)
    assert sentence in str(caught.value)


def test_without_pillow_a_sentence_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pictures, "_kept", type(pictures._kept)())
    real = builtins.__import__

    def without_pillow(name: str, *args: Any, **kwargs: Any) -> Any:
        if name.startswith("PIL"):
            raise ImportError(name)
        return real(name, *args, **kwargs)

    monkeypatch.setattr(builtins, "__import__", without_pillow)
    with pytest.raises(TemplateError, match=r'pip install "archivegen\[photo\]"'):
        picture(photo(), 宽="8厘米")


def test_a_picture_is_no_text_and_its_file_neither() -> None:
    words = plain({"照片": photo(), "没有": ""})
    environment = make_environment()
    assert environment.from_string("{{ 没有|图片(宽='8厘米') }}完").render(words) == "完"
    for source, sentence in (
        ("{{ 照片 }}", "这里是图片或文件的内容，不能直接印出来"),
        ("{{ 照片|string }}", "这里是图片或文件的内容"),
        ("{{ 照片 * 2 }}", "图片不能拿来计算"),
        ("{{ 照片 ~ '' }}", "这里是图片或文件的内容"),
        ("{{ 照片|图片(宽='8厘米') }}", "只能单独印在 Word 的正文里"),
        ("{{ 照片|图片(宽='8厘米') ~ '甲' }}", "也不能和别的文字连起来"),
        ("{% for i in range(3000) %}{% set x = 照片|图片(宽='8厘米') %}{% endfor %}", "这里要做的太多"),
    ):
        with pytest.raises(Exception, match=r".") as caught:
            environment.from_string(source).render(words)
        assert sentence in explain(caught.value, words)


def test_a_drawing_of_few_colours_that_is_no_finer_than_print_keeps_its_palette_and_nothing_else():
    info = PngImagePlugin.PngInfo()
    info.add_text("Comment", "SECRET")
    drawn = save(draw().quantize(4), "PNG", pnginfo=info)
    made = picture(drawn, "100毫米")
    assert isinstance(made, Picture)
    assert corners(made) == ["红", "蓝", "白", "白"]
    assert b"SECRET" not in made.content
    assert Image.open(BytesIO(made.content)).mode == "P"
    assert len(made.content) < len(picture(save(draw(), "PNG"), "100毫米").content)
    kept = picture(drawn, "60毫米")
    assert isinstance(kept, Picture)
    assert Image.open(BytesIO(kept.content)).size == (800, 600)
    finer = picture(drawn, "30毫米")
    assert isinstance(finer, Picture)
    assert Image.open(BytesIO(finer.content)).mode == "RGB"
    assert corners(finer) == ["红", "蓝", "白", "白"]
