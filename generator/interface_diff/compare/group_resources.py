"""Assign resources and types to the resource under which a report lists their changes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Set

from generator.interface_diff.compare.type_directions import (
    type_references,
)
from generator.interface_diff.interface.annotations import names_in
from generator.interface_diff.interface.client_interface import (
    ClientInterface,
    Operation,
)

_SHARED = ""


def group_resources(interface: ClientInterface) -> dict[str, str]:
    """Return the resource under which each resource is reported: itself, or its ancestor.

    Resources below the main resource of their module, such as `customers.sources` below
    `customers`, are reported under the main resource; others in the same module are not.
    """
    groups: dict[str, str] = {}
    for operations in _operations_by_module(interface).values():
        main = _main_resource(operations)
        for operation in operations:
            resource = operation.resource
            is_below = resource.startswith(f"{main}.")
            groups.setdefault(resource, main if is_below else resource)
    return groups


def _main_resource(operations: Iterable[Operation]) -> str:
    """The resource of a module with the shortest path; among those, the largest."""
    sizes = Counter(operation.resource for operation in operations)
    return min(
        sizes, key=lambda resource: (resource.count("."), -sizes[resource], resource)
    )


def assign_types_to_resources(interface: ClientInterface) -> dict[str, str]:
    """Return the resource under which each type is reported, empty for shared types.

    All types of a module are assigned together: to the resource with the same name, if it uses
    them, otherwise to the resource whose operations mention them most often. Types that no
    operation mentions belong to a resource only if no other one reaches them.
    """
    types = {declared.name: declared for declared in interface.types}
    references = type_references(interface)
    # Both by module of types, with names of modules of operations.
    mentions: dict[str, Counter[str]] = {}
    reached_from: dict[str, set[str]] = {}
    roots: dict[str, list[str]] = {}
    operations_by_module = _operations_by_module(interface)
    for operation_module, operations in operations_by_module.items():
        mentioned = _mentioned_names(operations)
        for name in mentioned:
            if name in types:
                mentions.setdefault(types[name].module, Counter())[
                    operation_module
                ] += 1
        roots[operation_module] = mentioned
    for name, modules in _modules_reaching(references, roots).items():
        reached_from.setdefault(types[name].module, set()).update(modules)
    main_resources = {
        module: _main_resource(operations)
        for module, operations in operations_by_module.items()
    }
    resources = {
        type_module: main_resources.get(
            _operation_module(
                type_module,
                mentions.get(type_module, Counter()),
                reached_from.get(type_module, set()),
            ),
            _SHARED,
        )
        for type_module in {declared.module for declared in interface.types}
    }
    return {declared.name: resources[declared.module] for declared in interface.types}


def _modules_reaching(
    references: Mapping[str, Set[str]], roots: Mapping[str, Iterable[str]]
) -> dict[str, set[str]]:
    """Return the modules of operations that reach each type: all of them, or any two.

    More than two say no more than two do. So the result of a type changes twice at most, and the
    work is linear, however many modules share how many types.

    Args:
        references: the types that each type references.
        roots: the types that the operations of each module mention.
    """
    reaching: dict[str, set[str]] = {}
    pending = [(name, module) for module, names in roots.items() for name in names]
    while pending:
        name, module = pending.pop()
        if name not in references:
            continue
        modules = reaching.setdefault(name, set())
        if module not in modules and len(modules) < 2:
            modules.add(module)
            pending.extend((referenced, module) for referenced in references[name])
    return reaching


def _operations_by_module(interface: ClientInterface) -> dict[str, list[Operation]]:
    modules: dict[str, list[Operation]] = {}
    for operation in interface.operations:
        modules.setdefault(operation.module, []).append(operation)
    return modules


def _mentioned_names(operations: Iterable[Operation]) -> list[str]:
    """The names in results and arguments of operations, once per mention."""
    return [
        name
        for operation in operations
        for annotation in (
            operation.result,
            *(argument.annotation for argument in operation.arguments),
        )
        for name in names_in(annotation)
    ]


def _operation_module(
    type_module: str, mentions: Counter[str], reached_from: set[str]
) -> str:
    """The module of operations that a module of types belongs to, empty if it is shared."""
    stem = type_module.partition(".")[2].removesuffix("_responses")
    for name in (stem, f"{stem}s", f"{stem}es"):
        if name in mentions:
            return name
    if mentions:
        return min(mentions, key=lambda module: (-mentions[module], module))
    return next(iter(reached_from)) if len(reached_from) == 1 else _SHARED
