"""The HTTP client behind the clients of APIs: notes the credentials that it sends."""

from __future__ import annotations

from http.cookiejar import CookieJar, DefaultCookiePolicy
from typing import Any, Final

import httpx2

from generator.serving.redaction import Redactor

_CREDENTIALS: Final = ("Authorization", "Proxy-Authorization", "Cookie")


class NotingHttpClient(httpx2.AsyncClient):
    """Adds the credentials of each request to a redactor: those that are fetched, too."""

    def __init__(
        self,
        redactor: Redactor,
        keep_cookies: bool,
        transport: httpx2.AsyncBaseTransport | None = None,
    ) -> None:
        policy = (
            DefaultCookiePolicy(strict_domain=True)
            if keep_cookies
            else DefaultCookiePolicy(allowed_domains=[])
        )
        super().__init__(cookies=CookieJar(policy), transport=transport)
        self._redactor = redactor

    async def send(self, request: httpx2.Request, **options: Any) -> httpx2.Response:
        for name in _CREDENTIALS:
            for value in request.headers.get_list(name):
                scheme, _, token = value.partition(" ")
                self._redactor.add(token or scheme)
        return await super().send(request, **options)
