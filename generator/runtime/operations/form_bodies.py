# SPDX-License-Identifier: MIT
"""Request bodies of the type `application/x-www-form-urlencoded`."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any
from urllib.parse import quote_plus

from ..models.json_values import is_array, json_text
from .bodies import FieldsBody, WholeBody, members_of
from .endpoint import EncodedBody
from .parameters import Parameter, encode_argument, given_among
from .styles import named


class Form(FieldsBody):
    """`application/x-www-form-urlencoded`."""

    __slots__ = ()
    usual_media_type = "application/x-www-form-urlencoded"

    def encode(self, arguments: Mapping[str, Any], package: str) -> EncodedBody:
        values = [
            (field, encode_argument(field, value, package))
            for field, value in given_among(self.fields, arguments)
        ]
        return encode_form(values), self.media_type


class FormValue(WholeBody):
    """`application/x-www-form-urlencoded` with all its properties in one argument."""

    __slots__ = ()
    usual_media_type = "application/x-www-form-urlencoded"

    def encode(self, arguments: Mapping[str, Any], package: str) -> EncodedBody:
        value = self.encoded(arguments, package, in_json=False)
        fields = [
            (self.fields.get(key) or Parameter(key), each)
            for key, each in members_of(value, self.name)
        ]
        return encode_form(fields), self.media_type


# Square brackets need no escape for any server that we know of, and are easier to read.
_SAFE = "[]"
# Most names and many values need no escape, and to see that takes a tenth of writing one.
_PLAIN = re.compile(r"[A-Za-z0-9_.~\-\[\]]*").fullmatch


def encode_form(fields: Iterable[tuple[Parameter, Any]]) -> bytes:
    """The body for these parameters and their JSON values.

    Source: OpenAPI 3.1.1, section 4.8.14.4, Encoding the `x-www-form-urlencoded` Media Type. A
    property that has no style of its own is text, or JSON text if it is an object.
    """
    pairs = (pair for field, value in fields for pair in _form_pairs(field, value))
    return "&".join(f"{name}={value}" for name, value in pairs).encode("ascii")


def _form_pairs(field: Parameter, value: Any) -> Iterator[tuple[str, str]]:
    by_media_type = field.style is None and field.explode is None
    if by_media_type and is_array(value) and not field.is_json:
        field = replace(field, media_type=None)
    if by_media_type and isinstance(value, dict):
        return iter([(_form_escape(field.key), _form_escape(json_text(value)))])
    return named(field, value, _form_escape)


def _form_escape(text: str) -> str:
    return text if _PLAIN(text) else quote_plus(text, safe=_SAFE)
