# SPDX-License-Identifier: MIT
"""Serialize request bodies of the media type `application/x-www-form-urlencoded`."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any
from urllib.parse import quote_plus

from ..models.json_text import sendable_json
from ..models.json_values import is_array
from .bodies import Body, FieldsBody, WholeBody, properties_of
from .endpoint import EncodedBody
from .parameters import Parameter, encode_argument, given_arguments
from .styles import name_value_pairs


class _UrlEncoded(Body):
    """A URL-encoded form. An empty one is a body too, and servers check its media type."""

    __slots__ = ()
    default_media_type = "application/x-www-form-urlencoded"

    @property
    def empty(self) -> EncodedBody:
        return b"", self.media_type


class Form(_UrlEncoded, FieldsBody):
    """A URL-encoded form whose properties are separate arguments."""

    __slots__ = ()

    def encode(self, arguments: Mapping[str, Any], package: str) -> EncodedBody:
        values = [
            (field, encode_argument(field, value, package))
            for field, value in given_arguments(self.fields, arguments)
        ]
        return encode_form(values), self.media_type


class FormValue(_UrlEncoded, WholeBody):
    """A URL-encoded form that is passed as one argument."""

    __slots__ = ()

    def encode(self, arguments: Mapping[str, Any], package: str) -> EncodedBody:
        value = self.to_json_value(arguments, package, in_json=False)
        fields = [
            (self.fields.get(key) or Parameter(key), member)
            for key, member in properties_of(value, self.name)
        ]
        return encode_form(fields), self.media_type


# Servers accept unescaped square brackets, which are easier to read in logs.
_SAFE = "[]"
# Most names and many values need no escaping; this check is ten times faster than escaping.
_NEEDS_NO_ESCAPE = re.compile(r"[A-Za-z0-9_.~\-\[\]]*").fullmatch


def encode_form(fields: Iterable[tuple[Parameter, Any]]) -> bytes:
    """Serialize a form from its properties and their JSON values.

    A property without `style` and `explode` is serialized as a string, and an object as JSON.

    Source: OpenAPI 3.1.1, section 4.8.14.4 (Encoding the `x-www-form-urlencoded` Media Type).

    Raises:
        EncodingError: an item of a delimited list contains the delimiter.
    """
    pairs = (pair for field, value in fields for pair in _form_pairs(field, value))
    return "&".join(f"{name}={value}" for name, value in pairs).encode("ascii")


def _form_pairs(field: Parameter, value: Any) -> Iterator[tuple[str, str]]:
    by_media_type = field.style is None and field.explode is None
    if is_array(value) and not field.is_json:
        if all(item is None for item in value):
            # An empty list unsets the value; only a form has no other way to send one.
            return iter([(_form_escape(field.key), "")])
        if by_media_type:
            field = replace(field, media_type=None)
    if by_media_type and isinstance(value, dict):
        content = sendable_json(value, field.key)
        return iter([(_form_escape(field.key), _form_escape(content))])
    return name_value_pairs(field, value, _form_escape)


def _form_escape(string: str) -> str:
    return string if _NEEDS_NO_ESCAPE(string) else quote_plus(string, safe=_SAFE)
