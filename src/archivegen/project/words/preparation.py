"""Words of the papers before an application: the four priorities and the review of formalities (domain §6.4)."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from archivegen.project.figures import Figures
from archivegen.project.plain import Words
from archivegen.project.policy import Policy

SETTLED, NOT_NEEDED, MISSING = "已取得", "不需办理", "缺"
_REFUSED = ("未通过", "已完工")


def add_preparation_words(words: Words, figures: Figures) -> None:
    """Add ``四优先``, ``前置审查`` and the sums that these papers print."""
    words["四优先"] = _priority_words(figures)
    words["前置审查"] = _review_words(words, figures.policy)
    _add_sums(words, figures)


def _add_sums(words: Words, figures: Figures) -> None:
    """What the priced work comes to, the shares, the posts a month and the training; blank where nothing is priced."""
    project = figures.project
    holders = project.equity.holders if project.equity else ()
    pay = [post.monthly_pay * post.quota for post in project.posts if post.monthly_pay is not None]
    words["项目"]["建设投资"] = _sum_or_blank([row["投资"] for row in words["建设内容"] if row["投资"] != ""])
    words["折股量化"]["折股总额"] = _sum_or_blank([each.amount for each in holders if each.amount is not None])
    words["折股量化"]["比例合计"] = _sum_or_blank([each.share for each in holders])
    words["前期合计"] = {
        "岗位月报酬": _sum_or_blank(pay) if len(pay) == len(project.posts) else "",
        "培训经费": _sum_or_blank([session.budget for session in project.training if session.budget is not None]),
    }


def _sum_or_blank(amounts: Sequence[Decimal]) -> Decimal | str:
    return sum(amounts, Decimal(0)) if amounts else ""


def _priority_words(figures: Figures) -> Words:
    """The weights of the pack, the scores of the project, and their sums; a sum of what is not all there is blank."""
    reserve = figures.project.reserve
    scores = reserve.scores if reserve else {}
    rows = [
        {
            "序号": position,
            "名称": item.name,
            "分值": item.weight,
            "要点": item.points,
            "得分": scores.get(item.name, ""),
        }
        for position, item in enumerate(figures.policy.priorities, 1)
    ]
    given = [row["得分"] for row in rows if isinstance(row["得分"], Decimal)]
    full = sum((item.weight for item in figures.policy.priorities), Decimal(0))
    return {"明细": rows, "满分": full, "得分": sum(given, Decimal(0)) if rows and len(given) == len(rows) else ""}


def _review_words(words: Words, policy: Policy) -> Words:
    """One line for each formality the pack asks for, then those that only this project has.

    ``缺项`` names what is not settled: what the pack requires and is not there, and what is there and still lacking.
    """
    elements: Sequence[Words] = words["要素"]
    rows: list[Words] = []
    used: set[int] = set()
    for item in policy.review_items:
        found = [i for i, each in enumerate(elements) if i not in used and _is_called(each["名称"], item.words)]
        used.update(found)
        rows += [_row(item.name, item.points, elements[i], policy) for i in found] or [
            _row(item.name, item.points, {}, policy)
        ]
    rows += [_row(each["名称"], "", each, policy) for i, each in enumerate(elements) if i not in used]
    for position, row in enumerate(rows, 1):
        row["序号"] = position
    consent, finished = _consent_words(words), _finish_words(words)
    lacking = [row["名称"] for row in rows if row["结论"] == MISSING or (row["必备"] and not row["结论"])]
    lacking += [name for name, row in (("群众意愿", consent), ("未完工", finished)) if row["结论"] in _REFUSED]
    return {
        "明细": rows,
        "群众意愿": consent,
        "完工情况": finished,
        "缺项": list(dict.fromkeys(lacking)),
        "齐备": bool(elements) and not lacking,
    }


def _before_application(words: Words, day: Any) -> bool:
    applied = words["项目"]["申报日期"]
    return not applied or day <= applied


def _consent_words(words: Words) -> Words:
    """How the villagers voted before the application; blank when no vote is written down."""
    voted = [m for m in words["村民会议"] if m["同意"] != "" and _before_application(words, m["日期"])]
    if not voted:
        return {"类别": "", "依据": "", "日期": "", "结论": ""}
    meeting = voted[0]
    votes = "，".join(f"{vote}{meeting[vote]}票" for vote in ("同意", "反对", "弃权") if meeting[vote] != "")
    present = f"到会{meeting['实到']}人，" if meeting["实到"] != "" else ""
    carried = not meeting["实到"] or meeting["同意"] * 2 > meeting["实到"]
    verdict = "同意" if carried else "未通过"
    said = f"{meeting['名称'] or meeting['类别']}：{present}{votes}"
    return {"类别": meeting["类别"], "依据": said, "日期": meeting["日期"], "结论": verdict}


def _finish_words(words: Words) -> Words:
    """Whether the works were finished when the project was submitted; finished ones are not paid for (Order 57)."""
    finished = words["项目"]["实际完工"]
    done = bool(finished) and bool(words["项目"]["申报日期"]) and _before_application(words, finished)
    return {"结论": "已完工" if done else "未完工", "日期": finished if done else ""}


def _row(name: str, points: str, element: Words, policy: Policy) -> Words:
    status = element.get("状态", "")
    verdict = next((state for state, spellings in policy.element_states.items() if status in spellings), status)
    required = any(_is_called(name, spellings) for spellings in policy.required_elements.values())
    kept = {key: element.get(key, "") for key in ("依据", "文号", "日期", "机关", "审查人")}
    return {"名称": name, "要点": points, "结论": verdict, "必备": required, **kept}


def _is_called(name: str, spellings: Sequence[str]) -> bool:
    return any(word in name for word in spellings)
