"""Keys of operations and webhooks, and other names that a pointer does not contain."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from generator.core.pointer import Pointer
from generator.openapi import nodes


@dataclass(frozen=True, slots=True)
class DocumentKeys:
    """Names of a document's operations, webhooks and parameters, by pointer.

    Attributes:
        names: the key of each operation, webhook and callback, and the name of each parameter.
        webhooks: the key of each webhook and callback.
    """

    names: Mapping[Pointer, str]
    webhooks: Mapping[Pointer, str]


def document_keys(document: nodes.Document) -> DocumentKeys:
    """Collect the keys and names of a document."""
    webhooks = _webhook_keys(document)
    names = {
        operation.at: operation_key(operation) for operation in document.operations
    }
    for operation in document.operations:
        names |= {parameter.at: parameter.name for parameter in operation.parameters}
    return DocumentKeys({**names, **webhooks}, webhooks)


def operation_key(operation: nodes.Operation) -> str:
    """The operationId of an operation, or its method and path if it has none."""
    return operation.operation_id or f"{operation.method} {operation.path}"


def _webhook_keys(document: nodes.Document) -> dict[Pointer, str]:
    """The operationId of each webhook and callback, or its name; unique among all keys."""
    taken = {operation_key(operation) for operation in document.operations}
    keys: dict[Pointer, str] = {}
    for webhook in document.incoming:
        candidates = (
            webhook.operation_id,
            webhook.path,
            f"{webhook.path} {webhook.method}",
            str(webhook.at),
        )
        keys[webhook.at] = next(key for key in candidates if key and key not in taken)
        taken.add(keys[webhook.at])
    return keys
