"""Text that we draw on pages ourselves: stamps and notices, with the fonts inside the PDF.

``stamp_font.otf`` comes with the program, so that a stamp looks the same wherever it was made.  A sign that it does not hold is
taken from a Chinese font of the machine, of which the few signs are embedded; where there is none, the reader's program
is asked for its own (STSong-Light, ISO 32000-1 table 118).
"""

from __future__ import annotations

import os
import zlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from io import BytesIO
from itertools import groupby
from pathlib import Path
from typing import Any

OWN_FONT = Path(__file__).with_name("stamp_font.otf")
_LAST_OF_UCS2 = 0xFFFF
_STAND_BY = "黑体"
"""The typeface of ``fonts.yaml`` that helps out."""
_SYSTEM_FONTS = (
    *(Path(os.environ.get("SYSTEMROOT", r"C:\Windows"), "Fonts", name) for name in ("simhei.ttf", "simsun.ttc")),
    Path("/System/Library/Fonts/STHeiti Light.ttc"),
    Path("/System/Library/Fonts/Supplemental/Songti.ttc"),
)


@dataclass(frozen=True)
class Face:
    """The signs of one font: each sign's code in the PDF and its width in thousandths of an em."""

    name: str
    codes: Mapping[str, int]
    widths: Mapping[str, float]
    program: bytes
    """What is embedded: a TrueType file or a bare CFF; empty for the font that the reader's program must have."""
    outlines: str
    """CFF, or TrueType."""


class Lettering:
    """The fonts for these texts in one open PDF."""

    def __init__(self, pdf: Any, texts: Iterable[str]) -> None:
        self._faces = choose_faces(frozenset(sign for text in texts for sign in text))
        self._pdf = pdf

    def make_resources(self) -> Any:
        """The ``/Font`` dictionary, the same object for all pages."""
        import pikepdf

        made = {f"/A{number}": _embed(self._pdf, face) for number, face in enumerate(self._faces)}
        return self._pdf.make_indirect(pikepdf.Dictionary(made))

    def measure(self, text: str, size: float) -> float:
        """How wide a text is, in the unit of ``size``."""
        return sum(self._find(sign)[1].widths.get(sign, 1000.0) for sign in text) * size / 1000

    def show(self, text: str, size: float) -> bytes:
        """The operators that show a text where the text matrix stands; within ``BT`` and ``ET``."""
        parts = []
        for number, signs in groupby(text, key=lambda sign: self._find(sign)[0]):
            face = self._faces[number]
            codes = "".join(f"{face.codes.get(sign, _ask_for(sign)):04X}" for sign in signs)
            parts.append(f"/A{number} {size:g} Tf <{codes}> Tj")
        return " ".join(parts).encode()

    def _find(self, sign: str) -> tuple[int, Face]:
        for number, face in enumerate(self._faces):
            if sign in face.codes:
                return number, face
        return len(self._faces) - 1, self._faces[-1]


def _ask_for(sign: str) -> int:
    """The code by which a font of the reader's knows a sign; the geta stands for one beyond its reach."""
    return ord(sign) if ord(sign) <= _LAST_OF_UCS2 else ord("〓")


@lru_cache(maxsize=64)
def choose_faces(signs: frozenset[str]) -> tuple[Face, ...]:
    """Our own face, and whatever else these signs need."""
    own = _read_own()
    faces, missing = [own], signs - own.codes.keys()
    for path, number in _find_machine_fonts() if missing else ():
        face = _cut_out(path, number, missing)
        if face is not None and face.codes:
            faces.append(face)
            break
    if missing - {sign for face in faces for sign in face.codes}:
        faces.append(Face("STSong-Light", {}, {}, b"", ""))
    return tuple(faces)


@lru_cache(maxsize=1)
def _read_own() -> Face:
    from fontTools.ttLib import TTFont

    with TTFont(OWN_FONT, lazy=True) as font:
        return _read_face("ArchivegenStamp", font, OWN_FONT.read_bytes())


def _find_machine_fonts() -> Iterator[tuple[str, int]]:
    """Chinese fonts of this machine, as file and number in the file."""
    from archivegen.pdf.fonts import choose_face, list_faces, read_typefaces

    faces = list_faces()
    if faces is None:
        yield from ((str(path), 0 if path.suffix == ".ttc" else -1) for path in _SYSTEM_FONTS if path.is_file())
        return
    for typeface in read_typefaces():
        if _STAND_BY in typeface.names and (face := choose_face(typeface, faces)) is not None:
            yield face.file, face.index


def _cut_out(path: str, number: int, signs: frozenset[str]) -> Face | None:
    """A font with these signs alone; None when the font cannot be read."""
    from fontTools import subset
    from fontTools.ttLib import TTFont, TTLibError

    options = subset.Options()
    options.layout_features, options.hinting, options.name_IDs = [], False, []
    options.drop_tables += ["GSUB", "GPOS", "GDEF", "BASE", "VORG", "vhea", "vmtx", "DSIG"]
    try:
        font = TTFont(path, fontNumber=number, lazy=True, recalcTimestamp=False)
        with font:
            cutter = subset.Subsetter(options)
            cutter.populate(text="".join(sorted(signs)))
            cutter.subset(font)
            target = BytesIO()
            font.save(target)
        with TTFont(BytesIO(target.getvalue()), lazy=True) as font:
            return _read_face("ArchivegenHelp", font, target.getvalue())
    except (OSError, TTLibError, KeyError, ValueError, AssertionError):
        return None


def _read_face(name: str, font: Any, content: bytes) -> Face:
    glyphs, em, widths = font.getBestCmap(), font["head"].unitsPerEm, font["hmtx"].metrics
    cff = font["CFF "].cff.topDictIndex[0] if "CFF " in font else None
    by_name = cff is not None and hasattr(cff, "ROS")
    codes = {chr(sign): int(glyph[3:]) if by_name else font.getGlyphID(glyph) for sign, glyph in glyphs.items()}
    return Face(
        name,
        codes,
        {chr(sign): widths[glyph][0] * 1000 / em for sign, glyph in glyphs.items()},
        content if cff is None else font.reader["CFF "],
        "TrueType" if cff is None else "CFF",
    )


# --- into the PDF -----------------------------------------------------------------------------------------------------


def _embed(pdf: Any, face: Face) -> Any:
    """A composite font (ISO 32000-1, 9.7)."""
    import pikepdf

    if not face.program:
        return pdf.make_indirect(_ask_reader(pdf))
    name = pikepdf.Name(f"/AAAAAA+{face.name}")
    file = pdf.make_stream(zlib.compress(face.program), Filter=pikepdf.Name.FlateDecode)
    file["/Length1" if face.outlines == "TrueType" else "/Subtype"] = (
        len(face.program) if face.outlines == "TrueType" else pikepdf.Name.CIDFontType0C
    )
    descendant = {
        "/Type": pikepdf.Name.Font,
        "/Subtype": pikepdf.Name.CIDFontType2 if face.outlines == "TrueType" else pikepdf.Name.CIDFontType0,
        "/BaseFont": name,
        "/CIDSystemInfo": pikepdf.Dictionary(Registry="Adobe", Ordering="Identity", Supplement=0),
        "/FontDescriptor": pdf.make_indirect(_describe(name, face, file)),
        "/DW": 1000,
        "/W": [x for sign, code in sorted(face.codes.items()) for x in (code, [round(face.widths[sign])])],
    }
    if face.outlines == "TrueType":
        descendant["/CIDToGIDMap"] = pikepdf.Name.Identity
    return pdf.make_indirect(
        pikepdf.Dictionary(
            Type=pikepdf.Name.Font,
            Subtype=pikepdf.Name.Type0,
            BaseFont=name,
            Encoding=pikepdf.Name("/Identity-H"),
            DescendantFonts=[pdf.make_indirect(pikepdf.Dictionary(descendant))],
            ToUnicode=pdf.make_stream(zlib.compress(_map_to_unicode(face)), Filter=pikepdf.Name.FlateDecode),
        )
    )


def _describe(name: Any, face: Face, file: Any) -> Any:
    import pikepdf

    key = "/FontFile2" if face.outlines == "TrueType" else "/FontFile3"
    return pikepdf.Dictionary(
        {
            "/Type": pikepdf.Name.FontDescriptor,
            "/FontName": name,
            "/Flags": 4,
            "/FontBBox": [-200, -200, 1100, 1000],
            "/ItalicAngle": 0,
            "/Ascent": 880,
            "/Descent": -120,
            "/CapHeight": 733,
            "/StemV": 80,
            key: file,
        }
    )


def _map_to_unicode(face: Face) -> bytes:
    pairs = [f"<{code:04X}> <{sign.encode('utf-16-be').hex()}>" for sign, code in sorted(face.codes.items())]
    blocks = [pairs[start : start + 100] for start in range(0, len(pairs), 100)]
    body = "\n".join(f"{len(block)} beginbfchar\n" + "\n".join(block) + "\nendbfchar" for block in blocks)
    return (
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /Signs def /CMapType 2 def\n"
        f"1 begincodespacerange <0000> <FFFF> endcodespacerange\n{body}\nendcmap end end"
    ).encode()


def _ask_reader(pdf: Any) -> Any:
    """Adobe's Song, which every reader of Chinese PDFs knows or replaces."""
    import pikepdf

    descriptor = _describe(pikepdf.Name("/STSong-Light"), Face("", {}, {}, b"", ""), None)
    del descriptor["/FontFile3"]
    descendant = pikepdf.Dictionary(
        Type=pikepdf.Name.Font,
        Subtype=pikepdf.Name.CIDFontType0,
        BaseFont=pikepdf.Name("/STSong-Light"),
        CIDSystemInfo=pikepdf.Dictionary(Registry="Adobe", Ordering="GB1", Supplement=4),
        FontDescriptor=pdf.make_indirect(descriptor),
        DW=1000,
    )
    return pikepdf.Dictionary(
        Type=pikepdf.Name.Font,
        Subtype=pikepdf.Name.Type0,
        BaseFont=pikepdf.Name("/STSong-Light-UniGB-UCS2-H"),
        Encoding=pikepdf.Name("/UniGB-UCS2-H"),
        DescendantFonts=[pdf.make_indirect(descendant)],
    )
