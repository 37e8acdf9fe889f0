"""Label the inline alternatives of a union with what distinguishes them.

Alternatives of one union have the same location, which therefore cannot name them. A title does if
no other alternative has it, and so does a constant: `card` in `{type: {const: card}}`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import replace

from generator.ir.types import Definition, Enum, Record, TypeId, TypeLocation

_UNIONS = frozenset({"anyOf", "oneOf"})


def label_alternatives(
    definitions: Mapping[TypeId, Definition],
) -> dict[TypeId, Definition]:
    """Return the definitions, with labels for the alternatives among them.

    Example:
        oneOf: [{title: Card, …}, {properties: {type: {const: bank}}, …}]    →    Card, bank
    """
    unions: dict[TypeLocation, list[Definition]] = {}
    for definition in definitions.values():
        if definition.at.tokens[-2:-1] and definition.at.tokens[-2] in _UNIONS:
            unions.setdefault(definition.location, []).append(definition)
    labels: dict[TypeId, tuple[str, ...]] = {}
    for location, alternatives in unions.items():
        # The property of a single inline alternative names it, unless it is in no property.
        if len(alternatives) > 1 or location.steps == ("variant",):
            labels |= _labels(alternatives)
    return {
        id_: replace(definition, labels=labels[id_]) if id_ in labels else definition
        for id_, definition in definitions.items()
    }


def _labels(alternatives: list[Definition]) -> dict[TypeId, tuple[str, ...]]:
    titles = _distinct(
        {alternative.id: alternative.title or "" for alternative in alternatives}
    )
    constants = _distinguishing_constants(alternatives)
    return {
        alternative.id: tuple(
            labels[alternative.id]
            for labels in (titles, constants)
            if alternative.id in labels
        )
        for alternative in alternatives
    }


def _distinguishing_constants(alternatives: list[Definition]) -> dict[TypeId, str]:
    """The constants of the property that distinguishes the most alternatives."""
    by_property: dict[str, dict[TypeId, str]] = {}
    for alternative in alternatives:
        for name, constant in _constants(alternative).items():
            by_property.setdefault(name, {})[alternative.id] = constant
    distinct = {name: _distinct(by_property[name]) for name in sorted(by_property)}
    return max(distinct.values(), key=len, default={})


def _constants(definition: Definition) -> dict[str, str]:
    """The strings that properties of an object always have, by name of the property."""
    if not isinstance(definition.type, Record):
        return {}
    return {
        field.name: value
        for field in definition.type.fields
        if isinstance(field.type, Enum) and len(field.type.values) == 1
        for value in field.type.values
        if isinstance(value, str)
    }


def _distinct(labels: Mapping[TypeId, str]) -> dict[TypeId, str]:
    """The labels that only one alternative has, without empty ones."""
    counts = Counter(labels.values())
    return {id_: label for id_, label in labels.items() if label and counts[label] == 1}
