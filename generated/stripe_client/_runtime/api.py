"""What the document says of an API as a whole."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import KW_ONLY, dataclass, field
from typing import TYPE_CHECKING

from .authentication import Authentication
from .headers import REQUEST_ID_HEADERS

if TYPE_CHECKING:
    from .errors import ApiStatusError

__all__ = ["Api", "authentication_for"]


@dataclass(frozen=True, slots=True, eq=False)
class Api:
    """One API.

    - `authentication` makes credentials of the text that a user passes, if there is any way to.
    - `idempotency_header`: where the server looks for a key that tells a repeated request from a
      new one. POST and PATCH then get a key by themselves, the same on each attempt.
    - `should_retry_header`: where the server says `true` or `false` to another attempt.
    - `headers` go with each request; `option_headers` gives the header of each option that a call
      can have beside those of `RequestOptions`.
    - `request_id_headers`: where the server says what it calls a request; the first one counts.
    - `errors`: the exceptions for the `code` or `type` in the body of an error.
    """

    title: str
    version: str
    server: str
    authentication: Callable[[str], Authentication] | None = None
    _: KW_ONLY
    idempotency_header: str | None = None
    should_retry_header: str | None = None
    headers: Mapping[str, str] = field(default_factory=dict[str, str])
    option_headers: Mapping[str, str] = field(default_factory=dict[str, str])
    request_id_headers: tuple[str, ...] = REQUEST_ID_HEADERS
    errors: Mapping[str, type[ApiStatusError]] = field(
        default_factory=dict[str, "type[ApiStatusError]"]
    )


def authentication_for(
    api: Api, credentials: str | Authentication | None
) -> Authentication | None:
    """What a user passes as credentials, as what a request needs.

    Raises:
        TypeError: a string, for an API that has no use for one.
        ValueError: a string that cannot be right.
    """
    if not isinstance(credentials, str):
        return credentials
    if api.authentication is None:
        raise TypeError(f"{api.title} takes no credentials in the form of a string")
    return api.authentication(credentials)
