"""The lowering stage as one function: a `Document`, or the part of it that is asked for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from difflib import get_close_matches

from generator.diagnostics import Diagnostics
from generator.lower.api import Api, Definition, Operation, TypeId
from generator.lower.conventions import Paging
from generator.lower.declared import NOTHING_DECLARED, Declared, check_paging
from generator.lower.dialects import conventions_of
from generator.lower.failures import failures_of
from generator.lower.loops import without_loops
from generator.lower.operations import (
    OperationLowering,
    operation_key,
    operation_names,
)
from generator.lower.pages import paging_of
from generator.lower.security import authentication_of
from generator.lower.shapes import share_shapes
from generator.lower.targets import SCHEMAS
from generator.lower.types import TypeLowering
from generator.pointer import Pointer
from generator.spec import nodes
from generator.spec.nodes import Document


def lower(
    document: Document,
    wanted: tuple[str, ...],
    diagnostics: Diagnostics,
    declared: Declared = NOTHING_DECLARED,
    chosen: frozenset[str] = frozenset(),
) -> Api:
    """The interface of `document`: of the operations `wanted` and what they reach, or of all.

    Args:
        document: as `spec` gives it.
        wanted: operationIds; none for every operation and every named schema.
        diagnostics: takes what cannot be represented.
        declared: what the user says of the API, which goes before what is found.
        chosen: places that stood for their shapes in an earlier build.
    """
    operations = _selected(document, wanted, diagnostics)
    types = TypeLowering(document, operation_names(document), diagnostics)
    lowering = OperationLowering(document, types)
    lowered = tuple(lowering.lower(operation) for operation in operations)
    if not wanted:
        for name, _ in document.schemas:
            types.define(SCHEMAS / name)
    types.finish()
    shared = share_shapes(without_loops(types.definitions), lowered, chosen)
    definitions = shared.definitions
    order = {SCHEMAS / name: index for index, (name, _) in enumerate(document.schemas)}

    def by_document(definition: Definition) -> tuple[int, str]:
        component = Pointer(definition.at.tokens[:3])
        return order.get(component, len(order)), definition.id

    return Api(
        title=document.title,
        version=document.version,
        description=document.description,
        server=document.servers[0] if document.servers else None,
        authentication=authentication_of(document, operations, diagnostics),
        definitions={
            each.id: each for each in sorted(definitions.values(), key=by_document)
        },
        operations=tuple(
            replace(each, paging=_paging(each, definitions, diagnostics, declared))
            for each in shared.operations
        ),
        failures=failures_of(shared.operations, definitions),
        conventions=declared.conventions or conventions_of(document),
        standing_places=shared.places,
        kept_places=shared.kept,
    )


def _paging(
    operation: Operation,
    definitions: Mapping[TypeId, Definition],
    diagnostics: Diagnostics,
    declared: Declared,
) -> Paging | None:
    """How an operation pages: as declared, or as its shapes say."""
    said = declared.paging.get(operation.key)
    if said is None:
        return paging_of(operation, definitions)
    return said if check_paging(operation, said, definitions, diagnostics) else None


def _selected(
    document: Document, wanted: tuple[str, ...], diagnostics: Diagnostics
) -> tuple[nodes.Operation, ...]:
    if not wanted:
        return document.operations
    keys = [operation_key(operation) for operation in document.operations]
    for name in wanted:
        if name not in keys:
            close = get_close_matches(name, keys, n=3)
            diagnostics.error(
                "unknown-operation",
                f"the document has no operation {name!r}",
                None,
                f"did you mean {' or '.join(close)}?" if close else None,
            )
    return tuple(each for each in document.operations if operation_key(each) in wanted)
