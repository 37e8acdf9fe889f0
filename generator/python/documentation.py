"""Docstring contents: the document's descriptions, and what annotations cannot express.

Values are documented with their bounds, `not` and defaults. Limits on the length of strings are
omitted: they are frequent and rarely help.

Source: JSON Schema Validation 2020-12, sections 6.2 to 6.5; OpenAPI 3.0.4, section 4.7.24, where
the exclusive bounds are booleans.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping

from generator.core.json import Json
from generator.ir.api import Operation
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
        media_type for response in operation.answers for media_type in response.others
    )
    if others:
        named = ", ".join(f"`{visible_name(media_type)}`" for media_type in others)
        yield (
            f"Also available as {named}: set `Accept` in `extra_headers`, and download "
            "with the client's `save`."
        )
    if any(response.items is not None for response in operation.responses):
        yield (
            "Returns a stream of items, which `with` closes: "
            "`with … as items: for item in items: …`"
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
    annotations: Mapping[str, Json] | None,
    *,
    is_sent: bool,
    deprecated: bool,
) -> str:
    """Return the documentation of a field, an argument or a type, empty if there is none.

    Sentences like `At least 1. Not 5. Default: 3.` follow the description. Constraints other than
    `not` matter only for values that are sent. Those of a `Ref` are documented at its target.
    """
    text = plain_text(description)
    sentences = _sentences(annotations, type_, is_sent) if annotations else ()
    constraints = " ".join(f"{sentence}." for sentence in sentences)
    text = _joined(text, constraints) if text and constraints else text or constraints
    return f"Deprecated. {text}".strip() if deprecated else text


def _sentences(
    annotations: Mapping[str, Json], type_: Type, is_sent: bool
) -> Iterator[str]:
    bare = type_.type if isinstance(type_, Nullable) else type_
    if not isinstance(bare, Ref):
        if is_sent:
            yield from _numbers(annotations)
            # The annotation of a tuple shows its length.
            yield from () if isinstance(bare, Tuple) else _counts(annotations)
            yield from _subschemas(annotations)
        yield from _schema(annotations.get("not"), "Not", "Must not match")
    if is_sent:
        yield from _default(annotations)


def _default(annotations: Mapping[str, Json]) -> Iterator[str]:
    default = annotations.get("default")
    if default is not None and (shown := _value(default)):
        yield f"Default: {shown}"


def _joined(description: str, constraints: str) -> str:
    if "\n" in description:
        # After several paragraphs or a list, a paragraph of its own.
        return f"{description}\n\n{constraints}"
    return f"{description}{'.' if description[-1].isalnum() else ''} {constraints}"


def _numbers(annotations: Mapping[str, Json]) -> Iterator[str]:
    lower = _bound(
        annotations, "minimum", "exclusiveMinimum", ("at least", "greater than")
    )
    upper = _bound(annotations, "maximum", "exclusiveMaximum", ("at most", "less than"))
    yield from _sentence(lower, upper)
    step = _number(annotations.get("multipleOf"))
    if step is not None and step != 1:
        yield f"A multiple of {step}"


def _bound(
    annotations: Mapping[str, Json],
    inclusive: str,
    exclusive: str,
    words: tuple[str, str],
) -> str:
    bound = _number(annotations.get(inclusive))
    exclusive_bound = _number(annotations.get(exclusive))
    if exclusive_bound is not None:
        return f"{words[1]} {exclusive_bound}"
    if bound is not None:
        return f"{words[annotations.get(exclusive) is True]} {bound}"
    return ""


def _counts(annotations: Mapping[str, Json]) -> Iterator[str]:
    for noun, minimum, maximum in (
        ("item", "minItems", "maxItems"),
        ("property", "minProperties", "maxProperties"),
    ):
        fewest = _number(annotations.get(minimum))
        most = _number(annotations.get(maximum))
        if fewest is not None and fewest == most:
            yield f"Exactly {_counted(fewest, noun)}"
        else:
            yield from _sentence(
                f"at least {_counted(fewest, noun)}" if fewest else "",
                f"at most {_counted(most, noun)}" if most is not None else "",
            )
    if annotations.get("uniqueItems") is True:
        yield "Items are unique"


def _sentence(*parts: str) -> Iterator[str]:
    sentence = ", ".join(filter(None, parts))
    if sentence:
        yield sentence[0].upper() + sentence[1:]


def _counted(count: float, noun: str) -> str:
    if count == 1:
        return f"1 {noun}"
    return f"{count} {noun[:-1]}ies" if noun.endswith("y") else f"{count} {noun}s"


def _subschemas(annotations: Mapping[str, Json]) -> Iterator[str]:
    pattern = annotations.get("pattern")
    if isinstance(pattern, str) and (shown := _code(pattern)):
        yield f"Matches {shown}"
    yield from _schema(
        annotations.get("contains"), "Contains", "Contains an item that matches"
    )
    yield from _schema(annotations.get("propertyNames"), "Keys are", "Keys match")


def _schema(schema: Json, of_values: str, of_others: str) -> Iterator[str]:
    """Describe a schema: by its values if it only lists some, else by its JSON."""
    if not isinstance(schema, Mapping):
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


def _number(value: Json) -> float | None:
    is_number = isinstance(value, int | float) and not isinstance(value, bool)
    return value if is_number else None
