"""Types free of any document's spelling, in an arena: what an `Api` says of values.

A record, a named schema or a list of enum values is a `Definition` under its `TypeId`, and
everything else mentions it by `Ref`, so cycles are no special case. What the document knows beyond
Python's needs (bounds, defaults, deprecations, positions) is kept.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, NewType, TypeAlias

from generator.core.json import Json
from generator.core.pointer import Pointer

# The JSON Pointer of the schema that defines a type, as text: the same wherever it is referred to.
TypeId = NewType("TypeId", str)
ScalarKind = Literal["string", "integer", "number", "boolean", "null", "any", "never"]
Role = Literal["schema", "response", "request"]


@dataclass(frozen=True, slots=True)
class Place:
    """Where a type stands: in a named component or an operation, and by which properties.

    `owner` is the component's name, or the operation's key. `steps` are the property names on the
    way, none for the component itself.
    """

    role: Role
    owner: str
    steps: tuple[str, ...] = ()

    @property
    def key(self) -> str:
        """The place as text without spaces: `PostCustomers.shipping.address`."""
        return ".".join((self.owner, *self.steps)).replace(" ", "%20")


@dataclass(frozen=True, slots=True)
class Scalar:
    """A value without members; `format` only where it changes how the value is read."""

    kind: ScalarKind
    format: str | None = None


@dataclass(frozen=True, slots=True)
class Enum:
    """One of some values (null apart): a constant where there is one value only."""

    values: tuple[str | int | float | bool, ...]


@dataclass(frozen=True, slots=True)
class Array:
    """A list."""

    items: Type


@dataclass(frozen=True, slots=True)
class Tuple:
    """A list of a fixed length, with a type for each place."""

    items: tuple[Type, ...]


@dataclass(frozen=True, slots=True)
class Map:
    """An object whose names are data (`additionalProperties` and no `properties`)."""

    values: Type


@dataclass(frozen=True, slots=True)
class Ref:
    """A mention of a definition."""

    id: TypeId


@dataclass(frozen=True, slots=True)
class Nullable:
    """A type, or null in its place."""

    type: Type


@dataclass(frozen=True, slots=True)
class UnionDiscriminator:
    """The property that tells the members apart, which value names which, what any other is."""

    property_name: str
    mapping: tuple[tuple[str, TypeId], ...]
    default: TypeId | None = None


@dataclass(frozen=True, slots=True)
class Union:
    """One of several types. `expandable`: an identifier, or the object in its place."""

    members: tuple[Type, ...]
    discriminator: UnionDiscriminator | None = None
    expandable: bool = False


@dataclass(frozen=True, slots=True)
class Field:
    """A property of a record under its name on the wire."""

    name: str
    type: Type
    required: bool
    at: Pointer
    description: str | None = None
    deprecated: bool = False
    read_only: bool = False
    write_only: bool = False
    annotations: Mapping[str, Json] | None = None


@dataclass(frozen=True, slots=True)
class Record:
    """An object with known properties; `additional` is the type of any others it may have."""

    fields: tuple[Field, ...]
    additional: Type | None = None


Type: TypeAlias = (
    Scalar
    | Enum
    | Array
    | Tuple
    | Map
    | Ref
    | Nullable
    | Union
    | Record  # in a Definition only
)


@dataclass(frozen=True, slots=True)
class Definition:
    """A type that can be named: its place decides the name, `title` helps to tell places apart."""

    id: TypeId
    at: Pointer
    place: Place
    type: Type
    title: str | None = None
    description: str | None = None
    deprecated: bool = False
    annotations: Mapping[str, Json] | None = None

    @property
    def is_named(self) -> bool:
        """Whether the document itself names it: a component, not an inline schema."""
        return (
            self.at.tokens[:2] == ("components", "schemas") and len(self.at.tokens) == 3
        )
