"""Name types after their location in the document, and resolve collisions."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from generator.ir.types import Definition, Enum, TypeId, TypeLocation
from generator.naming.reserved import TYPE_NAMES
from generator.naming.shared_names import MAX_TITLE_LENGTH, name_shared_types
from generator.naming.spelling import Scope, pascal_case, pascal_suffix

_NUMBER = re.compile(r"(\d+)")


def name_types(
    definitions: Iterable[Definition],
    locked: Mapping[TypeId, str],
    resources: Mapping[str, tuple[str, ...]],
) -> dict[TypeId, str]:
    """Return a class name for each definition.

    Args:
        definitions: the definitions.
        locked: names that take precedence, by definition.
        resources: the resource of each operation, by key.
    """
    definitions = tuple(definitions)
    shared = name_shared_types(definitions, resources)
    scope = Scope(TYPE_NAMES)
    names: dict[TypeId, str] = {}
    for definition in sorted(
        definitions,
        key=lambda definition: (definition.id not in locked, _precedence(definition)),
    ):
        id_ = definition.id
        first = (locked[id_],) if id_ in locked else ()
        candidates, stem = _candidates(definition)
        name = scope.first_free(
            (*first, *shared.get(id_, ()), *candidates), stem, dict_name
        )
        names[id_] = name
        scope.add(name, dict_name(name))
    return names


def dict_name(type_name: str) -> str:
    """Return the name of the TypedDict of a class."""
    return f"{type_name}Dict"


def base_name(location: TypeLocation) -> str:
    """Return the preferred name of a type at `location`."""
    return pascal_case(location.owner) + "".join(map(pascal_suffix, location.steps))


def _precedence(definition: Definition) -> tuple[object, ...]:
    """Components before inline types, types of one owner before shared ones, requests last.

    Among those, unchanged names before converted ones, and short ones before long ones.
    """
    location = definition.location
    base = base_name(location)
    return (
        not definition.is_named,
        bool(definition.occurrences),
        bool(definition.occurrences) and location.role == "request",
        base != location.owner,
        len(location.steps),
        location.owner,
        location.steps,
        _natural(definition.id),
    )


def _candidates(definition: Definition) -> tuple[list[str], str]:
    """The names to try in order, and the stem for numbered names after them."""
    base = base_name(definition.location)
    candidates = [*_alternative_names(definition, base), base]
    if definition.title and not definition.is_named:
        candidates.append(base + pascal_suffix(definition.title))
    candidates.append(base + ("Enum" if isinstance(definition.type, Enum) else "Model"))
    return candidates, f"{base}_" if base[-1].isdigit() else base


def _alternative_names(definition: Definition, base: str) -> Iterator[str]:
    """The names of an alternative of a union after its labels.

    Alternatives of a component are named after it: `PetDog`, although their location is
    `Pet.variant`. A label is not repeated: `PetDog` is also the name of one with the title
    `PetDog`.
    """
    location = definition.location
    is_part = location.role == "schema" and location.steps == ("variant",)
    stem = pascal_case(location.owner) if is_part else base
    for label in definition.labels:
        name = pascal_suffix(label)
        if name and len(name) <= MAX_TITLE_LENGTH:
            yield name if name.startswith(stem) else stem + name
            yield base + name


def _natural(string: str) -> tuple[tuple[int, int, str], ...]:
    """A sort key for natural order, in which `anyOf/2` comes before `anyOf/10`."""
    # Numbers are compared by length first: they may have more digits than `int` converts.
    parts = _NUMBER.split(string)
    return tuple(
        (0, len(part.lstrip("0")), part.lstrip("0")) if index % 2 else (1, 0, part)
        for index, part in enumerate(parts)
    )
