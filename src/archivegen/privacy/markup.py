"""XML, HTML, JSON and plain files as text: what is shown, what stands in attributes, and what is struck out or hidden."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator
from typing import IO, Any

from archivegen.privacy.passages import MOST_OCTETS, Passage, UnreadableError

_BLOCK = 1 << 20
_LINE_ENDS = frozenset(
    ("p", "tr", "si", "row", "br", "cr", "is", "comment", "definedName", "TextObject", "TextCode", "h")
)
_CELL_ENDS = frozenset(("tc", "c", "tab", "table-cell"))
_RUNS = frozenset(("t", "delText", "instrText", "delInstrText"))
"""Text in these goes on in the next run; text of any other element stands by itself."""
_OFFICE = ("openxmlformats.org", "schemas.microsoft.com", "ofdspec.org", "purl.oclc.org", "opendocument")
_WORTH_READING = re.compile(r"(?:\d\D{0,3}){10}\d|[\u3400-\u9fff]")
_TAG = re.compile(r"<[^>]*>")
_ENCODINGS = ("utf-8-sig", "gb18030")


def read_xml(handle: IO[bytes], place: str) -> Iterator[Passage]:
    """Text nodes, attributes and comments of an XML file or part.

    In an office format the runs of a paragraph are one text, paragraphs and rows end a line, cells are told apart by tabs.  Any
    other XML is read twice: with a line for every element, and with all of it in one.  Raises :class:`UnreadableError`.
    """
    from lxml import etree

    target = _Listener()
    parser = etree.XMLParser(target=target, resolve_entities=False, no_network=True, huge_tree=True)
    try:
        while chunk := handle.read(_BLOCK):
            parser.feed(chunk)
        parser.close()
    except etree.LxmlError as error:
        raise UnreadableError(f"{place}不是完好的 XML") from error
    text = "".join(target.told)
    yield Passage(place, text)
    if not target.office:
        yield Passage(place, text.replace("\n", ""))
    if target.aside:
        yield Passage(f"{place}（属性、批注）", "\n".join(target.aside))


class _Listener:
    """Told by the parser what comes along."""

    def __init__(self) -> None:
        self.told: list[str] = []
        self.aside: list[str] = []
        self.office: bool | None = None
        self.cells = 0
        self.direct = False
        """Whether text came since the last tag."""

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        if self.office is None:
            self.office = any(mark in tag for mark in _OFFICE)
        self.cells += tag.endswith("}tc")
        self.direct = False
        self.aside += [value for value in attributes.values() if _WORTH_READING.search(value)]

    def end(self, tag: str) -> None:
        name = tag.rpartition("}")[2]
        self.cells -= name == "tc"
        if not self.office:
            self.told.append("\n")
        elif name in _CELL_ENDS:
            self.told.append("\t")
        elif name in _LINE_ENDS:
            self.told.append(" " if self.cells and name == "p" else "\n")
        elif self.direct and name not in _RUNS:
            self.told.append("\n")
        self.direct = False

    def data(self, text: str) -> None:
        self.told.append(text)
        self.direct = True

    def comment(self, text: str) -> None:
        self.aside.append(text)

    def pi(self, target: str, data: str | None = None) -> None:
        self.aside.append(f"{target} {data or ''}")

    def close(self) -> None:
        """Nothing is made of it."""


def read_plain(handle: IO[bytes], suffix: str) -> Iterator[Passage]:
    """A text file: as it stands, and for JSON and HTML also what its escapes and tags stand for."""
    raw = handle.read(MOST_OCTETS + 1)
    if len(raw) > MOST_OCTETS:
        raise UnreadableError("文件太大，不像是文字")
    text = decode(raw)
    yield Passage("正文", text)
    if suffix in (".json", ".jsonl"):
        yield Passage("正文", "\n".join(_list_json(text, lines=suffix == ".jsonl")))
    elif suffix in (".html", ".htm"):
        plain = html.unescape(text)
        yield Passage("正文", _TAG.sub("\n", plain))
        yield Passage("正文", _TAG.sub("", plain))


def decode(raw: bytes) -> str:
    """The text of a file in one of the encodings that offices use; what is in none of them is read byte by byte."""
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        return raw.decode("utf-16", "replace")
    for encoding in _ENCODINGS:
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    return raw.decode("latin-1")


def _list_json(text: str, *, lines: bool) -> Iterator[str]:
    for piece in text.splitlines() if lines else (text,):
        try:
            yield from _list_values(json.loads(piece) if piece.strip() else None)
        except (ValueError, RecursionError):
            continue  # no JSON: it was read as it stands


def _list_values(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        for name, inner in value.items():
            yield name
            yield from _list_values(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _list_values(inner)
    elif value is not None and not isinstance(value, bool):
        yield str(value)
