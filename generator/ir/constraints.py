"""What a schema says about values beyond their type: bounds, patterns, defaults and examples.

A generated client does not enforce constraints. They document arguments and fields, and describe
them to tools that collect values, for example forms.

Source: JSON Schema Validation 2020-12, sections 6 to 9.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from generator.core.json import Json


@dataclass(frozen=True, slots=True)
class Bound:
    """A limit on a number. An exclusive bound is not itself an allowed value."""

    value: float
    is_exclusive: bool = False


@dataclass(frozen=True, slots=True)
class Constraints:
    """The constraints and annotations of one schema; None, False or empty where it has none.

    Attributes:
        format: the format as written, including formats that do not affect the type.
        item_format: the format of the items of a list, where the schema of the list has it.
        content_media_type: the media type of a string's content.
        content_encoding: how a string encodes binary content, for example `base64`.
        negated: the schema under `not`, which no valid value matches.
        contains: a schema that at least one item of a list matches.
        property_names: a schema that every property name of an object matches.
        default: the default value. None also represents a default of null.
        examples: example values, those of `examples` before that of `example`.
    """

    minimum: Bound | None = None
    maximum: Bound | None = None
    multiple_of: float | None = None
    min_length: int | None = None
    max_length: int | None = None
    pattern: str | None = None
    format: str | None = None
    content_media_type: str | None = None
    content_encoding: str | None = None
    min_items: int | None = None
    max_items: int | None = None
    unique_items: bool = False
    contains: Mapping[str, Json] | None = None
    min_properties: int | None = None
    max_properties: int | None = None
    property_names: Mapping[str, Json] | None = None
    negated: Mapping[str, Json] | None = None
    default: Json = None
    examples: tuple[Json, ...] = ()
    item_format: str | None = None
