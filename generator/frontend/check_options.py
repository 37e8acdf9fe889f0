"""Check that client options fit the API they are for."""

from __future__ import annotations

from generator.config import ClientOptions
from generator.core.diagnostics import Diagnostics
from generator.ir.operation_patterns import parse_pattern, report_unmatched
from generator.naming.named_api import NamedApi


def check_options(
    options: ClientOptions, named: NamedApi, diagnostics: Diagnostics
) -> None:
    """Report options that mention unknown operations, or methods named like a resource."""
    keys = {operation.document_key for operation in named.api.operations}
    for name in options.mentioned:
        pattern = parse_pattern(name) if name in options.declared.paging else None
        if pattern is not None and (
            pattern.has_wildcards or pattern.type != "operation"
        ):
            if not any(map(pattern.matches, named.api.operations)):
                report_unmatched(pattern, named.api, diagnostics)
        elif name not in keys:
            diagnostics.error(
                "unknown-operation",
                f"the configuration mentions {name!r}, which is no operation of the document",
                None,
                "give the operationId as the document spells it",
            )
    for key, path in options.methods.items():
        if tuple(path.split(".")) in named.names.resources:
            diagnostics.error(
                "configuration",
                f"`methods.{key}` cannot be {path!r}: that is a resource with other operations",
                None,
                "give the method another name",
            )
