"""What is decided of a client as a whole, so that a part of it has the same modules and classes.

Where a type lives, and whether its class is a page or has a TypedDict beside it, follows from all
that mentions it. For a part of an `Api` it is read off the whole, and what is imported from the
whole client can be imported from the part.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from generator.core.module_names import ModuleNames
from generator.ir.api import Api
from generator.ir.page_shape import response_record
from generator.ir.reachability import reachable, request_types
from generator.ir.types import Record, TypeId
from generator.naming.names import Names
from generator.python.homes import homes, resource_module


@dataclass(frozen=True, slots=True)
class Arrangement:
    """The modules of everything in a client, and what its classes are for.

    Attributes:
        types: the module of each definition, from the client's root: `models.customer`.
        operations: the module of each operation by its key, in `operations`.
        resources: the module of each resource by its attributes, in `resources`.
        sent: the definitions that some operation sends.
        read: those of answers that have properties which are only sent.
        pages: the definitions that an operation pages through, with the property of their items.
    """

    types: Mapping[TypeId, str]
    operations: Mapping[str, str]
    resources: Mapping[tuple[str, ...], str]
    sent: frozenset[TypeId]
    read: frozenset[TypeId]
    pages: Mapping[TypeId, str]


def arrangement_of(api: Api, names: Names) -> Arrangement:
    """The arrangement of a whole client."""
    sent = (each for operation in api.operations for each in request_types(operation))
    return Arrangement(
        types=homes(api, names),
        operations=_operation_modules(names),
        resources=_resource_modules(names),
        sent=frozenset(reachable(api, sent)),
        read=_read_without_all(api),
        pages={
            answer: operation.paging.items
            for operation in api.operations
            if operation.paging is not None
            for answer in [response_record(operation, api.definitions)]
            if answer is not None
        },
    )


def _read_without_all(api: Api) -> frozenset[TypeId]:
    """The definitions that answers mention and that have a `writeOnly` property."""
    written = {
        definition.id
        for definition in api.definitions.values()
        if isinstance(definition.type, Record)
        and any(field.write_only for field in definition.type.fields)
    }
    if not written:
        return frozenset()
    answers = (
        response.type
        for operation in api.operations
        for response in operation.responses
        if response.type is not None
    )
    return frozenset(written & reachable(api, answers))


def _operation_modules(names: Names) -> dict[str, str]:
    """A module for each resource; none is named as a function that the package hands on."""
    taken = ModuleNames(each.function for each in names.operations.values())
    resources = {
        key: resource_module(each.resource) for key, each in names.operations.items()
    }
    modules = {each: taken.add(each) for each in sorted(set(resources.values()))}
    return {key: modules[resource] for key, resource in resources.items()}


def _resource_modules(names: Names) -> dict[tuple[str, ...], str]:
    """The module of each resource: its attributes, joined.

    `a_b` and the `b` of `a` ask for the same one; the one that is nearer to the client has it.
    """
    taken = ModuleNames(())
    return {
        path: taken.add(resource_module(path))
        for path in sorted(names.resources, key=lambda each: (len(each), each))
    }
