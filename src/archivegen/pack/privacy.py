"""``privacy.yaml`` of a pack: what must not be published, and how strong a passphrase must be."""

from __future__ import annotations

from archivegen.project.values import Facts, Texts, Whole, fact


class PrivacyBook(Facts):
    """``privacy.yaml``."""

    categories: Texts = fact("类别词", "说明个人属于哪一类人员的词", min_length=1)
    reach: Whole = fact("类别距离", "类别词与姓名最多相距几个字", default=40)
    shortest: Whole = fact("口令最少字数", default=16)
    kinds: Whole = fact("口令最少种类", "大写字母、小写字母、数字、符号中的几种", default=3)
