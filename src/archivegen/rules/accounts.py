"""务工人员: the accounts that wages are paid to (domain §7-B, §8.2).  No sentence shows a whole account."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping

from archivegen.chinese import luhn_ok, mask_account, normalise_id
from archivegen.findings import Evidence
from archivegen.project.basics import ProjectStage
from archivegen.project.matching import Match, has_account
from archivegen.project.people import Worker
from archivegen.project.receipts import is_authorised
from archivegen.rules.repeats import is_same_person, list_repeats
from archivegen.rules.run import Breach, Checked, breach
from archivegen.rules.wording import name_worker

PASSBOOK = "存折"


def find_shared_accounts(checked: Checked) -> Iterator[Breach]:
    """R104: wages go to everybody's own account (seed Meishan 到人; seed Dongpo)."""
    workers = checked.project.workers
    for index, earlier in _list_shared(checked):
        worker, other = workers[index], workers[earlier]
        account = mask_account(normalise_id(worker.account))
        places = {at: checked.place("务工人员", at, "账号") for at in (earlier, index)}
        yield breach(
            places[index],
            workers=(worker, other),
            evidence=[Evidence(place, f"{name_worker(workers[at])} {account}") for at, place in places.items()],
            name=name_worker(worker),
            other=name_worker(other),
            where=places[earlier],
            account=account,
        )


def _list_shared(checked: Checked) -> Iterator[tuple[int, int]]:
    """Lines of the roster with the account of an earlier one, and that one."""
    workers = checked.project.workers
    repeats = list_repeats(normalise_id(worker.account) for worker in workers)
    return (pair for pair in repeats if not is_same_person(workers[pair[0]], workers[pair[1]]))


def find_foreign_holders(checked: Checked) -> Iterator[Breach]:
    """R111: nobody collects for another without a relation and a written authorisation (domain V-B09; 条例 art. 31)."""
    for index, worker in enumerate(checked.project.workers):
        if not is_authorised(worker):
            place = checked.place("务工人员", index, "户名")
            wanted = (("户名关系", worker.holder_relation), ("收款授权", worker.authorisation))
            missing = "和".join(f"“{key}”" for key, value in wanted if not value)
            yield breach(
                place,
                worker=worker,
                evidence=[Evidence(place, f"{worker.name}的户名是{worker.account_holder}")],
                name=worker.name,
                holder=worker.account_holder,
                missing=missing,
            )


def find_accounts_paid_instead(checked: Checked) -> Iterator[Breach]:
    """R380: wages go to the account that the worker confirmed (seed Meishan: 银行卡到人; domain §7 V-B09).

    All payments into one other account are one finding.  Whoever has somebody else's account in the roster is R104.
    """
    instead = _list_paid_instead(checked)
    shared = {index for pair in _list_shared(checked) for index in pair}
    for index, worker in enumerate(checked.project.workers):
        for account, payments in instead.get(id(worker), {}).items() if index not in shared else ():
            places = [checked.place("发放批次", number, "回单", match.position, "账号") for number, match in payments]
            batches = [checked.project.batches[number] for number, _ in payments]
            words = {
                "name": name_worker(worker),
                "batch": "、".join(dict.fromkeys(batch.label for batch in batches)),
                "found": mask_account(account),
                "expected": mask_account(worker.account),
            }
            if words["found"] == words["expected"]:
                words["expected"] += "（遮住的数字不同）"
            shown = [
                (checked.place("务工人员", index, "账号"), "名单里的账号"),
                *((place, f"{batch.label}回单的账号") for place, batch in zip(places, batches, strict=True)),
            ]
            evidence = tuple(Evidence(place, text) for place, text in shown)
            months = tuple(sorted({batch.month for batch in batches}))
            yield Breach(places[0], words, months=months, evidence=evidence)


def _list_paid_instead(checked: Checked) -> Mapping[int, Mapping[str, list[tuple[int, Match]]]]:
    """``id(worker)`` → an account that is not known to be his → number of the batch and line of the receipts."""
    found: dict[int, dict[str, list[tuple[int, Match]]]] = defaultdict(lambda: defaultdict(list))
    for number, payment in enumerate(checked.figures.payments):
        for person in payment.people:
            for match in person.arrived if person.sign > 0 and person.worker.account else ():
                account = match.receipt.account
                if account and not has_account(person.worker, account):
                    found[id(person.worker)][account].append((number, match))
    return found


def find_missing_accounts(checked: Checked) -> Iterator[Breach]:
    """R388: whoever is to be paid has an account (条例 art. 31: 通过银行转账支付)."""
    if not checked.has_reached(ProjectStage.BUILDING):
        return
    due = {
        id(line.worker) for sheet in checked.figures.sheets if not sheet.batch.paid for line in sheet.lines if line.net
    }
    for index, worker in enumerate(checked.project.workers):
        if id(worker) in due and not worker.account:
            place = checked.place("务工人员", index, "账号")
            yield breach(place, worker=worker, name=name_worker(worker))


def find_short_accounts(checked: Checked) -> Iterator[Breach]:
    """R112: a card has 16 to 19 digits; a passbook is what it is (domain §8.2)."""
    for index, number, worker in _card_numbers(checked):
        if not re.fullmatch(r"[0-9]{16,19}", number):
            place = checked.place("务工人员", index, "账号")
            account = mask_account(number)
            yield breach(place, worker=worker, name=worker.name, account=account, length=len(number))


def find_misread_accounts(checked: Checked) -> Iterator[Breach]:
    """R119: the last digit of a card follows from the others (Luhn, domain §8.2); where the bank paid another one, R380."""
    instead = _list_paid_instead(checked)
    for index, number, worker in _card_numbers(checked):
        if re.fullmatch(r"[0-9]{16,19}", number) and not luhn_ok(number) and id(worker) not in instead:
            place = checked.place("务工人员", index, "账号")
            yield breach(place, worker=worker, name=worker.name, account=mask_account(number))


def _card_numbers(checked: Checked) -> Iterator[tuple[int, str, Worker]]:
    for index, worker in enumerate(checked.project.workers):
        number = normalise_id(worker.account)
        if number and PASSBOOK not in worker.account_kind:
            yield index, number, worker
