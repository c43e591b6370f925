"""What is wrong with a text that is not YAML, in the words of the person who typed it.

The parser says where it stumbled and in English; the cause is often a line earlier and always one of a dozen habits:
a Chinese colon, no blank after the colon, a tab, a blank too many.  Those are looked for in the lines themselves; only
what is left over is translated from the parser's words.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

import yaml

from archivegen.findings import Finding, Place, make_finding

MAX_SECTIONS = 80
"""A file with more top-level lines than this is not a project file; its first error is enough."""

MAX_DEPTH = 20
"""Levels of nesting that are read; the parser itself stumbles over a thousand."""

_LINE_BREAK = re.compile("\r\n|[\n\r\x85\u2028\u2029]")
_KEY = r"[^\s0-9:：\-#'\"\[\]{}&*!|>%@`,，。；？?][^\s:：#'\"\[\]{},，。；]{0,19}"
_WIDE_COLON = re.compile(rf"\s*(?:-\s+)?({_KEY})\s*：")
_TIGHT_COLON = re.compile(rf"\s*(?:-\s+)?({_KEY}):(?![\s/]|$)")
_PROSE = re.compile("[，。；]")
_GOOD_KEY = re.compile(r"\s*(?:-\s+)*[^#:]*:(?:\s|$)")
_TIGHT_DASH = re.compile(r"\s*[-－—](?![-\s－—]|$)")
_SPECIAL_START = re.compile(r"(?:^|[:\-,\[{]\s)\s*([@`%&*!])")
_ENTRY = re.compile(r":(?:\s|$)")
_DASH = re.compile(r"\s*-\s")
_TAB_INDENT = re.compile(r" *\t+[ \t]*[^\s#]")
_WIDE_INDENT = re.compile("[ \t]*[\u3000\u00a0\u2000-\u200b\u202f][ \t\u3000\u00a0\u2000-\u200b\u202f]*[^\\s#]")
_BLOCK_START = re.compile(r"( *)(?:- +)*(?:[^#'\"]*: +)?[|>][-+0-9]*\s*(?:#.*)?$")
_SECTION_START = re.compile(r"[^\s#\-\[\]{}'\"][^:：]*[:：]")

_BY_WORDS = (
    ("maximum nesting depth", "P024"),
    ("unknown escape|escape code|expected escape|hexadecimal", "P029"),
    ("quoted scalar|end of stream", "P017"),
    ("',' or|flow sequence|flow mapping", "P018"),
    ("expected ':'", "P015"),
    ("scanning an alias|scanning an anchor|a tag|tag handle|tag prefix", "P020"),
    ("cannot start any token|directive|%TAG|%YAML", "P020"),
    ("block scalar|block mapping indicator|indentation indicators", "P030"),
    ("node content", "P031"),
    ("violates indentation", "P011"),
    ("mapping values are not allowed", "P019"),
    ("'-' indicator|parsing a block collection", "P035"),
    ("expected key|<block end>|block sequence entries|mapping keys are not allowed", "P016"),
)


def quote_text(text: str, limit: int = 24) -> str:
    """User's words for a message: one line, not too long."""
    flat = " ".join(text.split())
    return flat if len(flat) <= limit else flat[: limit - 1] + "…"


def split_lines(text: str) -> list[str]:
    """Lines as YAML counts them."""
    return _LINE_BREAK.split(text)


def split_sections(text: str) -> Iterator[str]:
    """Each top-level section by itself, with blank lines before it so that line numbers stay true."""
    lines = split_lines(text)
    starts = [i for i, line in enumerate(lines) if _SECTION_START.match(line)]
    if not 0 < len(starts) <= MAX_SECTIONS:
        return
    for start, end in zip(starts, [*starts[1:], len(lines)], strict=True):
        yield "\n" * start + "\n".join(lines[start:end])


def explain_error(text: str, error: yaml.YAMLError, shown: str) -> list[Finding]:
    """Findings for a text that the parser refused with ``error``; at least one."""
    lines = split_lines(text)
    findings = _find_habits(lines, shown)
    stumble = _locate(error, lines)
    explained = {f.place.line for f in findings}
    if explained & {stumble.at + 1, stumble.start + 1, _line_above(lines, stumble.at) + 1}:
        return findings
    return [*findings, _translate(lines, stumble, shown)]


def explain_joined_lines(
    lines: list[str], span: range, shown: str, key: tuple[str, int] | None, *, at_root: bool
) -> list[Finding]:
    """Lines that YAML joined into one plain text although each was meant as an entry of its own.

    ``span`` are the indexes of the lines that the text stands on, ``key`` is the key whose value the text is, with its
    line.  Such a text is valid YAML, so only what cannot be prose is an error: a value that begins on a line of its own
    and looks like entries from end to end.
    """
    if not span:
        return []
    own_line = at_root or (key is not None and key[1] <= span.start)
    first = lines[span.start]
    span = span if own_line else span[1:]
    found = [(i, fault) for i in span if (fault := _entry_fault(lines[i]))]
    plain = [i for i, _ in found if not _PROSE.search(lines[i])]
    if own_line and plain and len(found) == sum(1 for i in span if lines[i].strip()):
        return [_fault_finding(fault, Place(shown, i + 1)) for i, fault in found]
    if own_line:
        return []
    dashes = [i for i in span if _DASH.match(lines[i])]
    above = quote_text(key[0] if key is not None else first.strip(" -"))
    return [make_finding("P027", Place(shown, i + 1), text=quote_text(lines[i]), key=above) for i in plain + dashes]


def _entry_fault(line: str) -> tuple[str, str] | None:
    """How a line that reads as an entry fails to be one: the code, and the words to name."""
    if match := _WIDE_COLON.match(line):
        return "P013", match.group(1)
    if match := _TIGHT_COLON.match(line):
        return "P014", match.group(1)
    if _TIGHT_DASH.match(line):
        return "P033", line
    return None


def _fault_finding(fault: tuple[str, str], place: Place) -> Finding:
    code, words = fault
    return make_finding(code, place, key=quote_text(words), text=quote_text(words))


def _find_habits(lines: list[str], shown: str) -> list[Finding]:
    """Typing habits that break YAML, wherever they stand outside literal text."""
    findings = []
    for number, line in _lines_outside_literals(lines):
        if _TAB_INDENT.match(line):
            findings.append(make_finding("P011", Place(shown, number)))
        elif _WIDE_INDENT.match(line):
            findings.append(make_finding("P012", Place(shown, number)))
        elif not _GOOD_KEY.match(line) and not _PROSE.search(line) and (fault := _entry_fault(line)):
            findings.append(_fault_finding(fault, Place(shown, number)))
    return findings


def _lines_outside_literals(lines: list[str]) -> Iterator[tuple[int, str]]:
    """Numbered lines that are not inside a ``|`` or ``>`` text and not comments."""
    literal: int | None = None
    for number, line in enumerate(lines, 1):
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        if literal is not None and _indent(line) > literal:
            continue
        match = _BLOCK_START.match(line)
        literal = len(match.group(1)) if match else None
        yield number, line


def _line_above(lines: list[str], index: int) -> int:
    above = index - 1
    while above > 0 and not lines[above].strip():
        above -= 1
    return max(above, 0)


class _Stumble(NamedTuple):
    """The parser's English words; where it stumbled and where the thing that it was reading began (all from 0)."""

    words: str
    start: int
    at: int
    column: int


def _locate(error: yaml.YAMLError, lines: list[str]) -> _Stumble:
    mark, context = getattr(error, "problem_mark", None), getattr(error, "context_mark", None)
    at, column = (min(mark.line, len(lines) - 1), mark.column) if mark is not None else (0, 0)
    if not lines[at].strip():
        at, column = _line_above(lines, at), 0
    start = min(context.line, at) if context is not None else at
    return _Stumble(str(error), start, at, column)


def _translate(lines: list[str], stumble: _Stumble, shown: str) -> Finding:
    code = next((code for pattern, code in _BY_WORDS if re.search(pattern, stumble.words)), "P032")
    at = stumble.at
    above = _line_above(lines, at)
    if code in {"P017", "P018", "P015"}:
        at = stumble.start
    elif code == "P019" and not _has_two_colons(lines[at]):
        code, at = ("P016", at) if at == above or _ENTRY.search(lines[above]) else ("P015", above)
    elif code == "P016" and lines[at][: stumble.column].strip():
        code = "P028"
    place = Place(shown, at + 1)
    if code == "P015" and (fault := _entry_fault(lines[at])):
        return _fault_finding(fault, place)
    found, indent_above = _indent(lines[at]), _indent(lines[above])
    if code == "P016" and found == indent_above:
        code = "P032"
    sign = _SPECIAL_START.search(lines[at])
    return make_finding(
        code,
        place,
        text=quote_text(lines[at]),
        found=found,
        above=indent_above,
        sign=sign.group(1) if sign else "%",
        limit=MAX_DEPTH,
    )


def _has_two_colons(line: str) -> bool:
    return len(_ENTRY.findall(line)) > 1


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip(" "))
