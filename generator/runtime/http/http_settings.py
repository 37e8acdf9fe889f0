# SPDX-License-Identifier: MIT
"""The settings of the default transport, which are checked without importing httpx2."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

if TYPE_CHECKING:
    import ssl
    from os import PathLike

    import httpx2


HttpClient: TypeAlias = "httpx2.Client"
AsyncHttpClient: TypeAlias = "httpx2.AsyncClient"


class HttpSettings(NamedTuple):
    """How the default transport sends requests.

    Attributes:
        http_client: The client of httpx2 to use; None to create one with the other settings.
        proxy: The URL of a proxy; None for the proxies in environment variables.
        verify: Whether to verify certificates, or whose to trust: a path or an SSL context.
        limits: The limits of the connection pool; None for those of httpx2.
        keep_cookies: Whether to send the cookies that servers have set; None for the default.
    """

    http_client: HttpClient | AsyncHttpClient | None = None
    proxy: str | httpx2.URL | httpx2.Proxy | None = None
    verify: ssl.SSLContext | str | PathLike[str] | bool = True
    limits: httpx2.Limits | None = None
    keep_cookies: bool | None = None

    @property
    def are_given(self) -> bool:
        """Whether a setting has another value than its default, cookies aside."""
        return self._replace(keep_cookies=None) != HttpSettings()

    def with_default(self, keep_cookies: bool) -> HttpSettings:
        """Return the settings with this default for `keep_cookies`."""
        return (
            self._replace(keep_cookies=keep_cookies)
            if self.keep_cookies is None
            else self
        )

    def check(self, transport: object, is_async: bool) -> None:
        """Check the settings of a client.

        Args:
            transport: The transport that replaces the default one; None if there is none.
            is_async: Whether the client is async.

        Raises:
            TypeError: Settings exclude each other, or `http_client` has the wrong type.
            ImportError: httpx2 is needed and not installed.
        """
        owner = "transport" if transport is not None else "http_client"
        given = [
            name
            for name, value in self._asdict().items()
            if name != owner and value is not self._field_defaults[name]
        ]
        if given and (transport is not None or self.http_client is not None):
            raise TypeError(
                f"{given[0]} cannot be combined with {owner}: configure the {owner} instead"
            )
        name = "AsyncClient" if is_async else "Client"
        # Unless the library is imported, there are no instances of its classes.
        library = sys.modules.get("httpx2")
        expected = getattr(library, name, ())
        if isinstance(transport, expected):
            raise TypeError(f"transport is an httpx2.{name}: pass it as http_client")
        if not isinstance(self.http_client, expected) and self.http_client is not None:
            actual = type(self.http_client)
            raise TypeError(
                f"http_client must be an httpx2.{name}, not "
                f"{actual.__module__.partition('.')[0]}.{actual.__qualname__}"
            )
        if transport is None and library is None and not _is_installed():
            raise ImportError(
                "httpx2, which sends the requests, is not installed: pip install httpx2",
                name="httpx2",
            )


def _is_installed() -> bool:
    """Whether httpx2 can be imported; `importlib.util`, which says the same, is slow to import."""
    # A module that must not be imported is None there.
    return "httpx2" not in sys.modules and any(
        finder.find_spec("httpx2", None) for finder in sys.meta_path
    )
