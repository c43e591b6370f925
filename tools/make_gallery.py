"""The gallery: the first page of every paper, docs/gallery/*.png and the page that shows them.  ``make gallery``.

Needs LibreOffice, pdftoppm and the fonts that stand in for the official ones.  A paper is shown from the finished sample, or
else from the first sample to which it applies.
"""

from __future__ import annotations

import datetime
import shutil
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path[:0] = [str(ROOT / "src"), str(ROOT / "tools")]

from shoot_papers import shoot_page  # noqa: E402

from archivegen.pdf import convert_files  # noqa: E402
from archivegen.pipeline import Workspace, generate, open_project  # noqa: E402
from archivegen.plan import PlanEntry  # noqa: E402

IMAGES = ROOT / "docs" / "gallery"
PAGE = ROOT / "docs" / "材料图册.md"
FINISHED = "香水村产业道路"
DAY, NOW = datetime.date(2026, 11, 20), "2026-11-20T09:00:00+08:00"
DPI, COLUMNS = 42, 3
HEAD = """\
# 材料图册

示例项目生成的每一种材料的第一页。项目、单位和人名都是虚构的；图由 `make gallery` 生成，字体为开源字体代替，
在装有仿宋、小标宋的电脑上以官方字体为准。收集的材料是一张收集封面，写明要收什么、谁来办、何时办妥。
"""


@dataclass(frozen=True)
class Picture:
    """One kind of paper and the draft that shows it."""

    entry: PlanEntry
    stage: str
    sample: str
    draft: Path

    @property
    def name(self) -> str:
        """File name of the picture: code and attachment, without the month or the person."""
        part = self.entry.key.partition("+")[2]
        return "-".join(filter(None, (self.entry.code, part))) + ".png"


def make_gallery(work: Path) -> None:
    """Make the papers of all samples below ``work`` and a picture of each kind; write the page."""
    pictures = list(_choose_pictures(work))
    converted = convert_files([picture.draft for picture in pictures], work / "pdf")
    shutil.rmtree(IMAGES, ignore_errors=True)
    for picture, made in zip(pictures, converted, strict=True):
        shoot_page(made.pdf, IMAGES / picture.name, DPI)
    PAGE.write_text(write_page(pictures), encoding="utf-8")


def _choose_pictures(work: Path) -> Iterator[Picture]:
    samples = sorted((path.parent for path in (ROOT / "samples").glob("*/项目.yaml")), key=lambda p: p.name != FINISHED)
    seen: set[tuple[str, str]] = set()
    for sample in samples:
        workspace = _make_papers(sample, work / sample.name)
        stages = {stage.code: stage.name for stage in workspace.plan.stages}
        drafts = workspace.drafts()
        for entry in workspace.plan.entries:
            kind = (entry.code, entry.key.partition("+")[2])
            if entry.key in drafts and kind not in seen:
                seen.add(kind)
                yield Picture(entry, stages[entry.stage], sample.name, drafts[entry.key])


def _make_papers(sample: Path, folder: Path) -> Workspace:
    shutil.copytree(sample, folder)
    generate(open_project(folder, DAY), NOW)
    return open_project(folder, DAY)


def write_page(pictures: list[Picture]) -> str:
    """The page, by stage and code, three pictures a row."""
    lines = [HEAD]
    ordered = sorted(pictures, key=lambda picture: (picture.entry.code, "+" in picture.entry.key))
    for stage in dict.fromkeys(picture.stage for picture in ordered):
        shown = [picture for picture in ordered if picture.stage == stage]
        lines.append(f"\n## {stage}\n\n" + "|" + "  |" * COLUMNS + "\n|" + ":-:|" * COLUMNS)
        for start in range(0, len(shown), COLUMNS):
            row = shown[start : start + COLUMNS]
            cells = [_show(picture) for picture in row] + [""] * (COLUMNS - len(row))
            lines.append("| " + " | ".join(cells) + " |")
    return "\n".join(lines) + "\n"


def _show(picture: Picture) -> str:
    part = picture.entry.key.partition("+")[2]
    title = f"{picture.entry.code} {picture.entry.name}" + (f"——{part}" if part else "")
    return f"![{title}](gallery/{picture.name})<br>{title}（{picture.sample}）"


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder:
        make_gallery(Path(folder))
