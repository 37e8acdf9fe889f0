"""Check that client options fit the API they are for."""

from __future__ import annotations

from generator.config import ClientOptions
from generator.core.diagnostics import Diagnostics
from generator.ir.operation_patterns import parse_pattern, report_unmatched
from generator.naming.named_api import NamedApi


def check_options(
    options: ClientOptions, named: NamedApi, diagnostics: Diagnostics
) -> None:
    """Report options that do not fit the API.

    They mention unknown operations, give a method the name of a resource, or name environment
    variables for credentials that the API does not accept.
    """
    keys = {operation.document_key for operation in named.api.operations}
    patterns = frozenset(options.patterns)
    for name in options.mentioned:
        pattern = parse_pattern(name) if name in patterns else None
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
    first = named.api.security.first
    variables = options.credentials_env or ()
    if variables and (first is None or (variables[1:] and first.kind != "basic")):
        problem = (
            "the document requires no credentials"
            if first is None
            else "two variables are for a user name and a password, which the API does not accept"
        )
        diagnostics.error(
            "configuration",
            f"`credentials-env` does not fit: {problem}",
            None,
            "remove the setting" if first is None else "give one variable",
        )
