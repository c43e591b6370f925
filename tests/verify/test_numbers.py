"""件号 and 档号 in a 档案清单 that anybody may have written (domain §7-R, V-R01)."""

from __future__ import annotations

import pytest

from archivegen.findings import Place
from archivegen.manifest import Manifest, ManifestFile, ManifestItem, ManifestVolume, State
from archivegen.verify.items import check_items


def item(number, volume=1, state=State.COMPLETE, reason="", code=None):
    files = (ManifestFile(f"{volume}-{number}.pdf", "a" * 64, 1),) if state is State.COMPLETE else ()
    return ManifestItem(
        key=f"C11@{volume}-{number}",
        code="C11",
        title="用工协议",
        stage="C",
        number=number,
        state=state,
        reason=reason,
        level="镇",
        responsible="镇",
        retention="30年",
        audience="内部",
        origin="生成",
        volume=volume,
        archival_code=code or f"J001-KJ·JJ·2026-D30-{volume:03d}-{number:04d}",
        files=files,
    )


def check(*items, kinds=("案卷",), scope="全部"):
    volumes = tuple(
        ManifestVolume(number, f"J001-{number}", kind, "卷", "镇", "", "", "30年", "内部", 1, 1)
        for number, kind in enumerate(kinds, 1)
    )
    manifest = Manifest("路", "", "", "", "", "2026-11-20", items, volumes=volumes, scope=scope)
    sizes = {f"data/{file.path}": 1 for line in items for file in line.files}
    return [
        (finding.code, finding.message)
        for finding in check_items(manifest, Place("档案清单.json"), sizes, dict.fromkeys(sizes, "a" * 64))
    ]


def test_a_gap_is_told_with_its_volume():
    ((code, message),) = check(item(1), item(3))
    assert code == "V053"
    assert "001-2" in message


def test_a_volume_begins_with_one_and_a_box_where_the_office_stands():
    assert [code for code, _ in check(item(12), item(13))] == ["V053", "V053", "V053"]
    assert check(item(12), item(13), kinds=("文书",)) == []
    assert [code for code, _ in check(item(12), item(14), kinds=("文书",))] == ["V053"]


def test_a_paper_that_was_taken_out_with_its_reason_is_no_gap():
    assert check(item(1), item(2, state=State.NOT_APPLICABLE, reason="已移出：重复归档"), item(3)) == []


@pytest.mark.parametrize("state", [State.MISSING, State.UNSIGNED])
def test_a_number_without_its_paper_is_an_error(state):
    ((code, message),) = check(item(1), item(2, state=state))
    assert code == "V054"
    assert "已经编了件号" in message


def test_a_code_that_two_papers_share_is_an_error():
    codes = [code for code, _ in check(item(1), item(2, code="J001-KJ·JJ·2026-D30-001-0001"))]
    assert codes == ["V052"]


def test_a_part_of_an_archive_may_show_gaps():
    assert check(item(1), item(3), scope="公开") == []
