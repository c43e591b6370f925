"""Paths that a bag or a ZIP may name, and those that must not be followed."""

from __future__ import annotations

import re
import unicodedata

_DRIVE = re.compile(r"[A-Za-z]:")


def explain_unsafe(path: str) -> str:
    """Why a path must not be followed, in Chinese; empty when it stays inside and means one thing on every system."""
    parts = path.split("/")
    if not path or path.isspace():
        return "路径是空的"
    if any(unicodedata.category(c) == "Cc" and c not in "\r\n" for c in path):
        return "含有控制字符"
    if path.startswith(("/", "\\")):
        return "是绝对路径"
    if _DRIVE.match(path):
        return "带有盘符"
    if "\\" in path:
        return "含有反斜杠"
    if path.startswith("~"):
        return "指向用户的个人文件夹"
    return "含有上级目录“..”" if ".." in parts else ""


def show(path: str) -> str:
    """A path for a message, also when its name is not valid Unicode."""
    return path.encode("utf-8", "replace").decode("utf-8")


def fold(path: str) -> str:
    """What a disk that ignores case and composition takes the path for."""
    return unicodedata.normalize("NFC", path).casefold()


class PathIndex:
    """Finds the file that a manifest means: the same spelling, or the only one that is equal in NFC."""

    def __init__(self, paths: frozenset[str]) -> None:
        self.paths = paths
        self.composed: dict[str, list[str]] = {}
        for path in sorted(paths):
            self.composed.setdefault(unicodedata.normalize("NFC", path), []).append(path)
        self.respelt: set[str] = set()
        """Files that were found under another composition of their name."""

    def find(self, path: str) -> str | None:
        """The file's own path, or None when there is no such file."""
        if path in self.paths:
            return path
        twins = self.composed.get(unicodedata.normalize("NFC", path), [])
        if len(twins) != 1:
            return None
        self.respelt.add(twins[0])
        return twins[0]
