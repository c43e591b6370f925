"""索引 of the catalogue: what it names must exist, and what papers name must be in it."""

from __future__ import annotations

import pytest

from archivegen.pack.index_orders import find_order_problems
from archivegen.pack.load import load_pack

BUILT_IN = load_pack().catalogue


def problems(change):
    orders = change(BUILT_IN.orders.model_dump(by_alias=True))
    catalogue = BUILT_IN.model_copy(update={"orders": type(BUILT_IN.orders).model_validate(orders)})
    return list(find_order_problems(catalogue))


def test_the_built_in_pack_knows_seven_aspects_four_emphases_six_groups_and_four_notices():
    orders = BUILT_IN.orders
    assert [line.number for line in orders.aspects] == list(range(1, 8))
    assert orders.emphases == ("本地劳动力组织", "劳务报酬发放", "利益联结", "公益性岗位")
    assert orders.groups == ("前期", "实施", "财务", "验收", "绩效", "影像")
    assert [line.code for line in orders.notices] == ["B06", "C07", "C08", "C22"]
    assert len(orders.levels) == 3
    assert list(find_order_problems(BUILT_IN)) == []


@pytest.mark.parametrize("name", ["要点", "六类", "分项"])
def test_every_order_has_papers_in_each_of_its_groups(name):
    orders = BUILT_IN.orders
    wanted = {
        "要点": set(orders.emphases),
        "六类": set(orders.groups),
        "分项": {line.number for line in orders.aspects},
    }
    found = {
        "要点": {emphasis for document in BUILT_IN.documents for emphasis in document.emphasis},
        "六类": {document.group for document in BUILT_IN.documents},
        "分项": {document.aspect for document in BUILT_IN.documents},
    }
    assert found[name] == wanted[name]


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({"要点": ["劳务报酬发放"]}, "A01 的要点“本地劳动力组织”不在“索引”的要点中"),
        ({"六类": ["前期"]}, "的六类“实施”不在“索引”的六类中"),
        ({"分项": [{"序号": 1, "名称": "审批规范"}]}, "A01 的分项“3”不在“索引”的分项中"),
        ({"责任层级": [{"名称": "县级", "责任": ["县"]}]}, "A01 的责任“镇”不在“索引”的责任中"),
        ({"先看": ["安全生产"]}, "“索引”的先看“安全生产”不在要点中"),
        ({"四不缺": [{"名称": "甲公示", "材料": "Z99"}]}, "四不缺“甲公示”的材料 Z99 不在清单中"),
        ({"四不缺": [{"名称": "甲公示", "材料": "B06", "照片": "照片册"}]}, "四不缺“甲公示”的“照片册”不是 B06 的附件"),
    ],
)
def test_what_does_not_fit_is_named(change, expected):
    assert any(expected in line for line in problems(lambda orders: {**orders, **change}))


def test_a_pack_without_orders_is_whole():
    assert problems(lambda _: {}) == []
