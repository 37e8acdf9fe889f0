# SPDX-License-Identifier: MIT
"""Type expressions: evaluated annotations, which declare the types of JSON values.

Annotations in generated modules are strings. Evaluating one imports nothing: a name that is neither
in `VOCABULARY` nor in the module itself becomes a `Ref`, resolved when a value needs it.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from importlib import import_module
from types import NoneType, UnionType
from typing import (
    Annotated,
    Any,
    Final,
    ForwardRef,
    Literal,
    Never,
    Optional,
    Union,
    get_args,
    get_origin,
)

from .format_encoders import Format
from .unset import Unset


class _Unionable:
    """A base class of operands that are unresolved, which makes `|` work on either side."""

    __slots__ = ()

    def __or__(self, other: Any) -> UnionOfRefs:
        return UnionOfRefs((self, other))

    def __ror__(self, other: Any) -> UnionOfRefs:
        return UnionOfRefs((other, self))


class UnionOfRefs(_Unionable):
    """A union that contains a `Ref`."""

    __slots__ = ("members",)

    def __init__(self, members: tuple[Any, ...]) -> None:
        self.members = members


class Ref(_Unionable):
    """An unresolved reference to a type of a client, by name."""

    __slots__ = ("name", "package")

    def __init__(self, name: str, package: str) -> None:
        self.name = name
        self.package = package

    def __repr__(self) -> str:
        return f"{self.package}:{self.name}"

    def resolve(self) -> Any:
        """Import the class or alias from the client's models, or else from its inputs.

        The models include what the client needs of `formats` and `unions`.

        Raises:
            NameError: The client has no model or input of this name.
        """
        for subpackage in ("models", "inputs"):
            module = f"{self.package}.{subpackage}"
            try:
                return getattr(import_module(module), self.name)
            except AttributeError:
                continue
            except ModuleNotFoundError as error:
                if error.name != module:
                    raise
        raise NameError(f"{self.package} has no model or input named {self.name!r}")


class Discriminator:
    """Selects a member of a union by the value of a property.

    Source: OpenAPI 3.1, section 4.8.25, Discriminator Object.

    Attributes:
        property_name: The wire name of the discriminating property.
        mapping: The name of the type for each value, implicit mappings included.
        default: The type of an object with any other value (OpenAPI 3.2, `defaultMapping`).
    """

    __slots__ = ("default", "mapping", "property_name")

    def __init__(
        self, property_name: str, mapping: Mapping[str, str], default: str | None = None
    ) -> None:
        self.property_name = property_name
        self.mapping = mapping
        self.default = default


class Constant:
    """A type with listed values, as in `Literal["card"]`."""

    __slots__ = ("values",)

    def __init__(self, values: tuple[Any, ...]) -> None:
        self.values = values

    def admits(self, value: Any) -> bool:
        """Whether `value` is one of the listed values, with the same type: `True` is not 1."""
        return any(
            type(value) is type(listed) and value == listed for listed in self.values
        )


class Array:
    """A list whose items have the type expression `items`."""

    __slots__ = ("items",)

    def __init__(self, items: Any) -> None:
        self.items = items


class Tuple:
    """A list of fixed length, with a type expression for each position."""

    __slots__ = ("items",)

    def __init__(self, items: tuple[Any, ...]) -> None:
        self.items = items


class Map:
    """An object with arbitrary keys, whose values have the type expression `values`."""

    __slots__ = ("values",)

    def __init__(self, values: Any) -> None:
        self.values = values


class TaggedUnion:
    """A union with a discriminator."""

    __slots__ = ("discriminator", "members")

    def __init__(self, discriminator: Discriminator, members: Any) -> None:
        self.discriminator = discriminator
        self.members = members


VOCABULARY: Final[Mapping[str, Any]] = {
    **{
        builtin.__name__: builtin
        for builtin in (str, int, float, bool, bytes, list, dict, object, tuple)
    },
    "Annotated": Annotated,
    "Any": Any,
    "Decimal": Decimal,
    "Discriminator": Discriminator,
    "Literal": Literal,
    "Mapping": Mapping,
    "Never": Never,
    "Optional": Optional,
    "Sequence": Sequence,
    "Union": Union,
    "Unset": Unset,
    "date": date,
    "datetime": datetime,
}
"""Names with a fixed meaning in every annotation; models cannot have them."""

_ARRAYS = (list, Sequence, tuple)
_MAPS = (dict, Mapping)


class _Scope(dict[str, Any]):
    """The names of one evaluation; a missing name evaluates to a `Ref`."""

    def __init__(self, package: str, names: Mapping[str, Any]) -> None:
        super().__init__(names)
        self.update(VOCABULARY)
        self.package = package

    def __missing__(self, name: str) -> Ref:
        return Ref(name, self.package)


def evaluate(source: str, package: str, names: Mapping[str, Any]) -> Any:
    """Evaluate an annotation without importing anything.

    Args:
        source: The annotation as Python source, such as `"list[Customer] | None"`.
        package: The client's root package, to which unresolved references belong.
        names: The global names of the module that contains the annotation.

    Returns:
        A type expression; see `alternatives`.
    """
    # A quoted alias is a str, which does not support `|`: its name evaluates to a Ref instead.
    known = {name: value for name, value in names.items() if not isinstance(value, str)}
    return eval(source, {"__builtins__": {}}, _Scope(package, known))


def module_names(module: str) -> Mapping[str, Any]:
    """The global names of a module; empty if it is not imported."""
    imported = sys.modules.get(module)
    return {} if imported is None else vars(imported)


def package_of(module: str) -> str:
    """The client's root package: that of `<package>.models.card` or `<package>.inputs.card`."""
    return module.rpartition(".")[0].rpartition(".")[0]


def alternatives(expression: Any, package: str) -> Iterator[Any]:
    """Yield the members of a type expression, with unions flattened and aliases resolved.

    A member is a class (`str`, `NoneType`, `object` for `Any`, a model …), a `Format`, a
    `Constant`, an `Array`, a `Tuple`, a `Map` or a `TaggedUnion`. Members keep their order, and a
    `Ref` is resolved only when the iteration reaches it.
    """
    return _flatten(expression, package, set())


def _flatten(expression: Any, package: str, seen: set[str]) -> Iterator[Any]:
    if isinstance(expression, Ref):
        # A recursive alias adds no members the second time.
        if expression.name not in seen:
            seen.add(expression.name)
            yield from _flatten(expression.resolve(), expression.package, seen)
    elif isinstance(expression, (str, ForwardRef)):
        source = (
            expression if isinstance(expression, str) else expression.__forward_arg__
        )
        yield from _flatten(evaluate(source, package, {}), package, seen)
    elif isinstance(expression, UnionOfRefs):
        for member in expression.members:
            yield from _flatten(member, package, seen)
    elif get_origin(expression) in (Union, UnionType):
        for member in get_args(expression):
            yield from _flatten(member, package, seen)
    elif get_origin(expression) is Annotated:
        yield from _annotated(expression, package, seen)
    else:
        yield _single(expression)


def _annotated(expression: Any, package: str, seen: set[str]) -> Iterator[Any]:
    inner, *metadata = get_args(expression)
    for item in metadata:
        if isinstance(item, Format):
            yield item
            return
        if isinstance(item, Discriminator):
            yield TaggedUnion(item, inner)
            return
    yield from _flatten(inner, package, seen)


def _single(expression: Any) -> Any:
    origin, arguments = get_origin(expression), get_args(expression)
    if origin is Literal:
        return Constant(arguments)
    if origin is tuple and arguments[-1:] != (...,):
        return Tuple(arguments)
    if expression in _ARRAYS or origin in _ARRAYS:
        return Array(arguments[0] if arguments else Any)
    if expression in _MAPS or origin in _MAPS:
        return Map(arguments[1] if arguments else Any)
    if expression is None:
        return NoneType
    return object if expression is Any else expression
