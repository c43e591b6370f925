"""A fictitious project with as many workers as wanted, for measurements: facts of the sample, workers of our own making.

    python benchmarks/many_workers.py FOLDER                # 500 workers, each with a contract of C11
    python benchmarks/many_workers.py FOLDER --workers 2000

The workers stand in 项目.yaml itself.  What depends on the sample's own workers (attendance, pay, acceptance …) is left out, so
the project stands where the contracts have just been signed.  Every person, ID, account and telephone is invented; the same
number of workers gives the same bytes.
"""

from __future__ import annotations

import argparse
import datetime
import re
from collections.abc import Iterator
from pathlib import Path

SAMPLE = Path(__file__).parents[1] / "samples" / "香水村产业道路" / "项目.yaml"

KEPT = (
    "项目", "储备", "资金", "批复", "要素", "参建各方", "责任人", "劳动力摸底", "会议", "建设内容", "务工测算", "工价", "用工约定", "公示",
    "档案",
)  # fmt: skip

_SURNAMES = "何李王张杨陈刘赵冯罗蒲谭苟吴周郑孙钱朱秦许吕施曹严华金魏陶姜戚谢邹喻苏潘葛范彭郎鲁韦马苗方袁柳鲍史唐"
_GIVEN = "光明正国玉天文永长兴绍大元家德素建仕晓秀英兰平安成福贵友军才志林春梅芳珍华荣清"
_TRADES = ("普工", "技工", "普工", "普工", "技工", "普工", "特殊岗位", "普工", "普工", "工长")
_CREWS = ("路面班", "砌筑班", "综合班")
_BANKS = ("农业银行巴州云屏分理处", "巴中农商银行云屏支行", "邮储银行巴州云屏营业所")
_ID_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)


def identity_number(serial: int) -> str:
    """A number with a right check digit (GB 11643-1999) and a birth date between 1968 and 2005."""
    birth = datetime.date(1968, 1, 1) + datetime.timedelta(days=(serial * 37 + serial // 27_000) % 13_500)
    body = f"511902{birth:%Y%m%d}{serial % 1000:03d}"
    total = sum(int(digit) * weight for digit, weight in zip(body, _ID_WEIGHTS, strict=True))
    return body + "10X98765432"[total % 11]


def account_number(serial: int) -> str:
    """A card number of 19 digits that passes the Luhn check."""
    body = f"622848512{serial:09d}"
    doubled = (int(digit) * (2 - place % 2) for place, digit in enumerate(reversed(body)))
    return body + str(-sum(value - 9 if value > 9 else value for value in doubled) % 10)


def worker_lines(serial: int) -> Iterator[str]:
    """One entry of 务工人员 as a clerk writes it."""
    first, second = divmod(serial // len(_SURNAMES), len(_GIVEN))
    yield f"  - 编号: W{serial:05d}"
    yield f"    姓名: {_SURNAMES[serial % len(_SURNAMES)]}{_GIVEN[(first + serial * 7) % len(_GIVEN)]}{_GIVEN[second]}"
    yield f'    身份证号: "{identity_number(serial)}"'
    yield "    村: 香水村"
    yield f"    村组: {serial % 6 + 1}组"
    yield f"    住址: 巴州区云屏镇香水村{serial % 6 + 1}组{serial % 90 + 1}号"
    yield f'    电话: "139{serial:08d}"'
    yield f"    人员类别: {'脱贫户' if serial % 3 == 0 else '一般户'}"
    if serial % 3 == 0:
        yield "    类别佐证: 全国防返贫监测信息系统"
    yield "    来源范围: 本村"
    yield f"    工种: {_TRADES[serial % len(_TRADES)]}"
    yield f"    班组: {_CREWS[serial % len(_CREWS)]}"
    yield "    计酬方式: 计日"
    yield f"    合同编号: XSCZJ-{serial:05d}"
    yield "    合同签订日期: 2026-02-26"
    yield "    进场日期: 2026-03-02"
    yield f"    开户行: {_BANKS[serial % len(_BANKS)]}"
    yield f'    账号: "{account_number(serial)}"'
    yield "    账户类型: 社保卡"
    yield "    同意书日期: 2026-02-26"
    yield "    亲属关系: 无"
    yield f"    紧急联系人: 家属何某{serial}"


def project_text(workers: int) -> str:
    """The project file: the sections of the sample that stand without its workers, and ``workers`` people."""
    sections = re.split(r"^(?=[^\s#])", SAMPLE.read_text(encoding="utf-8"), flags=re.MULTILINE)
    kept = [re.sub(r"\n(?:#.*\n|\n)+\Z", "\n", part) for part in sections if part.partition(":")[0] in KEPT]
    kept[0] = re.sub(r"  (?:实际完工|阶段): .*\n", "", kept[0]).replace("  简称:", "  阶段: 实施\n  简称:")
    people = "\n".join(line for serial in range(1, workers + 1) for line in worker_lines(serial))
    return "".join(kept) + "务工人员:\n" + people + "\n"


def make_many_workers(folder: Path, workers: int = 500) -> Path:
    """Lay the project into ``folder``; gives its 项目.yaml."""
    folder.mkdir(parents=True, exist_ok=True)
    file = folder / "项目.yaml"
    file.write_text(project_text(workers), encoding="utf-8", newline="\n")
    return file


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--workers", type=int, default=500)
    options = parser.parse_args()
    print(make_many_workers(options.folder, options.workers))
