"""Connect only to addresses that the document of an API may name.

The caller of a gateway names operations and never a host. The hosts are those of the document, so a
document from elsewhere could name the services of this machine and of its network. Every host is
judged by the addresses that its name resolves to, and connected to at these.
"""

from __future__ import annotations

import asyncio
from collections import OrderedDict
from collections.abc import AsyncIterator, Callable
from typing import Final
from urllib.parse import urlsplit

import httpx2

from generator.source.load.connect import Connector, proxy_for
from generator.source.load.hosts import (
    is_metadata_address,
    is_public_address,
    resolve,
)
from generator.source.load.location import Url, parse_location

# The hosts with open connections. Most APIs have one or two.
_MOST_HOSTS: Final = 16


class AddressRules:
    """The addresses that may be connected to.

    Args:
        document: the path or URL of the document; None if it is unknown.
        base_url: the server that the user named, which may be anywhere; None for none.
    """

    def __init__(self, document: str | None, base_url: str | None) -> None:
        location = parse_location(document or "")
        host = (
            urlsplit(location.address).hostname if isinstance(location, Url) else None
        )
        # A document of an internal server may name other internal servers.
        self._is_foreign = host is not None and _is_public(resolve(host))
        self._named = None if base_url is None else _authority(httpx2.URL(base_url))

    def check(self, url: httpx2.URL, addresses: tuple[str, ...]) -> None:
        """Check the addresses that the host of a URL resolves to.

        Raises:
            httpx2.ConnectError: one of them may not be connected to.
        """
        if _authority(url) == self._named:
            return
        for address in addresses:
            if is_metadata_address(address):
                raise httpx2.ConnectError(
                    f"{url.host} is a link-local or metadata address ({address}), as services with "
                    "secrets of this machine have: name it with --base-url"
                )
            if self._is_foreign and not is_public_address(address):
                raise httpx2.ConnectError(
                    f"{url.host} is an internal address ({address}), which a document from the "
                    "Internet must not name: name it with --base-url"
                )


class CheckedTransport(httpx2.AsyncBaseTransport):
    """Sends requests to addresses that the rules allow, and limits the size of responses.

    Args:
        rules: the rules.
        max_bytes: the size of a response's content as sent by the server.
        resolve_host: returns the addresses of a host.
    """

    def __init__(
        self,
        rules: AddressRules,
        max_bytes: int,
        resolve_host: Callable[[str], tuple[str, ...]] = resolve,
    ) -> None:
        self._rules = rules
        self._max_bytes = max_bytes
        self._resolve = resolve_host
        # One for each host: a connection that is kept must not serve another name with the same
        # address, for which its certificate was not verified.
        self._connectors: OrderedDict[str, Connector] = OrderedDict()

    async def handle_async_request(self, request: httpx2.Request) -> httpx2.Response:
        host = request.url.raw_host.decode("ascii")
        addresses = await asyncio.to_thread(self._resolve, host)
        self._rules.check(request.url, addresses)
        request.extensions = {
            **request.extensions,
            "addresses": addresses,
            "proxy": proxy_for(request.url.scheme, host),
        }
        response = await self._connector(host).handle_async_request(request)
        assert isinstance(response.stream, httpx2.AsyncByteStream)
        response.stream = _LimitedStream(response.stream, self._max_bytes)
        return response

    async def aclose(self) -> None:
        while self._connectors:
            await self._connectors.popitem()[1].aclose()

    def _connector(self, host: str) -> Connector:
        if host not in self._connectors:
            if len(self._connectors) >= _MOST_HOSTS:
                # Closed by the collector, once its requests have ended.
                self._connectors.popitem(last=False)
            self._connectors[host] = Connector(keep_alive=True)
        self._connectors.move_to_end(host)
        return self._connectors[host]


class _LimitedStream(httpx2.AsyncByteStream):
    def __init__(self, stream: httpx2.AsyncByteStream, max_bytes: int) -> None:
        self._stream = stream
        self._left = max_bytes

    async def __aiter__(self) -> AsyncIterator[bytes]:
        async for chunk in self._stream:
            self._left -= len(chunk)
            if self._left < 0:
                raise httpx2.ReadError(
                    "the response is larger than the gateway's limit"
                )
            yield chunk

    async def aclose(self) -> None:
        await self._stream.aclose()


def _authority(url: httpx2.URL) -> tuple[str, int]:
    return url.host.lower(), url.port or (443 if url.scheme == "https" else 80)


def _is_public(addresses: tuple[str, ...]) -> bool:
    return all(map(is_public_address, addresses))
