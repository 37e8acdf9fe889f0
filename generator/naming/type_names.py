"""Name types after their location in the document, and resolve collisions."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from generator.ir.types import Definition, Enum, TypeId, TypeLocation
from generator.naming.reserved import TYPE_NAMES
from generator.naming.spelling import Scope, pascal_case, pascal_suffix

_NUMBER = re.compile(r"(\d+)")


def name_types(
    definitions: Iterable[Definition], locked: Mapping[TypeId, str]
) -> dict[TypeId, str]:
    """Return a class name for each definition; `locked` names are assigned first."""
    scope = Scope(TYPE_NAMES)
    names: dict[TypeId, str] = {}
    for definition in sorted(
        definitions,
        key=lambda definition: (definition.id not in locked, _precedence(definition)),
    ):
        locked_name = (locked[definition.id],) if definition.id in locked else ()
        candidates, stem = _candidates(definition)
        name = scope.first_free((*locked_name, *candidates), stem, dict_name)
        names[definition.id] = name
        scope.add(name, dict_name(name))
    return names


def dict_name(type_name: str) -> str:
    """Return the name of the TypedDict of a class."""
    return f"{type_name}Dict"


def base_name(location: TypeLocation) -> str:
    """Return the preferred name of a type at `location`."""
    return pascal_case(location.owner) + "".join(map(pascal_suffix, location.steps))


def _precedence(definition: Definition) -> tuple[object, ...]:
    """Components before inline types, unchanged names before converted ones, short before long."""
    location = definition.location
    base = base_name(location)
    return (
        not definition.is_named,
        base != location.owner,
        len(location.steps),
        location.owner,
        location.steps,
        _natural(definition.id),
    )


def _candidates(definition: Definition) -> tuple[list[str], str]:
    """The names to try in order, and the stem for numbered names after them."""
    base = base_name(definition.location)
    candidates = [base]
    if definition.title and not definition.is_named:
        candidates.append(base + pascal_suffix(definition.title))
    candidates.append(base + ("Enum" if isinstance(definition.type, Enum) else "Model"))
    return candidates, f"{base}_" if base[-1].isdigit() else base


def _natural(string: str) -> tuple[tuple[int, int, str], ...]:
    """A sort key for natural order, in which `anyOf/2` comes before `anyOf/10`."""
    # Numbers are compared by length first: they may have more digits than `int` converts.
    parts = _NUMBER.split(string)
    return tuple(
        (0, len(part.lstrip("0")), part.lstrip("0")) if index % 2 else (1, 0, part)
        for index, part in enumerate(parts)
    )
