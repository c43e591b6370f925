"""Where drafts lie, and what becomes of a file that is already there."""

from __future__ import annotations

import os
import shutil
import zlib
from dataclasses import replace
from pathlib import Path, PurePosixPath

import pytest

from archivegen.errors import OutputError
from archivegen.journal import read_events
from archivegen.plan import Origin, PlanEntry
from archivegen.render.drafts import BATCH, DraftStatus, DraftStore
from archivegen.render.package import pack_part, write_package

WHEN = "2026-11-20T09:00:00+08:00"
PATH = PurePosixPath("出件/03_实施/C11_劳动合同/C11_劳动合同（王大山）.docx")


def entry(key: str = "C11@王大山") -> PlanEntry:
    return PlanEntry("C11", key, "劳动合同", "劳动合同", "C", Origin.GENERATED, "施", "某公司", "30年")


def paper(text: str, *, elsewhere: bool = False) -> bytes:
    """A paper; made elsewhere it has the same parts, deflated in another way."""
    content = f"<w:document>{''.join(f'{text}{n}' for n in range(500))}</w:document>".encode()
    part = pack_part("word/document.xml", content)
    if elsewhere:
        part = replace(part, packed=zlib.compress(content, 1, -15))
    return write_package([part, pack_part("[Content_Types].xml", b"<Types/>")])


def open_store(folder: Path) -> DraftStore:
    journal = folder / "过程记录.jsonl"
    return DraftStore(folder, journal, read_events(journal)[0], WHEN)


def put(folder: Path, content: bytes, path: PurePosixPath = PATH) -> DraftStatus:
    store = open_store(folder)
    draft = store.put(entry(), path, content)
    store.flush()
    return draft.status


def test_a_draft_deflated_by_another_machine_is_unchanged(tmp_path):
    assert paper("王大山") != paper("王大山", elsewhere=True)
    assert put(tmp_path, paper("王大山")) is DraftStatus.WRITTEN
    before = (tmp_path / PATH).stat().st_mtime_ns
    assert put(tmp_path, paper("王大山", elsewhere=True)) is DraftStatus.UNCHANGED
    assert (tmp_path / PATH).read_bytes() == paper("王大山")
    assert (tmp_path / PATH).stat().st_mtime_ns == before
    assert len(read_events(tmp_path / "过程记录.jsonl")[0]) == 1


def test_a_file_of_unknown_origin_with_the_same_content_is_unchanged(tmp_path):
    """A project that was copied without its journal."""
    (tmp_path / PATH).parent.mkdir(parents=True)
    (tmp_path / PATH).write_bytes(paper("王大山", elsewhere=True))
    assert put(tmp_path, paper("王大山")) is DraftStatus.UNCHANGED
    assert put(tmp_path, paper("王大川")) is DraftStatus.KEPT


@pytest.mark.parametrize("spoil", ["longer", "damaged", "cut"])
def test_a_file_that_only_looks_the_same_is_kept_as_it_is(tmp_path, spoil):
    content = paper("王大山", elsewhere=True)
    hurt = bytearray(content)
    hurt[content.index(b"word/document.xml") + 30] ^= 0xFF
    spoilt = {"longer": content + b"edited", "damaged": bytes(hurt), "cut": content[:-10]}[spoil]
    (tmp_path / PATH).parent.mkdir(parents=True)
    (tmp_path / PATH).write_bytes(spoilt)
    assert put(tmp_path, paper("王大山")) is DraftStatus.KEPT
    assert (tmp_path / PATH).read_bytes() == spoilt


def test_new_facts_replace_our_own_draft_and_lie_beside_a_persons(tmp_path):
    assert put(tmp_path, paper("旧")) is DraftStatus.WRITTEN
    assert put(tmp_path, paper("新")) is DraftStatus.UPDATED
    (tmp_path / PATH).write_bytes(paper("经办人手写"))
    assert put(tmp_path, paper("更新")) is DraftStatus.KEPT
    beside = (tmp_path / PATH).with_stem(f"{PATH.stem}（新稿）")
    assert beside.read_bytes() == paper("更新")
    before = beside.stat().st_mtime_ns
    assert put(tmp_path, paper("更新", elsewhere=True)) is DraftStatus.KEPT
    assert beside.stat().st_mtime_ns == before


def test_an_empty_file_that_a_power_failure_left_is_nobodys_work(tmp_path):
    assert put(tmp_path, paper("王大山")) is DraftStatus.WRITTEN
    (tmp_path / PATH).write_bytes(b"")
    assert put(tmp_path, paper("王大山")) is DraftStatus.UPDATED
    assert (tmp_path / PATH).read_bytes() == paper("王大山")


def test_papers_are_written_by_the_batch_and_not_held(tmp_path):
    store = open_store(tmp_path)
    for number in range(BATCH + 3):
        store.put(entry(f"C11@{number}"), PATH.with_stem(f"{number}"), paper(str(number)))
    assert len(list((tmp_path / PATH).parent.iterdir())) == BATCH
    store.flush()
    assert len(list((tmp_path / PATH).parent.iterdir())) == BATCH + 3
    assert len(store.known_paths) == BATCH + 3


def test_what_a_killed_run_left_half_written_is_written_over(tmp_path):
    folder = (tmp_path / PATH).parent
    put(tmp_path, paper("一"), PATH.with_stem("一"))
    shutil.copy(folder / "一.docx", folder / "~正在写.tmp")
    put(tmp_path, paper("二"), PATH.with_stem("二"))
    assert sorted(p.name for p in folder.iterdir()) == ["一.docx", "二.docx"]


@pytest.mark.parametrize("linked", ["出件", "出件/03_实施"])
def test_nothing_is_written_through_a_link_to_elsewhere(tmp_path, linked):
    project, elsewhere = tmp_path / "项目", tmp_path / "别处"
    (project / linked).parent.mkdir(parents=True)
    elsewhere.mkdir()
    (project / linked).symlink_to(elsewhere)
    with pytest.raises(OutputError, match="是链接"):
        put(project, paper("王大山"))
    assert not [file for _, _, files in os.walk(elsewhere) for file in files]


def test_a_folder_where_a_draft_should_lie_is_told(tmp_path):
    (tmp_path / PATH).mkdir(parents=True)
    with pytest.raises(OutputError, match="是文件夹"):
        put(tmp_path, paper("王大山"))
