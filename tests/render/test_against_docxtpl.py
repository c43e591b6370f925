"""The same template filled by docxtpl and by us: the same XML, or a difference of which we can say why ours is right."""

from __future__ import annotations

import datetime
import posixpath
import re
from collections.abc import Callable, Iterator
from difflib import unified_diff
from functools import lru_cache
from io import BytesIO
from typing import Any

import pytest
from docxtpl import DocxTemplate
from jinja2 import TemplateSyntaxError
from lxml import etree

from archivegen.language import make_environment
from archivegen.pipeline import open_project, words_for
from archivegen.plan import PlanEntry
from archivegen.render.docx import render_docx
from tests.conftest import ALL_SAMPLES, BAIHE, SAMPLES
from tests.render.docxtpl_corpus import CORPUS, ROW_LOOP, WORDS, rows
from tests.render.packages import NAMESPACES, W, body, build, lines, members, p, r, tbl, tc, text_in, tr, tree
from tests.render.validity import find_docx_faults

_TYPES = "[Content_Types].xml"
_CORE = "docProps/core.xml"


def fill_by_docxtpl(template: bytes, words: dict[str, Any]) -> bytes:
    paper = DocxTemplate(BytesIO(template))
    paper.render(words, make_environment(), autoescape=True)
    target = BytesIO()
    paper.save(target)
    return target.getvalue()


# What may differ, and why ours is right: each is taken out of both results before they are compared.


def drop_numbers(root: Any) -> None:
    """docxtpl counts drawings from 1001 in the body only and copies bookmarks with their number; ours are unique."""
    for node in root.xpath("//wp:docPr", namespaces=NAMESPACES):
        node.set("id", "0")
    for node in root.iter(f"{{{W}}}bookmarkStart", f"{{{W}}}bookmarkEnd"):
        node.set(f"{{{W}}}id", "0")
    for node in root.iter(f"{{{W}}}bookmarkStart"):
        node.set(f"{{{W}}}name", "")


def join_runs(root: Any) -> None:
    """docxtpl begins a new run at every tab of a value, as it does at no line break; one run holds both."""
    for run in list(root.iter(f"{{{W}}}r")):
        before = run.getprevious()
        if before is not None and before.tag == run.tag and format_of(before) == format_of(run):
            for node in [node for node in run if node.tag != f"{{{W}}}rPr"]:
                before.append(node)
            run.getparent().remove(run)
    for node in list(root.iter(f"{{{W}}}t")):
        before = node.getprevious()
        if before is not None and before.tag == node.tag:
            before.text = (before.text or "") + (node.text or "")
            node.getparent().remove(node)


def format_of(run: Any) -> bytes:
    properties = run.find(f"{{{W}}}rPr")
    return b"" if properties is None else etree.tostring(properties, method="c14n")


def order_cell_properties(root: Any) -> None:
    """docxtpl puts the shading and the span of a cell before its width, where the schema does not want them."""
    for properties in root.iter(f"{{{W}}}tcPr"):
        properties[:] = sorted(properties, key=lambda child: str(child.tag))


EXPLAINED: tuple[Callable[[Any], None], ...] = (drop_numbers, join_runs, order_cell_properties)


def canonical(part: bytes) -> str:
    """C14N without the blanks between elements, which python-docx does not keep."""
    root = etree.fromstring(part, etree.XMLParser(remove_blank_text=True))
    for drop in EXPLAINED:
        drop(root)
    return etree.tostring(root, method="c14n").decode()


def content_types(package: dict[str, bytes]) -> dict[str, str]:
    """The type of every part, whether it is written down for the part or for its suffix."""
    kinds: dict[str, str] = {}
    for node in etree.fromstring(package[_TYPES]):
        key = (node.get("PartName") or "." + node.get("Extension")).lower()
        kinds[key] = node.get("ContentType")
    names = [name for name in package if name != _TYPES]
    return {name: kinds.get(f"/{name}".lower(), kinds.get("." + name.rsplit(".", 1)[-1].lower(), "")) for name in names}


def relations(name: str, part: bytes) -> set[tuple[str, ...]]:
    home = posixpath.dirname(posixpath.dirname(name))
    return {
        (
            node.get("Id"),
            node.get("Type"),
            node.get("Target")
            if node.get("TargetMode") == "External"
            else posixpath.normpath(posixpath.join("/", home, node.get("Target"))),
            node.get("TargetMode", "Internal"),
        )
        for node in etree.fromstring(part)
    }


def properties(part: bytes) -> dict[str, str]:
    """The properties that say something; docxtpl adds empty ones, and the time of filling is not a fact of the paper."""
    found = {etree.QName(node).localname: (node.text or "").strip() for node in etree.fromstring(part)}
    return {key: value for key, value in found.items() if value and key not in {"created", "modified"}}


def differences(theirs: bytes, ours: bytes) -> Iterator[str]:
    one, other = members(theirs), members(ours)
    if set(one) != set(other):
        yield f"parts: {sorted(set(one) ^ set(other))}"
    if content_types(one) != content_types(other):
        yield f"types: {set(content_types(one).items()) ^ set(content_types(other).items())}"
    for name in sorted(set(one) & set(other) - {_TYPES}):
        if name.endswith(".rels"):
            same = relations(name, one[name]) == relations(name, other[name])
        elif name == _CORE:
            same = properties(one[name]) == properties(other[name])
        elif name.endswith(".xml"):
            same = canonical(one[name]) == canonical(other[name])
        else:
            same = one[name] == other[name]
        if not same:
            yield f"{name}: " + "\n".join(
                list(unified_diff(show(one[name]), show(other[name]), "docxtpl", "ours", n=2))[:60]
            )


def show(part: bytes) -> list[str]:
    """One element a line."""
    return canonical(part).replace("><", ">\n<").split("\n") if part.startswith(b"<") else [repr(part[:2_000])]


@pytest.mark.parametrize("name", CORPUS)
def test_the_same_as_docxtpl(name: str) -> None:
    template = CORPUS[name]()
    ours = render_docx(template, WORDS, name="甲.docx")
    assert find_docx_faults(ours) == []
    told = "\n".join(differences(fill_by_docxtpl(template, WORDS), ours))
    if told:
        pytest.fail(told)


OUR_OWN = re.compile(r"\|(?:图表|图片|正文)\b")
"""Values that docxtpl has nothing like: charts, photos, and paragraphs made of a free text."""


@lru_cache(maxsize=2)
def papers(sample: str) -> dict[str, tuple[PlanEntry, dict[str, Any]]]:
    """One paper of each kind that a sample makes with Word, with the words that it is given."""
    workspace = open_project(SAMPLES / sample, datetime.date(2026, 11, 20))
    found: dict[str, tuple[PlanEntry, dict[str, Any]]] = {}
    for entry in workspace.plan.entries:
        if entry.template and entry.template.suffix == ".docx":
            found.setdefault(f"{entry.template.name} {entry.code}", (entry, words_for(workspace, entry)))
    return found


@pytest.mark.parametrize("sample", ALL_SAMPLES)
def test_the_built_in_templates_with_the_words_of_the_samples(sample: str) -> None:
    told = {}
    for name, (entry, words) in papers(sample).items():
        template = entry.template.read_bytes()
        ours = render_docx(template, words, name=name)
        assert find_docx_faults(ours) == []
        if not OUR_OWN.search(members(template)["word/document.xml"].decode()):
            told[name] = "\n".join(differences(fill_by_docxtpl(template, dict(words)), ours))
    assert len(told) >= (4 if sample == BAIHE else 15)
    assert not {name: text[:3_000] for name, text in told.items() if text}


# Where docxtpl is wrong: what it does, and what we do instead.


def test_a_value_that_looks_like_docxtpls_escape_is_printed_as_it_is() -> None:
    words = {"值": "{_{ 甲 }_}"}
    assert text_in(fill_by_docxtpl(lines("{{ 值 }}"), words)) == "{{ 甲 }}"
    assert text_in(render_docx(lines("{{ 值 }}"), words, name="甲.docx")) == "{_{ 甲 }_}"


def test_an_emptied_cell_gets_its_paragraph() -> None:
    template = rows((tc(p("{%p if 假 %}") + p("文") + p("{%p endif %}")), "右"))
    assert find_docx_faults(fill_by_docxtpl(template, WORDS)) == ["word/document.xml: a cell that ends in ['tcPr']"]
    assert find_docx_faults(render_docx(template, WORDS, name="甲.docx")) == []


def test_a_table_without_rows_goes() -> None:
    template = rows(("{%tr for 人 in 没人 %}", ""), ("甲", "乙"), ("{%tr endfor %}", ""))
    assert "word/document.xml: a table without rows" in find_docx_faults(fill_by_docxtpl(template, WORDS))
    assert find_docx_faults(render_docx(template, WORDS, name="甲.docx")) == []


def test_tags_inside_the_data_row_are_understood() -> None:
    template = rows((f"{ROW_LOOP[0]}{{{{ 人.名 }}}}", f"元{ROW_LOOP[1]}"))
    with pytest.raises(TemplateSyntaxError):
        fill_by_docxtpl(template, WORDS)
    assert text_in(render_docx(template, WORDS, name="甲.docx")) == "甲&乙\n元\n丙<丁>\n元\n𠮷野\n元\n后"


def test_text_beside_a_paragraph_tag_does_not_vanish() -> None:
    template = lines("前文{%p if 真 %}", "中", "{%p endif %}尾文")
    assert text_in(fill_by_docxtpl(template, WORDS)) == "中"
    assert text_in(render_docx(template, WORDS, name="甲.docx")) == "前文\n中\n尾文"


def test_a_title_is_no_xml() -> None:
    def titled(document: Any) -> None:
        document.core_properties.title = "{{ 值 }}"

    template, words = build(titled), {"值": "甲&乙"}
    assert properties(members(fill_by_docxtpl(template, words))[_CORE])["title"] == "甲&amp;乙"
    assert properties(members(render_docx(template, words, name="甲.docx"))[_CORE])["title"] == "甲&乙"


def test_a_run_tag_inside_a_run_keeps_its_format() -> None:
    run = f"<w:p>{r('前{%r if 真 %}中{%r endif %}后', '<w:rPr><w:b/></w:rPr>')}</w:p>"
    for document, bold in (
        (fill_by_docxtpl(body(run), WORDS), "前"),
        (render_docx(body(run), WORDS, name="甲.docx"), "前中后"),
    ):
        runs = [run for run in tree(document).iter(f"{{{W}}}r") if run.find(f"{{{W}}}rPr/{{{W}}}b") is not None]
        assert "".join("".join(run.itertext()) for run in runs) == bold


def test_bookmarks_of_a_loop_have_numbers_of_their_own() -> None:
    marked = f'<w:p><w:bookmarkStart w:id="3" w:name="人"/>{p("{{ 人.名 }}")[5:-6]}<w:bookmarkEnd w:id="3"/></w:p>'
    template = body(p("{%p for 人 in 明细 %}") + marked + p("{%p endfor %}") + tbl(tr("甲", "乙")) + p("后"))
    assert find_docx_faults(fill_by_docxtpl(template, WORDS))
    assert find_docx_faults(render_docx(template, WORDS, name="甲.docx")) == []
