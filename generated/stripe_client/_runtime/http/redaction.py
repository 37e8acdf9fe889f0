# SPDX-License-Identifier: MIT
"""Remove the secrets of a request from what a server or the HTTP library says about it."""

from __future__ import annotations

from binascii import Error, a2b_base64
from collections.abc import Iterable, Iterator
from json.encoder import encode_basestring_ascii
from typing import Final
from urllib.parse import quote, quote_plus, unquote, unquote_plus

from .secrets import SECRET_NAME, Secret
from .transport import Request

# The shortest secret to look for: shorter ones occur in other words.
_SHORTEST: Final = 4


def redacted(text: str, request: Request) -> str:
    """Return `text` with the secrets of `request` replaced, in every encoding they are sent in."""
    return redacted_from(text, _secrets_of(request))


def contains_secret(text: str, request: Request) -> bool:
    """Whether `text` contains a secret of `request`, unescaped."""
    return any(
        len(secret) >= _SHORTEST and secret in text for secret in _secrets_of(request)
    )


def redacted_from(text: str, secrets: Iterable[str]) -> str:
    """Return `text` with `secrets` replaced, also where they are escaped."""
    forms = {form for secret in secrets for form in _forms(str(secret))}
    for form in sorted(forms, key=len, reverse=True):
        if len(form) >= _SHORTEST:
            text = text.replace(form, "…")
    return text


def _secrets_of(request: Request) -> Iterator[str]:
    query = request.url.removeprefix(request.public_url).lstrip("?&")
    for pair in query.split("&"):
        yield unquote_plus(pair.partition("=")[2])
    for name, value in request.headers:
        is_secret = isinstance(value, Secret) and SECRET_NAME.search(name)
        if not is_secret and name.lower() not in request.confidential:
            continue
        yield value
        if name.lower() == "cookie":
            for pair in value.split("; "):
                yield unquote(pair.partition("=")[2])
        else:
            scheme, _, parameter = value.partition(" ")
            yield parameter
            if scheme.lower() == "basic":
                yield from _decoded(parameter)


def _decoded(pair: str) -> Iterator[str]:
    """The user name and password of Basic authentication, and the password alone."""
    try:
        decoded = a2b_base64(pair).decode("utf-8", "replace")
    except Error:
        return
    for string in (decoded, unquote_plus(decoded)):
        yield string
        yield string.partition(":")[2]


def _forms(secret: str) -> tuple[str, ...]:
    """A secret as it is, escaped in a URL or a form, in JSON, and as Python prints bytes."""
    encoded = secret.encode("utf-8", "surrogatepass")
    quoted = quote(encoded), quote(encoded, safe=""), quote_plus(encoded)
    printed = repr(encoded)[2:-1], repr(bytearray(encoded))[12:-2]
    return secret, *quoted, encode_basestring_ascii(secret)[1:-1], *printed
