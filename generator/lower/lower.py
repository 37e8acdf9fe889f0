"""The lowering stage as one function: a `Document` to its `Api`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from generator.core.diagnostics import Diagnostics
from generator.core.pointer import Pointer
from generator.ir.api import Api, Operation
from generator.ir.declared import NOTHING_DECLARED, Declared
from generator.ir.http import Paging
from generator.ir.types import Definition, TypeId
from generator.lower.declared_paging import check_paging
from generator.lower.dialects import conventions_of
from generator.lower.failures import failures_of
from generator.lower.loops import without_loops
from generator.lower.operations import (
    OperationLowering,
    operation_names,
)
from generator.lower.pages import paging_of
from generator.lower.security import lower_security
from generator.lower.servers import lower_servers, own_servers
from generator.lower.shapes import share_shapes
from generator.lower.streams import tell_of_unread_items
from generator.lower.styles import tell_of_undefined_styles
from generator.lower.targets import SCHEMAS
from generator.lower.types import TypeLowering
from generator.lower.webhooks import webhook_keys, webhooks_of
from generator.openapi.nodes import Document


def lower(
    document: Document,
    diagnostics: Diagnostics,
    declared: Declared = NOTHING_DECLARED,
    chosen: frozenset[str] = frozenset(),
) -> Api:
    """The interface of `document`: every operation and every named schema.

    Args:
        document: as `spec` gives it.
        diagnostics: takes what cannot be represented.
        declared: what the user says of the API, which goes before what is found.
        chosen: places that stood for their shapes in an earlier build.

    Raises:
        DocumentError: its schemas have no end, or more combinations than a client can have.
    """
    servers = lower_servers(document.servers, document.url, diagnostics)
    security, asked = lower_security(document, diagnostics)
    keys = webhook_keys(document)
    names = {**operation_names(document), **keys}
    types = TypeLowering(document, names, frozenset(keys), diagnostics)
    try:
        lowered = OperationLowering(types, diagnostics).all(
            document.operations, own_servers(document, diagnostics), asked
        )
        webhooks = tuple(webhooks_of(document, keys, types, diagnostics))
        for name, _ in document.schemas:
            types.define(SCHEMAS / name)
        types.finish()
    except RecursionError:
        raise types.merger.effort.endless() from None
    shared = share_shapes(without_loops(types.definitions), lowered, webhooks, chosen)
    definitions = shared.definitions
    tell_of_undefined_styles(shared.operations, definitions, diagnostics)
    order = {SCHEMAS / name: index for index, (name, _) in enumerate(document.schemas)}

    def by_document(definition: Definition) -> tuple[int, str]:
        component = Pointer(definition.at.tokens[:3])
        return order.get(component, len(order)), definition.id

    tell_of_unread_items(document, diagnostics)
    return Api(
        title=document.title,
        version=document.version,
        description=document.description,
        servers=servers,
        security=security,
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
        webhooks=shared.webhooks,
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
