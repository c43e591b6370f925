"""What the index page leads to besides the papers: the lists and papers of a volume, those of the whole archive."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import PurePosixPath

from archivegen.archive.completeness.index import Links
from archivegen.archive.lists.data import index_folder
from archivegen.archive.volume import Volume
from archivegen.manifest import INDEX_FOLDER

_READABLE = {".docx", ".xlsx", ".pdf"}
"""What a person opens; the same lists as JSON, XML and CSV are for machines."""


def link_volumes(volumes: Sequence[Volume], books: Mapping[int, str], paths: Iterable[str]) -> dict[int, Links]:
    """Number of a volume → its merged PDF and its printed papers; ``paths`` and the result are below ``data/``."""
    by_folder: dict[str, list[tuple[str, str]]] = {}
    for path in map(PurePosixPath, paths):
        if path.suffix in _READABLE:
            by_folder.setdefault(str(path.parent), []).append((path.stem, str(path)))
    links = {}
    for volume in volumes:
        book = [("合订本", books[volume.number])] if volume.number in books else []
        papers = [
            (name, path) for name, path in by_folder.get(index_folder(volume), ()) if path not in dict(book).values()
        ]
        if book or papers:
            links[volume.number] = (*book, *papers)
    return links


def link_companions(paths: Iterable[str]) -> Links:
    """Lists and notes of the whole archive, as paths beside the page: 案卷目录.xlsx, 说明文件.TXT."""
    top = {("data", INDEX_FOLDER), ()}
    found = (path for path in map(PurePosixPath, paths) if path.parent.parts in top)
    return tuple((path.name, str(path)) for path in found if path.suffix in {*_READABLE, ".TXT", ".XML"})
