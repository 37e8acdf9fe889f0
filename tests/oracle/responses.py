"""Canned responses of every operation and webhook of a document."""

from __future__ import annotations

import json
from typing import Any, TypeAlias

from tests.oracle.documents import Tree
from tests.oracle.samples import resolve, samples

METHODS = ("get", "put", "post", "delete", "options", "head", "patch", "trace")
# (status, media type, body) of each sample, by operation and status: "listPets 200".
Responses: TypeAlias = dict[str, list[tuple[int, str, bytes]]]


def canned_responses(tree: Tree) -> Responses:
    """Return the responses that the document describes."""
    result: Responses = {}
    for item in tree.get("paths", {}).values():
        for method in METHODS:
            operation = item.get(method)
            if operation is not None and "operationId" in operation:
                for status, response in operation.get("responses", {}).items():
                    key = f"{operation['operationId']} {status}"
                    result[key] = list(_responses(tree, str(status), response))
    for name, item in tree.get("webhooks", {}).items():
        for operation in item.values():
            schema = resolve(tree, operation["requestBody"])["content"]
            values = samples(tree, next(iter(schema.values())).get("schema", {}))
            key = f"webhook {_snake_case(name)}"
            result[key] = [(200, "", json.dumps(value).encode()) for value in values]
    return result


def fill_gaps(responses: Responses, old: Responses) -> Responses:
    """Return responses with those of `old` where the new document describes none.

    A success whose status changed is the success of the new document.
    """
    filled = dict(responses)
    for key, values in old.items():
        if key not in responses:
            operation, _, status = key.rpartition(" ")
            successes = [
                name for name in responses if name.startswith(f"{operation} 2")
            ]
            is_success = status.startswith("2")
            filled[key] = (
                responses[successes[0]] if is_success and successes else values
            )
    return filled


def _responses(tree: Tree, status: str, response: Any) -> list[tuple[int, str, bytes]]:
    number = _status_number(status)
    content = resolve(tree, response).get("content") or {}
    if not content:
        return [(number, "", b"")]
    media_type, described = next(iter(content.items()))
    values = samples(tree, described.get("schema", {}))
    return [(number, media_type, _body(media_type, value)) for value in values]


def _status_number(status: str) -> int:
    if status == "default":
        return 418
    return int(status.replace("XX", "03" if status.startswith("5") else "00"))


def _body(media_type: str, value: Any) -> bytes:
    line = json.dumps(value).encode()
    # The array schema of a stream describes its items, which are lines of their own.
    items = value if isinstance(value, list) else [value]
    match media_type:
        case "text/event-stream":
            return b"".join(
                b"data: %s\n\n" % json.dumps(item).encode() for item in items
            )
        case "application/jsonl":
            return b"".join(b"%s\n" % json.dumps(item).encode() for item in items)
        case _ if "json" in media_type:
            return line
        case _:
            return value.encode() if isinstance(value, str) else line


def _snake_case(name: str) -> str:
    return "".join(f"_{c.lower()}" if c.isupper() else c for c in name).lstrip("_")
