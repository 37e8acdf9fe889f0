"""The name lock: the public names of a client, stored so that the next build keeps them.

It covers the names that callers use: classes, fields, functions, arguments, methods and modules.
Most names follow from the document, so the lock lists only what is known, and the names that
differ from the preferred ones. `listed_names` decides which those are.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from urllib.parse import quote, unquote

from generator.core.json import Json, require_string
from generator.core.text import shortened
from generator.naming.argument_names import (
    LOCATIONS,
    MEDIA_TYPE,
    ArgumentKey,
    preferred_argument,
    preferred_field,
)
from generator.naming.spelling import snake_case
from generator.naming.valid_names import (
    is_class_name,
    is_method_path,
    is_variable_name,
)
from generator.naming.wire_spelling import SPELLINGS, Spelling
from generator.runtime.tools.tool_names import is_tool_name

_ERROR = re.compile(r".*Error\d*")
_LEADING_WORD = re.compile(r"[^._-]*")
# Marks a component whose name is only the leading word; not valid in names of components.
_NO_REST = "="
# Marks a location that is only an owner; `%` is escaped elsewhere.
_NO_STEPS = "%"
# Precedes the name of the type at a location.
_NAME = "%:"
# Characters with a meaning in the entries of arguments and fields.
_SEPARATORS = " %=,:"


@dataclass(frozen=True, slots=True)
class LockedArguments:
    """The arguments of an operation.

    Attributes:
        listed: names by location and name in the document. The argument that selects the media type
            is one of them.
        implied_location: the location whose arguments are not listed if they have the usual
            spelling of the API and their preferred name; None if all arguments are listed.
    """

    listed: Mapping[ArgumentKey, str] = field(default_factory=dict)
    implied_location: str | None = None


NO_ARGUMENTS = LockedArguments()


@dataclass(frozen=True, slots=True)
class LockedOperation:
    """The names of an operation; `method` is None if the configuration declared it."""

    resource: tuple[str, ...]
    method: str | None
    function: str
    arguments: LockedArguments = NO_ARGUMENTS


@dataclass(frozen=True, slots=True)
class NameLock:
    """The names of a client.

    Attributes:
        schemas: the named components.
        places: the locations that inline types were named after, by key; each with the key of its
            standby, which keeps the name if the location is removed, if there is one. Definitions
            that share their location with others have their ids instead, if they have a standby.
        place_names: class names that differ from the preferred ones, by key of the location.
        types: the same for types that share their location with others, by TypeId.
        fields: fields that do not follow from `spelling`, by class and name of the property.
        operations: functions, arguments, methods and resources, by key.
        webhooks: readers, by key.
        resource_classes: class names that differ from the preferred ones, by path of attributes.
        failures: exception classes whose names do not follow from the value, by value.
        schemes: arguments for credentials, by security scheme.
        secret_scheme: the security scheme that a string is sent for; empty if there is none.
        servers: functions of servers, by URL.
        tools: names of tools that differ from the preferred ones, by key of the operation. None if
            the client was built without tools.
        spelling: the usual spelling of names in the document. None if the lock was stored by a
            version that did not record fields and arguments.
    """

    schemas: frozenset[str] = frozenset()
    places: Mapping[str, str | None] = field(default_factory=dict)
    place_names: Mapping[str, str] = field(default_factory=dict)
    types: Mapping[str, str] = field(default_factory=dict)
    fields: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    operations: Mapping[str, LockedOperation] = field(default_factory=dict)
    webhooks: Mapping[str, str] = field(default_factory=dict)
    resource_classes: Mapping[tuple[str, ...], str] = field(default_factory=dict)
    failures: Mapping[str, str] = field(default_factory=dict)
    schemes: Mapping[str, str] = field(default_factory=dict)
    secret_scheme: str = ""
    servers: Mapping[str, str] = field(default_factory=dict)
    tools: Mapping[str, str] | None = None
    spelling: Spelling | None = None

    def to_json(self) -> dict[str, Json]:
        """Return the lock for a manifest, grouped so that changes touch few lines."""
        required: dict[str, Json] = {
            "schemas": _group(map(_split_word, self.schemas)),
            "places": _places_to_json(self.places, self.place_names),
            "types": dict(sorted(self.types.items())),
            "operations": _operations_to_json(self.operations),
        }
        # Most APIs have only some of these; their manifests omit the others.
        optional: dict[str, Json] = {
            "spelling": self.spelling,
            "fields": {
                name: _fields_to_json(fields)
                for name, fields in sorted(self.fields.items())
            },
            "webhooks": _webhooks_to_json(self.webhooks),
            "resources": {
                _join_resource(path): name
                for path, name in sorted(self.resource_classes.items())
            },
            "errors": dict(sorted(self.failures.items())),
            "schemes": dict(sorted(self.schemes.items())),
            "secret": self.secret_scheme,
            "servers": dict(sorted(self.servers.items())),
        }
        written = required | {name: value for name, value in optional.items() if value}
        # An empty table says that all tools have their preferred names.
        if self.tools is not None:
            written["tools"] = dict(sorted(self.tools.items()))
        return written

    @classmethod
    def from_json(cls, value: Mapping[str, Json]) -> NameLock:
        """Read the result of `to_json`.

        Raises:
            ValueError, TypeError, AttributeError: `value` is not a valid lock.
        """
        spelling = value.get("spelling")
        if spelling is not None and spelling not in SPELLINGS:
            raise ValueError(f"{spelling!r} is not a spelling")
        places, place_names = _places_from_json(value.get("places", {}))
        return cls(
            schemas=frozenset(
                word + rest.removeprefix(_NO_REST)
                for word, rest in _ungroup(value.get("schemas", {}))
            ),
            places=places,
            place_names=_checked(place_names, is_class_name),
            types=_checked(value.get("types", {}), is_class_name),
            fields={
                name: dict(_fields_from_json(entries))
                for name, entries in value.get("fields", {}).items()
            },
            operations=dict(_operations_from_json(value.get("operations", {}))),
            webhooks=dict(_webhooks_from_json(value.get("webhooks", ""))),
            resource_classes={
                _split_resource(path): name
                for path, name in _checked(
                    value.get("resources", {}), is_class_name
                ).items()
            },
            failures=_checked(value.get("errors", {}), _is_error_name),
            schemes=_checked(value.get("schemes", {}), is_variable_name),
            secret_scheme=require_string(value.get("secret", "")),
            servers=_checked(value.get("servers", {}), is_variable_name),
            tools=_checked(value["tools"], is_tool_name) if "tools" in value else None,
            spelling=spelling,
        )


EMPTY_LOCK = NameLock()
_ARGUMENT_LOCATIONS = (*LOCATIONS, MEDIA_TYPE[0])


def _is_error_name(name: object) -> bool:
    return is_class_name(name) and _ERROR.fullmatch(name) is not None


def _checked(
    names: Mapping[str, str], is_valid: Callable[[object], bool]
) -> dict[str, str]:
    """Copy `names`.

    Raises:
        ValueError: a name is not valid.
    """
    for key, name in names.items():
        if not is_valid(name):
            raise ValueError(f"{shortened(key)} has an invalid name")
    return dict(names)


def _places_to_json(
    places: Mapping[str, str | None], names: Mapping[str, str]
) -> dict[str, str]:
    """Format the steps of each location by owner; `=standby` follows if it is not implied.

    A standby with the same steps is stored as its owner. No standby, where one is implied, is
    stored as an empty one. `%:` and the name of the type come last.
    """
    entries: list[tuple[str, str]] = []
    for place, standby in places.items():
        owner, steps = _split_owner(place)
        entry = _escape(steps[1:], " %=") if steps else _NO_STEPS
        if standby != _implied_standby(place, places):
            other, other_steps = _split_owner(standby or "")
            same = other_steps == steps
            entry += "=" + _escape(other if same else other + other_steps, " %=")
            entry += "" if same or other_steps or not other else _NO_STEPS
        if place in names:
            entry += _NAME + names[place]
        entries.append((owner, entry))
    return _group(entries)


def _places_from_json(
    groups: Mapping[str, str],
) -> tuple[dict[str, str | None], dict[str, str]]:
    """Read the standbys and the names of locations."""
    stored: dict[str, str | None] = {}
    names: dict[str, str] = {}
    for owner, entry_and_name in _ungroup(groups):
        entry, has_name, name = entry_and_name.partition(_NAME)
        quoted, separator, standby = entry.partition("=")
        steps = "" if quoted == _NO_STEPS else f".{unquote(quoted)}"
        if standby.endswith(_NO_STEPS):
            other = unquote(standby.removesuffix(_NO_STEPS))
        elif standby and "." not in standby:
            other = unquote(standby) + steps
        else:
            other = unquote(standby)
        stored[owner + steps] = other if separator else None
        if has_name:
            names[owner + steps] = name
    places: dict[str, str | None] = {}
    # The parent of a location is shorter.
    for place in sorted(stored, key=lambda place: (len(place), place)):
        standby_of_place = stored[place]
        if standby_of_place is None:
            places[place] = _implied_standby(place, places)
        else:
            places[place] = standby_of_place or None
    return places, names


def _implied_standby(place: str, places: Mapping[str, str | None]) -> str | None:
    """Return the location in the parent's standby that corresponds to `place`."""
    parent, dot, step = place.rpartition(".")
    standby = places.get(parent) if dot else None
    return None if standby is None else f"{standby}.{step}"


def _split_owner(place: str) -> tuple[str, str]:
    """Split `Owner.step.step` into `Owner` and `.step.step`."""
    owner, dot, steps = place.partition(".")
    return owner, dot + steps


def _operations_to_json(operations: Mapping[str, LockedOperation]) -> dict[str, str]:
    """Format `key=method=function=arguments` by resource.

    The function is empty if it has the preferred name; empty parts at the end are omitted.
    """
    groups: dict[str, list[str]] = {}
    for key, names in sorted(operations.items()):
        is_preferred = names.function == snake_case(key, "operation")
        parts = (
            quote(key, safe="/{}"),
            names.method or "",
            "" if is_preferred else names.function,
            _arguments_to_json(names.arguments),
        )
        entry = "=".join(parts[:2]) + "".join(f"={part}" for part in parts[2:]).rstrip(
            "="
        )
        groups.setdefault(_join_resource(names.resource), []).append(entry)
    return {resource: " ".join(groups[resource]) for resource in sorted(groups)}


def _operations_from_json(
    groups: Mapping[str, str],
) -> Iterator[tuple[str, LockedOperation]]:
    for resource, entries in groups.items():
        for entry in entries.split(" "):
            quoted_key, method, *rest = entry.split("=")
            if len(rest) > 2:
                raise ValueError(f"{shortened(entry)} has too many parts")
            stored_function, arguments = (*rest, "", "")[:2]
            key = unquote(quoted_key)
            function = stored_function or snake_case(key, "operation")
            if not is_variable_name(function) or (
                method and not is_method_path(method)
            ):
                raise ValueError(f"{shortened(key)} has an invalid name")
            yield (
                key,
                LockedOperation(
                    _split_resource(resource),
                    method or None,
                    function,
                    _arguments_from_json(arguments),
                ),
            )


def _arguments_to_json(arguments: LockedArguments) -> str:
    """Format the implied location, then `location.name` in the document for each argument.

    `:argument` follows if it is not the preferred name.
    """
    entries = [
        f"{location}."
        + _with_name(wire_name, name, preferred_argument((location, wire_name)))
        for (location, wire_name), name in sorted(arguments.listed.items())
    ]
    implied = arguments.implied_location
    return ",".join(entries if implied is None else (implied, *entries))


def _arguments_from_json(entries: str) -> LockedArguments:
    first, *rest = entries.split(",")
    implied = first if first and "." not in first else None
    listed: dict[ArgumentKey, str] = {}
    for entry in rest if implied or not first else (first, *rest):
        location, dot, argument = entry.partition(".")
        wire_name, name = _without_name(argument)
        key = (location, wire_name)
        listed[key] = name or preferred_argument(key)
        if not dot or location not in _ARGUMENT_LOCATIONS:
            raise ValueError(f"{shortened(entry)} has no location")
        if not is_variable_name(listed[key]):
            raise ValueError(f"{shortened(entry)} has an invalid name")
    if implied and implied not in LOCATIONS:
        raise ValueError(f"{shortened(implied)} is not a location")
    return LockedArguments(listed, implied)


def _fields_to_json(fields: Mapping[str, str]) -> str:
    """Format names of properties; `:field` follows if it is not the preferred name."""
    return " ".join(
        _with_name(wire_name, name, preferred_field(wire_name))
        for wire_name, name in sorted(fields.items())
    )


def _fields_from_json(entries: str) -> Iterator[tuple[str, str]]:
    for entry in entries.split(" "):
        wire_name, stored = _without_name(entry)
        name = stored or preferred_field(wire_name)
        if not is_variable_name(name):
            raise ValueError(f"{shortened(wire_name)} has an invalid name")
        yield wire_name, name


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
        if not is_variable_name(name):
            raise ValueError(f"{shortened(key)} has an invalid name")
        yield key, name


def _with_name(wire_name: str, name: str, preferred: str) -> str:
    """Format a name of the document; `:name` follows unless it is the preferred one."""
    return _escape(wire_name, _SEPARATORS) + ("" if name == preferred else f":{name}")


def _without_name(entry: str) -> tuple[str, str]:
    """Split the result of `_with_name`; the name is empty if it is the preferred one."""
    wire_name, _, name = entry.partition(":")
    return unquote(wire_name), name


def _escape(string: str, characters: str) -> str:
    """Percent-encode `characters`, which separate parts of an entry."""
    return "".join(
        f"%{ord(character):02X}" if character in characters else character
        for character in string
    )


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
