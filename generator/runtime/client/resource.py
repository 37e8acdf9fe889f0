# SPDX-License-Identifier: MIT
"""Operations as methods: `client.customers.create(name="Ada")`.

A resource is a class whose methods are the functions of operations: `create = post_customers`. The
first parameter of a function is the client; as a method, it gets the resource, which forwards calls
to its client. So function and method share one signature, which type checkers know.
"""

from __future__ import annotations

from collections.abc import Coroutine, Mapping
from importlib import import_module
from typing import TYPE_CHECKING, Any, Final, Generic, Self, TypeVar, overload

if TYPE_CHECKING:
    from ..operations.endpoint import Endpoint
    from .callers import AsyncCaller, Caller

_T = TypeVar("_T")
_R = TypeVar("_R")

RESERVED: Final = frozenset({"call"})
"""Names that an operation cannot have as a method of a resource."""


class Resource:
    """A group of operations, called through a client."""

    def __init__(self, client: Caller) -> None:
        self._client = client

    def call(self, endpoint: Endpoint[_T], arguments: Mapping[str, Any]) -> _T:
        """Forward a call to the client."""
        return self._client.call(endpoint, arguments)

    def __repr__(self) -> str:
        return f"<{type(self).__name__} of {self._client!r}>"


class AsyncResource:
    """A group of operations, called through an async client."""

    def __init__(self, client: AsyncCaller) -> None:
        self._client = client

    def call(
        self, endpoint: Endpoint[_T], arguments: Mapping[str, Any]
    ) -> Coroutine[Any, Any, _T]:
        """Forward a call to the client."""
        return self._client.call(endpoint, arguments)

    def __repr__(self) -> str:
        return f"<{type(self).__name__} of {self._client!r}>"


class LazyResource(Generic[_R]):
    """A resource as an attribute of a client or resource, imported on first access.

    The annotation names the class within the module:
    `customers: LazyResource[Customers] = LazyResource(".resources.customers")`.
    On first access, the instance is created and replaces this descriptor on the client.
    """

    def __init__(self, module: str) -> None:
        """Declare a resource of `module`, relative to the module of the declaring class."""
        self._module = module

    def __set_name__(self, owner: type, name: str) -> None:
        annotation: str = owner.__annotations__[name]
        self._name = annotation.partition("[")[2].removesuffix("]")
        self._package = owner.__module__.rpartition(".")[0]
        self._attribute = name

    @overload
    def __get__(self, instance: None, owner: type) -> Self: ...
    @overload
    def __get__(self, instance: object, owner: type) -> _R: ...
    def __get__(self, instance: object, owner: type) -> Self | _R:
        if instance is None:
            return self
        module = import_module(self._module, self._package)
        resource: _R = getattr(module, self._name)(client_of(instance))
        # If two threads get here at the same time, both return the instance set first.
        stored: _R = vars(instance).setdefault(self._attribute, resource)
        return stored


def client_of(instance: object) -> object:
    """Return the client of a resource; any other object is returned unchanged."""
    if isinstance(instance, (Resource, AsyncResource)):
        # Private, because public attributes of a resource are operations of the API.
        return instance._client  # pyright: ignore[reportPrivateUsage]
    return instance
