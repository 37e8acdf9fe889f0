# SPDX-License-Identifier: MIT
"""Declare the arguments of an operation: wire name, style and type."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal, TypeAlias

from ..http.media_types import is_json
from ..models.encode import EncodingError, Target, encoder_of
from ..models.unset import UNSET
from .plain_values import (
    escape_component,
    exploded_pairs,
    flatten,
    require_no_delimiter,
)

Style: TypeAlias = Literal[
    "cookie",
    "deepObject",
    "form",
    "label",
    "matrix",
    "pipeDelimited",
    "simple",
    "spaceDelimited",
]


@dataclass(frozen=True, slots=True)
class Parameter:
    """A parameter of an operation, or a property of its body, that is an argument in Python.

    In a path, query or header it is serialized in the default style; `StyledParameter` has others.

    Source: OpenAPI 3.1.1, sections 4.8.12 (Parameter Object) and 4.8.15 (Encoding Object).

    Attributes:
        name: Python name of the argument.
        wire: Name in the request, if it differs; empty for a parameter that is the whole query
            string.
        style: `style` in the document; None applies the specification's default.
        explode: `explode` in the document; None applies the specification's default.
        type: Annotation whose formats apply when the argument is serialized: `"UnixTime"`.
        allow_reserved: `allowReserved` in the document: reserved characters are not escaped.
        media_type: Media type of a `content` parameter or of a part of a multipart body.
        file: Whether a property of a multipart body is a file; None if it may be one.
    """

    name: str
    wire: str | None = None
    style: Style | None = None
    explode: bool | None = None
    type: str | None = None
    allow_reserved: bool = False
    media_type: str | None = None
    file: bool | None = False

    @property
    def key(self) -> str:
        """The name in the request."""
        return self.name if self.wire is None else self.wire

    @property
    def is_json(self) -> bool:
        """Whether the value is serialized as JSON."""
        return self.media_type is not None and is_json(self.media_type)

    def query_pairs(self, value: Any) -> Iterator[tuple[str, str]]:
        """Serialize a JSON value into escaped names and values for the query string."""
        return exploded_pairs(self.key, value, escape_component, escape_component)

    def path_string(self, value: Any) -> str:
        """Serialize a JSON value as the replacement for `{name}` in the path template."""
        return ",".join(map(escape_component, flatten(value)))

    def header_string(self, value: Any) -> str:
        """Serialize a JSON value for a header, without escaping.

        Raises:
            EncodingError: an item of a list or object contains a comma.
        """
        require_no_delimiter(self.key, value, ",")
        return ",".join(flatten(value))


def given_arguments(
    fields: Iterable[str | Parameter], arguments: Mapping[str, Any]
) -> list[tuple[Parameter, Any]]:
    """Return the declared parameters that have a value, with that value, in declared order."""
    given: list[tuple[Parameter, Any]] = []
    for field in fields:
        name = field if isinstance(field, str) else field.name
        value = arguments.get(name, UNSET)
        if value is not UNSET:
            given.append((Parameter(name) if isinstance(field, str) else field, value))
    return given


def encode_argument(
    parameter: Parameter, value: Any, package: str, *, in_json: bool = False
) -> Any:
    """Convert an argument to a JSON value.

    Args:
        parameter: Its declaration.
        value: The argument as passed by the user.
        package: Root package of the client, in which the annotation is resolved.
        in_json: Whether the value becomes part of a JSON document, not of a URL, header or form.

    Raises:
        EncodingError: the argument cannot be serialized. The message starts with the path of the
            invalid member: `address.city: …`.
    """
    try:
        target: Target = "json" if in_json or parameter.is_json else "text"
        return encoder_of(parameter.type or "Any", package, target)(value)
    except EncodingError as error:
        # Without the functions of encoders, whose variables contain other parts of the value.
        error.under(parameter.key).__traceback__ = None
        raise
    except RecursionError:
        problem = "the value contains itself or is nested too deeply"
    raise EncodingError(problem).under(parameter.key)
