"""The names that a client has, so that the next build of it can keep them.

Kept are the names that code outside mentions: classes, functions, methods, modules. What is stored
is little, since most names follow from what was there: a component or a place that was known had
its first choice of a name unless the lock says otherwise.
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
# Stands for "nothing more", where a component's name is its first word; no name has it.
_ALONE = "="


@dataclass(frozen=True, slots=True)
class LockedOperation:
    """What an operation was called; `method` is None where a user had declared it."""

    resource: tuple[str, ...]
    method: str | None
    function: str


@dataclass(frozen=True, slots=True)
class NameLock:
    """What was named before, and how.

    `schemas` are the components, `places` those that inline types were named for, `types` the
    class names by TypeId that were not the first choice, `operations` and `webhooks` are by key.
    """

    schemas: frozenset[str] = frozenset()
    places: frozenset[str] = frozenset()
    types: Mapping[str, str] = field(default_factory=dict)
    operations: Mapping[str, LockedOperation] = field(default_factory=dict)
    webhooks: Mapping[str, str] = field(default_factory=dict)

    def to_json(self) -> dict[str, Json]:
        """For a manifest: grouped, so that a line changes only where its group does."""
        # Few APIs have webhooks, and the manifests of the others do not mention them.
        webhooks = {"webhooks": _webhooks_to_json(self.webhooks)}
        return {
            "schemas": _grouped(map(_split_word, self.schemas)),
            "places": _grouped(each.partition(".")[::2] for each in self.places),
            "types": dict(sorted(self.types.items())),
            "operations": _operations_to_json(self.operations),
            **(webhooks if self.webhooks else {}),
        }

    @classmethod
    def from_json(cls, value: Mapping[str, Json]) -> NameLock:
        """What `to_json` gave.

        Raises:
            ValueError, TypeError, AttributeError: it did not give this.
        """
        types = dict(value.get("types", {}))
        if not all(map(_is_name, types.values())):
            raise ValueError("a type has a name that no class can have")
        return cls(
            schemas=frozenset(
                word + rest.removeprefix(_ALONE)
                for word, rest in _ungrouped(value.get("schemas", {}))
            ),
            places=frozenset(
                f"{owner}.{rest}" for owner, rest in _ungrouped(value.get("places", {}))
            ),
            types=types,
            operations=dict(_operations_from_json(value.get("operations", {}))),
            webhooks=dict(_webhooks_from_json(value.get("webhooks", ""))),
        )


NOTHING_LOCKED = NameLock()


def locked_types(
    definitions: Iterable[Definition], lock: NameLock
) -> dict[TypeId, str]:
    """The names of those definitions that had one before."""
    return {
        each.id: lock.types.get(each.id, base_name(each.location))
        for each in definitions
        if each.id in lock.types or _was_known(each, lock)
    }


def _was_known(definition: Definition, lock: NameLock) -> bool:
    if definition.is_named:
        return definition.location.owner in lock.schemas
    return definition.location.key in lock.places


def _is_name(name: object) -> bool:
    return isinstance(name, str) and name.isidentifier() and not keyword.iskeyword(name)


def _operations_to_json(operations: Mapping[str, LockedOperation]) -> dict[str, str]:
    """By resource: `key=method`, and `=function` where it is not the first choice."""
    groups: dict[str, list[str]] = {}
    for key, each in sorted(operations.items()):
        parts = [quote(key, safe="/{}"), each.method or ""]
        if each.function != snake_case(key, "operation"):
            parts.append(each.function)
        groups.setdefault(_joined(each.resource), []).append("=".join(parts))
    return {resource: " ".join(groups[resource]) for resource in sorted(groups)}


def _operations_from_json(
    groups: Mapping[str, str],
) -> Iterator[tuple[str, LockedOperation]]:
    for resource, entries in groups.items():
        for entry in entries.split(" "):
            spelt, method, *rest = entry.split("=")
            key = unquote(spelt)
            function = rest[0] if rest else snake_case(key, "operation")
            if not _is_name(function) or (method and not _METHOD.fullmatch(method)):
                raise ValueError(f"{key} has a name that it cannot have")
            yield (
                key,
                LockedOperation(_parted(resource), method or None, function),
            )


def _webhooks_to_json(webhooks: Mapping[str, str]) -> str:
    """`key`, and `=name` where it is not the first choice."""
    return " ".join(
        quote(key, safe="/{}")
        + (f"={name}" if name != snake_case(key, "webhook") else "")
        for key, name in sorted(webhooks.items())
    )


def _webhooks_from_json(entries: str) -> Iterator[tuple[str, str]]:
    for entry in entries.split():
        spelt, _, own = entry.partition("=")
        key = unquote(spelt)
        name = own or snake_case(key, "webhook")
        if not _is_name(name):
            raise ValueError(f"{key} has a name that it cannot have")
        yield key, name


def _joined(resource: tuple[str, ...]) -> str:
    return "/".join(part.replace("%", "%25").replace("/", "%2F") for part in resource)


def _parted(resource: str) -> tuple[str, ...]:
    return tuple(map(unquote, resource.split("/")))


def _grouped(parts: Iterable[tuple[str, str]]) -> dict[str, str]:
    """What goes together by its first part, sorted."""
    groups: dict[str, list[str]] = {}
    for first, rest in sorted(parts):
        groups.setdefault(first, []).append(rest)
    return {first: " ".join(rest) for first, rest in groups.items()}


def _ungrouped(groups: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    return ((first, rest) for first, all_ in groups.items() for rest in all_.split(" "))


def _split_word(name: str) -> tuple[str, str]:
    """`customer` of `customer_balance` apart from the rest, which keeps what joins them."""
    word = _LEADING_WORD.match(name)
    end = word.end() if word else 0
    return name[:end], name[end:] or _ALONE
