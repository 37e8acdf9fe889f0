"""The name lock: the public names of a client, stored so that the next build keeps them.

It covers the names that callers use: classes, functions, methods and modules. Most names follow
from where a type is defined, so the lock only lists the known definitions, and the names that
differ from the preferred ones.
"""

from __future__ import annotations

import keyword
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from urllib.parse import quote, unquote

from generator.core.json import Json
from generator.ir.types import Definition, TypeId
from generator.naming.spelling import snake_case
from generator.naming.type_names import base_name

_METHOD = re.compile(r"[a-z_][a-z0-9_]*(\.[a-z_][a-z0-9_]*)+")
_LEADING_WORD = re.compile(r"[^._-]*")
# Marks a component whose name is only the leading word; not valid in names of components.
_NO_REST = "="


@dataclass(frozen=True, slots=True)
class LockedOperation:
    """The names of an operation; `method` is None if the configuration declared it."""

    resource: tuple[str, ...]
    method: str | None
    function: str


@dataclass(frozen=True, slots=True)
class NameLock:
    """The names of a client.

    Attributes:
        schemas: the named components.
        places: the locations that inline types were named after.
        types: class names that differ from the preferred ones, by TypeId.
        operations: functions, methods and resources, by key.
        webhooks: readers, by key.
    """

    schemas: frozenset[str] = frozenset()
    places: frozenset[str] = frozenset()
    types: Mapping[str, str] = field(default_factory=dict)
    operations: Mapping[str, LockedOperation] = field(default_factory=dict)
    webhooks: Mapping[str, str] = field(default_factory=dict)

    def to_json(self) -> dict[str, Json]:
        """Return the lock for a manifest, grouped so that changes touch few lines."""
        # Most APIs have no webhooks; their manifests omit the member.
        webhooks = {"webhooks": _webhooks_to_json(self.webhooks)}
        return {
            "schemas": _group(map(_split_word, self.schemas)),
            "places": _group(place.partition(".")[::2] for place in self.places),
            "types": dict(sorted(self.types.items())),
            "operations": _operations_to_json(self.operations),
            **(webhooks if self.webhooks else {}),
        }

    @classmethod
    def from_json(cls, value: Mapping[str, Json]) -> NameLock:
        """Read the result of `to_json`.

        Raises:
            ValueError, TypeError, AttributeError: `value` is not a valid lock.
        """
        types = dict(value.get("types", {}))
        if not all(map(_is_name, types.values())):
            raise ValueError("a type has an invalid class name")
        return cls(
            schemas=frozenset(
                word + rest.removeprefix(_NO_REST)
                for word, rest in _ungroup(value.get("schemas", {}))
            ),
            places=frozenset(
                f"{owner}.{rest}" for owner, rest in _ungroup(value.get("places", {}))
            ),
            types=types,
            operations=dict(_operations_from_json(value.get("operations", {}))),
            webhooks=dict(_webhooks_from_json(value.get("webhooks", ""))),
        )


EMPTY_LOCK = NameLock()


def locked_types(
    definitions: Iterable[Definition], lock: NameLock
) -> dict[TypeId, str]:
    """Return the locked names of the definitions that the lock knows."""
    return {
        definition.id: lock.types.get(definition.id, base_name(definition.location))
        for definition in definitions
        if definition.id in lock.types or _is_known(definition, lock)
    }


def _is_known(definition: Definition, lock: NameLock) -> bool:
    if definition.is_named:
        return definition.location.owner in lock.schemas
    return definition.location.key in lock.places


def _is_name(name: object) -> bool:
    return isinstance(name, str) and name.isidentifier() and not keyword.iskeyword(name)


def _operations_to_json(operations: Mapping[str, LockedOperation]) -> dict[str, str]:
    """Format `key=method` by resource; `=function` follows if it is not the preferred name."""
    groups: dict[str, list[str]] = {}
    for key, names in sorted(operations.items()):
        parts = [quote(key, safe="/{}"), names.method or ""]
        if names.function != snake_case(key, "operation"):
            parts.append(names.function)
        groups.setdefault(_join_resource(names.resource), []).append("=".join(parts))
    return {resource: " ".join(groups[resource]) for resource in sorted(groups)}


def _operations_from_json(
    groups: Mapping[str, str],
) -> Iterator[tuple[str, LockedOperation]]:
    for resource, entries in groups.items():
        for entry in entries.split(" "):
            quoted_key, method, *rest = entry.split("=")
            key = unquote(quoted_key)
            function = rest[0] if rest else snake_case(key, "operation")
            if not _is_name(function) or (method and not _METHOD.fullmatch(method)):
                raise ValueError(f"{key} has an invalid name")
            yield (
                key,
                LockedOperation(_split_resource(resource), method or None, function),
            )


def _webhooks_to_json(webhooks: Mapping[str, str]) -> str:
    """Format keys; `=name` follows if it is not the preferred name."""
    return " ".join(
        quote(key, safe="/{}")
        + (f"={name}" if name != snake_case(key, "webhook") else "")
        for key, name in sorted(webhooks.items())
    )


def _webhooks_from_json(entries: str) -> Iterator[tuple[str, str]]:
    for entry in entries.split():
        quoted_key, _, locked_name = entry.partition("=")
        key = unquote(quoted_key)
        name = locked_name or snake_case(key, "webhook")
        if not _is_name(name):
            raise ValueError(f"{key} has an invalid name")
        yield key, name


def _join_resource(resource: tuple[str, ...]) -> str:
    return "/".join(part.replace("%", "%25").replace("/", "%2F") for part in resource)


def _split_resource(resource: str) -> tuple[str, ...]:
    return tuple(map(unquote, resource.split("/")))


def _group(parts: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Join the second parts of sorted pairs by their first parts."""
    groups: dict[str, list[str]] = {}
    for first, rest in sorted(parts):
        groups.setdefault(first, []).append(rest)
    return {first: " ".join(rest) for first, rest in groups.items()}


def _ungroup(groups: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    return ((first, rest) for first, all_ in groups.items() for rest in all_.split(" "))


def _split_word(name: str) -> tuple[str, str]:
    """Split `customer_balance` into `customer` and `_balance`."""
    word = _LEADING_WORD.match(name)
    end = word.end() if word else 0
    return name[:end], name[end:] or _NO_REST
