"""C25: what every worker says about days and money, face to face."""

from __future__ import annotations

from .excel_styles import Column, Kind
from .ledger import Ledger


def draw_verification() -> Ledger:
    """Days and sums of the ledger are printed; what the worker says is written in by hand (domain §6.14)."""
    columns = [
        Column("序号", "{{ 人.序号 }}", 4, Kind.COUNT),
        Column("姓名", "{{ 人.姓名 }}", 10.5, Kind.NAME),
        Column("身份证\n后4位", "{{ 人.尾号 }}", 6.5, Kind.ID),
        Column("天数", "{{ 人.天数 }}", 6, Kind.DAYS, "SUM", "台账"),
        Column("金额", "{{ 人.实发 }}", 11, Kind.MONEY, "SUM", "台账"),
        Column("务工天数", "", 8, Kind.TEXT, "", "本人自述"),
        Column("{% if 项.追回 %}退回{% else %}到账{% endif %}金额", "", 10, Kind.TEXT, "", "本人自述"),
        Column("是否\n{% if 项.追回 %}退回{% else %}到账{% endif %}", "□是\n□否", 5.5),
        Column("是否本\n人签名", "□是\n□否", 6.5),
        Column("是否他\n人代{% if 项.追回 %}退{% else %}领{% endif %}", "□是\n□否", 6.5),
        Column("核验方式", "□面对面\n□电话", 8.5),
        Column("核验人", "", 8),
        Column("核验\n日期", "", 8),
        Column("结论", "□一致\n□不一致", 8.5),
        Column("务工人员\n签字（捺印）", "", 12),
    ]
    form = Ledger("核验表", columns, margin=1.5, size=11)
    form.add_title("{{ 项目.名称 }}劳务报酬兑现核验表（{{ 项.批次名 }}）", size=20, height=40)
    form.add_project_facts()
    form.add_paged_table("人", "项.人员", (14, 3, 6), total="合计", height=30, head_height=30)
    for column in columns:
        if column.text.startswith("□"):
            form.make_box_column(column.head)
    form.add_long_row(
        "核验情况",
        "应核{{ 项.人数 }}人，已核　　　　　人，覆盖率　　　　　%；一致　　　　　人，不一致　　　　　人。",
        share=0.14,
    )
    form.add_long_row("不一致情况\n及处理结果", "", share=0.14, height=44)
    form.add_signatures("核验人", "复核人", "乡镇负责人", "县级项目负责人", date=True)
    form.add_note(
        "注：1.逐人面对面核验，确实无法见面的电话核验并注明原因；核验时出示本表台账数，由本人说明务工天数和{% if 项.追回 %}退回{% else %}到账{% endif %}金额。",
        "　　2.结论为不一致、非本人签名或者他人代{% if 项.追回 %}退{% else %}领{% endif %}的，当场记录并由县级项目负责人组织查明。",
    )
    form.freeze(2)
    return form
