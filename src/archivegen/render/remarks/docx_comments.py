"""Comments in a Word file: laid at the paragraphs of mistakes, and those of an earlier check taken out again."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from lxml import etree

from archivegen.render.mistakes import Mistake
from archivegen.render.remarks.office_parts import AUTHOR, OfficeParts, Xml, one_line

_CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml"
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_PARAGRAPH_ID = "{http://schemas.microsoft.com/office/word/2010/wordml}paraId"
_SIDE_PARTS = ("commentsExtended", "commentsIds", "commentsExtensible")
"""What newer Words keep beside each comment: its thread, its lasting id, its time."""


def annotate_docx(content: bytes, mistakes: Iterable[Mistake], name: str = "模板.docx") -> bytes:
    """The same file with one comment a mistake; earlier comments of ours are gone, those of others stay.

    Word allows no comment in headers, footers, notes and text boxes: a mistake there is told at the nearest paragraph that
    may have one, with its place.  Raises ``TemplateError`` for what is no Word file.
    """
    parts = OfficeParts(content, name)
    _remove(parts)
    mistakes = list(mistakes)
    if mistakes:
        _Comments(parts).add(mistakes)
    return parts.write()


def clear_docx(content: bytes, name: str) -> tuple[bytes, int]:
    """The same file without our comments, and how many there were; the very same bytes when there were none."""
    parts = OfficeParts(content, name)
    removed = _remove(parts)
    return (parts.write() if removed else content), removed


class _Comments:
    def __init__(self, parts: OfficeParts) -> None:
        self.parts = parts
        self.main = parts.main_part()
        self.document = parts.xml(self.main)
        self.word = f"{{{etree.QName(self.document).namespace}}}"
        self.comments = self._find_or_make()
        ids = [comment.get(f"{self.word}id", "") for comment in self.comments.iter(f"{self.word}comment")]
        self.next = max((int(identity) for identity in ids if identity.isdecimal()), default=-1) + 1

    def add(self, mistakes: Iterable[Mistake]) -> None:
        paragraphs = list(self.document.iter(f"{self.word}p"))
        first = next((p for p in paragraphs if not self._is_in_box(p)), None)
        if first is None:
            first = etree.Element(f"{self.word}p")
            self.document[0].insert(0, first)
        for mistake in mistakes:
            number = mistake.where.paragraph
            here = mistake.where.member in {"", self.main} and number is not None and number < len(paragraphs)
            found = paragraphs[number] if here and number is not None else first
            anchor = self._leave_box(found)
            self._lay(anchor, _tell(mistake, with_place=anchor is not found or not here))

    def _lay(self, paragraph: Xml, texts: Iterable[str]) -> None:
        word, identity = self.word, str(self.next)
        self.next += 1
        properties = len(paragraph) and paragraph[0].tag == f"{word}pPr"
        paragraph.insert(1 if properties else 0, self._element("commentRangeStart", identity))
        paragraph.append(self._element("commentRangeEnd", identity))
        run = etree.SubElement(paragraph, f"{word}r")
        run.append(self._element("commentReference", identity))
        comment = etree.SubElement(self.comments, f"{word}comment")
        for key, value in (("id", identity), ("author", AUTHOR), ("initials", "AG")):
            comment.set(f"{word}{key}", value)
        for number, text in enumerate(texts):
            line = etree.SubElement(comment, f"{word}p")
            if number == 0:
                etree.SubElement(etree.SubElement(line, f"{word}r"), f"{word}annotationRef")
            etree.SubElement(etree.SubElement(line, f"{word}r"), f"{word}t", {_SPACE: "preserve"}).text = text

    def _element(self, name: str, identity: str) -> Xml:
        element = etree.Element(f"{self.word}{name}")
        element.set(f"{self.word}id", identity)
        return element

    def _is_in_box(self, paragraph: Xml) -> bool:
        return next(paragraph.iterancestors(f"{self.word}txbxContent"), None) is not None

    def _leave_box(self, paragraph: Xml) -> Xml:
        while self._is_in_box(paragraph):
            box = next(paragraph.iterancestors(f"{self.word}txbxContent"))
            paragraph = next(box.iterancestors(f"{self.word}p"))
        return paragraph

    def _find_or_make(self) -> Xml:
        known = [name for name in self.parts.related(self.main, "comments") if name in self.parts.parts]
        if known:
            return self.parts.xml(known[0])
        member = f"{self.main.rpartition('/')[0]}/comments.xml".lstrip("/")
        if member in self.parts.parts:
            member = self.parts.free_name(member.replace(".xml", "{}.xml"))
        root = etree.Element(f"{self.word}comments", nsmap={"w": self.word[1:-1]})
        self.parts.put_xml(member, root, _CONTENT_TYPE)
        self.parts.relate(self.main, "comments", member)
        return root


def _tell(mistake: Mistake, *, with_place: bool) -> Iterator[str]:
    place = f"〔{one_line(mistake.where.shown)}〕" if with_place and mistake.where.shown else ""
    yield f"{place}{one_line(mistake.problem)}。"
    if mistake.tag:
        yield f"写的是：{one_line(mistake.shown_tag)}"
    yield f"怎样改：{one_line(mistake.mend)}。"


def _remove(parts: OfficeParts) -> int:
    """Take our comments out, with their marks in the text and what newer Words keep beside them."""
    main = parts.main_part()
    ours: list[Xml] = []
    for member in parts.related(main, "comments"):
        if member in parts.parts:
            root = parts.xml(member)
            word = f"{{{etree.QName(root).namespace}}}"
            ours += [comment for comment in root.iter(f"{word}comment") if comment.get(f"{word}author") == AUTHOR]
    if not ours:
        return 0
    ids = {comment.get(f"{word}id") for comment in ours}
    lines = {str(p.get(_PARAGRAPH_ID)) for comment in ours for p in comment.iter(f"{word}p") if p.get(_PARAGRAPH_ID)}
    for comment in ours:
        comment.getparent().remove(comment)
    for tag in ("commentRangeStart", "commentRangeEnd", "commentReference"):
        for mark in [m for m in parts.xml(main).iter(f"{word}{tag}") if m.get(f"{word}id") in ids]:
            _drop(mark, word)
    _remove_beside(parts, main, lines)
    return len(ours)


def _drop(mark: Xml, word: str) -> None:
    """Take a mark out, with the run that holds nothing else."""
    run = mark.getparent()
    run.remove(mark)
    if run.tag == f"{word}r" and all(child.tag == f"{word}rPr" for child in run):
        run.getparent().remove(run)


def _remove_beside(parts: OfficeParts, main: str, lines: set[str]) -> None:
    gone = set(lines)
    for kind in _SIDE_PARTS:
        for member in parts.related(main, kind):
            for entry in list(parts.xml(member)) if member in parts.parts else ():
                told = {etree.QName(key).localname: key for key in entry.attrib}
                names = {entry.get(told[key]) for key in ("paraId", "durableId") if key in told}
                if names & gone:
                    gone |= names
                    entry.getparent().remove(entry)
                elif "paraIdParent" in told and entry.get(told["paraIdParent"]) in lines:
                    del entry.attrib[told["paraIdParent"]]
