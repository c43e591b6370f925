"""A compiled Word template: give it words, get a paper."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cached_property
from types import CodeType
from typing import Any

from jinja2 import Template

from archivegen.language.bounds import join_pieces
from archivegen.render.package import PackageStart, PackedPart, pack_part, unpack_part, write_package
from archivegen.render.word.additions import Package, printing
from archivegen.render.word.failures import tell_failure
from archivegen.render.word.printing import capture_text, word_environment
from archivegen.render.word.repair import repair
from archivegen.render.word.subdocuments import compose, uses_subdocuments

_HEAD = b"<?xml version='1.0' encoding='UTF-8' standalone='yes'?>\n"


class PartStamp:
    """One part that holds words."""

    def __init__(self, packed: Mapping[str, Any]) -> None:
        self.member: str = packed["member"]
        self.source: str = packed["source"]
        self.lines: Sequence[int] = packed["lines"]
        self.places: Sequence[tuple[Any, ...]] = packed["places"]
        self._repairs: Sequence[str] = packed["repairs"]
        self._code: CodeType = packed["code"]

    @cached_property
    def template(self) -> Template:
        """The Jinja template; its root function yields bytes."""
        environment = word_environment()
        template = Template.from_code(environment, self._code, environment.make_globals(None))
        template.root_render_func.__globals__["Markup"] = capture_text
        return template

    def fill(self, words: dict[str, Any]) -> bytes:
        """The part's XML with ``words`` in it."""
        template = self.template
        pieces: Any = template.root_render_func(template.new_context(words))
        xml = _HEAD + join_pieces(pieces, b"")
        return repair(xml, self._repairs) if self._repairs else xml


class DocxStamp:
    """A Word template, compiled; safe to use from several threads."""

    def __init__(self, packed: Mapping[str, Any], name: str) -> None:
        self.name = name
        self._static = [PackedPart(*entry) for entry in packed["static"]]
        self._parts = [PartStamp(entry) for entry in packed["parts"]]
        self._taken = frozenset(part.name for part in self._static) | {part.member for part in self._parts}
        self._styles: Mapping[str, str] = packed["styles"]

    @property
    def parts(self) -> Sequence[PartStamp]:
        """The parts that hold words."""
        return self._parts

    @property
    def lane(self) -> str:
        """``快``, or ``慢`` for a template that takes in other documents, which are composed anew for each paper."""
        return "慢" if any(map(uses_subdocuments, self.sources)) else "快"

    @property
    def sources(self) -> list[str]:
        """The Jinja sources of the parts that hold words."""
        return [part.source for part in self._parts]

    def render(self, words: Mapping[str, Any]) -> bytes:
        """The paper with ``words`` in it; equal words give equal bytes.

        Every failure is a ``TemplateError`` that names the template, the place, the tag and the item of the loop.
        """
        package, given = Package(self._taken, self._styles), dict(words)
        made = []
        for part in self._parts:
            token = printing.set(package.at(part.member))
            try:
                made.append(pack_part(part.member, part.fill(given)))
            except Exception as error:  # whatever a filter raises
                raise tell_failure(self.name, part, words, error) from error
            finally:
                printing.reset(token)
        paper = self._write(package, made)
        return compose(paper, package.documents, self.name) if package.documents else paper

    def _write(self, package: Package, made: list[PackedPart]) -> bytes:
        """The paper with what the printed values added."""
        added = dict(package.finish(self._read))
        if not added:
            return self._start.write(made)
        kept = [part for part in (*self._static, *made) if part.name not in added]
        return write_package([*kept, *(pack_part(name, content) for name, content in added.items())])

    @cached_property
    def _start(self) -> PackageStart:
        return PackageStart(self._static)

    @cached_property
    def _read(self) -> Mapping[str, bytes]:
        """The content types and relationships of the template."""
        return {part.name: unpack_part(part) for part in self._static if part.name.endswith((".rels", "].xml"))}
