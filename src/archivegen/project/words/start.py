"""Words about what must be there before work begins: 开工条件, 保险单, 选举会议 (domain §6.10, §6.15).

What is counted is counted on the day of the start, so that the paper says the same whenever it is made again.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterator, Sequence

from archivegen.project.figures import Figures
from archivegen.project.parties import Meeting
from archivegen.project.people import Trainee, Training, Worker, WorkTerms
from archivegen.project.plain import Words, fact_words, or_blank
from archivegen.project.words.training import sessions_by_worker

_SOON = datetime.timedelta(days=7)
"""Who enters so many days after a briefing was briefed before entering."""


def find_election(figures: Figures) -> Meeting | None:
    """The first meeting of the village that elects the council (seed Guang'an); None without one."""
    words = figures.policy.council_words
    return next((m for m in figures.project.meetings if m.decides_for_village and m.deals_with(words)), None)


def start_words(figures: Figures) -> Words:
    """开工条件: counts and papers on the day of the start, actual or else planned (domain §6.15 C15).

    ``首批人数`` are those who have entered by then, or everybody where the roster tells no day of entry; the other counts
    are of these.
    """
    project = figures.project
    start = project.basics.started or project.basics.planned_start
    first = [worker for worker in _list_entered(project.workers) if _is_by(worker.entered, start)]
    sessions = sessions_by_worker(figures)

    def count_taught(wanted: Callable[[Training, Trainee], bool]) -> int:
        return sum(any(_is_by(t.day, start) and wanted(t, p) for t, p in sessions.get(id(w), ())) for w in first)

    return {
        "开工日期": start or "",
        "首批人数": len(first),
        "已签合同": sum(w.contract_day is not None and _is_by(w.contract_day, start) for w in first),
        "培训合格": count_taught(lambda t, p: t.is_for_entry and not t.has_failed(p)),
        "安全教育": count_taught(lambda t, _: t.teaches_safety(figures.policy.safety_words)),
        "已投保": sum(_is_insured(worker, project.terms, start) for worker in first),
        "资金文件": [
            {"来源": fund.kind.value, "金额": fund.amount, "文号": fund.doc_no}
            for fund in project.funds
            if fund.doc_no and fund.doc_day is not None and _is_by(fund.doc_day, start)
        ],
        "公示": [
            {"类别": notice.kind, "张贴日期": notice.posted}
            for notice in sorted(project.notices, key=lambda notice: notice.posted)
            if notice.kind in figures.policy.notice_kinds and _is_by(notice.posted, start)
        ],
        "技术交底": sum(_is_by(briefing.day, start) for briefing in project.briefings),
    }


def _list_entered(workers: Sequence[Worker]) -> Sequence[Worker]:
    """Everybody who has a day of entry; where nobody has one, everybody."""
    return [worker for worker in workers if worker.entered] or workers


def _is_by(day: datetime.date | None, start: datetime.date | None) -> bool:
    """Whether a day is not after the start; unknown days are not."""
    return day is None or start is None or day <= start


def _is_insured(worker: Worker, terms: WorkTerms, start: datetime.date | None) -> bool:
    return any(
        bool(facts.insurance_no or facts.insured_from)
        and _is_by(facts.insured_from, start)
        and (start is None or facts.insured_to is None or start <= facts.insured_to)
        for facts in (worker, terms)
    )


def briefing_words(figures: Figures) -> list[Words]:
    """技术交底: as written, and ``人员``, the names of the crew that was on the site that day."""
    rows = []
    for briefing in figures.project.briefings:
        crew = [
            worker.name
            for worker in _list_entered(figures.project.workers)
            if (not briefing.crew or worker.crew == briefing.crew)
            and (worker.entered is None or worker.entered <= briefing.day + _SOON)
            and (worker.left is None or worker.left >= briefing.day)
        ]
        rows.append({**fact_words(briefing), "人员": crew})
    return rows


def insurance_words(figures: Figures) -> list[Words]:
    """保险单: every policy once, the project's own first, with whom it covers (domain §6.10 C14)."""
    project = figures.project
    terms, workers = project.terms, project.workers
    policies: dict[tuple[str, datetime.date | None, datetime.date | None], list[Worker]] = {}
    if terms.insurance_no or terms.insured_from:
        policies[terms.insurance_no, terms.insured_from, terms.insured_to] = list(workers)
    group = next(iter(policies), None)
    for worker in workers:
        own = worker.insurance_no, worker.insured_from, worker.insured_to
        if (worker.insurance_no or worker.insured_from) and own != group:
            policies.setdefault(own, []).append(worker)
    rows = []
    for position, (policy, covered) in enumerate(policies.items(), 1):
        rows.append({"序号": position, **_policy_words(policy, covered, terms, shared=policy == group)})
    return rows


def _policy_words(
    policy: tuple[str, datetime.date | None, datetime.date | None],
    covered: Sequence[Worker],
    terms: WorkTerms,
    *,
    shared: bool,
) -> Words:
    number, since, until = policy
    return {
        "险种": terms.insurance,
        "保险公司": terms.insurer,
        "保单号": number,
        "起": since or "",
        "止": until or "",
        "保额": or_blank(terms.insured_sum),
        "人数": len(covered),
        "团体": shared,
        "被保险人": "全体务工人员" if shared else "、".join(_name_few(covered)),
    }


def _name_few(covered: Sequence[Worker]) -> Iterator[str]:
    shown = 3
    yield from (worker.name for worker in covered[:shown])
    if len(covered) > shown:
        yield f"等{len(covered)}人"
