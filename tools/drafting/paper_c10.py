"""C10: the real-name roster, and who was hired and why."""

from __future__ import annotations

from .excel_styles import Column, Kind
from .ledger import BY_HAND, Ledger

_CARD = "{% if 人.账户类型 in ['社保卡', '社会保障卡', '一卡通'] %}是{% elif 人.账户类型 %}否（{{ 人.账户类型 }}）{% endif %}"
_INSURED = (
    "{{ (人.保险起 or (用工约定.保险起 if not 人.保险单号 else ''))|日期 }}\n"
    "{{ (人.保险止 or (用工约定.保险止 if not 人.保险单号 else ''))|日期 }}"
)
_COUNTS = (
    "登记{{ 务工人员|length }}人，"
    "{% if 务工人员|selectattr('性别')|list %}其中男{{ 务工人员|selectattr('性别', 'equalto', '男')|list|length }}人、"
    "女{{ 务工人员|selectattr('性别', 'equalto', '女')|list|length }}人，{% endif %}"
    "重点群体{{ 务工人员|selectattr('重点群体')|list|length }}人。"
    "{% set 来源 = 务工人员|selectattr('来源范围')|list %}"
    "{% if 来源 %}按来源：{% for 组 in 来源|groupby('来源范围') %}{{ 组.grouper }}{{ 组.list|length }}人"
    "{{ '。' if loop.last else '，' }}{% endfor %}{% endif %}"
    "{% set 工种 = 务工人员|selectattr('工种')|list %}"
    "{% if 工种 %}按工种：{% for 组 in 工种|groupby('工种') %}{{ 组.grouper }}{{ 组.list|length }}人"
    "{{ '。' if loop.last else '，' }}{% endfor %}{% endif %}"
)
_REASON = (
    "{% if 人.优先类别 %}重点群体优先（{{ 人.优先类别|顿号 }}）"
    "{% elif 人.来源范围 %}{{ 人.来源范围 }}群众，按由近及远的次序选用{% endif %}\n"
    "{% if 人.岗前成绩 != '' %}岗前考核{{ 人.岗前成绩|数 }}分"
    "{% if 人.考核合格 == true %}，合格{% elif 人.考核合格 == false %}，未达到合格分{% endif %}{% endif %}"
)

_SEALS = tuple((who, f"（盖章）\n{BY_HAND}") for who in ("实施单位", "村民委员会", "乡镇人民政府"))


def draw_roster() -> Ledger:
    """名册 with all columns of domain §6.8; a second sheet has the list of who was chosen."""
    columns = [
        Column("序号", "{{ 人.序号 }}", 3.5, Kind.COUNT),
        Column("姓名", "{{ 人.姓名 }}", 10, Kind.NAME),
        Column("性别", "{{ 人.性别 }}", 3.5),
        Column("出生年月", "{{ 人.出生日期 }}", 7.5, Kind.DATE),
        Column("年龄", "{{ 人.年龄 }}", 3.5, Kind.COUNT),
        Column("身份证号", "{{ 人.身份证号 }}", 17, Kind.ID),
        Column("户籍村组", "{{ 人.村组全称 }}", 10, Kind.LONG_TEXT),
        Column("现住址", "{{ 人.住址 }}", 14, Kind.LONG_TEXT),
        Column("联系电话", "{{ 人.电话 }}", 10.5, Kind.ID),
        Column("人员类别", "{{ 人.人员类别|顿号 }}", 14.5, Kind.LONG_TEXT),
        Column("来源\n范围", "{{ 人.来源范围 }}", 6.5),
        Column("工种", "{{ 人.工种 }}", 7.5),
        Column("班组", "{{ 人.班组 }}", 7),
        Column("合同编号", "{{ 人.合同编号 }}", 12.5, Kind.ID),
        Column("进场日期\n退场日期", "{{ 人.进场日期|日期 }}\n{{ 人.退场日期|日期 }}", 9.5, Kind.LONG_TEXT),
        Column("培训上岗\n证号", "{{ 人.上岗证号 }}", 10.5, Kind.ID),
        Column("开户行", "{{ 人.开户行 }}", 13, Kind.LONG_TEXT, "", "账户"),
        Column("卡号", "{{ 人.账号 }}", 18.5, Kind.ID, "", "账户"),
        Column("一卡通", _CARD, 8.5, Kind.LONG_TEXT, "", "账户"),
        Column("保险单号", "{{ 人.保险单号 or 用工约定.保险单号 }}", 17.5, Kind.ID, "", "保险"),
        Column("起止日期", _INSURED, 9.5, Kind.LONG_TEXT, "", "保险"),
        Column("与村干部\n亲属关系", "{{ 人.亲属关系 }}", 11, Kind.LONG_TEXT),
        Column("备注", "{{ 人.备注 }}", 9, Kind.LONG_TEXT),
    ]
    form = Ledger("名册", columns, paper="A3", margin=1.5, size=10)
    form.add_title("{{ 项目.名称 }}务工人员名册（实名制）", size=20, height=40)
    form.add_project_facts()
    form.add_paged_table("人", "务工人员", (30, 3, 5), height=28)
    for column in columns:
        if column.kind is Kind.LONG_TEXT and column.head != "现住址":
            form.align_column(column.head, "center")
    form.format_column("出生年月", "yyyy-mm")
    form.add_long_row("合计", _COUNTS, share=0.08)
    form.add_opinions(("填表人", f"（签字）\n{BY_HAND}"), *_SEALS)
    form.add_note(
        "注：1.本表为实名制名册，身份证号、账户和人员类别与本人证件原件及认定台账逐一核对，只作内部存档，不得张贴、转发。",
        "　　2.年龄为签订合同（协议）当日的周岁；保险单号为团体保险的，填写团体保单号。",
    )
    form.freeze(2)
    form.finish()
    _draw_choice(form)
    return form


def draw_public_roster() -> Ledger:
    """公示名单: who was hired, for the wall: name, group and trade and nothing else; public."""
    columns = [
        Column("序号", "{{ 人.序号 }}", 8, Kind.COUNT),
        Column("姓名", "{{ 人.姓名 }}", 22, Kind.NAME),
        Column("村组", "{{ 人.村组 }}", 26, Kind.LONG_TEXT),
        Column("工种", "{{ 人.工种 }}", 20),
    ]
    form = Ledger("公示名单", columns, landscape=False, size=12)
    form.add_title("{{ 项目.名称 }}务工人员公示名单", size=18, height=44)
    form.add_note(
        "经本人报名、村“两委”和实施单位集体审核，选用下列{{ 务工人员|length }}人为务工人员，现予公示。",
        "有异议的，请向{{ 公示栏.务工公告.受理单位 or 参建各方.乡镇政府.名称 }}反映"
        "{% if 公示栏.务工公告.电话 or 参建各方.乡镇政府.电话 %}，"
        "电话{{ 公示栏.务工公告.电话 or 参建各方.乡镇政府.电话 }}{% endif %}。",
        height=20,
    )
    form.add_paged_table("人", "务工人员", (34, 6, 5), height=20)
    form.align_column("村组", "center")
    form.add_opinions(("村民委员会", f"（盖章）\n{BY_HAND}"), ("实施单位", f"（盖章）\n{BY_HAND}"))
    form.freeze(2)
    form.finish()
    return form


def _draw_choice(book: Ledger) -> None:
    columns = [
        Column("序号", "{{ 人.次序 }}", 4, Kind.COUNT),
        Column("姓名", "{{ 人.姓名 }}", 10, Kind.NAME),
        Column("村组", "{{ 人.村组全称 }}", 11, Kind.LONG_TEXT),
        Column("类别", "{{ 人.人员类别|顿号 }}", 11, Kind.LONG_TEXT),
        Column("来源\n范围", "{{ 人.来源范围 }}", 6.5),
        Column("工种", "{{ 人.工种 }}", 8),
        Column("岗前考\n核成绩", "{{ 人.岗前成绩 }}", 6.5, Kind.DAYS),
        Column("选用理由", _REASON, 36, Kind.LONG_TEXT),
        Column("与村干部\n关系", "{{ 人.亲属关系 }}", 11, Kind.LONG_TEXT),
    ]
    form = Ledger("择优选用清单", columns, landscape=False, margin=1.5, size=10, book=book)
    form.add_title("{{ 项目.名称 }}务工人员择优选用清单", size=16)
    form.add_subline(
        "项目代码：{{ 项目.代码 }}", "建设方式：{{ 项目.建设方式 }}　　表号：{{ 材料.代码 }}", shares=(2, 1)
    )
    form.add_subline("建设地点：{{ 项目.建设地点 }}", f"填表日期：{BY_HAND}", shares=(2, 1))
    form.add_subline("业主单位：{{ 参建各方.业主单位.名称 }}　　实施单位：{{ 参建各方.实施单位.名称 }}")
    form.add_paged_table("人", "择优清单", (28, 3, 5), height=28)
    for head in ("村组", "类别", "与村干部\n关系"):
        form.align_column(head, "center")
    form.add_opinions(*_SEALS)
    form.add_note(
        "注：选用次序为重点群体优先；其次按来源范围由近及远（本村→邻村→本乡镇→邻近乡镇）；再次按岗前考核成绩由高到低。",
        "　　与村干部、理事会成员有亲属关系的如实填写，没有的填“无”。",
    )
    form.freeze(2)
    form.finish()
