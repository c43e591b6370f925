"""务工人员: the accounts that wages are paid to (domain §7-B, §8.2).  No sentence shows a whole account."""

from __future__ import annotations

import re
from collections.abc import Iterator

from archivegen.chinese import luhn_ok, mask_account, normalise_id
from archivegen.findings import Evidence
from archivegen.project.basics import ProjectStage
from archivegen.project.people import Worker
from archivegen.project.receipts import is_authorised
from archivegen.rules.run import Breach, Checked, breach
from archivegen.rules.wording import name_person

PASSBOOK = "存折"


def find_shared_accounts(checked: Checked) -> Iterator[Breach]:
    """R104: wages go to everybody's own account (seed Meishan 到人; seed Dongpo)."""
    first: dict[str, int] = {}
    for index, worker in enumerate(checked.project.workers):
        number = normalise_id(worker.account)
        if not number:
            continue
        earlier = first.setdefault(number, index)
        other = checked.project.workers[earlier]
        twice = worker.name == other.name and worker.id_number == other.id_number
        if earlier != index and not twice:
            both = ((earlier, other), (index, worker))
            yield breach(
                checked.place("务工人员", index, "账号"),
                evidence=[
                    Evidence(
                        checked.place("务工人员", at, "账号"),
                        f"{name_person(who.name, who.worker_no)} {mask_account(number)}",
                    )
                    for at, who in both
                ],
                name=name_person(worker.name, worker.worker_no),
                other=name_person(other.name, other.worker_no),
                where=checked.place("务工人员", earlier, "账号"),
                account=mask_account(number),
                workers=(worker, other),
            )


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
            yield breach(place, worker=worker, name=name_person(worker.name, worker.worker_no))


def find_short_accounts(checked: Checked) -> Iterator[Breach]:
    """R112: a card has 16 to 19 digits; a passbook is what it is (domain §8.2)."""
    for index, number, worker in _card_numbers(checked):
        if not re.fullmatch(r"[0-9]{16,19}", number):
            place = checked.place("务工人员", index, "账号")
            account = mask_account(number)
            yield breach(place, worker=worker, name=worker.name, account=account, length=len(number))


def find_misread_accounts(checked: Checked) -> Iterator[Breach]:
    """R119: the last digit of a card follows from the others (Luhn, domain §8.2)."""
    for index, number, worker in _card_numbers(checked):
        if re.fullmatch(r"[0-9]{16,19}", number) and not luhn_ok(number):
            place = checked.place("务工人员", index, "账号")
            yield breach(place, worker=worker, name=worker.name, account=mask_account(number))


def _card_numbers(checked: Checked) -> Iterator[tuple[int, str, Worker]]:
    for index, worker in enumerate(checked.project.workers):
        number = normalise_id(worker.account)
        if number and PASSBOOK not in worker.account_kind:
            yield index, number, worker
