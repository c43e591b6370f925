"""出勤人员 of the site log, as it is written in villages."""

from __future__ import annotations

from decimal import Decimal

import pytest

from archivegen.project.roll_call import list_attendees

HALF, WHOLE = Decimal("0.5"), Decimal(1)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("张三、李四（半天）", [("张三", WHOLE), ("李四", HALF)]),
        ("李四½，张 三", [("李四", HALF), ("张三", WHOLE)]),
        ("张三 李四 欧阳明华", [("张三", WHOLE), ("李四", WHOLE), ("欧阳明华", WHOLE)]),
        ("张　三", [("张三", WHOLE)]),
        ("张三、李四等2人", [("张三", WHOLE), ("李四", WHOLE)]),
        ("张三、李四，共2人", [("张三", WHOLE), ("李四", WHOLE)]),
        ("张三(0.5)、李四半天", [("张三", HALF), ("李四", HALF)]),
        ("上午：张三；下午：李四", [("张三", HALF), ("李四", HALF)]),
        ("张三、李四（请假）", [("张三", WHOLE)]),
        ("张三\n李四", [("张三", WHOLE), ("李四", WHOLE)]),
        ("出勤人员：张三、李四", [("张三", WHOLE), ("李四", WHOLE)]),
        ("", []),
    ],
)
def test_names_and_halves(text, expected):
    assert [(who.name, who.fraction) for who in list_attendees(text)] == expected


def test_trades_and_numbers():
    found = list_attendees("普工2人：张三（A7）、李四（编号A8，半天）；技工：王五")
    assert [(who.name, who.worker_no, who.trade, who.fraction) for who in found] == [
        ("张三", "A7", "普工", WHOLE),
        ("李四", "A8", "普工", HALF),
        ("王五", "", "技工", WHOLE),
    ]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("张三、李四等8人", "写明8人，却只列了 2 个姓名"),
        ("普工8人", "出勤人员应写姓名"),
        ("8", "出勤人员应写姓名"),
        ("张三（4小时）", "认不出“张三（4小时）”"),
        ("张三、王", "认不出“王”"),
    ],
)
def test_what_is_no_name_is_refused(text, told):
    with pytest.raises(ValueError, match=told):
        list_attendees(text)
