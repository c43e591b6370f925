"""Writes the reference pages under ``docs/`` and the vocabulary of templates; ``make schemas`` runs it, and a test says when a page is out of date."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path[:0] = [str(ROOT / "src"), str(ROOT / "tools")]

from reference.codes import write_codes  # noqa: E402
from reference.project_file import write_project_file  # noqa: E402
from reference.template_words import write_template_words  # noqa: E402
from reference.vocabulary import write_vocabulary  # noqa: E402

PAGES: Mapping[Path, Callable[[], str]] = {
    ROOT / "docs" / "项目文件.md": write_project_file,
    ROOT / "docs" / "模板词.md": write_template_words,
    ROOT / "docs" / "codes.md": write_codes,
    ROOT / "src" / "archivegen" / "language" / "vocabulary.json": write_vocabulary,
}

if __name__ == "__main__":
    for path, write in PAGES.items():
        path.write_text(write(), encoding="utf-8")
        print(f"{path.relative_to(ROOT)} written")
