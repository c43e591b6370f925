"""Write the bad projects that are the faultless one with one thing changed: ``python -m tests.rules.derive``."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import yaml

HERE = Path(__file__).parent
BAD = HERE.parent / "bad"
PHOTO = HERE / "faultless" / "照片.png"
"""What the faultless project names as the photo of every notice."""


def derive_projects() -> Mapping[str, str]:
    """Folder below ``tests/bad`` → the text of its project file.  A text that is not there, or there twice, is an error."""
    changes: dict[str, dict[str, str]] = yaml.safe_load((HERE / "derived.yaml").read_text(encoding="utf-8"))
    faultless = (HERE / "faultless" / "项目.yaml").read_text(encoding="utf-8")
    derived = {}
    for folder, replacements in changes.items():
        text = faultless
        for old, new in replacements.items():
            assert text.count(old) == 1, f"{folder}: {old!r} stands {text.count(old)} times in the faultless project"
            text = text.replace(old, new)
        derived[folder] = text
    return derived


if __name__ == "__main__":
    for folder, text in derive_projects().items():
        (BAD / folder).mkdir(exist_ok=True)
        (BAD / folder / "项目.yaml").write_text(text, encoding="utf-8")
        (BAD / folder / PHOTO.name).write_bytes(PHOTO.read_bytes())
