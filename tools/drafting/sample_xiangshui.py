"""Tables of 香水村产业道路: 46 villagers who built their own road from March to June 2026."""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from .sample_people import Person, PhoneBook, age_on, draw_account, draw_birth, draw_id, evidence_of
from .sample_sheets import Table, write_workbook
from .sample_survey import write_survey
from .sample_work import (
    Shift,
    SiteDay,
    attendance_table,
    cents,
    day_pay,
    draw_calendar,
    draw_log,
    draw_shifts,
    load_lists,
)

SEED = 20260302
START, END = date(2026, 3, 2), date(2026, 6, 26)
MONTHS = ("2026-03", "2026-04", "2026-05", "2026-06")
PAID = dict(zip(MONTHS, ("2026-04-14", "2026-05-15", "2026-06-12", "2026-07-10"), strict=True))
RATES = {"工长": Decimal(260), "技工": Decimal(240), "普工": Decimal(180), "特殊岗位": Decimal(100)}
PIECE_RATE = Decimal("45.50")
BONUSES = {"2026-06": {"李玉兰": Decimal(300), "陈仕友": Decimal(300), "冯绍军": Decimal(200)}}
# The April transfer of this person failed once: the card had been reported lost; it was sent again three days later.
FAILED = ("2026-04", "罗素珍", "2026-05-18")
PROMOTED = {"谭小东": (date(2026, 6, 8), "技工")}
ON_SITE = {
    "周宗怀": (date(2026, 3, 9), END),
    "王大全": (date(2026, 3, 9), END),
    "张素芬": (date(2026, 3, 9), END),
    "杨小琴": (START, date(2026, 6, 5)),
    "冯桂莲": (START, date(2026, 6, 18)),
}
LISTS = load_lists("sample_xiangshui.yaml")
_WITNESSES = "谭光远、何正福"
# Day of measuring → station at which the first mason began, in metres.
_MEASURED = {"2026-03-28": 0, "2026-04-16": 1500, "2026-04-30": 2300, "2026-05-28": 3200}


def draw_people(rng: random.Random) -> list[Person]:
    """The 46 of the roster, in its order."""
    phones = PhoneBook(rng)
    people = []
    for line in LISTS["人员"].splitlines():
        name, sex, year, village, group, trade, crew, categories = line.split()
        categories = "" if categories == "-" else categories
        birth = draw_birth(rng, int(year))
        bank = rng.choice(list(LISTS["银行"]))
        people.append(
            Person(
                worker_no="",
                name=name,
                sex=sex,
                birth=birth,
                id_number=draw_id(rng, birth, sex),
                village=village,
                group=group,
                origin="本村" if village == "香水村" else "邻村",
                phone=phones.next(),
                categories=categories,
                evidence=evidence_of(categories),
                trade=trade,
                crew=crew,
                bank=bank,
                account=draw_account(rng, LISTS["银行"][bank]),
                diligence=rng.uniform(0.83, 0.985),
            )
        )
    return people


def write_tables(data: Path) -> None:
    """Draw everything under ``数据/``."""
    rng = random.Random(SEED)
    people = draw_people(rng)
    site_days = draw_calendar(rng, START, END, LISTS)
    shifts = draw_shifts(rng, people, site_days, ON_SITE, PROMOTED)
    pieces = _draw_pieces(rng, shifts)
    scores = _draw_scores(rng, people)
    write_survey(data, people)
    write_workbook(data / "花名册.xlsx", [_roster(rng, people)])
    for month in MONTHS:
        write_workbook(data / "考勤" / f"{month}.xlsx", [_attendance(month, shifts, site_days, people)])
        write_workbook(data / "银行回单" / f"{month}.xlsx", [_receipts(rng, month, people, shifts, pieces)])
        write_workbook(data / "核验" / f"{month}.xlsx", [_interviews(month, people, shifts, pieces)])
    write_workbook(data / "施工日志.xlsx", [_log(rng, site_days, shifts)])
    write_workbook(data / "计件.xlsx", [_piecework(pieces)])
    write_workbook(data / "收方.xlsx", [_measurements()])
    for table, name in zip(_trainings(people, scores), ("岗前", "过程", "完工后"), strict=True):
        write_workbook(data / "培训" / f"{name}.xlsx", [table])


def _roster(rng: random.Random, people: Sequence[Person]) -> Table:
    rows: list[list[Any]] = []
    signed = date(2026, 2, 26)
    for place, p in enumerate(people, 1):
        elder = age_on(p.birth, signed) >= 60
        first, last = ON_SITE.get(p.name, (START, END))
        phone = f"{p.phone[:3]} {p.phone[3:7]} {p.phone[7:]}" if place % 9 == 0 else p.phone
        id_number = p.id_number.replace("X", "x") if place % 5 == 0 else p.id_number
        mode = "混合" if p.name in LISTS["包干砌筑"] else "计日"
        insured = [f"PYXS202651190200{place:04d}", "2026-03-01", "2026-08-31"] if elder else ["", "", ""]
        identity = [place, p.name, p.sex, age_on(p.birth, signed), id_number, p.village, p.group, phone]
        standing = [p.categories, p.evidence, p.origin, p.trade, p.crew, mode]
        contract = [f"XSCZJ-{place:03d}", f"{signed}", f"{first}", f"{last}", f"XS-2026-{place:03d}", "2026-02-28"]
        account = [p.bank, p.account, "社保卡", *insured, f"{signed}"]
        health = f"{signed}" if age_on(p.birth, END) >= (60 if p.sex == "男" else 55) else ""
        rows.append([*identity, *standing, *contract, *account, "无", _draw_contact(rng, p), health, ""])
    return Table(
        sheet="务工人员",
        title="香水村产业道路以工代赈项目务工人员花名册",
        subtitle="填报单位（盖章）：云屏镇香水村村民委员会              更新日期：2026年6月30日              单位：人",
        columns=LISTS["花名册列"],
        rows=rows,
        row_height=25,
        totals=[{"": "合计", "姓名": f"{len(people)}人"}],
        notes=[LISTS["花名册注"]],
        signatures="制表：何晓燕            村委会审核：何光明            镇社会事务办复核：杜文静",
        size=9,
        a3=True,
    )


def _draw_contact(rng: random.Random, person: Person) -> str:
    """A child of the older, the father of the youngest, the brother of the others."""
    surname = "欧阳" if person.name.startswith("欧阳") else person.name[0]
    if "·" in person.name:
        return "丈夫刘志强"
    if person.birth.year > 1995:
        return f"父亲{surname}{rng.choice(LISTS['家人名'])}"
    if person.birth.year < 1980 and person.sex == "男":
        return f"儿子{surname}{rng.choice(LISTS['家人名'])}"
    return f"{'哥哥' if rng.random() < 0.5 else '弟弟'}{surname}{rng.choice(LISTS['家人名'])}"


def _attendance(month: str, shifts: Sequence[Shift], site_days: Sequence[SiteDay], people: Sequence[Person]) -> Table:
    year, number = map(int, month.split("-"))
    return attendance_table(
        month,
        shifts,
        site_days,
        people,
        title=f"香水村产业道路以工代赈项目务工人员考勤表（{year}年{number}月）",
        subtitle=f"施工单位：香水村以工代赈项目理事会          作业面：全线          考勤月份：{year}年{number}月          考勤员：何晓燕",
        sheet=f"{number}月",
        notes=["注：“√”“✓”“1”为全天，“半”“½”“0.5”为半天，“雨”为因雨停工，空白为未出勤。严禁代签，涂改处须本人捺印。"],
        signatures='考勤员：            班组长：            理事会负责人：            村"两委"核对：            年    月    日',
    )


def _log(rng: random.Random, site_days: Sequence[SiteDay], shifts: Sequence[Shift]) -> Table:
    rows = draw_log(rng, site_days, shifts, LISTS, "李正明")
    return Table(
        sheet="施工日志",
        title="香水村产业道路以工代赈项目施工日志",
        subtitle="记录单位：香水村以工代赈项目理事会            起止：2026年3月2日至2026年6月26日",
        columns=LISTS["日志列"],
        rows=rows,
        totals=[{"": "合  计", "出勤/总人数": sum(row[5] for row in rows), "出勤/分工种人数": "人次"}],
        notes=["注：停工之日照记，出勤人数写0；人数与当日签到表一致。"],
        signatures="记录人：李正明            审核人：谭国安            驻场技术员：向子昂",
        left=("施工部位及内容", "出勤/分工种人数"),
    )


def _draw_pieces(rng: random.Random, shifts: Sequence[Shift]) -> list[list[Any]]:
    """Measured masonry: name, day, part, item, unit, m³, 元/m³, amount, witnesses.  Measured on a day of work."""
    rows: list[list[Any]] = []
    for day, start in _MEASURED.items():
        present = [s.person.name for s in shifts if f"{s.day:%Y-%m-%d}" == day]
        station = start
        for name in (name for name in LISTS["包干砌筑"] if name in present):
            length = rng.randrange(40, 66)
            end = station + length
            part = f"K{station // 1000}+{station % 1000:03d}～K{end // 1000}+{end % 1000:03d}左侧边沟"
            station = end
            quantity = (length * Decimal("0.285")).quantize(Decimal("0.01"))
            amount = cents(quantity * PIECE_RATE)
            rows.append([name, day, part, "边沟砌筑", "m³", float(quantity), PIECE_RATE, amount, _WITNESSES])
    return rows


def _piecework(pieces: Sequence[Sequence[Any]]) -> Table:
    total = sum((row[7] for row in pieces), Decimal(0))
    quantity = sum((Decimal(str(row[5])) for row in pieces), Decimal(0))
    return Table(
        sheet="计件",
        title="香水村产业道路以工代赈项目包工计量明细表",
        subtitle="计量项目：M7.5浆砌片石边沟（包干部分按实测数量计件，不重复计日）",
        columns=LISTS["计件列"],
        rows=[[place, *row[:6], float(row[6]), float(row[7]), row[8]] for place, row in enumerate(pieces, 1)],
        totals=[{"": "合计", "数量": float(quantity), "金额（元）": float(total)}],
        notes=["注：数量由理事会、驻场技术员、村民质量监督小组三方现场收方确认，收方单另附。"],
        signatures="计量：李正明            见证：谭光远、何正福            理事会负责人：谭国安",
        formats={"数量": "0.00", "单价（元）": "0.00", "金额（元）": "#,##0.00"},
        left=("施工部位",),
    )


def _measurements() -> Table:
    rows = [[place, *map(str, row[:7]), float(row[7]), row[8]] for place, row in enumerate(LISTS["收方"], 1)]
    return Table(
        sheet="收方",
        title="香水村产业道路以工代赈项目现场收方记录",
        subtitle="收方单位：香水村以工代赈项目理事会、监理单位、村民质量监督小组",
        columns=LISTS["收方列"],
        rows=rows,
        signatures="收方：李正和            监理：梅国强            村民质量监督小组：谭光远、何正福",
        formats={"数量": "#,##0.##"},
        left=("起止桩号", "分项工程", "实测尺寸", "工程量计算式"),
    )


def _wages(month: str, shifts: Sequence[Shift], pieces: Sequence[Sequence[Any]]) -> Mapping[str, Decimal]:
    pay = day_pay([shift for shift in shifts if f"{shift.day:%Y-%m}" == month], RATES)
    for row in pieces:
        if row[1].startswith(month):
            pay[row[0]] = pay.get(row[0], Decimal(0)) + row[7]
    for name, amount in BONUSES.get(month, {}).items():
        pay[name] += amount
    return pay


def _receipts(
    rng: random.Random, month: str, people: Sequence[Person], shifts: Sequence[Shift], pieces: Sequence[Sequence[Any]]
) -> Table:
    pay, day = _wages(month, shifts, pieces), PAID[month]
    purpose = f"香水村产业道路{int(month[5:])}月劳务报酬"
    base = rng.randrange(10_000, 90_000)
    rows: list[list[Any]] = []
    again: list[list[Any]] = []
    for person in people:
        if person.name not in pay:
            continue
        amount = float(pay[person.name])
        serial = f"{day.replace('-', '')}{base + len(rows):08d}"
        status, note = "成功", ""
        if (month, person.name) == FAILED[:2]:
            status, note = "失败", "账户挂失，已通知本人补卡"
            late = f"{FAILED[2].replace('-', '')}{base + 77:08d}"
            again = [[person.name, person.account, amount, FAILED[2], late, "成功", purpose, "失败重发"]]
        rows.append([person.name, person.account, amount, day, serial, status, purpose, note])
    rows += again
    paid = sum((Decimal(str(row[2])) for row in rows if row[5] == "成功"), Decimal(0))
    return Table(
        sheet="代发回单",
        title="惠民惠农财政补贴“一卡通”批量代发业务回单",
        subtitle=f"委托单位：巴州区云屏镇财政所            代发项目：{purpose}            打印日期：{rows[-1][3]}",
        columns=LISTS["回单列"],
        rows=[[place, *row] for place, row in enumerate(rows, 1)],
        totals=[{"": f"成功{sum(1 for row in rows if row[5] == '成功')}笔", "交易金额": float(paid)}],
        notes=["此回单由银行系统打印，加盖业务专用章后有效；重复打印请勿重复入账。"],
        formats={"交易金额": "#,##0.00"},
        left=("摘要", "备注"),
    )


def _interviews(
    month: str, people: Sequence[Person], shifts: Sequence[Shift], pieces: Sequence[Sequence[Any]]
) -> Table:
    """What everybody who was paid for a month said in July, face to face; two were away and telephoned."""
    pay = _wages(month, shifts, pieces)
    days: dict[str, Decimal] = {}
    for shift in shifts:
        if f"{shift.day:%Y-%m}" == month:
            days[shift.person.name] = days.get(shift.person.name, Decimal(0)) + shift.fraction
    rows = []
    for person in people:
        if person.name in pay:
            how = "电话" if len(rows) in {11, 30} else "面对面"
            told = [float(days.get(person.name, Decimal(0))), float(pay[person.name])]
            rows.append([person.name, *told, "是", "是", "否", how, "程远航", "2026-07-28", "一致", ""])
    return Table(
        sheet="兑现核验",
        title=f"香水村产业道路以工代赈项目劳务报酬兑现核验记录（{int(month[5:])}月）",
        subtitle="核验单位：巴中市巴州区发展和改革局                         单位：天、元",
        columns=[
            *(("序号", 5), ("姓名", 9), ("本人自述务工天数", 10), ("本人自述到账金额", 12), ("是否到账", 8)),
            *(("是否本人签名", 10), ("是否他人代领", 10), ("核验方式", 10), ("核验人", 9), ("核验日期", 12)),
            *(("结论", 8), ("备注", 10)),
        ],
        rows=[[place, *row] for place, row in enumerate(rows, 1)],
        notes=["外出务工的两人电话核验，其余面对面核验；核验时出示发放表数，由本人说明。"],
        signatures="核验人：程远航          复核人：向文静          镇负责人：邓思源",
        formats={"本人自述到账金额": "#,##0.00"},
    )


def _draw_scores(rng: random.Random, people: Sequence[Person]) -> Mapping[str, Sequence[int]]:
    return {person.name: [rng.randrange(68, 99), rng.randrange(72, 100), rng.randrange(70, 99)] for person in people}


def _trainings(people: Sequence[Person], scores: Mapping[str, Sequence[int]]) -> list[Table]:
    during = [p for p in people if p.trade in ("技工", "普工") and p.name not in ("杨昌碧", "周宗怀")]
    after = [p for p in people if p.village == "香水村" and p.trade != "特殊岗位" and p.name != "杨小琴"]
    sessions = (
        ("岗前技能与安全培训签到及考核表", "2026年2月27日", "村党群服务中心会议室、K0+000料场", people, 46, 0, True),
        ("以工代训（混凝土浇筑与砌筑）签到及考核表", "2026年5月8日", "村党群服务中心会议室", during, 41, 1, False),
        ("脆李管护技术培训签到及考核表", "2026年6月29日", "香水村脆李园", after, 40, 2, False),
    )
    tables = []
    for title, day, place, trainees, due, column, certified in sessions:
        rows = [
            [
                number,
                p.name,
                p.group,
                p.trade,
                p.id_number[-4:],
                "",
                scores[p.name][column],
                "合格",
                *([f"XS-2026-{people.index(p) + 1:03d}"] if certified else []),
            ]
            for number, p in enumerate(trainees, 1)
        ]
        tables.append(
            Table(
                sheet="签到考核",
                title=f"香水村产业道路以工代赈项目{title}",
                subtitle=f"培训时间：{day}        地点：{place}        应到：{due}人        实到：{len(rows)}人",
                columns=LISTS["培训列"] if certified else LISTS["培训列"][:-1],
                rows=rows,
                notes=["注：60分及以上为合格，合格者方可上岗。" if certified else "注：考核成绩作为择优定岗的依据。"],
                signatures="培训老师：            记录人：何晓燕            镇农业综合服务中心（章）",
                font="仿宋",
                size=11,
            )
        )
    return tables
