"""Open an explorer: write its site, or serve it with a gateway."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from generator.config import ExploreConfiguration
from generator.core.read_file import read_file
from generator.explorer.app import GATEWAY, create_explorer
from generator.explorer.pages import Appearance
from generator.explorer.site import LOGO_MEDIA_TYPES, File, Site, SiteRequest
from generator.explorer.write_site import write_site
from generator.gateway.app import create_gateway
from generator.gateway.opened import Gateway
from generator.gateway.request import GatewayRequest
from generator.gateway.serve import serve_with_token
from generator.serving.apis import open_apis
from generator.serving.asgi import App
from generator.serving.guard import Hosts
from generator.serving.redaction import Redactor
from generator.serving.request import Announce, HttpAddress, ServeError
from generator.workflows.open_client import (
    ClientRequest,
    DocumentedClient,
    open_documented_client,
)

_LARGEST_LOGO: Final = 1_000_000


@dataclass(frozen=True, slots=True)
class ExploreRequest:
    """What to show, and how.

    Attributes:
        gateway: the API, the operations to show, and the policy of the gateway.
        look: how pages look.
        folder: the folder of the configuration, which the path of the logo is relative to.
    """

    gateway: GatewayRequest
    look: ExploreConfiguration
    folder: Path


def write_explorer(request: ExploreRequest, folder: Path) -> int:
    """Write an explorer as a static site, and return the number of its files.

    Raises:
        DocumentError: the target is unknown, or its document cannot be read.
        InvalidDocumentError: the document is invalid.
        OutputError: the client or the site cannot be written.
        ServeError: the logo cannot be read, or a pattern matches no operation.
    """
    return write_site(_open_site(request, _open_client(request), gateway=""), folder)


def serve_explorer(
    request: ExploreRequest, address: HttpAddress, announce: Announce
) -> None:
    """Serve an explorer and its gateway until the process is interrupted, and announce its URL.

    Args:
        request: what to show.
        address: where to listen.
        announce: shows the URL, which contains the token.

    Raises:
        DocumentError: as `write_explorer`.
        InvalidDocumentError: the document is invalid.
        OutputError: the client cannot be written.
        ServeError: the address, the token, the credentials, the logo or the policy cannot be used.
    """

    def open_app(redactor: Redactor) -> Callable[[Hosts, str], App]:
        client = _open_client(request)
        site = _open_site(request, client, GATEWAY)
        # The client is there: its document need not be read again.
        (api,) = open_apis((str(client.folder),), request.gateway.configuration)
        gateway = Gateway(request.gateway, api, redactor)

        def create_app(hosts: Hosts, token: str) -> App:
            return create_explorer(site, hosts, create_gateway(gateway, hosts, token))

        return create_app

    serve_with_token(address, announce, open_app)


def _open_client(request: ExploreRequest) -> DocumentedClient:
    wanted = ClientRequest(request.gateway.target, request.gateway.configuration)
    return open_documented_client(wanted)


def _open_site(request: ExploreRequest, client: DocumentedClient, gateway: str) -> Site:
    look, logo = request.look, _read_logo(request)
    appearance = Appearance(
        title=look.title or "",
        logo="" if logo is None else f"logo{Path(look.logo or '').suffix.lower()}",
        theme=look.theme or "auto",
    )
    try:
        return Site(
            SiteRequest(
                catalogue=client.catalogue,
                documentation=client.documentation,
                package=client.folder.name,
                selected=request.gateway.selection.patterns,
                excluded=request.gateway.selection.exclude,
                read_only=request.gateway.read_only,
                appearance=appearance,
                logo=logo,
                gateway=gateway,
            )
        )
    except ValueError as error:
        raise ServeError(str(error)) from None


def _read_logo(request: ExploreRequest) -> File | None:
    if request.look.logo is None:
        return None
    path = request.folder / request.look.logo
    try:
        content = read_file(path, _LARGEST_LOGO)
    except OSError as error:
        raise ServeError(f"the logo {path} cannot be read: {error.strerror}") from None
    return File(content, LOGO_MEDIA_TYPES[path.suffix.lower()])
