"""务工人员: identity of the people on the roster (domain §7-B).  No sentence shows a whole number of anybody.

Two lines that cannot be told apart concern every month: the days of whoever is meant are nobody's.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterator

from archivegen.chinese import birth_date_of, id_problem, mask_id, mask_phone, sex_of, special_document
from archivegen.findings import Evidence
from archivegen.project.people import Worker
from archivegen.rules.repeats import is_same_person, list_repeats
from archivegen.rules.run import Breach, Checked, breach
from archivegen.rules.wording import name_worker

SHORTEST_ID = 15
"""What is shorter stands for an unknown ID, like 不详."""

_NUMBERED_ALIKE = ("居民身份证", "居住证")
_NAME_SIGNS = "·•‧・〇"


def find_invalid_ids(checked: Checked) -> Iterator[Breach]:
    """R101: 18 digits, a real birth date, the right check character (GB 11643-1999)."""
    for index, worker in enumerate(checked.project.workers):
        if not worker.id_number or _has_other_document(worker):
            continue
        if problem := id_problem(worker.id_number):
            place = checked.place("务工人员", index, "身份证号")
            yield breach(place, worker=worker, name=name_worker(worker), problem=problem)


def _has_other_document(worker: Worker) -> bool:
    """Whether the number is, or is said to be, none that GB 11643 knows; residence permits follow it."""
    stated = bool(worker.id_kind) and not any(kind in worker.id_kind for kind in _NUMBERED_ALIKE)
    return stated or special_document(worker.id_number) is not None


def find_special_documents(checked: Checked) -> Iterator[Breach]:
    """R126: what no programme can check is looked at by a person, who then writes down the 证件类型 (domain §7 V-B14)."""
    for index, worker in enumerate(checked.project.workers):
        kind = special_document(worker.id_number)
        if kind and not worker.id_kind:
            place = checked.place("务工人员", index, "身份证号")
            yield breach(place, worker=worker, name=name_worker(worker), kind=kind)


def find_missing_ids(checked: Checked) -> Iterator[Breach]:
    """R117: the wage ledger must carry the ID of everybody (保障农民工工资支付条例 art. 15)."""
    for index, worker in enumerate(checked.project.workers):
        if not worker.id_number:
            yield breach(checked.place("务工人员", index), worker=worker, name=name_worker(worker))


def find_shared_ids(checked: Checked) -> Iterator[Breach]:
    """R102: one ID, one line (seed Dongpo: no faked rosters)."""
    workers = checked.project.workers
    numbers = (worker.id_number if len(worker.id_number) >= SHORTEST_ID else "" for worker in workers)
    for index, earlier in list_repeats(numbers):
        yield breach(
            checked.place("务工人员", index, "身份证号"),
            name=name_worker(workers[index]),
            other=name_worker(workers[earlier]),
            where=checked.place("务工人员", earlier, "身份证号"),
            number=mask_id(workers[index].id_number),
        )


def find_unnumbered_namesakes(checked: Checked) -> Iterator[Breach]:
    """R103: a name that stands twice is the same worker twice, or two people who must be numbered apart."""
    seen: dict[str, list[int]] = defaultdict(list)
    for index, worker in enumerate(checked.project.workers):
        for earlier in seen[worker.name]:
            other = checked.project.workers[earlier]
            same_id = bool(worker.id_number) and worker.id_number == other.id_number
            if not same_id and not (worker.worker_no and other.worker_no):
                where = checked.place("务工人员", earlier, "姓名")
                place = checked.place("务工人员", index, "姓名")
                yield breach(place, name=worker.name, where=where)
                break
        seen[worker.name].append(index)


def find_shared_numbers(checked: Checked) -> Iterator[Breach]:
    """R118: a worker's own number tells him from everybody else, for ever."""
    workers = checked.project.workers
    for index, earlier in list_repeats(worker.worker_no for worker in workers):
        worker, other = workers[index], workers[earlier]
        if not (is_same_person(worker, other) and worker.id_number):
            yield breach(
                checked.place("务工人员", index, "编号"),
                name=worker.name,
                other=other.name,
                number=worker.worker_no,
                where=checked.place("务工人员", earlier, "编号"),
            )


def find_shared_phones(checked: Checked) -> Iterator[Breach]:
    """R105: one phone for several people, a sign of faked names or just of a family (domain §7-F)."""
    workers = checked.project.workers
    numbers = [re.sub(r"\D", "", worker.phone) for worker in workers]
    for index, earlier in list_repeats(numbers):
        worker, other = workers[index], workers[earlier]
        if is_same_person(worker, other):
            continue
        phone = mask_phone(numbers[index])
        places = {at: checked.place("务工人员", at, "电话") for at in (earlier, index)}
        yield breach(
            places[index],
            workers=(worker, other),
            evidence=[Evidence(place, f"{name_worker(workers[at])} {phone}") for at, place in places.items()],
            name=name_worker(worker),
            other=name_worker(other),
            phone=phone,
        )


def find_contradicted_ids(checked: Checked) -> Iterator[Breach]:
    """R113: sex and birth date as written against those in the ID (GB 11643-1999)."""
    for index, worker in enumerate(checked.project.workers):
        if id_problem(worker.id_number):
            continue
        pairs = (
            ("性别", worker.sex, sex_of(worker.id_number)),
            ("出生日期", worker.birth, birth_date_of(worker.id_number)),
        )
        for fact, written, read in pairs:
            if written and written != read:
                place = checked.place("务工人员", index, fact)
                yield breach(place, worker=worker, name=name_worker(worker), fact=fact, written=written, read=read)


def find_odd_names(checked: Checked) -> Iterator[Breach]:
    """R115: characters that no name has: digits, signs, letters, blanks, characters of a private font."""
    for index, worker in enumerate(checked.project.workers):
        odd = dict.fromkeys(sign for sign in worker.name if not _belongs_in_name(sign))
        if odd:
            shown = "".join("空格" if sign.isspace() else sign for sign in odd)
            place = checked.place("务工人员", index, "姓名")
            yield breach(place, worker=worker, name=worker.name, found=shown)


def _belongs_in_name(sign: str) -> bool:
    return sign in _NAME_SIGNS or unicodedata.category(sign) in {"Lo", "Lm", "Mn", "Mc"}
