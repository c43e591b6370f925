"""``docs/问题代码.md``: every code that the tool may report, with its wording."""

from __future__ import annotations

import re

from archivegen.findings import load_codes
from archivegen.pack.load import load_pack
from reference.markdown import page, table

ROOMS = (
    ("P", "项目文件和表格", "这些问题（级别为错误的）会停下一切：退出码 3，什么也不生成。"),
    ("R", "事实的规则", "错误只拦住“影响材料”里的几份，其余照常生成；级别、门槛、文字可由省里的模板包收紧。"),
    ("A", "归档件、过程记录和清单", ""),
    ("V", "档案包的检测", "开头是四性中的哪一性。有一处错误，检测就不合格。"),
)
HEAD = """\
# 问题代码

archivegen 报出的每一处问题都有代码。〔…〕是运行时填入的内容。代码不重用、不改号。"""
_PARAMETER = re.compile(r"\{[^{}]*\}")


def write_problem_codes() -> str:
    """The whole page."""
    codes = load_codes()
    rules = load_pack().rules
    sections = []
    for letter, name, note in ROOMS:
        rows = [
            (code, entry["级别"], _PARAMETER.sub("〔…〕", entry["说明"]), "", entry.get("依据", ""))
            for code, entry in sorted(codes.items())
            if code.startswith(letter)
        ] + [
            (rule.code, rule.severity, _PARAMETER.sub("〔…〕", rule.message), "、".join(rule.papers), rule.basis)
            for rule in sorted(rules.values(), key=lambda rule: rule.code)
            if rule.code.startswith(letter)
        ]
        headings = ("代码", "级别", "说明", "影响材料", "依据")
        used = [i for i in range(len(headings)) if i < 3 or any(row[i] for row in rows)]
        body = table([headings[i] for i in used], [[row[i] for i in used] for row in rows])
        sections.append("\n\n".join(filter(None, (f"## {letter} {name}", note, body))))
    return page(HEAD, *sections)
