"""择优选用清单: everybody on the roster in the order of hiring (domain §1.3), with the facts that explain it.

重点群体 first, then by 来源范围 from the own village outwards, then by the score of the training before work.  Categories
of persons are in it, so public papers are never given these words (domain §1.9).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal

from archivegen.project.figures import Figures
from archivegen.project.people import TrainingRound
from archivegen.project.plain import Words


def hiring_words(figures: Figures, persons: Sequence[Words]) -> list[Words]:
    """``persons`` (the full words of the roster, in its order) with 次序, 优先类别, 岗前成绩 and 考核合格 (是 否 or blank).

    Equals keep the order of the roster; an unknown 来源范围 comes after all known ones, no score after all scores.
    """
    policy = figures.policy
    scores = _find_scores(figures)
    rows = []
    for worker, person in zip(figures.project.workers, persons, strict=True):
        score, passed = scores.get(id(worker), ("", ""))
        known = worker.origin in policy.origin_order
        rank = (
            not figures.is_priority(worker),
            policy.origin_order.index(worker.origin) if known else len(policy.origin_order),
            -score if isinstance(score, Decimal) else Decimal(1),
        )
        first = [category for category in worker.categories if category in policy.priority_categories]
        words = {**person, "优先类别": first, "岗前成绩": score, "考核合格": passed}
        rows.append((rank, words))
    rows.sort(key=lambda row: row[0])
    return [{**words, "次序": position} for position, (_, words) in enumerate(rows, 1)]


def _find_scores(figures: Figures) -> Mapping[int, tuple[Decimal, bool | str]]:
    """``id(worker)`` → best score of a training before work, and whether it passed; "" while no pass mark is known."""
    found: dict[int, tuple[Decimal, bool | str]] = {}
    for training in figures.project.training:
        if training.round is not TrainingRound.BEFORE:
            continue
        for trainee in training.trainees:
            worker = figures.find_worker(trainee.name, trainee.worker_no)
            score, mark = trainee.score, training.pass_mark
            if worker is None or score is None or (id(worker) in found and found[id(worker)][0] >= score):
                continue
            found[id(worker)] = score, "" if mark is None else score >= mark
    return found
