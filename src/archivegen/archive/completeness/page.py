"""index.html: the completeness index as one page that needs nothing but a browser.

No external resource, readable without script, opened from ``file://`` by old browsers, printed on A4.  States are words;
the colours only repeat them.  Script and style are ours alone: the page's policy names their hashes and allows nothing else.
"""

from __future__ import annotations

import base64
import hashlib
from pathlib import Path
from urllib.parse import quote

from archivegen.archive.completeness.check_tables import format_span
from archivegen.archive.completeness.index import Index
from archivegen.archive.completeness.page_filters import make_filters
from archivegen.archive.completeness.summary import Tally
from archivegen.archive.completeness.workbook import clean_text
from archivegen.manifest import WHOLE, State

PAGE_NAME = "index.html"
_PARTS = Path(__file__).parent / "page_parts"
_STYLES = {
    State.COMPLETE: "s-complete",
    State.UNSIGNED: "s-unsigned",
    State.MISSING: "s-missing",
    State.NOT_APPLICABLE: "s-none",
}


def render_page(index: Index) -> bytes:
    """The page's bytes, UTF-8; its links go to ``data/…`` beside it."""
    from jinja2 import Environment, FileSystemLoader, StrictUndefined
    from markupsafe import Markup

    style, script = (_PARTS.joinpath(name).read_text(encoding="utf-8") for name in ("style.css", "script.js"))
    environment = Environment(
        loader=FileSystemLoader(_PARTS),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    filters = make_filters(index)
    page = environment.get_template("page.html").render(
        index=index,
        facts=index.facts,
        details=_pair_details(index),
        summary=index.summary,
        verdict=_judge(index),
        filters=filters,
        orders=[
            (heading, name, tallies)
            for heading, name, tallies in (
                ("要点", "emphasis", index.summary.emphases),
                ("阶段", "stage", index.summary.stages),
                ("责任层级", "level", index.summary.levels),
                ("分项", "aspect", index.summary.aspects),
                ("六类", "group", index.summary.groups),
            )
            if tallies
        ],
        labour=_count_first(index),
        groups=index.by_stage(),
        dated=any(row.filed and row.filed.date for row in index.rows),
        link=_link_to,
        beside=lambda path: quote(path, safe="/"),
        base_name=lambda path: path.rsplit("/", 1)[-1],
        suffix=lambda path: path.rsplit(".", 1)[-1].upper(),
        badge=_STYLES.__getitem__,
        bar=_measure_bar,
        span=format_span,
        # Our own style and script: marked as safe so that their bytes on the page are those that the policy's hashes allow.
        style=Markup(style),  # noqa: S704
        script=Markup(script),  # noqa: S704
        style_hash=_hash(style),
        script_hash=_hash(script),
    )
    return clean_text(page).encode("utf-8")


def _hash(text: str) -> str:
    return base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()


def _pair_details(index: Index) -> list[tuple[tuple[str, str], ...]]:
    """The facts at the head of the page, two in a row."""
    facts, arrangement = index.facts, index.arrangement
    lines = [
        ("项目代码", facts.project_code or "—"),
        ("业主单位", facts.organisation or "—"),
        *([("移交单位", facts.giver)] if facts.giver not in ("", facts.organisation) else []),
        *facts.details,
        ("归档日期", facts.closed_on.isoformat()),
        ("全宗号", f"{arrangement.fonds or '待定'}（档号{'预编' if arrangement.provisional else '正式'}）"),
    ]
    if facts.contact_name or facts.contact_phone:
        lines.append(("联系人", f"{facts.contact_name} {facts.contact_phone}".strip()))
    return [tuple(lines[start : start + 2]) for start in range(0, len(lines), 2)]


def _judge(index: Index) -> str:
    """A part of an archive speaks for itself only."""
    total = index.summary.total
    part = "" if index.facts.scope == WHOLE else "本部分"
    if total.due and total.complete == total.due:
        return f"{part}应归档资料全部齐全。"
    return f"{part}资料尚不齐全，还差 {total.due - total.complete} 份。" if total.due else f"{part}没有应归档的资料。"


def _count_first(index: Index) -> tuple[int, int]:
    """Complete and due papers of what is looked at first: labour and wages (domain R77)."""
    first = frozenset(index.first)
    due = [row.item for row in index.rows if first.intersection(row.item.entry.emphasis)]
    due = [item for item in due if item.state is not State.NOT_APPLICABLE]
    return sum(item.state is State.COMPLETE for item in due), len(due)


def _measure_bar(tally: Tally) -> tuple[int, int]:
    """Widths of what is complete and of what waits for signatures, in percent, in steps of two: 99.9 is not drawn as 100."""
    if not tally.due:
        return 0, 0
    done, waiting = (100 * count // tally.due // 2 * 2 for count in (tally.complete, tally.unsigned))
    return max(done, 2 * bool(tally.complete)), max(waiting, 2 * bool(tally.unsigned))


def _link_to(path: str) -> str:
    """Relative link to a payload file."""
    return "data/" + quote(path, safe="/")
