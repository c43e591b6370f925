"""Words in the texts of drawings, charts and diagrams: ``a:t`` within ``a:p``, though a program may have split a tag into runs."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from archivegen.render.book.markup import children, escape, local_name, open_tag, tag_of
from archivegen.render.book.worksheet import HAS_TAG
from archivegen.render.sheet.tags import mend_tags

AddText = Callable[[str], int]
"""Takes a text with words and returns its number."""

Hook = Callable[[Any], Iterator[Any] | None]
"""Cuts an element itself, or leaves it alone with None."""


def join_split_tags(root: Any) -> None:
    """Where a tag stands in several runs of a paragraph, the first of them takes the text of all."""
    for paragraph in [e for e in root.iter() if local_name(e) == "p"]:
        texts = [t for run in children(paragraph, "r", "fld") for t in children(run, "t")]
        pieces = [t.text or "" for t in texts]
        whole = mend_tags("".join(pieces))
        if not HAS_TAG.search(whole):
            continue
        if whole != "".join(map(mend_tags, pieces)) or not all(map(_is_balanced, pieces)):
            texts[0].text = whole
            for other in texts[1:]:
                other.text = ""


def _is_balanced(text: str) -> bool:
    mended = mend_tags(text)
    return all(mended.count(one) == mended.count(other) for one, other in (("{{", "}}"), ("{%", "%}"))) and (
        mended.count("{% if") + mended.count("{% for") == mended.count("{% endif") + mended.count("{% endfor")
    )


def cut_texts(element: Any, add_text: AddText, hook: Hook = lambda _: None, *, root: bool = False) -> Iterator[Any]:
    """The pieces of an element, with a gap for every text that holds words and for what ``hook`` cuts."""
    own = hook(element)
    if own is not None:
        yield from own
        return
    yield open_tag(element, root=root)
    text = element.text or ""
    if len(element) == 0 and local_name(element) == "t" and HAS_TAG.search(mend_tags(text)):
        yield ("text", add_text(mend_tags(text)))
    else:
        yield escape(text)
    for child in element:
        yield from cut_texts(child, add_text, hook)
        yield escape(child.tail or "")
    yield f"</{tag_of(element)}>"


def join_texts(pieces: Iterator[Any]) -> tuple[Any, ...]:
    """Texts that follow each other made one."""
    joined: list[Any] = []
    for piece in pieces:
        if isinstance(piece, str) and joined and isinstance(joined[-1], str):
            joined[-1] += piece
        else:
            joined.append(piece)
    return tuple(joined)
