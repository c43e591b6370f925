"""The one door to the engines: everything that makes a paper goes through :func:`render_entry`."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from importlib import import_module
from pathlib import Path
from types import MappingProxyType
from typing import Any, Protocol

from archivegen.chinese import find_personal_numbers, mask
from archivegen.errors import TemplateError
from archivegen.manifest import Audience
from archivegen.plan import PlanEntry
from archivegen.render.office import extract_text


class Stamp(Protocol):
    """A compiled template."""

    def render(self, words: Mapping[str, Any]) -> bytes:
        """The paper with these words in it; equal words give equal bytes.  Raises ``TemplateError``."""


ENGINES: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        ".docx": ("archivegen.render.docx", "compile_docx"),
        ".xlsx": ("archivegen.render.xlsx", "compile_xlsx"),
    }
)
"""Suffix of a template → module and function that compiles it; a new format is one file and one line here."""

_REMARKS = b"/comments"


class LeakError(TemplateError):
    """A public paper would have shown a personal number; it was not written."""


def render_entry(entry: PlanEntry, words: Mapping[str, Any]) -> bytes:
    """Fill the entry's template with words (those of :func:`~archivegen.render.paper_words.entry_words`).

    Same entry, same words, same bytes.  Raises ``TemplateError`` naming template, place and word; ``LeakError`` when a public
    paper holds an ID, an account or a mobile number all the same (domain §7 V-N01).
    """
    assert entry.template is not None, entry.key
    state = entry.template.stat()
    stamp = _load_stamp(entry.template, state.st_mtime_ns, state.st_size)
    if isinstance(stamp, TemplateError):
        raise stamp.with_traceback(None)
    content = stamp.render(words)
    if entry.audience is Audience.PUBLIC:
        _refuse_leak(content, entry.template.suffix)
    return content


def _refuse_leak(content: bytes, suffix: str) -> None:
    found = find_personal_numbers(extract_text(content, suffix))
    if found:
        shown = "、".join(mask(number) for number in found[:3])
        raise LeakError(
            f"这是公开材料，却含有 {len(found)} 处身份证号、账号或手机号（{shown}），没有生成。"
            "请从项目文件的文字中删去；监督电话请用座机。"
        )


@lru_cache(maxsize=128)
def _load_stamp(path: Path, _changed: int, _size: int) -> Stamp | TemplateError:
    """The compiled template, or why there is none: a broken one fails all its papers and is looked at once.

    A worker of a cluster lives long: a template that was mended meanwhile is read again.
    """
    module, function = ENGINES[path.suffix]
    try:
        stamp: Stamp = getattr(import_module(module), function)(_read(path), name=path.name)
    except TemplateError as error:
        return error
    return stamp


def _read(path: Path) -> bytes:
    """A template without the remarks of a check: whoever mended it in the annotated copy need not delete them."""
    content = path.read_bytes()
    if _REMARKS not in content:  # names of parts stand in a zip as they are
        return content
    from archivegen.render.remarks import clear_remarks

    return clear_remarks(content, path.name)[0]
