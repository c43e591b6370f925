"""Paths that a bag or a ZIP may name, those that must not be followed, and those that other systems stumble over."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator

_DRIVE = re.compile(r"[A-Za-z]:")
_CONTROL = re.compile(r"[\x00-\x09\x0b\x0c\x0e-\x1f\x7f-\x9f]")
"""Line ends are not among them: they are legal in names, and manifests have a way to write them."""
_LONGEST_NAME = 255
_AWKWARD = (
    (r'[<>:"|?*\r\n]', "含有 Windows 不允许的字符"),
    (r"[ .](?:/|$)", "以空格或句点结尾"),
    (r"(?:^|/)(?i:CON|PRN|AUX|NUL|COM[1-9]|LPT[1-9])(?:\.[^/]*)?(?:/|$)", "是 Windows 保留的设备名"),
    (rf"[^/]{{{_LONGEST_NAME + 1}}}", f"超过 {_LONGEST_NAME} 个字"),
)
"""What Windows cannot keep, and why (RFC 8493 §6.1.2)."""
_ANY_AWKWARD = re.compile("|".join(pattern for pattern, _ in _AWKWARD))
_SYSTEM = re.compile(
    r"(?:^|/)(?:(?:__MACOSX|\$RECYCLE\.BIN|System Volume Information)/"
    r"|(?i:\.DS_Store|\._[^/]*|\.Spotlight-V100|\.Trashes|\.fseventsd|Thumbs\.db|desktop\.ini)$)"
)


def explain_unsafe(path: str) -> str:
    """Why a path must not be followed, in Chinese; empty when it stays inside and means one thing on every system."""
    return explain_foreign(path) or ("含有上级目录“..”" if ".." in path.split("/") else "")


def explain_foreign(path: str) -> str:
    """Why a path does not begin inside the bag or means different things on different systems; ``..`` is not looked at."""
    if not path or path.isspace():
        return "路径是空的"
    if _CONTROL.search(path):
        return "含有控制字符"
    if path.startswith(("/", "\\")):
        return "是绝对路径"
    if _DRIVE.match(path):
        return "带有盘符"
    if "\\" in path:
        return "含有反斜杠"
    return "指向用户的个人文件夹" if path.startswith("~") else ""


def tidy(path: str) -> str | None:
    """The path without ``.``, ``..`` and empty parts; None when it leads out of the bag."""
    parts: list[str] = []
    for part in path.split("/"):
        if part == "..":
            if not parts:
                return None
            parts.pop()
        elif part not in ("", "."):
            parts.append(part)
    return "/".join(parts)


def explain_awkward(path: str) -> str:
    """Why Windows cannot keep a file of this name (RFC 8493 §6.1.2), in Chinese; empty when it can."""
    if _ANY_AWKWARD.search(path) is None:
        return ""
    return next(reason for pattern, reason in _AWKWARD if re.search(pattern, path))


def is_system_file(path: str) -> bool:
    """Whether an operating system left it there by itself, such as a Mac's ``.DS_Store``."""
    return _SYSTEM.search(path) is not None


def show(path: str) -> str:
    """A path for a message: also when its name is not valid Unicode, never more than one line of a sensible length."""
    text = path.encode("utf-8", "replace").decode("utf-8")
    if not text.isprintable():
        text = "".join(c if c.isprintable() else f"\\x{ord(c):02x}" for c in text)
    return text if len(text) <= 300 else f"{text[:200]}…{text[-60:]}"


def fold(path: str) -> str:
    """What a disk that ignores case and composition takes the path for."""
    return path.lower() if path.isascii() else unicodedata.normalize("NFC", path).casefold()


def find_collisions(paths: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Pairs of paths that such a disk takes for one another.

    Hashes are compared first: a list of a hundred thousand folded names would take more memory than all the rest.
    """
    ordered = sorted(paths)
    seen: set[int] = set()
    twins: set[int] = set()
    for path in ordered:
        mark = hash(fold(path))
        (twins if mark in seen else seen).add(mark)
    if not twins:
        return
    first: dict[str, str] = {}
    for path in ordered:
        folded = fold(path)
        if hash(folded) in twins:
            other = first.setdefault(folded, path)
            if other != path:
                yield path, other


class PathIndex:
    """Finds the file that a manifest means: the same spelling, or the only one that is equal in NFC."""

    def __init__(self, paths: Iterable[str], *, ignores_case: bool = False) -> None:
        self.own: dict[str, str] = {path: path for path in paths}
        self.ignores_case = ignores_case
        """Whether a name that a disk turned into capitals is looked for too (RFC 8493 §6.1.1)."""
        self.recased: dict[str, str] = {}
        """Files that were found under other letters of their name, by the name that was looked for."""
        self._folded: dict[int, list[str]] = {}
        self.composed: dict[str, list[str]] = {}
        """The files whose names are not composed, by their composed names."""
        for path in sorted(path for path in self.own if not unicodedata.is_normalized("NFC", path)):
            self.composed.setdefault(unicodedata.normalize("NFC", path), []).append(path)
        self.respelt: set[str] = set()
        """Files that were found under another composition of their name."""

    def find(self, path: str) -> str | None:
        """The file's own path (the very object that the index was made with), or None when there is no such file."""
        found = self.own.get(path)
        if found is None and not path.isascii():
            found = self._find_composed(path)
        return self._find_folded(path) if found is None and self.ignores_case else found

    def _find_composed(self, path: str) -> str | None:
        composed = unicodedata.normalize("NFC", path)
        twins: list[str] = [*self.composed.get(composed, ()), *([self.own[composed]] if composed in self.own else [])]
        if len(twins) != 1:
            return None
        self.respelt.add(twins[0])
        return twins[0]

    def _find_folded(self, path: str) -> str | None:
        if not self._folded:
            for own in self.own:
                self._folded.setdefault(hash(fold(own)), []).append(own)
        folded = fold(path)
        twins = [own for own in self._folded.get(hash(folded), ()) if fold(own) == folded]
        if len(twins) != 1:
            return None
        self.recased[path] = twins[0]
        return twins[0]
