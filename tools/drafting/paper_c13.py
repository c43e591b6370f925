"""C13: the letter that calls to a training, and the cards of those who passed (domain §6.10)."""

from __future__ import annotations

from drafting.word import Cell, Column, Tall, blank, day, each_row, hei
from drafting.word_clauses import ClausePaper, said

_TOWN = "参建各方.乡镇政府"
_ISSUER = f"{_TOWN}.名称"
_ROUND = (
    "{% if 项.轮次 == '岗前' %}岗前{% elif 项.轮次 == '过程' %}施工期间以工代训{% else %}完工后就业{% endif %}"
    "{% if 项.务工 %}技能培训{% else %}业务培训{% endif %}"
)
_CONTACT = (
    "{% if 用工约定.报名联系人 and 用工约定.报名电话 %}联系人：{{ 用工约定.报名联系人 }}，电话：{{ 用工约定.报名电话 }}。"
    f"{{% elif {_TOWN}.电话 %}}联系电话：{{{{ {_TOWN}.电话 }}}}。{{% endif %}}"
)


def draw_training_letter() -> ClausePaper:
    """The letter to the village groups, the council or firm, and those who are to come."""
    p = ClausePaper("letter")
    p.official_head(_ISSUER, "{{ 项目.标题 }}", f"关于举办{_ROUND}的通知")
    p.salutation(
        "{% if 项.务工 %}{{ 项目.村名 }}各村民小组、{{ 参建各方.实施单位.名称 or '项目实施单位' }}、各务工人员："
        "{% else %}{{ 参建各方.村民委员会.名称 }}、{{ 参建各方.实施单位.名称 or '项目实施单位' }}：{% endif %}"
    )
    p.text(
        "为提高{% if 项.务工 %}务工群众的劳动技能和安全意识{% else %}项目管理人员的业务能力{% endif %}，保证{{ 项目.名称 }}"
        "{% if 项.轮次 == '完工后' %}务工群众在工程完工后继续就业增收{% else %}顺利实施{% endif %}，"
        "根据以工代赈政策和项目培训方案，决定举办{{ 项.轮次 }}培训，现将有关事项通知如下。"
    )
    p.heading("一、培训时间和地点")
    p.text(
        "时间：{{ 项.日期|中文日期 }}{% if 项.学时 != '' %}，共{{ 项.学时|数 }}学时{% endif %}。地点："
        + blank("项.地点", 16)
        + "。"
    )
    p.heading("二、培训对象")
    p.text(
        "{{ 项.对象 }}{% if 项.应到 != '' %}，共{{ 项.应到 }}人{% endif %}。"
        "{% if 项.务工 and 项.轮次 == '岗前' %}拟在本项目务工的群众都应当参加，未参加培训或者考核不合格的，不得上岗。{% endif %}"
    )
    p.heading("三、培训内容和方式")
    p.text(
        "内容："
        + said("项.课题")
        + "。{% if 项.方式 %}方式："
        + said("项.方式")
        + "。{% endif %}"
        + "{% if 项.师资 %}授课："
        + said("项.师资")
        + "。{% endif %}"
    )
    p.heading("四、考核和发证")
    p.text(
        "{% if 项.考核方式 %}考核方式："
        + said("项.考核方式")
        + "。{% elif 项.有考核 or (项.务工 and 项.轮次 == '岗前') %}培训结束当场考核。"
        "{% else %}培训结束后以座谈、提问等方式了解学习效果。{% endif %}"
        "{% if 项.合格分 != '' %}{{ 项.合格分|数 }}分以上为合格。{% endif %}"
        "{% if 项.务工 and 项.轮次 == '岗前' %}考核合格的，统一编号发给上岗证，凭证上岗；不合格的，补训补考。{% endif %}"
    )
    p.heading("五、有关要求")
    p.text(
        "1.请{% if 项.务工 %}各村民小组逐户{% else %}有关单位{% endif %}通知到人，参训人员按时到场，本人签到，不得代签。"
    )
    p.text(
        "{% if 项.务工 %}2.参训人员携带本人身份证；实操时穿着适合劳动的服装、鞋子。培训不收取任何费用。"
        "{% else %}2.参训人员安排好工作，全程参加，认真记录。{% endif %}"
    )
    p.text(
        "3.因故不能参加的，提前告知{{ 参建各方.村民委员会.名称 }}{% if 项.务工 %}，另行安排补训{% endif %}。" + _CONTACT
    )
    p.issuer_signature(_ISSUER, day("项.通知日期"))
    p.colophon(_ISSUER, "项.通知日期")
    return p


_PEOPLE = "项.上岗证"
_STRIP = (
    "姓　　名：{{ 人.姓名 }}",
    "工　　种：{{ 人.工种 }}",
    "证　　号：{{ 人.证号 }}",
    "考核成绩：{% if 人.成绩 != '' %}{{ 人.成绩|数 }}分，合格{% else %}合格{% endif %}",
    "有效工程：{{ 项目.名称 }}",
    "发证单位：{{ 参建各方.乡镇政府.名称 }}（盖章）",
)

_ISSUED = "发证日期：{% if 人.发证日期 %}{{ 人.发证日期|中文日期 }}{% else %}　　年　月　日{% endif %}"


def draw_cards() -> ClausePaper:
    """Cards to be cut out, two a row, a photo's place in each; an odd one out leaves half a row empty."""
    p = ClausePaper("form")
    photo, text = Column("", 28), Column("", 54, "left")
    p.table(
        [photo, text, photo, text],
        each_row(f"对 in {_PEOPLE}|batch(2)", Tall(60, (*_card(0), *_card(1)))),
        size=10,
        head=False,
    )
    p.note("注：沿线剪下使用。照片处贴本人一寸免冠照片，加盖发证单位公章后有效；只在本项目使用，不得转借、涂改。")
    return p


def _card(place: int) -> tuple[Cell, Cell]:
    """The two cells of a card; the second of a row is there only where somebody is left for it."""
    lines = [line.replace("人.", f"对[{place}].") for line in (*_STRIP, _ISSUED)]
    photo, title = ["照　片", "（一寸）"], "　　　　上　岗　证"
    if place:
        photo, (title, *lines) = ([_if_there(place, line) for line in part] for part in (photo, [title, *lines]))
    return Cell([*photo], align="center"), Cell([hei(title), *lines])


def _if_there(place: int, line: str) -> str:
    return f"{{% if 对|length > {place} %}}{line}{{% endif %}}"
