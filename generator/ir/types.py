"""Types: what an `Api` says about values.

Records, named schemas and enums are `Definition`s, stored by `TypeId`. Other types mention them by
`Ref`, so recursive types need no special treatment.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, NewType, TypeAlias

from generator.core.pointer import Pointer
from generator.ir.constraints import Constraints

# The JSON Pointer of the schema that defines a type, as a string.
TypeId = NewType("TypeId", str)
ScalarKind = Literal["string", "integer", "number", "boolean", "null", "any", "never"]
Role = Literal["schema", "response", "request"]


@dataclass(frozen=True, slots=True)
class TypeLocation:
    """Where the document defines a type; the type is named after it.

    Attributes:
        role: whether it is a component, or part of what an operation sends or receives.
        owner: the name of the component, or the key of the operation.
        steps: the property names from the owner to the type, empty for the component itself.
    """

    role: Role
    owner: str
    steps: tuple[str, ...] = ()

    @property
    def key(self) -> str:
        """The location as a string: `PostCustomers.shipping.address`."""
        return ".".join((self.owner, *self.steps))


@dataclass(frozen=True, slots=True)
class Scalar:
    """A value without members; `format` is set only where it changes how a value is decoded."""

    kind: ScalarKind
    format: str | None = None


ANY = Scalar("any")
NULL = Scalar("null")
NEVER = Scalar("never")


@dataclass(frozen=True, slots=True)
class Enum:
    """One of a fixed set of values other than null; a constant if there is only one."""

    values: tuple[str | int | float | bool, ...]


@dataclass(frozen=True, slots=True)
class Array:
    """A list."""

    items: Type


@dataclass(frozen=True, slots=True)
class Tuple:
    """A list of fixed length, with a type for each position."""

    items: tuple[Type, ...]


@dataclass(frozen=True, slots=True)
class Map:
    """An object with arbitrary property names, all of one type."""

    values: Type


@dataclass(frozen=True, slots=True)
class Ref:
    """A reference to a definition."""

    id: TypeId


@dataclass(frozen=True, slots=True)
class Nullable:
    """A type that also allows null."""

    type: Type


@dataclass(frozen=True, slots=True)
class UnionDiscriminator:
    """A property whose value selects a member of a union.

    Attributes:
        property_name: the property.
        mapping: values, each with the type that it selects.
        default: the type that all other values select, if there is one.
    """

    property_name: str
    mapping: tuple[tuple[str, TypeId], ...]
    default: TypeId | None = None


@dataclass(frozen=True, slots=True)
class Union:
    """One of several types; `expandable` marks an identifier or the object it identifies."""

    members: tuple[Type, ...]
    discriminator: UnionDiscriminator | None = None
    expandable: bool = False


@dataclass(frozen=True, slots=True)
class Field:
    """A property of a record, under its name in JSON."""

    name: str
    type: Type
    required: bool
    at: Pointer
    title: str | None = None
    description: str | None = None
    deprecated: bool = False
    read_only: bool = False
    write_only: bool = False
    constraints: Constraints | None = None


@dataclass(frozen=True, slots=True)
class Record:
    """An object with known properties; `additional` is the type of other properties, if any."""

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
    """A type with an identity.

    Attributes:
        id: the identity.
        at: where the document defines it.
        location: the same in terms of owner and properties.
        type: the type itself.
        title: the title of its schema.
        description: the description of its schema.
        deprecated: whether its schema is deprecated.
        constraints: what its schema requires and the type does not express.
        labels: what distinguishes an alternative of a union from the others, the best one first.
        occurrences: all locations of a type that several owners share; otherwise empty.
    """

    id: TypeId
    at: Pointer
    location: TypeLocation
    type: Type
    title: str | None = None
    description: str | None = None
    deprecated: bool = False
    constraints: Constraints | None = None
    labels: tuple[str, ...] = ()
    occurrences: tuple[TypeLocation, ...] = ()

    @property
    def is_named(self) -> bool:
        """Whether the document names it: a component rather than an inline schema."""
        return (
            self.at.tokens[:2] == ("components", "schemas") and len(self.at.tokens) == 3
        )
