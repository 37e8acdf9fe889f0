"""Bodies of the type `multipart/form-data`."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, TypeGuard, cast

from .content import (
    NO_HEADERS,
    FileInput,
    Piece,
    Stream,
    is_file,
    named_file,
    piece_of,
)
from .encoding import EncodingError
from .headers import checked_header
from .json_values import is_array, json_text
from .parameters import Parameter, encode_argument
from .shapes import is_model, shape_of
from .styles import named, text_of
from .unset import UNSET
from .upload_types import charset_of, media_type_for

_OWN_HEADERS = frozenset({"content-disposition", "content-type"})
_CONTROL = re.compile(r"[\x00-\x1f\x7f]")


def encode_multipart(
    fields: Iterable[tuple[Parameter, Any]], package: str
) -> tuple[Stream, str]:
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
    pieces: list[Piece] = []
    for field, value in fields:
        for head, piece in _parts(field, value, package):
            pieces += (Piece(opening + head), piece, Piece(b"\r\n"))
    pieces.append(Piece(f"--{boundary}--\r\n".encode()))
    return Stream(pieces), boundary


def _parts(field: Parameter, value: Any, package: str) -> Iterator[tuple[bytes, Piece]]:
    if field.type is None and is_file(value):
        _require_file_is_asked_for(field)
        yield _file(field, field.key, value)
    elif field.type is None and _are_files(value):
        _require_file_is_asked_for(field)
        for index, item in enumerate(value):
            deep = field.style == "deepObject"
            yield _file(field, f"{field.key}[{index}]" if deep else field.key, item)
    elif field.file:
        yield from _no_files(field, value)
    else:
        # Where there may be a file, the document does not say what there may be beside.
        in_json = field.file is None
        encoded = encode_argument(field, value, package, in_json=in_json)
        yield from _values(field, encoded)


def members_of(value: Any, name: str) -> list[tuple[str, Any]]:
    """The properties of a model or a mapping by their names on the wire, as they are.

    Raises:
        EncodingError: it is neither.
    """
    if isinstance(value, Mapping):
        mapping = cast(Mapping[str, Any], value)
        return [(key, each) for key, each in mapping.items() if each is not UNSET]
    if is_model(type(value)):
        fields = shape_of(type(value)).fields
        return [(each.wire, each.get(value)) for each in fields if each.is_set(value)]
    problem = f"a body of fields cannot be made of {type(value).__qualname__}"
    raise EncodingError(problem).under(name)


def has_files(value: Any) -> bool:
    """Whether `value` is something to upload, or has it among its items or properties."""
    if is_file(value):
        return True
    if is_array(value):
        return any(map(is_file, value))
    if isinstance(value, Mapping) or is_model(type(value)):
        return any(has_files(each) for _, each in members_of(value, ""))
    return False


def _require_file_is_asked_for(field: Parameter) -> None:
    if field.file is False:
        problem = "a file, where the document asks for none; pass a str"
        raise EncodingError(problem).under(field.key)


def _no_files(field: Parameter, value: Any) -> Iterator[tuple[bytes, Piece]]:
    """What there can be in place of a file: nothing."""
    for item in value if is_array(value) else [value]:
        if item is not None and not is_file(item):
            kind = type(item).__qualname__
            raise EncodingError(
                f"a value of type {kind} is no file; pass pathlib.Path(…), bytes or an open file"
            ).under(field.key)
    yield from _values(field, value)


def _are_files(value: Any) -> TypeGuard[list[FileInput]]:
    return is_array(value) and bool(value) and all(map(is_file, value))


def _file(field: Parameter, key: str, value: FileInput) -> tuple[bytes, Piece]:
    name, content, told, headers = named_file(value)
    allowed = field.media_type or "application/octet-stream"
    kind = told or media_type_for(allowed, name)
    if kind is None:
        problem = (
            f"say which media type it is, of {allowed}: (name, content, media_type)"
        )
        raise EncodingError(problem).under(field.key)
    return _head(key, kind, name, headers), piece_of(content)


def _values(field: Parameter, value: Any) -> Iterator[tuple[bytes, Piece]]:
    if field.is_json:
        yield _part(field.key, json_text(value), field.media_type)
    elif field.style is not None or field.explode is not None:
        for key, text in named(field, value, str):
            yield _part(key, text, field.media_type)
    elif is_array(value) and value:
        for item in value:
            yield _value(field, item)
    else:
        yield _value(field, "" if value == [] else value)


def _value(field: Parameter, value: Any) -> tuple[bytes, Piece]:
    if isinstance(value, (dict, list)):
        if field.media_type is not None:
            problem = (
                f"an object or list, where {field.media_type} is asked for; pass a str"
            )
            raise EncodingError(problem).under(field.key)
        return _part(field.key, json_text(value), "application/json")
    return _part(field.key, text_of(value), field.media_type)


def _part(key: str, text: str, media_type: str | None) -> tuple[bytes, Piece]:
    charset = charset_of(media_type) if media_type else "utf-8"
    return _head(key, media_type), Piece(text.encode(charset))


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
