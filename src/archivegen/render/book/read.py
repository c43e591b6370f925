"""A template workbook, read once: its sheets compiled, its parts cut into pieces, everything else kept as it is.

What is made here is of plain Python, so that :mod:`archivegen.compiled` can keep it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from jinja2 import TemplateSyntaxError

from archivegen.errors import TemplateError
from archivegen.render.book.markup import (
    DECLARATION,
    children,
    escape,
    first_child,
    list_attributes,
    local_name,
    open_tag,
    parse_part,
    quote,
    relation_id,
    tag_of,
    write_element,
)
from archivegen.render.book.relations import (
    CONTENT_TYPES,
    Relation,
    read_content_types,
    read_relations,
    relations_member,
)
from archivegen.render.book.sheets import SheetReader
from archivegen.render.book.strings import read_strings
from archivegen.render.book.styles import StyleBook, read_styles
from archivegen.render.book.worksheet import HAS_TAG
from archivegen.render.mistakes import Mistake, TemplateMistakesError, Where
from archivegen.render.package import PackedPart, pack_part, read_package
from archivegen.render.sheet.compile import settle_sheet
from archivegen.render.sheet.formulas import letters_of
from archivegen.render.sheet.program import SheetTemplate
from archivegen.render.sheet.tags import TagError, mend_tags
from archivegen.render.sheet.words import check_sheet

_REFUSED = {
    "pivotTable": "数据透视表",
    "pivotCacheDefinition": "数据透视表",
    "ctrlProp": "控件",
    "control": "控件",
    "activeXControlBinary": "控件",
    "oleObject": "嵌入的对象",
    "package": "嵌入的对象",
    "threadedComment": "会话式批注（请改用普通批注）",
    "slicer": "切片器",
    "timeline": "日程表",
    "queryTable": "外部数据查询",
    "chartsheet": "图表工作表",
    "dialogsheet": "对话框工作表",
    "xlMacrosheet": "宏",
}
_CORE_TIMES = ("created", "modified", "lastPrinted")
_SAFE_NAME = re.compile(r"(?!/)(?:(?!\.\.?/)[^\\:*?\"<>|\x00-\x1f/]+/)*[^\\:*?\"<>|\x00-\x1f/]+")
_FIXED_TIME = "2000-01-01T00:00:00Z"
_WORKBOOK_ORDER = (
    *("fileVersion", "fileSharing", "workbookPr", "workbookProtection", "bookViews", "sheets", "functionGroups"),
    *("externalReferences", "definedNames", "calcPr", "oleSize", "smartTagPr", "webPublishing", "extLst"),
)
_REMADE = ("worksheet", "sharedStrings", "calcChain", "styles")


def read_template(template: bytes, name: str) -> dict[str, Any]:
    """The compiled workbook, for ``write.BookWriter``.

    Raises ``TemplateError`` for what is no workbook or holds what a paper cannot have, ``TemplateMistakesError`` with all
    mistakes of all sheets.
    """
    parts = read_package(template, name)
    try:
        return _BookReader(parts, name).read()
    except (KeyError, ValueError, StopIteration, AttributeError, IndexError) as error:
        raise TemplateError(f"模板 {name} 打不开，不是完好的 .xlsx 文件，请用 Excel 或 WPS 另存一份") from error


class _BookReader:
    def __init__(self, parts: Mapping[str, bytes], name: str) -> None:
        self.parts = parts
        self.name = name
        self.mistakes: list[Mistake] = []
        self.used: set[str] = {CONTENT_TYPES}
        """Parts that are written anew."""

    def read(self) -> dict[str, Any]:
        workbook = next((r.target for r in read_relations(self.parts, "") if r.kind == "officeDocument"), "")
        if workbook not in self.parts:
            raise TemplateError(f"模板 {self.name} 打不开，不是完好的 .xlsx 文件，请用 Excel 或 WPS 另存一份")
        try:
            return self._read_book(workbook)
        except TemplateMistakesError:
            raise
        except TemplateError as error:
            raise TemplateError(f"模板 {self.name} 用不了：{error}") from error

    def _read_book(self, member: str) -> dict[str, Any]:
        root = parse_part(self.parts[member], member)
        relations = read_relations(self.parts, member)
        self._refuse_lost(relations)
        settings = first_child(root, "workbookPr")
        if settings is not None and settings.get("date1904") in ("1", "true"):
            raise TemplateError("用了 1904 日期系统，请在 Excel 的选项里取消“使用 1904 日期系统”后另存")
        by_id = {relation.id: relation for relation in relations}
        types = read_content_types(self.parts)
        known_strings = next((r.target for r in relations if r.kind == "sharedStrings"), "")
        strings = read_strings(self.parts.get(known_strings), known_strings)
        strings_member = known_strings or "xl/sharedStrings.xml"
        sheets = []
        for item in (i for group in children(root, "sheets") for i in children(group, "sheet")):
            relation = by_id[relation_id(item)]
            reader = SheetReader(self.parts, relation.target, strings, types)
            state = f' state="{quote(item.get("state"))}"' if item.get("state") else ""
            sheets.append(self._read_sheet(reader, mend_tags(item.get("name", "")), state))
            self.used |= reader.used
        if not sheets:
            raise TemplateError("里面没有工作表")
        styles_member = next((r.target for r in relations if r.kind == "styles"), "")
        styles = read_styles(self.parts[styles_member], styles_member) if styles_member in self.parts else None
        calculated = {r.target for r in relations if r.kind == "calcChain"}
        self.used |= {member, relations_member(member), strings_member, styles_member, *calculated}
        core = self._read_core()
        if self.mistakes:
            raise TemplateMistakesError(self.name, self.mistakes)
        return {
            "workbook": member,
            "pieces": _cut_workbook(root),
            "view": _read_view(root),
            "active": _read_active(root),
            "names": _read_names(root),
            "relations": [tuple(relation) for relation in relations if relation.kind not in _REMADE],
            "strings": strings_member,
            "styles": (styles_member, styles, _pack_styles(styles_member, styles)),
            "types": tuple(types),
            "sheets": [sheet() for sheet in sheets],
            "core": core() if core else None,
            "static": self._pack_static(),
        }

    def _refuse_lost(self, book: list[Relation]) -> None:
        """What a paper cannot have, by name: nothing is lost in silence."""
        found = {_REFUSED[relation.kind] for relation in book if relation.kind in _REFUSED}
        for member in self.parts:
            if member.endswith(".rels") and member.startswith("xl/"):
                for item in children(parse_part(self.parts[member], member), "Relationship"):
                    kind = item.get("Type", "").rpartition("/")[2]
                    if kind in _REFUSED:
                        found.add(_REFUSED[kind])
        if found:
            raise TemplateError(f"里面有{'、'.join(sorted(found))}，表格模板里不能用，请删去")

    def _read_sheet(self, reader: SheetReader, title: str, state: str) -> Any:
        """What gives the compiled sheet once it is known that no sheet holds a mistake."""
        template = reader.read(title)
        found = [*reader.mistakes, *check_sheet(template)]
        compile_sheet = None
        try:
            compile_sheet = settle_sheet(template)
        except TagError as mistake:
            found.append(mistake)
        except (TemplateSyntaxError, ValueError):
            if not found:  # else it is one of those that were found in single cells
                raise
        self.mistakes += (_place_mistake(error, title, reader.member) for error in found)
        return lambda: {**reader.to_plain(), "state": state, "program": compile_sheet().to_plain()}  # type: ignore[misc]

    def _read_core(self) -> Any:
        """The document's properties: their words, and no time but a fixed one."""
        member = next((r.target for r in read_relations(self.parts, "") if r.kind == "core-properties"), "")
        if member not in self.parts:
            return None
        self.used.add(member)
        root = parse_part(self.parts[member], member)
        texts: list[tuple[str, bool]] = []
        pieces: list[Any] = [DECLARATION + open_tag(root, root=True)]
        for child in root:
            text = mend_tags(child.text or "")
            if local_name(child) in _CORE_TIMES:
                pieces.append(f"{open_tag(child)}{_FIXED_TIME}</{tag_of(child)}>")
            elif HAS_TAG.search(text):
                pieces += [open_tag(child), ("text", len(texts)), f"</{tag_of(child)}>"]
                texts.append((text, False))
            else:
                pieces.append(f"{open_tag(child)}{escape(text)}</{tag_of(child)}>")
        pieces.append(f"</{tag_of(root)}>")
        template = SheetTemplate("", {}, {}, texts, 0, 0)
        for mistake in check_sheet(template):
            where = Where("文档属性", member)
            self.mistakes.append(Mistake(where, mistake.problem, mistake.tag))
        compile_sheet = settle_sheet(template)
        return lambda: (member, pieces, compile_sheet().to_plain())

    def _find_reached(self) -> set[str]:
        """The parts that belong to the workbook, with their relationships; what lies beside them in the zip is left out."""
        reached: set[str] = set()
        waiting = [""]
        while waiting:
            member = waiting.pop()
            reached |= {member, relations_member(member)}
            for relation in read_relations(self.parts, member):
                if not relation.external and relation.target not in reached and relation.target in self.parts:
                    if not _SAFE_NAME.fullmatch(relation.target):
                        raise TemplateError(f"部件名“{relation.target!r}”不合规范，可能被人动过手脚")
                    waiting.append(relation.target)
        return reached

    def _pack_static(self) -> list[tuple[str, int, int, int, bytes]]:
        packed = []
        reached = self._find_reached()
        for member, content in self.parts.items():
            if member in self.used or member not in reached:
                continue
            if member.endswith((".xml", ".rels")):
                parse_part(content, member)  # refuses what defines entities
            kept = _clean_application(content, member) if member == "docProps/app.xml" else content
            part = pack_part(member, kept, once=True)
            packed.append(_to_plain(part))
        return packed


def _pack_styles(member: str, styles: Any) -> Any:
    """The styles as most papers have them: without an addition."""
    return _to_plain(pack_part(member, StyleBook(styles).write_plain().encode(), once=True)) if styles else None


def _to_plain(part: PackedPart) -> tuple[str, int, int, int, bytes]:
    return part.name, part.method, part.crc, part.size, part.packed


def place_of(title: str, row: int, column: int) -> str:
    """``工作表“发放表”B7``."""
    cell = f"{letters_of(column)}{row}" if row and column else f"第 {row} 行" if row else ""
    return f"工作表“{title}”{cell}"


def _place_mistake(mistake: TagError, title: str, member: str) -> Mistake:
    where = Where(place_of(title, mistake.row, mistake.column), member, row=mistake.row, column=mistake.column)
    return Mistake(where, mistake.problem, mistake.tag)


def _cut_workbook(root: Any) -> list[Any]:
    """The workbook part, with gaps for its views, sheets, names and calculation."""
    gaps = {"bookViews": "views", "sheets": "sheets", "definedNames": "names", "calcPr": "calculation"}
    pieces: list[Any] = [DECLARATION + open_tag(root, root=True)]
    for name in _WORKBOOK_ORDER:
        if name in gaps:
            pieces.append((gaps[name],))
        else:
            pieces += (write_element(child) for child in children(root, name))
    return [*pieces, f"</{tag_of(root)}>"]


def _read_view(root: Any) -> str:
    """The attributes of the first view of the workbook, without the sheet that is open in it."""
    views = first_child(root, "bookViews")
    view = first_child(views, "workbookView") if views is not None else None
    left_out = ("activeTab", "firstSheet", "xr2:uid")
    kept = [] if view is None else [(n, v) for n, v in list_attributes(view) if n not in left_out]
    return "".join(f' {name}="{quote(value)}"' for name, value in kept)


def _read_active(root: Any) -> int:
    views = first_child(root, "bookViews")
    view = first_child(views, "workbookView") if views is not None else None
    return 0 if view is None else int(view.get("activeTab") or 0)


def _read_names(root: Any) -> list[tuple[str, str, int, str]]:
    """Attributes, name, number of its sheet (-1 for the workbook) and text of each defined name."""
    names = []
    for item in (i for group in children(root, "definedNames") for i in children(group, "definedName")):
        attributes = [(n, v) for n, v in list_attributes(item) if n not in ("name", "localSheetId")]
        kept = "".join(f' {n}="{quote(v)}"' for n, v in attributes)
        names.append((kept, item.get("name", ""), int(item.get("localSheetId", "-1")), item.text or ""))
    return names


def _clean_application(content: bytes, member: str) -> bytes:
    """The program's properties without the list of the template's sheets."""
    root = parse_part(content, member)
    for child in list(children(root, "HeadingPairs", "TitlesOfParts")):
        root.remove(child)
    return (DECLARATION + write_element(root)).encode()
