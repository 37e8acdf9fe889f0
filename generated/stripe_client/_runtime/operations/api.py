# SPDX-License-Identifier: MIT
"""What the document says of an API as a whole."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import KW_ONLY, dataclass, field
from typing import Final

from ..auth.requirements import Requirements, Scheme
from ..http.errors import ApiStatusError
from ..http.headers import REQUEST_ID_HEADERS

_ONE: Final[Requirements] = ({"": ()},)
_ANY: Final[Requirements] = ({},)


@dataclass(frozen=True, slots=True, eq=False)
class Api:
    """One API.

    - `authentication` makes credentials of the text that a user passes, where all operations take
      the same. Else `schemes` does, by the name of each, and `text_is_for` names those that a text
      alone is for. `security` is what operations ask for that do not say; where it is None, that is
      credentials if there is `authentication`, and else those that a user may give all the same.
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
    server: str | None
    authentication: Scheme | None = None
    _: KW_ONLY
    schemes: Mapping[str, Scheme] = field(default_factory=dict[str, Scheme])
    text_is_for: tuple[str, ...] = ()
    security: Requirements | None = None
    idempotency_header: str | None = None
    should_retry_header: str | None = None
    headers: Mapping[str, str] = field(default_factory=dict[str, str])
    option_headers: Mapping[str, str] = field(default_factory=dict[str, str])
    request_id_headers: tuple[str, ...] = REQUEST_ID_HEADERS
    errors: Mapping[str, type[ApiStatusError]] = field(
        default_factory=dict[str, "type[ApiStatusError]"]
    )

    @property
    def usual(self) -> Requirements:
        """What operations ask for that do not say."""
        if self.security is not None:
            return self.security
        return _ONE if self.authentication is not None else _ANY
