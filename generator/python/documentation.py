"""Docstring contents: the document's descriptions, and what annotations cannot express.

Values are documented with their bounds, `not` and defaults. Limits on the length of strings are
omitted: they are frequent and rarely help.

Source: JSON Schema Validation 2020-12, sections 6.2 to 6.5.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping

from generator.core.json import Json
from generator.ir.api import Operation
from generator.ir.constraints import Bound, Constraints
from generator.ir.http import ResponseHeader
from generator.ir.types import Nullable, Ref, Tuple, Type
from generator.naming.methods import Method
from generator.python.prose import plain_line, plain_text, visible_name
from generator.python.summaries import derived_summary, route

# Values whose JSON is longer than this, in characters, are left out.
_LONGEST = 80
_HEADER_TYPES = {
    "boolean": "bool",
    "integer": "int",
    "number": "float",
    "date-time": "datetime",
}


def deprecation(operation: Operation) -> str:
    """Return the message of an operation's deprecation warning, empty unless deprecated."""
    if not operation.deprecated:
        return ""
    return f"{route(operation)} is deprecated"


def operation_documentation(operation: Operation, method: Method) -> tuple[str, str]:
    """Return the summary line of a function's docstring, and the paragraphs after it.

    Without a description in the document, the summary is derived from path and HTTP method, and
    these follow it.
    """
    summary = plain_line(operation.summary)
    description = plain_text(operation.description)
    if not summary:
        first, _, rest = description.partition("\n\n")
        summary, description = " ".join(first.split()), rest
    if not summary:
        summary = derived_summary(operation, method)
        # Nothing else in the docstring identifies the operation in the API's own documentation.
        description = "" if summary == route(operation) else f"`{route(operation)}`"
    parts = ["" if description == summary else description, *_responses(operation)]
    return summary, "\n\n".join(filter(None, parts))


def _responses(operation: Operation) -> Iterator[str]:
    """Yield paragraphs about the responses that the signature cannot express."""
    others = dict.fromkeys(
        media_type
        for response in operation.success_responses
        for media_type in response.other_media_types
    )
    if others:
        named = ", ".join(f"`{visible_name(media_type)}`" for media_type in others)
        yield (
            f"Also available as {named}: set `Accept` in `extra_headers`, and call it with the "
            "client's `raw`, `save` or `stream`."
        )
    if any(response.items is not None for response in operation.responses):
        yield (
            "Returns a stream of items: iterate over it inside `with … as items:`, which closes it."
        )
    if operation.headers:
        yield "Response headers, available through `client.raw`:"
        yield "\n".join(map(_header, operation.headers))


def _header(header: ResponseHeader) -> str:
    python_type = _HEADER_TYPES.get(header.kind, "str")
    description = plain_line(header.description)
    name = f"- `{visible_name(header.name)}` ({python_type})"
    return f"{name}: {description}" if description else name


def value_documentation(
    description: str | None,
    type_: Type,
    constraints: Constraints | None,
    *,
    is_sent: bool,
    deprecated: bool,
) -> str:
    """Return the documentation of a field, an argument or a type, empty if there is none.

    Sentences like `At least 1. Not 5. Default: 3.` follow the description. Constraints other than
    `not` matter only for values that are sent. Those of a `Ref` are documented at its target.
    """
    text = plain_text(description)
    sentences = _sentences(constraints, type_, is_sent) if constraints else ()
    rules = " ".join(f"{sentence}." for sentence in sentences)
    text = _joined(text, rules) if text and rules else text or rules
    return f"Deprecated. {text}".strip() if deprecated else text


def _sentences(constraints: Constraints, type_: Type, is_sent: bool) -> Iterator[str]:
    bare = type_.type if isinstance(type_, Nullable) else type_
    if not isinstance(bare, Ref):
        if is_sent:
            yield from _numbers(constraints)
            # The annotation of a tuple shows its length.
            yield from () if isinstance(bare, Tuple) else _counts(constraints)
            yield from _subschemas(constraints)
        yield from _schema(constraints.negated, "Not", "Must not match")
    if is_sent:
        yield from _default(constraints)


def _default(constraints: Constraints) -> Iterator[str]:
    default = constraints.default
    if default is not None and (shown := _value(default)):
        yield f"Default: {shown}"


def _joined(description: str, rules: str) -> str:
    if "\n" in description:
        # After several paragraphs or a list, a paragraph of its own.
        return f"{description}\n\n{rules}"
    return f"{description}{'.' if description[-1].isalnum() else ''} {rules}"


def _numbers(constraints: Constraints) -> Iterator[str]:
    lower = _bound(constraints.minimum, "at least", "greater than")
    upper = _bound(constraints.maximum, "at most", "less than")
    yield from _sentence(lower, upper)
    step = constraints.multiple_of
    if step is not None and step != 1:
        yield f"A multiple of {step}"


def _bound(bound: Bound | None, inclusive: str, exclusive: str) -> str:
    if bound is None:
        return ""
    return f"{exclusive if bound.is_exclusive else inclusive} {bound.value}"


def _counts(constraints: Constraints) -> Iterator[str]:
    for noun, fewest, most in (
        ("item", constraints.min_items, constraints.max_items),
        ("property", constraints.min_properties, constraints.max_properties),
    ):
        if fewest is not None and fewest == most:
            yield f"Exactly {_counted(fewest, noun)}"
        else:
            yield from _sentence(
                f"at least {_counted(fewest, noun)}" if fewest else "",
                f"at most {_counted(most, noun)}" if most is not None else "",
            )
    if constraints.unique_items:
        yield "Items are unique"


def _sentence(*parts: str) -> Iterator[str]:
    sentence = ", ".join(filter(None, parts))
    if sentence:
        yield sentence[0].upper() + sentence[1:]


def _counted(count: int, noun: str) -> str:
    if count == 1:
        return f"1 {noun}"
    return f"{count} {noun[:-1]}ies" if noun.endswith("y") else f"{count} {noun}s"


def _subschemas(constraints: Constraints) -> Iterator[str]:
    if constraints.pattern is not None and (shown := _code(constraints.pattern)):
        yield f"Matches {shown}"
    yield from _schema(
        constraints.contains, "Contains", "Contains an item that matches"
    )
    yield from _schema(constraints.property_names, "Keys are", "Keys match")


def _schema(
    schema: Mapping[str, Json] | None, of_values: str, of_others: str
) -> Iterator[str]:
    """Describe a schema: by its values if it only lists some, else by its JSON."""
    if schema is None:
        return
    values = schema.get("enum", [schema["const"]] if "const" in schema else None)
    if schema.keys() <= {"const", "enum", "type"} and isinstance(values, list):
        shown = list(map(_value, values))
        alternatives = " or ".join(shown)
        if shown and all(shown) and len(alternatives) <= _LONGEST:
            yield f"{of_values} {alternatives}"
            return
    source = _value(schema)
    if source:
        yield f"{of_others} {source}"


def _value(value: Json) -> str:
    return _code(json.dumps(value, ensure_ascii=False))


def _code(text: str) -> str:
    """Return `text` as inline code, empty if it is too long or cannot be shown verbatim."""
    is_shown = len(text) <= _LONGEST and "`" not in text
    return f"`{text}`" if is_shown and visible_name(text) == text else ""
