# SPDX-License-Identifier: MIT
"""Request bodies of the type `multipart/form-data`."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any, TypeGuard

from ..http.headers import checked_header
from ..http.uploads import (
    NO_HEADERS,
    FileInput,
    UploadPart,
    UploadStream,
    charset_of,
    is_file,
    media_type_for,
    named_file,
    upload_part,
)
from ..models.encode import EncodingError
from ..models.json_values import is_array, json_text
from .bodies import FieldsBody, WholeBody, members_of
from .endpoint import EncodedBody
from .parameters import Parameter, encode_argument, given_among
from .styles import named, text_of


class Multipart(FieldsBody):
    """`multipart/form-data`: files, and what goes with them."""

    __slots__ = ()
    carries_files = True
    usual_media_type = "multipart/form-data"

    def encode(self, arguments: Mapping[str, Any], package: str) -> EncodedBody:
        given = given_among(self.fields, arguments)
        stream, boundary = encode_multipart(given, package)
        return stream, f"{self.media_type}; boundary={boundary}"


class MultipartValue(WholeBody):
    """`multipart/form-data` with all its properties in one argument."""

    __slots__ = ()
    carries_files = True
    usual_media_type = "multipart/form-data"

    def encode(self, arguments: Mapping[str, Any], package: str) -> EncodedBody:
        members = members_of(arguments[self.name], self.name)
        fields = [
            (replace(self.fields.get(key) or Parameter(key), file=None), value)
            for key, value in members
        ]
        stream, boundary = encode_multipart(fields, package)
        return stream, f"{self.media_type}; boundary={boundary}"


_OWN_HEADERS = frozenset({"content-disposition", "content-type"})
_CONTROL = re.compile(r"[\x00-\x1f\x7f]")


def encode_multipart(
    fields: Iterable[tuple[Parameter, Any]], package: str
) -> tuple[UploadStream, str]:
    """The body for these parameters and arguments, and its boundary.

    Source: RFC 7578, and OpenAPI 3.1.1, section 4.8.14.5, Special Considerations for `multipart`
    Content: a property is text, or JSON if it is an object, and a list is one part for each item.

    Raises:
        EncodingError: an argument that is neither a file nor has a place in JSON.
        ValueError: a name, a media type or a header that would be taken for something else.
        OSError: a file cannot be read.
    """
    boundary = os.urandom(16).hex()
    opening = f"--{boundary}\r\n".encode()
    pieces: list[UploadPart] = []
    for field, value in fields:
        for head, piece in _parts(field, value, package):
            pieces += (UploadPart(opening + head), piece, UploadPart(b"\r\n"))
    pieces.append(UploadPart(f"--{boundary}--\r\n".encode()))
    return UploadStream(pieces), boundary


def _parts(
    field: Parameter, value: Any, package: str
) -> Iterator[tuple[bytes, UploadPart]]:
    if field.type is None and is_file(value):
        _require_file_is_asked_for(field)
        yield _file_part(field, field.key, value)
    elif field.type is None and _are_files(value):
        _require_file_is_asked_for(field)
        for index, item in enumerate(value):
            deep = field.style == "deepObject"
            yield _file_part(
                field, f"{field.key}[{index}]" if deep else field.key, item
            )
    elif field.file:
        yield from _not_files(field, value)
    else:
        # Where there may be a file, the document does not say what there may be beside.
        in_json = field.file is None
        encoded = encode_argument(field, value, package, in_json=in_json)
        yield from _value_parts(field, encoded)


def _require_file_is_asked_for(field: Parameter) -> None:
    if field.file is False:
        problem = "a file, where the document asks for none; pass a str"
        raise EncodingError(problem).under(field.key)


def _not_files(field: Parameter, value: Any) -> Iterator[tuple[bytes, UploadPart]]:
    """What there can be in place of a file: nothing."""
    for item in value if is_array(value) else [value]:
        if item is not None and not is_file(item):
            kind = type(item).__qualname__
            raise EncodingError(
                f"a value of type {kind} is no file; pass pathlib.Path(…), bytes or an open file"
            ).under(field.key)
    yield from _value_parts(field, value)


def _are_files(value: Any) -> TypeGuard[list[FileInput]]:
    return is_array(value) and bool(value) and all(map(is_file, value))


def _file_part(
    field: Parameter, key: str, value: FileInput
) -> tuple[bytes, UploadPart]:
    name, content, told, headers = named_file(value)
    allowed = field.media_type or "application/octet-stream"
    kind = told or media_type_for(allowed, name)
    if kind is None:
        problem = (
            f"say which media type it is, of {allowed}: (name, content, media_type)"
        )
        raise EncodingError(problem).under(field.key)
    return _head(key, kind, name, headers), upload_part(content)


def _value_parts(field: Parameter, value: Any) -> Iterator[tuple[bytes, UploadPart]]:
    if field.is_json:
        yield _text_part(field.key, json_text(value), field.media_type)
    elif field.style is not None or field.explode is not None:
        for key, text in named(field, value, str):
            yield _text_part(key, text, field.media_type)
    elif is_array(value) and value:
        for item in value:
            yield _value_part(field, item)
    else:
        yield _value_part(field, "" if value == [] else value)


def _value_part(field: Parameter, value: Any) -> tuple[bytes, UploadPart]:
    if isinstance(value, (dict, list)):
        if field.media_type is not None:
            problem = (
                f"an object or list, where {field.media_type} is asked for; pass a str"
            )
            raise EncodingError(problem).under(field.key)
        return _text_part(field.key, json_text(value), "application/json")
    return _text_part(field.key, text_of(value), field.media_type)


def _text_part(key: str, text: str, media_type: str | None) -> tuple[bytes, UploadPart]:
    charset = charset_of(media_type) if media_type else "utf-8"
    return _head(key, media_type), UploadPart(text.encode(charset))


def _head(
    key: str,
    media_type: str | None,
    filename: str | None = None,
    headers: Mapping[str, str] = NO_HEADERS,
) -> bytes:
    lines = [f'Content-Disposition: form-data; name="{_quoted(key)}"']
    if filename is not None:
        lines[0] += f'; filename="{_quoted(filename)}"'
    if media_type is not None:
        lines.append(": ".join(checked_header("Content-Type", media_type)))
    for name, value in headers.items():
        if name.lower() in _OWN_HEADERS:
            raise ValueError(f"{name} is not for the further headers of a part")
        lines.append(": ".join(checked_header(name, value)))
    return "".join([*(f"{line}\r\n" for line in lines), "\r\n"]).encode()


def _quoted(name: str) -> str:
    """A name between quotation marks, as forms of web pages write it.

    Source: RFC 7578, section 5.1, and the HTML standard, multipart/form-data.
    """
    if _CONTROL.search(name) is not None:
        raise ValueError(f"the name {name!r} has a line break or control character")
    return name.replace('"', "%22")
