"""How an API is talked to, beyond its types: pages, kinds of failure, credentials, headers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias


@dataclass(frozen=True, slots=True)
class LastItem:
    """The next page begins after the last item's `id`, given back in the parameter `cursor`.

    `reverse` is the parameter for the way back, `more` the property that says if there is any.
    """

    items: str
    cursor: str
    reverse: str | None
    more: str
    id: str


@dataclass(frozen=True, slots=True)
class Token:
    """The next page is told by the property `token`, given back in `parameter`.

    `more` is the property that says if there is any, if there is such a property.
    """

    items: str
    token: str
    parameter: str
    more: str | None = None


@dataclass(frozen=True, slots=True)
class NextUrl:
    """The next page is at the URL in the property `url`."""

    items: str
    url: str


Paging: TypeAlias = LastItem | Token | NextUrl


@dataclass(frozen=True, slots=True)
class Failure:
    """A kind of error answer: a value of its `type`, or (`is_code`) of its `code`.

    `base` is the type that a code belongs to.
    """

    value: str
    is_code: bool
    base: str | None
    description: str | None


@dataclass(frozen=True, slots=True)
class Conventions:
    """What an API asks of every client, which its document has no words for.

    `idempotency_header` carries a key made once per call, `should_retry_header` the server's word
    on a retry. `headers` go with every call; `option_headers` are those a single call can set,
    each under the name of its option.
    """

    idempotency_header: str | None = None
    should_retry_header: str | None = None
    headers: tuple[tuple[str, str], ...] = ()
    option_headers: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Authentication:
    """How a client proves who it is: `bearer`, `basic`, or an API key in a place."""

    kind: Literal["bearer", "basic", "api_key"]
    parameter_name: str | None = None
    location: str | None = None
