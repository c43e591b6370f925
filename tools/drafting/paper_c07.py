"""C07: the project's notice board (domain §6.9, P21).

Drawn on A3 across, one face, in 三号; a printer that has A4 only shrinks it to 小四.  Public: units and duty phones, no
worker.
"""

from __future__ import annotations

from dataclasses import dataclass
from xml.etree import ElementTree as ET

from drafting.word import blank, day, if_row
from drafting.word_clauses import ClausePaper, said
from drafting.word_pages import Page
from drafting.word_styles import tag_of, twips
from drafting.word_text import draw_paragraph, set_spacing

_A3_WIDTH, _A3_HEIGHT, _MARGIN = 23811, 16838, twips(18)
_NOTICE = "公示栏.镇村项目公示"

RATE_LIST = (
    "{% for 价 in 工价 %}{{ 价.工种 }}{{ 价.单价|数 }}元/{{ 价.单位 }}"
    '{% if 价.执行日期 and 工价|selectattr("工种", "equalto", 价.工种)|list|length > 1 %}'
    "（自{{ 价.执行日期|中文日期 }}起）{% endif %}{% if not loop.last %}、{% endif %}{% endfor %}"
)
"""工长260元/天、技工240元/天; a price that changed says from when."""

BENEFIT = (
    "{{ 项目.村名 }}{% if 项目.受益户数 != '' %}{{ 项目.受益户数 }}户{% endif %}"
    "{% if 项目.受益人数 != '' %}{{ 项目.受益人数 }}人{% endif %}"
)
"""香水村428户1412人; the village alone when nobody has counted."""

_WORKS = (
    "{% for 项 in 建设内容 %}{{ 项.名称 }}{{ 项.数量|数 }}{{ 项.单位 }}{% if not loop.last %}、{% endif %}{% endfor %}"
)
_SCALE = (
    "{% if 项目.建设规模 %}" + said("项目.建设规模") + "。{% endif %}"
    "{% if 建设内容 %}{% if 项目.建设规模 %}主要工程量：{% endif %}" + _WORKS + "。{% endif %}"
)
_FUNDS = (
    "总投资{{ 项目.总投资|万元 }}万元，其中："
    "{% for 笔 in 资金 %}{{ 笔.来源 }}{{ 笔.金额|万元 }}万元{% if not loop.last %}、{% endif %}{% endfor %}。"
)
_WAGES = (
    "{% if 占比.计划金额 != '' %}计划发放{{ 占比.计划金额|万元 }}万元"
    "{% if 占比.计划 != '' %}，占{{ 占比.基数名称 }}的{{ 占比.计划|百分比 }}{% endif %}{% endif %}"
    "{% if 占比.批复 != '' %}{% if 占比.计划金额 != '' %}（批复要求不低于{{ (占比.批复 * 100)|数 }}%）"
    "{% else %}不低于{{ 占比.基数名称 }}的{{ (占比.批复 * 100)|数 }}%{% endif %}{% endif %}"
)
_PERIOD = (
    "{% if 项目.计划开工 or 项目.计划完工 %}"
    + day("项目.计划开工")
    + "至"
    + day("项目.计划完工")
    + "{% if 项目.计划工期天数 %}（{{ 项目.计划工期天数 }}天）{% endif %}{% endif %}"
)
_LEVELS = (("县", "县级负责人"), ("镇", "镇级负责人"), ("村", "村级负责人"), ("施", "施工负责人"))


@dataclass(frozen=True)
class _BoardPage(Page):
    @property
    def width(self) -> int:
        return _A3_WIDTH - 2 * _MARGIN


class Board(ClausePaper):
    """An A3 page lying across, with a title that is read from afar and no page number."""

    def __init__(self) -> None:
        super().__init__("form", landscape=True, numbers="页次")
        self._page = self._next = _BoardPage("form", wide=True, numbers="页次")

    def board_title(self, text: str) -> None:
        """One line of 小初."""
        title = draw_paragraph("CoverTitle", text)
        set_spacing(title, after=160)
        self._add(title)

    def _draw_section(self) -> ET.Element:
        section = super()._draw_section()
        for node in section.iter(tag_of("pgSz")):
            node.set(tag_of("w"), str(_A3_WIDTH))
            node.set(tag_of("h"), str(_A3_HEIGHT))
        for node in section.iter(tag_of("pgMar")):
            for side in ("top", "right", "bottom", "left"):
                node.set(tag_of(side), str(_MARGIN))
        return section


def draw_board() -> Board:
    """One face of a board: what is built, for whose money, by whom, at which wages, and whom to call."""
    p = Board()
    p.board_title("{{ 项目.县乡 }}{{ 项目.年度 }}年以工代赈项目公示牌")
    p.form(
        ("项目名称", "{{ 项目.名称 }}"),
        ("建设地点", said("项目.建设地点"), "建设方式", "{{ 项目.建设方式 }}（{{ 项目.建设性质 }}）"),
        ("内容及规模", _SCALE),
        ("投资及来源", _FUNDS),
        ("批复文号", "{{ 批复.文号 }}", "建设工期", _PERIOD),
        ("受益范围", BENEFIT, "赈济模式", "{{ 项目.赈济模式 }}"),
        ("业主单位", _unit("业主单位"), "{% if 项目.自建 %}实施单位{% else %}施工单位{% endif %}", _unit("实施单位")),
        if_row(
            "参建各方.设计单位.已有 or 参建各方.监理单位.已有",
            ("设计单位", _unit("设计单位"), "监理单位", _unit("监理单位")),
        ),
        ("劳务报酬标准", RATE_LIST),
        ("劳务报酬总额", _WAGES, "务工岗位", "{% if 测算.人数 != '' %}计划吸纳当地群众{{ 测算.人数 }}人{% endif %}"),
        ("责任人", _duties()),
        ("监督电话", _phones()),
        ("公示时间", _hung(), "公示地点", f"{{{{ {_NOTICE}.地点|顿号 }}}}"),
        columns=4,
        widths=[38.5, 160, 38.5, 147],
        size=16,
        height=10.5,
        borders="thick",
    )
    p.party_signatures(
        ["公示单位（盖章）：{{ 参建各方.乡镇政府.名称 }}"],
        ["{{ 参建各方.村民委员会.名称 }}　　" + day(f"{_NOTICE}.张贴日期")],
    )
    return p


def _unit(role: str) -> str:
    unit = f"参建各方.{role}"
    return f"{{{{ {unit}.名称 }}}}{{% if {unit}.负责人 %}}（负责人：{{{{ {unit}.负责人 }}}}）{{% endif %}}"


def _duties() -> str:
    parts = [
        f"{{% if 责任.{level}.姓名 %}}{{{{ 隔() }}}}{name}：{{{{ 责任.{level}.姓名 }}}}"
        f"{{% if 责任.{level}.职务 %}}（{{{{ 责任.{level}.职务 }}}}）{{% endif %}}{{% endif %}}"
        for level, name in _LEVELS
    ]
    return "{% set 隔 = joiner('；') %}" + "".join(parts)


def _phones() -> str:
    town, county = "参建各方.乡镇政府", "参建各方.县级主管部门"
    return (
        f"{{{{ {_NOTICE}.受理单位 or {town}.名称 }}}}："
        + blank(f"{_NOTICE}.电话 or {town}.电话", 14)
        + f"{{% if {county}.电话 and {county}.电话 != {_NOTICE}.电话 %}}；{{{{ {county}.名称 }}}}：{{{{ {county}.电话 }}}}{{% endif %}}"
        "；劳动保障监察投诉：{{ 用工约定.投诉电话 }}"
    )


def _hung() -> str:
    return (
        f"{{{{ {_NOTICE}.公示起|中文日期 }}}}至"
        f"{{% if {_NOTICE}.结束日期 %}}{{{{ {_NOTICE}.结束日期|中文日期 }}}}（{{{{ {_NOTICE}.天数 }}}}天）"
        "{% else %}项目竣工{% endif %}"
    )
