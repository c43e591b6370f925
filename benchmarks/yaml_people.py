"""Loading a project file with 500 people in it: our loader's YAML stage beside the loaders of PyYAML and ruamel.yaml.

    python benchmarks/yaml_people.py          # --quick: 50 people, one run

Ours builds a tree of texts with the line of every key, finds repeated keys, tags and control characters, and makes plain data of
it; yaml.load with libyaml's CSafeLoader makes plain data (and turns 037112345 into a number on the way).
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

from measure import Contender, run_once, run_race, show_race, time_work


def load_ours(path: Path) -> Callable[[], Any]:
    from archivegen.project.source import read_source, to_plain

    def load() -> Any:
        node, findings = read_source(path, path.name)
        assert node is not None, findings
        data, _ = to_plain(node)
        return data

    return load


def load_by_yaml(loader: str) -> Callable[[Path], Callable[[], Any]]:
    def prepare(path: Path) -> Callable[[], Any]:
        import yaml

        return lambda: yaml.load(path.read_text(encoding="utf-8"), getattr(yaml, loader))

    return prepare


def load_by_ruamel(path: Path) -> Callable[[], Any]:
    from ruamel.yaml import YAML

    return lambda: YAML().load(path)


WAYS: dict[str, tuple[str, str, Callable[[Path], Callable[[], Any]]]] = {
    "ours": ("archivegen, with the place of every key", "", load_ours),
    "libyaml": ("yaml.load, CSafeLoader (libyaml)", "≥ 1.0", load_by_yaml("CSafeLoader")),
    "pure": ("yaml.load, SafeLoader", "", load_by_yaml("SafeLoader")),
    "ruamel": ("ruamel.yaml, round trip", "", load_by_ruamel),
}


def work(way: str, path: Path, count: int) -> None:
    load = WAYS[way][2](path)

    def once() -> None:
        assert len(load()["务工人员"]) == count

    time_work(once)


def measure(*, quick: bool = False, runs: int = 5) -> None:
    count = 50 if quick else 500
    with tempfile.TemporaryDirectory(prefix="bench-yaml-") as name:
        project = Path(__file__).with_name("project.py")
        run_once(Contender("project", (sys.executable, project, name, str(count))))
        path = Path(name) / "项目.yaml"
        contenders = [
            Contender(shown, (sys.executable, __file__, "--work", way, path, str(count)), wanted)
            for way, (shown, wanted, _) in WAYS.items()
        ]
        results = run_race(contenders, 1 if quick else runs)
        show_race(f"Loading a YAML of {count} people, {path.stat().st_size // 1000} kB", contenders, results)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--quick", action="store_true", help="50 people, one run")
    parser.add_argument("--runs", type=int, default=5, help="counted runs of each contender")
    parser.add_argument("--work", nargs=3, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.work:
        work(options.work[0], Path(options.work[1]), int(options.work[2]))
    else:
        measure(quick=options.quick, runs=options.runs)
