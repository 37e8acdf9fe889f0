"""Serve an explorer's site, and the gateway that its pages call."""

from __future__ import annotations

from typing import Final

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Mount, Route, Router

from generator.explorer.site import Site, content_policy
from generator.serving.asgi import App, Receive, Scope, Send
from generator.serving.guard import HostGuard, Hosts

# The path of the gateway below the site.
GATEWAY: Final = "gateway"
_SMALLEST_COMPRESSED: Final = 1000
_HEADERS: Final = {
    "Content-Security-Policy": f"{content_policy('')}; frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cache-Control": "no-cache",
}


def create_explorer(site: Site, hosts: Hosts, gateway: App) -> App:
    """Return an application with the pages of a site, and a gateway below `gateway/`.

    Args:
        site: the site, whose pages know the path of the gateway.
        hosts: the names that the server may be addressed by.
        gateway: the gateway, which guards itself.
    """

    def respond(request: Request) -> Response:
        file = site.file(request.path_params["path"])
        if file is None:
            return PlainTextResponse("there is no such page", 404, _HEADERS)
        return Response(file.content, media_type=file.media_type, headers=_HEADERS)

    pages = Starlette(
        routes=[Route("/{path:path}", respond)],
        middleware=[Middleware(GZipMiddleware, minimum_size=_SMALLEST_COMPRESSED)],
    )
    # The gateway comes first, and nothing is around it: it streams.
    routes = [Mount(f"/{GATEWAY}", gateway), Mount("/", HostGuard(pages, hosts))]
    router = Router(routes)

    async def app(scope: Scope, receive: Receive, send: Send) -> None:
        # Only the gateway has something to close at the end.
        await (gateway if scope["type"] == "lifespan" else router)(scope, receive, send)

    return app
