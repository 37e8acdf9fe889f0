"""A file of a document, and the identifiers that it declares."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TypeAlias
from urllib.parse import urljoin

from generator.core.json import Json
from generator.core.pointer import Pointer, has_value_at, value_at
from generator.source.document_structure import DATA_FIELDS, MAP_FIELDS
from generator.source.load import Location, Source, Url

# Locations of anchors, by the location of their schema resource and their name.
Anchors: TypeAlias = Mapping[tuple[Pointer, str], Pointer]


@dataclass(frozen=True, slots=True, eq=False)
class DocumentFile:
    """A file that belongs to a document. Compared by identity: every file is read once.

    Attributes:
        source: its content.
        location: where it was read from.
        uri: the URI of that location, without a fragment; after redirects, where they led to.
        resources: base URIs of its schema resources, the schemas with an `$id`, by their location
            (JSON Schema 2020-12, section 8.2.1). The root always has one.
        anchors: the schemas with an `$anchor`.
        dynamic_anchors: the schemas with a `$dynamicAnchor`.
    """

    source: Source
    location: Location
    uri: str
    resources: Mapping[Pointer, str] = field(default_factory=dict)
    anchors: Anchors = field(default_factory=dict)
    dynamic_anchors: Anchors = field(default_factory=dict)

    def resource_at(self, at: Pointer) -> Pointer:
        """The location of the innermost schema resource that contains `at`."""
        if len(self.resources) > 1:
            for length in range(len(at.tokens), 0, -1):
                outer = Pointer(at.tokens[:length])
                if outer in self.resources:
                    return outer
        return Pointer()

    def has(self, at: Pointer) -> bool:
        """Whether there is a value at `at`."""
        return has_value_at(self.source.tree, at)

    def value(self, at: Pointer) -> Json:
        """The value at `at`, which must exist."""
        return value_at(self.source.tree, at)

    def has_no_reference_between(self, outer: Pointer, at: Pointer) -> bool:
        """Whether no object from `outer` down to `at` is a reference."""
        return not any(
            isinstance(value, dict) and "$ref" in value
            for length in range(len(outer.tokens), len(at.tokens))
            for value in [self.value(Pointer(at.tokens[:length]))]
        )


@dataclass(frozen=True, slots=True)
class Target:
    """The location of a value in a file."""

    file: DocumentFile
    at: Pointer

    @property
    def value(self) -> Json:
        return self.file.value(self.at)

    def __truediv__(self, token: str | int) -> Target:
        return Target(self.file, self.at / token)


def document_file(
    source: Source, location: Location, base: Location, has_ids: bool
) -> DocumentFile:
    """Index the identifiers of a file.

    Args:
        source: its content.
        location: where it was read from.
        base: the base of its relative references, which is another URL after redirects (RFC 3986,
            section 5.1.3).
        has_ids: whether `$id` and anchors have a meaning, as they do since OpenAPI 3.1.
    """
    uri = uri_of(base)
    tree = source.tree
    own = tree.get("$self") if isinstance(tree, dict) and "openapi" in tree else None
    own_uri = _join(uri, own) if isinstance(own, str) else uri
    if not has_ids:
        return DocumentFile(source, location, uri, {Pointer(): own_uri})
    return DocumentFile(source, location, uri, *_index_identifiers(tree, own_uri))


def uri_of(location: Location) -> str:
    """The URI of a file, the base of its relative references (RFC 3986, section 5.1.3)."""
    if isinstance(location, Url):
        return location.address.partition("#")[0]
    return location.absolute().as_uri()


def _index_identifiers(
    tree: Json, base: str
) -> tuple[Mapping[Pointer, str], Anchors, Anchors]:
    """Resources, anchors and dynamic anchors (JSON Schema 2020-12, sections 8.2.1 and 8.2.2)."""
    resources = {Pointer(): base}
    anchors: dict[tuple[Pointer, str], Pointer] = {}
    dynamic_anchors: dict[tuple[Pointer, str], Pointer] = {}
    seen: set[int] = set()
    # Values to visit, with their location and that of their resource.
    waiting: list[tuple[Json, Pointer, Pointer]] = [(tree, Pointer(), Pointer())]
    while waiting:
        node, at, resource = waiting.pop()
        if not isinstance(node, dict | list) or id(node) in seen:
            continue
        seen.add(id(node))
        if isinstance(node, list):
            waiting.extend(
                (item, at / index, resource) for index, item in enumerate(node)
            )
            continue
        own = node.get("$id")
        if isinstance(own, str) and own.partition("#")[0]:
            resources[at] = _join(resources[resource], own)
            resource = at
        for keyword, index in (
            ("$anchor", anchors),
            ("$dynamicAnchor", dynamic_anchors),
        ):
            name = node.get(keyword)
            if isinstance(name, str):
                index.setdefault((resource, name), at)
        for name, member in node.items():
            if name in MAP_FIELDS and isinstance(member, dict):
                # The author's own names, even if they are spelled like keywords.
                waiting.extend(
                    (inner, at / name / inner_name, resource)
                    for inner_name, inner in member.items()
                )
            elif name not in DATA_FIELDS and not name.startswith("x-"):
                waiting.append((member, at / name, resource))
    return resources, anchors, dynamic_anchors


def _join(base: str, reference: str) -> str:
    try:
        return urljoin(base, reference).partition("#")[0]
    except ValueError:
        # Brackets without an IPv6 address: an identifier that no reference can name.
        return base
