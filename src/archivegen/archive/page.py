"""index.html: the completeness index as one page that needs nothing but a browser.

No external resource, readable without script, opened from ``file://`` by old browsers, printed on A4.  States are words;
the colours only repeat them.
"""

from __future__ import annotations

import base64
import hashlib
from pathlib import Path
from urllib.parse import quote

from archivegen.archive.index import ArchiveFacts, Index, format_percent
from archivegen.archive.workbook import clean_text
from archivegen.manifest import State

PAGE_NAME = "index.html"
_STYLES = {
    State.COMPLETE: "s-complete",
    State.UNSIGNED: "s-unsigned",
    State.MISSING: "s-missing",
    State.NOT_APPLICABLE: "s-none",
}


def render_page(index: Index) -> bytes:
    """The page's bytes, UTF-8; its links go to ``data/…`` beside it."""
    from jinja2 import Environment, StrictUndefined
    from markupsafe import Markup

    folder = Path(__file__).parent
    # Our own script: marked as safe so that the bytes on the page are those that the policy's hash allows.
    script = folder.joinpath("page.js").read_text(encoding="utf-8")
    digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
    environment = Environment(autoescape=True, undefined=StrictUndefined, keep_trailing_newline=True)
    template = environment.from_string(folder.joinpath("page.html").read_text(encoding="utf-8"))
    page = template.render(
        facts=index.facts,
        details=_pair_details(index.facts),
        summary=index.summary,
        verdict=_judge(index),
        groups=index.by_stage(),
        percent=format_percent,
        link=_link_to,
        base_name=lambda path: path.rsplit("/", 1)[-1],
        suffix=lambda path: path.rsplit(".", 1)[-1].upper(),
        style=_STYLES.__getitem__,
        script=Markup(script),  # noqa: S704
        script_hash=digest,
    )
    return clean_text(page).encode("utf-8")


def _pair_details(facts: ArchiveFacts) -> list[tuple[tuple[str, str], ...]]:
    """The facts at the head of the page, two in a row."""
    lines = [
        ("项目代码", facts.project_code or "—"),
        ("归档单位", facts.organisation or "—"),
        *facts.details,
        ("归档日期", facts.closed_on.isoformat()),
    ]
    if facts.contact_name or facts.contact_phone:
        lines.append(("联系人", f"{facts.contact_name} {facts.contact_phone}".strip()))
    return [tuple(lines[start : start + 2]) for start in range(0, len(lines), 2)]


def _judge(index: Index) -> str:
    total = index.summary.total
    if total.due and total.complete == total.due:
        return "应归档资料全部齐全。"
    return f"资料尚不齐全，还差 {total.due - total.complete} 件。" if total.due else "没有应归档的资料。"


def _link_to(path: str) -> str:
    """Relative link to a payload file."""
    return "data/" + quote(path, safe="/")
