"""The names of types: each by its own place, and what steps aside where two ask for one name."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from generator.ir.types import Definition, Enum, TypeId, TypeLocation
from generator.naming.reserved import TYPE_NAMES
from generator.naming.spelling import Taken, pascal_case, pascal_step

_NUMBER = re.compile(r"(\d+)")


def type_names(
    definitions: Iterable[Definition], locked: Mapping[TypeId, str]
) -> dict[TypeId, str]:
    """A class name for each definition; those that are `locked` come first, with that name."""
    taken = Taken(TYPE_NAMES)
    names: dict[TypeId, str] = {}
    for definition in sorted(
        definitions, key=lambda each: (each.id not in locked, _precedence(each))
    ):
        own = (locked[definition.id],) if definition.id in locked else ()
        wanted, stem = _candidates(definition)
        name = taken.first_free((*own, *wanted), stem, dict_name)
        names[definition.id] = name
        taken.add(name, dict_name(name))
    return names


def dict_name(type_name: str) -> str:
    """The name of the TypedDict that goes with a class."""
    return f"{type_name}Dict"


def base_name(place: TypeLocation) -> str:
    """What a type at `place` is called where nothing else asks for that name."""
    return pascal_case(place.owner) + "".join(map(pascal_step, place.steps))


def _precedence(definition: Definition) -> tuple[object, ...]:
    """Components before inline types, exact spellings before converted ones, near before far."""
    place = definition.location
    base = base_name(definition.location)
    return (
        not definition.is_named,
        base != place.owner,
        len(place.steps),
        place.owner,
        place.steps,
        _natural(definition.id),
    )


def _candidates(definition: Definition) -> tuple[list[str], str]:
    """The names that a type would have, the best first, and what goes before a number then."""
    base = base_name(definition.location)
    wanted = [base]
    if definition.title and not definition.is_named:
        wanted.append(base + pascal_step(definition.title))
    wanted.append(base + ("Enum" if isinstance(definition.type, Enum) else "Model"))
    return wanted, f"{base}_" if base[-1].isdigit() else base


def _natural(text: str) -> tuple[tuple[int, int, str], ...]:
    """A sort key by which `anyOf/2` comes before `anyOf/10`."""
    # The longer number is the greater one: names may have more digits than Python makes numbers of.
    parts = _NUMBER.split(text)
    return tuple(
        (0, len(part.lstrip("0")), part.lstrip("0")) if index % 2 else (1, 0, part)
        for index, part in enumerate(parts)
    )
