# SPDX-License-Identifier: MIT
"""Request bodies: the base class, and JSON."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping
from typing import Any, ClassVar, cast

from ..models.encode import EncodingError
from ..models.fields import is_model, schema_of
from ..models.json_values import json_text
from ..models.unset import UNSET
from .endpoint import EncodedBody
from .parameters import Parameter, encode_argument, given_among


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

    def encode_given(
        self, arguments: Mapping[str, Any], package: str, *, wanted: bool = False
    ) -> EncodedBody | None:
        """The body made of those of `arguments` that belong in it.

        None if there are none, and it is neither `required` nor `wanted`.

        Raises:
            TypeError: an argument that it needs is missing.
            EncodingError: an argument has no place in it.
        """
        given = self.names & arguments.keys()
        if not given and not ((self.required or wanted) and self.can_be_empty):
            return None
        missing = ", ".join(repr(name) for name in sorted(self.needs - given))
        if missing:
            raise TypeError(f"a request body of {self.media_type} needs {missing}")
        return self.encode(arguments, package)


class FieldsBody(Body):
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


class Json(FieldsBody):
    """A JSON object whose properties are arguments."""

    __slots__ = ()
    usual_media_type = "application/json"

    def encode(self, arguments: Mapping[str, Any], package: str) -> EncodedBody:
        value = {
            field.key: encode_argument(field, value, package, in_json=True)
            for field, value in given_among(self.fields, arguments)
        }
        return json_text(value).encode(), self.media_type


class ArgumentBody(Body):
    """A body that is one argument."""

    __slots__ = ("name",)

    def __init__(self, name: str, media_type: str | None, required: bool) -> None:
        super().__init__(media_type, (name,), required)
        self.name = name

    @property
    def names(self) -> frozenset[str]:
        return self.needs


class WholeBody(ArgumentBody):
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


class JsonValue(WholeBody):
    """JSON that is one argument as a whole."""

    __slots__ = ()
    usual_media_type = "application/json"

    def encode(self, arguments: Mapping[str, Any], package: str) -> EncodedBody:
        value = self.encoded(arguments, package, in_json=True)
        return json_text(value).encode(), self.media_type


def members_of(value: Any, name: str) -> list[tuple[str, Any]]:
    """The properties of a model or a mapping by their names on the wire, as they are.

    Raises:
        EncodingError: it is neither.
    """
    if isinstance(value, Mapping):
        mapping = cast(Mapping[str, Any], value)
        return [(key, each) for key, each in mapping.items() if each is not UNSET]
    if is_model(type(value)):
        fields = schema_of(type(value)).fields
        return [(each.wire, each.get(value)) for each in fields if each.is_set(value)]
    problem = f"a body of fields cannot be made of {type(value).__qualname__}"
    raise EncodingError(problem).under(name)
