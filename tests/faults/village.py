"""青溪村 closes its archive while the power fails, and the county takes it over: work that is watched at every moment."""

from __future__ import annotations

import datetime as dt
import hashlib
from pathlib import Path

from archivegen.archive.bag.tag_files import BagInfo
from archivegen.archive.bag.write import Packing, write_bag
from archivegen.archive.records import SourceFile
from archivegen.archive.volume import ArchivedFile
from archivegen.bundling import bundle
from archivegen.journal import JOURNAL_NAME, read_events
from archivegen.pipeline import open_project
from tests.archive.township_desk import PDF
from tests.conftest import SMALL_PROJECT
from tests.faults.moments import Tree, inside, lay_out

TODAY = dt.date(2026, 11, 20)
WHEN = "2026-11-20T09:00:00+08:00"
UNFINISHED = (".正在生成", ".待删除", ".正在写", "~正在写.tmp")


def lay_down(folder: Path, text: str) -> None:
    """The county's letter comes late, as a scan; ``text`` tells one scan from another."""
    scan = folder / "归档件" / "B05.pdf"
    scan.parent.mkdir(parents=True, exist_ok=True)
    scan.write_bytes(PDF + text.encode())


def make_village(folder: Path) -> Path:
    """A project of which one paper is there, and not its first."""
    folder.mkdir(parents=True)
    (folder / "项目.yaml").write_text(SMALL_PROJECT, encoding="utf-8")
    (folder / "归档件").mkdir()
    (folder / "归档件" / "B06.pdf").write_bytes(PDF)
    return folder


def close(folder: Path, *, today: dt.date = TODAY, when: str = WHEN, output: Path | None = None, **options) -> Path:
    """One run of ``bundle``, as the command line does it."""
    return bundle(open_project(folder, today), when, output=output, **options).path


def close_small(folder: Path, pages: int, *, as_zip: bool = False, name: str = "甲", passphrase: str = "") -> Path:
    """A bag of so many scans and nothing but what makes a bag: a hundred of them are closed in a second."""
    scans = folder / "归档件"
    scans.mkdir(parents=True, exist_ok=True)
    files = []
    for page in range(pages):
        scan = scans / f"{page}.pdf"
        scan.write_bytes(PDF + b"%d of %d" % (page, pages))
        state = scan.stat()
        place = f"03_实施/{page}.pdf" if page else "99_受限/0.pdf"
        files.append(ArchivedFile("C16", place, SourceFile(scan, state.st_size, state.st_mtime_ns), 1, "PDF 文件"))
    info = BagInfo("香水镇人民政府", "2603", "香水村产业道路", TODAY, "archivegen")
    packing = Packing(as_zip=as_zip, passphrase=passphrase)
    made = {"data/00_索引/清单.json": b"{}\n" * 40, "index.html": b"<html>" * 40}
    return write_bag(folder / "档案包" / name, files, lambda _: made, info, packing=packing)


def archives_of(tree: Tree) -> dict[str, Tree]:
    """Name of each archive that lies there → its files; what is unfinished by its name is none."""
    found: dict[str, Tree] = {}
    for name, content in inside(tree, "档案包").items():
        top = name.partition("/")[0]
        if not top.removesuffix(".替换前").endswith((*UNFINISHED, ".sha256")):
            found.setdefault(top, {})[name[len(top) :]] = content
    return found


def lying_sidecars(tree: Tree) -> list[str]:
    """Sidecars that call a whole ZIP broken: they name another digest than that of the ZIP beside them."""
    found = []
    for name, content in inside(tree, "档案包").items():
        package = tree.get(f"档案包/{name.removesuffix('.sha256')}")
        if name.endswith(".sha256") and (
            package is None or hashlib.sha256(package).hexdigest() not in content.decode()
        ):
            found.append(name)
    return found


def given(tree: Tree) -> Tree:
    """What people laid there and no run may touch."""
    return {"项目.yaml": tree.get("项目.yaml"), **inside(tree, "归档件")}


def leftovers(tree: Tree) -> list[str]:
    """Names of what is no longer wanted once a run has come to its end."""
    return [name for name in tree if any(part.endswith((*UNFINISHED, ".替换前")) for part in name.split("/"))]


def without_log(tree: Tree) -> Tree:
    """Everything but the journal: a run that is done again has more lines."""
    return {name: content for name, content in tree.items() if name != JOURNAL_NAME}


def count_archives(tree: Tree) -> int:
    """Whole lines of the journal that say that an archive was closed."""
    lines = tree[JOURNAL_NAME].decode("utf-8", "replace").splitlines()
    return sum('"事件": "归档"' in line and line.endswith("}") for line in lines)


def check_journal(tree: Tree, folder: Path) -> list[str]:
    """Codes of what is wrong with the journal as a kill left it."""
    content = tree.get(JOURNAL_NAME)
    if content is None:
        return []
    path = lay_out({JOURNAL_NAME: content}, folder) / JOURNAL_NAME
    return [finding.code for finding in read_events(path)[1]]
