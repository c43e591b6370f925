"""The sums of the separate account."""

from __future__ import annotations

from decimal import Decimal

from archivegen.project.finance import Finance
from archivegen.project.fund_ledger import add_arrived, add_spent, gain_of, wages_of

LEDGER = Finance.model_validate(
    {
        "台账": [
            {"日期": "2026-03-01", "摘要": "拨入", "收入": 1000, "类别": ""},
            {"日期": "2026-04-10", "摘要": "发放", "支出": 500, "类别": "劳务报酬"},
            {"日期": "2026-04-12", "摘要": "退回", "收入": 80, "类别": "劳务报酬"},
            {"日期": "2026-04-20", "摘要": "水泥", "支出": 120, "类别": "材料"},
        ]
    }
).ledger


def test_wages_that_came_back_have_not_arrived_but_were_not_spent():
    assert add_arrived(LEDGER) == 1000
    assert add_spent(LEDGER) == 540
    assert sum(map(wages_of, LEDGER)) == 420
    assert sum(map(gain_of, LEDGER)) == add_arrived(LEDGER) - add_spent(LEDGER)


def test_the_settlement_comes_before_the_contract_and_nothing_before_both():
    assert Finance().most_for_works is None
    contract = Finance.model_validate({"合同金额": 900, "变更金额": 50})
    assert contract.contract_total == 950
    assert contract.most_for_works == ("合同金额加变更金额", Decimal(950))
    assert Finance.model_validate({"合同金额": 900, "结算金额": 880}).most_for_works == ("结算金额", Decimal(880))
