"""What is told of a value: its prose, and what no type can say of it: bounds, `not`, defaults.

How long a text may be is left out: it stands nearly everywhere, and says least.

Source: JSON Schema Validation 2020-12, sections 6.2 to 6.5.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping

from generator.core.json import Json
from generator.ir.constraints import Bound, Constraints
from generator.ir.types import Nullable, Ref, Tuple, Type
from generator.python.prose import plain_text, visible_name

# A value that is longer as JSON, in characters, says nothing at a glance.
_LONGEST = 80


def value_prose(
    description: str | None,
    type_: Type,
    constraints: Constraints | None,
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
    sentences = _sentences(constraints, type_, is_sent) if constraints else ()
    rules = " ".join(f"{each}." for each in sentences)
    text = _joined(told, rules) if told and rules else told or rules
    return f"Deprecated. {text}".strip() if deprecated else text


def _sentences(constraints: Constraints, type_: Type, is_sent: bool) -> Iterator[str]:
    bare = type_.type if isinstance(type_, Nullable) else type_
    if not isinstance(bare, Ref):
        if is_sent:
            yield from _numbers(constraints)
            # A tuple says itself how long it is.
            yield from () if isinstance(bare, Tuple) else _counts(constraints)
            yield from _others(constraints)
        yield from _schema(constraints.negated, "Not", "Not what fits")
    if is_sent:
        yield from _default(constraints)


def _default(constraints: Constraints) -> Iterator[str]:
    default = constraints.default
    if default is not None and (shown := _value(default)):
        yield f"Default: {shown}"


def _joined(told: str, rules: str) -> str:
    if "\n" in told:
        # What has several paragraphs, or a list, is not gone on with.
        return f"{told}\n\n{rules}"
    return f"{told}{'.' if told[-1].isalnum() else ''} {rules}"


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
    for what, fewest, largest in (
        ("item", constraints.min_items, constraints.max_items),
        ("property", constraints.min_properties, constraints.max_properties),
    ):
        if fewest is not None and fewest == largest:
            yield _counted(fewest, what)
        else:
            yield from _sentence(
                f"at least {_counted(fewest, what)}" if fewest else "",
                f"at most {_counted(largest, what)}" if largest is not None else "",
            )
    if constraints.unique_items:
        yield "No item twice"


def _sentence(*parts: str) -> Iterator[str]:
    told = ", ".join(filter(None, parts))
    if told:
        yield told[0].upper() + told[1:]


def _counted(count: int, what: str) -> str:
    if count == 1:
        return f"1 {what}"
    return f"{count} {what[:-1]}ies" if what.endswith("y") else f"{count} {what}s"


def _others(constraints: Constraints) -> Iterator[str]:
    if constraints.pattern is not None and (shown := _code(constraints.pattern)):
        yield f"Matches {shown}"
    yield from _schema(constraints.contains, "With the item", "With an item that fits")
    yield from _schema(constraints.property_names, "With the key", "With keys that fit")


def _schema(
    schema: Mapping[str, Json] | None, of_values: str, of_others: str
) -> Iterator[str]:
    """What a schema is told as: its values, where it is no more than those."""
    if schema is None:
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
