"""All papers of a sample, made once for the tests that read them."""

from __future__ import annotations

import datetime
import shutil
import tempfile
from dataclasses import dataclass, field
from pathlib import Path

from archivegen.pipeline import Generated, Workspace, generate, open_project
from archivegen.render.office import extract_text
from tests.conftest import copy_sample

TODAY = datetime.date(2026, 11, 20)
WHEN = "2026-11-20T09:00:00+08:00"


@dataclass(frozen=True)
class Made:
    """A generated project."""

    folder: Path
    workspace: Workspace
    result: Generated
    _texts: dict[str, str] = field(default_factory=dict, repr=False)

    def path(self, key: str) -> Path:
        return self.folder / self.workspace.paths[key]

    def text(self, key: str) -> str:
        if key not in self._texts:
            path = self.path(key)
            self._texts[key] = extract_text(path.read_bytes(), path.suffix)
        return self._texts[key]

    @property
    def keys(self) -> list[str]:
        return [draft.entry.key for draft in self.result.drafts if draft.path]


def make_sample(name: str, root: Path, today: datetime.date = TODAY) -> Made:
    """A sample with all its papers in a folder of its caller's own: made once a process, copied for every further caller."""
    folder = root / name
    if (name, today) in _MADE:
        first, result = _MADE[name, today]
        shutil.copytree(first, folder)
        return Made(folder, open_project(folder, today), result)
    copy_sample(name, folder)
    workspace = open_project(folder, today)
    made = Made(folder, workspace, generate(workspace, WHEN))
    kept = Path(tempfile.mkdtemp(prefix=f"made{len(_MADE)}-", dir=root.parent)) / name
    _MADE[name, today] = (shutil.copytree(folder, kept), made.result)
    return made


_MADE: dict[tuple[str, datetime.date], tuple[Path, Generated]] = {}
"""Sample and day → a copy that nobody is given, and what was said when it was made."""
