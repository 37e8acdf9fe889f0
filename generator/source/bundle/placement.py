"""Choose where the content of other files is placed in the document, and under which name."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator, Mapping
from pathlib import PurePosixPath
from urllib.parse import unquote, urlsplit

from generator.core.pointer import Pointer
from generator.source.bundle.document_file import DocumentFile, Target
from generator.source.bundle.resolve_references import UriResolver, is_only_reference
from generator.source.document_structure import (
    MAP_FIELDS,
    ObjectType,
    component_sections,
)

# Characters that keys of the Components Object must not have (OpenAPI 3.1.1, 4.8.7).
_NOT_IN_NAME = re.compile(r"[^A-Za-z0-9._-]+")
_MAX_NAME_LENGTH = 100
# Keywords with local definitions. Those that are referenced become components.
DEFINITIONS = ("$defs", "definitions")


class Placement:
    """Assigns a location in the document to every object from another file.

    Attributes:
        renamed: original names of the objects that got another name, by their new location.
    """

    def __init__(self, root: DocumentFile, resolver: UriResolver) -> None:
        self.renamed: dict[str, str] = {}
        self._root = root
        self._resolver = resolver
        self._sections = component_sections(root.source.tree)
        self._locations: dict[tuple[Target, ObjectType], Pointer] = {}
        # The same by file and location there, for objects inside of placed ones.
        self._outer_locations: dict[tuple[DocumentFile, Pointer], Pointer] = {}
        self._used_names: dict[ObjectType, set[str]] = {}

    def place_components(self) -> None:
        """Place the targets of components that consist of a reference at these components."""
        for type_, section in self._sections.items():
            used = self._used_names.setdefault(type_, set())
            for name, member in self._section_members(section):
                used.add(_normalized(name))
                value = member.value
                if is_only_reference(value) and self._leaves(value["$ref"], member):
                    target = self._resolver.end(value["$ref"], member)
                else:
                    target = member
                if target is not None and target.file is not self._root:
                    self._assign(target, type_, section / name)

    def find(self, target: Target, type_: ObjectType) -> Pointer | None:
        """The location of `target`, alone or inside of a placed object; None if it has none."""
        exact = self._locations.get((target, type_))
        if exact is not None:
            return exact
        for length in range(len(target.at.tokens) - 1, -1, -1):
            outer = Pointer(target.at.tokens[:length])
            location = self._outer_locations.get((target.file, outer))
            inner = target.at.tokens[length:]
            if location is not None and not set(DEFINITIONS) & set(inner):
                is_copied = target.file.has_no_reference_between(outer, target.at)
                return Pointer((*location.tokens, *inner)) if is_copied else None
        return None

    def add(self, target: Target, type_: ObjectType) -> Pointer:
        """Assign a new component, with a unique name, to `target`."""
        used = self._used_names[type_]
        names = _candidate_names(target, self._root)
        preferred = name = next(names)
        while _normalized(name) in used:
            name = next(names)
        used.add(_normalized(name))
        location = self._sections[type_] / name
        if name != preferred:
            self.renamed[str(location)] = preferred
        self._assign(target, type_, location)
        return location

    def has_section(self, type_: ObjectType) -> bool:
        """Whether the document can have components of this type."""
        return type_ in self._sections

    def _assign(self, target: Target, type_: ObjectType, location: Pointer) -> None:
        self._locations.setdefault((target, type_), location)
        self._outer_locations.setdefault((target.file, target.at), location)

    def _section_members(self, section: Pointer) -> Iterator[tuple[str, Target]]:
        """The members of a section of the document, which may be in another file."""
        targets = [Target(self._root, Pointer())]
        for token in section.tokens:
            targets = [
                target / token
                for target in self._with_referenced(targets)
                if isinstance(target.value, Mapping) and token in target.value
            ]
        for target in self._with_referenced(targets):
            if isinstance(target.value, Mapping):
                yield from (
                    (name, target / name)
                    for name, member in target.value.items()
                    if name != "$ref" or not isinstance(member, str)
                )

    def _with_referenced(self, targets: list[Target]) -> Iterator[Target]:
        """The objects at `targets`, and the objects in other files that they refer to."""
        for target in targets:
            yield target
            value = target.value
            reference = value.get("$ref") if isinstance(value, Mapping) else None
            if isinstance(reference, str) and self._leaves(reference, target):
                end = self._resolver.end(reference, target)
                if end is not None:
                    yield end

    def _leaves(self, reference: str, at: Target) -> bool:
        return at.file is not self._root or not reference.startswith("#")


def _normalized(name: str) -> str:
    """What two names have in common if they would become the same name in Python."""
    return re.sub(r"[^a-z0-9]", "", name.lower()) or name


def _candidate_names(target: Target, root: DocumentFile) -> Iterator[str]:
    """Names in order of preference: its own, prefixed by that of its file, numbered."""
    folder, stem = _file_names(target.file, root)
    own = _own_name(target.at)
    outer = f"{folder}_{stem}" if folder else stem
    name, longer = (own, f"{stem}_{own}") if own else (stem, outer)
    name, longer = _valid_name(name), _valid_name(longer)
    yield name
    yield longer
    number = 2
    while True:
        yield f"{longer}_{number}"
        number += 1


def _own_name(at: Pointer) -> str:
    """The tokens after the last map of named objects: `Pet` of `#/components/schemas/Pet`."""
    tokens = at.tokens
    last = max(
        (index for index, token in enumerate(tokens[:-1]) if token in MAP_FIELDS),
        default=-1,
    )
    return "_".join(tokens[last + 1 :])


def _file_names(file: DocumentFile, root: DocumentFile) -> tuple[str, str]:
    """The names of the folder and of the file, relative to the document.

    A folder above the document is left out, since it may have another name on another machine.
    """
    to, start = urlsplit(file.uri), urlsplit(root.uri)
    path = unquote(to.path)
    if (to.scheme, to.netloc) == (start.scheme, start.netloc):
        path = posixpath.relpath(path, posixpath.dirname(unquote(start.path)) or "/")
    relative = PurePosixPath(path)
    folder = relative.parent.name
    stem = relative.name.partition(".")[0] or relative.name
    return folder if folder != ".." else "", stem


def _valid_name(name: str) -> str:
    return _NOT_IN_NAME.sub("_", name).strip("_")[:_MAX_NAME_LENGTH] or "other"
