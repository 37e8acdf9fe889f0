"""`webhooks.py`: a reader for each webhook and callback of the API."""

from __future__ import annotations

from generator.ir.api import Api, Webhook
from generator.ir.types import Scalar
from generator.naming.names import Names
from generator.python.declarations import WebhookDeclaration, WebhooksModule
from generator.python.expressions import (
    Call,
    Expr,
    Name,
    Subscript,
    Text,
    flat,
    imports_of,
)
from generator.python.imports import import_block
from generator.python.prose import plain_line, plain_text, visible_name
from generator.python.runtime_names import runtime_name
from generator.python.types import TypeWriter

_READER = runtime_name("WebhookReader")
_BYTES = Scalar("string", "binary")


def webhooks_module(api: Api, names: Names, types: TypeWriter) -> WebhooksModule:
    """Declare `webhooks.py`."""
    declarations = tuple(
        _declaration(webhook, names.webhooks[webhook.key], types)
        for webhook in api.webhooks
    )
    typing_only = {
        import_
        for declaration in declarations
        for import_ in imports_of(declaration.annotation)
    }
    return WebhooksModule(
        path="webhooks.py",
        doc=(
            "Readers for the webhooks and callbacks of the API.\n\n"
            "Call a reader with the content of a request: bytes, a string, or decoded JSON. Verify "
            "the signature of the request first; readers do not."
        ),
        imports=import_block("", {*imports_of(_READER)}, typing_only),
        webhooks=declarations,
    )


def _declaration(webhook: Webhook, name: str, types: TypeWriter) -> WebhookDeclaration:
    payload: Expr = (
        Name("bytes")
        if webhook.type == _BYTES
        else types.model_annotation(webhook.type)
    )
    arguments: list[tuple[str, Expr]] = [
        ("", Name("__name__")),
        ("", Text(flat(payload))),
    ]
    if webhook.media_type != "application/json":
        arguments.append(("", Text(webhook.media_type)))
    return WebhookDeclaration(
        name=name,
        annotation=Subscript(_READER, (payload,)),
        reader=Call(_READER, tuple(arguments)),
        doc=_doc(webhook),
    )


def _doc(webhook: Webhook) -> str:
    summary = plain_line(webhook.summary)
    description = plain_text(webhook.description)
    headers = ", ".join(f"`{visible_name(header)}`" for header in webhook.headers)
    parts = [
        "Deprecated." if webhook.deprecated else "",
        summary or ("" if description else f"`{visible_name(webhook.key)}`."),
        "" if description == summary else description,
        f"Request headers: {headers}." if headers else "",
    ]
    return "\n\n".join(filter(None, parts))
