"""Files with a secret in one of the places where one can be, made by hand."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Callable

import openpyxl
import pikepdf
from openpyxl.comments import Comment
from PIL import Image, PngImagePlugin

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
TYPES = '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>'


def pack(members: dict[str, str | bytes]) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in members.items():
            package.writestr(name, content)
    return made.getvalue()


def docx(body: str, **parts: str | bytes) -> bytes:
    document = f"<?xml version='1.0'?><w:document {W}><w:body>{body}</w:body></w:document>"
    extra = {name.replace("__", "/").replace("_xml", ".xml"): content for name, content in parts.items()}
    return pack({"[Content_Types].xml": TYPES, "word/document.xml": document, **extra})


def run(text: str) -> str:
    return f"<w:r><w:rPr><w:b/></w:rPr><w:t>{text}</w:t></w:r>"


def row(*cells: str) -> str:
    return "<w:tbl><w:tr>" + "".join(f"<w:tc><w:p>{run(cell)}</w:p></w:tc>" for cell in cells) + "</w:tr></w:tbl>"


def xlsx(fill: Callable[[openpyxl.Workbook], None]) -> bytes:
    book = openpyxl.Workbook()
    book.active["A1"] = "序号"
    fill(book)
    made = io.BytesIO()
    book.save(made)
    return made.getvalue()


def hidden_sheet(secret: str) -> Callable[[openpyxl.Workbook], None]:
    def fill(book: openpyxl.Workbook) -> None:
        sheet = book.create_sheet("底表")
        sheet["B2"] = secret
        sheet.sheet_state = "veryHidden"

    return fill


def cell_note(secret: str) -> Callable[[openpyxl.Workbook], None]:
    def fill(book: openpyxl.Workbook) -> None:
        book.active["A1"].comment = Comment(f"核对 {secret}", "经办")

    return fill


def pdf(lines: list[str], decorate: Callable[[pikepdf.Pdf], None] = lambda _: None) -> bytes:
    """One page with a text layer; every item of ``lines`` is shown by a line of its own."""
    shown = " ".join(f"({line}) Tj 0 -14 Td" for line in lines)
    document = pikepdf.new()
    page = document.add_blank_page(page_size=(595, 842))
    font = pikepdf.Dictionary(Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica)
    page.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F1=font))
    page.Contents = document.make_stream(f"BT /F1 12 Tf 72 700 Td {shown} ET".encode("latin-1"))
    decorate(document)
    made = io.BytesIO()
    document.save(made)
    return made.getvalue()


def pdf_note(secret: str) -> Callable[[pikepdf.Pdf], None]:
    def add(document: pikepdf.Pdf) -> None:
        note = pikepdf.Dictionary(
            Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Text, Rect=[0, 0, 9, 9], Contents=pikepdf.String(secret)
        )
        document.pages[0].Annots = pikepdf.Array([document.make_indirect(note)])

    return add


def pdf_attachment(name: str, content: bytes) -> Callable[[pikepdf.Pdf], None]:
    def add(document: pikepdf.Pdf) -> None:
        document.attachments[name] = content

    return add


def pdf_title(secret: str) -> Callable[[pikepdf.Pdf], None]:
    def add(document: pikepdf.Pdf) -> None:
        document.docinfo["/Title"] = secret

    return add


def scan(secret: str = "") -> bytes:
    """A page that is a picture and nothing else, the secret in the picture's camera data."""
    document = pikepdf.new()
    page = document.add_blank_page(page_size=(595, 842))
    picture = document.make_stream(jpeg(secret))
    picture.update(
        pikepdf.Dictionary(
            Type=pikepdf.Name.XObject, Subtype=pikepdf.Name.Image, Width=8, Height=8, BitsPerComponent=8,
            ColorSpace=pikepdf.Name.DeviceRGB, Filter=pikepdf.Name.DCTDecode,
        )
    )  # fmt: skip
    page.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(Im=picture))
    page.Contents = document.make_stream(b"q 595 0 0 842 0 0 cm /Im Do Q")
    made = io.BytesIO()
    document.save(made)
    return made.getvalue()


def jpeg(description: str = "") -> bytes:
    made = io.BytesIO()
    exif = Image.Exif()
    if description:
        exif[0x010E] = description
    Image.new("RGB", (8, 8), "white").save(made, "JPEG", exif=exif)
    return made.getvalue()


def png(text: str, *, packed: bool) -> bytes:
    made = io.BytesIO()
    info = PngImagePlugin.PngInfo()
    info.add_text("Comment", text, zip=packed)
    Image.new("RGB", (8, 8), "white").save(made, "PNG", pnginfo=info)
    return made.getvalue()


def places(secret: str) -> dict[str, tuple[str, bytes]]:
    """Every place in which a secret of ASCII characters is planted: what it is called → file name, content."""
    halves = secret[:7], secret[7:]
    struck = f"<w:p><w:del><w:r><w:delText>{secret}</w:delText></w:r></w:del></w:p>"
    hidden = f"<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>{secret}</w:t></w:r></w:p>"
    box = f'<w:p><w:r><w:drawing><wp:docPr xmlns:wp="urn:wp" id="1" descr="照片 {secret}"/></w:drawing></w:r></w:p>'
    core = f'<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/x"><cp:keywords>{secret}</cp:keywords></cp:coreProperties>'
    comments = f"<w:comments {W}><w:comment><w:p>{run(secret)}</w:p></w:comment></w:comments>"
    return {
        "a paragraph": ("a.docx", docx(f"<w:p>{run(secret)}</w:p>")),
        "split over runs": ("a.docx", docx(f"<w:p>{run(halves[0])}{run(halves[1])}</w:p>")),
        "a cell for each character": ("a.docx", docx(row(*secret))),
        "a line end in a cell": ("a.docx", docx(f"<w:p><w:r><w:t>{halves[0]}</w:t><w:br/><w:t>{halves[1]}</w:t></w:r></w:p>")),
        "struck out": ("a.docx", docx(struck)),
        "hidden text": ("a.docx", docx(hidden)),
        "alternative text": ("a.docx", docx(box)),
        "a header": ("a.docx", docx("", word__header1_xml=f"<w:hdr {W}><w:p>{run(secret)}</w:p></w:hdr>")),
        "a remark": ("a.docx", docx("", word__comments_xml=comments)),
        "a property": ("a.docx", docx("", docProps__core_xml=core)),
        "a workbook inside": ("a.docx", docx("", **{"word__embeddings__a.xlsx": xlsx(hidden_sheet(secret))})),
        "a picture inside": ("a.docx", docx("", **{"word__media__image1.jpeg": jpeg(secret)})),
        "a cell": ("a.xlsx", xlsx(lambda book: book.active.__setitem__("C3", secret))),
        "a hidden sheet": ("a.xlsx", xlsx(hidden_sheet(secret))),
        "a note at a cell": ("a.xlsx", xlsx(cell_note(secret))),
        "the name of a sheet": ("a.xlsx", xlsx(lambda book: book.create_sheet(secret))),
        "a property of a workbook": ("a.xlsx", xlsx(lambda book: setattr(book.properties, "title", secret))),
        "a page": ("a.pdf", pdf(["Name", secret])),
        "two lines of a page": ("a.pdf", pdf(list(halves))),
        "a remark on a page": ("a.pdf", pdf(["x"], pdf_note(secret))),
        "a title": ("a.pdf", pdf(["x"], pdf_title(secret))),
        "an attachment": ("a.pdf", pdf(["x"], pdf_attachment("a.csv", f"x,{secret}\n".encode()))),
        "a scan's camera data": ("a.pdf", scan(secret)),
        "camera data": ("a.jpg", jpeg(secret)),
        "a picture's text": ("a.png", png(secret, packed=False)),
        "a picture's packed text": ("a.png", png(secret, packed=True)),
        "a text": ("a.txt", f"备注：{secret}".encode("gb18030")),
        "a table of text": ("a.csv", f"\ufeff张三,{secret}\r\n".encode()),
        "JSON with escapes": ("a.json", json.dumps({"甲": ["".join(f"\\u{ord(c):04x}" for c in secret)]}).replace("\\\\u", "\\u").encode()),
        "XML": ("a.xml", f"<目录><件 题名='{secret}'/></目录>".encode()),
        "XML with a comment": ("a.xml", f"<目录><!-- {secret} --></目录>".encode()),
        "HTML with entities": ("index.html", ("<p>" + "".join(f"&#{ord(c)};" for c in secret) + "</p>").encode()),
        "HTML with tags between": ("index.html", f"<p>{halves[0]}<b>{halves[1]}</b></p>".encode()),
        "a file in a ZIP": ("a.zip", pack({"x/y.txt": secret})),
        "a name in a ZIP": ("a.zip", pack({f"{secret}.txt": "x"})),
        "OFD": ("a.ofd", pack({"OFD.xml": "<OFD/>", "Doc_0/Pages/Page_0/Content.xml": f"<ofd:Page xmlns:ofd='http://www.ofdspec.org/2016'><ofd:TextCode>{secret}</ofd:TextCode></ofd:Page>"})),
    }  # fmt: skip
