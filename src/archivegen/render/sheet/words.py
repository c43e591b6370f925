"""Questions about the words in a cell that Jinja's parser answers, and the check of every tag by itself."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from types import CodeType

from jinja2 import Template, TemplateSyntaxError, meta, nodes
from jinja2.compiler import Frame

from archivegen.language import explain, make_environment
from archivegen.language.environment import WordsEnvironment
from archivegen.render.sheet.program import FILE_NAME, MADE, REPORTS, Content, SheetTemplate
from archivegen.render.sheet.tags import OPENERS, Block, TagError

_STEPS_OF_A_ROUND = 3
_DIRECT = frozenset((*REPORTS, *MADE))


@lru_cache(maxsize=1)
def environment() -> WordsEnvironment:
    """A cell holds plain text: nothing is escaped before the file is written."""
    return make_environment(escape=False)


class _Reporting(WordsEnvironment.code_generator_class):  # type: ignore[valid-type, misc]
    """What a program reports is called directly: a thousand times a sheet, the sandbox would look at our own function."""

    def visit_Call(self, node: nodes.Call, frame: Frame, **options: bool) -> None:  # noqa: N802 - Jinja's name
        if not (isinstance(node.node, nodes.Name) and node.node.name in _DIRECT):
            super().visit_Call(node, frame, **options)
            return
        self.write(frame.symbols.ref(node.node.name) + "(")
        if node.node.name == "__whole":  # a loop in all but name: it pays for its rounds
            self.write(f"context.rounds({_STEPS_OF_A_ROUND}, ")
            self.visit(node.args[0], frame)
            self.write("))")
            return
        for position, argument in enumerate(node.args):
            self.write(", " if position else "")
            self.visit(argument, frame)
        self.write(")")

    def visit_Getattr(self, node: nodes.Getattr, frame: Frame, **options: bool) -> None:  # noqa: N802 - Jinja's name
        """``人.姓名``: a key of a plain group of words is what :meth:`WordsEnvironment.getattr` gives first of all."""
        if not isinstance(node.node, nodes.Name):
            super().visit_Getattr(node, frame, **options)
            return
        group, key = frame.symbols.ref(node.node.name), repr(node.attr)
        self.write(f"({group}[{key}] if {group}.__class__ is dict and {key} in {group} else ")
        super().visit_Getattr(node, frame, **options)
        self.write(")")


@lru_cache(maxsize=1)
def _program_environment() -> WordsEnvironment:
    programs = make_environment(escape=False)
    programs.add_extension("jinja2.ext.do")
    programs.code_generator_class = _Reporting
    return programs


def compile_program(source: str) -> CodeType:
    """The byte code of a sheet's program; what it says of cells has been checked by :func:`check_sheet`."""
    code: CodeType = _program_environment().compile(source, filename=FILE_NAME)
    return code


@lru_cache(maxsize=256)
def load_program(code: CodeType) -> Template:
    """A program that can be run."""
    jinja = environment()
    return Template.from_code(jinja, code, jinja.make_globals(None))


def check_sheet(template: SheetTemplate) -> list[TagError]:
    """All mistakes inside single cells: syntax, unknown filters, a loop that does not end in its cell."""
    mistakes: list[TagError] = []
    for (row, column), content in template.contents.items():
        for mark in content.marks:
            if mark.verb in OPENERS or mark.verb in ("elif", "set"):
                source = "{% " + re.sub("^elif", "if", mark.body) + " %}"
                source += "{% " + OPENERS.get(mark.verb, "endif") + " %}" if mark.verb != "set" else ""
                mistakes += _check_source(source, row, column, mark.text)
        if content.is_words:
            mistakes += _check_source(str(content.value), row, column, str(content.value).strip())
    for text in (template.title, *(text for text, _ in template.texts)):
        mistakes += _check_source(text, 0, 0, text)
    return mistakes


def _check_source(source: str, row: int, column: int, shown: str) -> Iterator[TagError]:
    try:
        environment().compile(source, raw=True)
    except (TemplateSyntaxError, ValueError) as error:
        problem = explain(error, {})
        if re.search(r"\{%[-+]?\s*(for|endfor|if|else|elif|endif)\b", source):
            problem += "；跨单元格重复一行要写 {%tr for … %} 和 {%tr endfor %}"
        yield TagError(row, column, shown, problem)


def read_expression(text: str) -> str | None:
    """The expression of a cell that is exactly one ``{{ … }}``, so that its value keeps its type."""
    body = environment().parse(text.strip()).body
    if len(body) != 1 or not isinstance(body[0], nodes.Output) or len(body[0].nodes) != 1:
        return None
    if isinstance(body[0].nodes[0], nodes.TemplateData):
        return None
    return re.sub(r"^[-+]|[-+]$", "", text.strip()[2:-2])


def read_target(body: str) -> str:
    """The variable of ``for 人 in 明细``; nothing for a loop over pairs."""
    (loop,) = environment().parse("{% " + body + " %}{% endfor %}").find_all(nodes.For)
    return loop.target.name if isinstance(loop.target, nodes.Name) else "''"


def read_entries(body: str) -> tuple[str, str] | None:
    """List and variable of ``for 记 in 人.逐日``; None for a loop with a condition, over pairs, or through itself."""
    (loop,) = environment().parse("{% " + body + " %}{% endfor %}").find_all(nodes.For)
    if loop.test is not None or loop.recursive or not isinstance(loop.target, nodes.Name):
        return None
    return re.split(r"\sin\s", body, maxsplit=1)[1], loop.target.name


def list_targets(block: Block) -> set[str]:
    """The variables of a column loop and of the loops inside it."""
    names: set[str] = set()
    for step, inside in block.branches:
        if step.mark is not None and step.mark.verb == "for":
            tree = environment().parse("{% " + step.mark.body + " %}{% endfor %}")
            for loop in tree.find_all(nodes.For):
                names |= {
                    name.name
                    for name in [loop.target, *loop.target.find_all(nodes.Name)]
                    if isinstance(name, nodes.Name)
                }
        for node in inside:
            if isinstance(node, Block):
                names |= list_targets(node)
    return names


def uses_any(content: Content, names: set[str]) -> bool:
    """Whether a cell's words use one of these names."""
    return content.is_words and bool(meta.find_undeclared_variables(environment().parse(str(content.value))) & names)
