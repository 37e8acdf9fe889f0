"""Lower the keywords of a schema that constrain or describe values without changing their type."""

from __future__ import annotations

from collections.abc import Mapping

from generator.core.json import Json
from generator.ir.constraints import Bound, Constraints
from generator.openapi.nodes import Schema


def lower_constraints(schema: Schema) -> Constraints | None:
    """The constraints of a schema; None if it has none.

    Examples:
        minimum: 0, exclusiveMinimum: true    →    Bound(0, is_exclusive=True)
        exclusiveMinimum: 0                   →    Bound(0, is_exclusive=True)

    Keywords with values of the wrong type are ignored: references can lead to schemas that
    validation does not cover. Source: JSON Schema Validation 2020-12, sections 6 to 9; OpenAPI
    3.0.4, section 4.7.24, where exclusive bounds are booleans.
    """
    keywords = schema.annotations
    item_format = schema.items.format if isinstance(schema.items, Schema) else None
    if not keywords:
        encoding = schema.content_encoding
        if encoding is None and item_format is None:
            return None
        return Constraints(content_encoding=encoding, item_format=item_format)
    return Constraints(
        minimum=_bound(keywords, "minimum", "exclusiveMinimum"),
        maximum=_bound(keywords, "maximum", "exclusiveMaximum"),
        multiple_of=_number(keywords.get("multipleOf")),
        min_length=_count(keywords.get("minLength")),
        max_length=_count(keywords.get("maxLength")),
        pattern=_string(keywords.get("pattern")),
        format=_string(keywords.get("format")),
        content_media_type=_string(keywords.get("contentMediaType")),
        content_encoding=schema.content_encoding,
        min_items=_count(keywords.get("minItems")),
        max_items=_count(keywords.get("maxItems")),
        unique_items=keywords.get("uniqueItems") is True,
        contains=_object(keywords.get("contains")),
        min_properties=_count(keywords.get("minProperties")),
        max_properties=_count(keywords.get("maxProperties")),
        property_names=_object(keywords.get("propertyNames")),
        negated=_object(keywords.get("not")),
        default=keywords.get("default"),
        examples=_examples(keywords),
        item_format=item_format,
    )


def _bound(
    keywords: Mapping[str, Json], inclusive: str, exclusive: str
) -> Bound | None:
    beyond = _number(keywords.get(exclusive))
    if beyond is not None:
        return Bound(beyond, is_exclusive=True)
    bound = _number(keywords.get(inclusive))
    return None if bound is None else Bound(bound, keywords.get(exclusive) is True)


def _number(value: Json) -> float | None:
    is_number = isinstance(value, int | float) and not isinstance(value, bool)
    return value if is_number else None


def _count(value: Json) -> int | None:
    number = _number(value)
    return int(number) if number is not None and number == number // 1 else None


def _string(value: Json) -> str | None:
    return value if isinstance(value, str) else None


def _object(value: Json) -> Mapping[str, Json] | None:
    return value if isinstance(value, Mapping) else None


def _examples(keywords: Mapping[str, Json]) -> tuple[Json, ...]:
    several = keywords.get("examples")
    examples = tuple(several) if isinstance(several, list) else ()
    return (*examples, keywords["example"]) if "example" in keywords else examples
