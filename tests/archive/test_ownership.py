"""An archive of another project that bears the same name is never replaced."""

from __future__ import annotations

import datetime as dt

import pytest

from archivegen.archive.bag.tag_files import BagInfo
from archivegen.archive.bag.write import Packing, write_bag
from archivegen.errors import OutputError
from tests.faults.moments import read_tree

TODAY = dt.date(2026, 11, 25)


def close(folder, code, name, *, as_zip=False):
    info = BagInfo("云屏镇人民政府", code, name, TODAY, "archivegen")
    made = {"data/00_索引/清单.json": name.encode()}
    return write_bag(folder / "产业道路_20261125", [], lambda _: made, info, packing=Packing(as_zip=as_zip))


@pytest.mark.parametrize("as_zip", [False, True])
@pytest.mark.parametrize("code", ["2512-511902-04-01-371906", ""])
def test_the_archive_of_another_project_is_not_replaced(tmp_path, as_zip, code):
    close(tmp_path, "2512-511902-04-01-260312", "香水村产业道路项目", as_zip=as_zip)
    before = read_tree(tmp_path)
    with pytest.raises(OutputError, match="是另一个项目的档案包（香水村产业道路项目"):
        close(tmp_path, code, "龙门村产业道路项目", as_zip=as_zip)
    assert read_tree(tmp_path) == before


@pytest.mark.parametrize("as_zip", [False, True])
@pytest.mark.parametrize(
    ("code", "name"),
    [("2512-511902-04-01-260312", "香水村产业道路（改名）项目"), ("2512-511902-04-01-999999", "香水村产业道路项目")],
)
def test_a_project_whose_name_or_code_was_corrected_replaces_its_own(tmp_path, as_zip, code, name):
    close(tmp_path, "2512-511902-04-01-260312", "香水村产业道路项目", as_zip=as_zip)
    before = read_tree(tmp_path)
    close(tmp_path, code, name, as_zip=as_zip)
    assert read_tree(tmp_path) != before
