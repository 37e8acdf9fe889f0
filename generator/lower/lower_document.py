"""Lower a document to its `Api`: all passes in order."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from generator.core.diagnostics import Diagnostics
from generator.core.pointer import Pointer
from generator.ir.api import Api
from generator.ir.overrides import NO_OVERRIDES, ApiOverrides
from generator.ir.standbys import Standby
from generator.ir.types import Definition, TypeId, TypeLocation
from generator.lower.assign_paging import assign_paging
from generator.lower.check_parameter_styles import check_parameter_styles
from generator.lower.deduplicate_types import deduplicate_types
from generator.lower.detect_conventions import detect_conventions
from generator.lower.detect_error_kinds import detect_error_kinds
from generator.lower.lower_operations import lower_operations
from generator.lower.lower_security import lower_security
from generator.lower.lower_servers import lower_operation_servers, lower_servers
from generator.lower.lower_streams import check_unread_items
from generator.lower.lower_types import TypeLowering
from generator.lower.lower_webhooks import lower_webhooks
from generator.lower.operation_keys import document_keys
from generator.lower.remove_union_cycles import remove_union_cycles
from generator.lower.schema_index import SCHEMAS
from generator.openapi.nodes import Document

_NO_LOCATIONS: Mapping[str, str | None] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class LoweredDocument:
    """An API, and facts for naming its types.

    Attributes:
        api: the API.
        unlocked_locations: for types named after the location that named them in an earlier build,
            the location that would name them otherwise.
        standbys: for types, the definition that keeps the name once the one that it is named after
            is removed.
    """

    api: Api
    unlocked_locations: Mapping[TypeId, TypeLocation]
    standbys: Mapping[TypeId, Standby]


def lower_document(
    document: Document,
    diagnostics: Diagnostics,
    overrides: ApiOverrides = NO_OVERRIDES,
    locked_locations: Mapping[str, str | None] = _NO_LOCATIONS,
    secret_scheme: str = "",
) -> LoweredDocument:
    """Lower every operation, webhook and named schema of a document.

    Args:
        document: the parsed document.
        diagnostics: receives errors and warnings about everything that a client cannot represent.
        overrides: configured facts, which take precedence over detected ones.
        locked_locations: keys of the locations that named types in an earlier build, each with
            that of its standby, if it has one.
        secret_scheme: the security scheme that a string was sent for in an earlier build.

    Raises:
        DocumentError: schemas are recursive without end, or have too many combinations.
    """
    servers = lower_servers(document, diagnostics)
    security = lower_security(document, diagnostics, secret_scheme)
    operation_servers = lower_operation_servers(document, diagnostics)
    keys = document_keys(document)
    types = TypeLowering(document, keys, diagnostics)
    try:
        operations = lower_operations(
            document, operation_servers, security.operations, types, diagnostics
        )
        webhooks = tuple(lower_webhooks(document, keys, types, diagnostics))
        for name, _ in document.schemas:
            types.define(SCHEMAS / name)
        types.lower_pending()
    except RecursionError:
        raise types.merger.budget.endless_schema_error() from None
    definitions = remove_union_cycles(types.definitions)
    deduplicated = deduplicate_types(
        definitions, operations, webhooks, locked_locations
    )
    definitions = _in_document_order(deduplicated.definitions.values(), document)
    operations = deduplicated.operations
    check_parameter_styles(operations, definitions, diagnostics)
    check_unread_items(document, diagnostics)
    api = Api(
        title=document.title,
        version=document.version,
        description=document.description,
        servers=servers,
        security=security.security,
        definitions=definitions,
        operations=assign_paging(operations, definitions, overrides, diagnostics),
        error_kinds=detect_error_kinds(operations, definitions),
        conventions=overrides.conventions or detect_conventions(document),
        webhooks=deduplicated.webhooks,
    )
    return LoweredDocument(api, deduplicated.unlocked_locations, deduplicated.standbys)


def _in_document_order(
    definitions: Iterable[Definition], document: Document
) -> dict[TypeId, Definition]:
    """Components in document order with their inline types, then those of operations."""
    order = {SCHEMAS / name: index for index, (name, _) in enumerate(document.schemas)}

    def position(definition: Definition) -> tuple[int, str]:
        component = Pointer(definition.at.tokens[:3])
        return order.get(component, len(order)), definition.id

    return {
        definition.id: definition for definition in sorted(definitions, key=position)
    }
