"""Files that other programs write, and files that were damaged: the reader agrees with those programs and never stumbles."""

from __future__ import annotations

import io

import pikepdf
import pypdf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from archivegen.formats import examine
from tests.formats import files_by_hand as by_hand


def look(content, suffix=".pdf"):
    return examine(io.BytesIO(content), suffix, len(content))


def save_with_pikepdf(pages, **how):
    pdf = pikepdf.new()
    for _ in range(pages):
        pdf.add_blank_page()
    buffer = io.BytesIO()
    pdf.save(buffer, **how)
    return buffer.getvalue()


PIKE = {
    "plain": {},
    "object streams": {"object_stream_mode": pikepdf.ObjectStreamMode.generate},
    "linearized": {"linearize": True},
    "both": {"linearize": True, "object_stream_mode": pikepdf.ObjectStreamMode.generate},
}


@pytest.mark.parametrize("how", PIKE)
def test_pdfs_of_qpdf_are_read(how):
    facts = look(save_with_pikepdf(12, **PIKE[how]))
    assert (facts.pages, facts.problem, facts.mended) == (12, "", False)


@pytest.mark.parametrize("how", PIKE)
@pytest.mark.parametrize("strength", [3, 4, 6])
def test_locked_pdfs_are_known(how, strength):
    seal = pikepdf.Encryption(owner="a", user="b", R=strength, **({"aes": False} if strength == 3 else {}))
    if strength == 3:
        seal = pikepdf.Encryption(owner="a", user="b", R=3, aes=False, metadata=False)
    facts = look(save_with_pikepdf(2, encryption=seal, **PIKE[how]))
    assert facts.encrypted
    assert not facts.problem


def test_a_script_and_a_file_are_known_behind_object_streams():
    pdf = pikepdf.new()
    pdf.add_blank_page()
    pdf.Root.OpenAction = pdf.make_indirect(pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS="app.alert(1)"))
    pdf.attachments["a.txt"] = b"x"
    buffer = io.BytesIO()
    pdf.save(buffer, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    facts = look(buffer.getvalue())
    assert b"JavaScript" not in buffer.getvalue()
    assert (facts.pages, facts.scripts, facts.embedded) == (1, True, True)


def test_a_paper_that_was_added_to_is_read_by_its_newest_table():
    first = by_hand.make_pdf()
    pdf = pypdf.PdfReader(io.BytesIO(first))
    writer = pypdf.PdfWriter(pdf, incremental=True)
    writer.add_blank_page(595, 842)
    buffer = io.BytesIO()
    writer.write(buffer)
    assert buffer.getvalue().startswith(first)
    assert look(buffer.getvalue()).pages == 2
    assert look(buffer.getvalue()[:-40]).problem


@pytest.mark.parametrize(
    ("form", "how"),
    [("JPEG", {"progressive": True}), ("JPEG", {}), ("PNG", {}), ("TIFF", {}), ("TIFF", {"big_tiff": True})],
)
def test_pictures_of_pillow_are_read_and_cut_ones_are_known(form, how):
    picture = Image.radial_gradient("L")
    buffer = io.BytesIO()
    more = {"save_all": True, "append_images": [picture]} if form == "TIFF" else {}
    picture.save(buffer, form, dpi=(300, 300), **how, **more)
    content = buffer.getvalue()
    facts = look(content, "." + form.lower())
    assert (facts.pages, facts.dpi, facts.problem) == (2 if form == "TIFF" else 1, 300, "")
    for part in (0.95, 0.5, 0.1):
        assert look(content[: int(len(content) * part)]).problem


SEEDS = [
    by_hand.make_pdf(pages=3, catalog=b"/OpenAction<</S/JavaScript/JS(a)>>"),
    by_hand.make_scan(200, 283),
    by_hand.make_pdf().replace(b"startxref\n", b"startxref\n9"),
    save_with_pikepdf(3, object_stream_mode=pikepdf.ObjectStreamMode.generate),
    by_hand.make_jpeg(exif=b"II*\0\x08\0\0\0\1\0\x12\1\3\0\1\0\0\0\6\0\0\0\0\0\0\0"),
    by_hand.make_png(),
    by_hand.make_tiff(pages=2),
    by_hand.make_docx({"word/_rels/a.rels": "<R/>"}),
    by_hand.make_ofd(),
    by_hand.make_sealed_office(),
]  # fmt: skip


@settings(max_examples=200, deadline=None)
@given(data=st.data())
def test_no_damage_makes_the_reader_stumble(data):
    content = bytearray(data.draw(st.sampled_from(SEEDS)))
    for _ in range(data.draw(st.integers(1, 6))):
        at = data.draw(st.integers(0, len(content) - 1))
        change = data.draw(st.sampled_from(["flip", "cut", "digits", "copy"]))
        if change == "flip":
            content[at] ^= data.draw(st.integers(1, 255))
        elif change == "cut":
            del content[at : at + data.draw(st.integers(1, 40))]
        elif change == "digits":
            content[at : at + 1] = data.draw(
                st.sampled_from([b"99999999999999999999", b"-1", b"<<", b"[", b"(", b"\xff\xff\xff\xff"])
            )
        else:
            content[at:at] = content[: data.draw(st.integers(1, 200))]
        if not content:
            break
    facts = look(bytes(content), data.draw(st.sampled_from([".pdf", ".txt", ".xml", ".html"])))
    assert facts.kind
    assert isinstance(facts.problem, str)


@settings(max_examples=100, deadline=None)
@given(
    st.binary(min_size=1, max_size=200),
    st.sampled_from([b"%PDF-1.4\n", b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"II*\0", b"PK\x03\x04", b""]),
)
def test_no_rubbish_makes_the_reader_stumble(content, mark):
    assert look(mark + content).kind
