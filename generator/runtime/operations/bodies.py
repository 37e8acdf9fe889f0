# SPDX-License-Identifier: MIT
"""Request bodies: the base classes, and JSON."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping
from typing import Any, ClassVar, cast

from ..http.media_types import is_json
from ..models.encode import EncodingError
from ..models.fields import is_model, schema_of
from ..models.json_text import sendable_json
from ..models.json_values import is_object
from ..models.unset import UNSET
from .endpoint import EncodedBody
from .parameters import Parameter, Style, encode_argument, given_arguments


class Body(ABC):
    """A request body of one media type: the arguments it contains and how it is serialized.

    Source: OpenAPI 3.1.1, sections 4.8.13 (Request Body Object) and 4.8.14 (Media Type Object).

    Attributes:
        media_type: The media type, as written in the document.
        needs: Python names of the arguments that this body requires.
        required: Whether the operation requires a body even if no argument of it is given.
        can_be_empty: Whether the body can be sent without arguments.
        carries_files: Whether files can be sent in the body without conversion.
    """

    __slots__ = ("media_type", "needs", "required")
    can_be_empty: ClassVar[bool] = False
    carries_files: ClassVar[bool] = False
    default_media_type: ClassVar[str]

    def __init__(
        self, media_type: str | None, needs: tuple[str, ...], required: bool
    ) -> None:
        self.media_type = self.default_media_type if media_type is None else media_type
        self.needs = frozenset(needs)
        self.required = required

    @property
    def empty(self) -> EncodedBody | None:
        """What methods with a body send without arguments; None for no body."""
        return None

    @property
    @abstractmethod
    def names(self) -> frozenset[str]:
        """Python names of the arguments that the body can contain."""

    @abstractmethod
    def encode(self, arguments: Mapping[str, Any], package: str) -> EncodedBody:
        """Serialize the body.

        Args:
            arguments: Arguments by Python name; those that are not part of the body are ignored.
            package: Root package of the client, in which annotations are resolved.

        Returns:
            The content, and the value of the `Content-Type` header.

        Raises:
            EncodingError: an argument cannot be serialized.
        """

    def extended(
        self, arguments: Mapping[str, Any], package: str, extra: Mapping[str, object]
    ) -> tuple[Body, Mapping[str, Any]]:
        """Return a body with more properties, and the arguments to serialize it from.

        Args:
            arguments: As for `encode`, like `package`.
            extra: Properties to add, by wire name; they override those of `arguments`.

        Raises:
            TypeError: the body has no properties.
        """
        raise TypeError(
            f"extra_body adds properties to an object, but the request body is {self.media_type}"
        )

    def encode_given(
        self,
        arguments: Mapping[str, Any],
        package: str,
        extra: Mapping[str, object] | None = None,
        *,
        wanted: bool = False,
    ) -> EncodedBody | None:
        """Serialize the body from those of `arguments` that are part of it.

        Args:
            arguments: Arguments by Python name, without those left out.
            package: Root package of the client.
            extra: Properties to add, by wire name; they override those of `arguments`.
            wanted: Send the body even if it is not `required` and no argument of it is given.

        Returns:
            The body; None if there is nothing to send.

        Raises:
            TypeError: an argument that the body needs is missing, or the body has no properties
                that `extra` could be added to.
            EncodingError: an argument cannot be serialized.
        """
        if extra:
            body, arguments = self.extended(arguments, package, extra)
            return body.encode_given(arguments, package)
        given = self.names & arguments.keys()
        if not given and not ((self.required or wanted) and self.can_be_empty):
            return None
        missing = ", ".join(repr(name) for name in sorted(self.needs - given))
        if missing:
            raise TypeError(f"missing in the {self.media_type} request body: {missing}")
        return self.encode(arguments, package)


class FieldsBody(Body):
    """A body whose properties are separate arguments."""

    __slots__ = ("fields",)
    can_be_empty = True

    def __init__(
        self,
        *fields: str | Parameter,
        media_type: str | None = None,
        required: bool = False,
        needs: tuple[str, ...] = (),
    ) -> None:
        """Declare the body of an operation.

        Args:
            fields: Properties of the body: argument names, or `Parameter` for more than a name.
            media_type: The media type, if it is not the default one of the class.
            required: Whether the operation requires a body.
            needs: Arguments that are optional for the function but required by this body.
        """
        super().__init__(media_type, needs, required)
        self.fields = fields

    @property
    def names(self) -> frozenset[str]:
        return frozenset(
            field if isinstance(field, str) else field.name for field in self.fields
        )

    def extended(
        self, arguments: Mapping[str, Any], package: str, extra: Mapping[str, object]
    ) -> tuple[Body, Mapping[str, Any]]:
        fields = [
            Parameter(field) if isinstance(field, str) else field
            for field in self.fields
        ]
        kept = [field for field in fields if field.key not in extra]
        needs = self.needs.intersection(field.name for field in kept)
        # Names that no argument has.
        names = {wire: f"extra_body.{wire}" for wire in extra}
        nests = any(field.style == "deepObject" for field in fields)
        style: Style | None = "deepObject" if nests else None
        added = [Parameter(names[wire], wire, style, file=None) for wire in extra]
        body = type(self)(*kept, *added, media_type=self.media_type, needs=tuple(needs))
        return body, {**arguments, **{names[wire]: extra[wire] for wire in extra}}


class Json(FieldsBody):
    """A JSON object whose properties are separate arguments."""

    __slots__ = ()
    default_media_type = "application/json"

    def encode(self, arguments: Mapping[str, Any], package: str) -> EncodedBody:
        value = {
            field.key: encode_argument(field, value, package, in_json=True)
            for field, value in given_arguments(self.fields, arguments)
        }
        return sendable_json(value).encode(), self.media_type


class ArgumentBody(Body):
    """A body that is passed as one argument."""

    __slots__ = ("name",)

    def __init__(self, name: str, media_type: str | None, required: bool) -> None:
        super().__init__(media_type, (name,), required)
        self.name = name

    @property
    def names(self) -> frozenset[str]:
        return self.needs


class WholeBody(ArgumentBody):
    """A structured body that is passed as one argument: a model, a mapping or a list."""

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
        """Declare the body of an operation.

        Args:
            name: Python name of the argument.
            type: Annotation whose formats apply when the argument is serialized.
            media_type: The media type, if it is not the default one of the class.
            required: Whether the operation requires a body.
            fields: Properties of a form that have an encoding of their own.
        """
        super().__init__(name, media_type, required)
        self.fields = {
            field.key: field for field in fields if isinstance(field, Parameter)
        }
        self.type = type

    def to_json_value(
        self, arguments: Mapping[str, Any], package: str, *, in_json: bool
    ) -> Any:
        """Convert the argument to a JSON value; see `encode_argument` for `in_json`."""
        parameter = Parameter(self.name, type=self.type)
        value = arguments[self.name]
        return encode_argument(parameter, value, package, in_json=in_json)

    def extended(
        self, arguments: Mapping[str, Any], package: str, extra: Mapping[str, object]
    ) -> tuple[Body, Mapping[str, Any]]:
        in_json = is_json(self.media_type)
        value: Any = {}
        if self.name in arguments:
            value = self.to_json_value(arguments, package, in_json=in_json)
        if not is_object(value):
            raise TypeError(
                f"extra_body adds properties to an object, but {self.name} is "
                f"{type(value).__name__}"
            )
        # The value is converted, so the annotation does not apply to it any more.
        body = type(self)(
            self.name, media_type=self.media_type, fields=tuple(self.fields.values())
        )
        return body, {**arguments, self.name: {**value, **extra}}


class JsonValue(WholeBody):
    """A JSON value that is passed as one argument."""

    __slots__ = ()
    default_media_type = "application/json"

    def encode(self, arguments: Mapping[str, Any], package: str) -> EncodedBody:
        value = self.to_json_value(arguments, package, in_json=True)
        return sendable_json(value, self.name).encode(), self.media_type


def properties_of(value: Any, name: str) -> list[tuple[str, Any]]:
    """Return the wire names and unconverted values of a model's or mapping's properties.

    Properties that are not set are left out.

    Args:
        value: The model or mapping.
        name: Python name of the argument, for the error message.

    Raises:
        EncodingError: `value` is neither a model nor a mapping.
    """
    if isinstance(value, Mapping):
        mapping = cast(Mapping[str, Any], value)
        return [(key, member) for key, member in mapping.items() if member is not UNSET]
    if is_model(type(value)):
        fields = schema_of(type(value)).fields
        return [
            (field.wire, field.get(value)) for field in fields if field.is_set(value)
        ]
    problem = f"expected a model or a mapping, not {type(value).__qualname__}"
    raise EncodingError(problem).under(name)
