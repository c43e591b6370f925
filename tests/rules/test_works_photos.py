"""Photos of the works: what a county finds when it leafs through them (seed Bazhou: 施工前、中、后)."""

from __future__ import annotations

import pytest

from tests.rules.conftest import HEAD, PHOTO

DATES = "  实际开工: 2026-03-02\n  实际完工: 2026-06-26\n"


def part(*photos: tuple[str, str], name: str = "路面 K1+200") -> str:
    rows = [
        f"  - {{部位: {name}, 阶段: {phase}, 文件: {phase}.png, 拍摄日期: {day or '~'}}}\n" for phase, day in photos
    ]
    return "影像:\n" + "".join(rows)


@pytest.fixture
def find(check, tmp_path):
    """The codes and sentences of a project with these photos, all of which lie in its folder."""

    def run(text: str, about: str = DATES) -> list[tuple[str, str]]:
        for phase in ("前", "中", "后", "施工前"):
            (tmp_path / f"{phase}.png").write_bytes(PHOTO.read_bytes())
        (tmp_path / "项目.yaml").write_text(HEAD + about + text, encoding="utf-8")
        return [(f.code, f.message) for f in check(tmp_path).findings if f.code.startswith("R92")]

    return run


def test_three_photos_in_their_order_are_in_order(find):
    assert find(part(("前", "2026-03-02"), ("中", "2026-05-01"), ("后", "2026-06-26"))) == []


def test_days_that_nobody_wrote_down_contradict_nothing(find):
    assert find(part(("前", ""), ("中", ""), ("后", ""))) == []


def test_a_part_that_began_late_may_be_photographed_late(find):
    assert find(part(("前", "2026-05-10"), ("中", "2026-05-20"), ("后", "2026-06-20"))) == []


@pytest.mark.parametrize(
    ("photos", "told"),
    [
        ((("前", "2026-06-27"), ("中", ""), ("后", "")), "施工前的照片拍摄于 2026-06-27，晚于实际完工（2026-06-26）"),
        ((("前", ""), ("中", "2026-03-01"), ("后", "")), "施工中的照片拍摄于 2026-03-01，早于实际开工（2026-03-02）"),
        ((("前", ""), ("中", "2026-06-27"), ("后", "")), "施工中的照片拍摄于 2026-06-27，晚于实际完工"),
        ((("前", "2026-05-02"), ("中", "2026-05-01"), ("后", "")), "晚于施工中的照片（2026-05-01）"),
    ],
)
def test_a_photo_of_another_day_is_told(find, photos, told):
    [(code, message)] = find(part(*photos))
    assert code == "R924"
    assert told in message


def test_a_part_under_way_needs_no_photo_of_its_end(find):
    assert find(part(("前", "2026-03-02"))) == []
    assert find(part(("前", "2026-03-02"), ("中", ""))) == []


def test_a_finished_part_without_its_beginning_is_told(find):
    assert find(part(("后", ""))) == [
        ("R923", "“路面 K1+200”还缺施工前、施工中的照片。请补上；同一部位的照片，“部位”的写法要一样")
    ]


def test_the_long_name_of_a_phase_is_the_same(find):
    assert find(part(("施工前", "2026-03-02"))) == []


def test_a_photo_that_is_not_there_is_told_at_its_line(check, tmp_path):
    (tmp_path / "项目.yaml").write_text(HEAD + part(("前", "")), encoding="utf-8")
    [found] = check(tmp_path).findings
    assert (found.code, found.place.line, found.papers) == ("R922", 10, ("E02",))
    assert "“前.png”找不到这个文件" in found.message


def test_one_file_for_two_phases_is_told(find):
    text = part(("前", ""), ("中", "")).replace("中.png", "前.png")
    assert [code for code, _ in find(text)] == ["R925"]
