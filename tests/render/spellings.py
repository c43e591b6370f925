"""One document as different programs spell it: what Word, WPS and LibreOffice leave behind when a person edits and saves."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from copy import deepcopy
from typing import Any

from lxml import etree

from tests.render.packages import NAMESPACES, W, edit

_DOCUMENT = "word/document.xml"
_XML_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_BREAKS = re.compile(r"[\u4e00-\u9fff]+|[A-Za-z_]+|[0-9]+|\{|\}|%|\s+|.", re.DOTALL)


def as_word_saves_it(package: bytes) -> bytes:
    """Runs cut at every change of script, revision numbers, proofing marks, page ends, smart tags, a hidden bookmark."""
    return edit(package, {_DOCUMENT: lambda part: _respell(part, _word_run, seed=1)})


def as_wps_saves_it(package: bytes) -> bytes:
    """Runs cut within words, each with hints for fonts and languages of its own, empty runs, the cursor's bookmark."""
    return edit(package, {_DOCUMENT: lambda part: _respell(part, _wps_run, seed=2)})


def _respell(part: bytes, spell: Any, *, seed: int) -> bytes:
    root = etree.fromstring(part)
    chance = random.Random(seed)
    for number, run in enumerate(list(root.iter(f"{{{W}}}r"))):
        texts = run.findall(f"{{{W}}}t")
        if len(texts) == 1 and len(run) - (run.find(f"{{{W}}}rPr") is not None) == 1 and texts[0].text:
            parent, place = run.getparent(), run.getparent().index(run)
            pieces = list(spell(run, texts[0].text, number, chance))
            parent[place : place + 1] = pieces
    for number, paragraph in enumerate(root.iter(f"{{{W}}}p")):
        paragraph.set(f"{{{W}}}rsidR", f"00{number:06X}")
        paragraph.set(f"{{{NAMESPACES['w14']}}}paraId", f"{0x10000000 + number:08X}")
    _add_cursor(root)
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def _add_cursor(root: Any) -> None:
    """The place of the cursor when the file was saved: a bookmark that begins in one paragraph and ends in the same."""
    paragraph = next(found for found in root.iter(f"{{{W}}}p") if found.find(f"{{{W}}}r") is not None)
    first = paragraph.index(paragraph.find(f"{{{W}}}r"))
    paragraph.insert(first, _make("bookmarkStart", id="90", name="_GoBack"))
    paragraph.insert(first + 2, _make("bookmarkEnd", id="90"))


def _word_run(run: Any, text: str, number: int, chance: random.Random) -> Iterator[Any]:
    for count, piece in enumerate(_BREAKS.findall(text)):
        cut = _with_text(run, piece)
        cut.set(f"{{{W}}}rsidR", f"00{number:03X}{count % 4096:03X}")
        if chance.random() < 0.3:
            yield _make("proofErr", type="spellStart")
        if chance.random() < 0.15:
            tag = _make("smartTag", uri="urn:schemas-microsoft-com:office:smarttags", element="chsdate")
            tag.append(cut)
            yield tag
        else:
            yield cut
        if chance.random() < 0.3:
            yield _make("proofErr", type="spellEnd")
        if chance.random() < 0.1:
            page_end = etree.SubElement(_make("r"), f"{{{W}}}lastRenderedPageBreak").getparent()
            yield page_end


def _wps_run(run: Any, text: str, number: int, chance: random.Random) -> Iterator[Any]:
    rest = text
    while rest:
        length = chance.randint(1, 4)
        cut = _with_text(run, rest[:length])
        properties = cut.find(f"{{{W}}}rPr")
        if properties is None:
            properties = _make("rPr")
            cut.insert(0, properties)
        if properties.find(f"{{{W}}}rFonts") is None:
            properties.insert(0, _make("rFonts", hint=chance.choice(["eastAsia", "default"])))
        properties.append(_make("lang", val="en-US", eastAsia="zh-CN"))
        yield cut
        if chance.random() < 0.2:
            empty = _make("r")
            empty.append(deepcopy(properties))
            yield empty
        rest = rest[length:]


def _with_text(run: Any, text: str) -> Any:
    cut = deepcopy(run)
    node = cut.find(f"{{{W}}}t")
    node.text = text
    node.set(_XML_SPACE, "preserve")
    return cut


def _make(kind: str, /, **attributes: str) -> Any:
    return etree.Element(f"{{{W}}}{kind}", {f"{{{W}}}{key}": value for key, value in attributes.items()})
