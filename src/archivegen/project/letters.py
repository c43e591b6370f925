"""公文: how letters look — red head, number, copies, cc lines (GB/T 9704-2012).  Options of the pack, facts of the project."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from archivegen.errors import TemplateError
from archivegen.language import compile_text
from archivegen.project.plain import Words, fact_words
from archivegen.project.values import Day, Facts, Text, Texts, Whole, YesNo, fact

_SWITCHES = ("红头", "版记")
_TEMPLATED = ("机关标志", "印发机关")


class Letter(Facts):
    """发文: number, cc lines and marks of one letter; number and date of notices and approvals stand with those."""

    paper: Text = fact("材料", "材料代码，如 B09；一种材料有几份的，写某一份的键，如 A02@2026-01-12")
    doc_no: Text = fact("文号", "发文字号；申报、批复、公示、验收申请的文号写在各自的一节里", default="")
    signer: Text = fact("签发人", "请示、报告等上行文印在红头里", default="")
    copied_to: Texts = fact("抄送", default=())
    copies: Whole | None = fact("份数", "共印多少份", default=None)
    printer: Text = fact("印发机关", "不写时用模板包里的，再不然用发文机关", default="")
    printed: Day | None = fact("印发日期", "不写时用成文日期", default=None)
    serial: Text = fact("份号", "涉密公文的份数序号", default="")
    secrecy: Text = fact("密级", "密级和保密期限，如 秘密★1年", default="")
    urgency: Text = fact("紧急程度", "特急或加急", default="")
    formed: Day | None = fact("成文日期", "项目文件里别处没有日期的材料，如收集的，写在这里，归档著录用", default=None)
    author: Text = fact("责任者", "收集的材料由哪个单位形成，不写时按资料清单", default="")


class LetterOption(Facts):
    """What ``pack.yaml`` says of letters, of all or of one paper.  Texts may hold words: ``{{ 参建各方.乡镇政府.名称 }}``."""

    red_head: YesNo = fact("红头", default=False)
    mark: Text = fact("机关标志", "红头上的字；不写时用发文机关加“文件”", default="")
    copied_to: Texts = fact("抄送", default=())
    copies: Whole | None = fact("份数", default=None)
    printer: Text = fact("印发机关", default="")
    colophon: YesNo = fact("版记", default=False)


class LetterOptions(LetterOption):
    """公文 of ``pack.yaml``: the options of all letters, and what is different for one paper."""

    no_authorities: Texts = fact("不用红头的单位", "名称里含有这些字的单位发的文不用红头和版记", default=())
    papers: dict[Text, LetterOption] = fact("材料", "材料代码到与众不同的选项", default={})

    def find_faults(self) -> Iterator[str]:
        """Texts with words that cannot be read, each as a sentence."""
        for place, option in (("公文", self), *((f"公文 {code}", option) for code, option in self.papers.items())):
            for text in (option.mark, option.printer, *option.copied_to):
                try:
                    compile_text(text)
                except TemplateError as error:
                    yield f"{place}：{error}"


def letter_outline(options: LetterOptions) -> Words:
    """公文 before a paper is known: the general options, blank facts, and under 逐件 what is different for single papers."""
    blank = {key: value for key, value in fact_words(Letter.model_construct(paper="")).items() if key != "材料"}
    general = {key: value for key, value in fact_words(options).items() if key != "材料"}
    return {**blank, **general, "逐件": {code: _given_words(option) for code, option in options.papers.items()}}


def letter_words(words: Words, code: str, key: str) -> Words:
    """公文 of one paper: the pack's options, over them those of its code, over them what the project file says of it.

    A village committee or a firm has no red head of its own; the general switches pass them by, an option of the code does not.
    """
    outline = words["公文"]
    letter = {name: value for name, value in outline.items() if name != "逐件"}
    own = outline["逐件"].get(code, {})
    letter.update(own)
    if any(switch in own for switch in _SWITCHES):
        letter["不用红头的单位"] = []
    for name in _TEMPLATED:
        letter[name] = _fill(letter[name], words)
    letter["抄送"] = [_fill(unit, words) for unit in letter["抄送"]]
    for wanted in (code, key):
        for line in words["发文"]:
            if line["材料"] == wanted:
                letter.update((name, value) for name, value in line.items() if name != "材料" and value not in ("", []))
    return letter


def _given_words(option: LetterOption) -> Words:
    """Only what was written: 红头: 否 for one paper overrides 红头: 是 for all."""
    written = {str(type(option).model_fields[name].alias) for name in option.model_fields_set}
    return {name: value for name, value in fact_words(option).items() if name in written}


def _fill(text: str, words: Words) -> Any:
    return compile_text(text)(words) if "{{" in text else text
