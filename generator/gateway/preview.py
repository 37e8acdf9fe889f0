"""A dry run of a call: the request that the client would send, with variables for its secrets."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import AsyncIterator
from dataclasses import dataclass
from shlex import quote
from typing import Any, Final
from urllib.parse import urlsplit

from generator.core.json import Json
from generator.gateway.call import PreparedCall, api_failure, wrong_arguments
from generator.gateway.credentials import Placeholders, create_placeholders
from generator.gateway.opened import Gateway
from generator.gateway.responses import GatewayError
from generator.runtime.tools.check_arguments import ArgumentProblem

# A larger body is shown by its size.
_LARGEST_BODY: Final = 1024 * 1024


class _Recorded(Exception):
    """Ends a call at the request that would be sent."""

    def __init__(self, request: Any) -> None:
        super().__init__("recorded")
        self.request = request


class _RecordingTransport:
    """A transport that sends nothing."""

    async def send(self, request: Any) -> Any:
        """Raise the request."""
        raise _Recorded(request)

    async def open(self, request: Any) -> Any:
        """Raise the request."""
        raise _Recorded(request)

    async def close(self) -> None:
        """There is nothing to close."""


async def preview(gateway: Gateway, prepared: PreparedCall) -> dict[str, Json]:
    """Return the request of a call: its parts, a curl command, and its text as HTTP/1.1.

    Secrets are environment variables: `$STRIPE_API_KEY`. Parts that differ at each call, such as a
    generated idempotency key, are those of this dry run.

    Raises:
        GatewayError: the request cannot be built.
    """
    placeholders = create_placeholders(gateway.api.package, gateway.secrets)
    client = prepared.client.with_options(
        transport=_RecordingTransport(),
        credentials=placeholders.credentials,
        max_retries=0,
    )
    try:
        if prepared.operation.is_download:
            async with client.stream(prepared.function, **prepared.arguments):
                pass
        else:
            await client.raw(prepared.function, **prepared.arguments)
    except _Recorded as recorded:
        request = recorded.request
    except gateway.bound.error as error:
        raise api_failure(prepared.operation, error, 0.0) from None
    except (TypeError, ValueError, OverflowError, RecursionError) as error:
        raise wrong_arguments([ArgumentProblem("", str(error))]) from None
    else:
        raise AssertionError("the client sends no request")
    return _shown(await _read(request), placeholders)


@dataclass(frozen=True, slots=True)
class _Request:
    """A request as it would be sent, with markers in place of secrets."""

    method: str
    url: str
    headers: tuple[tuple[str, str], ...]
    body: bytes | None


async def _read(request: Any) -> _Request:
    headers = tuple(request.headers)
    content = request.content
    if content is None or isinstance(content, bytes):
        return _Request(request.method, request.url, headers, content)
    length = content.length
    body = bytearray()
    source: AsyncIterator[bytes] = aiter(content)
    async for chunk in source:
        body += chunk
        if len(body) > _LARGEST_BODY:
            raise GatewayError(
                413,
                "PreviewTooLarge",
                f"a body of {length or 'more than 1048576'} bytes is not shown",
            )
    return _Request(request.method, request.url, headers, bytes(body))


def _shown(request: _Request, placeholders: Placeholders) -> dict[str, Json]:
    body = request.body
    text = None if body is None else _as_text(body)
    show = _Substitution(placeholders).show
    result: dict[str, Json] = {
        "method": request.method,
        "url": show(request.url),
        "headers": [[name, show(value)] for name, value in request.headers],
        "body": None if text is None else show(text),
    }
    if body is not None and text is None:
        result["body_base64"] = b64encode(body).decode()
    result["curl"] = _curl(request, text, placeholders)
    result["raw"] = show(_raw(request, text))
    return result


def _as_text(body: bytes) -> str | None:
    try:
        text = body.decode("utf-8")
    except UnicodeDecodeError:
        return None
    # A shell cannot pass NUL characters.
    return None if "\0" in text else text


class _Substitution:
    """Shows variables in place of markers."""

    def __init__(self, placeholders: Placeholders) -> None:
        self._variables = placeholders.variables
        self._pairs = tuple(placeholders.basic_pairs())

    def show(self, text: str) -> str:
        """Return a text with `$NAME` for each marker, and for those that Basic combines."""
        for marker, variable in self._variables.items():
            text = text.replace(marker, f"${variable}")
        for user, password, encoded in self._pairs:
            pair = f"${user}:${password}" if password else f"${user}:"
            text = text.replace(f"Basic {encoded}", f"Basic base64({pair})")
        return text

    def quote(self, text: str) -> str:
        """Return a text as a word of a shell in which the variables are expanded."""
        word = quote(text)
        for marker, variable in self._variables.items():
            if marker in word:
                word = word if word.startswith("'") else f"'{word}'"
                word = word.replace(marker, f"'\"${variable}\"'")
        return word.removeprefix("''").removesuffix("''") or "''"

    def user_option(self, value: str) -> str | None:
        """Return the user name and password of `Authorization: Basic` for curl's `--user`."""
        for user, password, encoded in self._pairs:
            if value == f"Basic {encoded}":
                return f'"${user}:${password}"' if password else f'"${user}:"'
        return None


def _curl(request: _Request, text: str | None, placeholders: Placeholders) -> str:
    """Return a command that sends the same request."""
    substitution = _Substitution(placeholders)
    words = ["curl", "--globoff", "--path-as-is"]
    if request.method == "HEAD":
        words.append("--head")
    elif request.method != ("GET" if request.body is None else "POST"):
        words += ["--request", quote(request.method)]
    words.append(substitution.quote(request.url))
    lines = [" ".join(words)]
    for name, value in request.headers:
        user = None
        if name.lower() == "authorization":
            user = substitution.user_option(value)
        if user is not None:
            lines.append(f"--user {user}")
        else:
            # Without a value, curl sends a header only after a semicolon.
            field = f"{name}: {value}" if value else f"{name};"
            lines.append(f"--header {substitution.quote(field)}")
    if request.body is None:
        return " \\\n  ".join(lines)
    if not any(name.lower() == "content-type" for name, _ in request.headers):
        # Otherwise curl would add one.
        lines.append("--header 'Content-Type:'")
    if text is not None:
        lines.append(f"--data-raw {substitution.quote(text)}")
        return " \\\n  ".join(lines)
    lines.append("--data-binary @-")
    encoded = b64encode(request.body).decode()
    return f"printf %s '{encoded}' | base64 -d | " + " \\\n  ".join(lines)


def _raw(request: _Request, text: str | None) -> str:
    """Return a request as HTTP/1.1. Source: RFC 9112, section 3."""
    parts = urlsplit(request.url)
    target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    lines = [f"{request.method} {target} HTTP/1.1", f"Host: {parts.netloc}"]
    lines += [f"{name}: {value}" for name, value in request.headers]
    if request.body is None:
        return "\r\n".join([*lines, "", ""])
    lines.append(f"Content-Length: {len(request.body)}")
    body = f"[{len(request.body)} bytes]" if text is None else text
    return "\r\n".join([*lines, "", body])
