"""The beginning of every program: a transport that shows requests, and how values are shown."""

from __future__ import annotations

PACKAGE = "CLIENT_PACKAGE"

PRELUDE = '''\
from __future__ import annotations

import json
import re
from datetime import date, datetime, timezone
from decimal import Decimal
from typing import Any, TYPE_CHECKING
from CLIENT_PACKAGE import Client, Headers, Request, Response

SHOWN: list[str] = []
RESPONSES: dict[str, list[tuple[int, str, bytes]]] = {}
HIDDEN = ("user-agent", "idempotency-key", "accept", "content-length")


class Transport:
    """Shows each request and returns canned responses of an operation; the last one repeats."""

    def __init__(self, key: str = "", index: int = 0) -> None:
        responses = RESPONSES.get(key) or [(200, "application/json", b"{}")]
        self.responses = [responses[min(index, len(responses) - 1)], responses[-1]]

    def send(self, request: Request) -> Response:
        # Plain strings, since the values of a request do not show in its `repr`.
        headers = sorted((k.lower(), f"{v}") for k, v in request.headers if k.lower() not in HIDDEN)
        content = request.content
        if content is not None and not isinstance(content, bytes):
            content = b"".join(content)
        content = content and bytes(content)
        url, _, query = f"{request.url}".partition("?")
        kind = dict(headers).get("content-type", "")
        line = repr((request.method, url, in_order(query), headers, unordered(kind, content)))
        for boundary in set(re.findall(r"boundary=([^\\s;'\\")]+)", line)):
            line = line.replace(boundary, "BOUNDARY")
        SHOWN.append(f"request {line}")
        if len(SHOWN) > 500:
            raise SystemExit("endless")
        status, media_type, body = self.responses[0]
        self.responses = self.responses[-1:]
        headers_ = [("Content-Type", media_type)] if media_type else []
        return Response(status, Headers(headers_), body)

    def close(self) -> None: ...


def in_order(query: str) -> str:
    """Sort pairs by name, as the order of names means nothing."""
    return "&".join(sorted(query.split("&"), key=lambda pair: pair.partition("=")[0]))


def unordered(kind: str, content: bytes | None) -> Any:
    if content and "json" in kind:
        return json.dumps(json.loads(content), sort_keys=True)
    if content and "urlencoded" in kind:
        return in_order(content.decode())
    return content


def show(label: str, value: Any) -> None:
    name = type(value).__name__
    if name in READERS:
        SHOWN.append(f"decoded {label}: <{name}>")
        READERS[name](value)
    elif hasattr(value, "additional_properties"):
        SHOWN.append(f"decoded {label}: <{name}>")
    elif isinstance(value, list):
        SHOWN.append(f"decoded {label}: list of {len(value)}")
        for item in value:
            show(f"{label}[]", item)
    elif isinstance(value, dict):
        SHOWN.append(f"decoded {label}: dict {sorted(value)}")
        for key, item in value.items():
            show(f"{label}[{key!r}]", item)
    else:
        SHOWN.append(f"decoded {label}: {value!r}")

'''
