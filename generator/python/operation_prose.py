"""What the docstring of an operation's function says."""

from __future__ import annotations

from collections.abc import Iterator

from generator.ir.api import Operation
from generator.ir.http import ResponseHeader
from generator.python.prose import plain_line, plain_text, visible_name

_KINDS = {
    "boolean": "bool",
    "integer": "int",
    "number": "float",
    "date-time": "datetime",
}


def deprecation(operation: Operation) -> str:
    """What a deprecated operation's callers are told; empty where it is none."""
    if not operation.deprecated:
        return ""
    return f"{_route(operation)} is deprecated"


def prose(operation: Operation) -> tuple[str, str]:
    """The first line of a function's docstring, and what follows it."""
    summary = plain_line(operation.summary)
    description = plain_text(operation.description)
    if not summary:
        first, _, rest = description.partition("\n\n")
        summary, description = " ".join(first.split()), rest
    if not summary:
        summary = _route(operation)
    parts = ["" if description == summary else description, *_more(operation)]
    return summary, "\n\n".join(filter(None, parts))


def _more(operation: Operation) -> Iterator[str]:
    """What the signature does not say of the answers."""
    others = dict.fromkeys(
        name for each in operation.success_responses for name in each.other_media_types
    )
    if others:
        named = ", ".join(f"`{visible_name(each)}`" for each in others)
        yield (
            f"The server also has this as {named}: ask for it in an `Accept` of "
            "`extra_headers`, with the client's `save`."
        )
    if any(each.items is not None for each in operation.responses):
        yield (
            "The answer comes item by item, and `with` closes it: "
            "`with … as items: for item in items: …`"
        )
    if operation.headers:
        yield "Headers of the answer, which `client.raw` gives:"
        yield "\n".join(map(_header, operation.headers))


def _header(header: ResponseHeader) -> str:
    kind = _KINDS.get(header.kind, "str")
    text = plain_line(header.description)
    name = f"- `{visible_name(header.name)}` ({kind})"
    return f"{name}: {text}" if text else name


def _route(operation: Operation) -> str:
    """The operation's HTTP method and path, as they are told in prose."""
    return f"{operation.method} {visible_name(operation.path)}"
