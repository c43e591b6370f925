"""验收, 资产 and 管护 (domain §1.7, §7-Q)."""

from __future__ import annotations

from collections.abc import Iterator

from archivegen.project.basics import ProjectStage
from archivegen.project.reckoning import ZERO
from archivegen.rules.run import Breach, Checked, breach
from archivegen.rules.wording import list_few, list_missing, list_months

NOT_ACCEPTED = ("不合格", "不通过", "整改")


def find_open_defects(checked: Checked) -> Iterator[Breach]:
    """R902: what 自验 and 初验 found is mended before the county accepts (seed Dongpo; domain §7 V-Q02)."""
    acceptance = checked.project.acceptance
    county = acceptance.county
    if county is None:
        return
    for name, inspection in (("自验", acceptance.own), ("初验", acceptance.township)):
        for index, defect in enumerate(inspection.defects if inspection else ()):
            if defect.closed is None or defect.closed > county.day:
                yield breach(
                    checked.place("验收", name, "问题", index),
                    stage=name,
                    problem=defect.problem,
                    closed=defect.closed or "未销号",
                    county=county.day,
                )


def find_failed_inspections(checked: Checked) -> Iterator[Breach]:
    """R905: who did not pass 初验 has a record that the defects were mended (domain §7 V-Q03)."""
    acceptance = checked.project.acceptance
    if acceptance.county is None:
        return
    for name, inspection in (("自验", acceptance.own), ("初验", acceptance.township)):
        failed = inspection and any(word in inspection.conclusion for word in NOT_ACCEPTED)
        if inspection and failed and not inspection.defects:
            place = checked.place("验收", name, "结论")
            yield breach(place, stage=name, conclusion=inspection.conclusion, county=acceptance.county.day)


def find_open_defects_at_handover(checked: Checked) -> Iterator[Breach]:
    """R906: what the county found is mended before the project is handed over (整改销号, seed Bazhou)."""
    county = checked.project.acceptance.county
    if county and checked.has_reached(ProjectStage.HANDOVER):
        for index, defect in enumerate(county.defects):
            if defect.closed is None:
                yield breach(checked.place("验收", "复验", "问题", index), problem=defect.problem)


def find_unpaid_months(checked: Checked) -> Iterator[Breach]:
    """R903: no acceptance while wages are owed (seed Dongpo veto)."""
    if not checked.has_reached(ProjectStage.ACCEPTANCE):
        return
    worked = {f"{day:%Y-%m}" for day in checked.heads} | checked.figures.worked_months
    settled = checked.figures.wages.settled_months
    unlisted = worked - set(settled) - {batch.month for batch in checked.project.batches}
    unpaid = {month for month, batch in settled.items() if batch.paid is None}
    unpaid |= {batch.month for batch in checked.project.batches if batch.paid is None and not batch.takes_back}
    months = sorted(unlisted | unpaid)
    if months:
        yield breach(checked.place("发放批次"), months=list_months(months))


def find_missing_owner(checked: Checked) -> Iterator[Breach]:
    """R901: somebody owns what was built (seed Guang'an 三个明确)."""
    assets = checked.project.assets
    if checked.has_reached(ProjectStage.HANDOVER) and assets is not None and not assets.owner:
        yield breach(checked.place("资产"))


def find_vague_aftercare(checked: Checked) -> Iterator[Breach]:
    """R904: body, money and term of the aftercare (seed Guang'an 三个明确)."""
    care = checked.project.aftercare
    if care is None or not checked.has_reached(ProjectStage.HANDOVER):
        return
    money = bool(care.source) or care.yearly is not None
    if missing := list_missing({"经费来源或年经费": money, "期限": care.years is not None}):
        yield breach(checked.place("管护"), missing=missing)


def find_broken_promises(checked: Checked) -> Iterator[Breach]:
    """R915: the aftercare is what the approved plan promised (seed Meishan 管护按方案承诺; domain R26, §7 V-Q05)."""
    care = checked.project.aftercare
    if care is None or care.promise is None:
        return
    promise = care.promise
    facts: dict[str, tuple[object, object]] = {
        "管护主体": (promise.body, care.body),
        "年经费": (promise.yearly, care.yearly),
        "期限": (promise.years, care.years),
    }
    for name, (promised, agreed) in facts.items():
        if promised not in {"", None} and agreed not in {"", None} and promised != agreed:
            yield breach(checked.place("管护", name), name=name, promised=promised, agreed=agreed)


def find_unmeasured_items(checked: Checked) -> Iterator[Breach]:
    """R908: what was built is measured before it is accepted (domain §7 V-Q04)."""
    if not checked.has_reached(ProjectStage.ACCEPTANCE):
        return
    items = checked.project.work_items
    missing = [(index, item) for index, item in enumerate(items) if not item.done]
    if missing:
        names = list_few((item.name for _, item in missing), "项")
        yield breach(checked.place("建设内容", missing[0][0]), names=names, count=len(missing))


def find_incomplete_equity(checked: Checked) -> Iterator[Breach]:
    """R909: years, distribution and holders of the quantified shares (seed Bazhou 模式、年限、分配)."""
    equity = checked.project.equity
    if equity is None or not checked.has_reached(ProjectStage.BUILDING):
        return
    facts = {"模式": equity.mode, "年限": equity.years, "分配": equity.distribution, "股东": equity.holders}
    if missing := list_missing(facts):
        yield breach(checked.place("折股量化"), missing=missing)


def find_incomplete_posts(checked: Checked) -> Iterator[Breach]:
    """R910: quota, duties and money of every public post (seed Bazhou 名额、内容、资金来源)."""
    if not checked.has_reached(ProjectStage.APPLICATION):
        return
    for index, post in enumerate(checked.project.posts):
        facts = {"名额": post.quota, "内容": post.duty, "资金来源": post.source}
        if missing := list_missing(facts):
            yield breach(checked.place("公益性岗位", index), post=post.name, missing=missing)


def find_differing_assets(checked: Checked) -> Iterator[Breach]:
    """R914: the assets together are worth what the final account says, once each has a value."""
    assets, account = checked.project.assets, checked.project.finance.final_account
    if assets is None or account is None or not assets.items:
        return
    values = [item.value for item in assets.items if item.value is not None]
    total = sum(values, ZERO)
    if len(values) == len(assets.items) and total != account:
        place = checked.place("资产", "清单")
        yield breach(place, total=total, account=account, difference=abs(total - account))
