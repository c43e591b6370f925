"""A notice proves with two photos that it hung (domain §7 V-N03, §10.6 (10))."""

from __future__ import annotations

import datetime

import pytest

from archivegen.findings import Severity
from tests.rules.conftest import FAULTLESS, HEAD, PHOTO

NOTICE = "公示: [{类别: 务工公告, 张贴日期: 2026-02-02, 地点: 村务公开栏, 单位: 村委会, 电话: 0827-5550131, 照片: {首日: %s}}]\n"


def test_no_photo_is_asked_for_before_the_period_is_over(check):
    building = FAULTLESS.replace("阶段: 总结移交", "阶段: 实施").replace(
        ", 公示照片: {首日: 照片.png, 末日: 照片.png}", ""
    )
    last = datetime.date(2026, 4, 8)
    early = {finding.code for finding in check(building, today=last).findings}
    assert "R605" not in early
    late = [f for f in check(building, today=last + datetime.timedelta(days=1)).findings if f.code == "R605"]
    assert [(finding.severity, finding.months) for finding in late] == [(Severity.ERROR, ("2026-03",))]


def test_other_notices_are_warned_of_while_building_and_stop_the_acceptance(check):
    bare = FAULTLESS.replace(
        "0827-5550120, 结论: 无异议, 照片: {首日: 照片.png, 末日: 照片.png}", "0827-5550120, 结论: 无异议"
    )
    for stage, severity in (("实施", Severity.WARNING), ("验收", Severity.ERROR)):
        [found] = check(bare.replace("阶段: 总结移交", f"阶段: {stage}")).findings
        assert (found.code, found.severity) == ("R604", severity)
        assert "首日、末日" in found.message


@pytest.mark.parametrize(
    ("content", "name", "problem"),
    [
        (b"\xff\xd8\xff\xe0JFIF", "照片/首日.jpg", ""),
        (b"\x89PNG\r\n\x1a\n", "首日.jpg", ""),
        (b"%PDF-1.7", "首日.jpg", "不是 JPEG、PNG 格式的照片"),
        (b"", "首日.jpg", "是空文件"),
        (None, "首日.jpg", "找不到这个文件"),
        (None, "../首日.jpg", "不在项目文件夹里"),
        (None, "照片", "找不到这个文件"),
    ],
)
def test_a_photo_is_a_picture_in_the_projects_folder(check, tmp_path, content, name, problem):
    (tmp_path / "照片").mkdir()
    if content is not None:
        (tmp_path / name).write_bytes(content)
    (tmp_path / "项目.yaml").write_text(HEAD + NOTICE % name, encoding="utf-8")
    found = check(tmp_path).findings
    assert [finding.code for finding in found] == (["R606"] if problem else [])
    assert all(problem in finding.message for finding in found)


def test_a_link_out_of_the_folder_is_not_followed_and_a_film_is_not_read(check, tmp_path):
    (tmp_path / "别处.jpg").write_bytes(b"\xff\xd8\xff\xe0JFIF")
    folder = tmp_path / "项目"
    folder.mkdir()
    (folder / "首日.jpg").symlink_to(tmp_path / "别处.jpg")
    with (folder / "末日.jpg").open("wb") as file:
        file.write(b"\xff\xd8\xff\xe0JFIF")
        file.truncate(61_000_000)
    text = HEAD + NOTICE % "首日.jpg"
    (folder / "项目.yaml").write_text(
        text.replace("首日: 首日.jpg", "首日: 首日.jpg, 末日: 末日.jpg"), encoding="utf-8"
    )
    told = [finding.message for finding in check(folder).findings if finding.code == "R606"]
    assert any("不在项目文件夹里" in message for message in told)
    assert any("有 61 MB，超过 60 MB" in message for message in told)


def test_the_photo_of_the_tests_is_a_picture():
    assert PHOTO.read_bytes().startswith(b"\x89PNG")
