"""The clauses that both contracts of C11 share (domain §6.8)."""

from __future__ import annotations

from drafting.word import blank, day, label
from drafting.word_clauses import ClausePaper, said

_EMPLOYER = "参建各方.实施单位"
_CODE = f'({_EMPLOYER}.信用代码 or (项目.自建 and 参建各方.村民委员会.信用代码) or "")'
_VILLAGE_CODE = f"项目.自建 and not {_EMPLOYER}.信用代码 and 参建各方.村民委员会.信用代码"
_LINE = "________"
_OWN_ACCOUNT = "项.户名 == 项.姓名"


def draw_parties(p: ClausePaper, employer: str, worker: str, *, head: str = "负责人", seat: str = "地址") -> None:
    """Who signs, as a form; a council without a code of its own shows the village's.

    ``head`` and ``seat`` are how the law calls the person who answers for the employer, and its address.
    """
    code = f"{{{{ {_CODE} }}}}{{% if {_VILLAGE_CODE} %}}（{{{{ 参建各方.村民委员会.名称 }}}}）{{% endif %}}"
    person = f"{{{{ {_EMPLOYER}.负责人 }}}}{{% if {_EMPLOYER}.职务 %}}（{{{{ {_EMPLOYER}.职务 }}}}）{{% endif %}}"
    p.form(
        [label(employer, rows=4), "单位名称", f"{{{{ {_EMPLOYER}.名称 }}}}"],
        ["统一社会信用代码", code],
        [seat, f"{{{{ {_EMPLOYER}.地址 }}}}"],
        [head, person, "联系电话", f"{{{{ {_EMPLOYER}.电话 }}}}"],
        [label(worker, rows=3), "姓名", "{{ 项.姓名 }}", "性别", "{{ 项.性别 }}"],
        ["{{ 项.证件类型 or '公民身份' }}号码", "{{ 项.身份证号 }}", "联系电话", "{{ 项.电话 }}"],
        ["住址", "{{ 项.住址 or 项.村组全称 }}", "紧急联系人", "{{ 项.紧急联系人 }}"],
        columns=5,
        widths=[24, 38, 46, 28, 29],
        height=8,
    )


def draw_work(p: ClausePaper) -> None:
    """What the worker does, and where."""
    p.clause("1.工程名称：{{ 项目.名称 }}。工程地点：" + said("项目.建设地点") + "。")
    p.clause(
        "2.乙方从事"
        + blank("项.工种")
        + "岗位工作{% if 项.班组 %}，编入{{ 项.班组 }}{% endif %}，按照施工技术要求和班组安排"
        "完成相应的施工任务。需要调整岗位的，应当征得乙方同意，并按调整后的岗位计酬。"
    )


def draw_hours(p: ClausePaper, overtime: str) -> None:
    """Hours and rest; `overtime` is the sentence on longer hours."""
    p.clause(
        "{% if 用工约定.工作时间 %}工作时间：" + said("用工约定.工作时间") + "。"
        "{% else %}每日工作时间不超过8小时，具体时间由甲方根据施工和季节情况安排。{% endif %}"
        "{% if 用工约定.休息 %}休息：" + said("用工约定.休息") + "。{% else %}甲方保证乙方每周至少休息1天。{% endif %}"
        "遇暴雨、高温等不宜施工的天气，甲方应当停工并及时通知乙方。" + overtime
    )


def draw_price(p: ClausePaper) -> None:
    """Wages by day, by piece or both, and what they rest on."""
    daily = f'{{{{ 项.单价|元 or "{_LINE}" }}}}元/天'
    piece = (
        "{% for 价 in 项.计件工价 %}{{ 价.项目 }}{{ 价.单价|元 }}元/{{ 价.单位 }}{% if not loop.last %}、{% endif %}"
        f"{{% else %}}{_LINE}（计件项目）{_LINE}元/____{{% endfor %}}"
    )
    measured = "数量以甲方、村民质量监督小组和乙方三方现场计量确认、质量合格的为准"
    p.clause(
        "1.乙方报酬实行"
        f'{{% if 项.计酬方式 == "计件" %}}计件计酬，单价为{piece}；{measured}。'
        f'{{% elif 项.计酬方式 == "混合" %}}计日与计件相结合的方式。计日单价为{daily}，不足一天的按实际出勤折算；'
        f"承担包工计量任务的，计件单价为{piece}，{measured}。同一工作时间不重复计酬。"
        f"{{% else %}}计日计酬，单价为{daily}，不足一天的按实际出勤折算。{{% endif %}}"
    )
    p.clause(
        "2.上述标准按照{% if 四方会商.已有 %}四方会商确定并{% endif %}公布的本项目工价执行，不得低于当地最低工资标准"
        "{% if 用工约定.最低日工资 %}（折合每日{{ 用工约定.最低日工资|元 }}元）{% endif %}。"
        "工价经规定程序调整并公布的，自公布的执行日期起按新标准计酬。"
    )


def draw_payment(p: ClausePaper) -> None:
    """When and how the wages are paid, and to which account."""
    p.clause(
        "3.报酬按月支付，支付周期不超过1个月。甲方于每月" + blank("用工约定.发薪日", 4) + "日前支付乙方上月报酬；"
        "支付日遇法定节假日或者休息日的，提前支付。"
    )
    p.clause(
        "4.甲方根据考勤、务工记录和计量结果按月编制劳务报酬发放表，经乙方签字（捺印）确认、村“两委”核对、"
        "乡镇人民政府主要负责人审定后，在村务公开栏公示{{ 规定.工资公示天数 }}天；公示无异议的，"
        "{% if 项目.自建 %}由乡镇财政{% else %}从农民工工资专用账户或者由乡镇财政{% endif %}"
        "通过“一卡通”或者银行卡支付到乙方本人账户。"
    )
    p.clause(
        "5.乙方收款账户：户名"
        + blank("项.户名")
        + "，开户行"
        + blank("项.开户行", 16)
        + "，账号"
        + blank("项.账号", 22)
        + f"。{{% if not ({_OWN_ACCOUNT}) %}}该账户为乙方书面授权代收的亲属"
        "{% if 项.户名关系 %}（{{ 项.户名关系 }}）{% endif %}所有，授权书附后。{% endif %}"
        "账户变更的，乙方应当及时书面告知甲方。"
    )
    p.clause(
        "6.甲方不得以实物、有价证券等抵付报酬，不得由班组长或者其他人代领，不得克扣或者无故拖欠；每月应当向乙方提供工资清单。"
    )


def draw_attendance(p: ClausePaper) -> None:
    """Who signs in, and which three records must agree."""
    p.clause(
        "甲方实行每日到岗签到，由乙方本人签到，任何人不得代签。每月结束后，甲方汇总乙方的出勤天数和计件数量，"
        "由乙方签字（捺印）确认，作为计酬依据。签到表、务工台账和施工日志应当相互一致；不一致的，由甲乙双方会同村“两委”核实更正。"
    )


def draw_training(p: ClausePaper) -> None:
    """Training before work and the certificate."""
    p.clause(
        "甲方免费组织乙方参加岗前技能培训和安全教育，并在施工中以工代训。乙方经考核合格、取得上岗证后方可上岗"
        "{% if 项.上岗证号 %}（上岗证号：{{ 项.上岗证号 }}）{% endif %}。"
    )


def draw_safety(p: ClausePaper) -> None:
    """Instruction and protection on the site."""
    p.clause(
        "甲方在乙方上岗前和变换作业内容时进行安全教育和安全技术交底，免费提供安全帽、手套等劳动防护用品，保证施工现场、"
        "机具设备符合安全要求。乙方应当遵守安全操作规程，正确佩戴防护用品；对违章指挥、强令冒险作业有权拒绝。"
    )


def insurance(lead: str, otherwise: str = "") -> str:
    """The sentence on the accident insurance; the worker's own policy goes before the project's."""
    number, start, end = (f"(项.{name} or 用工约定.{name})" for name in ("保险单号", "保险起", "保险止"))
    details = (
        "{% if 用工约定.保险公司 %}，承保单位为{{ 用工约定.保险公司 }}{% endif %}"
        f"{{% if {number} %}}，保险单号为{{{{ {number} }}}}{{% endif %}}"
        f"{{% if {start} and {end} %}}，保险期间为{{{{ {start}|中文日期 }}}}至{{{{ {end}|中文日期 }}}}{{% endif %}}"
        "{% if 用工约定.保险金额 %}，每人保险金额{{ (用工约定.保险金额 / 10000)|数 }}万元{% endif %}"
    )
    return (
        f"{{% if 用工约定.保险险种 or 用工约定.保险公司 or {number} %}}{lead}"
        f'{{{{ 用工约定.保险险种 or "意外伤害保险" }}}}{details}，保险费由甲方承担。'
        f"{{% else %}}{otherwise}{{% endif %}}"
    )


def draw_discipline(p: ClausePaper, dismissal: str) -> None:
    """Educations, dismissal, and the deduction where the project has agreed on one (domain §11.1)."""
    p.clause(
        "1.乙方应当遵守工作纪律，服从现场管理，不得无故旷工、迟到、早退，保证施工质量。对消极怠工、不按要求施工的，"
        f"甲方登记并进行教育；经{{{{ 规定.扣款前教育次数 }}}}次教育仍不改正的，{dismissal}其在本项目的务工资格，"
        "已付出劳动的报酬照常结清。"
    )
    with p.when("用工约定.启用扣款"):
        p.clause(
            "2.双方约定：乙方有前款情形、经{{ 规定.扣款前教育次数 }}次教育仍不改正的，甲方可以扣减其当月劳务报酬，扣减比例不超过"
            "{{ (用工约定.扣款上限 * 100)|数 }}%，扣减后的所得不得低于当地最低工资标准。扣减应当有逐次教育登记和乙方签字，"
            "经村民委员会研究作出书面决定并送达乙方。"
            "（{% if 规定.扣款法律提示 %}法律提示：{{ 规定.扣款法律提示 }}{% endif %}乙方对扣减有异议的，可以要求复核，也可以投诉、依法申请仲裁或者提起诉讼。）"
        )
        p.otherwise()
        p.clause("2.甲方不得以罚款、扣款等方式扣减乙方的劳务报酬。")


def draw_principles(p: ClausePaper) -> None:
    """两个“能…不…” and the order of hiring."""
    p.clause(
        "甲方坚持“能用人工尽量不用机械、能组织当地群众务工尽量不用专业施工队伍”，按照先本村、再邻村、后本乡镇和邻近乡镇的"
        "次序，优先吸纳脱贫人口、防止返贫监测对象和其他低收入群众务工。不得在招工中任人唯亲，不得在用工考勤中弄虚作假。"
    )


def draw_statement(p: ClausePaper) -> None:
    """Age and health (more for those past the service age) and what happens to personal data."""
    p.clause(
        "1.乙方声明：已年满{{ 规定.工地最低年龄 }}周岁，身体状况能够胜任约定的岗位；提供的身份、住址、账户等信息真实，"
        f"收款账户为{{% if {_OWN_ACCOUNT} %}}本人所有{{% else %}}本人自愿授权代收的亲属所有{{% endif %}}。"
    )
    with p.when("项.超龄"):
        p.clause(
            "2.乙方现年{{ 项.年龄 }}周岁，属于超龄务工人员，自愿参加力所能及的劳动。"
            "乙方承诺：已如实告知甲方本人健康状况，目前没有不宜从事约定工作的疾病；身体不适时立即停止工作并告知现场负责人。"
            "甲方承诺：安排与其身体状况相适应的岗位，不安排高处作业、深基坑作业、搬运重物等高强度或者危险性较大的工作，"
            "落实意外伤害保险后再安排上岗。"
        )
        p.clause("3." + _PRIVACY)
        p.otherwise()
        p.clause("2." + _PRIVACY)


_PRIVACY = (
    "甲方收集的乙方个人信息仅用于签约、考勤、发放报酬、公示、监督检查和归档，并予以保密。"
    "具体事项按双方另行签署的个人信息处理告知同意书执行。对外公示的内容仅限姓名、村组、工种、出勤天数和报酬金额，不公示身份证号、账号、电话和人员类别。"
)


def draw_disputes(p: ClausePaper, paper: str, courts: str) -> None:
    """Where to complain; `courts` ends the sentence on disputes."""
    village, town = "参建各方.村民委员会", "参建各方.乡镇政府"
    p.clause(
        f"履行本{paper}发生争议的，双方协商解决；协商不成的，可以请求村民委员会、乡镇人民政府调解，{courts}。"
        "乙方的报酬被拖欠、克扣，或者合法权益受到侵害的，可以随时反映和投诉：{{ 参建各方.村民委员会.名称 }}，电话"
        + blank(f"{village}.电话", 14)
        + "；{{ 参建各方.乡镇政府.名称 }}，电话"
        + blank(f"{town}.电话", 14)
        + "；劳动保障监察投诉电话"
        + '{{ 用工约定.投诉电话 or "12333" }}。'
    )


def draw_copies(p: ClausePaper, paper: str, keeper: str) -> None:
    """Number of copies and when it takes effect."""
    p.clause(
        f"本{paper}未尽事宜，按照国家有关法律法规和以工代赈政策执行，或者由双方另行书面约定。本{paper}一式四份，甲乙双方各执一份，"
        f"{keeper}存档一份，乡镇人民政府备案一份；自双方签字、盖章（捺印）之日起生效。",
        together=True,
    )


def draw_signatures(p: ClausePaper, worker: str) -> None:
    """Seal, signature and fingerprint."""
    signed = day("项.合同签订日期")
    p.sign_boxes(
        f"甲方（盖章）：\n负责人或委托代理人（签字）：\n{signed}",
        f"{worker}\n\n{signed}",
        "乙方捺印处\n（右手食指）",
        widths=(72, 56, 37),
        room=8,
    )
    p.note(
        "签订地点："
        + blank("用工约定.签订地点", 20)
        + "。乙方不会书写的，由他人代书姓名、乙方本人捺印，并由一名见证人签名："
        "____________。"
    )
