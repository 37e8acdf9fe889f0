"""What a client sends and reads: arguments and bodies in requests, responses, credentials."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TypeAlias

from generator.interface_diff.interface.annotations import Annotation


@dataclass(frozen=True, slots=True)
class WireForm:
    """How a value is sent.

    Attributes:
        location: `path`, `query`, `header`, `cookie` or `body`.
        name: the name in the request; empty for a whole body or query string.
        encoding: what else determines the text, by keyword of the generated code: `style`.
        formats: the formats that apply, such as `unix-time`, sorted.
    """

    location: str
    name: str
    encoding: tuple[tuple[str, str], ...] = ()
    formats: tuple[str, ...] = ()

    @property
    def origin(self) -> tuple[str, str]:
        """What identifies the value in the document: its location and its name."""
        return self.location, self.name

    def describe(self) -> str:
        """Return it in words: `query created, style deepObject`."""
        parts = [f"{self.location} {self.name}".strip()]
        parts += [
            _describe_encoding(keyword, value) for keyword, value in self.encoding
        ]
        parts += [f"format {format_}" for format_ in self.formats]
        return ", ".join(parts)


def _describe_encoding(keyword: str, value: str) -> str:
    match keyword, value:
        case "explode", _:
            return "exploded" if value == "True" else "not exploded"
        case "allow_reserved", _:
            return "reserved characters unescaped"
        case "file", _:
            return "as a file" if value == "True" else "not as a file"
        case "media_type", _:
            return f"as {value}"
        case _:
            return f"{keyword} {value}"


@dataclass(frozen=True, slots=True)
class RequestBody:
    """A request body of one media type.

    Attributes:
        media_type: the media type.
        required: whether the operation requires a body.
        forms: how each argument in the body is sent, by name of the argument.
        needs: arguments that this body requires, although the function does not.
    """

    media_type: str
    required: bool
    forms: tuple[tuple[str, WireForm], ...]
    needs: frozenset[str]

    @property
    def names(self) -> frozenset[str]:
        """The names of the arguments that the body can contain."""
        return frozenset(name for name, _ in self.forms)


@dataclass(frozen=True, slots=True)
class TaggedUnion:
    """A union whose members are distinguished by a property, the discriminator.

    `classes` has the class for each value of the property; `default` the one for other values,
    empty if there is none.
    """

    property_name: str
    classes: tuple[tuple[str, str], ...]
    default: str


@dataclass(frozen=True, slots=True)
class Response:
    """What a response with one status is decoded as.

    Attributes:
        status: `200`, `4XX` or `default`.
        media_type: the media type; empty if the response has no content.
        annotation: the type of the content, None if there is none.
        tagged_unions: the unions in it that have a discriminator.
        reading: how the items of a stream are separated; empty unless it is a stream.
    """

    status: str
    media_type: str
    annotation: Annotation | None
    tagged_unions: tuple[TaggedUnion, ...] = ()
    reading: str = ""

    @property
    def is_error(self) -> bool:
        """Whether the client raises an exception for the response."""
        return not self.status.startswith("2")


Alternative: TypeAlias = tuple[tuple[str, tuple[str, ...]], ...]
"""Security schemes that an operation requires together, each with its scopes; sorted."""

Requirements: TypeAlias = tuple[Alternative, ...]
"""Alternatives. An empty one permits calls without credentials; with none, none are ever sent."""


@dataclass(frozen=True, slots=True)
class Security:
    """How a client authenticates.

    Attributes:
        schemes: each argument of `Credentials` with what is sent for it, in words.
        secret_scheme: the scheme that a string passed as credentials is sent for, in words; empty
            if the client accepts no string.
        default: the requirements of operations that have none of their own. Schemes are named by
            what is sent for them.
    """

    schemes: tuple[tuple[str, str], ...]
    secret_scheme: str
    default: Requirements


NO_SECURITY = Security((), "", ((),))


def still_satisfies(old: Requirements, new: Requirements) -> bool:
    """Whether whatever credentials satisfy `old` satisfy `new` as well."""
    if not new:
        return True
    return all(
        any(_schemes(wanted) <= _schemes(given) for wanted in new)
        for given in old or ((),)
    )


def _schemes(alternative: Alternative) -> frozenset[str]:
    return frozenset(scheme for scheme, _ in alternative)


def describe_requirements(requirements: Requirements) -> str:
    """Return requirements in words: `bearer token with read, or API key in header X-Key`."""
    if not requirements:
        return "no credentials"
    return ", or ".join(
        " and ".join(_describe_schemes(alternative)) or "none"
        for alternative in requirements
    )


def _describe_schemes(
    alternative: Iterable[tuple[str, tuple[str, ...]]],
) -> Iterator[str]:
    for scheme, scopes in alternative:
        yield f"{scheme} with {' '.join(scopes)}" if scopes else scheme
