"""签署清单: what a party signs, where and in how many copies, as words and as a Word file."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from archivegen.manifest import Audience
from archivegen.pack.model import PrintOptions
from archivegen.paper_pdfs import PaperPdf
from archivegen.pdf import place_parts
from archivegen.plan import Origin, PlanEntry
from archivegen.render.engine import render_entry
from archivegen.render.paper_words import entry_words
from archivegen.workspace import Workspace

LIST_NAME = "签署清单"
_STEP = "→"


@dataclass(slots=True)
class PartySet:
    """What one party signs: papers of its own set, and those that come to it from other sets."""

    name: str
    own: list[PaperPdf] = field(default_factory=list)
    elsewhere: list[tuple[PaperPdf, str]] = field(default_factory=list)
    """Paper, name of the set that it is printed in."""


def list_parties(entry: PlanEntry, options: PrintOptions) -> dict[str, list[str]]:
    """Party → what the catalogue calls it on this paper, in the order of signing."""
    party_of = {signer: party for party, signers in options.parties.items() for signer in signers}
    found: dict[str, list[str]] = {}
    for signer in entry.signers:
        found.setdefault(party_of.get(signer, options.others), []).append(signer)
    return found


def write_list(workspace: Workspace, each: PartySet, pages: Mapping[str, int], own_pages: int) -> bytes:
    """The list of a set as a Word file.  ``pages``: path of a PDF → its pages; ``own_pages`` is what the list itself takes."""
    options = workspace.pack.print_options
    template = workspace.pack.folder / options.list_template
    entry = PlanEntry(
        code=LIST_NAME, key=f"{LIST_NAME}@{each.name}", name=LIST_NAME, title=f"{LIST_NAME}（{each.name}）", stage="",
        origin=Origin.GENERATED, level="", responsible="", retention="", audience=Audience.INTERNAL, template=template,
    )  # fmt: skip
    words = {**workspace.words, "册": describe_set(each, options, pages, own_pages)}
    return render_entry(entry, entry_words(entry, words))


def describe_set(each: PartySet, options: PrintOptions, pages: Mapping[str, int], own_pages: int) -> dict[str, Any]:
    """The words of a list: papers with their pages in the set, and those that come from other sets."""
    counts = [pages[paper.path] for paper in each.own]
    places = place_parts([own_pages, *counts])[1:]
    rows = [
        {
            "序号": number,
            "键": paper.entry.key,
            "题名": paper.entry.title,
            "页码": str(place) if count == 1 else f"{place}–{place + count - 1}",
            "签章": _name_places(paper.entry, each.name, options),
            "传签": _tell_round(list_parties(paper.entry, options)),
            "份数": options.copies_of(paper.entry.code),
        }
        for number, (paper, place, count) in enumerate(zip(each.own, places, counts, strict=True), 1)
    ]
    return {
        "名称": each.name,
        "签约": each.name == options.session,
        "材料": rows,
        "总份数": sum(row["份数"] for row in rows),
        "传签材料": _list_elsewhere(each, options),
    }


def _name_places(entry: PlanEntry, party: str, options: PrintOptions) -> str:
    """Where on the paper a party signs; everybody of a signing session signs there and then."""
    return "、".join(list_parties(entry, options).get(party, entry.signers))


def _list_elsewhere(each: PartySet, options: PrintOptions) -> list[dict[str, Any]]:
    """Papers that come from other sets; those of a signing session in one line for each place to sign."""
    rows: list[dict[str, Any]] = []
    session: dict[str, list[PlanEntry]] = {}
    for paper, home in each.elsewhere:
        place = _name_places(paper.entry, each.name, options)
        if home == options.session:
            session.setdefault(place, []).append(paper.entry)
            continue
        parties = list(list_parties(paper.entry, options))
        order = f"第{parties.index(each.name) + 1}方，共{len(parties)}方"
        rows.append({"键": paper.entry.key, "题名": paper.entry.title, "册": home, "签章": place, "次序": order})
    for place, entries in session.items():
        codes = "、".join(dict.fromkeys(entry.code for entry in entries))
        title = f"{'、'.join(dict.fromkeys(entry.name for entry in entries))}，共{len(entries)}份"
        rows.append({"键": codes, "题名": title, "册": options.session, "签章": place, "次序": "签约时当场签"})
    return rows


def _tell_round(parties: Mapping[str, Sequence[str]]) -> str:
    return _STEP.join(parties) if len(parties) > 1 else ""
