"""``archivegen status`` tells how far the wages of every fund line are."""

from __future__ import annotations

import json

from tests.conftest import LONGMEN, XIANGSHUI


def test_one_line_is_told_once(run_cli, sample):
    out = run_cli("status", sample(XIANGSHUI), "--brief").out
    [row] = [line for line in out.splitlines() if line.startswith("中央预算内投资")]
    assert row.split() == [
        "中央预算内投资",
        "2,100,000.00",
        "33.00%",
        "693,000.00",
        "34.09%",
        "723,227.04",
        "34.44%",
        "0.00",
    ]
    assert "合计：" not in out


def test_several_lines_and_their_sum(run_cli, sample):
    folder = sample(LONGMEN)
    out = run_cli("status", folder, "--brief").out
    table = out[out.index("劳务报酬占比") :]
    names = [line.split()[0] for line in table.splitlines()[1:4]]
    assert names == ["中央财政衔接资金", "省级以工代赈资金", "合计：中央和省级资金"]
    assert "未分清" in table
    shares = json.loads(run_cli("status", folder, "--json").out)["shares"]
    assert [share["planned"] for share in shares[:2]] == [None, None]
    assert shares[2]["paid"] == "188690.00"
