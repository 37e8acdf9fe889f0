# SPDX-License-Identifier: MIT
"""Exceptions for the error codes and types of an API, combined with those for status codes."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache
from importlib import import_module
from types import ModuleType
from typing import Any, Final, Generic, Self, TypeVar, cast, overload

from ..http.errors import ApiError, ApiStatusError, revive
from ..models.cached_attribute import cached_attribute
from ..models.decode import UnreadableError, read_value
from ..models.fields import is_model
from ..models.structure import matches
from ..models.type_expressions import evaluate

_T = TypeVar("_T")


class ErrorKinds:
    """The exception for each `code` and `type` of error responses, imported by the first error.

    Args:
        importer: The module that declares the API.
        module: The module with the exceptions, relative to `importer`.
        name: The name of its mapping from codes and types to exceptions.
    """

    def __init__(self, importer: str, module: str, name: str) -> None:
        self._package = importer.rpartition(".")[0]
        self._module = module
        self._name = name

    @cached_attribute
    def _exceptions(self) -> ModuleType:
        return import_module(self._module, self._package)

    @property
    def _by_value(self) -> Mapping[str, type[ApiStatusError]]:
        by_value: Mapping[str, type[ApiStatusError]] = getattr(
            self._exceptions, self._name
        )
        return by_value

    def decode_body(self, content: Any, annotation: str, package: str) -> Any:
        """Decode the body of an error, a parsed JSON value.

        Raises:
            UnreadableError: The value does not have the structure of the declared type.
        """
        value = read_value(content, annotation, package)
        if not matches(value, evaluate(annotation, package, {}), package):
            raise UnreadableError("lacks required properties")
        return value

    def combine(
        self, code: str | None, type: str | None, by_status: type[ApiStatusError]
    ) -> type[ApiStatusError]:
        """Return a class that inherits from those of the code and type, and from `by_status`.

        A subclass of `by_status` in the module, of the same name, replaces it.
        """
        by_status = getattr(self._exceptions, by_status.__name__, by_status)
        matching = (
            self._by_value[value]
            for value in (code, type)
            if value is not None and value in self._by_value
        )
        return combined(*matching, by_status)


class Detail(Generic[_T]):
    """A property of the error in the body of a response, as an attribute of exceptions.

    `param: Detail[str | None] = Detail("error.param")` is the property at a path of field names of
    models; None if it is absent. Several paths are tried in order.
    """

    def __init__(self, *paths: str) -> None:
        self._paths = tuple(path.split(".") for path in paths)

    @overload
    def __get__(self, error: None, owner: type) -> Self: ...
    @overload
    def __get__(self, error: ApiStatusError, owner: type) -> _T: ...
    def __get__(self, error: ApiStatusError | None, owner: type) -> Self | _T:
        if error is None:
            return self
        found = (_value_at(error.body, path) for path in self._paths)
        first: Any = next((value for value in found if value is not None), None)
        return cast(_T, first)


def _value_at(value: Any, path: list[str]) -> Any:
    for name in path:
        if not is_model(type(value)):
            return None
        value = getattr(value, name, None)
    return value


def _combine(*classes: type[ApiStatusError]) -> type[ApiStatusError]:
    # Bases of other given classes are implied.
    parts = tuple(
        cls
        for cls in dict.fromkeys(classes)
        if not any(other is not cls and issubclass(other, cls) for other in classes)
    )
    if len(parts) == 1:
        return parts[0]
    first = parts[0]

    # Pickle cannot import a combined class, but its parts.
    def reduce(error: ApiStatusError) -> tuple[Any, ...]:
        return revive_combined, (parts, error.args, error.__dict__)

    members = {"__doc__": first.__doc__, "__module__": first.__module__}
    return type(first.__name__, parts, {**members, "__reduce__": reduce})


combined: Final[Callable[..., type[ApiStatusError]]] = cache(_combine)
"""Return the class of errors that are instances of all the given classes.

It has the name of the first class, which should be the most specific. If one of the classes derives
from all the others, it is returned itself.
"""


def revive_combined(
    parts: tuple[type[ApiStatusError], ...],
    arguments: tuple[Any, ...],
    state: dict[str, Any],
) -> ApiError:
    """Restore a pickled error whose class combines several."""
    return revive(combined(*parts), arguments, state)
