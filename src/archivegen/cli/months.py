"""The month that a person names on the command line."""

from __future__ import annotations

from collections.abc import Sequence

import click


def read_month(text: str | None) -> str:
    """``2026-03`` from what was typed after ``--month``, ``""`` when nothing was; a usage error when it is no month."""
    return _parse(text) if text is not None else ""


def choose_month(text: str, known: Sequence[str], what: str) -> str:
    """The month that was typed, one of ``known``.

    Raises click's usage error, which names those months, when it is no month or the project has no ``what`` in it.
    """
    choices = f"可写：{'、'.join(known)}。" if known else f"项目文件里还没有{what}。"
    month = _parse(text, choices)
    if month in known:
        return month
    raise click.UsageError(f"{month} 没有{what}。{choices}")


def _parse(text: str, choices: str = "") -> str:
    from archivegen.chinese import parse_month

    try:
        return parse_month(text)
    except ValueError as error:
        raise click.UsageError(f"--month 写得不对：{error}。{choices}") from error
