"""A batch has a name for ever, whatever it pays."""

from __future__ import annotations

import pytest
from pydantic import ValidationError

from archivegen.project.pay import PayBatch


@pytest.mark.parametrize(
    ("written", "key", "label"),
    [
        ({"月份": "2026-03"}, "2026-03", "2026年3月"),
        ({"月份": "2026-03", "类型": "正常", "批次号": "2"}, "2026-03", "2026年3月"),
        ({"月份": "2026年3月", "类型": "补发"}, "2026-03-补", "2026年3月补发"),
        ({"月份": "2026-03", "类型": "补发", "批次号": "2"}, "2026-03-补2", "2026年3月第2次补发"),
        (
            {"月份": "2026-03", "类型": "补发", "批次号": "第 ２ 次".replace(" ", "")},
            "2026-03-补2",
            "2026年3月第2次补发",
        ),
        ({"月份": "2026-06", "类型": "结算"}, "2026-06-结", "2026年6月结算"),
    ],
)
def test_keys_and_names(written, key, label):
    batch = PayBatch.model_validate(written)
    assert (batch.key, batch.label) == (key, label)


@pytest.mark.parametrize("number", ["二", "2/3", "", "0", "1234", "../x"])
def test_a_running_number_is_a_number(number):
    with pytest.raises(ValidationError, match="应写 1 至 999 的数字"):
        PayBatch.model_validate({"月份": "2026-03", "类型": "补发", "批次号": number})
