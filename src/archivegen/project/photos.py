"""Photos that the project file names: whether they lie where it says, and are pictures."""

from __future__ import annotations

from pathlib import Path

from archivegen.values.pictures import MOST_BYTES

_MARKS = {"JPEG": b"\xff\xd8\xff", "PNG": b"\x89PNG\r\n\x1a\n"}
ACCEPTED = "、".join(_MARKS)


def photo_problem(folder: Path, name: str) -> str:
    """What is wrong with a photo of a project folder, in words for a message; empty when it is a picture.

    It must lie inside the folder, links followed, so that the project stays whole when it is copied; be a file and no
    larger than a picture is; and be a picture by its first bytes, whatever it is called.
    """
    path = folder / name
    try:
        if Path(name).is_absolute() or not path.resolve().is_relative_to(folder.resolve()):
            return "不在项目文件夹里"
        if not path.is_file():
            return "找不到这个文件"
        if (size := path.stat().st_size) > MOST_BYTES:
            # a film that was named by mistake must not fill the memory
            return f"有 {size // 1_000_000} MB，超过 {MOST_BYTES // 1_000_000} MB"
        with path.open("rb") as file:
            head = file.read(16)
    except (OSError, ValueError) as error:
        return f"打不开（{getattr(error, 'strerror', None) or '文件名有误'}）"
    if not head:
        return "是空文件"
    return "" if head.startswith(tuple(_MARKS.values())) else f"不是 {ACCEPTED} 格式的照片"
