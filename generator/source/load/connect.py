"""Connect to the addresses that a host was judged by, or to the proxy of the environment."""

from __future__ import annotations

from urllib.request import getproxies, proxy_bypass

import httpx2

from generator.source.load.hosts import is_loopback


def proxy_for(scheme: str, host: str) -> str | None:
    """The URL of the proxy for a host, from `HTTPS_PROXY`, `ALL_PROXY` and `NO_PROXY`.

    None for this machine, which a proxy cannot reach by its loopback address.
    """
    if is_loopback(host):
        return None
    proxies = getproxies()
    proxy = proxies.get(scheme) or proxies.get("all")
    if not proxy or proxy_bypass(host):
        return None
    return proxy if "://" in proxy else f"http://{proxy}"


class Connector(httpx2.AsyncBaseTransport):
    """Sends requests to the addresses in their extension `addresses`, in this order.

    The name of the host is not resolved again, so that the address that was checked is the one that
    is used. TLS still verifies the name. With the extension `proxy`, the proxy resolves the name.

    Args:
        keep_alive: whether to keep connections, for requests to a single host. A kept connection
            would be used again for another name with the same address, which it was not verified
            for.
    """

    def __init__(self, *, keep_alive: bool = False) -> None:
        kept = 20 if keep_alive else 0
        self._limits = httpx2.Limits(max_keepalive_connections=kept)
        self._direct = httpx2.AsyncHTTPTransport(limits=self._limits)
        self._by_proxy: dict[str, httpx2.AsyncHTTPTransport] = {}

    async def handle_async_request(self, request: httpx2.Request) -> httpx2.Response:
        proxy: str | None = request.extensions["proxy"]
        if proxy is not None:
            return await self._through(proxy).handle_async_request(request)
        error: Exception = httpx2.ConnectError("the name of the host does not resolve")
        for address in request.extensions["addresses"]:
            try:
                return await self._direct.handle_async_request(_at(address, request))
            except (httpx2.ConnectError, httpx2.ConnectTimeout) as failure:
                error = failure
        raise error

    async def aclose(self) -> None:
        for transport in (self._direct, *self._by_proxy.values()):
            await transport.aclose()

    def _through(self, proxy: str) -> httpx2.AsyncHTTPTransport:
        if proxy not in self._by_proxy:
            try:
                transport = httpx2.AsyncHTTPTransport(proxy=proxy, limits=self._limits)
            except (ValueError, ImportError, httpx2.InvalidURL):
                # The value may contain a password.
                raise httpx2.ProxyError(
                    "the proxy in the environment cannot be used"
                ) from None
            self._by_proxy[proxy] = transport
        return self._by_proxy[proxy]


def _at(address: str, request: httpx2.Request) -> httpx2.Request:
    """The request, sent to `address`. Its `Host` header has the name already."""
    host = request.url.raw_host.decode("ascii")
    if address == host:
        return request
    return httpx2.Request(
        request.method,
        request.url.copy_with(host=address),
        headers=request.headers,
        extensions={**request.extensions, "sni_hostname": host.rstrip(".")},
    )
