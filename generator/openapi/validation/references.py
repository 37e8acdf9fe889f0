"""See that each reference of a document leads somewhere, before the validator follows it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from copy import copy

from generator.core.diagnostics import Diagnostic, Diagnostics
from generator.core.json import Json
from generator.core.pointer import Pointer
from generator.openapi.references import ReferenceResolver
from generator.source.document_structure import DATA_FIELDS, NAMED_MEMBERS


def check_references(tree: Mapping[str, Json]) -> tuple[Diagnostic, ...]:
    """An error for each `$ref` that leaves the document, names nothing, or leads back to itself.

    So is one that is taken for a name, because it stands among names.
    """
    diagnostics = Diagnostics()
    references = ReferenceResolver(tree, diagnostics)
    for node, at, is_named_members in _reference_objects(tree):
        if is_named_members:
            diagnostics.error(
                "invalid-reference",
                f"no reference can stand in the place of `{at.tokens[-1]}`",
                at / "$ref",
                "refer to each of its members",
            )
        else:
            references.resolve(node, at)
    return tuple(dict.fromkeys(diagnostics))


# What a reference that leads nowhere may lead to: what it stands for may be what these miss.
FOLLOW_UPS = frozenset(("path-parameter", "undeclared-required"))


def without_references(
    tree: Mapping[str, Json], broken: Iterable[Diagnostic]
) -> Mapping[str, Json]:
    """`tree` with something that says nothing in the place of each reference that is `broken`.

    The places of everything else stay what they are, and `tree` is left as it was.
    """
    places = {each.at.tokens[:-1] for each in broken if each.at is not None}
    changed: dict[str, Json] = dict(tree)
    copies: dict[int, Json] = {id(changed): changed}
    for place in places:
        # With what is around it, a place is gone.
        around = (place[:length] for length in range(1, len(place)))
        if place and places.isdisjoint(around):
            _replace(changed, place, copies)
    return changed


def _replace(tree: Json, place: tuple[str, ...], copies: dict[int, Json]) -> None:
    """Put a stand-in at `place`; what is on the way there is copied, once."""
    holder = tree
    for token in place[:-1]:
        key = int(token) if isinstance(holder, list) else token
        if isinstance(holder, dict) and key not in holder:
            # It stood beside another one, in whose place something stands already.
            return
        inner = holder[key]
        if id(inner) not in copies:
            inner = copy(inner)
            copies[id(inner)] = inner
            holder[key] = inner
        holder = inner
    last = int(place[-1]) if isinstance(holder, list) else place[-1]
    holder[last] = _stand_in(place)


def _stand_in(place: tuple[str, ...]) -> dict[str, Json]:
    """An empty schema, or what a rule asks of an object that is none."""
    if place[-1] == "requestBody" or place[-2:-1] == ("requestBodies",):
        return {"content": {}}
    if place[-2:-1] == ("parameters",):
        # No name that another one has.
        return {"name": "/".join(place), "in": "header", "schema": {}}
    return {}


def _reference_objects(
    tree: Mapping[str, Json],
) -> Iterator[tuple[Mapping[str, Json], Pointer, bool]]:
    """Each object with a `$ref`, its place, and whether its members have names of their own.

    An object that aliases share is met once.
    """
    seen: set[int] = set()
    waiting: list[tuple[Json, Pointer, bool]] = [(tree, Pointer(), False)]
    while waiting:
        node, at, is_named_members = waiting.pop()
        if not isinstance(node, dict | list) or id(node) in seen:
            continue
        seen.add(id(node))
        if isinstance(node, list):
            waiting.extend((each, at / index, False) for index, each in enumerate(node))
        elif is_named_members:
            if isinstance(node.get("$ref"), str):
                yield node, at, True
            waiting.extend((each, at / name, False) for name, each in node.items())
        else:
            if "$ref" in node:
                yield node, at, False
            waiting.extend(
                (each, at / name, name in NAMED_MEMBERS)
                for name, each in node.items()
                if name not in DATA_FIELDS and not name.startswith("x-")
            )
