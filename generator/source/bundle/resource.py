"""A file that references lead into: its tree, and what it says of its own identity."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import urljoin

from generator.core.json import Json
from generator.core.pointer import Pointer, has_value_at, value_at
from generator.source.document_structure import DATA_FIELDS, MAP_FIELDS
from generator.source.load import Source, Url
from generator.source.load.location import Location


@dataclass(frozen=True, slots=True, eq=False)
class Resource:
    """A file, read once. `uri` is where it was found, as references in it take it.

    `scopes` are the absolute identifiers of the schemas that have an `$id`, and of the document
    itself under the empty pointer; `anchors` and `dynamic_anchors` are by the pointer of the scope
    they are in, and by name. Identifiers have no fragment.
    """

    source: Source
    location: Location
    uri: str
    scopes: Mapping[Pointer, str] = field(default_factory=dict)
    anchors: Mapping[tuple[Pointer, str], Pointer] = field(default_factory=dict)
    dynamic_anchors: Mapping[tuple[Pointer, str], Pointer] = field(default_factory=dict)

    def scope(self, at: Pointer) -> Pointer:
        """The innermost schema with an `$id` around `at`, or the file itself."""
        if len(self.scopes) > 1:
            for length in range(len(at.tokens), 0, -1):
                outer = Pointer(at.tokens[:length])
                if outer in self.scopes:
                    return outer
        return Pointer()

    def has(self, at: Pointer) -> bool:
        """Whether there is a value at `at`."""
        return has_value_at(self.source.tree, at)

    def value(self, at: Pointer) -> Json:
        """The value at `at`, which is there."""
        return value_at(self.source.tree, at)

    def is_straight(self, at: Pointer, outer: Pointer) -> bool:
        """Whether nothing on the way from `outer` to `at` is a reference."""
        return not any(
            isinstance(value, dict) and "$ref" in value
            for length in range(len(outer.tokens), len(at.tokens))
            for value in [self.value(Pointer(at.tokens[:length]))]
        )


@dataclass(frozen=True, slots=True)
class Target:
    """A value in a file."""

    resource: Resource
    at: Pointer

    @property
    def value(self) -> Json:
        return self.resource.value(self.at)

    def __truediv__(self, token: str | int) -> Target:
        return Target(self.resource, self.at / token)


def resource_of(source: Source, location: Location, reads_ids: bool) -> Resource:
    """The resource that `source`, found at `location`, is.

    `reads_ids`: whether `$id` and its like mean something, as they do since OpenAPI 3.1.
    """
    uri = uri_of(location)
    tree = source.tree
    own = tree.get("$self") if isinstance(tree, dict) and "openapi" in tree else None
    base = _joined(uri, own) if isinstance(own, str) else uri
    if not reads_ids:
        return Resource(source, location, uri, {Pointer(): base})
    return Resource(source, location, uri, *_identified(tree, base))


def uri_of(location: Location) -> str:
    """The URI of a file: where a relative reference in it starts from (RFC 3986, section 5.1.3)."""
    if isinstance(location, Url):
        return location.address.partition("#")[0]
    return location.absolute().as_uri()


_Anchors = dict[tuple[Pointer, str], Pointer]


def _identified(tree: Json, base: str) -> tuple[dict[Pointer, str], _Anchors, _Anchors]:
    """The scopes and anchors of a tree (JSON Schema 2020-12, sections 8.2.1 and 8.2.2)."""
    scopes = {Pointer(): base}
    anchors: _Anchors = {}
    dynamic: _Anchors = {}
    seen: set[int] = set()
    waiting: list[tuple[Json, Pointer, Pointer]] = [(tree, Pointer(), Pointer())]
    while waiting:
        node, at, scope = waiting.pop()
        if not isinstance(node, dict | list) or id(node) in seen:
            continue
        seen.add(id(node))
        if isinstance(node, list):
            waiting.extend((each, at / index, scope) for index, each in enumerate(node))
            continue
        own = node.get("$id")
        if isinstance(own, str) and own.partition("#")[0]:
            scopes[at] = _joined(scopes[scope], own)
            scope = at
        for keyword, known in (("$anchor", anchors), ("$dynamicAnchor", dynamic)):
            name = node.get(keyword)
            if isinstance(name, str):
                known.setdefault((scope, name), at)
        for name, each in node.items():
            if name in MAP_FIELDS and isinstance(each, dict):
                # Names of the document's own choosing, also if they are spelt like keywords.
                waiting.extend(
                    (member, at / name / own_name, scope)
                    for own_name, member in each.items()
                )
            elif name not in DATA_FIELDS and not name.startswith("x-"):
                waiting.append((each, at / name, scope))
    return scopes, anchors, dynamic


def _joined(base: str, reference: str) -> str:
    try:
        return urljoin(base, reference).partition("#")[0]
    except ValueError:
        # Brackets that hold no IPv6 address: an identifier that nothing can name.
        return base
