"""Coverage: how much of a document its client has, counted in the document's own tree.

Counting in the tree, and not in what was parsed of it, finds what a stage of the compiler loses.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from generator.core.diagnostics import Diagnostics
from generator.core.json import Json
from generator.core.pointer import Pointer
from generator.openapi.path_items import METHODS, iter_operations
from generator.openapi.path_templates import comparable_template
from generator.openapi.references import ReferenceResolver
from generator.openapi.webhooks import find_incoming_path_items
from generator.python.declarations import (
    Module,
    OperationsModule,
    TypesModule,
    WebhooksModule,
)
from generator.slicing.slice import ApiSlice


@dataclass(frozen=True, slots=True)
class Tally:
    """How many of the requested things a client has, and how many the document has.

    `left_out` of them have errors in the document, and a lenient build may leave them out.
    """

    done: int
    total: int
    in_document: int
    left_out: int = 0

    @property
    def dropped(self) -> int:
        """How many are missing from the client without permission."""
        return self.total - self.done - self.left_out


NOTHING_COUNTED = Tally(0, 0, 0)


@dataclass(frozen=True, slots=True)
class Coverage:
    """Tallies of the operations, named schemas, and webhooks (with callbacks) of a client."""

    operations: Tally
    schemas: Tally
    webhooks: Tally = NOTHING_COUNTED

    @property
    def dropped(self) -> int:
        """How many things are missing from the client without permission."""
        return sum(
            tally.dropped for tally in (self.operations, self.schemas, self.webhooks)
        )


def measure_coverage(
    tree: Mapping[str, Json], api_slice: ApiSlice, modules: Iterable[Module]
) -> Coverage:
    """Count what of `tree` has a function or a type in `modules`.

    Args:
        tree: an OpenAPI 3 document.
        api_slice: what the client was declared from. Of a slice, the operations asked for and the
            schemas that they reach are counted; of a whole API, everything in the document.
        modules: the declared modules of the client.
    """
    api, names, selected = api_slice.api, api_slice.names, api_slice.operations
    modules = tuple(modules)
    functions, types = _declared_names(modules)
    operations = {
        (comparable_template(operation.path), operation.method)
        for operation in api.operations
        if names.operations[operation.key].function in functions
    }
    named = {
        definition.location.owner: definition.id
        for definition in api.definitions.values()
        if definition.is_named
    }
    schemas = {owner for owner, id_ in named.items() if names.types[id_] in types}
    documented = _operations(tree)
    components = set((tree.get("components") or {}).get("schemas") or {})
    webhooks = _count_webhooks(tree)
    readers = sum(
        len(module.webhooks) for module in modules if isinstance(module, WebhooksModule)
    )
    if selected is not None:
        return Coverage(
            Tally(len(operations), len(selected), len(documented)),
            Tally(len(schemas), len(named), len(components)),
            Tally(readers, len(api.webhooks), webhooks),
        )
    return Coverage(
        Tally(len(operations & documented), len(documented), len(documented)),
        Tally(len(schemas & components), len(components), len(components)),
        Tally(readers, webhooks, webhooks),
    )


def add_omissions(
    coverage: Coverage,
    whole: Mapping[str, Json],
    rest: Mapping[str, Json],
    webhooks: int,
) -> Coverage:
    """Extend the coverage of a document that parts were left out of to the whole document.

    Args:
        coverage: what was counted in `rest`.
        whole: the tree of the whole document.
        rest: the tree without the omitted parts.
        webhooks: how many webhooks were omitted.
    """
    operations = len(_operations(whole) - _operations(rest))
    # The operations that a slice selects are all in `rest`.
    is_whole = coverage.operations.total == coverage.operations.in_document
    return Coverage(
        _add_left_out(coverage.operations, operations, is_whole),
        coverage.schemas,
        _add_left_out(coverage.webhooks, webhooks, is_whole),
    )


def _add_left_out(tally: Tally, left_out: int, is_whole: bool) -> Tally:
    requested = left_out if is_whole else 0
    return Tally(
        tally.done, tally.total + requested, tally.in_document + left_out, requested
    )


def _declared_names(modules: tuple[Module, ...]) -> tuple[set[str], set[str]]:
    functions = {
        function.name
        for module in modules
        if isinstance(module, OperationsModule)
        for function in module.functions
    }
    types = {
        declaration.name
        for module in modules
        if isinstance(module, TypesModule)
        for declaration in module.declarations
    }
    return functions, types


def _operations(tree: Mapping[str, Json]) -> set[tuple[str, str]]:
    """Path and method, as sent, of each operation in a document that may be invalid."""
    paths = tree.get("paths")
    # The validation reports broken references; here they are not operations.
    references = ReferenceResolver(tree, Diagnostics())
    found: set[tuple[str, str]] = set()
    for path, value in paths.items() if isinstance(paths, Mapping) else ():
        followed = references.resolve(value, Pointer(("paths", path)))
        if path.startswith("x-") or followed is None:
            continue
        item, at = followed
        if isinstance(item, Mapping):
            found |= {
                (
                    comparable_template(path),
                    method.upper() if method in METHODS else method,
                )
                for method, _, _ in iter_operations(item, at)
            }
    return found


def _count_webhooks(tree: Mapping[str, Json]) -> int:
    """How many requests with content the API sends: webhooks and callbacks."""
    # The validation reports broken references; here they are no webhooks.
    ignored = Diagnostics()
    references = ReferenceResolver(tree, ignored)
    bodies = (
        references.resolve(operation.get("requestBody"), at)
        for incoming in find_incoming_path_items(tree, ignored)
        for _, operation, at in iter_operations(incoming.item, incoming.at)
    )
    return sum(
        1
        for followed in bodies
        if followed is not None and isinstance(followed[0], Mapping)
        if followed[0].get("content")
    )
