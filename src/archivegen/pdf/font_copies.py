"""Private copies of open fonts, with the names and the measures of the official ones they stand in for.

The official fonts of Windows share their measures: every 汉字 one em wide, Latin letters and digits half an em, line
height 220+36 of 256 with a gap of 36.  Noto's lines are 1.44 em high and its digits wider: under Word's grid one page
becomes two.  A copy is made once a machine and kept in the cache; outlines are never touched.

LibreOffice walks through all characters that a font knows for every PDF, a tenth of its time with whole fonts.  So a copy knows
those of GBK, one for headings and labels those of GB2312; what is rarer comes from one spare copy that knows everything.
"""

from __future__ import annotations

import hashlib
import shutil
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from archivegen.compiled import cache_folder

_RECIPE = "5"
"""Changes with what is done to a copy."""
_ASCENT, _DESCENT, _GAP = 220 / 256, 36 / 256, 36 / 256
_WIDE = "“”‘’—…·"
"""Signs that are one em wide in a Chinese font and half an em or less in a Latin one."""
_LEFT_HALF = "”’"
_RIGHT_HALF = "“‘"
_BETTER = {0x2014: 0x2015, 0x00B7: 0x30FB}
"""Signs whose glyph in Noto is too narrow → a sign of full width that looks like it."""
_POSTSCRIPT_LENGTH = 63
_FIRST_WORD, _LAST_WORD = 0x4E00, 0x9FFF


@dataclass(frozen=True, slots=True)
class Copy:
    """A face of a font file, and the official names that its copy bears."""

    file: str
    index: int
    postscript: str
    family: str
    names: tuple[str, ...]
    characters: str = "gbk"
    """Which it keeps: the name of an encoding, or nothing for all of them."""


def name_copy(copy: Copy) -> str:
    """The PostScript name of a copy: it says in the PDF what it is and for what it stands."""
    official = next((name for name in copy.names if name.isascii()), "Official")
    return f"{copy.postscript}.for.{official}".replace(" ", "")[:_POSTSCRIPT_LENGTH]


def lay_copies(copies: Sequence[Copy], run: Path) -> Path:
    """The folder that holds these copies: in the cache, or below ``run`` when there is no cache to be had."""
    stamps = [f"{_RECIPE}", *(f"{c} {Path(c.file).stat().st_size} {Path(c.file).stat().st_mtime_ns}" for c in copies)]
    name = "fonts-" + hashlib.sha256("\n".join(stamps).encode()).hexdigest()[:16]
    cache = cache_folder()
    if cache is not None and (cache / name).is_dir():
        return cache / name
    try:
        return _make_folder(copies, cache, name) if cache is not None else _make_all(copies, run / name)
    except OSError:
        return _make_all(copies, run / name)


def _make_folder(copies: Sequence[Copy], cache: Path, name: str) -> Path:
    """All copies in a folder of their own that appears whole; those of other fonts are dropped."""
    temporary = Path(tempfile.mkdtemp(prefix="~fonts-", dir=cache))
    try:
        _make_all(copies, temporary / name)
        for old in cache.glob("fonts-*"):
            shutil.rmtree(old, ignore_errors=True)
        if not (cache / name).is_dir():
            (temporary / name).rename(cache / name)
    finally:
        shutil.rmtree(temporary, ignore_errors=True)
    return cache / name


def _make_all(copies: Sequence[Copy], folder: Path) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    for number, copy in enumerate(copies):
        make_copy(copy, folder / f"{number}.otf")
    return folder


def make_copy(copy: Copy, target: Path) -> None:
    """Write the copy of one face.  Raises ``OSError``."""
    from fontTools.ttLib import TTFont

    opened = TTFont(copy.file, fontNumber=copy.index, lazy=True, recalcBBoxes=False, recalcTimestamp=False)
    with opened as font:
        _set_heights(font)
        if "glyf" in font:
            _widen_signs(font)
        else:
            _choose_glyphs(font)
        _thin_out(font, copy.characters)
        _set_names(font, copy)
        font.save(target, reorderTables=False)


def _set_heights(font: Any) -> None:
    em = font["head"].unitsPerEm
    ascent, descent, gap = (round(em * part) for part in (_ASCENT, _DESCENT, _GAP))
    across, system = font["hhea"], font["OS/2"]
    across.ascent, across.descent, across.lineGap = ascent, -descent, gap
    system.sTypoAscender, system.sTypoDescender, system.sTypoLineGap = ascent, -descent, gap
    system.usWinAscent, system.usWinDescent = ascent, descent
    system.usWeightClass = 400
    system.fsSelection = system.fsSelection & ~0b1100001 | 0b1000000
    system.fsType = 0
    font["head"].macStyle = 0


def _widen_signs(font: Any) -> None:
    """TrueType: a glyph is placed by its left side bearing, so a sign is moved into its half of the em without a redraw."""
    em, widths, glyphs = font["head"].unitsPerEm, font["hmtx"].metrics, font.getBestCmap()
    for sign in _WIDE:
        name = glyphs.get(ord(sign))
        if name is None or widths[name][0] >= em:
            continue
        width, bearing = widths[name]
        room = em - width
        shift = room if sign in _RIGHT_HALF else 0 if sign in _LEFT_HALF else room // 2
        widths[name] = (em, bearing + shift)


def _choose_glyphs(font: Any) -> None:
    """CFF: the width stands in the outline too, so another glyph is chosen: the font's own half-width Latin."""
    glyphs, widths = font.getBestCmap(), font["hmtx"].metrics
    em, halves = font["head"].unitsPerEm, _read_halves(font)
    changed = {c: halves[glyphs[c]] for c in range(0x20, 0x7F) if glyphs.get(c) in halves}
    for sign, better in _BETTER.items():
        if sign in glyphs and better in glyphs and widths[glyphs[sign]][0] < em <= widths[glyphs[better]][0]:
            changed[sign] = glyphs[better]
    for table in font["cmap"].tables:
        if table.isUnicode() and table.format != 14:
            table.cmap.update(changed)


def _thin_out(font: Any, characters: str) -> None:
    """One table of characters, and nothing of what moves lines or ties letters."""
    tables = [table for table in font["cmap"].tables if table.isUnicode() and table.format in {4, 12}]
    kept = max(tables, key=lambda table: len(table.cmap))
    if characters:
        wanted = _list_characters(characters)
        kept.cmap = {sign: glyph for sign, glyph in kept.cmap.items() if sign in wanted}
    font["cmap"].tables = [kept]
    for name in ("GSUB", "GPOS", "BASE", "VORG", "vhea", "vmtx"):
        if name in font:
            del font[name]


@lru_cache
def _list_characters(encoding: str) -> frozenset[int]:
    """The 汉字 of an encoding, and all else of GBK and Latin-1 (½ ² ³), which papers use."""
    pairs = [bytes((lead, trail)) for lead in range(0x81, 0xFF) for trail in range(0x40, 0xFF)]
    signs = {ord(sign) for pair in pairs for sign in pair.decode("gbk", "ignore")}
    words = {ord(sign) for pair in pairs for sign in pair.decode(encoding, "ignore")}
    others = {sign for sign in signs if not _FIRST_WORD <= sign <= _LAST_WORD}
    return frozenset({*range(0x20, 0x7F), *range(0xA0, 0x100), *others, *words})


def _read_halves(font: Any) -> dict[str, str]:
    """Glyph → its half-width form, by the font's feature ``hwid``."""
    if "GSUB" not in font:
        return {}
    table = font["GSUB"].table
    records = table.FeatureList.FeatureRecord if table.FeatureList else []
    found: dict[str, str] = {}
    for lookup in {i for record in records if record.FeatureTag == "hwid" for i in record.Feature.LookupListIndex}:
        for part in table.LookupList.Lookup[lookup].SubTable:
            found.update(getattr(getattr(part, "ExtSubTable", part), "mapping", {}))
    return found


def _set_names(font: Any, copy: Copy) -> None:
    names = font["name"]
    names.names = []
    chinese = copy.names[0]
    latin = next((name for name in copy.names if name.isascii()), chinese)
    for language, family in ((0x409, latin), (0x804, chinese)):
        for number, text in ((1, family), (2, "Regular"), (4, family)):
            names.setName(text, number, 3, 1, language)
    names.setName(f"{name_copy(copy)} {_RECIPE}", 3, 3, 1, 0x409)
    names.setName(name_copy(copy), 6, 3, 1, 0x409)
    if "CFF " in font:
        cff = font["CFF "].cff
        cff.fontNames[0] = name_copy(copy)
        for part in getattr(cff.topDictIndex[0], "FDArray", ()):
            part.FontName = name_copy(copy)  # the name that LibreOffice writes into the PDF
