"""The one door to the engines: everything that makes a paper goes through :func:`render_entry`."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import lru_cache
from importlib import import_module
from pathlib import Path
from types import MappingProxyType
from typing import Any

from archivegen.chinese import find_personal_numbers, mask
from archivegen.errors import TemplateError
from archivegen.plan import Audience, PlanEntry
from archivegen.render.office import extract_text

Engine = Callable[..., bytes]

ENGINES: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        ".docx": ("archivegen.render.docx", "render_docx"),
        ".xlsx": ("archivegen.render.xlsx", "render_xlsx"),
    }
)
"""Suffix of a template → module and function; a new format is one file and one line here."""


_REMARKS = b"/comments"


class LeakError(TemplateError):
    """A public paper would have shown a personal number; it was not written."""


def render_entry(entry: PlanEntry, words: Mapping[str, Any]) -> bytes:
    """Fill the entry's template with words (those of :func:`~archivegen.plan.entry_words`).

    Same entry, same words, same bytes.  Raises ``TemplateError`` naming template, place and word; ``LeakError`` when a public
    paper holds an ID, an account or a mobile number all the same (domain §7 V-N01).
    """
    assert entry.template is not None, entry.key
    content = _engine(entry.template.suffix)(_read(entry.template), words, name=entry.template.name)
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


@lru_cache(maxsize=64)
def _read(path: Path) -> bytes:
    """A template without the remarks of a check: whoever mended it in the annotated copy need not delete them."""
    content = path.read_bytes()
    if _REMARKS not in content:  # names of parts stand in a zip as they are
        return content
    from archivegen.render.remarks import clear_remarks

    return clear_remarks(content, path.name)[0]


def _engine(suffix: str) -> Engine:
    module, function = ENGINES[suffix]
    engine: Engine = getattr(import_module(module), function)
    return engine
