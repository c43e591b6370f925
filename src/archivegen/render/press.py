"""The press: papers one by one or a chunk at a time, in this process or in another.

A paper that fails is told and never stops the next.  What a worker needs besides its chunk, the words of the whole project,
is laid in a file once and read once a worker: sending it with every chunk would cost more than the printing.
"""

from __future__ import annotations

import contextlib
import hashlib
import pickle
import traceback
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from archivegen.disk import explain_refusal
from archivegen.errors import OutputError, TemplateError
from archivegen.manifest import Audience
from archivegen.plan import PlanEntry, Words
from archivegen.render.paper_words import entry_words, list_photos
from archivegen.render.photo_files import read_photos

_WORDS_NAME = ".archivegen.words"


@dataclass(frozen=True, slots=True)
class PaperWords:
    """Everything that the templates of one project may be given."""

    by_audience: Mapping[Audience, Words]
    records: Words
    """What lies in 归档件: the state of the eleven acceptance prerequisites, and the volumes where a paper asks for them."""
    folder: Path
    """The project's, in which its photos lie."""

    def pick(self, entry: PlanEntry) -> Words:
        """The words of one paper."""
        return complete_words(entry, self.by_audience[entry.audience], self.records, self.folder)


Pick = Callable[[PlanEntry], Words]
"""The words of one paper: those that its audience may see."""


ARCHIVE_WORDS = ("案卷", "文书", "全部案卷", "编目")
"""Words of the papers about the archive itself: they list every paper by its title."""


def complete_words(entry: PlanEntry, words: Words, records: Words, folder: Path) -> Words:
    """What the entry's template is given: the words of the project and of this paper, those of the records, its photos.

    Only papers about the archive that stay inside the offices are given the lists of the volumes.
    """
    scope = entry_words(entry, words)
    lists = not entry.numbered and entry.audience in (Audience.INTERNAL, Audience.RESTRICTED)
    shown = records if lists else {name: value for name, value in records.items() if name not in ARCHIVE_WORDS}
    return {**scope, **shown, "照片文件": read_photos(folder, list_photos(entry, scope))}


@dataclass(frozen=True, slots=True)
class Failure:
    """Why a paper was not made; ``trace`` is set when the program is at fault and not the template."""

    note: str
    trace: str = ""


Printed = bytes | Failure


def print_paper(entry: PlanEntry, pick: Pick) -> Printed:
    """The paper, or why there is none; never raises but for an interruption."""
    from archivegen.render.engine import render_entry

    try:
        return render_entry(entry, pick(entry))
    except (TemplateError, OutputError) as error:
        return Failure(str(error))
    except MemoryError:
        return Failure("内存不够，没有生成。请关闭其他程序后再运行")
    except Exception:  # noqa: BLE001 - a bug in one paper must not cost the others
        return Failure("程序出了故障，没有生成，其余材料不受影响", traceback.format_exc())


@dataclass(frozen=True, slots=True)
class Order:
    """A chunk of papers and where their words lie; small enough to be sent."""

    words: Path
    digest: str
    entries: tuple[PlanEntry, ...]


def print_chunk(order: Order) -> list[Printed]:
    """What a worker does: each paper of the chunk or why it failed, in the chunk's order."""
    words = _read_words(order.words, order.digest)
    return [print_paper(entry, words.pick) for entry in order.entries]


@contextlib.contextmanager
def lay_words(folder: Path, words: PaperWords) -> Iterator[tuple[Path, str]]:
    """The words in a file of the project's folder, which the caller has locked, for as long as workers need it.

    It stands beside the project file, which holds the same; raises ``OutputError`` when it cannot be written.
    """
    from archivegen.render.drafts import write_whole

    path, content = folder / _WORDS_NAME, pickle.dumps(words, pickle.HIGHEST_PROTOCOL)
    write_whole(path, content)
    try:
        yield path, hashlib.sha256(content).hexdigest()
    finally:
        sweep_words(folder)


def sweep_words(folder: Path) -> None:
    """Remove the words, also those that a run left which was killed."""
    with contextlib.suppress(OSError):
        (folder / _WORDS_NAME).unlink()


@lru_cache(maxsize=1)
def _read_words(path: Path, digest: str) -> PaperWords:
    """A pickle may run anything: it is opened only when it is, byte for byte, what the master wrote."""
    try:
        content = path.read_bytes()
    except OSError as error:
        raise OutputError(f"读不了 {path}：{explain_refusal(error)}。请检查各台电脑是否看得到同一个文件夹。") from error
    if hashlib.sha256(content).hexdigest() != digest:
        raise OutputError(f"{path} 在运行中被改动了，没有使用。请重新运行。")
    words: PaperWords = pickle.loads(content)  # noqa: S301 - see above
    return words


def cut_chunks(
    entries: Iterable[PlanEntry], size: int, weigh: Callable[[PlanEntry], int]
) -> Iterator[tuple[PlanEntry, ...]]:
    """The entries in order, in chunks that weigh no more than ``size`` or hold one paper."""
    chunk: list[PlanEntry] = []
    weight = 0
    for entry in entries:
        more = weigh(entry)
        if chunk and weight + more > size:
            yield tuple(chunk)
            chunk, weight = [], 0
        chunk.append(entry)
        weight += more
    if chunk:
        yield tuple(chunk)
