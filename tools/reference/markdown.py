"""Pieces of Markdown."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

GENERATED = "<!-- 由 tools/write_reference.py 写成，请不要手改；改了模型或文字后运行 make schemas。 -->"


def table(headings: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A table; what would end a cell is escaped."""
    lines = [headings, ["---"] * len(headings), *rows]
    return "\n".join(f"| {' | '.join(_cell(text) for text in line)} |" for line in lines)


def yaml_block(text: str) -> str:
    """An example."""
    return f"```yaml\n{text.rstrip()}\n```"


def page(*parts: str) -> str:
    """A whole page: its parts with a blank line between them."""
    return "\n\n".join((GENERATED, *(part.strip() for part in parts))) + "\n"


def _cell(text: str) -> str:
    return text.replace("|", "\\|").replace("\n", " ")
