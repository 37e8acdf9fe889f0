# SPDX-License-Identifier: MIT
"""Type annotations as data: what an annotation says about a JSON value.

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

from . import formats
from .formats import Format
from .unset import Unset


class _Unionable:
    """Lets `|` work where names that are not known yet stand on either side."""

    __slots__ = ()

    def __or__(self, other: Any) -> UnionOfRefs:
        return UnionOfRefs((self, other))

    def __ror__(self, other: Any) -> UnionOfRefs:
        return UnionOfRefs((other, self))


class UnionOfRefs(_Unionable):
    """A union with a `Ref` in it."""

    __slots__ = ("members",)

    def __init__(self, members: tuple[Any, ...]) -> None:
        self.members = members


class Ref(_Unionable):
    """A type of the client `package`, by name, not looked up yet."""

    __slots__ = ("name", "package")

    def __init__(self, name: str, package: str) -> None:
        self.name = name
        self.package = package

    def __repr__(self) -> str:
        return f"{self.package}:{self.name}"

    def resolve(self) -> Any:
        """The class or alias: from the client's models, else from its inputs.

        Raises:
            NameError: the client has nothing of this name.
        """
        for part in ("models", "inputs"):
            module = f"{self.package}.{part}"
            try:
                return getattr(import_module(module), self.name)
            except AttributeError:
                continue
            except ModuleNotFoundError as error:
                if error.name != module:
                    raise
        raise NameError(f"{self.package} has no model or input named {self.name!r}")


class Discriminator:
    """Which member of a union an object is, told by the value of one of its properties.

    Source: OpenAPI 3.1, section 4.8.25, Discriminator Object. `mapping` is complete: it names the
    type for each value, also where the document leaves that to the names of its schemas. `default`
    is the type of an object with none of these values (OpenAPI 3.2, `defaultMapping`).
    """

    __slots__ = ("default", "mapping", "property_name")

    def __init__(
        self, property_name: str, mapping: Mapping[str, str], default: str | None = None
    ) -> None:
        self.property_name = property_name
        self.mapping = mapping
        self.default = default


class Constant:
    """A value that is one of these, as in `Literal["card"]`."""

    __slots__ = ("values",)

    def __init__(self, values: tuple[Any, ...]) -> None:
        self.values = values

    def admits(self, value: Any) -> bool:
        """Whether `value` is one of them; `True` is not 1."""
        return any(type(value) is type(each) and value == each for each in self.values)


class Array:
    """A list of `items` (a type expression)."""

    __slots__ = ("items",)

    def __init__(self, items: Any) -> None:
        self.items = items


class Tuple:
    """A list with a type expression for each of its places."""

    __slots__ = ("items",)

    def __init__(self, items: tuple[Any, ...]) -> None:
        self.items = items


class Map:
    """An object whose values are `values` (a type expression), under any keys."""

    __slots__ = ("values",)

    def __init__(self, values: Any) -> None:
        self.values = values


class TaggedUnion:
    """A union whose members a discriminator tells apart."""

    __slots__ = ("default", "mapping", "members", "property_name")

    def __init__(self, note: Discriminator, members: Any, package: str) -> None:
        self.property_name = note.property_name
        self.mapping = {tag: Ref(name, package) for tag, name in note.mapping.items()}
        self.default = None if note.default is None else Ref(note.default, package)
        self.members = members


VOCABULARY: Final[Mapping[str, Any]] = {
    **{
        each.__name__: each
        for each in (str, int, float, bool, bytes, list, dict, object, tuple)
    },
    **{name: getattr(formats, name) for name in formats.ALIASES},
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
"""The names that mean the same in every annotation; no model may be called like one of them."""

_ARRAYS = (list, Sequence, tuple)
_MAPS = (dict, Mapping)


class _Scope(dict[str, Any]):
    """Names for one evaluation; what is missing is a `Ref`."""

    def __init__(self, package: str, names: Mapping[str, Any]) -> None:
        super().__init__(names)
        self.update(VOCABULARY)
        self.package = package

    def __missing__(self, name: str) -> Ref:
        return Ref(name, self.package)


def evaluate(text: str, package: str, names: Mapping[str, Any]) -> Any:
    """The type expression that `text` spells, in a module of `package` with these `names`."""
    # An alias in quotes is a string, on which `|` would mean nothing: such a name is a Ref too.
    known = {name: value for name, value in names.items() if not isinstance(value, str)}
    return eval(text, {"__builtins__": {}}, _Scope(package, known))


def module_names(module: str) -> Mapping[str, Any]:
    """The global names of an imported module."""
    found = sys.modules.get(module)
    return {} if found is None else vars(found)


def package_of(module: str) -> str:
    """The client's root package, of `<package>.models.customer` or `<package>.inputs.customer`."""
    return module.rpartition(".")[0].rpartition(".")[0]


def alternatives(expression: Any, package: str) -> Iterator[Any]:
    """What a value of this type may be, in order, with unions and aliases taken apart.

    Each is a class (`str`, `NoneType`, `object` for `Any`, a model …), a `Format`, a `Constant`,
    an `Array`, a `Tuple`, a `Map` or a `TaggedUnion`. A `Ref` is looked up only when it is reached.
    """
    return _flatten(expression, package, set())


def _flatten(expression: Any, package: str, seen: set[str]) -> Iterator[Any]:
    if isinstance(expression, Ref):
        # An alias that comes back to itself adds nothing the second time.
        if expression.name not in seen:
            seen.add(expression.name)
            yield from _flatten(expression.resolve(), expression.package, seen)
    elif isinstance(expression, (str, ForwardRef)):
        text = expression if isinstance(expression, str) else expression.__forward_arg__
        yield from _flatten(evaluate(text, package, {}), package, seen)
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
    inner, *notes = get_args(expression)
    for note in notes:
        if isinstance(note, Format):
            yield note
            return
        if isinstance(note, Discriminator):
            yield TaggedUnion(note, inner, package)
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
