"""数据/摸底.xlsx of 香水村产业道路: who was asked in August 2025, before there was a project."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from .sample_people import EVIDENCE, Person, age_on, draw_birth, draw_id
from .sample_sheets import Table, write_workbook

SEED = 20250820
DAY = date(2025, 8, 20)
SKILLS = {"泥工": 21, "混凝土工": 12, "木工": 6, "钢筋工": 5, "机械操作": 4, "普工": 49}
SPECIAL = {"脱贫户": 41, "监测户": 6, "易地搬迁户": 5, "低保户": 12, "残疾人": 9}
"""What 项目.yaml states; the list comes to the same."""
SEASONAL, UNWILLING = 15, 3
_AT_THE_TIME = {"边缘易致贫户": "监测户", "突发严重困难户": "监测户", "特困人员": "低保户"}
_SURNAMES = "何张李王陈杨刘赵冯罗蒲谭苟"
_GIVEN = {
    "男": ["明富", "光海", "国强", "正荣", "天明", "永康", "兴旺", "德华", "仕林", "长青", "春生", "建林", "文全", "家兴"],
    "女": ["桂华", "玉芬", "素琼", "秀兰", "清芳", "文珍", "春燕", "小英", "明珍", "丽华", "碧容", "永芬", "淑珍", "光碧"],
}  # fmt: skip
COLUMNS = [
    *(("序号", 5), ("姓名", 9), ("性别", 5), ("年龄", 5), ("身份证号码", 20), ("所属村", 8), ("村民小组", 8), ("联系电话", 13)),
    *(("文化程度", 8), ("健康及劳动能力", 9), ("技能特长", 11), ("是否愿意务工", 9), ("可务工时间", 10)),
    *(("每周可务工天数", 9), ("期望日工资（元）", 10), ("人员类别", 14), ("认定依据", 20), ("备注", 10)),
]  # fmt: skip


def write_survey(data: Path, roster: Sequence[Person]) -> None:
    """Write 摸底.xlsx below ``data``; ``roster`` are those who were hired half a year later."""
    rng = random.Random(SEED)
    asked = [*(p for p in roster if p.village == "香水村"), *_draw_others(rng, roster)]
    rows = list(_rows(rng, asked))
    table = Table(
        sheet="摸底",
        title="香水村群众务工需求与劳动力摸底登记表",
        subtitle="调查时间：2025年8月20日            调查人：何晓燕、杜文静            单位：人、天、元",
        columns=COLUMNS,
        rows=[[number, *row] for number, row in enumerate(rows, 1)],
        totals=[{"": "合计", "姓名": f"{len(rows)}人"}],
        notes=["注：逐户走访填写；技能有几项的，主要技能写在前面；类别以防返贫监测系统和民政、残联台账为准。"],
        signatures="调查人：何晓燕、杜文静            村委会审核：何光明            镇复核：邓思源",
        size=9,
        a3=True,
    )
    write_workbook(data / "摸底.xlsx", [table])


def _draw_others(rng: random.Random, roster: Sequence[Person]) -> Iterator[Person]:
    """Willing neighbours who were not hired, and three who did not want to; each has a name of their own."""
    taken, phones = {p.name for p in roster}, {p.phone for p in roster}
    count = sum(SKILLS.values()) + UNWILLING - sum(p.village == "香水村" for p in roster)
    for _ in range(count):
        name, sex, phone = "", "男", ""
        while not name or name in taken:
            sex = rng.choice("男女")
            name = rng.choice(_SURNAMES) + rng.choice(_GIVEN[sex])
        while not phone or phone in phones:
            phone = f"1390000{rng.randrange(1000, 9999)}"
        taken.add(name)
        phones.add(phone)
        birth = draw_birth(rng, rng.randrange(1962, 2002))
        group = f"{rng.randrange(1, 7)}组"
        yield Person("", name, sex, birth, draw_id(rng, birth, sex), "香水村", group, "本村", phone, "", "", "", "", "", "", 0)  # fmt: skip


def _rows(rng: random.Random, asked: Sequence[Person]) -> Iterator[list[Any]]:
    willing = asked[: len(asked) - UNWILLING]
    skills = _deal_skills(rng, willing)
    categories = _deal_categories(rng, willing)
    seasonal = set(rng.sample(range(len(willing)), SEASONAL))
    for number, person in enumerate(asked):
        wants = "否" if number >= len(willing) else "季节性" if number in seasonal else "是"
        kinds = categories[number] if number < len(willing) else []
        yield [
            *(person.name, person.sex, age_on(person.birth, DAY), person.id_number, person.village, person.group, person.phone),
            *(rng.choice(["小学", "初中", "初中", "高中"]), _health(person, kinds), skills[number] if number < len(willing) else "无"),
            *(wants, {"是": "全年", "季节性": "农闲", "否": ""}[wants], _days(rng, wants), _wish(skills, number, willing)),
            *("、".join(kinds) or "一般农户", "、".join(dict.fromkeys(EVIDENCE[kind] for kind in kinds)), ""),
        ]  # fmt: skip


def _deal_skills(rng: random.Random, people: Sequence[Person]) -> list[str]:
    """One main skill each, in the numbers that the survey states; the foremen and masons of the roster have theirs."""
    left = Counter(SKILLS)
    dealt = [""] * len(people)
    for number, person in enumerate(people):
        if person.trade in ("工长", "技工"):
            dealt[number] = "泥工" if person.crew == "砌筑班" else "混凝土工"
        elif person.trade:
            dealt[number] = "普工"
        left[dealt[number]] -= bool(dealt[number])
    rest = [skill for skill, count in left.items() if skill for _ in range(count)]
    rng.shuffle(rest)
    return [skill or rest.pop() for skill in dealt]


def _deal_categories(rng: random.Random, people: Sequence[Person]) -> list[list[str]]:
    """Those of the roster as they stood then, and the rest of each category dealt to the neighbours."""
    dealt = [[_AT_THE_TIME.get(kind, kind) for kind in person.categories.split("、") if kind] for person in people]
    for kind, wanted in SPECIAL.items():
        free = [i for i, person in enumerate(people) if not person.trade and len(dealt[i]) < 2 and kind not in dealt[i]]
        plain = [i for i in free if not dealt[i]]
        missing = wanted - sum(kind in kinds for kinds in dealt)
        pool = plain if kind in ("脱贫户", "监测户") else free
        for number in rng.sample(pool, missing):
            dealt[number].append(kind)
    return dealt


def _health(person: Person, kinds: Sequence[str]) -> str:
    return "残疾，能从事轻便劳动" if "残疾人" in kinds else "体弱" if age_on(person.birth, DAY) >= 62 else "健康"


def _days(rng: random.Random, wants: str) -> str:
    return {"是": rng.choice(["6", "6", "5", ""]), "季节性": rng.choice(["3", "2", ""]), "否": ""}[wants]


def _wish(skills: Sequence[str], number: int, willing: Sequence[Person]) -> str:
    return "" if number >= len(willing) else "180" if skills[number] == "普工" else "240"
