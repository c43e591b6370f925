"""Photos on paper: the album E02, the list C35, the records of notices (domain §6.9, §6.18)."""

from __future__ import annotations

import datetime
import re
import sys
import zipfile
from pathlib import Path

import openpyxl
import pytest
from PIL import Image

from archivegen.pack.load import load_pack
from archivegen.pipeline import generate, open_project
from tests.conftest import XIANGSHUI
from tests.made import TODAY, WHEN, Made, make_sample

ALBUM, LIST, RECORD = "E02", "C35+影像资料清单", "C22@2026-03+公示记录表"
MINIMAL = """\
项目: {名称: 青溪村产业道路以工代赈项目, 年度: 2026, 类型: 公益性, 建设方式: 施工承包, 县: 巴州区, 乡镇: 云屏镇, 村: 青溪村}
公示: [{类别: 县级计划公示, 张贴日期: 2026-02-01, 单位: 巴州区发展和改革局, 电话: 0827-5550110, 地点: [区政府网站, 公示栏], 照片: {首日: 甲.jpg}}]
资金: [{来源: 中央预算内投资, 金额: 200万元}]
影像:
  - {部位: 路面, 阶段: 施工前, 文件: 甲.jpg}
"""


@pytest.fixture(scope="module")
def made(tmp_path_factory) -> Made:
    return make_sample(XIANGSHUI, tmp_path_factory.mktemp("photos"))


def list_media(paper: Path) -> list[bytes]:
    with zipfile.ZipFile(paper) as package:
        return [package.read(name) for name in package.namelist() if name.startswith("word/media/")]


def make_project(folder: Path, text: str) -> Made:
    folder.mkdir()
    (folder / "项目.yaml").write_text(text, encoding="utf-8")
    Image.linear_gradient("L").resize((4000, 3000)).convert("RGB").save(folder / "甲.jpg", quality=97)
    workspace = open_project(folder, TODAY)
    return Made(folder, workspace, generate(workspace, WHEN))


def test_album_shows_every_photo_with_its_caption(made):
    text = made.text(ALBUM)
    assert len(list_media(made.path(ALBUM))) == 15
    for photo in made.workspace.words["影像"]:
        assert f"编号：{photo['编号']}" in text
        assert photo["说明"] in text
    assert "收录5个部位的照片15张" in text
    assert made.path(ALBUM).stat().st_size < 250_000


def test_album_and_list_number_the_photos_alike(made):
    numbers = re.findall(r"ZP-\d{3}", made.text(LIST))
    assert numbers == [f"ZP-{number:03d}" for number in range(1, 16)]
    assert set(re.findall(r"ZP-\d{3}", made.text(ALBUM))) == set(numbers)
    assert "5个部位，照片15张，其中施工前5张、施工中5张、施工后5张" in made.text(LIST)


def test_every_record_of_a_notice_shows_its_first_and_last_day(made):
    records = [key for key in made.keys if key.endswith("+公示记录表")]
    assert len(records) == 13
    for key in records:
        assert len(list_media(made.path(key))) == 2, key
        assert "粘贴" not in made.text(key)
    assert "公示首日照片（2026年4月3日）" in made.text(RECORD)
    assert "公示末日照片（2026年4月10日）" in made.text(RECORD)


def test_a_record_without_photos_has_a_place_to_paste_for_every_board(tmp_path):
    text = MINIMAL.replace(", 照片: {首日: 甲.jpg}", "")
    made = make_project(tmp_path / "项目", text)
    record = made.text("B06+公示记录表")
    assert record.count("公示首日照片粘贴处") == record.count("公示末日照片粘贴处") == 2
    assert list_media(made.path("B06+公示记录表")) == []


def test_a_record_with_one_photo_has_a_place_for_the_other(tmp_path):
    record = make_project(tmp_path / "项目", MINIMAL).text("B06+公示记录表")
    assert "公示首日照片（2026年2月1日）" in record
    assert record.count("公示末日照片粘贴处") == 1
    assert "首日照片粘贴处" not in record


def test_a_project_with_one_photo_gets_an_album_and_a_large_photo_is_made_small(tmp_path):
    made = make_project(tmp_path / "项目", MINIMAL)
    text = made.text(ALBUM)
    assert "收录1个部位的照片1张" in text
    assert "说明：" not in text
    assert "None" not in text
    assert not re.search(r"，，|。。|（）", text)
    [picture] = list_media(made.path(ALBUM))
    assert len(picture) < 300_000 < (made.folder / "甲.jpg").stat().st_size


def test_an_album_waits_for_a_photo_that_is_not_there(tmp_path):
    folder = tmp_path / "项目"
    folder.mkdir()
    (folder / "项目.yaml").write_text(MINIMAL.replace("甲.jpg}\n", "乙.jpg}\n"), encoding="utf-8")
    result = generate(open_project(folder, TODAY), WHEN)
    [draft] = [draft for draft in result.drafts if draft.entry.key == ALBUM]
    assert not draft.path
    assert "项目.yaml:5" in draft.note
    assert "“乙.jpg”找不到这个文件" in draft.note


def test_photos_may_be_listed_in_excel(tmp_path):
    book = openpyxl.Workbook()
    book.active.append(["序号", "照片编号", "拍摄部位", "施工阶段", "文件名", "拍摄时间", "摄影者", "文字说明"])
    book.active.append([1, "A-7", "蓄水池", "施工前", "甲.jpg", datetime.date(2026, 3, 1), "何晓燕", "原荒坡"])
    folder = tmp_path / "清单"
    text = MINIMAL[: MINIMAL.index("影像:")] + "影像: 影像.xlsx\n"
    folder.mkdir()
    book.save(folder / "影像.xlsx")
    (folder / "项目.yaml").write_text(text, encoding="utf-8")
    [photo] = open_project(folder, TODAY).words["影像"]
    assert (photo["编号"], photo["部位"], photo["阶段名"], photo["拍摄人"]) == ("A-7", "蓄水池", "施工前", "何晓燕")
    assert photo["拍摄日期"] == datetime.date(2026, 3, 1)


def test_every_record_of_a_notice_is_given_its_photos():
    parts = [part for document in load_pack().catalogue.documents for part in (document, *document.attachments)]
    records = [part for part in parts if any("公示记录表" in choice.file for choice in part.templates)]
    assert records
    assert {part.photos for part in records} == {"[公告.照片.首日, 公告.照片.末日]"}


def test_without_pillow_the_record_keeps_its_place_to_paste(tmp_path, monkeypatch):
    monkeypatch.setitem(sys.modules, "PIL", None)
    folder = tmp_path / "项目"
    folder.mkdir()
    (folder / "项目.yaml").write_text(MINIMAL, encoding="utf-8")
    (folder / "甲.jpg").write_bytes(b"\xff\xd8\xff\xe0JFIF")
    workspace = open_project(folder, TODAY)
    made = Made(folder, workspace, generate(workspace, WHEN))
    assert "公示首日照片粘贴处" in made.text("B06+公示记录表")
    assert "照片粘贴处" in made.text(ALBUM)
