"""How values become WordprocessingML, and the environment whose templates yield bytes.

Most values are short texts without any sign that XML minds: they cost one look and one encoding.  A line break or tab becomes
its element where it is printed, so that no finished document is searched for them.
"""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Iterable, Mapping
from decimal import Decimal
from functools import lru_cache
from typing import Any
from xml.parsers import expat

from jinja2 import nodes
from jinja2.compiler import Frame
from markupsafe import Markup

from archivegen.errors import TemplateError
from archivegen.language.environment import WordsCode, WordsEnvironment, make_environment, printable
from archivegen.render.word.additions import printing
from archivegen.render.word.subdocuments import NAMES, make_subdocument
from archivegen.values.prose import Look

OPEN_BRACE, CLOSE_BRACE = "\ufdd2", "\ufdd3"
"""Stand for the braces of a template's plain text until its code is written, so that nothing takes them for tags."""

_NEEDS_CARE = re.compile("[&<>\x00-\x1f\x7f\x85\u2028\u2029\ud800-\udfff\ufffe\uffff]")
_SIGNS = str.maketrans(
    {
        "&": "&amp;",
        "<": "&lt;",
        ">": "&gt;",
        "\n": '</w:t><w:br/><w:t xml:space="preserve">',
        "\t": '</w:t><w:tab/><w:t xml:space="preserve">',
    }
)
_CAPTURED_SIGNS = _SIGNS | {ord("\n"): "\ufdde", ord("\t"): "\ufddf"}
_CAPTURED_PLAIN = str.maketrans("\ufdde\ufddf", "\n\t")
_CAPTURED_BREAKS = {0xFDDE: _SIGNS[ord("\n")], 0xFDDF: _SIGNS[ord("\t")]}
_INSIDE = "<w:p><w:r><w:t>{}</w:t></w:r></w:p>"
_SPACE = str.maketrans("\n\t", "  ")
_LONGEST_PROPERTY = 255
_RUN = '<w:r><w:t xml:space="preserve">{}</w:t></w:r>'


class _WordCode(WordsCode):
    """Yields bytes: the fixed text between two words is encoded once, when the template is compiled."""

    def _output_const_repr(self, group: Iterable[Any]) -> str:
        text = "".join(str(part) for part in group).replace(OPEN_BRACE, "{").replace(CLOSE_BRACE, "}")
        return repr(text if self._is_buffered else text.encode())

    def _output_child_to_const(self, node: nodes.Expr, frame: Frame, finalize: Any) -> str:
        if not isinstance(node, nodes.TemplateData):
            raise nodes.Impossible
        return super()._output_child_to_const(node, frame, finalize)

    def _output_child_pre(self, node: nodes.Expr, frame: Frame, finalize: Any) -> None:  # noqa: ARG002 - Jinja's signature
        self.write("environment.print_captured(" if frame.buffer is not None else "environment.print_bytes(")

    def _output_child_post(self, node: nodes.Expr, frame: Frame, finalize: Any) -> None:  # noqa: ARG002
        self.write(")")

    def visit_Output(self, node: nodes.Output, frame: Frame) -> None:  # noqa: N802 - Jinja's name
        self._is_buffered = frame.buffer is not None
        super().visit_Output(node, frame)

    def start_write(self, frame: Frame, node: nodes.Node | None = None) -> None:
        super().start_write(frame, node)
        self.write("" if frame.buffer is not None else "environment.print_bytes(")

    def end_write(self, frame: Frame) -> None:  # noqa: ARG002
        self.write(")")


class WordEnvironment(WordsEnvironment):
    """The environment of Word templates."""

    code_generator_class = _WordCode

    @staticmethod
    def print_bytes(value: Any) -> bytes:
        """What ``{{ value }}`` prints inside an open ``w:t``."""
        if value.__class__ is str and (value.isalnum() or not _NEEDS_CARE.search(value)):
            encoded: bytes = value.encode()
            return encoded
        return print_text(value).encode()

    @staticmethod
    def print_captured(value: Any) -> str:
        """The same for what is captured by ``set``, ``macro`` and ``filter``: its line breaks are elements later on."""
        return print_text(value, _CAPTURED_SIGNS)


class Captured(str):
    """A captured text without elements: filters change what a person reads, and not its escaped form."""

    __slots__ = ()

    def __html__(self) -> str:
        """The text as XML inside an open ``w:t``; Jinja asks a macro for it."""
        return self.translate(_SIGNS)


def capture_text(text: str) -> str:
    """What ``set``, ``macro`` or ``filter`` gathered, as a value."""
    if "<" not in text:
        return Captured(html.unescape(text.translate(_CAPTURED_PLAIN)))
    return Markup(text.translate(_CAPTURED_BREAKS))  # noqa: S704 - printed by print_captured


def print_text(value: Any, signs: Mapping[int, str] = _SIGNS) -> str:
    """XML inside an open ``w:t``; raises ``TemplateError`` for what cannot be printed."""
    if isinstance(value, Markup):
        return _check_whole(str(value))
    if (method := _method_of(value, "word_text")) is not None:
        return method(printing.get())
    if (method := _method_of(value, "word_runs")) is not None:
        return f'</w:t></w:r>{method(printing.get())}<w:r><w:t xml:space="preserve">'
    shown = printable(value)
    return str(shown).translate(signs)


def _check_whole(xml: str) -> str:
    """A captured text with elements in it that a filter has changed would make a file that Word refuses."""
    try:
        expat.ParserCreate().Parse(_INSIDE.format(xml), True)
    except expat.ExpatError:
        raise TemplateError(
            "这里的文字带有格式（换行、图片或者几段文字），不能再用过滤器改写或截取，请直接对词使用过滤器"
        ) from None
    return xml


def print_bare(value: Any) -> Markup:
    """``_bare``: in an attribute, a field or a property there is no room for elements."""
    if isinstance(value, Markup):
        return value
    return Markup(html.escape(str(printable(value)).translate(_SPACE)))  # noqa: S704 - escaped right here


def print_runs(value: Any) -> Markup:
    """``_runs``: for ``{{r value }}``, which stands between runs."""
    if isinstance(value, Markup):
        return value
    method = _method_of(value, "word_runs")
    return Markup(method(printing.get()) if method else _RUN.format(print_text(value)))  # noqa: S704 - escaped by print_text


def print_paragraphs(value: Any, *look: Any) -> Markup:
    """``_paragraphs``: for ``{{p value }}``, which stands between paragraphs; ``look`` makes the :class:`Look` of its own."""
    if isinstance(value, Markup):
        return value
    method = _method_of(value, "word_paragraphs")
    return Markup(method(printing.get(), Look(*look)) if method else f"<w:p>{print_runs(value)}</w:p>")  # noqa: S704


def print_cells(value: Any) -> Markup:
    """``_cells``: for ``{{tr value }}`` and ``{{tc value }}``; no plain value is a row or a cell."""
    if isinstance(value, Markup):
        return value
    raise TemplateError("这里要印出表格的行或格，普通的词不能这样写，要写 {{ 词 }}")


def print_number(_: Any) -> int:
    """``_number``: a number for a drawing, used once in the paper."""
    return printing.get().next_number()


def start_mark(key: int) -> int:
    """``_start_mark``: a number for a bookmark in a loop."""
    return printing.get().start_mark(key)


def end_mark(key: int) -> int:
    """``_end_mark``: the number of the bookmark that ends."""
    return printing.get().end_mark(key)


def mark_round(key: int) -> str:
    """``_mark_round``: what makes the name of a bookmark in a loop its own."""
    return printing.get().mark_round(key)


def swap_picture(value: Any, width: int, height: int) -> tuple[str, int, int, str]:
    """``_swap``: a photo or another picture in the frame of a sample picture, ``width`` by ``height`` in EMU.

    Returns its relationship (blank without a picture), its size and what it shows.
    """
    from archivegen.values.arguments import EMU_PER_MM
    from archivegen.values.pictures import Picture, picture

    if value == "":
        return "", 0, 0, ""
    if isinstance(value, bytes):
        value = picture(value, Decimal(width) / EMU_PER_MM, Decimal(height) / EMU_PER_MM)
    if not isinstance(value, Picture):
        raise TemplateError("图片的替代文字写了词，这个词要是照片或者图片，例如 {{ 照片 }}、{{ 网址|二维码 }}")
    scale = min(Decimal(width) / value.width, Decimal(height) / value.height)
    relation = printing.get().add_media(value.content, value.kind)
    return relation, int(value.width * scale), int(value.height * scale), value.text


def cut_property(value: Any) -> Markup:
    """``_cut``: Word takes at most 255 characters for a property of the document."""
    return Markup(html.escape(html.unescape(str(value))[:_LONGEST_PROPERTY], quote=False))  # noqa: S704


OWN_FILTERS: dict[str, Callable[..., Any]] = {
    "_bare": print_bare,
    "_runs": print_runs,
    "_paragraphs": print_paragraphs,
    "_cells": print_cells,
    "_number": print_number,
    "_start_mark": start_mark,
    "_end_mark": end_mark,
    "_mark_round": mark_round,
    **dict.fromkeys(NAMES, make_subdocument),
    "_swap": swap_picture,
    "_cut": cut_property,
}
"""What the compiler writes into the sources, and nobody types; and what only Word papers can hold."""


@lru_cache(maxsize=1)
def word_environment() -> WordEnvironment:
    """The one environment of all Word templates."""
    environment = make_environment(kind=WordEnvironment)
    assert isinstance(environment, WordEnvironment)
    environment.filters.update(OWN_FILTERS)
    return environment


def _method_of(value: Any, name: str) -> Callable[..., str] | None:
    kind = type(value)
    return getattr(value, name) if hasattr(kind, name) else None
