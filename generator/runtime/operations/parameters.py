# SPDX-License-Identifier: MIT
"""One argument as the document declares it: location, wire name and style."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Literal, TypeAlias

from ..http.media_types import is_json
from ..models.encode import EncodingError, encoder_of
from ..models.unset import UNSET

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
    """A parameter, or a property of a body, that is an argument of a Python function.

    Source: OpenAPI 3.1, sections 4.8.12, Parameter Object, and 4.8.15, Encoding Object.

    `name` is the argument, `wire` the name that is sent, if another; a whole query string has none.
    `style` and `explode` are as in the document; None is what the specification says for the place.
    `type` is the annotation whose formats apply, such as `"UnixTime"`. `media_type` is that of a
    `content` parameter. `file` says whether a property of a multipart body is a file; None is: it
    may be one.
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
        """The name that is sent."""
        return self.name if self.wire is None else self.wire

    @property
    def is_json(self) -> bool:
        """Whether it is written as JSON text."""
        return self.media_type is not None and is_json(self.media_type)


def deep_object(
    name: str, wire: str | None = None, *, type: str | None = None
) -> Parameter:
    """A parameter whose members are sent one by one, as in `address[city]=Paris`."""
    return Parameter(name, wire, "deepObject", True, type)


def given_among(
    fields: Iterable[str | Parameter], arguments: Mapping[str, Any]
) -> list[tuple[Parameter, Any]]:
    """Those of the declared parameters that have a value, in the declared order."""
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
    """The argument as a JSON value; `in_json` if it will stand in JSON, not in a form or URL.

    Raises:
        EncodingError: with the place, as in `address.city: …`.
    """
    try:
        strict = not (in_json or parameter.is_json)
        return encoder_of(parameter.type or "Any", package, strict)(value)
    except EncodingError as error:
        raise error.under(parameter.key) from error.__cause__
    except RecursionError:
        problem = "it contains itself, or is nested too deeply"
    raise EncodingError(problem).under(parameter.key)
