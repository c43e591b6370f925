"""Tags as people type them: found in a text, and mended where only one meaning is possible.

A Chinese input method makes full-width braces, bars, brackets and commas, Word makes typographic quotes and odd spaces.  Outside
a quoted string each can only mean its plain twin; what stands inside a quoted string is kept as it is.  Pure: text in, tags out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

_BLANKS = "[\\s\u200b-\u200f\u2060\ufeff]*"
_OPEN = re.compile(f"[｛{{]{_BLANKS}[｛{{％%]|[｛{{][#＃]")
_CLOSERS = {
    "{{": re.compile(f"[｝}}]{_BLANKS}[｝}}]"),
    "{%": re.compile(f"[％%]{_BLANKS}[｝}}]"),
    "{#": re.compile("[#＃][｝}]"),
}
_CLOSED = {"{{": "}}", "{%": "%}", "{#": "#}"}
_STRAY = re.compile("[｝}]{2}|[％%][｝}]")
_GOES_ON = re.compile(r"[｝}]{2}.*?[｛{]{2}|[％%][｝}].*?[｛{][％%]", re.DOTALL)

_UNSEEN = dict.fromkeys([*range(0x200B, 0x2010), 0x2060, 0xFEFF, 0xAD])
_SPACES = dict.fromkeys([0xA0, 0x1680, *range(0x2000, 0x200B), 0x202F, 0x205F, 0x3000], " ")
_WIDE = {code: chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)}
_PLAIN = _WIDE | _SPACES | _UNSEEN | str.maketrans("【】。–—−‐‑“”„‘’‚", '[].-----"""' + "'''")
"""No character of these has a meaning of its own in a tag, outside of quoted strings."""

_QUOTES = ('"“”„＂', "'‘’‚＇")
_ENDS = {'"': ('"', "”“＂"), "“": ("”", '"＂“'), "'": ("'", "’‘＇"), "‘": ("’", "'＇‘")}

_VERBS = "for|if|elif|else|endfor|endif|set|endset|with|endwith"
_STATEMENT_AXIS = re.compile(rf"(tr|tc|p|r|sheet)(?:\s+|(?=(?:{_VERBS})\b))")
_PRINTED_AXIS = re.compile(r"(tr|tc|p|r)\s+(?!(?:if|in|is|and|or|not|else)\b)(?=[\w\"'(\[])")
_COMMENT_AXIS = re.compile(r"(tr|tc|p)\s")
_SPLIT_VERB = re.compile(r"end\s+(for|if|set|with|macro|call|filter|raw)\b")
_GLUED_VERB = re.compile(r"(for|if|elif)(?=[\u3400-\u9fff])")
_GLUED_IN = re.compile(r"(for\s+[\u3400-\u9fff]+)\s*in\s*(?=[\u3400-\u9fff])")
_ELSE_IF = re.compile(r"else\s+if\b")


@dataclass(frozen=True, slots=True)
class Tag:
    """One tag: where it stands in the text, and what it means."""

    start: int
    end: int
    kind: str
    """``{{``, ``{%`` or ``{#``."""
    inner: str
    """The mended text between the delimiters, blanks and all."""
    axis: str
    """``tr``, ``tc``, ``p``, ``r``, ``sheet`` or nothing: what the tag stands for as a whole."""
    body: str
    """``for 人 in 发放.明细``."""
    trims: tuple[str, str] = ("", "")
    """``-`` or ``+`` beside the opening and the closing delimiter."""

    @property
    def verb(self) -> str:
        """``for``, ``endif`` …; nothing for what is printed."""
        return re.split(r"\W", self.body, maxsplit=1)[0] if self.kind == "{%" else ""

    @property
    def written(self) -> str:
        """The tag with its delimiters as Jinja wants them."""
        left, right = self.trims
        axis = f"{self.axis} " if self.axis else " "
        inner = self.inner if self.body in self.inner else f"{left}{axis}{self.body} {right}"
        return f"{self.kind}{inner}{_CLOSED[self.kind]}"


@dataclass(frozen=True, slots=True)
class Stray:
    """A delimiter without its twin."""

    start: int
    end: int
    text: str
    is_opener: bool


def find_tags(text: str) -> tuple[list[Tag], list[Stray]]:
    """The tags of a text in their order, and the delimiters that lack their twin."""
    tags: list[Tag] = []
    strays: list[Stray] = []
    position = 0
    while found := _OPEN.search(text, position):
        tag = _read_tag(text, found)
        if tag is not None:
            tags.append(tag)
            position = tag.end
            continue
        if len(found[0]) == 2 and found[0][1] not in "#＃":
            strays.append(Stray(found.start(), found.end(), found[0], is_opener=True))
        position = found.end() if len(found[0]) == 2 else found.start() + 1
    strays += _find_stray_closers(text, tags)
    return tags, sorted(strays, key=lambda stray: stray.start)


def mend_tags(text: str) -> str:
    """The text with its tags as Jinja wants them; everything else is kept."""
    if "{" not in text and "｛" not in text:
        return text
    pieces, position = [], 0
    for tag in find_tags(text)[0]:
        pieces += [text[position : tag.start], tag.written]
        position = tag.end
    return "".join([*pieces, text[position:]])


def _read_tag(text: str, found: re.Match[str]) -> Tag | None:
    kind = "{" + found[0][-1].translate(_WIDE)
    read = _read_inside(text, found.end(), kind)
    if read is None:
        return None
    inner, end = read
    left = inner[:1] if inner[:1] in {"-", "+"} else ""
    right = inner[-1:] if inner[-1:] in {"-", "+"} and len(inner) > 1 else ""
    body = inner[len(left) : len(inner) - len(right)].strip()
    axis = {"{{": _PRINTED_AXIS, "{%": _STATEMENT_AXIS, "{#": _COMMENT_AXIS}[kind].match(body)
    body = body[axis.end() :].strip() if axis else body
    return Tag(
        found.start(),
        end,
        kind,
        inner,
        axis[1] if axis else "",
        _mend_verb(body) if kind == "{%" else body,
        (left, right),
    )


def _read_inside(text: str, start: int, kind: str) -> tuple[str, int] | None:
    """What stands between the delimiters, mended, and where the tag ends; None when it does not end."""
    if kind == "{#":
        closed = _CLOSERS[kind].search(text, start)
        return (text[start : closed.start()], closed.end()) if closed else None
    pieces: list[str] = []
    position, depth = start, 0
    while position < len(text):
        sign = text[position].translate(_WIDE)
        if depth == 0 and (closed := _CLOSERS[kind].match(text, position)):
            return "".join(pieces), closed.end()
        if sign == "{" and _OPEN.match(text, position) and depth == 0 and kind == "{{":
            return None
        depth += (sign == "{") - (sign == "}" and depth > 0)
        literal, position = _read_literal(text, position)
        pieces.append(literal)
    return None


def _read_literal(text: str, position: int) -> tuple[str, int]:
    """A quoted string or one character, and what comes after."""
    quote = next((quotes[0] for quotes in _QUOTES if text[position] in quotes), "")
    end = _find_end(text, position, quote) if quote else -1
    if end < 0:
        return text[position].translate(_PLAIN), position + 1
    content = text[position + 1 : end]
    if text[position] == text[end] == quote:
        return text[position : end + 1], end + 1
    if quote in content:
        other = "'" if quote == '"' else '"'
        quote, content = (other, content) if other not in content else (quote, content.replace(quote, f"\\{quote}"))
    return f"{quote}{content}{quote}", end + 1


def _find_end(text: str, position: int, quote: str) -> int:
    """Where the string that begins at ``position`` ends; -1 when its end stands in another tag or nowhere."""
    opened = text[position]
    for ends in _ENDS.get(opened, _ENDS[quote]):
        found = re.compile(rf"(?<!\\)[{ends}]").search(text, position + 1)
        if found and not _GOES_ON.search(text, position + 1, found.start()):
            return found.start()
    return -1


def _mend_verb(body: str) -> str:
    body = _SPLIT_VERB.sub(r"end\1", body, count=1) if body.startswith("end") else body
    body = _ELSE_IF.sub("elif", body, count=1) if body.startswith("else") else body
    body = _GLUED_VERB.sub(r"\1 ", body, count=1) if _GLUED_VERB.match(body) else body
    return _GLUED_IN.sub(r"\1 in ", body, count=1) if _GLUED_IN.match(body) else body


def _find_stray_closers(text: str, tags: list[Tag]) -> Iterator[Stray]:
    """``}}`` and ``%}`` outside of tags; ``{完成率100%}`` is an ordinary text in braces."""
    position = 0
    for start, end in [*((tag.start, tag.end) for tag in tags), (len(text), len(text))]:
        between = text[position:start]
        for found in _STRAY.finditer(between):
            before = between[: found.start()].translate(_WIDE)
            if before.count("{") <= before.count("}"):
                yield Stray(position + found.start(), position + found.end(), found[0], is_opener=False)
        position = end
