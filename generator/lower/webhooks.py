"""Requests that an API sends by itself, to be read: its webhooks and callbacks."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from generator.core.diagnostics import Diagnostics
from generator.core.pointer import Pointer
from generator.ir.api import Webhook
from generator.ir.media_types import is_json
from generator.lower.operations import operation_key, response_type
from generator.lower.types import TypeLowering
from generator.openapi import nodes

_FORMS = ("application/x-www-form-urlencoded", "multipart/")


def webhook_keys(document: nodes.Document) -> dict[Pointer, str]:
    """What each request goes by: its operationId, or else its name; unlike all operations."""
    taken = {operation_key(each) for each in document.operations}
    keys: dict[Pointer, str] = {}
    for each in document.incoming:
        wanted = (
            each.operation_id,
            each.path,
            f"{each.path} {each.method}",
            str(each.at),
        )
        keys[each.at] = next(key for key in wanted if key and key not in taken)
        taken.add(keys[each.at])
    return keys


def webhooks_of(
    document: nodes.Document,
    keys: Mapping[Pointer, str],
    types: TypeLowering,
    diagnostics: Diagnostics,
) -> Iterator[Webhook]:
    """Each request that has content."""
    asking = _keys_by_place(document, keys)
    for each in document.incoming:
        content = each.request_body.content if each.request_body else ()
        if not content:
            continue
        media = min(content, key=lambda one: not is_json(one.name))
        if media.name.startswith(_FORMS):
            diagnostics.warning(
                "webhook-in-a-form",
                f"what the API sends as {keys[each.at]!r} is {media.name}: the client reads it as "
                "bytes",
                media.at,
                "decode the form with the library that receives the request",
            )
        yield Webhook(
            key=keys[each.at],
            at=each.at,
            callback_of=tuple(
                key
                for owner in document.callback_owners.get(each.at, ())
                for key in asking[owner]
            ),
            summary=each.summary,
            description=each.description or _told_of_body(each),
            deprecated=each.deprecated,
            media_type=media.name,
            type=response_type(media, types),
            headers=tuple(
                parameter.name
                for parameter in each.parameters
                if parameter.location == "header"
            ),
            tags=each.tags,
            is_callback=each.at not in document.webhooks,
        )


def _keys_by_place(
    document: nodes.Document, keys: Mapping[Pointer, str]
) -> dict[Pointer, list[str]]:
    """What each operation, and each request, goes by; one place can be that of several paths."""
    found = {at: [key] for at, key in keys.items()}
    for operation in document.operations:
        found.setdefault(operation.at, []).append(operation_key(operation))
    return found


def _told_of_body(operation: nodes.Operation) -> str | None:
    return operation.request_body.description if operation.request_body else None
