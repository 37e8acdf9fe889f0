"""The kinds of request body, each with the arguments that it is made of."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, ClassVar, Protocol, TypeAlias

from .content import Stream, is_file, named_file, piece_of
from .encoding import EncodingError
from .forms import encode_form
from .multipart import encode_multipart, has_files, members_of
from .parameters import Parameter, encode_argument, given_among
from .styles import json_text

__all__ = [
    "Body",
    "EncodedBody",
    "Form",
    "FormValue",
    "Json",
    "JsonValue",
    "Multipart",
    "MultipartValue",
    "Raw",
    "encode_body",
]

EncodedBody: TypeAlias = tuple[bytes | Stream, str]
"""The content, and its media type."""


class Body(Protocol):
    """A kind of body: which arguments it takes, and how it is written."""

    @property
    def names(self) -> frozenset[str]:
        """The Python names of its arguments."""
        ...

    @property
    def required(self) -> bool:
        """Whether the server wants a body even if there is nothing to say."""
        ...

    @property
    def carries_files(self) -> bool:
        """Whether a file can be sent in it as it is."""
        ...

    def encode(self, arguments: Mapping[str, Any], package: str) -> EncodedBody:
        """Writes the body.

        Raises:
            EncodingError: an argument has no place in it.
        """
        ...


class _Fields:
    """A body whose properties are arguments of their own."""

    __slots__ = ("fields", "media_type", "required")
    usual_media_type: ClassVar[str]

    def __init__(
        self,
        *fields: str | Parameter,
        media_type: str | None = None,
        required: bool = False,
    ) -> None:
        """`media_type` is said where it is not the usual one."""
        self.fields = fields
        self.media_type = media_type or self.usual_media_type
        self.required = required

    @property
    def names(self) -> frozenset[str]:
        return frozenset(
            field if isinstance(field, str) else field.name for field in self.fields
        )


class Form(_Fields):
    """`application/x-www-form-urlencoded`."""

    __slots__ = ()
    carries_files = False
    usual_media_type = "application/x-www-form-urlencoded"

    def encode(self, arguments: Mapping[str, Any], package: str) -> EncodedBody:
        values = [
            (field, encode_argument(field, value, package))
            for field, value in given_among(self.fields, arguments)
        ]
        return encode_form(values), self.media_type


class Json(_Fields):
    """A JSON object whose properties are arguments."""

    __slots__ = ()
    carries_files = False
    usual_media_type = "application/json"

    def encode(self, arguments: Mapping[str, Any], package: str) -> EncodedBody:
        value = {
            field.key: encode_argument(field, value, package, in_json=True)
            for field, value in given_among(self.fields, arguments)
        }
        return json_text(value).encode(), self.media_type


class Multipart(_Fields):
    """`multipart/form-data`: files, and what goes with them."""

    __slots__ = ()
    carries_files = True
    usual_media_type = "multipart/form-data"

    def encode(self, arguments: Mapping[str, Any], package: str) -> EncodedBody:
        given = given_among(self.fields, arguments)
        stream, boundary = encode_multipart(given, package)
        return stream, f"{self.media_type}; boundary={boundary}"


class _Whole:
    """A body that is one argument, with all its properties in it."""

    __slots__ = ("media_type", "name", "required", "type")
    usual_media_type: ClassVar[str]

    def __init__(
        self,
        name: str,
        type: str | None = None,
        *,
        media_type: str | None = None,
        required: bool = False,
    ) -> None:
        """`media_type` is said where it is not the usual one."""
        self.name = name
        self.type = type
        self.media_type = media_type or self.usual_media_type
        self.required = required

    @property
    def names(self) -> frozenset[str]:
        return frozenset((self.name,))

    def encoded(
        self, arguments: Mapping[str, Any], package: str, *, in_json: bool
    ) -> Any:
        """The argument as a JSON value."""
        parameter = Parameter(self.name, type=self.type)
        value = arguments[self.name]
        return encode_argument(parameter, value, package, in_json=in_json)


class JsonValue(_Whole):
    """JSON that is one argument as a whole."""

    __slots__ = ()
    carries_files = False
    usual_media_type = "application/json"

    def encode(self, arguments: Mapping[str, Any], package: str) -> EncodedBody:
        value = self.encoded(arguments, package, in_json=True)
        return json_text(value).encode(), self.media_type


class FormValue(_Whole):
    """`application/x-www-form-urlencoded` with all its properties in one argument."""

    __slots__ = ()
    carries_files = False
    usual_media_type = "application/x-www-form-urlencoded"

    def encode(self, arguments: Mapping[str, Any], package: str) -> EncodedBody:
        value = self.encoded(arguments, package, in_json=False)
        fields = [(Parameter(key), each) for key, each in members_of(value, self.name)]
        return encode_form(fields), self.media_type


class MultipartValue(_Whole):
    """`multipart/form-data` with all its properties in one argument."""

    __slots__ = ()
    carries_files = True
    usual_media_type = "multipart/form-data"

    def encode(self, arguments: Mapping[str, Any], package: str) -> EncodedBody:
        members = members_of(arguments[self.name], self.name)
        fields = [(Parameter(key, file=None), value) for key, value in members]
        stream, boundary = encode_multipart(fields, package)
        return stream, f"{self.media_type}; boundary={boundary}"


class Raw:
    """Bytes, text or a file, sent as they are."""

    __slots__ = ("media_type", "name", "required")
    carries_files = True

    def __init__(self, name: str, media_type: str, *, required: bool = False) -> None:
        self.name = name
        self.media_type = media_type
        self.required = required

    @property
    def names(self) -> frozenset[str]:
        return frozenset((self.name,))

    def encode(self, arguments: Mapping[str, Any], package: str) -> EncodedBody:
        value = arguments[self.name]
        if isinstance(value, str):
            return value.encode(), self.media_type
        if not is_file(value):
            problem = f"a value of type {type(value).__qualname__} cannot be uploaded"
            raise EncodingError(problem).under(self.name)
        _, content, media_type = named_file(value)
        if isinstance(content, bytes):
            return content, media_type or self.media_type
        return Stream([piece_of(content)]), media_type or self.media_type


def encode_body(
    bodies: Sequence[Body], arguments: Mapping[str, Any], package: str
) -> EncodedBody | None:
    """The body of a request, by the first kind that takes all that was given, files as files.

    None if nothing was given that belongs in a body, and the server does not insist on one.

    Raises:
        TypeError: no kind takes all the arguments together.
        EncodingError: an argument has no place in the body.
    """
    if not bodies:
        return None
    given = frozenset[str]().union(*(body.names for body in bodies)) & arguments.keys()
    fitting = [body for body in bodies if given <= body.names]
    if not fitting:
        names = ", ".join(name for name in arguments if name in given)
        problem = "no kind of request body takes these arguments together"
        raise TypeError(f"{problem}: {names}")
    chosen = fitting[0]
    if len(fitting) > 1 and any(has_files(arguments[name]) for name in given):
        chosen = next((body for body in fitting if body.carries_files), chosen)
    if given or (chosen.required and isinstance(chosen, _Fields)):
        return chosen.encode(arguments, package)
    return None
