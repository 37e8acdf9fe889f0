"""What is told of a value: its prose, and what no type can say of it: bounds, `not`, defaults.

How long a text may be is left out: it stands nearly everywhere, and says least.

Source: JSON Schema Validation 2020-12, sections 6.2 to 6.5; OpenAPI 3.0.4, section 4.7.24, where
the exclusive bounds are booleans.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping

from generator.core.json import Json
from generator.ir.types import Nullable, Ref, Tuple, Type
from generator.python.prose import plain_text, visible_name

# A value that is longer as JSON, in characters, says nothing at a glance.
_LONGEST = 80


def value_prose(
    description: str | None,
    type_: Type,
    annotations: Mapping[str, Json] | None,
    *,
    is_sent: bool,
    deprecated: bool,
) -> str:
    """The documentation of a field, an argument or a type; empty where there is nothing to say.

    After the description come sentences such as `At least 1. Not 5. Default: 3.` Of what is only
    received, all but `not` is the server's to keep. What holds for all values of a type that has
    documentation of its own is told there.
    """
    told = plain_text(description)
    sentences = _sentences(annotations, type_, is_sent) if annotations else ()
    constraints = " ".join(f"{each}." for each in sentences)
    text = _joined(told, constraints) if told and constraints else told or constraints
    return f"Deprecated. {text}".strip() if deprecated else text


def _sentences(said: Mapping[str, Json], type_: Type, is_sent: bool) -> Iterator[str]:
    bare = type_.type if isinstance(type_, Nullable) else type_
    if not isinstance(bare, Ref):
        if is_sent:
            yield from _numbers(said)
            # A tuple says itself how long it is.
            yield from () if isinstance(bare, Tuple) else _counts(said)
            yield from _others(said)
        yield from _schema(said.get("not"), "Not", "Not what fits")
    if is_sent:
        yield from _default(said)


def _default(said: Mapping[str, Json]) -> Iterator[str]:
    default = said.get("default")
    if default is not None and (shown := _value(default)):
        yield f"Default: {shown}"


def _joined(told: str, constraints: str) -> str:
    if "\n" in told:
        # What has several paragraphs, or a list, is not gone on with.
        return f"{told}\n\n{constraints}"
    return f"{told}{'.' if told[-1].isalnum() else ''} {constraints}"


def _numbers(said: Mapping[str, Json]) -> Iterator[str]:
    lower = _bound(said, "minimum", "exclusiveMinimum", ("at least", "greater than"))
    upper = _bound(said, "maximum", "exclusiveMaximum", ("at most", "less than"))
    yield from _sentence(lower, upper)
    step = _number(said.get("multipleOf"))
    if step is not None and step != 1:
        yield f"A multiple of {step}"


def _bound(
    said: Mapping[str, Json], inclusive: str, exclusive: str, words: tuple[str, str]
) -> str:
    bound, beyond = _number(said.get(inclusive)), _number(said.get(exclusive))
    if beyond is not None:
        return f"{words[1]} {beyond}"
    if bound is not None:
        return f"{words[said.get(exclusive) is True]} {bound}"
    return ""


def _counts(said: Mapping[str, Json]) -> Iterator[str]:
    for what, least, most in (
        ("item", "minItems", "maxItems"),
        ("property", "minProperties", "maxProperties"),
    ):
        fewest, largest = _number(said.get(least)), _number(said.get(most))
        if fewest is not None and fewest == largest:
            yield _counted(fewest, what)
        else:
            yield from _sentence(
                f"at least {_counted(fewest, what)}" if fewest else "",
                f"at most {_counted(largest, what)}" if largest is not None else "",
            )
    if said.get("uniqueItems") is True:
        yield "No item twice"


def _sentence(*parts: str) -> Iterator[str]:
    told = ", ".join(filter(None, parts))
    if told:
        yield told[0].upper() + told[1:]


def _counted(count: float, what: str) -> str:
    if count == 1:
        return f"1 {what}"
    return f"{count} {what[:-1]}ies" if what.endswith("y") else f"{count} {what}s"


def _others(said: Mapping[str, Json]) -> Iterator[str]:
    pattern = said.get("pattern")
    if isinstance(pattern, str) and (shown := _code(pattern)):
        yield f"Matches {shown}"
    yield from _schema(said.get("contains"), "With the item", "With an item that fits")
    yield from _schema(said.get("propertyNames"), "With the key", "With keys that fit")


def _schema(schema: Json, of_values: str, of_others: str) -> Iterator[str]:
    """What a schema is told as: its values, where it is no more than those."""
    if not isinstance(schema, Mapping):
        return
    values = schema.get("enum", [schema["const"]] if "const" in schema else None)
    if schema.keys() <= {"const", "enum", "type"} and isinstance(values, list):
        shown = list(map(_value, values))
        told = " or ".join(shown)
        if shown and all(shown) and len(told) <= _LONGEST:
            yield f"{of_values} {told}"
            return
    whole = _value(schema)
    if whole:
        yield f"{of_others} {whole}"


def _value(value: Json) -> str:
    return _code(json.dumps(value, ensure_ascii=False))


def _code(text: str) -> str:
    """`text` as code, as it is; empty where it is too long, or would not be what it is."""
    is_shown = len(text) <= _LONGEST and "`" not in text
    return f"`{text}`" if is_shown and visible_name(text) == text else ""


def _number(value: Json) -> float | None:
    is_number = isinstance(value, int | float) and not isinstance(value, bool)
    return value if is_number else None
