# SPDX-License-Identifier: MIT
"""Operations as methods: `client.customers.create(name="Ada")`.

A resource is a class whose attributes are the functions of operations, `create = post_customers`.
Python gives them the instance as their first argument, and the instance sends as its client does.
So there is one signature, and each name is checked against it.
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
    """Operations of one kind of thing, called through a client."""

    def __init__(self, client: Caller) -> None:
        self._client = client

    def call(self, endpoint: Endpoint[_T], arguments: Mapping[str, Any]) -> _T:
        """As the client's own `call`."""
        return self._client.call(endpoint, arguments)

    def __repr__(self) -> str:
        return f"<{type(self).__name__} of {self._client!r}>"


class AsyncResource:
    """Operations of one kind of thing, called through an async client."""

    def __init__(self, client: AsyncCaller) -> None:
        self._client = client

    def call(
        self, endpoint: Endpoint[_T], arguments: Mapping[str, Any]
    ) -> Coroutine[Any, Any, _T]:
        """As the client's own `call`."""
        return self._client.call(endpoint, arguments)

    def __repr__(self) -> str:
        return f"<{type(self).__name__} of {self._client!r}>"


class LazyResource(Generic[_R]):
    """An attribute of a client, or of a resource, that is imported when it is first asked for.

    `module` is relative to the module of the class, as in an import statement there, and the
    annotation says which class of it:
    `customers: LazyResource[Customers] = LazyResource(".resources.customers")`.
    Each client has one instance, which stays an ordinary attribute of it from then on.
    """

    def __init__(self, module: str) -> None:
        self._module = module
        self._name = ""
        self._package = ""
        self._attribute = ""

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
        # Two threads may come here at once; both get what the first of them made.
        kept: _R = vars(instance).setdefault(self._attribute, resource)
        return kept


def client_of(instance: object) -> object:
    """The client of a resource; anything else is one itself."""
    if isinstance(instance, (Resource, AsyncResource)):
        # Private to the library: a resource's attributes are the API's own.
        return instance._client  # pyright: ignore[reportPrivateUsage]
    return instance
