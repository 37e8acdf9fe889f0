"""From the answer of a token endpoint to the token in it, or to the error that it is."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from math import isfinite
from typing import Any, Final, NamedTuple

from .errors import ApiTokenError
from .json_values import is_object
from .transport import Request, Response

# What a header can carry: RFC 6750, section 2.1, is stricter than servers are.
_TOKEN: Final = re.compile(r"[!-~]+")
_LONGEST_NOTE: Final = 200


class Given(NamedTuple):
    """What a token endpoint gave. `expires_in` is in seconds; None if it does not say."""

    token: str
    expires_in: float | None
    scopes: tuple[str, ...]
    refresh_token: str | None


def read_answer(
    response: Response, request: Request, secrets: tuple[str, ...]
) -> Given:
    """What was given. Source: RFC 6749, section 5.

    Raises:
        ApiTokenError: nothing was; without any of the `secrets`, even if the server repeats them.
    """
    answer = _object(response)
    if not response.is_success or "error" in answer:
        error = _note(answer.get("error"), secrets)
        told = _note(answer.get("error_description"), secrets)
        said = ": ".join(each for each in (error, told) if each)
        problem = f"refused with status {response.status}{said and f', {said}'}"
        raise _error(problem, response, request, error, told)
    token, kind = answer.get("access_token"), answer.get("token_type", "Bearer")
    if not isinstance(token, str) or not _TOKEN.fullmatch(token):
        raise _error("gave an answer without a token in it", response, request)
    if not isinstance(kind, str) or kind.lower() != "bearer":
        raise _error("gave a token that is no bearer token", response, request)
    scope, refresh = answer.get("scope"), answer.get("refresh_token")
    return Given(
        token,
        _seconds(answer.get("expires_in")),
        tuple(scope.split()) if isinstance(scope, str) else (),
        refresh if isinstance(refresh, str) and _TOKEN.fullmatch(refresh) else None,
    )


def _object(response: Response) -> Mapping[str, Any]:
    try:
        found: Any = json.loads(response.content)
    except (ValueError, RecursionError):
        return {}
    return found if is_object(found) else {}


def _seconds(value: object) -> float | None:
    """How long a token is good; servers give text, too. Nonsense says nothing."""
    if isinstance(value, bool) or not isinstance(value, (int, float, str)):
        return None
    try:
        seconds = float(value)
    except (ValueError, OverflowError):
        return None
    return seconds if isfinite(seconds) and seconds >= 0 else None


def _note(value: object, secrets: tuple[str, ...]) -> str | None:
    if not isinstance(value, str):
        return None
    for each in secrets:
        value = value.replace(each, "…")
    shown = "".join(each if each.isprintable() else " " for each in value).strip()
    return shown[:_LONGEST_NOTE] or None


def _error(
    problem: str,
    response: Response,
    request: Request,
    error: str | None = None,
    description: str | None = None,
) -> ApiTokenError:
    return ApiTokenError(
        f"the token endpoint {request.place} {problem}",
        request=request.without_secrets(),
        status=response.status,
        error=error,
        description=description,
    )
