"""PDFs and images as other programs leave them: lying on their side, cropped, unbalanced, filled in, layered, locked, broken."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name
from PIL import Image, ImageDraw

A4 = (0, 0, 595.0, 842.0)
WORDS = b"BT /F 40 Tf 100 400 Td (Content) Tj ET"


def add_page(pdf: Any, content: bytes = WORDS, box=A4, **keys: Any) -> Any:
    """A page with a font /F; the keys are set on it as they are."""
    pdf.add_blank_page(page_size=(100, 100))
    page = pdf.pages[-1].obj
    page.MediaBox = Array(box)
    font = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica)
    page.Resources = Dictionary(Font=Dictionary(F=font))
    page.Contents = pdf.make_stream(content)
    for key, value in keys.items():
        page[f"/{key}"] = value
    return page


def write_pages(path: Path, *pages: dict[str, Any]) -> Path:
    """A PDF of pages, each the arguments of ``add_page``."""
    with pikepdf.new() as pdf:
        for page in pages or ({},):
            add_page(pdf, **page)
        pdf.save(path, static_id=True)
    return path


def write_form(path: Path) -> Path:
    """A filled-in form with a script, a link that starts a program, a remark without a picture, and actions on opening."""
    with pikepdf.new() as pdf:
        page = add_page(pdf)
        script = Dictionary(S=Name.JavaScript, JS="app.alert(1)")
        look = pdf.make_stream(
            b"/Tx BMC q BT /F 20 Tf 0 g 2 6 Td (Filled 123) Tj ET Q EMC",
            Type=Name.XObject, Subtype=Name.Form, BBox=[0, 0, 200, 30], Resources=page.Resources,
        )  # fmt: skip
        field = pdf.make_indirect(
            Dictionary(
                Type=Name.Annot, Subtype=Name.Widget, FT=Name.Tx, T="name", V="Filled 123", Rect=[100, 600, 300, 630],
                AP=Dictionary(N=look), F=4, AA=Dictionary(K=script),
            )
        )  # fmt: skip
        link = Dictionary(
            Type=Name.Annot, Subtype=Name.Link, Rect=[0, 0, 50, 50], A=Dictionary(S=Name.Launch, F="calc")
        )
        square = Dictionary(Type=Name.Annot, Subtype=Name.Square, Rect=[100, 100, 200, 200], C=[0, 0, 1], F=4, A=script)
        page.Annots = Array([field, pdf.make_indirect(link), pdf.make_indirect(square)])
        page.AA = Dictionary(O=script)
        pdf.Root.AcroForm = Dictionary(Fields=[field])
        pdf.Root.OpenAction = script
        pdf.Root.Names = Dictionary(JavaScript=Dictionary(Names=["run", script]))
        with pdf.open_outline() as outline:
            outline.root.append(pikepdf.OutlineItem("Old bookmark", 0))
        pdf.save(path, static_id=True)
    return path


def write_layers(path: Path) -> Path:
    """A drawing with one layer that is switched off."""
    with pikepdf.new() as pdf:
        content = b"/OC /L1 BDC 1 0 0 rg 100 100 100 100 re f EMC /OC /L2 BDC 0 1 0 rg 300 100 100 100 re f EMC"
        page = add_page(pdf, content)
        hidden, shown = (pdf.make_indirect(Dictionary(Type=Name.OCG, Name=name)) for name in ("off", "on"))
        page.Resources.Properties = Dictionary(L1=hidden, L2=shown)
        pdf.Root.OCProperties = Dictionary(OCGs=[hidden, shown], D=Dictionary(OFF=[hidden], ON=[shown]))
        pdf.save(path, static_id=True)
    return path


def write_locked(path: Path, *, user: str = "geheim") -> Path:
    """A PDF that asks for a password, or with an empty ``user`` one that may only not be changed."""
    with pikepdf.new() as pdf:
        add_page(pdf)
        pdf.save(path, encryption=pikepdf.Encryption(owner="owner", user=user))
    return path


def write_inherited(path: Path) -> Path:
    """Size, rotation and fonts stand above the page."""
    with pikepdf.new() as pdf:
        page = add_page(pdf)
        pages = pdf.Root.Pages
        for key, value in (("/MediaBox", page.MediaBox), ("/Resources", page.Resources), ("/Rotate", 90)):
            pages[key] = value
            if key in page:
                del page[key]
        pdf.save(path, static_id=True)
    return path


def write_index(path: Path, *names: str) -> Path:
    """An index with a link to each of these files, as LibreOffice writes those of a sheet, and one to a place on the web."""
    with pikepdf.new() as pdf:
        page = add_page(pdf)
        page.Annots = Array(
            pdf.make_indirect(
                Dictionary(
                    Type=Name.Annot, Subtype=Name.Link, Rect=[50, 50, 90, 90], A=Dictionary(S=Name.URI, URI=target)
                )
            )
            for target in (*(f"file:///tmp/data/{name}" for name in names), "https://example.org/")
        )
        pdf.save(path, static_id=True)
    return path


def draw_picture(size: tuple[int, int], mode: str = "RGB") -> Image.Image:
    """A picture with a dark upper left corner, so that its upper side can be told."""
    light, dark = {"RGB": ((250, 250, 250), (20, 20, 20)), "L": (250, 20), "1": (1, 0), "CMYK": ((0, 0, 0, 0), (0, 0, 0, 255)),
                   "RGBA": ((250, 250, 250, 255), (20, 20, 20, 255)), "P": (0, 1)}[mode]  # fmt: skip
    picture = Image.new(mode, size, light)
    ImageDraw.Draw(picture).rectangle((0, 0, size[0] // 3, size[1] // 3), fill=dark)
    return picture
