"""Tables of 青杠坪村产业园道路: 120 people who worked for a contractor from April to August 2026, all paid.

The largest sample: the speed of making papers is measured on it.
"""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from .sample_pay import Payday, interview_rows, ledger_rows, receipt_rows, wages_by_number
from .sample_people import Person, PhoneBook, age_on, draw_account, draw_birth, draw_id, draw_name, evidence_of
from .sample_sheets import Table, write_workbook
from .sample_work import (
    Shift,
    SiteDay,
    attendance_table,
    cents,
    draw_calendar,
    draw_log,
    draw_shifts,
    load_lists,
)

SEED = 20260401
START, END = date(2026, 4, 1), date(2026, 8, 28)
PAYDAYS = (
    Payday("2026-04", "2026-05-18"),
    # The transfer of this person came back once: the card had expired; it was sent again four days later.
    Payday("2026-05", "2026-06-16", failed="QG066", again="2026-06-22"),
    Payday("2026-06", "2026-07-16"),
    Payday("2026-07", "2026-08-17"),
    Payday("2026-08", "2026-09-16", bonuses={"QG007": Decimal(300), "QG040": Decimal(300), "QG085": Decimal(200)}),
)
RATES = {"工长": Decimal(260), "技工": Decimal(240), "普工": Decimal(180), "特殊岗位": Decimal(100)}
PIECE_RATE = Decimal("6.80")
# First worker of a wave, when it signed and was trained, when it came, its training sheet.
WAVES = ((1, date(2026, 3, 30), START, "岗前第一期"), (81, date(2026, 5, 6), date(2026, 5, 7), "岗前第二期"))
PIPE_LAYERS = ("QG021", "QG022", "QG023", "QG024", "QG092", "QG093")
"""They lay the branch pipes by the metre, besides their days."""
MEASURED = {"2026-06-27": 0, "2026-07-18": 1600}
LISTS = load_lists("sample_qinggang.yaml")
VILLAGE, COUNTY_CODE = "青杠坪村", "511921"
_TRADES = {1: "工长", 2: "工长", 3: "工长", 4: "工长", 81: "工长", 82: "工长"}
_SKILLED = {*range(5, 30), *range(83, 97)}
_LIGHT = {76, 77, 78, 79, 80, 118, 119, 120}


def draw_people(rng: random.Random) -> list[Person]:
    """The 120 of the roster, QG001 to QG120."""
    phones = PhoneBook(rng)
    taken = {name for name, _ in LISTS["指定"].values()}
    return [_draw_person(rng, number, phones, taken) for number in range(1, 121)]


def _draw_person(rng: random.Random, number: int, phones: PhoneBook, taken: set[str]) -> Person:
    trade = _TRADES.get(number) or ("技工" if number in _SKILLED else "特殊岗位" if number in _LIGHT else "普工")
    name, sex = LISTS["指定"].get(number) or _draw_name(rng, trade, taken)
    first, last = {"特殊岗位": (1958, 1966), "工长": (1968, 1988)}.get(trade, (1961, 2004))
    birth = draw_birth(rng, int(rng.triangular(first, last, first + (last - first) * 0.4)))
    categories = rng.choice(LISTS["类别"]) if rng.random() < 0.45 else ""
    if categories == "残疾人" and trade != "特殊岗位":
        categories = "脱贫户"
    village = rng.choices((VILLAGE, "石笋沟村", "木桥坝村"), (78, 15, 7))[0]
    bank = rng.choice(list(LISTS["银行"]))
    return Person(
        worker_no=f"QG{number:03d}",
        name=name,
        sex=sex,
        birth=birth,
        id_number=draw_id(rng, birth, sex, COUNTY_CODE),
        village=village,
        group=f"{rng.randrange(1, 8)}组",
        origin={VILLAGE: "本村", "石笋沟村": "邻村", "木桥坝村": "本乡镇"}[village],
        phone=phones.next(),
        categories=categories,
        evidence=_evidence(categories),
        trade=trade,
        crew="道路队" if number <= 80 else "管网队",
        bank=bank,
        account=draw_account(rng, LISTS["银行"][bank]),
        diligence=rng.uniform(0.8, 0.98),
    )


def _draw_name(rng: random.Random, trade: str, taken: set[str]) -> tuple[str, str]:
    sex = "男" if trade == "工长" or rng.random() < 0.56 else "女"
    return draw_name(rng, sex, LISTS, taken), sex


def _evidence(categories: str) -> str:
    return "返乡务工人员登记表" if categories == "返乡农民工" else evidence_of(categories, "县")


def wave_of(person: Person) -> tuple[date, date, str]:
    """Day of contract and training, first day on site, training sheet."""
    return [wave[1:] for wave in WAVES if wave[0] <= int(person.worker_no[2:])][-1]


def write_tables(data: Path) -> None:
    """Draw everything under ``数据/``."""
    rng = random.Random(SEED)
    people = draw_people(rng)
    site_days = draw_calendar(rng, START, END, LISTS)
    drawn = draw_shifts(rng, people, site_days, {}, {})
    shifts = [shift for shift in drawn if shift.day >= wave_of(shift.person)[1]]
    pieces = _draw_pieces(rng, people, shifts)
    wages = {payday.month: wages_by_number(payday, shifts, RATES, pieces) for payday in PAYDAYS}
    write_workbook(data / "花名册.xlsx", [_roster(rng, people)])
    write_workbook(data / "培训.xlsx", _trainings(rng, people))
    write_workbook(data / "考勤.xlsx", [_attendance(p.month, shifts, site_days, people) for p in PAYDAYS])
    write_workbook(data / "施工日志.xlsx", [_log(rng, site_days, shifts)])
    write_workbook(data / "计件.xlsx", [_piecework(pieces)])
    write_workbook(data / "务工台账.xlsx", [_ledger(p, people, shifts, wages[p.month]) for p in PAYDAYS])
    for payday in PAYDAYS:
        mine = wages[payday.month]
        write_workbook(data / "银行回单" / f"{payday.month}.xlsx", [_receipts(rng, payday, people, mine)])
    write_workbook(data / "核验.xlsx", [_interviews(p, people, shifts, wages[p.month]) for p in PAYDAYS])


def _roster(rng: random.Random, people: Sequence[Person]) -> Table:
    rows: list[list[Any]] = []
    for number, p in enumerate(people, 1):
        signed, entered, _ = wave_of(p)
        due = 60 if p.sex == "男" else 55
        elder, older = age_on(p.birth, START) >= due, age_on(p.birth, END) >= due
        insured = (
            [f"PYQG202651192100{number:04d}", date(2026, 3, 30), date(2026, 9, 30)] if elder or older else [""] * 3
        )
        row = [number, p.worker_no, p.name, p.sex, p.id_number, p.village, p.group, p.phone, p.categories, p.evidence]
        row += [p.origin, p.trade, p.crew, "混合" if p.worker_no in PIPE_LAYERS else "计日"]
        row += [f"QGP-2026-{number:03d}", signed, entered, END, f"QGSG2026{number:03d}", signed]
        row += [p.bank, p.account, "社保卡", *insured, signed, "无", _draw_contact(rng, p), signed if older else ""]
        rows.append(row)
    return Table(
        sheet="实名制花名册",
        title="青杠坪村产业园道路以工代赈项目务工人员实名制花名册",
        subtitle="填报单位：四川秦巴山川建设有限公司青杠坪村项目部（虚构）        劳资专管员：闫晓岚        2026年8月31日",
        columns=LISTS["花名册列"],
        rows=rows,
        totals=[{"": "合计", "姓名": f"{len(people)}人"}],
        notes=["说明：身份证号、银行账号按文本填写；男满60周岁、女满55周岁的签用工协议，另投意外伤害险。"],
        signatures="制表：闫晓岚        项目负责人：冉启山        村委会核对：向文德",
        formats={
            key: "yyyy-mm-dd"
            for key, _ in LISTS["花名册列"]
            if "日期" in key or key in {"意外险/保险起", "意外险/保险止"}
        },
        size=9,
        a3=True,
    )


def _draw_contact(rng: random.Random, person: Person) -> str:
    kin = "儿子" if person.birth.year < 1980 and person.sex == "男" else "哥哥"
    return f"{kin}{person.name[0]}{rng.choice(LISTS['家人名'])}"


def _attendance(month: str, shifts: Sequence[Shift], site_days: Sequence[SiteDay], people: Sequence[Person]) -> Table:
    year, number = map(int, month.split("-"))
    on_site = [p for p in people if any(s.person is p and f"{s.day:%Y-%m}" == month for s in shifts)]
    return attendance_table(
        month,
        shifts,
        site_days,
        on_site,
        title=f"青杠坪村产业园道路以工代赈项目务工人员签到表（{year}年{number}月）",
        subtitle=f"施工单位：四川秦巴山川建设有限公司        月份：{year}年{number}月        考勤员：闫晓岚        复核：向文德",
        sheet=f"{number}月",
        notes=["说明：√、✓、1为出勤一天，半、½、0.5为半天，雨为雨天停工，空白为未出勤。"],
        signatures="考勤员：            施工负责人：            村“两委”核对：            镇驻村干部：            ",
        numbered=True,
    )


def _trainings(rng: random.Random, people: Sequence[Person]) -> list[Table]:
    tables = []
    for _, day, _, sheet in WAVES:
        mine = [p for p in people if wave_of(p)[2] == sheet]
        tables.append(
            _training(rng, mine, sheet, f"{day.year}年{day.month}月{day.day}日", "岗前技能与安全培训", certified=True)
        )
    during = [p for p in people if p.trade in {"技工", "普工"}][:88]
    tables.append(_training(rng, during, "以工代训", "2026年7月14日", "管道安装与混凝土养护以工代训", certified=False))
    after = [p for p in people if p.village == VILLAGE and p.trade != "特殊岗位"][:72]
    tables.append(_training(rng, after, "完工后", "2026年9月8日", "果蔬分拣与冷链操作培训", certified=False))
    return tables


def _training(
    rng: random.Random, trainees: Sequence[Person], sheet: str, day: str, topic: str, *, certified: bool
) -> Table:
    rows = [
        [
            number,
            p.worker_no,
            p.name,
            p.trade,
            "",
            rng.randrange(65, 100),
            f"QGSG2026{p.worker_no[2:]}" if certified else "",
        ]
        for number, p in enumerate(trainees, 1)
    ]
    return Table(
        sheet=sheet,
        title=f"青杠坪村产业园道路项目{topic}签到考核表",
        subtitle=f"日期：{day}    地点：青杠坪村党群服务中心    实到：{len(rows)}人",
        columns=LISTS["培训列"] if certified else LISTS["培训列"][:-1],
        rows=rows if certified else [row[:-1] for row in rows],
        notes=["注：60分为合格。"],
        signatures="授课：            记录：闫晓岚            镇农业综合服务中心（章）：",
        font="仿宋",
        size=11,
    )


def _log(rng: random.Random, site_days: Sequence[SiteDay], shifts: Sequence[Shift]) -> Table:
    rows = draw_log(rng, site_days, shifts, LISTS, "冉启山")
    return Table(
        sheet="施工日志",
        title="青杠坪村产业园道路以工代赈项目施工日志",
        subtitle="记录单位：四川秦巴山川建设有限公司青杠坪村项目部            起止：2026年4月1日至8月28日",
        columns=LISTS["日志列"],
        rows=rows,
        totals=[{"": "合  计", "出勤总人数": sum(row[5] for row in rows), "各工种人数": "人次"}],
        signatures="记录人：冉启山            审核人：苗大川            监理：裴远志",
        left=("施工部位及内容", "各工种人数"),
    )


def _draw_pieces(rng: random.Random, people: Sequence[Person], shifts: Sequence[Shift]) -> list[list[Any]]:
    """Measured pipes: number, name, day, part, item, unit, metres, 元/m, amount, witness.  Measured on a day of work."""
    rows: list[list[Any]] = []
    for day, start in MEASURED.items():
        present = {s.person.worker_no for s in shifts if f"{s.day:%Y-%m-%d}" == day}
        station = start
        for person in (p for p in people if p.worker_no in PIPE_LAYERS and p.worker_no in present):
            length = rng.randrange(180, 290)
            part = f"支管{station}m～{station + length}m段"
            station += length
            amount = cents(length * PIECE_RATE)
            rows.append(
                [person.worker_no, person.name, day, part, "灌溉支管安装", "m", length, PIECE_RATE, amount, "程万和"]
            )
    return rows


def _piecework(pieces: Sequence[Sequence[Any]]) -> Table:
    return Table(
        sheet="计件",
        title="青杠坪村产业园道路以工代赈项目包工计量明细表",
        subtitle="计量项目：灌溉支管安装（包干部分按实测长度计件，不重复计日）",
        columns=LISTS["计件列"],
        rows=[[place, *row[:7], float(row[7]), float(row[8]), row[9]] for place, row in enumerate(pieces, 1)],
        totals=[
            {"": "合计", "数量": sum(row[6] for row in pieces), "金额（元）": float(sum(row[8] for row in pieces))}
        ],
        notes=["注：施工单位、监理、村民质量监督小组三方现场收方确认。"],
        signatures="计量：苗大川            监理：裴远志            见证：程万和",
        formats={"单价（元）": "0.00", "金额（元）": "#,##0.00"},
        left=("施工部位",),
    )


def _ledger(payday: Payday, people: Sequence[Person], shifts: Sequence[Shift], wages: Mapping[str, Decimal]) -> Table:
    rows = ledger_rows(payday, people, shifts, wages, LISTS["工序"])
    return Table(
        sheet=f"{payday.number}月",
        title=f"青杠坪村产业园道路以工代赈项目务工台账（2026年{payday.number}月）",
        subtitle="施工单位：四川秦巴山川建设有限公司        记录人：闫晓岚        单位：天、元",
        columns=LISTS["台账列"],
        rows=rows,
        totals=[{"": "合计", "当月天数": sum(row[5] for row in rows), "当月实发（元）": float(sum(wages.values()))}],
        notes=["注：与签到表、施工日志逐人核对后登记，一人一行。"],
        signatures="记录人：闫晓岚            核对：向文德            施工单位负责人：冉启山",
        formats={"当月应得（元）": "#,##0.00", "当月实发（元）": "#,##0.00"},
        left=("施工部位",),
    )


def _receipts(rng: random.Random, payday: Payday, people: Sequence[Person], wages: Mapping[str, Decimal]) -> Table:
    rows = receipt_rows(rng, payday, people, wages)
    paid = sum((Decimal(str(row[4])) for row in rows if row[7] == "成功"), Decimal(0))
    return Table(
        sheet="代发明细",
        title="农民工工资专用账户代发明细",
        subtitle=f"付款户名：四川秦巴山川建设有限公司农民工工资专户（青杠坪村项目）        用途：2026年{payday.number}月劳务报酬",
        columns=LISTS["回单列"],
        rows=rows,
        totals=[{"": "合计", "代发金额": float(paid)}],
        notes=["以上明细与电子回单一致。"],
        formats={"代发金额": "#,##0.00"},
    )


def _interviews(
    payday: Payday, people: Sequence[Person], shifts: Sequence[Shift], wages: Mapping[str, Decimal]
) -> Table:
    return Table(
        sheet=f"{payday.number}月",
        title=f"青杠坪村产业园道路以工代赈项目劳务报酬兑现核验记录（{payday.number}月）",
        subtitle="核验单位：通江县发展和改革局                         单位：天、元",
        columns=LISTS["核验列"],
        rows=interview_rows(payday, people, shifts, wages, interviewer="谢云帆", day="2026-09-24"),
        notes=["外出务工的电话核验，其余面对面核验。"],
        signatures="核验人：谢云帆          复核人：屈静仪          镇负责人：任立山",
        formats={"本人自述到账金额": "#,##0.00"},
    )
