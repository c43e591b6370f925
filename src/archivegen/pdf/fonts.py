"""The official fonts of papers on a machine that may not have them: which is there, which open font stands in.

``fonts.yaml`` is the list.  For one run of LibreOffice a fontconfig file of our own gives each missing font a copy of its
stand-in (:mod:`archivegen.pdf.font_copies`); a real font of the machine wins.  Windows and macOS do not ask fontconfig:
there the fonts are those of the machine, and what was put in their place is told afterwards.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from xml.sax.saxutils import escape

from archivegen.pdf.font_copies import Copy, lay_copies, name_copy

SPARE = "备用"
_MOST_FACES = 0xFFFF
"""Beyond it fontconfig counts the instances of a variable font."""
_SYSTEM_FILE = "/etc/fonts/fonts.conf"
_FORMAT = "%{family}\t%{fullname}\t%{postscriptname}\t%{file}\t%{index}\t%{variable}\n"


@dataclass(frozen=True, slots=True)
class Typeface:
    """One official typeface: its names (that of the templates first), real fonts as good as it, open stand-ins."""

    names: tuple[str, ...]
    equals: tuple[str, ...]
    stand_ins: tuple[str, ...]
    characters: str = ""
    """Which characters the copy of a stand-in keeps: an encoding, or nothing for all."""


@dataclass(frozen=True, slots=True)
class Face:
    """A font file of this machine."""

    family: str
    names: frozenset[str]
    """Family names and full names."""
    postscript: str
    file: str
    index: int


@dataclass(frozen=True)
class Fonts:
    """How one run sees the fonts."""

    environment: dict[str, str] = field(default_factory=dict)
    """What LibreOffice's process is given."""
    stand_ins: dict[str, tuple[str, str]] = field(default_factory=dict)
    """PostScript name of a copy → the typeface that it stands for, and the family that it is of."""
    real: dict[str, str] = field(default_factory=dict)
    """PostScript name of a real font of the machine → the typeface it is."""
    absent: tuple[str, ...] = ()
    """Typefaces for which there is neither the font nor a stand-in."""
    mark: str = ""
    """Changes with everything that changes the look of a PDF."""


@lru_cache(maxsize=1)
def read_typefaces() -> tuple[Typeface, ...]:
    """The list of ``fonts.yaml``; the last is the spare one for rare characters."""
    import yaml

    book = yaml.safe_load((Path(__file__).parent / "fonts.yaml").read_text(encoding="utf-8"))
    official = (Typeface(tuple(x["名称"]), tuple(x["也算"]), tuple(x["替代"]), x["收字"]) for x in book["字体"])
    return (*official, Typeface((SPARE, "Spare"), (), tuple(book["备用"])))


def prepare_fonts(folder: Path) -> Fonts:
    """Choose a font for every official typeface and lay the fontconfig file into ``folder``, a private one of the run.

    Raises ``OSError`` when the folder may not be written.
    """
    faces = list_faces()
    if faces is None:
        return Fonts(mark=sys.platform)
    chosen = [(typeface, *_choose(typeface, faces)) for typeface in read_typefaces()]
    real = {t: (face, family) for t, face, family in chosen if face and family}
    copies = {t: _order_copy(t, face) for t, face, family in chosen if face and not family}
    where = lay_copies(list(copies.values()), folder)
    rules = [_alias(t, family) for t, (_, family) in real.items()] + [_alias(t, t.names[0]) for t in copies]
    path = folder / "fonts.conf"
    path.write_text(_write_config(where, "".join(rules)), encoding="utf-8")
    return Fonts(
        {"FONTCONFIG_FILE": str(path)},
        {name_copy(copy): (t.names[0], copy.family) for t, copy in copies.items()},
        {face.postscript: t.names[0] for t, (face, _) in real.items()},
        tuple(t.names[0] for t, face, _ in chosen if face is None),
        f"{where.name} {sorted(face.postscript for face, _ in real.values())}",
    )


def _order_copy(typeface: Typeface, face: Face) -> Copy:
    return Copy(face.file, face.index, face.postscript, face.family, typeface.names, typeface.characters)


def list_faces() -> tuple[Face, ...] | None:
    """Every font that fontconfig knows; None where there is no fontconfig to ask."""
    if sys.platform in {"win32", "darwin"}:
        return None
    try:
        done = subprocess.run(["fc-list", "--format", _FORMAT], capture_output=True, encoding="utf-8", check=False)  # noqa: S603, S607
    except OSError:
        return None
    faces = []
    for line in done.stdout.splitlines():
        family, full, postscript, file, index, variable = line.split("\t")
        if variable != "True" and int(index) <= _MOST_FACES:
            names = frozenset(name for text in (family, full) for name in text.split(","))
            faces.append(Face(family.partition(",")[0], names, postscript, file, int(index)))
    return tuple(sorted(faces, key=lambda face: (face.file, face.index)))


def choose_face(typeface: Typeface, faces: Iterable[Face]) -> Face | None:
    """The font of the machine for a typeface: the real one, an equal one, or what stands in."""
    return _choose(typeface, faces)[0]


def _choose(typeface: Typeface, faces: Iterable[Face]) -> tuple[Face | None, str]:
    """The font that is used and, when it is a real one, its family name."""
    for names, are_real in ((typeface.names + typeface.equals, True), (typeface.stand_ins, False)):
        for name in names:
            fitting = [face for face in faces if name in face.names]
            if fitting:
                plain = [face for face in fitting if not face.postscript.endswith(("-Bold", "-Medium", "-Light"))]
                return (plain or fitting)[0], name if are_real else ""
    return None, ""


def _alias(typeface: Typeface, family: str) -> str:
    """Fontconfig's rule: whoever asks for one of the names gets ``family``."""
    return "".join(
        f'<match target="pattern"><test name="family"><string>{escape(name)}</string></test>'
        f'<edit name="family" mode="assign" binding="strong"><string>{escape(family)}</string></edit></match>'
        for name in typeface.names
        if name != family
    )


def _write_config(copies: Path, rules: str) -> str:
    system = os.environ.get("FONTCONFIG_FILE") or _SYSTEM_FILE
    return (
        f'<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig><dir>{escape(str(copies))}</dir>'
        f"<cachedir>{escape(str(copies / 'fontconfig'))}</cachedir>"
        f'<match target="pattern"><edit name="family" mode="append_last" binding="strong"><string>{SPARE}</string></edit></match>'
        f'{rules}<include ignore_missing="yes">{escape(system)}</include></fontconfig>'
    )


# --- what was used ----------------------------------------------------------------------------------------------------


def tell_fonts(fonts: Fonts, embedded: Iterable[str]) -> tuple[str, ...]:
    """What stood in for what in finished PDFs, in one line, and what is missing altogether; nothing when all is real."""
    used = set(embedded)
    if not fonts.environment:
        return _tell_strange(sorted(name for name in used if not _is_official(name)))
    lines = []
    pairs = dict(fonts.stand_ins[name] for name in sorted(used) if name in fonts.stand_ins)
    spare = pairs.pop(SPARE, "")
    if pairs:
        told = "、".join(f"{wanted}→{found}" for wanted, found in pairs.items())
        lines.append(f"本机没有的公文字体用开源字体代替，字宽和行高不变：{told}")
    others = "、".join([*([spare] if spare else []), *sorted(used - {*fonts.stand_ins, *fonts.real})])
    absent = [name for name in fonts.absent if name != SPARE]
    if absent:
        lines.append(
            f"本机没有{'、'.join(absent)}，也没有可以代替的字体，PDF 的换行和分页会与 Word 不同。"
            "请安装开源字体 fonts-noto-cjk 和 fonts-lxgw-wenkai，再转一次"
        )
    elif others:
        lines[-1:] = (
            [f"{lines[-1]}；其中没有的个别字符用 {others}"] if pairs else [f"公文字体里没有的个别字符用 {others}"]
        )
    return tuple(f"{line}。" for line in lines)


def _tell_strange(names: Sequence[str]) -> tuple[str, ...]:
    if not names:
        return ()
    return (f"PDF 里有不是公文规定的字体：{'、'.join(names)}。本机可能没有装公文字体，请核对 PDF 的换行和分页。",)


def _is_official(postscript: str) -> bool:
    bare = _bare(postscript)
    known = (name for typeface in read_typefaces() for name in typeface.names + typeface.equals)
    return any(bare.startswith(_bare(name)) for name in known if name.isascii())


def _bare(name: str) -> str:
    return name.lower().replace("-", "").replace("_", "").replace(" ", "")
