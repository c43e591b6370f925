"""Images become A4 pages; what is inside an image file goes into the PDF as it is."""

from __future__ import annotations

from pathlib import Path

import pikepdf
import pypdfium2
import pytest
from PIL import Image

from archivegen.pdf.images import A4, lay_image, place_image
from tests.pdf.odd_pdfs import draw_picture


def lay(path: Path) -> Path:
    target = path.with_suffix(".pdf")
    assert lay_image(path, target)
    return target


def look(path: Path, number: int = 0) -> Image.Image:
    document = pypdfium2.PdfDocument(path)
    try:
        return document[number].render(scale=0.5).to_pil().convert("L")
    finally:
        document.close()


def find_dark(page: Image.Image) -> tuple[bool, bool]:
    """Where the dark corner of the picture lies: in the left half, in the upper half."""
    box = page.point(lambda value: 255 if value < 100 else 0).getbbox()
    assert box is not None
    return (box[0] + box[2]) / 2 < page.width / 2, (box[1] + box[3]) / 2 < page.height / 2


def find_image(path: Path):
    with pikepdf.open(path) as pdf:
        (image,) = pdf.pages[0].obj.Resources.XObject.values()
        return image.read_raw_bytes(), {key: image[key] for key in ("/BitsPerComponent", "/Filter")}


def test_a_jpeg_goes_in_byte_for_byte(tmp_path):
    path = tmp_path / "scan.jpg"
    draw_picture((413, 585)).save(path, dpi=(50, 50), quality=80)
    raw, _ = find_image(lay(path))
    assert raw == path.read_bytes()
    assert find_dark(look(path.with_suffix(".pdf"))) == (True, True)


@pytest.mark.parametrize("turned", range(1, 9))
def test_a_photograph_lies_as_the_camera_was_held(tmp_path, turned):
    """EXIF 1, 3, 6 and 8 are turns; mirrored pictures, which no camera makes, stay as they are."""
    path = tmp_path / "photo.jpg"
    exif = Image.Exif()
    exif[274] = turned
    draw_picture((400, 300)).save(path, exif=exif)
    page = look(lay(path))
    assert (page.width > page.height) == (turned not in {6, 8})
    assert find_dark(page) == {3: (False, False), 6: (False, True), 8: (True, False)}.get(turned, (True, True))


@pytest.mark.parametrize(
    ("name", "mode", "options"),
    [
        ("grey.png", "L", {}),
        ("colour.png", "RGB", {}),
        ("palette.png", "P", {}),
        ("bits.png", "1", {}),
        ("alpha.png", "RGBA", {}),
        ("fax.tif", "1", {"compression": "group4"}),
        ("lzw.tiff", "RGB", {"compression": "lzw"}),
        ("jpeg.tif", "RGB", {"compression": "jpeg"}),
        ("cmyk.jpg", "CMYK", {}),
        ("cmyk.tif", "CMYK", {}),
        ("grey.jpg", "L", {}),
        ("old.bmp", "RGB", {}),
    ],
)
def test_every_kind_of_image_is_seen_as_it_is(tmp_path, name, mode, options):
    path = tmp_path / name
    picture = draw_picture((240, 180), mode)
    if mode == "P":
        picture.putpalette([250, 250, 250, 20, 20, 20])
    picture.save(path, **options)
    page = look(lay(path))
    assert page.width > page.height
    assert find_dark(page) == (True, True)


def test_more_than_eight_bits_a_dot_are_kept(tmp_path):
    path = tmp_path / "deep.png"
    Image.new("I;16", (40, 30), 30000).save(path)
    _, facts = find_image(lay(path))
    assert facts["/BitsPerComponent"] == 16


def test_every_frame_of_a_fax_is_a_page(tmp_path):
    path = tmp_path / "fax.tif"
    sheet = draw_picture((827, 1170), "1")
    sheet.save(path, save_all=True, append_images=[sheet, sheet], compression="group4", dpi=(100, 100))
    with pikepdf.open(lay(path)) as pdf:
        assert len(pdf.pages) == 3
        (image,) = pdf.pages[2].obj.Resources.XObject.values()
        assert "/CCITTFaxDecode" in list(image.Filter)


@pytest.mark.parametrize(
    ("dots", "page", "image"),
    [
        ((1654, 2339), A4, A4),
        ((2339, 1654), A4[::-1], A4[::-1]),
        ((4000, 3000), A4[::-1], ((297 - 20) / 25.4 * 72 * 190 / 207.75, 190 / 25.4 * 72)),
        ((200, 100), A4[::-1], (144, 72)),
    ],
    ids=["a sheet fills its page", "a sheet across", "a photograph has a margin", "a small picture is not blown up"],
)
def test_where_an_image_lies(dots, page, image):
    placed = place_image(*dots, None)
    assert placed[:2] == page
    assert placed[2:] == pytest.approx(image, rel=0.01)


@pytest.mark.parametrize("content", [b"", b"\xff\xd8\xff\xe0rubbish", b"\x89PNG\r\n\x1a\nrubbish", b"II*\x00rubbish"])
def test_a_broken_image_is_told(tmp_path, content):
    path = tmp_path / "broken.jpg"
    path.write_bytes(content)
    assert not lay_image(path, tmp_path / "out.pdf")
    assert not (tmp_path / "out.pdf").exists()


def test_an_image_cut_short_is_told(tmp_path):
    path = tmp_path / "half.jpg"
    draw_picture((400, 300)).save(path)
    path.write_bytes(path.read_bytes()[:-300])
    assert not lay_image(path, tmp_path / "out.pdf")
