from __future__ import annotations

import hashlib
import json
import os
import resource

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archivegen.errors import OutputError
from archivegen.journal import Event, EventKind, append_events, last_generated, read_events, read_paper_log

WHEN = "2026-11-22T09:30:00+08:00"


def generated(file, sha256="a" * 64, key="C21@2026-03"):
    return Event(EventKind.GENERATED, key, file, sha256)


@pytest.fixture
def journal(tmp_path):
    path = tmp_path / "过程记录.jsonl"
    append_events(path, [generated("出件/a.docx"), generated("出件/b.docx", "b" * 64)], WHEN)
    append_events(path, [Event(EventKind.ARCHIVED, "C21@2026-03", "档案包/甲", "c" * 64)], "2026-11-23T10:00:00+08:00")
    return path


def codes(path):
    return [(finding.code, finding.place.line) for finding in read_events(path)[1]]


def test_what_was_appended_is_read_back_in_order(journal):
    events, findings = read_events(journal)
    assert not findings
    assert [(event.kind, event.file, event.when[:10]) for event in events] == [
        ("生成", "出件/a.docx", "2026-11-22"),
        ("生成", "出件/b.docx", "2026-11-22"),
        ("归档", "档案包/甲", "2026-11-23"),
    ]


def test_a_line_is_plain_json_with_the_hash_of_the_line_before(journal):
    lines = journal.read_bytes().splitlines()
    first, second = json.loads(lines[0]), json.loads(lines[1])
    assert list(first) == sorted(first) == ["sha256", "事件", "前一行", "文件", "时间", "键"]
    assert first["前一行"] == ""
    assert second["前一行"] == hashlib.sha256(lines[0]).hexdigest()
    assert "生成".encode() in lines[0]


def test_the_last_generation_of_a_file_counts(journal):
    append_events(journal, [generated("出件/a.docx", "d" * 64)], WHEN)
    assert last_generated(read_events(journal)[0]) == {"出件/a.docx": "d" * 64, "出件/b.docx": "b" * 64}


def test_no_journal_is_an_empty_one_and_nothing_to_say_makes_none(tmp_path):
    path = tmp_path / "过程记录.jsonl"
    append_events(path, [], WHEN)
    assert not path.exists()
    assert read_events(path) == ((), ())


@pytest.mark.parametrize("line", [0, 1])
def test_a_changed_line_breaks_the_chain_at_the_next(journal, line):
    lines = journal.read_bytes().splitlines(keepends=True)
    lines[line] = lines[line].replace("出件".encode(), "出仵".encode())
    journal.write_bytes(b"".join(lines))
    assert codes(journal) == [("A032", line + 2)]


def test_a_removed_and_an_inserted_line_break_the_chain(journal):
    lines = journal.read_bytes().splitlines(keepends=True)
    journal.write_bytes(lines[0] + lines[2])
    assert codes(journal) == [("A032", 2)]
    journal.write_bytes(lines[0] + lines[0] + lines[1] + lines[2])
    assert codes(journal) == [("A032", 2)]


def test_the_first_line_cannot_be_removed_unseen(journal):
    journal.write_bytes(b"".join(journal.read_bytes().splitlines(keepends=True)[1:]))
    assert codes(journal) == [("A032", 1)]


def test_a_last_line_cut_off_by_a_power_failure_is_tolerated_and_named(journal):
    whole = journal.read_bytes()
    journal.write_bytes(whole[:-40])
    events, findings = read_events(journal)
    assert len(events) == 2
    assert [(finding.code, finding.place.line) for finding in findings] == [("A033", 3)]


def test_the_log_goes_on_after_a_line_that_was_cut_off(journal):
    cut = journal.read_bytes()[:-40]
    journal.write_bytes(cut)
    append_events(journal, [generated("出件/c.docx")], WHEN)
    assert journal.read_bytes().startswith(cut + b"\n")
    events, findings = read_events(journal)
    assert [event.file for event in events] == ["出件/a.docx", "出件/b.docx", "出件/c.docx"]
    assert [(finding.code, finding.place.line, finding.severity) for finding in findings] == [("A033", 3, "警告")]


def test_zeros_that_a_power_failure_left_are_tolerated(journal):
    journal.write_bytes(journal.read_bytes() + b"\0" * 300)
    append_events(journal, [generated("出件/c.docx")], WHEN)
    assert codes(journal) == [("A033", 4)]
    assert len(read_events(journal)[0]) == 4


def test_a_last_line_that_lacks_only_its_end_is_whole(journal):
    journal.write_bytes(journal.read_bytes()[:-1])
    assert not codes(journal)
    append_events(journal, [generated("出件/c.docx")], WHEN)
    assert not codes(journal)
    assert len(read_events(journal)[0]) == 4


@pytest.mark.parametrize("rubbish", [b"[]\n", b"{}\n", b"\n", b'{"\xe4\xba\x8b": 1}\n', b"[" * 100_000 + b"\n"])
def test_a_line_that_is_no_event_is_named(journal, rubbish):
    journal.write_bytes(journal.read_bytes() + rubbish)
    assert codes(journal) == [("A034", 4)]
    assert len(read_events(journal)[0]) == 3


def test_rubbish_in_the_middle_is_not_taken_for_a_power_failure(journal):
    lines = journal.read_bytes().splitlines(keepends=True)
    journal.write_bytes(lines[0] + b"x\n" + b"y\n" + lines[1] + lines[2])
    assert codes(journal) == [("A034", 2), ("A034", 3), ("A032", 4)]


def test_a_journal_that_was_saved_with_windows_line_ends_is_still_whole(journal):
    journal.write_bytes(journal.read_bytes().replace(b"\n", b"\r\n"))
    append_events(journal, [generated("出件/c.docx")], WHEN)
    assert not codes(journal)


def test_words_of_a_later_version_are_passed_over(tmp_path):
    path = tmp_path / "过程记录.jsonl"
    path.write_text('{"事件": "收件", "键": "C18", "经办人": "王五", "前一行": ""}\n', encoding="utf-8")
    events, findings = read_events(path)
    assert not findings
    assert events == (Event("收件", "C18", "", "", ""),)


def test_a_pipe_is_not_read(tmp_path):
    path = tmp_path / "过程记录.jsonl"
    os.mkfifo(path)
    assert [finding.code for finding in read_events(path)[1]] == ["A031"]


def test_a_full_disk_leaves_the_log_as_it_was(journal):
    before = journal.read_bytes()
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (len(before) + 100, hard))
    try:
        with pytest.raises(OutputError, match="过程记录写不进去"):
            append_events(journal, [generated("出件/c.docx")], WHEN)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert journal.read_bytes() == before


def test_a_journal_that_cannot_be_written_is_explained(tmp_path):
    (tmp_path / "过程记录.jsonl").mkdir()
    with pytest.raises(OutputError, match="过程记录写不进去"):
        append_events(tmp_path / "过程记录.jsonl", [generated("x")], WHEN)


WORDS = st.text(max_size=20)


@given(st.lists(st.lists(st.builds(Event, st.sampled_from(EventKind), WORDS, WORDS, WORDS), max_size=3), max_size=4))
def test_any_words_come_back_and_the_chain_holds(tmp_path_factory, batches):
    path = tmp_path_factory.mktemp("j") / "过程记录.jsonl"
    for batch in batches:
        append_events(path, batch, WHEN)
    events, findings = read_events(path)
    assert not findings
    assert [(event.kind, event.key, event.sha256) for event in events] == [
        (event.kind, event.key, event.sha256) for batch in batches for event in batch
    ]


@given(st.integers(0, 2), st.data())
def test_any_changed_byte_inside_is_found(tmp_path_factory, line, data):
    path = tmp_path_factory.mktemp("j") / "过程记录.jsonl"
    append_events(path, [generated(f"出件/{number}.docx") for number in range(4)], WHEN)
    content = bytearray(path.read_bytes())
    start = sum(len(part) for part in bytes(content).splitlines(keepends=True)[:line])
    position = start + data.draw(st.integers(0, len(bytes(content).splitlines()[line]) - 1))
    content[position] ^= data.draw(st.integers(1, 255))
    path.write_bytes(bytes(content))
    assert read_events(path)[1]


def test_an_archive_takes_in_what_happened_to_papers_and_nothing_about_itself(journal, tmp_path):
    taken = tmp_path / "taken.jsonl"
    taken.write_bytes(read_paper_log(journal))
    events, findings = read_events(taken)
    assert not findings
    assert [event.file for event in events] == ["出件/a.docx", "出件/b.docx"]
    append_events(journal, [generated("出件/c.docx")], WHEN)
    assert read_paper_log(journal) == journal.read_bytes(), "the chain would break without the line between"
    assert read_paper_log(tmp_path / "none.jsonl") == b""
