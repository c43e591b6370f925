"""The package of one paper while it is written: its parts, their names, types and relationships."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable

from archivegen.render.book.relations import CONTENT_TYPES, ContentTypes, Relation, relations_member, write_relations
from archivegen.render.package import PackedPart, pack_part, write_package
from archivegen.values.pictures import Picture

_NUMBER = re.compile(r"\d*(?=\.\w+$)")
_PICTURE_TYPES = {"png": "image/png", "jpeg": "image/jpeg"}


class PackageMaker:
    """Collects parts; ``known`` are the names of the template's parts, which only their copies may bear."""

    def __init__(self, static: Iterable[PackedPart], types: ContentTypes, known: Iterable[str]) -> None:
        self._parts = list(static)
        self._types = types
        self._overrides: dict[str, str] = {}
        self._defaults: dict[str, str] = {}
        self._known = set(known)
        self._given: set[str] = set()
        self._pictures: dict[str, str] = {}

    def name_part(self, member: str) -> str:
        """The name for the next copy of a part of the template: its own for the first."""
        if member not in self._given:
            self._given.add(member)
            return member
        return self.invent_name(member)

    def invent_name(self, pattern: str) -> str:
        """A new name like ``xl/charts/chart1.xml``."""
        number = 1
        while True:
            name = _NUMBER.sub(str(number), pattern, count=1)
            if name not in self._known and name not in self._given:
                self._given.add(name)
                return name
            number += 1

    def add(self, member: str, content: str | bytes, kind: str = "") -> None:
        """A part and its content type; without one it has that of the template's part of this name."""
        self._parts.append(pack_part(member, content.encode() if isinstance(content, str) else content))
        if kind:
            self._overrides[member] = kind

    def add_packed(self, part: PackedPart, kind: str = "") -> None:
        """A part that is packed already."""
        self._parts.append(part)
        if kind:
            self._overrides[part.name] = kind

    def add_relations(self, member: str, relations: Iterable[Relation]) -> None:
        """The relationships of a part, if it has any."""
        listed = list(relations)
        if listed:
            self.add(relations_member(member), write_relations(listed))

    def add_picture(self, picture: Picture) -> str:
        """The part of a picture; the same picture is one part."""
        digest = hashlib.sha256(picture.content).hexdigest()
        if digest not in self._pictures:
            member = self.invent_name(f"xl/media/image1.{picture.kind}")
            self._pictures[digest] = member
            self._parts.append(pack_part(member, picture.content))
            self._defaults[picture.kind] = _PICTURE_TYPES[picture.kind]
        return self._pictures[digest]

    def add_default(self, ending: str, kind: str) -> None:
        """What all parts with this ending are."""
        self._defaults[ending] = kind

    def type_of(self, member: str) -> str:
        """The content type of a part of the template."""
        return self._types.find(member)

    def write(self) -> bytes:
        """The finished package."""
        there = {part.name for part in self._parts}
        overrides = {name: kind for name, kind in self._types.overrides.items() if name in there}
        types = ContentTypes({**self._types.defaults, **self._defaults}, {**overrides, **self._overrides})
        self._parts.append(pack_part(CONTENT_TYPES, types.write().encode()))
        return write_package(self._parts)
