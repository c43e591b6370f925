"""Every mistake in the tags of a part by themselves: syntax, filters and tests that do not exist."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from jinja2 import TemplateSyntaxError, nodes

from archivegen.language import explain
from archivegen.render.mistakes import Mistake
from archivegen.render.word.blocks import CLOSERS
from archivegen.render.word.marks import Mark, MarkedPart
from archivegen.render.word.printing import word_environment
from archivegen.render.word.source import write_body

_ENDS = {opener: closer for closer, opener in CLOSERS.items()}
_MEND = "请在 Word 里改正这个标签"
_LEFT_ALONE = frozenset({*CLOSERS, "else", "raw", "vm", "hm"})


def check_tags(part: MarkedPart) -> Iterator[Mistake]:
    """The mistakes of each tag by itself, apart from those already told of it."""
    for mark in part.marks:
        if mark.is_told or mark.is_literal or mark.tag.kind == "{#" or mark.verb in _LEFT_ALONE:
            continue
        try:
            word_environment().compile(_alone(mark), raw=True)
        except TemplateSyntaxError as error:
            yield mark.mistake(explain(error, {}), _MEND)


def _alone(mark: Mark) -> str:
    """The tag as a whole template."""
    body, verb = write_body(mark), mark.verb
    if mark.tag.kind == "{{" or verb in {"colspan", "cellbg"}:
        return "{{ " + body + " }}"
    if verb == "elif":
        body, verb = body.removeprefix("el"), "if"
    if verb == "set" and "=" in body:
        return "{% " + body + " %}"
    end = "{% " + _ENDS[verb] + " %}" if verb in _ENDS else ""
    return "{% " + body + " %}" + end


def check_names(part: MarkedPart, tree: nodes.Template, lines: Sequence[int]) -> Iterator[Mistake]:
    """Filters and tests that do not exist, also where Jinja would notice only when it comes by."""
    environment = word_environment()
    for node in tree.find_all((nodes.Filter, nodes.Test)):
        known = environment.filters if isinstance(node, nodes.Filter) else environment.tests
        if node.name not in known:
            kind = "filter" if isinstance(node, nodes.Filter) else "test"
            error = TemplateSyntaxError(f"No {kind} named {node.name!r}.", node.lineno)
            yield part.marks[lines[node.lineno - 1]].mistake(explain(error, {}), _MEND)
