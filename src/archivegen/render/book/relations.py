"""Relationships and content types of a package: which part belongs to which, and what each is."""

from __future__ import annotations

import posixpath
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from archivegen.render.book.markup import DECLARATION, children, parse_part, quote

_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006/"
CONTENT_TYPES = "[Content_Types].xml"


class Relation(NamedTuple):
    """One relationship; ``target`` is a member of the package, or an address when it is ``external``."""

    id: str
    kind: str
    """The last word of its type, such as ``drawing``."""
    type: str
    target: str
    external: bool = False


def relations_member(member: str) -> str:
    """Where the relationships of a part stand."""
    folder, name = posixpath.split(member)
    return posixpath.join(folder, "_rels", f"{name}.rels")


def read_relations(parts: Mapping[str, bytes], member: str) -> list[Relation]:
    """The relationships of a part, in their order."""
    content = parts.get(relations_member(member))
    if content is None:
        return []
    folder = posixpath.dirname(member)
    found = []
    for item in children(parse_part(content, relations_member(member)), "Relationship"):
        external = item.get("TargetMode") == "External"
        target = item.get("Target", "")
        if not external:
            target = posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")
        kind = item.get("Type", "")
        found.append(Relation(item.get("Id", ""), kind.rpartition("/")[2], kind, target, external))
    return found


def make_relation(number: str, kind: str, target: str) -> Relation:
    """A relationship of one of the types of Office."""
    return Relation(number, kind, _OFFICE + kind, target)


def write_relations(relations: Iterable[Relation]) -> str:
    """The part that holds these relationships."""
    items = []
    for relation in relations:
        target = relation.target if relation.external else f"/{relation.target}"
        mode = ' TargetMode="External"' if relation.external else ""
        items.append(
            f'<Relationship Id="{quote(relation.id)}" Type="{quote(relation.type)}" Target="{quote(target)}"{mode}/>'
        )
    return f'{DECLARATION}<Relationships xmlns="{_PACKAGE}relationships">{"".join(items)}</Relationships>'


class ContentTypes(NamedTuple):
    """What the parts are: by the ends of their names, and of single parts."""

    defaults: dict[str, str]
    overrides: dict[str, str]

    def find(self, member: str) -> str:
        """The type of a part."""
        return self.overrides.get(member) or self.defaults.get(member.rpartition(".")[2].lower(), "")

    def write(self) -> str:
        """The part that says so."""
        items = [
            f'<Default Extension="{quote(end)}" ContentType="{quote(kind)}"/>' for end, kind in self.defaults.items()
        ]
        items += [
            f'<Override PartName="/{quote(name)}" ContentType="{quote(kind)}"/>'
            for name, kind in self.overrides.items()
        ]
        return f'{DECLARATION}<Types xmlns="{_PACKAGE}content-types">{"".join(items)}</Types>'


def read_content_types(parts: Mapping[str, bytes]) -> ContentTypes:
    """The content types of a package; ``KeyError`` when it does not say."""
    root = parse_part(parts[CONTENT_TYPES], CONTENT_TYPES)
    defaults = {item.get("Extension", "").lower(): item.get("ContentType", "") for item in children(root, "Default")}
    overrides = {
        item.get("PartName", "").lstrip("/"): item.get("ContentType", "") for item in children(root, "Override")
    }
    return ContentTypes(defaults, overrides)
