"""Small Word templates, each of which uses one thing that docxtpl understands, with the words that fill it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from io import BytesIO
from typing import Any

from tests.render.drawings import png
from tests.render.packages import R, add_part, body, build, edit, lines, p, r, table, tbl, tc, tr

WORDS: dict[str, Any] = {
    "项目": {"名称": "香水村产业道路", "法人": "村委会", "开工": date(2026, 3, 5)},
    "明细": [
        {"名": "甲&乙", "额": Decimal("5850.00"), "村": ["一组", "二组"], "色": "FF0000"},
        {"名": "丙<丁>", "额": Decimal("3888.5"), "村": [], "色": "00FF00"},
        {"名": "𠮷野", "额": Decimal(0), "村": ["三组"], "色": "0000FF"},
    ],
    "日子": [1, 2, 3, 4, 5],
    "没人": [],
    "名": "王小五",
    "长文": "第一行\n第二行\t有格\r\n\n末行 ",
    "险文": "& < > \" ' &amp; ]]> <w:p/> %} }} {{ 名 }} {% if %}",
    "真": True,
    "假": False,
    "数": 3,
}

BOLD = '<w:rPr><w:b/><w:sz w:val="32"/></w:rPr>'
CENTRED = '<w:pPr><w:pStyle w:val="1"/><w:jc w:val="center"/></w:pPr>'
ROW_LOOP = ("{%tr for 人 in 明细 %}", "{%tr endfor %}")


def rows(*texts: tuple[str, ...], columns: int = 2) -> bytes:
    return body(tbl(*(tr(*row) for row in texts), columns=columns) + p("后"))


def _sections(document: Any) -> None:
    first, second = document.sections[0], document.add_section()
    first.different_first_page_header_footer = True
    first.first_page_header.paragraphs[0].text = "首页 {{ 项目.名称 }}"
    first.header.paragraphs[0].text = "{{ 项目.名称 }}"
    first.footer.paragraphs[0].text = "{% if 真 %}第 {{ 数 }} 版{% endif %} & 完"
    second.header.is_linked_to_previous = False
    second.header.paragraphs[0].text = "{{ 险文 }}"
    second.header.add_table(1, 2, 3_000_000).cell(0, 1).text = "{{ 名 }}"


def _pictures(document: Any) -> None:
    document.add_paragraph("{%p for 人 in 明细 %}")
    document.add_picture(BytesIO(png()))
    document.add_paragraph("{{ 人.名 }}")
    document.add_paragraph("{%p endfor %}")
    document.sections[0].header.paragraphs[0].add_run().add_picture(BytesIO(png(3, 3)))


def _lists_and_styles(document: Any) -> None:
    document.add_heading("一、{{ 项目.名称 }}", 1)
    document.add_paragraph("{%p for 人 in 明细 %}")
    document.add_paragraph("{{ 人.名 }}", style="List Number")
    document.add_paragraph("{%p endfor %}")
    document.add_paragraph("引文 {{ 名 }}", style="Intense Quote")
    document.add_page_break()


def _linked() -> bytes:
    link = f'<w:p><w:hyperlink r:id="rIdW">{r("看 {{ 名 }}")}</w:hyperlink>{r("后")}</w:p>'
    relation = f'<Relationship Id="rIdW" Type="{R}/hyperlink" Target="https://example.org/?a=1&amp;b=2" TargetMode="External"/>'

    def relate(old: bytes) -> bytes:
        return old.replace(b"</Relationships>", f"{relation}</Relationships>".encode())

    return edit(body(link), {"word/_rels/document.xml.rels": relate})


def _boxed(content: str) -> str:
    shape = (
        f'<v:shape id="框" style="width:90pt"><v:textbox><w:txbxContent>{content}</w:txbxContent></v:textbox></v:shape>'
    )
    return f"<w:p><w:r><w:pict>{shape}</w:pict></w:r></w:p>"


def _tracked() -> str:
    who = 'w:id="{}" w:author="甲" w:date="2026-01-01T00:00:00Z"'.format
    deleted = f"<w:del {who(2)}><w:r><w:delText>旧</w:delText></w:r></w:del>"
    return f"<w:p>{r('前')}<w:ins {who(1)}>{r('{{ 项目')}{r('.名称 }}')}</w:ins>{deleted}{r('后')}</w:p>"


def _sdt(content: str) -> str:
    return f'<w:sdt><w:sdtPr><w:alias w:val="控件"/><w:id w:val="5"/></w:sdtPr><w:sdtContent>{content}</w:sdtContent></w:sdt>'


def _field(shown: str) -> str:
    mark = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'.format
    return f'{mark("begin")}<w:r><w:instrText xml:space="preserve"> PAGE </w:instrText></w:r>{mark("separate")}{r(shown)}{mark("end")}'


def _split(tag: str) -> str:
    return "".join(
        f'<w:r w:rsidR="00AA{number:04X}"><w:rPr><w:lang w:val="en-US"/></w:rPr><w:t>{piece}</w:t></w:r><w:proofErr w:type="spellEnd"/>'
        for number, piece in enumerate(tag)
    )


def _noted() -> bytes:
    notes = (
        f'<w:footnote w:id="1">{p("{{ 名 }}：{{ 险文 }}")}</w:footnote><w:footnote w:id="2">{p("不变")}</w:footnote>'
    )
    return body(f'<w:p>{r("文")}<w:r><w:footnoteReference w:id="1"/></w:r></w:p>', footnotes=notes)


CORPUS: Mapping[str, Callable[[], bytes]] = {
    "nothing at all": lambda: lines("没有标签", ""),
    "values": lambda: lines("甲方：{{ 项目.名称 }}（{{项目.法人}}）", "{{ 项目.开工 }} {{ 数 }} {{ 真 }}", "{{ 项目['法人'] }}"),
    "filters": lambda: lines("{{ 明细[0].额|大写 }} {{ 明细[0].额|元 }} {{ 项目.开工|中文日期 }}", "{{ 明细|map(attribute='名')|join('、') }}"),
    "risky values": lambda: table(("{{ 险文 }}", "{{ 险文 }}"), ("R & D", "{{ '<b>' }}")),
    "lines and tabs in values": lambda: body(f"<w:p>{CENTRED}{r('备注：{{ 长文 }}。', BOLD)}{r('后')}</w:p>" + tbl(tr("{{ 长文 }}", "右"))),
    "conditions in a line": lambda: lines("{% if 真 %}是{% else %}否{% endif %}，{% if 假 %}甲{% elif 数 == 3 %}乙{% endif %}"),
    "a loop in a line": lambda: lines("{% for 人 in 明细 %}{{ loop.index }}.{{ 人.名 }}{% if not loop.last %}；{% endif %}{% endfor %}"),
    "comparison signs": lambda: lines("{% if 数 < 5 and 数 > 2 %}是{% endif %}{% if 数 >= 3 %}大{% endif %}"),
    "set and with": lambda: lines("{% set 甲 = 数 + 1 %}{{ 甲 }}{% with 乙 = 2 %}{{ 乙 * 甲 }}{% endwith %}"),
    "a macro": lambda: lines("{% macro 印(人) %}【{{ 人.名 }}】{% endmacro %}{{ 印(明细[0]) }}{{ 印(明细[1]) }}"),
    "a condition over paragraphs": lambda: lines("{% if 真 %}甲", "乙", "丙{% endif %}丁", "{% if 假 %}戊", "己{% endif %}庚"),
    "paragraph conditions": lambda: lines("{%p if 真 %}", "甲", "{%p else %}", "乙", "{%p endif %}", "丙", "{%p if 假 %}", "丁", "{%p endif %}"),
    "paragraph loops": lambda: lines("{%p for 人 in 明细 %}", "{{ 人.名 }}", "{%p for 村 in 人.村 %}", "－{{ 村 }}", "{%p endfor %}", "{%p endfor %}"),
    "row loops": lambda: rows(("姓名", "金额"), (ROW_LOOP[0], ""), ("{{ 人.名 }}", "{{ 人.额|元 }}"), (ROW_LOOP[1], ""), ("合计", "{{ 明细|sum(attribute='额') }}")),
    "row loops in row loops": lambda: rows((ROW_LOOP[0], ""), ("{{ 人.名 }}", "头"), ("{%tr for 村 in 人.村 %}", ""), ("{{ loop.index }}", "{{ 村 }}"), ("{%tr endfor %}", ""), ("小计", "{{ 人.额 }}"), (ROW_LOOP[1], "")),
    "row conditions": lambda: rows(("头", "头"), ("{%tr if 真 %}", ""), ("甲", "乙"), ("{%tr else %}", ""), ("丙", "丁"), ("{%tr endif %}", "")),
    "column loops": lambda: rows(("姓名", "{%tc for 日 in 日子 %}", "{{ 日 }}", "{%tc endfor %}", "合计"), ("王", "{%tc for 日 in 日子 %}", "{{ 日 * 2 }}", "{%tc endfor %}", "9"), columns=5),
    "columns that go": lambda: rows(("甲", "{%tc if 假 %}", "乙", "{%tc endif %}", "丙"), ("一", "{%tc if 假 %}", "二", "{%tc endif %}", "三"), columns=5),
    "rows and columns": lambda: rows(("名", "{%tc for 日 in 日子 %}", "{{ 日 }}日", "{%tc endfor %}"), (ROW_LOOP[0], "", "", ""), ("{{ 人.名 }}", "{%tc for 日 in 日子 %}", "{{ 日 }}", "{%tc endfor %}"), (ROW_LOOP[1], "", "", ""), columns=4),
    "run tags": lambda: body(f"<w:p>{r('前')}{r('{%r if 真 %}')}{r('粗', BOLD)}{r('{%r endif %}')}{r('{%r if 假 %}')}{r('藏')}{r('{%r endif %}')}{r('后')}</w:p>"),
    "comments": lambda: lines("前{# 备注 #}后", "{#p 整段备注 #}", "{# 一 #}{{ 名 }}{# 二 #}"),
    "row comments": lambda: rows(("甲", "乙"), ("{#tr 整行备注 #}", "不印"), ("丙", "丁")),
    "cell comments": lambda: rows(("甲", "{#tc 整格备注 #}", "乙"), columns=3),
    "lines taken together": lambda: lines("一", "{%- if 真 %}二{%- endif %}", "三", "四{% if 真 -%}", "五{% endif %}"),
    "braces by docxtpl's escape": lambda: lines("{_{ 名 }_} 与 {_% if 真 %_}"),
    "typographic quotes": lambda: lines("{% if 名 == “王小五” %}“是”{% endif %}{{ ‘引’ }}"),
    "colspan": lambda: rows(("头", "头", "头"), (tc(p("{% colspan 数 %}{{ 名 }}"), '<w:gridSpan w:val="1"/>'),), columns=3),
    "cell colours": lambda: rows((ROW_LOOP[0], ""), (tc(p("{% cellbg 人.色 %}{{ 人.名 }}"), '<w:shd w:val="clear" w:fill="auto"/>'), "{% cellbg 'CCCCCC' %}右"), (ROW_LOOP[1], "")),
    "cells merged downwards": lambda: rows((ROW_LOOP[0], ""), ("{% vm %}同一{{ 名 }}", "{{ 人.名 }}"), (ROW_LOOP[1], "")),
    "cells merged across": lambda: rows(("左", "{%tc for 日 in 日子 %}", "{% hm %}全{{ 名 }}", "{%tc endfor %}"), ("左", "{%tc for 日 in 日子 %}", "{{ 日 }}", "{%tc endfor %}"), columns=4),
    "nested tables": lambda: rows((ROW_LOOP[0], ""), (tc(tbl(tr("内{{ 人.名 }}", "{{ 人.额 }}")) + p("")), "右"), (ROW_LOOP[1], "")),
    "a loop in a nested table": lambda: rows((tc(tbl(tr(ROW_LOOP[0], ""), tr("{{ 人.名 }}", "1"), tr(ROW_LOOP[1], "")) + p("")), "右")),
    "split runs": lambda: body(f"<w:p>{r('前')}{_split('{{ 项目.名称 }}')}{_split('{% if 真 %}')}{r('是')}{_split('{% endif %}')}</w:p>"),
    "split row tags": lambda: body(tbl(f"<w:tr>{tc(f'<w:p>{_split(ROW_LOOP[0])}</w:p>')}</w:tr>", tr("{{ 人.名 }}"), tr(ROW_LOOP[1]), columns=1) + p("后")),
    "bookmarks around tags": lambda: body(f'<w:p><w:bookmarkStart w:id="0" w:name="甲"/>{r("{{ 名 }}")}<w:bookmarkEnd w:id="0"/>{r("后")}</w:p>'),
    "tracked changes": lambda: body(_tracked()),
    "content controls": lambda: body(_sdt(p("{{ 名 }}") + p("{%p if 真 %}") + p("文") + p("{%p endif %}")) + f"<w:p>{r('前')}{_sdt(r('{{ 数 }}'))}</w:p>"),
    "fields": lambda: body(f"<w:p>{r('第 ')}{_field('{{ 数 }}')}{r(' 页')}</w:p>" + f'<w:p><w:fldSimple w:instr=" AUTHOR ">{r("{{ 名 }}")}</w:fldSimple></w:p>'),
    "smart tags": lambda: body(f'<w:p><w:smartTag w:uri="urn:x" w:element="place">{r("{{ 名 }}")}</w:smartTag>{r("后")}</w:p>'),
    "symbols and breaks": lambda: body(f'<w:p>{r("甲{{ 名 }}")}<w:r><w:sym w:font="Wingdings" w:char="F0FE"/><w:br/><w:t>乙</w:t><w:tab/><w:t>{{{{ 数 }}}}</w:t></w:r></w:p>'),
    "hyperlinks": _linked,
    "headers and footers": lambda: build(_sections),
    "loops in a header": lambda: body(p("正文"), header=tbl(tr(ROW_LOOP[0]), tr("{{ 人.名 }}"), tr(ROW_LOOP[1]), columns=1) + p("{{ 长文 }}"), footer=p("{%p if 假 %}") + p("藏") + p("{%p endif %}") + p("末")),
    "footnotes": _noted,
    "text boxes": lambda: body(_boxed(p("{{ 名 }}") + p("{%p for 人 in 明细 %}") + p("{{ 人.名 }}") + p("{%p endfor %}")) + p("后")),
    "pictures": lambda: build(_pictures),
    "styles and lists": lambda: build(_lists_and_styles),
    "sections": lambda: body(p("{{ 名 }}") + p("甲", properties='<w:pPr><w:sectPr><w:pgSz w:w="16838" w:h="11906"/></w:sectPr></w:pPr>') + p("乙{{ 数 }}")),
    "a tag in an attribute": lambda: body(f'<w:p><w:pPr><w:jc w:val="{{{{ \'center\' if 真 else \'left\' }}}}"/></w:pPr>{r("文")}</w:p>'),
    "spaces at the ends": lambda: body("<w:p><w:r><w:t>前 </w:t></w:r><w:r><w:t>{{ 名 }}</w:t></w:r><w:r><w:t> 后</w:t></w:r></w:p>"),
    "an embedded part": lambda: add_part(lines("{{ 名 }}"), "word/embeddings/附件.bin", b"\0\1\2{{ x }}", "application/octet-stream", "package"),
}  # fmt: skip
