"""Projects of any size with people who do not exist: 项目.yaml with the people inside, or beside it in an Excel roster.

python benchmarks/project.py FOLDER 500            # the people in 项目.yaml
python benchmarks/project.py FOLDER 500 --roster   # the people in 数据/花名册.xlsx
python benchmarks/project.py FOLDER 2000 --roster --months 12   # worked and paid for a year, see worked_project.py
"""

from __future__ import annotations

import argparse
import datetime
import random
import shutil
import sys
from collections.abc import Collection, Iterator
from itertools import product
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT / "tools"))

sys.path.insert(0, str(Path(__file__).parent))

from drafting.sample_people import draw_account, draw_birth, draw_id  # noqa: E402 - the drawing board is no package
from worked_project import MADE_HERE, START, write_worked_project  # noqa: E402

SAMPLE = ROOT / "samples" / "香水村产业道路" / "项目.yaml"
KEPT = (
    *("项目", "储备", "资金", "批复", "要素", "参建各方", "责任人", "劳动力摸底", "会议"),
    *("建设内容", "务工测算", "工价", "用工约定"),
)
"""Sections of the sample that do not speak of single workers."""

SURNAMES = "何李张王杨陈刘赵冯罗蒲谭苟欧向杜吕宁车卫简闵梅田纪乔邓袁程曲谢唐许邓韩曹彭曾萧蔡"
GIVEN = (
    *("光才", "正明", "德富", "家贵", "天平", "永富", "长福", "兴才", "绍武", "永贵", "大全", "元军", "明江"),
    *("晓燕", "玉珍", "文秀", "素兰", "国珍", "永秀", "玉芳", "秀兰", "春梅", "雪梅", "思源", "立川", "远航"),
    *("国安", "仕明", "正和", "开明", "光荣", "文兵", "国忠", "天全", "兴发", "家富", "德志", "明芬", "天宇"),
    *("建平", "建军", "海涛", "志远", "少平", "文静", "子昂", "建波", "国强", "立新", "晓峰", "晓林", "绍文"),
    *("玉兰", "仕友", "绍军", "春林", "永红", "长贵", "明凤", "天禄"),
)
TRADES = ("普工", "普工", "普工", "技工", "工长", "特殊岗位")
CREWS = ("路面班", "砌筑班", "综合班")
BANKS = (("农业银行巴州云屏分理处", "622848"), ("巴中农商银行云屏支行", "621467"))


def draw_people(count: int, start: datetime.date = datetime.date(2026, 3, 2)) -> Iterator[dict[str, str]]:
    """``count`` workers as a roster lists them, the same whenever asked; nobody shares a name, a number or an account.

    They sign and are trained some days before the ``start``.
    """
    rng = random.Random(20260302)
    names = draw_names(rng, count)
    signed, trained = (start - datetime.timedelta(days=days) for days in (4, 2))
    taken: set[str] = set()
    for number, name in enumerate(names[:count], 1):
        sex = rng.choice("男女")
        birth = draw_birth(rng, rng.randrange(1975, 2001))
        id_number = draw_id(rng, birth, sex)
        while id_number in taken:
            id_number = draw_id(rng, birth, sex)
        taken.add(id_number)
        bank, prefix = rng.choice(BANKS)
        poor = rng.random() < 0.4
        account = draw_account(rng, prefix)
        while account in taken:
            account = draw_account(rng, prefix)
        taken.add(account)
        yield {
            "编号": f"W{number:04d}",
            "姓名": name,
            "身份证号": id_number,
            "村": "香水村",
            "村组": f"{rng.randrange(1, 7)}组",
            "电话": f"1390{number:07d}",
            "人员类别": "脱贫户" if poor else "",
            "类别佐证": "全国防返贫监测信息系统" if poor else "",
            "来源范围": "本村",
            "工种": rng.choice(TRADES),
            "班组": rng.choice(CREWS),
            "计酬方式": "计日",
            "合同编号": f"XS-{number:04d}",
            "合同签订日期": f"{signed}",
            "进场日期": f"{start}",
            "上岗证号": f"SG-{number:04d}",
            "发证日期": f"{trained}",
            "开户行": bank,
            "账号": account,
            "账户类型": "社保卡",
            "同意书日期": f"{signed}",
            "亲属关系": "无",
            "紧急联系人": f"家人{names[number % len(names)]}",
        }


def draw_names(rng: random.Random, count: int) -> list[str]:
    """Names in no order, nobody's twice; for many people the syllables of given names are put together anew."""
    surnames, given = dict.fromkeys(SURNAMES), list(GIVEN)
    if count > len(surnames) * len(given):
        firsts, seconds = (dict.fromkeys(name[place] for name in GIVEN) for place in (0, 1))
        given = [f"{first}{second}" for first, second in product(firsts, seconds) if first != second]
    names = [f"{surname}{name}" for surname in surnames for name in given]
    assert count <= len(names), f"names for {len(names)} people at most"
    rng.shuffle(names)
    return names


def write_project(folder: Path, count: int, *, roster: bool = False, months: int = 0) -> Path:
    """A project of ``count`` workers as it stands when work begins, or after so many ``months`` of it; gives its folder."""
    folder.mkdir(parents=True, exist_ok=True)
    if months:
        people = list(draw_people(count, START))
        write_roster(folder / "数据" / "花名册.xlsx", people)
        shutil.copytree(SAMPLE.parent / "照片", folder / "照片", dirs_exist_ok=True)
        write_worked_project(
            folder, people, _list_sections({*KEPT, "公示", "折股量化"} - MADE_HERE, still_to_start=False), months
        )
        return folder
    people = list(draw_people(count))
    if roster:
        write_roster(folder / "数据" / "花名册.xlsx", people)
        section = "务工人员: 数据/花名册.xlsx\n"
    else:
        section = "务工人员:\n" + "".join(_write_person(person) for person in people)
    (folder / "项目.yaml").write_text("".join(_list_sections(KEPT)) + section, encoding="utf-8")
    return folder


def _list_sections(wanted: Collection[str], *, still_to_start: bool = True) -> Iterator[str]:
    """The wanted sections of the sample's file; its project stands at 实施."""
    left_out = ("#", "名单", "实际完工", "实际开工") if still_to_start else ("#", "名单", "实际完工", "总投资")
    kept = False
    for line in SAMPLE.read_text(encoding="utf-8").splitlines(keepends=True):
        if line[:1].strip() and not line.startswith("#"):
            kept = line.split(":")[0] in wanted
        if kept and not line.strip().startswith(left_out):
            yield line.replace("阶段: 总结移交", "阶段: 实施")


def _write_person(person: dict[str, str]) -> str:
    facts = [f'{key}: "{text}"' if text.isdigit() else f"{key}: {text}" for key, text in person.items() if text]
    return "  - " + "\n    ".join(facts) + "\n"


def write_roster(path: Path, people: list[dict[str, str]]) -> None:
    """The people as an Excel roster with a title and one line of headings."""
    from openpyxl import Workbook

    book = Workbook()
    sheet = book.active
    sheet.title = "务工人员"
    sheet.append(["香水村产业道路以工代赈项目务工人员花名册"])
    sheet.append(list(people[0]))
    for person in people:
        sheet.append(list(person.values()))
    path.parent.mkdir(parents=True, exist_ok=True)
    book.save(path)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("count", type=int)
    parser.add_argument("--roster", action="store_true", help="the people in 数据/花名册.xlsx")
    parser.add_argument("--months", type=int, default=0, help="so many months worked and paid, all of it in tables")
    options = parser.parse_args()
    write_project(options.folder, options.count, roster=options.roster, months=options.months)
