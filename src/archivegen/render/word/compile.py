"""From a Word template to what its stamp needs, all of it plain data that can be kept on the disk."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from jinja2 import TemplateSyntaxError

from archivegen.errors import TemplateError
from archivegen.language import explain
from archivegen.render.mistakes import Mistake, TemplateMistakesError
from archivegen.render.package import CORE, fix_times, pack_part, read_package
from archivegen.render.word.axes import settle_axes
from archivegen.render.word.blocks import Block, find_blocks
from archivegen.render.word.check import check_names, check_tags
from archivegen.render.word.marks import MarkedPart, mark_tags, tokens_in
from archivegen.render.word.needs import find_repairs
from archivegen.render.word.numbering import cut_properties, number_bookmarks, number_drawings
from archivegen.render.word.parts import (
    BODY,
    PROPERTIES,
    TYPES,
    as_document,
    check_package,
    is_word,
    list_parts,
    list_styles,
)
from archivegen.render.word.places import Places, pack_place
from archivegen.render.word.printing import word_environment
from archivegen.render.word.source import ESCAPED_BRACES, find_torn, patch, write_source
from archivegen.render.word.structure import move_tags
from archivegen.render.word.swaps import drop_samples, swap_pictures
from archivegen.render.word.tree import read_tree, write_tree

_OUR_SIGNS = re.compile("[\ufdd0-\ufdef]")
"""No text of the world uses these; here they stand for tags, so no template may bring its own."""
_MEND = "请在 Word 里改正这个标签"


def compile_template(template: bytes, name: str) -> dict[str, Any]:
    """Compile the parts of ``template`` (its name: ``name``) that hold tags, and pack those that do not.

    Raises ``TemplateMistakesError`` with all mistakes of the template, ``TemplateError`` when it is no Word file.
    """
    parts = read_package(template, name)
    check_package(parts, name)
    parts[TYPES] = as_document(parts[TYPES])
    titles = list_parts(parts, name)
    if BODY not in titles.values():
        raise TemplateError(f"模板 {name} 打不开，不是完好的 Word 文件，请用 Word 或 WPS 另存为 .docx")
    if CORE in parts:
        parts[CORE] = fix_times(parts[CORE])
    compiled, mistakes, swapped = [], [], {}
    for member, title in titles.items():
        if _may_hold_tags(parts[member]):
            root = read_tree(parts[member], name)
            if _OUR_SIGNS.search(write_tree(root)):
                raise TemplateError(f"模板 {name} 的{title}里有 Word 不用的字符，请删去乱码后另存一份")
            part = MarkedPart(member, root, Places(member, title, root))
            made, found = _compile_part(part, title)
            compiled += made
            mistakes += found
            swapped[member] = part.swapped
    if mistakes:
        raise TemplateMistakesError(name, mistakes)
    drop_samples(parts, swapped, {part["member"]: part["source"] for part in compiled})
    dynamic = {part["member"] for part in compiled}
    packed = [pack_part(member, content, once=True) for member, content in parts.items() if member not in dynamic]
    return {
        "static": [(part.name, part.method, part.crc, part.size, part.packed) for part in packed],
        "parts": compiled,
        "styles": list_styles(parts, name),
    }


def _may_hold_tags(content: bytes) -> bool:
    return any(sign in content for sign in (b"{", b"}", "｛".encode(), "｝".encode()))


def _compile_part(part: MarkedPart, title: str) -> tuple[list[dict[str, Any]], list[Mistake]]:
    swap_pictures(part)
    mark_tags(part)
    xml = write_tree(part.root)
    if not part.marks and not ESCAPED_BRACES.search(xml):
        return [], part.mistakes
    blocks = find_blocks(part, tokens_in(xml))
    if not part.mistakes:
        settle_axes(part, blocks)
    if not part.mistakes:
        move_tags(part)
    if part.mistakes:
        return [], [*part.mistakes, *check_tags(part)]
    return _write_code(part, blocks, title)


def _write_code(part: MarkedPart, blocks: Sequence[Block], title: str) -> tuple[list[dict[str, Any]], list[Mistake]]:
    number_drawings(part.root)
    if title == PROPERTIES:
        cut_properties(part.root)
    patched = patch(part, is_word=is_word(title))
    part.mistakes += [_tell_torn(block) for block in find_torn(patched, blocks)]
    if part.mistakes:
        return [], [*part.mistakes, *check_tags(part)]
    source, lines = write_source(part, number_bookmarks(patched, blocks))
    environment = word_environment()
    try:
        tree = environment.parse(source)
        part.mistakes += check_names(part, tree, lines)
        code = environment.compile(tree, name=part.member, filename=f"<{part.member}>")
    except TemplateSyntaxError as error:
        found = list(check_tags(part))
        mark = part.marks[lines[min(error.lineno, len(lines)) - 1]]
        return [], found or [mark.mistake(explain(error, {}), _MEND)]
    made = {
        "member": part.member,
        "code": code,
        "source": source,
        "repairs": find_repairs(part) if is_word(title) else [],
        "lines": lines,
        "places": [(*pack_place(mark.where), mark.source) for mark in part.marks],
    }
    return ([] if part.mistakes else [made]), part.mistakes


def _tell_torn(block: Block) -> Mistake:
    return block.opener.mistake(
        f"“{block.opener.verb}”在这里开头，却在{block.marks[-1].where.shown}结束，段落或表格会被撕开，不能成对",
        "请把开头和结尾写在同一段、同一格或同一个表格里",
    )
