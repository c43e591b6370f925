"""Facts of acceptance, performance, assets, aftercare, photos and the archive."""

from __future__ import annotations

from enum import StrEnum

from archivegen.project.parties import Member
from archivegen.project.values import Day, Facts, Money, Phone, Quantity, Ratio, Sha256, Text, Texts, Whole, fact


class Defect(Facts):
    """A problem found in acceptance, and its closing."""

    problem: Text = fact("问题")
    mend: Text = fact("整改", default="")
    due: Day | None = fact("期限", default=None)
    closed: Day | None = fact("销号日期", default=None)
    checker: Text = fact("复查人", default="")


class Inspection(Facts):
    """One of the three acceptances."""

    day: Day = fact("日期")
    head: Text = fact("组长", default="")
    team: tuple[Member, ...] = fact("成员", default=())
    ratings: dict[Text, Text] = fact("分项评定", "分项到评定意见", default={})
    defects: tuple[Defect, ...] = fact("问题", default=())
    opinion: Texts = fact("意见", default=())
    conclusion: Text = fact("结论", "合格、限期整改或不合格")


class Score(Facts):
    """The points given for one criterion of the evaluation; the criteria stand in the pack's rules."""

    criterion: Text = fact("指标", "规则参数“综合评价”里的指标名称")
    points: Quantity = fact("得分")
    reason: Text = fact("扣分理由", default="")


class Evaluation(Facts):
    """综合评价: the county's score of a finished project (seed Mingshan)."""

    day: Day | None = fact("日期", default=None)
    assessors: Texts = fact("评价人", default=())
    vetoed: Text = fact("否决情形", "弄虚作假、拖欠报酬等一票否决的情形；没有不填", default="")
    scores: tuple[Score, ...] = fact("得分", default=())
    advice: Texts = fact("建议", default=())


class Acceptance(Facts):
    """验收: 自验 → 初验 → 复验 (seed Bazhou)."""

    own: Inspection | None = fact("自验", default=None)
    township: Inspection | None = fact("初验", default=None)
    county: Inspection | None = fact("复验", default=None)
    applied: Day | None = fact("申请日期", default=None)
    application_no: Text = fact("申请文号", default="")
    checked: Day | None = fact("核查日期", "十一项前置资料核查日期", default=None)
    checker: Text = fact("核查人", default="")
    verified: Day | None = fact("核验日期", "面对面核验日期", default=None)
    verifier: Text = fact("核验人", default="")
    filed: Day | None = fact("备案日期", "竣工验收报告报备案的日期", default=None)
    warranty_months: Whole | None = fact("保修期", "月，自复验之日起；按施工合同或保修书", default=None)
    warranty_signed: Day | None = fact("保修书日期", "工程质量保修书签署的日期", default=None)
    evaluation: Evaluation | None = fact("综合评价", "县级综合评价的得分", default=None)


class Indicator(Facts):
    """One performance indicator (财预〔2020〕10号)."""

    first: Text = fact("一级")
    second: Text = fact("二级", default="")
    third: Text = fact("三级")
    target: Text = fact("指标值")
    achieved: Text = fact("完成值", default="")
    weight: Quantity | None = fact("分值", default=None)
    score: Quantity | None = fact("得分", "不填时按完成情况计算；定性指标由人评", default=None)
    reason: Text = fact("偏差", "没有完成、扣分或超出较多的，写原因和改进措施", default="")


class Performance(Facts):
    """绩效: goals and self-evaluation."""

    goal: Texts = fact("总体目标", default=())
    indicators: tuple[Indicator, ...] = fact("指标", default=())
    satisfaction: Ratio | None = fact("满意度", default=None)
    sample: Whole | None = fact("调查样本", default=None)
    method: Text = fact("调查方式", "如 入户问卷", default="")
    satisfied: Whole | None = fact("满意人数", default=None)
    done: Texts = fact("完成情况", "总体目标的实际完成情况；不写时由程序按台账写", default=())
    measures: Texts = fact("改进措施", default=())
    day: Day | None = fact("自评日期", default=None)
    reporter: Text = fact("填报人", default="")


class Asset(Facts):
    """One asset handed over."""

    name: Text = fact("名称")
    spec: Text = fact("规格", default="")
    unit: Text = fact("单位", default="")
    quantity: Quantity = fact("数量")
    value: Money | None = fact("价值", default=None)
    site: Text = fact("坐落", default="")
    condition: Text = fact("状态", default="")


class Assets(Facts):
    """资产: who owns what was built."""

    owner: Text = fact("产权单位", default="")
    user: Text = fact("使用单位", default="")
    giver: Text = fact("移交方", default="")
    receiver: Text = fact("接收方", default="")
    witness: Text = fact("监交方", default="")
    day: Day | None = fact("移交日期", default=None)
    certificate: Text = fact("登记证号", default="")
    items: tuple[Asset, ...] = fact("清单", default=())
    copies: Whole | None = fact("资料份数", default=None)


class AftercarePromise(Facts):
    """What the approved plan promised about the aftercare (domain R26)."""

    body: Text = fact("管护主体", default="")
    yearly: Money | None = fact("年经费", default=None)
    years: Whole | None = fact("期限", "年", default=None)


class Aftercare(Facts):
    """管护: body, money, term (seed Guang'an 三个明确)."""

    body: Text = fact("管护主体")
    person: Text = fact("责任人", default="")
    phone: Phone = fact("电话", default="")
    scope: Text = fact("范围", default="")
    patrol: Text = fact("巡查频次", default="")
    standard: Texts = fact("维修标准", default=())
    source: Text = fact("经费来源", default="")
    yearly: Money | None = fact("年经费", default=None)
    since: Day | None = fact("开始日期", default=None)
    years: Whole | None = fact("期限", "年", default=None)
    review: Text = fact("考核", default="")
    signed: Day | None = fact("签订日期", default=None)
    promise: AftercarePromise | None = fact(
        "方案承诺", "实施方案里承诺的管护主体、年经费和期限，写了就核对", default=None
    )


class Phase(StrEnum):
    """When a photo of the works was taken, seen from the works (domain §6.18)."""

    BEFORE = "前"
    DURING = "中"
    AFTER = "后"

    @classmethod
    def _missing_(cls, value: object) -> Phase | None:
        """施工前, 施工中 and 施工后 are the same three."""
        return next((phase for phase in cls if value == f"施工{phase.value}"), None)


class WorksPhoto(Facts):
    """影像: one photo of the works (domain §6.18 E02; seed Bazhou: 施工前、中、后)."""

    part: Text = fact("部位", "工程部位和桩号，如 路面 K1+200；同一部位的前、中、后写法要一样")
    phase: Phase = fact("阶段", "施工前、中或后")
    file: Text = fact("文件", "照片的路径，相对于项目文件夹，如 照片/路面-前.jpg")
    taken: Day | None = fact("拍摄日期", default=None)
    by: Text = fact("拍摄人", default="")
    note: Text = fact("说明", "照片上是什么，一句话", default="")
    number: Text = fact("编号", "不填时按先后编 ZP-001、ZP-002", default="")


class SummaryText(Facts):
    """总结: free text of the closing summary."""

    management: Texts = fact("组织管理", default=())
    quality: Texts = fact("工程质量", default=())
    benefit: Texts = fact("效益", default=())
    experience: Texts = fact("经验", default=())
    problems: Texts = fact("问题", default=())
    day: Day | None = fact("日期", default=None)


class RetentionOverride(Facts):
    """A retention period in the place of the catalogue's (domain §9.6: each office has its own approved table)."""

    term: Text = fact("期限", "永久、30年或10年")
    reason: Text = fact("理由", "如 县档案馆批准的保管期限表第12条")


class ArchiveFacts(Facts):
    """档案: fonds, numbers, keepers, and what this project files otherwise than the pack."""

    fonds: Text = fact("全宗号", "未分配时不填", default="")
    category: Text = fact("类别", "不写时用模板包的 KJ·JJ", default="")
    project_no: Text = fact("项目号", "档号里的项目号；不写时用年度", default="")
    institution: Text = fact("机构代码", "按件整理的文书档号里的机构（问题）代码，如 XZ", default="")
    first_items: dict[Text, Whole] = fact(
        "起始件号", "按件整理的各类从几号起编，如 {WS: 12}；不写时从 1 起", default={}
    )
    terms: dict[Text, RetentionOverride] = fact(
        "保管期限", "材料代码或键到期限和理由，如 {C16: {期限: 永久, 理由: 县档案馆要求}}", default={}
    )
    secrecy: dict[Text, Text] = fact("密级", "材料代码或键到密级，如 {A04: 秘密}；不写时按资料清单的受众", default={})
    withdrawn: dict[Text, Text] = fact("移出", "已编号的材料键到移出的理由；号空着，备考表里注明", default={})
    cross_references: dict[Text, Text] = fact("互见号", "材料代码或键到纸质原件、其他载体的档号", default={})
    keepers: dict[Text, Text] = fact("立卷人", "层级到姓名，如 {县: 张三}", default={})
    giver: Text = fact("移交单位", "不写即为县级主管部门", default="")
    receiver: Text = fact("接收单位", "如 某县档案馆", default="")
    supervisor: Text = fact("监交单位", default="")
    medium_number: Text = fact("介质编号", "移交用的光盘、移动硬盘的编号", default="")
    checksum: Sha256 = fact(
        "校验值", "移交的档案包的 SHA-256：文件夹取 manifest-sha256.txt 的，ZIP 取 .sha256 文件里的", default=""
    )
    handed_over: Day | None = fact("移交日期", default=None)
