"""Assign operations to resource methods by path and HTTP method.

    GET    /customers                    customers.list
    POST   /customers                    customers.create
    GET    /customers/{id}               customers.retrieve(id)
    POST   /customers/{id}, PATCH, PUT   customers.update(id)
    PUT    /customers/{id} beside these  customers.replace(id)
    DELETE /customers/{id}               customers.delete(id)
    GET    /customers/search             customers.search
    POST   /invoices/{id}/pay            invoices.pay(id)
    GET    /customers/{id}/sources       customers.sources.list(id)
    GET    /balance                      balance.retrieve

A fixed segment is either a resource or an action on the segments before it. It is a resource if it
has members, that is, if a path continues after it with a parameter. Otherwise it is an action if
its only method is POST and it follows a parameter or another path, or if its only method is GET
and it follows a collection with members (`/customers/search`) or is a query verb
(`/associations/find`). An operationId that starts with `list` or `create` takes precedence over the
HTTP method. The suffixes `.json` and `.xml` of segments are ignored. If two operations have the
same method name, the one with the longer path is named after its operationId.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, count
from types import MappingProxyType

from generator.ir.api import Operation
from generator.ir.types import Array
from generator.naming.reserved import CLIENT_NAMES, METHOD_NAMES
from generator.naming.resources import (
    count_omitted_segments,
    is_parameter,
    lowest_version,
    split_path,
)
from generator.naming.spelling import snake_case

_Path = tuple[str, ...]
_NOTHING: Mapping[str, str] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Method:
    """A method of a resource; `resource` is the path of attributes from the client."""

    resource: tuple[str, ...]
    name: str

    @property
    def path(self) -> str:
        """The attributes from the client to the method: `customers.create`."""
        return ".".join((*self.resource, self.name))


def assign_methods(
    operations: Sequence[Operation],
    declared: Mapping[str, str],
    kept: Mapping[str, str] = _NOTHING,
) -> dict[str, Method]:
    """Return a unique resource method for each operation, by key.

    Args:
        operations: all operations of the document.
        declared: paths of methods that the configuration declares, by key: `customers.create`.
        kept: paths of methods from a name lock, by key; resources must not use the same path.
    """
    methods = {
        key: Method(tuple(path.split(".")[:-1]), path.split(".")[-1])
        for key, path in {**kept, **declared}.items()
    }
    reserved = {(*methods[key].resource, methods[key].name) for key in kept}
    derived = {
        operation.key: _method_identifiers(*tree.method(operation), reserved)
        for tree in [_Paths(operations)]
        for operation in operations
        if operation.key not in methods
    }
    # A path is a resource or a method, never both.
    resources = {
        method.resource for method in chain(methods.values(), derived.values())
    }
    taken = {
        resource[:length]
        for resource in resources
        for length in range(1, len(resource) + 1)
    }
    taken |= {(*method.resource, method.name) for method in methods.values()}
    for operation in sorted(operations, key=_precedence):
        if operation.key in methods:
            continue
        attributes = derived[operation.key].resource
        name = derived[operation.key].name
        if operation.streaming_variant_of is not None:
            # A streaming variant is next to the method that returns the whole response.
            attributes = methods[operation.streaming_variant_of].resource
            name = f"{methods[operation.streaming_variant_of].name}_stream"
        fallback = snake_case(operation.key, "operation")
        candidates = chain(
            (name, fallback), (f"{fallback}_{number}" for number in count(2))
        )
        free = next(
            candidate
            for candidate in candidates
            if (*attributes, candidate) not in taken and candidate not in METHOD_NAMES
        )
        taken.add((*attributes, free))
        methods[operation.key] = Method(attributes, free)
    return methods


def _method_identifiers(resource: _Path, name: str, reserved: set[_Path]) -> Method:
    """Convert segments to identifiers; parts whose name is in use get a trailing `_`."""
    attributes: _Path = ()
    for part in resource:
        attribute = snake_case(part, "resource")
        taken = METHOD_NAMES if attributes else METHOD_NAMES | CLIENT_NAMES
        if attribute in taken or (*attributes, attribute) in reserved:
            attribute += "_"
        attributes = (*attributes, attribute)
    return Method(attributes, snake_case(name, "call"))


def _precedence(operation: Operation) -> tuple[bool, int, str, str]:
    """Shorter paths choose their names first, streaming variants last."""
    segments = len(split_path(operation.path))
    return (
        operation.streaming_variant_of is not None,
        segments,
        operation.path,
        operation.method,
    )


class _Paths:
    """The paths of a document, and whether their fixed segments are resources or actions."""

    def __init__(self, operations: Sequence[Operation]) -> None:
        self._methods: dict[_Path, dict[str, Operation]] = {}
        for operation in operations:
            shape = _shape(split_path(operation.path))
            self._methods.setdefault(shape, {}).setdefault(operation.method, operation)
        self._prefixes = {
            path[:length] for path in self._methods for length in range(len(path) + 1)
        }
        self._lowest = lowest_version(operations)

    def method(self, operation: Operation) -> tuple[_Path, str]:
        """Return the fixed segments of the resource, and the name of the method."""
        shape = _shape(split_path(operation.path))
        resource: list[str] = []
        action: list[str] = []
        for index in range(count_omitted_segments(shape, self._lowest), len(shape)):
            segment = shape[index]
            if is_parameter(segment):
                # Parameters are not part of names.
                continue
            if action or self._is_action(shape[: index + 1]):
                action.append(segment)
            else:
                resource.append(segment)
        if action:
            # An action at the end of its path has one HTTP method, so its name needs no verb.
            verb = f"{_verb(operation)}_" if is_parameter(shape[-1]) else ""
            return tuple(resource) or ("root",), verb + "_".join(action)
        return tuple(resource) or ("root",), self._verb(operation, shape)

    def _verb(self, operation: Operation, shape: _Path) -> str:
        is_member = bool(shape) and is_parameter(shape[-1])
        declared = _verb_in_operation_id(operation)
        if declared is not None:
            return declared
        if operation.method == "POST" and not is_member:
            return "create" if self._is_collection(shape) else "update"
        if operation.method == "GET" and not is_member and self._is_listed(shape):
            return "list"
        if operation.method == "PUT" and {"PATCH", "POST"} & set(self._methods[shape]):
            return "replace"
        return _verb(operation)

    def _is_action(self, path: _Path) -> bool:
        methods, parent = set(self._methods.get(path, {})), path[:-1]
        if not parent or self._has_members(path):
            return False
        follows_parameter = is_parameter(parent[-1])
        if not methods:
            return follows_parameter and self._leads_to_posts_only(path)
        if methods == {"POST"}:
            return (
                follows_parameter
                or parent in self._methods
                or self._has_members(parent)
            )
        if methods == {"GET"}:
            is_verb = path[-1].lower() in _QUERY_VERBS
            return not follows_parameter and (is_verb or self._has_members(parent))
        return False

    def _leads_to_posts_only(self, path: _Path) -> bool:
        """Whether a prefix that is not a path only occurs in the paths of actions."""
        return all(
            set(methods) == {"POST"} and not is_parameter(other[-1])
            for other, methods in self._methods.items()
            if other[: len(path)] == path
        )

    def _is_collection(self, path: _Path) -> bool:
        """Whether POST to a path creates a member, rather than updating a singleton."""
        is_read = "GET" in self._methods.get(path, {})
        return self._has_members(path) or self._is_listed(path) or not is_read

    def _has_members(self, path: _Path) -> bool:
        return (*path, "{}") in self._prefixes

    def _is_listed(self, path: _Path) -> bool:
        operation = self._methods.get(path, {}).get("GET")
        if operation is None:
            return False
        is_array = any(
            isinstance(response.type, Array)
            for response in operation.responses
            if response.is_success
        )
        return is_array or operation.paging is not None or self._has_members(path)


_QUERY_VERBS = frozenset({"find", "lookup", "query", "search"})
_AMBIGUOUS_VERBS = frozenset({("GET", "list"), ("POST", "create")})
_SYNTAX = re.compile(r"\.(json|xml)$", re.IGNORECASE)
_VERBS: Mapping[str, str] = {
    "GET": "retrieve",
    "POST": "update",
    "PUT": "update",
    "PATCH": "update",
    "DELETE": "delete",
    "HEAD": "head",
    "OPTIONS": "options",
    "TRACE": "trace",
    "QUERY": "query",
}


def _verb_in_operation_id(operation: Operation) -> str | None:
    """The leading verb of an operationId, if the path alone does not imply it."""
    verb = snake_case(operation.key, "operation").split("_")[0]
    return verb if (operation.method, verb) in _AMBIGUOUS_VERBS else None


def _verb(operation: Operation) -> str:
    return _VERBS.get(operation.method) or snake_case(operation.method, "call")


def _shape(segments: _Path) -> _Path:
    """Replace all parameters with `{}`, so that `/a/{id}` and `/a/{customer}` are equal.

    The suffix after a colon, as in `/jobs/{id}:cancel`, becomes a segment of its own.
    """
    plain = (_SYNTAX.sub("", segment) for segment in segments)
    parts = (part for segment in plain for part in segment.split(":") if part)
    return tuple("{}" if is_parameter(part) else part for part in parts)
