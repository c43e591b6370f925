"""PDFs of the papers of the 120-worker sample: ours beside one plain LibreOffice call over the same files.

    python benchmarks/pdfs.py                 # --quick: fewer files, one run

Ours makes PDFs of standing drafts as ``generate --pdf`` does: fonts chosen, files staged, converted, every PDF opened, counted,
made the same on every run, laid where it belongs.  The plain call is ``soffice --convert-to pdf`` over the same files in a
profile of its own that is warm, with whatever font LibreOffice falls back to.  A call takes 247 files at most, so 200 are
taken, spread over all kinds of papers.
"""

from __future__ import annotations

import argparse
import datetime
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from command_line import LARGE, MADE
from measure import Contender, run_once, run_race, show_race, tell, time_work

DAY, NOW = datetime.date(2026, 11, 20), "2026-11-20T09:00:00+08:00"
FILES = 200


def prepare(project: Path, files: int) -> None:
    """Generate the papers; lay copies with plain names for the plain call."""
    from archivegen.pipeline import generate as make
    from archivegen.pipeline import open_project

    make(open_project(project, DAY), NOW)
    folder = project.parent / "drafts"
    folder.mkdir()
    drafts = sorted((project / "出件").rglob("*.???x"))
    step = max(1, len(drafts) // files)
    for number, draft in enumerate(drafts[::step][:files]):
        shutil.copyfile(draft, folder / f"{number:03d}{draft.suffix}")


def make_ours(folder: Path, calls: int, target: Path) -> None:
    """The PDFs of all files of ``folder`` in ``target``."""
    from archivegen.pdf import convert_office, find_office, prepare_fonts, tell_fonts
    from archivegen.render.drafts import write_whole

    files = sorted(folder.iterdir())
    program = find_office()
    assert program is not None
    with tempfile.TemporaryDirectory() as work:
        fonts = prepare_fonts(Path(work))
        marks = [bytes(16)] * len(files)
        made = convert_office(program, files, Path(work), marks=marks, environment=fonts.environment, calls=calls)
        tell_fonts(fonts, {name for result in made if result.finished for name in result.finished.fonts})
        for result in made:
            assert result.pdf is not None, result
            write_whole(target / f"{result.source.stem}.pdf", result.pdf.read_bytes())


def list_contenders(folder: Path) -> list[Contender]:
    drafts = folder / "drafts"
    files = sorted(drafts.iterdir())
    environment = {"ARCHIVEGEN_CACHE": str(folder / "cache")}
    plain = [
        "soffice", f"-env:UserInstallation={(folder / 'plain-profile').as_uri()}", "--headless",
        "--convert-to", "pdf", "--outdir", folder / "plain", *files,
    ]  # fmt: skip

    def ours(calls: int) -> tuple[str | Path, ...]:
        return (sys.executable, __file__, "--work", drafts, str(calls), folder / f"ours{calls}")

    return [
        Contender("one plain soffice call", plain),
        Contender("archivegen, one call", ours(1), "≤ 1.15", environment=environment),
        Contender("archivegen, two calls side by side", ours(2), environment=environment),
    ]


def measure(*, quick: bool = False, runs: int = 3) -> None:
    files = 30 if quick else FILES
    with tempfile.TemporaryDirectory(prefix="bench-pdf-") as name:
        folder = Path(name)
        project = folder / LARGE.name
        shutil.copytree(LARGE, project, ignore=shutil.ignore_patterns(*MADE))
        command = (sys.executable, __file__, "--prepare", project, str(files))
        run_once(Contender("prepare", command))
        contenders = list_contenders(folder)
        run_race(contenders, 1)  # makes the profile and the copies of the fonts
        results = run_race(contenders, 1 if quick else runs)
        made = len(list((folder / "drafts").iterdir()))
        show_race(f"PDFs of {made} of these papers", contenders, results, unit="× plain")
        for contender in contenders:
            tell(f"{contender.name}: a clock on the wall", results[contender.name].wall, "s")
        for kind in ("plain", "ours1", "ours2"):
            assert len(list((folder / kind).glob("*.pdf"))) == made, kind


def find_version() -> str:
    return subprocess.run(["soffice", "--version"], capture_output=True, text=True, check=True).stdout.strip()


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--quick", action="store_true", help="30 files, one run")
    parser.add_argument("--prepare", nargs=2, help=argparse.SUPPRESS)
    parser.add_argument("--work", nargs=3, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.prepare:
        prepare(Path(options.prepare[0]), int(options.prepare[1]))
    elif options.work:
        time_work(lambda: make_ours(Path(options.work[0]), int(options.work[1]), Path(options.work[2])))
    else:
        print(find_version())
        measure(quick=options.quick)
