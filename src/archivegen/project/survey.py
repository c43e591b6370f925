"""劳动力摸底: the five things to know before a project is thought of (seed Dongpo), household by household."""

from __future__ import annotations

from archivegen.project.values import (
    Day,
    Facts,
    IdNumber,
    Labels,
    Money,
    PersonName,
    Phone,
    Quantity,
    Text,
    Whole,
    fact,
)


class Surveyed(Facts):
    """摸底名单: one villager who was asked."""

    name: PersonName = fact("姓名")
    sex: Text = fact("性别", "不填时由身份证号得出", default="")
    age: Whole | None = fact("年龄", "摸底当日的周岁；不填时由身份证号得出", default=None)
    id_number: IdNumber = fact("身份证号", default="")
    village: Text = fact("村", default="")
    group: Text = fact("村组", default="")
    phone: Phone = fact("电话", default="")
    schooling: Text = fact("文化程度", default="")
    health: Text = fact("健康状况", "健康状况和劳动能力，如 健康、弱劳力", default="")
    skills: Labels = fact("技能", "泥工、木工、普工等；可写多个，第一个是主要技能", default=())
    willing: Text = fact("务工意愿", "是、否或季节性", default="")
    when: Text = fact("可务工时段", "如 全年、农闲", default="")
    days_a_week: Quantity | None = fact("每周天数", "每周可务工几天；不填时按意愿折算", default=None)
    wanted_pay: Money | None = fact("期望日薪", "元", default=None)
    categories: Labels = fact("人员类别", "脱贫户、监测户等；可写多个", default=())
    evidence: Text = fact("类别佐证", default="")
    note: Text = fact("备注", default="")


class Survey(Facts):
    """劳动力摸底: the five things to know (seed Dongpo)."""

    day: Day = fact("日期")
    surveyor: Text = fact("调查人", default="")
    visits: Whole | None = fact("走访次数", default=None)
    households: Whole | None = fact("户数", default=None)
    population: Whole | None = fact("总人口", default=None)
    labour: Whole | None = fact("劳动力总数", default=None)
    men: Whole | None = fact("男劳动力", default=None)
    women: Whole | None = fact("女劳动力", default=None)
    of_age: Whole | None = fact("适龄劳动力", "16 周岁以上、不满 60 周岁的人数", default=None)
    elders: Whole | None = fact("六十岁以上", "60 周岁以上、有劳动能力的人数", default=None)
    at_home: Whole | None = fact("在家劳动力", default=None)
    away: Whole | None = fact("外出劳动力", default=None)
    willing: Whole | None = fact("有务工意愿", default=None)
    skills: dict[Text, Whole] = fact("技能", "技能到人数，如 {泥工: 12}", default={})
    special: dict[Text, Whole] = fact("特殊群众", "类别到人数", default={})
    people: tuple[Surveyed, ...] = fact("名单", "逐人登记，或写表格路径", default=())
    capacity: Text = fact("组织能力", "村委会组织工程建设的能力", default="")
    committee: Whole | None = fact("两委人数", "村“两委”人数", default=None)
    experience: Text = fact("自建经验", "有没有自建过工程", default="")
    craftsmen: Text = fact("技术力量", "技术员、乡村工匠", default="")
    accountant: Text = fact("财务人员", default="")
    machines: Text = fact("机械资源", default="")
    conclusion: Text = fact("评估结论", "适合自建或适合承包", default="")
    assessor: Text = fact("评估人", default="")
