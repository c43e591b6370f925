"""C13: the ledger of all trainings, and of each the sign-in sheet and the scores (domain §6.10)."""

from __future__ import annotations

from .excel_styles import Column, Kind
from .ledger import BY_HAND, Ledger

_PASSED = "{% if 人.合格 == true %}合格{% elif 人.合格 == false %}不合格{% endif %}"
_SESSION = "{{ 项.轮次 }}培训{% if 项.对象 %}（{{ 项.对象 }}）{% endif %}"
_SIGNERS = ("培训教师", "考勤人", "组织单位负责人")


def draw_training_ledger() -> Ledger:
    """A line a session; a second sheet has a line a worker over all three rounds."""
    columns = [
        Column("序号", "{{ loop.index }}", 4, Kind.COUNT),
        Column("轮次", "{{ 场.轮次 }}", 7),
        Column("日期", "{{ 场.日期 }}", 10.5, Kind.DATE),
        Column("地点", "{{ 场.地点 }}", 17, Kind.LONG_TEXT),
        Column("对象", "{{ 场.对象 }}", 10, Kind.LONG_TEXT),
        Column("课题", "{{ 场.课题 }}", 28, Kind.LONG_TEXT),
        Column("学时", "{{ 场.学时 }}", 5, Kind.DAYS, "SUM"),
        Column("师资", "{{ 场.师资 }}", 16, Kind.LONG_TEXT),
        Column("方式", "{{ 场.方式 }}", 12, Kind.LONG_TEXT),
        Column("应到", "{{ 场.应到 }}", 5, Kind.COUNT, "SUM", "人数"),
        Column("实到", "{{ 场.实到 }}", 5, Kind.COUNT, "SUM", "人数"),
        Column("方式与合格分", _EXAM, 13, Kind.LONG_TEXT, "", "考核"),
        Column("参考", "{{ 场.参考 if 场.有考核 else '' }}", 5, Kind.COUNT, "SUM", "考核"),
        Column("合格", "{{ 场.合格人数 if 场.合格率 != '' else '' }}", 5, Kind.COUNT, "SUM", "考核"),
        Column("合格率", "{{ 场.合格率 }}", 8, Kind.PERCENT, "", "考核"),
        Column("发上岗证", "{{ 场.上岗证|length or '' }}", 6, Kind.COUNT, "SUM"),
    ]
    form = Ledger("培训台账", columns, margin=1.5, size=10)
    form.add_title("{{ 项目.名称 }}技能培训台账", size=20, height=40)
    form.add_project_facts()
    form.add_paged_table("场", "项.场次", (13, 3, 4), total="合计", height=34, head_height=20)
    form.add_signatures("填表人", "审核人", "乡镇负责人", date=True)
    form.add_note("注：三轮指岗前培训、施工期间的过程培训和完工后培训；签到表、考核成绩表、上岗证和培训照片逐场附后。")
    form.freeze(3)
    form.finish()
    _draw_persons(form)
    return form


_EXAM = (
    "{{ 场.考核方式 }}{% if 场.合格分 != '' %}{% if 场.考核方式 %}，{% endif %}{{ 场.合格分|数 }}分以上合格{% endif %}"
)


def _round(name: str) -> str:
    return (
        f"{{% for 次 in 人.{name} %}}{{{{ 次.日期|日期 }}}}"
        "{% if 次.成绩 != '' %} {{ 次.成绩|数 }}分{% endif %}"
        "{% if 次.合格 == false %}（不合格）{% endif %}{% if not loop.last %}\n{% endif %}{% endfor %}"
    )


def _draw_persons(book: Ledger) -> None:
    columns = [
        Column("序号", "{{ 人.序号 }}", 4, Kind.COUNT),
        Column("姓名", "{{ 人.姓名 }}", 10, Kind.NAME),
        Column("身份证\n后4位", "{{ 人.尾号 }}", 6.5, Kind.ID),
        Column("村组", "{{ 人.村组 }}", 11, Kind.LONG_TEXT),
        Column("工种", "{{ 人.工种 }}", 8),
        Column("岗前", _round("岗前"), 17, Kind.LONG_TEXT, "", "培训日期和考核成绩"),
        Column("过程", _round("过程"), 17, Kind.LONG_TEXT, "", "培训日期和考核成绩"),
        Column("完工后", _round("完工后"), 17, Kind.LONG_TEXT, "", "培训日期和考核成绩"),
        Column("次数", "{{ 人.次数 }}", 5, Kind.COUNT, "SUM"),
        Column("学时", "{{ 人.学时 }}", 6, Kind.DAYS, "SUM"),
        Column("上岗证号", "{{ 人.证号 }}", 15, Kind.ID),
    ]
    form = Ledger("逐人台账", columns, margin=1.5, size=10, book=book)
    form.add_title("{{ 项目.名称 }}务工人员培训逐人台账", size=18)
    form.add_subline("项目代码：{{ 项目.代码 }}", f"填表日期：{BY_HAND}")
    form.add_paged_table("人", "项.人员", (19, 3, 3), total="合计", height=24, head_height=18)
    form.add_note("注：序号与务工人员名册一致；同一轮参加两次以上的逐次填列。")
    form.freeze(2)
    form.finish()


def draw_training_signs() -> Ledger:
    """Who is to sign in, morning and afternoon; nobody listed yet leaves places for a pen."""
    columns = [
        Column("序号", "{{ 人.序号 }}", 4.5, Kind.COUNT),
        Column("姓名", "{{ 人.姓名 }}", 11, Kind.NAME),
        Column("身份证\n后4位", "{{ 人.尾号 }}", 7, Kind.ID),
        Column("村组（单位）", "{{ 人.村组 }}", 15, Kind.LONG_TEXT),
        Column("工种", "{{ 人.工种 }}", 9),
        Column("上午", "", 15, Kind.TEXT, "", "本人签到（捺印）"),
        Column("下午", "", 15, Kind.TEXT, "", "本人签到（捺印）"),
        Column("备注", "", 9),
    ]
    form = Ledger("签到表", columns, landscape=False, margin=1.5, size=11)
    _add_session_head(form, "签到表")
    form.add_paged_table("人", "项.名单", (27, 5, 4), height=26, head_height=20)
    form.add_long_row(
        "到场情况", "应到{{ 项.应到 if 项.应到 != '' else '　　' }}人，实到　　　　人，缺席　　　　人。", share=0.15
    )
    form.add_signatures(*_SIGNERS, per_line=3)
    form.add_note("注：由本人签到，不得代签；半天的培训只签一栏，空白处划线。")
    form.freeze(2)
    return form


def draw_scores() -> Ledger:
    """Scores and who passed; whoever gets a certificate gets its number."""
    columns = [
        Column("序号", "{{ 人.序号 }}", 4.5, Kind.COUNT),
        Column("姓名", "{{ 人.姓名 }}", 11, Kind.NAME),
        Column("身份证\n后4位", "{{ 人.尾号 }}", 7, Kind.ID),
        Column("村组（单位）", "{{ 人.村组 }}", 15, Kind.LONG_TEXT),
        Column("工种", "{{ 人.工种 }}", 9),
        Column("考核成绩", "{{ 人.成绩 }}", 8, Kind.DAYS),
        Column("是否合格", _PASSED, 8.5),
        Column("上岗证号", "{{ 人.证号 }}", 17, Kind.ID),
        Column("备注", "", 9),
    ]
    form = Ledger("考核成绩表", columns, landscape=False, margin=1.5, size=11)
    _add_session_head(form, "考核成绩表")
    form.add_paged_table("人", "项.名单", (27, 5, 4), height=26, head_height=34)
    form.add_long_row(
        "考核结果",
        "{% if 项.考核方式 %}考核方式：{{ 项.考核方式 }}。{% endif %}"
        "{% if 项.参考 %}参加考核{{ 项.参考 }}人"
        "{% if 项.合格率 != '' %}，{{ 项.合格分|数 }}分以上合格{{ 项.合格人数 }}人，合格率{{ 项.合格率|百分比 }}{% endif %}。"
        "{% else %}参加考核　　　　人，合格　　　　人。{% endif %}",
        share=0.15,
        height=32,
    )
    form.add_signatures("考核人", "组织单位负责人", "日期")
    form.freeze(2)
    return form


def _add_session_head(form: Ledger, name: str) -> None:
    form.add_title("{{ 项目.名称 }}", size=18, height=32)
    form.add_title(f"{_SESSION}{name}", size=16, height=28)
    form.add_subline(
        "培训日期：{{ 项.日期|中文日期 }}{% if 项.学时 != '' %}　　学时：{{ 项.学时|数 }}{% endif %}",
        "地点：{{ 项.地点 }}",
    )
    form.add_subline("课题：{{ 项.课题 }}")
    form.add_subline("师资：{{ 项.师资 }}")
