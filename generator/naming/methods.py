"""Resource style: which resource and method an operation is, by its path and HTTP method.

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

A fixed segment is an action on what is before it, or a resource of its own. It is a resource if it
has members (a path goes on from it with a parameter). Else it is an action if it is only ever
posted to and stands behind a parameter or another path, or if it is only read and stands behind
a collection with members (`/customers/search`) or is a verb of asking (`/associations/find`).
An operationId that begins with `list` or `create` has the last word; `.json` and `.xml` at the end
of a segment have none.
Where two operations come to the same method, the one with the longer path goes by its operationId.
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
    is_parameter,
    left_out,
    lowest_version,
    segments_of,
)
from generator.naming.spelling import snake_case

_Path = tuple[str, ...]
NOTHING: Mapping[str, str] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Method:
    """A method of a resource; `resource` are the attribute names from the client down."""

    resource: tuple[str, ...]
    name: str

    @property
    def path(self) -> str:
        """As one would write it behind a client: `customers.create`."""
        return ".".join((*self.resource, self.name))


def methods_of(
    operations: Sequence[Operation],
    declared: Mapping[str, str],
    kept: Mapping[str, str] = NOTHING,
) -> dict[str, Method]:
    """The resource method of each operation, by its key; unique, whatever the paths are.

    Args:
        declared: what a user says instead, by key: `customers.create`.
        kept: what some were called before; a resource that would have such a name steps aside.
    """
    methods = {
        key: Method(tuple(path.split(".")[:-1]), path.split(".")[-1])
        for key, path in {**kept, **declared}.items()
    }
    reserved = {(*methods[key].resource, methods[key].name) for key in kept}
    found = {
        operation.key: _spelt(*tree.method(operation), reserved)
        for tree in [_Paths(operations)]
        for operation in operations
        if operation.key not in methods
    }
    # What is a resource is no method, and no resource is named as something a client has.
    resources = {each.resource for each in chain(methods.values(), found.values())}
    taken = {
        resource[:length]
        for resource in resources
        for length in range(1, len(resource) + 1)
    }
    taken |= {(*each.resource, each.name) for each in methods.values()}
    for operation in sorted(operations, key=_precedence):
        if operation.key in methods:
            continue
        attributes, name = found[operation.key].resource, found[operation.key].name
        if operation.streaming_variant_of is not None:
            # Beside the one that gives the whole, which comes before it.
            attributes = methods[operation.streaming_variant_of].resource
            name = f"{methods[operation.streaming_variant_of].name}_stream"
        own = snake_case(operation.key, "operation")
        wanted = chain((name, own), (f"{own}_{number}" for number in count(2)))
        free = next(
            each
            for each in wanted
            if (*attributes, each) not in taken and each not in METHOD_NAMES
        )
        taken.add((*attributes, free))
        methods[operation.key] = Method(attributes, free)
    return methods


def _spelt(resource: _Path, name: str, reserved: set[_Path]) -> Method:
    """The method's identifiers; a part that something else has for a name ends in `_`."""
    attributes: _Path = ()
    for part in resource:
        spelt = snake_case(part, "resource")
        taken = METHOD_NAMES if attributes else METHOD_NAMES | CLIENT_NAMES
        if spelt in taken or (*attributes, spelt) in reserved:
            spelt += "_"
        attributes = (*attributes, spelt)
    return Method(attributes, snake_case(name, "call"))


def _precedence(operation: Operation) -> tuple[bool, int, str, str]:
    """Shorter paths first: what is nearer to the root has the plainer name. Streams come last."""
    segments = len(segments_of(operation.path))
    return (
        operation.streaming_variant_of is not None,
        segments,
        operation.path,
        operation.method,
    )


class _Paths:
    """The paths of a document, and what each fixed segment in them is."""

    def __init__(self, operations: Sequence[Operation]) -> None:
        self._methods: dict[_Path, dict[str, Operation]] = {}
        for operation in operations:
            shape = _shape(segments_of(operation.path))
            self._methods.setdefault(shape, {}).setdefault(operation.method, operation)
        self._prefixes = {
            path[:length] for path in self._methods for length in range(len(path) + 1)
        }
        self._lowest = lowest_version(operations)

    def method(self, operation: Operation) -> tuple[_Path, str]:
        """The resource, by its fixed segments, and the method's name."""
        shape = _shape(segments_of(operation.path))
        resource: list[str] = []
        action: list[str] = []
        for index in range(left_out(shape, self._lowest), len(shape)):
            segment = shape[index]
            if is_parameter(segment):
                # What follows a parameter behind an action is said by the action's name.
                continue
            if action or self._is_action(shape[: index + 1]):
                action.append(segment)
            else:
                resource.append(segment)
        if action:
            # An action that its own path ends with needs no verb: there is one way to call it.
            verb = f"{_verb(operation)}_" if is_parameter(shape[-1]) else ""
            return tuple(resource) or ("root",), verb + "_".join(action)
        return tuple(resource) or ("root",), self._verb(operation, shape)

    def _verb(self, operation: Operation, shape: _Path) -> str:
        is_member = bool(shape) and is_parameter(shape[-1])
        said = _said(operation)
        if said is not None:
            return said
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
        behind_parameter = is_parameter(parent[-1])
        if not methods:
            return behind_parameter and self._leads_to_posts_only(path)
        if methods == {"POST"}:
            return (
                behind_parameter or parent in self._methods or self._has_members(parent)
            )
        if methods == {"GET"}:
            is_verb = path[-1].lower() in _QUERY_VERBS
            return not behind_parameter and (is_verb or self._has_members(parent))
        return False

    def _leads_to_posts_only(self, path: _Path) -> bool:
        """Whether a segment that is no path itself is but the first word of some actions."""
        return all(
            set(methods) == {"POST"} and not is_parameter(each[-1])
            for each, methods in self._methods.items()
            if each[: len(path)] == path
        )

    def _is_collection(self, path: _Path) -> bool:
        """Whether posting to a path makes something new, rather than changing the one that is."""
        is_read = "GET" in self._methods.get(path, {})
        return self._has_members(path) or self._is_listed(path) or not is_read

    def _has_members(self, path: _Path) -> bool:
        return (*path, "{}") in self._prefixes

    def _is_listed(self, path: _Path) -> bool:
        operation = self._methods.get(path, {}).get("GET")
        if operation is None:
            return False
        answers = [each.type for each in operation.responses if each.is_success]
        is_array = any(isinstance(each, Array) for each in answers)
        return is_array or operation.paging is not None or self._has_members(path)


_QUERY_VERBS = frozenset({"find", "lookup", "query", "search"})
_SAID_VERBS = frozenset({("GET", "list"), ("POST", "create")})
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


def _said(operation: Operation) -> str | None:
    """The verb that an operationId begins with, of those that paths are not clear about."""
    verb = snake_case(operation.key, "operation").split("_")[0]
    return verb if (operation.method, verb) in _SAID_VERBS else None


def _verb(operation: Operation) -> str:
    return _VERBS.get(operation.method) or snake_case(operation.method, "call")


def _shape(segments: _Path) -> _Path:
    """A path with its parameters alike, so that `{id}` and `{customer}` are the same place.

    What stands behind a colon, as in `/jobs/{id}:cancel`, is a segment of its own.
    """
    plain = (_SYNTAX.sub("", each) for each in segments)
    parts = (part for each in plain for part in each.split(":") if part)
    return tuple("{}" if is_parameter(part) else part for part in parts)
