"""Lower webhooks and callbacks: requests that the API sends."""

from __future__ import annotations

from collections.abc import Iterator

from generator.core.diagnostics import Diagnostics
from generator.core.pointer import Pointer
from generator.ir.api import Webhook
from generator.lower.lower_examples import lower_examples
from generator.lower.lower_operations import response_type
from generator.lower.lower_types import TypeLowering
from generator.lower.media_types import is_json
from generator.lower.operation_keys import DocumentKeys, operation_key
from generator.openapi import nodes

_FORMS = ("application/x-www-form-urlencoded", "multipart/")


def lower_webhooks(
    document: nodes.Document,
    keys: DocumentKeys,
    types: TypeLowering,
    diagnostics: Diagnostics,
) -> Iterator[Webhook]:
    """Yield the webhooks and callbacks that have content.

    Args:
        document: the document.
        keys: the keys of its operations and webhooks.
        types: lowers the schemas.
        diagnostics: receives a warning for content that the client does not decode.
    """
    owners = _owner_keys(document, keys)
    for webhook in document.incoming:
        body = webhook.request_body
        if body is None or not body.content:
            continue
        key = keys.webhooks[webhook.at]
        media = min(body.content, key=lambda media: not is_json(media.name))
        if media.name.startswith(_FORMS):
            diagnostics.warning(
                "webhook-in-a-form",
                f"the API sends {key!r} as {media.name}, which the client returns as bytes",
                media.at,
                "decode the form with the library that receives the request",
            )
        yield Webhook(
            key=key,
            at=webhook.at,
            tags=webhook.tags,
            is_callback=webhook.at not in document.webhooks,
            callback_of=tuple(
                owner_key
                for owner in document.callback_owners.get(webhook.at, ())
                for owner_key in owners[owner]
            ),
            summary=webhook.summary,
            description=webhook.description or body.description,
            deprecated=webhook.deprecated,
            media_type=media.name,
            type=response_type(media, types),
            headers=tuple(
                parameter.name
                for parameter in webhook.parameters
                if parameter.location == "header"
            ),
            examples=lower_examples(media.examples),
        )


def _owner_keys(
    document: nodes.Document, keys: DocumentKeys
) -> dict[Pointer, list[str]]:
    """The keys of operations and webhooks by pointer; several paths can share an operation."""
    owners = {at: [key] for at, key in keys.webhooks.items()}
    for operation in document.operations:
        owners.setdefault(operation.at, []).append(operation_key(operation))
    return owners
