"""Compiling within bounds: how large and how deep a template may be, and the calls by which compiled code keeps to its budget.

Everything that the code asks for stands in its ``context`` or ``environment``, so that code kept on the disk keeps the bounds.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from types import CodeType
from typing import Any

from jinja2 import nodes
from jinja2.compiler import CodeGenerator, Frame
from jinja2.exceptions import TemplateSyntaxError
from jinja2.lexer import Token, TokenStream
from jinja2.runtime import Context
from jinja2.sandbox import SandboxedEnvironment

from archivegen.errors import TemplateError
from archivegen.language.bounds import BoundedContext, calculate, call_within, check_number, join_pieces

LONGEST_SOURCE = 20_000_000
MOST_TOKENS = 500_000
DEEPEST_BRACKETS = 25
DEEPEST_TREE = 60
"""Tags inside tags and terms of one expression: below what Python's compiler itself refuses."""

_TOO_DEEP = "模板里的标签或式子套得太深，请分成几步写"
_OPENING = frozenset({"lparen", "lbracket", "lbrace"})
_CLOSING = frozenset({"rparen", "rbracket", "rbrace"})
_BEGINNING = frozenset({"block_begin", "variable_begin"})
_CONSTANT = (nodes.Const, nodes.TemplateData)
_LITERAL = (nodes.List, nodes.Tuple)
_SEARCHES = frozenset({"in", "notin"})


class BoundedCode(CodeGenerator):
    """Jinja's compiler; loops, macros, captured texts, comparisons and slices go through the context."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._through: dict[int, str] = {}
        """The call of the context that a node's value goes through."""
        self._weights: dict[int, int] = {}
        """Steps of a body that a call reaches."""

    def visit(self, node: nodes.Node, *args: Any, **kwargs: Any) -> Any:
        """Write a node, and what its value goes through."""
        through = self._through.pop(id(node), None)
        if through is None:
            return super().visit(node, *args, **kwargs)
        self.write(through)
        super().visit(node, *args, **kwargs)
        return self.write(")")

    def blockvisit(self, nodes: Iterable[nodes.Node], frame: Frame) -> None:
        """Write a body, and what a call of it costs."""
        weight = self._weights.pop(id(nodes), None)
        if weight is not None:
            self.writeline(f"context.budget.take_steps({weight})")
        super().blockvisit(nodes, frame)

    def buffer(self, frame: Frame) -> None:
        """Write where a captured text is gathered."""
        frame.buffer = self.temporary_identifier()
        self.writeline(f"{frame.buffer} = context.buffer()")

    def macro_body(self, node: nodes.Macro | nodes.CallBlock, frame: Frame) -> Any:
        """Write a macro."""
        self._weights[id(node.body)] = weigh_body(node.body)
        return super().macro_body(node, frame)

    def visit_Template(self, node: nodes.Template, frame: Frame | None = None) -> None:  # noqa: N802 - Jinja's name
        """Write the whole template."""
        for block in node.find_all(nodes.Block):
            self._weights[id(block.body)] = weigh_body(block.body)
        super().visit_Template(node, frame)

    def visit_For(self, node: nodes.For, frame: Frame) -> None:  # noqa: N802
        """Write a loop."""
        weight = weigh_body([*node.body, *([node.test] if node.test else [])])
        self._through[id(node.iter)] = f"context.rounds({weight}, "
        if node.recursive:
            self._weights[id(node.body)] = weight
        super().visit_For(node, frame)

    def visit_Concat(self, node: nodes.Concat, frame: Frame) -> None:  # noqa: N802
        """Write ``甲 ~ 乙``."""
        self.write("context.joined((")
        for part in node.nodes:
            self.visit(part, frame)
            self.write(", ")
        self.write("))")

    def visit_Getitem(self, node: nodes.Getitem, frame: Frame) -> None:  # noqa: N802
        """Write ``值[键]`` or ``值[1:]``."""
        if isinstance(node.arg, nodes.Slice):
            self._through[id(node.node)] = "context.cut("
        super().visit_Getitem(node, frame)

    def visit_Dict(self, node: nodes.Dict, frame: Frame) -> None:  # noqa: N802
        """Write ``{键: 值}``."""
        for pair in node.items:
            if not isinstance(pair.key, _CONSTANT):
                self._through[id(pair.key)] = "context.weigh("
        super().visit_Dict(node, frame)

    def visit_Compare(self, node: nodes.Compare, frame: Frame) -> None:  # noqa: N802
        """Write a comparison; one with a constant takes no time whatever it is compared with."""
        searches = [operand for operand in node.ops if operand.op in _SEARCHES]
        if searches and len(node.ops) > 1:
            self.fail("模板里 in 不能和别的比较连着写", node.lineno)
        if searches:
            self._pass_through(node.expr, "context.needle(")
            self._pass_through(searches[0].expr, "context.haystack(")
        elif not any(_is_constant(one) for one in (node.expr, *(operand.expr for operand in node.ops))):
            for one in (node.expr, *(operand.expr for operand in node.ops)):
                self._pass_through(one, "context.weigh(")
        super().visit_Compare(node, frame)

    def visit_Const(self, node: nodes.Const, frame: Frame) -> None:  # noqa: N802
        """Write a constant."""
        try:
            check_number(node.value)
        except TemplateError as error:
            self.fail(f"模板里的{error}", node.lineno)
        super().visit_Const(node, frame)

    def _output_child_to_const(self, node: nodes.Expr, frame: Frame, finalize: Any) -> str:
        """Nothing but plain text is printed at compile time: there is no budget yet, and True would be printed for 是."""
        if not isinstance(node, nodes.TemplateData):
            raise nodes.Impossible
        return super()._output_child_to_const(node, frame, finalize)

    def _pass_through(self, node: nodes.Node, call: str) -> None:
        if not _is_constant(node):
            self._through[id(node)] = call


def _is_constant(node: nodes.Node) -> bool:
    return isinstance(node, _CONSTANT) or (
        isinstance(node, _LITERAL) and all(isinstance(entry, _CONSTANT) for entry in node.items)
    )


def weigh_body(body: Iterable[nodes.Node]) -> int:
    """Steps of one round: everything in it, except what stands in loops of its own."""
    steps, waiting = 1, list(body)
    while waiting:
        node = waiting.pop()
        steps += 1
        waiting += [node.iter] if isinstance(node, nodes.For) else node.iter_child_nodes()
    return steps


class BoundedEnvironment(SandboxedEnvironment):
    """Jinja's sandbox with bounds on what is compiled and on what a rendering does."""

    code_generator_class: type[CodeGenerator] = BoundedCode
    context_class: type[Context] = BoundedContext
    concat: Any = staticmethod(join_pieces)

    def call(__self, __context: Context, __obj: Any, *args: Any, **kwargs: Any) -> Any:  # noqa: N805, PYI063 - Jinja's names
        """``名(…)`` of a template."""
        assert isinstance(__context, BoundedContext)
        return call_within(__context, __obj, args, kwargs)

    def call_binop(self, context: Context, operator: str, left: Any, right: Any) -> Any:
        """``左 + 右`` of a template."""
        assert isinstance(context, BoundedContext)
        return calculate(context, self.binop_table[operator], operator, left, right)

    def getitem(self, obj: Any, argument: Any) -> Any:
        """``值[键]`` of a template."""
        if isinstance(argument, list | tuple | dict):
            raise TemplateError("方括号里要写一个词或者一个数")
        return super().getitem(obj, argument)

    def _tokenize(
        self, source: str, name: str | None, filename: str | None = None, state: str | None = None
    ) -> TokenStream:
        if len(source) > LONGEST_SOURCE:
            raise TemplateSyntaxError(f"模板太长，超过了 {LONGEST_SOURCE // 10_000} 万字", 1, name, filename)
        stream = super()._tokenize(source, name, filename, state)
        return TokenStream(_bound_tokens(stream, name, filename), name, filename)

    def _parse(self, source: str, name: str | None, filename: str | None) -> nodes.Template:
        try:
            tree = super()._parse(source, name, filename)
        except RecursionError:
            raise TemplateSyntaxError(_TOO_DEEP, 1, name, filename) from None
        _check_depth(tree, name, filename)
        return tree

    def _compile(self, source: str, filename: str) -> CodeType:
        try:
            return super()._compile(source, filename)
        except (SyntaxError, RecursionError, MemoryError):
            raise TemplateSyntaxError(_TOO_DEEP, 1, None, filename) from None


def _bound_tokens(stream: TokenStream, name: str | None, filename: str | None) -> Iterator[Token]:
    depth = signs = number = 0
    try:
        for token in stream:
            kind = token.type
            number += kind != "data"
            depth = 0 if kind in _BEGINNING else depth + (kind in _OPENING) - (kind in _CLOSING)
            signs = signs + 1 if kind in {"add", "sub"} or (kind == "name" and token.value == "not") else 0
            if depth > DEEPEST_BRACKETS or signs > DEEPEST_BRACKETS:
                raise TemplateSyntaxError(_TOO_DEEP, token.lineno, name, filename)
            if number > MOST_TOKENS:
                raise TemplateSyntaxError("模板里的标签太多", token.lineno, name, filename)
            yield token
    except ValueError:  # Python reads no whole number of more than 4,300 digits
        raise TemplateSyntaxError("模板里的数字太大，算不出来", stream.current.lineno, name, filename) from None


def _check_depth(tree: nodes.Template, name: str | None, filename: str | None) -> None:
    waiting: list[tuple[nodes.Node, int]] = [(tree, 0)]
    while waiting:
        node, depth = waiting.pop()
        if depth > DEEPEST_TREE:
            raise TemplateSyntaxError(_TOO_DEEP, node.lineno, name, filename)
        waiting += [(child, depth + 1) for child in node.iter_child_nodes()]
