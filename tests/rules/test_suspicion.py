"""Red flags: what looks copied, invented or counted backwards, and what an honest village may well show."""

from __future__ import annotations

from tests.rules.conftest import HEAD

NAMES = ("王大山", "李小英", "张德贵", "陈素兰", "刘长福", "赵永秀")
ROSTER = "务工人员: [" + ", ".join(f"{{姓名: {name}, 工种: 普工}}" for name in NAMES) + "]\n"
RATE = "工价: [{工种: 普工, 单价: 183}]\n"


def attendance(*months: tuple[str, list[str]]) -> str:
    """考勤 of months; the days of each person as YAML, in the order of the roster."""
    text = "考勤:\n"
    for month, marks in months:
        rows = ", ".join(f"{{姓名: {name}, 出勤: {{{days}}}}}" for name, days in zip(NAMES, marks, strict=False))
        text += f"  - {{月份: {month}, 明细: [{rows}]}}\n"
    return text


def flags(check, sections: str) -> dict[str, object]:
    """Findings of the flags by their code."""
    return {found.code: found for found in check(HEAD + ROSTER + RATE + sections).findings if found.code[:3] == "R36"}


SAME, ELSE = "2: 1, 3: 1, 4: 1", "2: 1, 5: 0.5"


def test_a_crew_that_is_alike_for_two_months_is_shown_with_its_people(check):
    found = flags(check, attendance(("2026-03", [SAME] * 5 + [ELSE]), ("2026-04", [SAME] * 6)))["R360"]
    assert found.months == ("2026-03", "2026-04")
    assert [row.text for row in found.evidence] == [
        "2026年3月：6 人中 5 人逐日出勤完全相同，都是 3 天：王大山、李小英、张德贵、陈素兰、刘长福",
        "2026年4月：6 人中 6 人逐日出勤完全相同，都是 3 天：王大山、李小英、张德贵、陈素兰、刘长福等6人",
    ]


def test_alike_for_one_month_is_no_flag(check):
    months = (("2026-03", [SAME] * 6), ("2026-04", [SAME] * 4 + [ELSE] * 2))
    assert "R360" not in flags(check, attendance(*months))


def test_the_same_number_of_days_on_other_days_is_no_flag(check):
    marks = [f"{day}: 1, {day + 1}: 1, {day + 2}: 1" for day in range(2, 8)]
    assert "R360" not in flags(check, attendance(("2026-03", marks), ("2026-04", marks)))


def test_four_people_are_too_few_to_be_a_pattern(check):
    assert "R360" not in flags(check, attendance(("2026-03", [SAME] * 4), ("2026-04", [SAME] * 4)))


def batch(amounts: list[int | str], month: str = "2026-03") -> str:
    bonuses = ", ".join(f"{{姓名: {name}, 金额: {amount}}}" for name, amount in zip(NAMES, amounts, strict=False))
    return f"发放批次: [{{月份: {month}, 公示日期: 2026-04-01, 发放日期: 2026-04-10, 奖补: [{bonuses}]}}]\n"


def test_round_hundreds_for_everybody_are_shown_one_by_one(check):
    found = flags(check, batch([1800, 2000, 1500, 900, 2300]))["R361"]
    assert found.evidence[3].text == "陈素兰 900.00 元"
    assert len(found.evidence) == 5


def test_one_cent_makes_the_sums_honest(check):
    assert "R361" not in flags(check, batch([1800, 2000, 1500, 900, "2300.01"]))


SPENT = """\
发放批次:
  - {月份: 2026-03, 公示日期: 2026-04-01, 发放日期: 2026-04-10, 奖补: [{姓名: 王大山, 金额: 3000}]}
  - {月份: 2026-04, 公示日期: 2026-05-01, 发放日期: 2026-05-10, 奖补: [{姓名: 王大山, 金额: 4500}]}
资金: [{来源: 中央预算内投资, 金额: 100万元}]
财务: {台账: [{日期: 2026-04-10, 摘要: 报酬和材料, 支出: 10000}, {日期: 2026-05-10, 摘要: 报酬和材料, 支出: %s}]}
"""


def test_the_required_share_of_what_was_spent_every_month(check):
    found = flags(check, SPENT % "15000")["R364"]
    assert [row.text for row in found.evidence] == [
        "2026年3月：报酬 3,000.00 元，占当月支出的 30.00%",
        "2026年4月：报酬 4,500.00 元，占当月支出的 30.00%",
    ]


def test_a_hundredth_of_a_per_cent_beside_it_is_no_flag(check):
    assert "R364" in flags(check, SPENT % "15000.10")  # 29.9998 %, printed as 30.00 %
    assert "R364" not in flags(check, SPENT % "14995")


def site_log(*heads: int) -> str:
    days = ", ".join(f"{{日期: 2026-03-{day:02d}, 出勤人数: {count}}}" for day, count in enumerate(heads, 2))
    return f"施工日志: [{days}]\n"


def test_six_paid_where_never_more_than_three_were_seen(check):
    marks = [f"{day}: 1" for day in (2, 2, 2, 3, 3, 3)]
    paid = "发放批次: [{月份: 2026-03}]\n"
    found = flags(check, attendance(("2026-03", marks)) + site_log(3, 3) + paid)["R365"]
    assert [row.text for row in found.evidence] == ["2026-03-02 当月最多，3 人", "发放表 6 人"]
    assert "R365" not in flags(check, attendance(("2026-03", marks)) + site_log(4, 2) + paid)


TWO_FLAGS = ROSTER.replace("{姓名: 王大山", "{电话: 13900000001, 姓名: 王大山").replace(
    "{姓名: 李小英", "{电话: 13900000001, 姓名: 李小英"
)


def codes_of(check, text: str) -> set[str]:
    """What is found beside the missing IDs."""
    return {found.code for found in check(HEAD + text).findings} - {"R117"}


def test_two_flags_ask_for_a_face_to_face_verification_and_show_both(check):
    text = TWO_FLAGS + batch([1800, 2000, 1500, 900, 2300])
    assert codes_of(check, text) == {"R105", "R361", "R370"}
    demand = next(found for found in check(HEAD + text).findings if found.code == "R370")
    assert [row.text[:4] for row in demand.evidence] == ["R105", "R361"]
    assert demand.months == ("2026-03",)


def test_who_was_asked_settles_the_flags(check):
    asked = ", ".join(f"{{姓名: {name}, 结论: 一致}}" for name in NAMES[:5])
    settled = batch([1800, 2000, 1500, 900, 2300]).replace("奖补:", f"核验: [{asked}], 奖补:")
    assert codes_of(check, TWO_FLAGS + settled) == {"R105", "R361"}


def test_two_findings_of_one_kind_are_one_flag(check):
    shared = TWO_FLAGS.replace("{姓名: 张德贵", "{电话: 13900000001, 姓名: 张德贵")
    assert codes_of(check, shared + batch([1801, 2000])) == {"R105"}
