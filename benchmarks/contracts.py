"""500 contracts from this repository's template: ours beside docxtpl, docxtemplater, carbone, easy-template-x and the bare floor.

    python benchmarks/contracts.py            # --quick: a tenth of the work, one run

Everybody makes the same pages from the same template (``peers/convert.py`` writes it in a peer's syntax), in one process, and
writes each to a file.  The bare floor is what cannot be spared: the same Jinja source rendered by plain Jinja, deflated once with
the same deflater, written to a file.
"""

from __future__ import annotations

import argparse
import json
import os
import pickle
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

from measure import NODE, ROOT, Contender, cpu_now, find_node, run_once, run_race, show_race, tell, time_work

WARM_UP = 50
SHARE = 0.2
"""docxtpl makes a fifth of the contracts."""
ALIKE = 3
FLOOR = "bare floor: plain Jinja, one deflate, a file"
NODE_PEERS = {"docxtemplater": "docxtemplater + pizzip", "carbone": "carbone", "easy": "easy-template-x"}


# --- what the contenders do, each in a process of its own -------------------------------------------------------------


def prepare(folder: Path, count: int) -> None:
    """The template, the words of every contract, and both again as the Node peers want them."""
    import datetime

    from peers.convert import CARBONE, SECTIONS, Converter
    from project import write_project

    from archivegen.pipeline import open_project, words_for

    workspace = open_project(write_project(folder / "project", count), datetime.date(2026, 11, 20))
    entries = [entry for entry in workspace.plan.entries if entry.code == "C11"]
    template = entries[0].template
    assert template is not None
    assert len(entries) == count
    papers = [words_for(workspace, entry) for entry in entries]
    shutil.copyfile(template, folder / "ours.docx")
    common = {key: value for key, value in papers[0].items() if key not in {"项", "材料"}}
    single = [(paper["项"], paper["材料"]) for paper in papers]
    (folder / "words.pickle").write_bytes(pickle.dumps((template.name, common, single)))
    for name, dialect in {"docxtemplater": SECTIONS, "easy": SECTIONS, "carbone": CARBONE}.items():
        converter = Converter(template, dialect)
        converter.save(folder / f"{name}.docx")
        given = [converter.give_words(paper) for paper in papers]
        (folder / f"{name}.json").write_text(json.dumps(given, ensure_ascii=False), encoding="utf-8")


class Papers:
    """The words of ``count`` contracts; people come again when there are more contracts than people."""

    def __init__(self, folder: Path, count: int) -> None:
        self.template = (folder / "ours.docx").read_bytes()
        self.name, self._common, self._single = pickle.loads((folder / "words.pickle").read_bytes())
        self._count = count

    def __iter__(self) -> Iterator[tuple[int, dict[str, Any]]]:
        for number in range(self._count):
            item, paper = self._single[number % len(self._single)]
            yield number, {**self._common, "项": item, "材料": paper}


Target = Callable[[int], Path]


def make_ours(papers: Papers) -> Callable[[Target], object]:
    from archivegen.render.docx import render_docx

    def make(target: Target) -> dict[str, float]:
        steady, began = 0, 0.0
        for number, words in papers:
            if number == WARM_UP:
                began = cpu_now()
            target(number).write_bytes(render_docx(papers.template, words, name=papers.name))
            steady = number - WARM_UP + 1
        return {"steady": (cpu_now() - began) / steady * 1000 if steady > 0 else 0.0}

    return make


def make_ours_by_zlib(papers: Papers) -> Callable[[Target], object]:
    """As on a machine for which there is no wheel of ISA-L."""
    sys.modules["isal"] = None  # type: ignore[assignment]
    return make_ours(papers)


def make_plain_environment() -> Any:
    """Jinja as it comes, with our Chinese filters: no sandbox, no bounds."""
    from jinja2 import Environment, StrictUndefined

    from archivegen.language.filters import FILTERS

    environment = Environment(autoescape=True, undefined=StrictUndefined)
    environment.filters.update({name: use for names, use in FILTERS.items() for name in names})
    return environment


def make_by_docxtpl(papers: Papers) -> Callable[[Target], object]:
    from docxtpl import DocxTemplate

    environment = make_plain_environment()

    def make(target: Target) -> None:
        for number, words in papers:
            paper = DocxTemplate(BytesIO(papers.template))
            paper.render(words, environment, autoescape=True)
            paper.save(target(number))

    return make


def make_by_one_docxtpl(papers: Papers) -> Callable[[Target], object]:
    from docxtpl import DocxTemplate

    environment = make_plain_environment()
    paper = DocxTemplate(BytesIO(papers.template))

    def make(target: Target) -> None:
        for number, words in papers:
            paper.render(words, environment, autoescape=True)
            paper.save(target(number))

    return make


def make_floor(papers: Papers) -> Callable[[Target], object]:
    """The Jinja source that docxtpl makes of the parts that hold tags, by an environment without sandbox, compiled beforehand."""
    from docxtpl import DocxTemplate

    from archivegen.render.package import pack_part

    plain = make_plain_environment()
    paper = DocxTemplate(BytesIO(papers.template))
    paper.init_docx()
    parts = [paper.patch_xml(paper.get_xml())]
    parts += [paper.patch_xml(paper.get_part_xml(part)) for _, part in paper.get_headers_footers(paper.FOOTER_URI)]
    templates = [plain.from_string(part) for part in parts if "{{" in part]
    assert len(templates) == 2, "the contract has tags in its body and in its footer"

    def make(target: Target) -> None:
        for number, words in papers:
            packed = [pack_part("part.xml", template.render(words).encode()).packed for template in templates]
            target(number).write_bytes(b"".join(packed))

    return make


WAYS: dict[str, Callable[[Papers], Callable[[Target], object]]] = {
    "ours": make_ours,
    "zlib": make_ours_by_zlib,
    "docxtpl": make_by_docxtpl,
    "one docxtpl": make_by_one_docxtpl,
    "floor": make_floor,
}


def work(way: str, folder: Path, count: int, output: str) -> None:
    papers = Papers(folder, count)
    made = Path(output)

    def target(number: int) -> Path:
        return made / f"{number}.docx"

    def nowhere(_number: int) -> Path:
        return Path(os.devnull)

    make = WAYS[way](papers)
    time_work(lambda: make(nowhere if output == os.devnull else target))


NOTE = "docxtpl makes a fifth of them; its time is multiplied by five."


# --- the race ---------------------------------------------------------------------------------------------------------


def list_contenders(folder: Path, count: int) -> list[Contender]:
    output = folder / "made"

    def clear() -> None:
        shutil.rmtree(output, ignore_errors=True)
        output.mkdir()

    def python(name: str, way: str, wanted: str = "", share: float = 1, **environment: str) -> Contender:
        command = (sys.executable, __file__, "--work", way, folder, str(round(count * share)), output)
        return Contender(name, command, wanted, share, environment, clear)

    def node(peer: str, wanted: str) -> Contender:
        script = ROOT / "benchmarks" / "peers" / "contracts.mjs"
        command = (find_node(), script, peer, folder / f"{peer}.docx", folder / f"{peer}.json", output, str(count))
        return Contender(NODE_PEERS[peer], command, wanted, 1, {"BENCH_NODE": str(NODE)}, clear)

    cache = {"ARCHIVEGEN_CACHE": str(folder / "cache")}
    return [
        python("archivegen", "ours", **cache),
        python("archivegen, zlib in place of ISA-L", "zlib", **cache),
        python(FLOOR, "floor"),
        python("docxtpl, the usual way: an object each", "docxtpl", "≥ 60", SHARE),
        python("docxtpl, one object rendered again", "one docxtpl", "≥ 60", SHARE),
        node("docxtemplater", "≥ 20"),
        node("carbone", "≥ 20"),
        node("easy", ""),
    ]


def find_unlike(folder: Path) -> list[str]:
    """Who makes other pages than ours, read as text; compared on the first contracts, before the race."""
    from archivegen.render.office import extract_text

    def read_pages() -> list[list[str]]:
        files = [folder / "made" / f"{number}.docx" for number in range(ALIKE)]
        return [
            [line for line in extract_text(file.read_bytes(), ".docx").splitlines() if line.strip()] for file in files
        ]

    contenders = [one for one in list_contenders(folder, round(ALIKE / SHARE)) if one.name != FLOOR]
    pages = {}
    for contender in contenders:
        run_once(contender)
        pages[contender.name] = read_pages()
    return [name for name, read in pages.items() if read != pages[contenders[0].name]]


def measure(*, quick: bool = False, runs: int = 3) -> None:
    count, many = (50, 500) if quick else (500, 50_000)
    with tempfile.TemporaryDirectory(prefix="bench-contracts-") as name:
        folder = Path(name)
        run_once(Contender("prepare", (sys.executable, __file__, "--prepare", folder, str(count))))
        compared = run_once(Contender("compare", (sys.executable, __file__, "--compare", folder)))
        contenders = list_contenders(folder, count)
        results = run_race(contenders, 1 if quick else runs)
        show_race(f"{count} contracts (C11-用工协议.docx), one process", contenders, results, NOTE)
        unlike = compared.said["unlike"]
        print(f"other pages than ours: {', '.join(unlike)}" if unlike else "all make the same pages")
        ours = results["archivegen"]
        floor = results[FLOOR]
        tell("archivegen in floors", ours.cpu / floor.cpu, "times", "≤ 1.5")
        if not quick:
            tell(f"steady state, after {WARM_UP}", ours.said["steady"], "ms of CPU each", "≤ 0.75")
        tell("peak memory", ours.peak, "MB", "≤ 60")
        command = (sys.executable, __file__, "--work", "ours", folder, str(many), os.devnull)
        more = run_once(Contender("many", command, environment=contenders[0].environment))
        tell(f"peak memory of {many:,} contracts", more.peak, "MB", f"≤ {ours.peak * 1.05:.0f}")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--quick", action="store_true", help="a tenth of the work, one run")
    parser.add_argument("--runs", type=int, default=3, help="counted runs of each contender")
    parser.add_argument("--prepare", nargs=2, help=argparse.SUPPRESS)
    parser.add_argument("--compare", type=Path, help=argparse.SUPPRESS)
    parser.add_argument("--work", nargs=4, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.prepare:
        prepare(Path(options.prepare[0]), int(options.prepare[1]))
    elif options.compare:
        time_work(lambda: {"unlike": find_unlike(options.compare)})
    elif options.work:
        work(options.work[0], Path(options.work[1]), int(options.work[2]), options.work[3])
    else:
        measure(quick=options.quick, runs=options.runs)
