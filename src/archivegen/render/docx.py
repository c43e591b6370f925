"""Word papers: fill a template with words.  docxtpl is touched only here.

What depends on the template alone (docxtpl's patching of its XML, Jinja's compiling) is done once a template; the
package itself is opened anew for every paper, because filling changes it.
"""

from __future__ import annotations

import html
import re
import traceback
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from io import BytesIO
from typing import Any
from xml.parsers import expat

from jinja2 import Template, TemplateSyntaxError

from archivegen.errors import TemplateError
from archivegen.language import WordsEnvironment, compile_text, explain, make_environment, words_used
from archivegen.render.office import freeze_package

_BODY = "body"
_NOTES = ("wordprocessingml.footnotes+xml", "wordprocessingml.endnotes+xml")
_PROPERTIES = ("title", "subject", "author", "comments")
_LONGEST_PROPERTY = 255
_LONGEST_NEAR = 60

_WIDE_BRACES = re.compile(r"｛\s*[｛%％]|[｝%％]\s*｝")
_PARAGRAPH = re.compile(r"\n?<w:p(?=[ >])")
_TAGS = re.compile(r"<[^>]+>")
_TABLE_WITHOUT_ROWS = re.compile(r"<w:tbl>(?:(?!<w:tr[ >]|<w:tbl>).)*</w:tbl>", re.DOTALL)
_CELL_WITHOUT_END = re.compile(r"(<w:tc(?: [^>]*)?>|</w:tcPr>|<w:tcPr/>|</w:tbl>)(\s*</w:tc>)")


@dataclass(frozen=True, slots=True)
class _Part:
    """One compiled XML part of a template; ``source`` has one paragraph a line, so that an error can be located."""

    source: str
    template: Template


def render_docx(template: bytes, words: Mapping[str, Any], *, name: str) -> bytes:
    """Fill the Word ``template`` with ``words`` (plain data, see ``language.plain``) and return the document.

    Equal arguments give equal bytes.  Every failure is a ``TemplateError`` that names the template (``name``), the
    paragraph near it and, for an unknown word, the nearest right one.
    """
    compiled = _compile(template, name)
    paper = _open(template, name)
    for key, part in list(_parts(paper)):
        filled = _fill(compiled[key], words, name)
        _put_back(paper, key, part, _mend(paper.resolve_listing(filled), name))
    _fill_properties(paper, words, name)
    target = BytesIO()
    paper.docx.save(target)
    return freeze_package(target.getvalue())


def docx_words(template: bytes, *, name: str) -> set[str]:
    """The dotted words that a Word template uses, named as ``language.words_used`` names them."""
    return {word for part in _compile(template, name).values() for word in words_used(part.source)}


def _refuse_wide_braces(source: str, name: str) -> None:
    """``｛｛`` typed with a Chinese input method would be printed as it stands, on a public notice too."""
    for number, line in enumerate(source.split("\n"), 1):
        if _WIDE_BRACES.search(_TAGS.sub("", line)):
            raise _failed(name, _near(source, number), "花括号是全角的“｛｛”，要改成半角的“{{”")


@lru_cache(maxsize=128)
def _compile(template: bytes, name: str) -> dict[str, _Part]:
    """The parts of a template that may hold tags; the key is ``body``, a relationship id or a part's name."""
    paper = _open(template, name)
    compiled = {}
    for key, part in _parts(paper):
        xml = paper.get_xml() if key == _BODY else paper.get_part_xml(part)
        source = _PARAGRAPH.sub("\n<w:p", paper.patch_xml(xml))
        _refuse_wide_braces(source, name)
        try:
            compiled[key] = _Part(source, _environment().from_string(source))
        except TemplateSyntaxError as error:
            raise _failed(name, _near(source, error.lineno), explain(error, {})) from error
    return compiled


@lru_cache(maxsize=1)
def _environment() -> WordsEnvironment:
    return make_environment()


def _open(template: bytes, name: str) -> Any:
    from docxtpl import DocxTemplate  # a quarter of a second, needed only when Word papers are made

    try:
        paper = DocxTemplate(BytesIO(template))
        paper.render_init()
    except Exception as error:  # python-docx raises whatever its zip and XML readers raise
        raise TemplateError(f"模板 {name} 打不开，不是完好的 .docx 文件，请用 Word 或 WPS 另存一份") from error
    return paper


def _parts(paper: Any) -> Iterator[tuple[str, Any]]:
    yield _BODY, None
    for kind in (paper.HEADER_URI, paper.FOOTER_URI):
        yield from paper.get_headers_footers(kind)
    for part in paper.docx.part.package.iter_parts():
        if part.content_type.endswith(_NOTES):
            yield str(part.partname), part


def _fill(part: _Part, words: Mapping[str, Any], name: str) -> str:
    try:
        return _PARAGRAPH.sub("<w:p", part.template.render(words))
    except Exception as error:
        raise _failed(name, _near(part.source, _line_of(error)), explain(error, words)) from error


def _mend(xml: str, name: str) -> str:
    """A table without rows or a cell without a paragraph makes Word refuse the file: drop the one, add the other."""
    xml = _CELL_WITHOUT_END.sub(r"\1<w:p/>\2", _TABLE_WITHOUT_ROWS.sub("", xml))
    try:
        expat.ParserCreate().Parse(xml, True)
    except expat.ExpatError as error:
        why = "填好以后段落或表格不完整，{%tr 和 {%p 的开头、结尾要各占一行表格或一个段落，并且成对"
        raise _failed(name, "", why) from error
    return xml


def _put_back(paper: Any, key: str, part: Any, xml: str) -> None:
    if key == _BODY:
        tree = paper.fix_tables(xml)
        paper.fix_docpr_ids(tree)
        paper.map_tree(tree)
    elif part.content_type.endswith(_NOTES):
        part._blob = xml.encode()  # noqa: SLF001 - python-docx has no other door to a part that it does not model
    else:
        paper.map_headers_footers_xml(key, xml.encode())


def _fill_properties(paper: Any, words: Mapping[str, Any], name: str) -> None:
    """The document's title and author are plain text: escaping them would print ``&amp;``."""
    properties = paper.docx.core_properties
    for field in _PROPERTIES:
        text = getattr(properties, field)
        if "{" not in text:
            continue
        try:
            setattr(properties, field, compile_text(text)(words)[:_LONGEST_PROPERTY])
        except TemplateError as error:
            raise _failed(name, "", f"文件属性里的{error}") from error


def _line_of(error: BaseException) -> int | None:
    """The line of the template's source where ``error`` arose; Jinja puts frames that say so into the traceback."""
    lines = [line for frame, line in traceback.walk_tb(error.__traceback__) if "__jinja_exception__" in frame.f_globals]
    return lines[-1] if lines else None


def _near(source: str, line: int | None) -> str:
    """The paragraph of ``line`` as a person sees it, or the last one above it that has any text."""
    for paragraph in reversed(source.split("\n")[: line or 0]):
        text = html.unescape(_TAGS.sub("", paragraph)).strip()
        if text:
            return text if len(text) <= _LONGEST_NEAR else f"{text[:_LONGEST_NEAR]}…"
    return ""


def _failed(name: str, near: str, why: str) -> TemplateError:
    place = f"“{near}”这里" if near else ""
    return TemplateError(f"模板 {name} {place}有错：{why}，请修改模板")
