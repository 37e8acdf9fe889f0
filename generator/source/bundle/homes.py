"""Where in the one document the things stand that come from other files."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator, Mapping
from pathlib import PurePosixPath
from urllib.parse import unquote, urlsplit

from generator.core.pointer import Pointer
from generator.source.bundle.resolve import Resolver, is_only_reference
from generator.source.bundle.resource import Resource, Target
from generator.source.document_structure import (
    MAP_FIELDS,
    ObjectType,
    component_sections,
)

# OpenAPI 3.1.1, 4.8.7: what the keys of components are made of.
_NOT_IN_NAME = re.compile(r"[^A-Za-z0-9._-]+")
_LONGEST_NAME = 100
# Where a schema has others that only its own references name: they get places of their own.
DEFINITIONS = ("$defs", "definitions")


class Homes:
    """Gives each thing from another file one place in the document, and each place one thing."""

    def __init__(self, root: Resource, resolver: Resolver) -> None:
        self._root = root
        self._resolver = resolver
        self._sections = component_sections(root.source.tree)
        self._homes: dict[tuple[Target, ObjectType], Pointer] = {}
        self._within: dict[tuple[Resource, Pointer], Pointer] = {}
        self._taken: dict[ObjectType, set[str]] = {}
        # What is called otherwise than in its own file, by its reference in the document.
        self.renamed: dict[str, str] = {}

    def settle(self) -> None:
        """Give the components that are nothing but references the content that they refer to."""
        for kind, section in self._sections.items():
            taken = self._taken.setdefault(kind, set())
            for name, place in self._members(section):
                taken.add(_alike(name))
                value = place.value
                if is_only_reference(value) and self._leaves(value["$ref"], place):
                    target = self._resolver.end(value["$ref"], place)
                else:
                    target = place
                if target is not None and target.resource is not self._root:
                    self._give(target, kind, section / name)

    def of(self, target: Target, kind: ObjectType) -> Pointer | None:
        """The place of `target`, which is in another file; None if it has none yet."""
        exact = self._homes.get((target, kind))
        if exact is not None:
            return exact
        for length in range(len(target.at.tokens) - 1, -1, -1):
            outer = Pointer(target.at.tokens[:length])
            home = self._within.get((target.resource, outer))
            inner = target.at.tokens[length:]
            if home is not None and not set(DEFINITIONS) & set(inner):
                is_there = target.resource.is_straight(target.at, outer)
                return Pointer((*home.tokens, *inner)) if is_there else None
        return None

    def made(self, target: Target, kind: ObjectType) -> Pointer:
        """A place of its own for `target`, under a name that nothing else of its kind has."""
        taken = self._taken[kind]
        names = _names(target, self._root)
        wanted = name = next(names)
        while _alike(name) in taken:
            name = next(names)
        taken.add(_alike(name))
        home = self._sections[kind] / name
        if name != wanted:
            self.renamed[str(home)] = wanted
        self._give(target, kind, home)
        return home

    def can_keep(self, kind: ObjectType) -> bool:
        """Whether the document has a place for things of a kind."""
        return kind in self._sections

    def _give(self, target: Target, kind: ObjectType, home: Pointer) -> None:
        self._homes.setdefault((target, kind), home)
        self._within.setdefault((target.resource, target.at), home)

    def _members(self, section: Pointer) -> Iterator[tuple[str, Target]]:
        """The members of a section and where they stand, which may be another file."""
        places = [Target(self._root, Pointer())]
        for token in section.tokens:
            places = [
                each / token
                for each in self._followed(places)
                if isinstance(each.value, Mapping) and token in each.value
            ]
        for place in self._followed(places):
            if isinstance(place.value, Mapping):
                yield from (
                    (name, place / name)
                    for name, each in place.value.items()
                    if name != "$ref" or not isinstance(each, str)
                )

    def _followed(self, places: list[Target]) -> Iterator[Target]:
        """The objects at `places`, and those that they are put together with."""
        for place in places:
            yield place
            value = place.value
            text = value.get("$ref") if isinstance(value, Mapping) else None
            if isinstance(text, str) and self._leaves(text, place):
                target = self._resolver.end(text, place)
                if target is not None:
                    yield target

    def _leaves(self, text: str, place: Target) -> bool:
        return place.resource is not self._root or not text.startswith("#")


def _alike(name: str) -> str:
    """What names have in common that would be one name in Python."""
    return re.sub(r"[^a-z0-9]", "", name.lower()) or name


def _names(target: Target, root: Resource) -> Iterator[str]:
    """Names for `target`, the best first: its own, with its file's before it, with a number."""
    folder, stem = _file_names(target.resource, root)
    own = _own_name(target.at)
    outer = f"{folder}_{stem}" if folder else stem
    name, longer = (own, f"{stem}_{own}") if own else (stem, outer)
    name, longer = _valid(name), _valid(longer)
    yield name
    yield longer
    number = 2
    while True:
        yield f"{longer}_{number}"
        number += 1


def _own_name(at: Pointer) -> str:
    """What the last names in a pointer say, without what only says where names stand."""
    tokens = at.tokens
    last = max(
        (index for index, token in enumerate(tokens[:-1]) if token in MAP_FIELDS),
        default=-1,
    )
    return "_".join(tokens[last + 1 :])


def _file_names(resource: Resource, root: Resource) -> tuple[str, str]:
    """The name of a file, and of its folder as it is found from the document.

    What is above the document's folder may be called otherwise on another machine.
    """
    to, start = urlsplit(resource.uri), urlsplit(root.uri)
    path = unquote(to.path)
    if (to.scheme, to.netloc) == (start.scheme, start.netloc):
        path = posixpath.relpath(path, posixpath.dirname(unquote(start.path)) or "/")
    found = PurePosixPath(path)
    folder = found.parent.name
    return folder if folder != ".." else "", found.name.partition(".")[0] or found.name


def _valid(name: str) -> str:
    return _NOT_IN_NAME.sub("_", name).strip("_")[:_LONGEST_NAME] or "other"
