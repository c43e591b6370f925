"""What a paper for a bank is given: who is paid how much into which account, and nothing else.

The bank needs name, ID, account and sum of the people of a batch (domain §6.1, rendering «bank»; 《个人信息保护法》 art. 6,
the least that the purpose needs).  Telephone numbers, villages, hardship categories and days worked stay with the township.
"""

from __future__ import annotations

from types import MappingProxyType

from archivegen.project.plain import Kept, Words, keep_words

_UNIT: Kept = MappingProxyType({"名称": None})
_PAYEE: Kept = MappingProxyType(dict.fromkeys(("序号", "姓名", "户名", "身份证号", "开户行", "账号", "实发")))

BANK_WORDS: Kept = MappingProxyType(
    {
        "项目": MappingProxyType(dict.fromkeys(("名称", "简称", "代码", "年度", "县乡", "村名", "自建"))),
        "参建各方": MappingProxyType(dict.fromkeys(("乡镇政府", "村民委员会", "业主单位", "实施单位"), _UNIT)),
        "发放批次": MappingProxyType(
            {
                **dict.fromkeys(("键", "批次名", "类型", "月份", "月份名", "年", "月", "追回", "人数")),
                "合计": MappingProxyType({"实发": None}),
                "人员": _PAYEE,
            }
        ),
    }
)


def build_bank_words(full: Words) -> Words:
    """The words of a bank's paper, from the full ones of the same project."""
    words: Words = keep_words(full, BANK_WORDS)
    return words
