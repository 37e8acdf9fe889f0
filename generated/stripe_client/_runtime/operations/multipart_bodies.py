# SPDX-License-Identifier: MIT
"""Serialize request bodies of the media type `multipart/form-data`."""

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
from ..models.encode import EncodingError, require_text
from ..models.json_text import sendable_json
from ..models.json_values import is_array
from .bodies import Body, FieldsBody, WholeBody, properties_of
from .endpoint import EncodedBody
from .parameters import Parameter, encode_argument, given_arguments
from .plain_values import to_string
from .styles import name_value_pairs, without_empty_members


class Multipart(FieldsBody):
    """A multipart form whose properties are separate arguments."""

    __slots__ = ()
    carries_files = True
    default_media_type = "multipart/form-data"

    def encode(self, arguments: Mapping[str, Any], package: str) -> EncodedBody:
        given = given_arguments(self.fields, arguments)
        stream, boundary = encode_multipart(given, package)
        return stream, f"{self.media_type}; boundary={boundary}"


class MultipartValue(WholeBody):
    """A multipart form that is passed as one argument."""

    __slots__ = ()
    carries_files = True
    default_media_type = "multipart/form-data"

    def extended(
        self, arguments: Mapping[str, Any], package: str, extra: Mapping[str, object]
    ) -> tuple[Body, Mapping[str, Any]]:
        # Files cannot be converted to JSON values.
        value = properties_of(arguments.get(self.name, {}), self.name)
        return self, {**arguments, self.name: {**dict(value), **extra}}

    def encode(self, arguments: Mapping[str, Any], package: str) -> EncodedBody:
        members = properties_of(arguments[self.name], self.name)
        fields = [
            (replace(self.fields.get(key) or Parameter(key), file=None), value)
            for key, value in members
        ]
        stream, boundary = encode_multipart(fields, package)
        return stream, f"{self.media_type}; boundary={boundary}"


# Headers of a part that are written here and cannot be set by the user.
_GENERATED_HEADERS = frozenset({"content-disposition", "content-type"})
_NOT_ALLOWED = re.compile(r"[\x00-\x1f\x7f\ud800-\udfff]")


def encode_multipart(
    fields: Iterable[tuple[Parameter, Any]], package: str
) -> tuple[UploadStream, str]:
    """Serialize a multipart form from its properties and their values.

    A property is a plain-text part, or a JSON part if it is an object; a list becomes one part per
    item, and none if it is empty. Files are read while the body is sent.

    Source: RFC 7578, and OpenAPI 3.1.1, section 4.8.14.5 (Special Considerations for `multipart`
    Content).

    Args:
        fields: The properties that have a value.
        package: Root package of the client.

    Returns:
        The body, and its boundary.

    Raises:
        EncodingError: an argument is neither a file nor serializable.
        ValueError: a name, media type or header contains characters that are not allowed in it.
        OSError: a file cannot be read.
    """
    boundary = os.urandom(16).hex()
    delimiter = f"--{boundary}\r\n".encode()
    chunks: list[UploadPart] = []
    for field, value in fields:
        for header, content in _parts(field, value, package):
            chunks += (UploadPart(delimiter + header), content, UploadPart(b"\r\n"))
    chunks.append(UploadPart(f"--{boundary}--\r\n".encode()))
    return UploadStream(chunks), boundary


def _parts(
    field: Parameter, value: Any, package: str
) -> Iterator[tuple[bytes, UploadPart]]:
    """Yield the header section and the content of every part for one property."""
    if field.type is None and is_file(value):
        _require_file_property(field)
        yield _file_part(field, field.key, value)
    elif field.type is None and _is_list_of_files(value):
        _require_file_property(field)
        for index, item in enumerate(value):
            is_indexed = field.style == "deepObject"
            yield _file_part(
                field, f"{field.key}[{index}]" if is_indexed else field.key, item
            )
    elif field.file:
        yield from _empty_file_parts(field, value)
    else:
        # If a property may be a file, the document does not declare the format of other values.
        in_json = field.file is None and not isinstance(value, float)
        encoded = encode_argument(field, value, package, in_json=in_json)
        yield from _value_parts(field, encoded)


def _require_file_property(field: Parameter) -> None:
    if field.file is False:
        problem = "this property is not a file in the OpenAPI document; pass a str"
        raise EncodingError(problem).under(field.key)


def _empty_file_parts(
    field: Parameter, value: Any
) -> Iterator[tuple[bytes, UploadPart]]:
    """Yield the parts for a file property without files: an empty one for None."""
    for item in value if is_array(value) else [value]:
        if item is not None and not is_file(item):
            type_name = type(item).__qualname__
            raise EncodingError(
                f"a value of type {type_name} is not a file; pass pathlib.Path(…), bytes or an "
                "open file"
            ).under(field.key)
    yield from _value_parts(field, value)


def _is_list_of_files(value: Any) -> TypeGuard[list[FileInput]]:
    return is_array(value) and bool(value) and all(map(is_file, value))


def _file_part(
    field: Parameter, key: str, value: FileInput
) -> tuple[bytes, UploadPart]:
    name, content, given_media_type, headers = named_file(value)
    allowed = field.media_type or "application/octet-stream"
    media_type = given_media_type or media_type_for(allowed, name)
    if media_type is None:
        problem = (
            "cannot infer the media type; pass (name, content, media_type) with one of "
            f"{allowed}"
        )
        raise EncodingError(problem).under(field.key)
    return _part_header(key, media_type, name, headers), upload_part(content)


def _value_parts(field: Parameter, value: Any) -> Iterator[tuple[bytes, UploadPart]]:
    if field.is_json:
        yield _text_part(field.key, sendable_json(value, field.key), field.media_type)
    elif field.style is not None or field.explode is not None:
        if field.style == "deepObject":
            value = without_empty_members(value)
        for key, string in name_value_pairs(field, value, str):
            yield _text_part(key, string, field.media_type)
    else:
        for item in value if is_array(value) else [value]:
            yield _value_part(field, item)


def _value_part(field: Parameter, value: Any) -> tuple[bytes, UploadPart]:
    if isinstance(value, (dict, list)):
        if field.media_type is not None:
            problem = (
                f"an object or list cannot be sent as {field.media_type}; pass a str"
            )
            raise EncodingError(problem).under(field.key)
        return _text_part(
            field.key, sendable_json(value, field.key), "application/json"
        )
    return _text_part(field.key, to_string(value), field.media_type)


def _text_part(
    key: str, string: str, media_type: str | None
) -> tuple[bytes, UploadPart]:
    charset = charset_of(media_type) if media_type else "utf-8"
    try:
        content = require_text(string).encode(charset)
    except EncodingError as error:
        raise error.under(key) from None
    except ValueError as error:
        raise EncodingError(f"cannot be sent as {media_type}: {error}").under(
            key
        ) from error
    return _part_header(key, media_type), UploadPart(content)


def _part_header(
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
        if name.lower() in _GENERATED_HEADERS:
            raise ValueError(f"the header {name} of a part cannot be set directly")
        lines.append(": ".join(checked_header(name, value)))
    return "".join([*(f"{line}\r\n" for line in lines), "\r\n"]).encode()


def _quoted(name: str) -> str:
    """Escape a name for a quoted parameter of `Content-Disposition`, as browsers do.

    Source: RFC 7578, section 5.1, and WHATWG HTML, section "Multipart form data".

    Raises:
        ValueError: the name contains a control character, or is no text.
    """
    if _NOT_ALLOWED.search(name) is not None:
        raise ValueError(
            f"the name {name!r} contains a line break, control character or lone surrogate; "
            "pass another one: (name, content)"
        )
    return name.replace('"', "%22")
