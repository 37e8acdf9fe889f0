"""The kinds of request body, each with the arguments that it is made of."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping
from dataclasses import replace
from typing import Any, ClassVar, TypeAlias

from .content import Stream, is_file, named_file, piece_of
from .encoding import EncodingError
from .forms import encode_form
from .json_values import json_text
from .multipart import encode_multipart, members_of
from .parameters import Parameter, encode_argument, given_among
from .upload_types import charset_of, media_type_for

EncodedBody: TypeAlias = tuple[bytes | Stream, str]
"""The content, and its media type."""


class Body(ABC):
    """A kind of body: which arguments it takes, and how it is written.

    - `media_type` is as the document has it.
    - `needs` are those of its arguments without which it is not complete.
    - `required`: whether the server wants a body even if there is nothing to say.
    - `can_be_empty`: whether it can be sent without any argument.
    - `carries_files`: whether a file can be sent in it as it is.
    """

    __slots__ = ("media_type", "needs", "required")
    can_be_empty: ClassVar[bool] = False
    carries_files: ClassVar[bool] = False
    usual_media_type: ClassVar[str]

    def __init__(
        self, media_type: str | None, needs: tuple[str, ...], required: bool
    ) -> None:
        self.media_type = self.usual_media_type if media_type is None else media_type
        self.needs = frozenset(needs)
        self.required = required

    @property
    @abstractmethod
    def names(self) -> frozenset[str]:
        """The Python names of its arguments."""

    @abstractmethod
    def encode(self, arguments: Mapping[str, Any], package: str) -> EncodedBody:
        """Writes the body.

        Raises:
            EncodingError: an argument has no place in it.
        """


class _Fields(Body):
    """A body whose properties are arguments of their own."""

    __slots__ = ("fields",)
    can_be_empty = True

    def __init__(
        self,
        *fields: str | Parameter,
        media_type: str | None = None,
        required: bool = False,
        needs: tuple[str, ...] = (),
    ) -> None:
        """`media_type` is said where it is not the usual one, `needs` where a call that leaves one
        of these arguments out is right for the function and not for this body."""
        super().__init__(media_type, needs, required)
        self.fields = fields

    @property
    def names(self) -> frozenset[str]:
        return frozenset(
            field if isinstance(field, str) else field.name for field in self.fields
        )


class Form(_Fields):
    """`application/x-www-form-urlencoded`."""

    __slots__ = ()
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


class _One(Body):
    """A body that is one argument."""

    __slots__ = ("name",)

    def __init__(self, name: str, media_type: str | None, required: bool) -> None:
        super().__init__(media_type, (name,), required)
        self.name = name

    @property
    def names(self) -> frozenset[str]:
        return self.needs


class _Whole(_One):
    """A body that is one argument, with all its properties in it."""

    __slots__ = ("fields", "type")

    def __init__(
        self,
        name: str,
        type: str | None = None,
        *,
        media_type: str | None = None,
        required: bool = False,
        fields: tuple[str | Parameter, ...] = (),
    ) -> None:
        """`media_type` is said where it is not the usual one, `fields` for the properties of a
        form that are written in a way of their own."""
        super().__init__(name, media_type, required)
        self.fields = {each.key: each for each in fields if isinstance(each, Parameter)}
        self.type = type

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
    usual_media_type = "application/json"

    def encode(self, arguments: Mapping[str, Any], package: str) -> EncodedBody:
        value = self.encoded(arguments, package, in_json=True)
        return json_text(value).encode(), self.media_type


class FormValue(_Whole):
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


class MultipartValue(_Whole):
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


class Raw(_One):
    """Bytes, text or a file, sent as they are.

    A media type that is a range, such as `image/*`, is for the caller to make one of.
    """

    __slots__ = ()
    carries_files = True

    def __init__(self, name: str, media_type: str, *, required: bool = False) -> None:
        super().__init__(name, media_type, required)

    def encode(self, arguments: Mapping[str, Any], package: str) -> EncodedBody:
        value = arguments[self.name]
        if isinstance(value, str):
            return self._text(value)
        if not is_file(value):
            problem = f"a value of type {type(value).__qualname__} cannot be uploaded"
            raise EncodingError(problem).under(self.name)
        filename, content, told, headers = named_file(value)
        if headers:
            problem = "its headers: only a part of a multipart body has some of its own"
            raise EncodingError(problem).under(self.name)
        media_type = told or media_type_for(self.media_type, filename)
        if media_type is None:
            raise self._undecided()
        if isinstance(content, bytes):
            return content, media_type
        return Stream([piece_of(content)]), media_type

    def _text(self, value: str) -> EncodedBody:
        if "*" in self.media_type:
            raise self._undecided()
        try:
            return value.encode(charset_of(self.media_type)), self.media_type
        except ValueError as error:
            problem = f"it cannot be sent as {self.media_type}: {error}"
            raise EncodingError(problem).under(self.name) from error

    def _undecided(self) -> EncodingError:
        problem = f"say which media type it is, of {self.media_type}: (name, content, media_type)"
        return EncodingError(problem).under(self.name)
