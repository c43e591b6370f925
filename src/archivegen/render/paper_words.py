"""The words of one paper: those of the project, of the item that it is about, of its line in the catalogue; and its photos."""

from __future__ import annotations

from archivegen.language import compile_expression
from archivegen.plan import PlanEntry, Words
from archivegen.project.letters import letter_words


def list_photos(entry: PlanEntry, scope: Words) -> list[str]:
    """The files of the photos that a paper prints, by the words of that paper; each once, paths in the project's folder."""
    found = compile_expression(entry.photos)(scope) if entry.photos else []
    return list(dict.fromkeys(path for path in found if path))


def entry_words(entry: PlanEntry, words: Words) -> Words:
    """The words of one paper: the project's, the loop item as ``项``, this paper as ``材料``, and what its line adds."""
    scope = dict(words)
    if entry.item:
        name, index = entry.item
        scope["项"] = words[name][index]
    scope["材料"] = {
        "代码": entry.code,
        "名称": entry.name,
        "键": entry.key,
        "题名": entry.title,
        "签章": list(entry.signers),
        "责任单位": entry.responsible,
        "保管期限": entry.retention,
        "应含": list(entry.contents),
        "时限": entry.due,
        "依据": entry.basis,
        "前置序号": entry.prerequisite or "",
    }
    if "公文" in scope:  # a bank is not written letters
        scope["公文"] = letter_words(scope, entry.code, entry.key)
    for name, expression in entry.extra_words:
        scope[name] = compile_expression(expression)(scope)
    return scope
