"""Whole Word files inside a paper: ``{{p 附件|子文档 }}``.  This is the slow lane: docxtpl composes the finished paper.

Styles, numberings, pictures and notes of the other file are taken along; that is docxcompose's craft, which docxtpl calls.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO
from typing import Any

from archivegen.errors import TemplateError
from archivegen.render.package import read_package
from archivegen.render.word.additions import Additions
from archivegen.values.prose import Look

NAMES = ("子文档", "subdocument")
_MARK = re.compile("\ufddc(\\d+)\ufddd")
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_USED = re.compile(rf"\|\s*(?:{'|'.join(NAMES)})\b")
_BODY = re.compile(r"word/document\d*\.xml")


@dataclass(frozen=True, slots=True)
class Subdocument:
    """A Word file as a value."""

    content: bytes

    def word_paragraphs(self, additions: Additions, _look: Look) -> str:
        """A paragraph that holds its place until the paper is composed."""
        if not _BODY.fullmatch(additions.part):
            raise TemplateError("子文档只能放在正文里")
        number = additions.keep_document(self.content)
        return f"<w:p><w:r><w:t>\ufddc{number}\ufddd</w:t></w:r></w:p>"

    def word_text(self, _: Additions) -> str:
        """There is no room for paragraphs inside a paragraph."""
        raise TemplateError("子文档要单独占一段，写成 {{p 附件|子文档 }}")


def make_subdocument(value: Any) -> Subdocument | str:
    """子文档: the bytes of a ``.docx`` in the place of a paragraph."""
    if value == "":
        return ""
    if not isinstance(value, bytes):
        raise TemplateError("“|子文档”只能用在 Word 文件上")
    return Subdocument(value)


def uses_subdocuments(source: str) -> bool:
    """Whether a template may take in other documents."""
    return _USED.search(source) is not None


def compose(paper: bytes, documents: Sequence[bytes], name: str) -> bytes:
    """The paper with the documents in their places.

    Raises ``TemplateError`` (``name``: template) for what is no Word file.
    """
    try:
        from docxtpl.subdoc import Subdoc
    except ImportError:
        raise TemplateError(
            f"模板 {name} 里有子文档，这台电脑没有装合并 Word 文件的部件，请先运行：pip install 'archivegen[subdoc]'"
        ) from None
    from docxtpl import DocxTemplate

    from archivegen.render.office import freeze_package

    for content in documents:
        read_package(content, f"{name} 的子文档")
    whole: Any = DocxTemplate(BytesIO(paper))
    whole.init_docx()
    places = {
        int(found[1]): paragraph
        for paragraph in whole.docx.element.body.iter(f"{_W}p")
        if (found := _MARK.fullmatch("".join(text.text or "" for text in paragraph.iter(f"{_W}t"))))
    }
    for number, content in enumerate(documents):
        try:
            part = Subdoc(whole, BytesIO(content))
        except Exception as error:  # python-docx and docxcompose raise whatever their readers raise
            raise TemplateError(
                f"模板 {name} 的子文档打不开，不是完好的 .docx 文件，请用 Word 或 WPS 另存一份"
            ) from error
        _replace(places[number], part.subdocx.element.body)
    target = BytesIO()
    whole.docx.save(target)
    return freeze_package(target.getvalue())


def _replace(place: Any, body: Any) -> None:
    """The paragraph gives way to the body of the other document; its page layout stays behind."""
    for element in list(body):
        if element.tag != f"{_W}sectPr":
            place.addprevious(element)
    container = place.getparent()
    if container.tag != f"{_W}tc" or place.getprevious() is None or place.getprevious().tag == f"{_W}p":
        container.remove(place)
    else:
        for child in list(place):
            place.remove(child)
