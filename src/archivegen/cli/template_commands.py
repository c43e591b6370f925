"""The command on templates: what is wrong with them, and which words they use."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from archivegen.cli import show
from archivegen.cli.chinese_click import ChineseCommand
from archivegen.cli.project_commands import json_option
from archivegen.disk import explain_refusal
from archivegen.errors import ExitCode, OutputError, TemplateError

if TYPE_CHECKING:
    from archivegen.render.lint import CheckedTemplate
    from archivegen.render.mistakes import Mistake

_NEW_NAMES = {
    ".doc": "旧格式的 .doc 请用 Word 或 WPS 另存为 .docx",
    ".xls": "旧格式的 .xls 请用 Excel 或 WPS 另存为 .xlsx",
    ".docm": "带宏的 .docm 请另存为 .docx",
    ".xlsm": "带宏的 .xlsm 请另存为 .xlsx",
}


@dataclass(slots=True)
class _Outcome:
    """What became of one file."""

    path: Path
    checked: CheckedTemplate | None = None
    note: str = ""
    """Why the file could not be checked, or its pack not be read."""
    copy: Path | None = None
    refused: str = ""
    """Why the copy could not be written."""


def register(group: click.Group) -> None:
    """Add the command to the group."""
    group.add_command(template)


@click.command(cls=ChineseCommand)
@click.argument("files", metavar="文件…", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option(
    "--output", "-o", type=click.Path(path_type=Path), metavar="文件夹", help="带批注的副本放到哪里；不写就在模板旁边。"
)
@click.option("--no-copy", is_flag=True, help="只列出错处，不写带批注的副本。")
@click.option("--words", "with_words", is_flag=True, help="几个模板时也列出各用了哪些词。")
@json_option
def template(files: tuple[Path, ...], output: Path | None, no_copy: bool, with_words: bool, as_json: bool) -> int:  # noqa: FBT001
    """检查模板：列出全部错处和改法，另存一份在错处加了批注的副本，列出用到的词。"""
    paths = list(dict.fromkeys(_list_files(files)))
    taken: set[Path] = set()
    outcomes = []
    with show.progress_bar("检查") as advance:
        for done, path in enumerate(paths):
            advance(done, len(paths), path.name)
            outcomes.append(_check(path, None if no_copy else output or path.parent, taken))
    if as_json:
        show.show_json({"templates": [_facts(outcome) for outcome in outcomes]})
    else:
        for outcome in outcomes:
            _show(outcome, with_words=with_words or len(outcomes) == 1)
        _show_total(outcomes)
    if any(outcome.refused for outcome in outcomes):
        return ExitCode.OUTPUT
    return ExitCode.TEMPLATE if any(map(_failed, outcomes)) else ExitCode.DONE


def _list_files(files: tuple[Path, ...]) -> Iterator[Path]:
    from archivegen.render.template_files import list_templates

    for path in files:
        if not path.exists():
            raise click.UsageError(f"没有“{path}”这个文件或文件夹。")
        found = list_templates(path) if path.is_dir() else [path]
        if not found:
            raise click.UsageError(f"文件夹“{path}”里没有模板（.docx、.xlsx）。")
        yield from found


def _check(path: Path, folder: Path | None, taken: set[Path]) -> _Outcome:
    from archivegen.pack.papers import find_papers
    from archivegen.render.lint import SUFFIXES, check_template
    from archivegen.render.remarks import annotate, clear_remarks, write_copy
    from archivegen.render.template_files import find_pack

    if path.suffix.lower() not in SUFFIXES:
        hint = _NEW_NAMES.get(path.suffix.lower(), "模板应是 .docx 或 .xlsx")
        return _Outcome(path, note=f"{path} 不能作模板：{hint}")
    pack, trouble = find_pack(path)
    try:
        content, old = clear_remarks(path.read_bytes(), path.name)
        checked = check_template(content, path.name, pack, find_papers(pack, path))
    except TemplateError as error:
        return _Outcome(path, note=str(error))
    except OSError as error:
        return _Outcome(path, note=f"读不了 {path}：{explain_refusal(error)}")
    note = f"{trouble}\n（词按内置模板包检查）" if trouble else ""
    outcome = _Outcome(path, checked, note)
    if old and not checked.mistakes:
        outcome.note += f"文件里还有上次检查留下的 {old} 条批注，生成材料时不会印出来，也可以在 Word 或 Excel 里删去"
    if checked.mistakes and folder is not None:
        try:
            outcome.copy = write_copy(path, annotate(content, checked.mistakes, path.name), folder, taken)
        except OutputError as error:
            outcome.refused = f"{error}也可以用 -o 把副本放到别的文件夹"
    return outcome


def _failed(outcome: _Outcome) -> bool:
    return outcome.checked is None or bool(outcome.checked.mistakes)


# Text ------------------------------------------------------------------------------------------------------------------


def _show(outcome: _Outcome, *, with_words: bool) -> None:
    checked = outcome.checked
    if checked is None:
        show.say(outcome.note, colour="red")
        return
    verdict = f"{len(checked.mistakes)} 处有错" if checked.mistakes else "没有发现错处"
    show.say(f"{outcome.path}：{verdict}{_describe_use(checked)}", colour="red" if checked.mistakes else "green")
    for mistake in checked.mistakes:
        _show_mistake(mistake, "错误")
    for warning in checked.warnings:
        _show_mistake(warning, "提示")
    if outcome.note:
        show.say(f"  {outcome.note}。", colour="yellow")
    if outcome.refused:
        show.say(f"  {outcome.refused}。", colour="red")
    if outcome.copy is not None:
        show.say(f"  错处都加了批注的一份：{outcome.copy}")
    if with_words:
        _show_words(checked)


def _describe_use(checked: CheckedTemplate) -> str:
    if not checked.papers:
        return "（资料清单里没有用它，按内部材料检查）"
    names = "、".join(f"{paper.code} {paper.name}" for paper in checked.papers[:3])
    more = f" 等 {len(checked.papers)} 份" if len(checked.papers) > 3 else ""
    return f"（{names}{more}；{'、'.join(dict.fromkeys(paper.audience for paper in checked.papers))}材料）"


def _show_mistake(mistake: Mistake, kind: str) -> None:
    place, tag = mistake.where.shown, f"（{mistake.shown_tag}）" if mistake.shown_tag else ""
    seen = "" if " ".join(mistake.tag.split()) in place else tag
    show.say(f"  {kind} {place}{seen}", colour="red" if kind == "错误" else "yellow")
    show.say(f"      {mistake.problem}。{mistake.mend}。")


def _show_words(checked: CheckedTemplate) -> None:
    from archivegen.render.word_list import arrange_words

    listed = arrange_words(checked.uses)
    items = dict.fromkeys(paper.for_each for paper in checked.papers if paper.for_each)
    if listed.singles:
        show.say("  单个的词")
    for head, words in listed.singles.items():
        named = f"{head}（{'、'.join(items)} 里的一项）" if head == "项" and items else head
        below = [word for word in words if word]
        show.say(f"    {named}" + (f"：{'、'.join(below)}" if below else ""))
    if listed.lists:
        show.say("  列表和每一项里的词")
    for name, fields in listed.lists.items():
        show.say(f"    {name}" + (f"：{'、'.join(fields)}" if fields else ""))


def _show_total(outcomes: list[_Outcome]) -> None:
    if len(outcomes) == 1:
        return
    wrong = [outcome for outcome in outcomes if _failed(outcome)]
    places = sum(len(outcome.checked.mistakes) for outcome in wrong if outcome.checked)
    told = f"{len(wrong)} 个有错，共 {places} 处" if wrong else "没有发现错处"
    show.say(f"检查了 {len(outcomes)} 个模板：{told}。", colour="red" if wrong else "green")


# JSON ------------------------------------------------------------------------------------------------------------------


def _facts(outcome: _Outcome) -> dict[str, Any]:
    from archivegen.render.word_list import arrange_words

    checked = outcome.checked
    if checked is None:
        return {"file": str(outcome.path), "error": outcome.note}
    return {
        "file": str(outcome.path),
        "papers": [
            {"code": p.code, "name": p.name, "audience": p.audience, "for_each": p.for_each} for p in checked.papers
        ],
        "mistakes": [_mistake_facts(mistake) for mistake in checked.mistakes],
        "warnings": [_mistake_facts(warning) for warning in checked.warnings],
        "note": outcome.note,
        "copy": str(outcome.copy) if outcome.copy else None,
        "copy_refused": outcome.refused,
        "words": [{"word": word, "kind": kind} for word, kind in checked.uses.items()],
        "lists": arrange_words(checked.uses).lists,
    }


def _mistake_facts(mistake: Mistake) -> dict[str, Any]:
    where = mistake.where
    return {
        "place": where.shown,
        "member": where.member,
        "paragraph": where.paragraph,
        "row": where.row or None,
        "column": where.column or None,
        "tag": mistake.tag,
        "problem": mistake.problem,
        "mend": mistake.mend,
    }
