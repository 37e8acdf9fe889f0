"""Pages of a client with a gateway to an API that records, and other ways to make calls."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import Any
from urllib.parse import quote

from generator.catalogue.documentation import plain_documentation
from generator.explorer.site import Site, SiteRequest
from generator.gateway.app import create_gateway
from generator.gateway.opened import Gateway, open_gateway
from generator.gateway.request import GatewayRequest
from generator.runtime.tools.bound_api import read_package_catalogue
from generator.runtime.tools.catalogue import Catalogue
from generator.serving.apis import OpenedApi
from generator.serving.redaction import Redactor
from tests.explorer.browsing import Tab
from tests.explorer.served import SECONDS, Explorer
from tests.gateway.recording_api import Received, RecordingApi

TOKEN = "explorer-token-" + "42" * 16
_VARIABLE_HEADERS = ("host", "connection", "content-length", "transfer-encoding")


@dataclass(frozen=True)
class Workbench:
    """Pages of a client, and a gateway to a recording API.

    Attributes:
        explorer: serves the pages and the gateway.
        api: the API.
        gateway: the gateway.
        catalogue: the operations of the client.
        folder: the folder of the client.
    """

    explorer: Explorer
    api: RecordingApi
    gateway: Gateway
    catalogue: Catalogue
    folder: Path

    @property
    def package(self) -> ModuleType:
        """The client."""
        return self.gateway.api.package

    def url(self, operation: str) -> str:
        """The URL of the page of an operation."""
        found = self.catalogue.get(operation)
        assert found is not None, operation
        return f"{self.explorer.url}/operations/{quote(found.tool)}.html"

    def visit(self, tab: Tab, operation: str, arguments: Any = None) -> None:
        """Open the page of an operation, in a tab that has the token."""
        if not tab.page.url.startswith(self.explorer.url):
            tab.page.goto(f"{self.explorer.url}/#token={TOKEN}")
        tab.visit(self.url(operation), arguments)

    def wire(self, received: Received) -> tuple[str, str, dict[str, str], bytes]:
        """What a request says: without what differs from call to call."""
        headers = {
            name: value
            for name, value in received.headers
            if name not in _VARIABLE_HEADERS
        }
        body = received.body
        boundary = re.search("boundary=(.+)", headers.get("content-type", ""))
        if boundary:
            headers["content-type"] = "multipart/form-data"
            body = body.replace(boundary[1].strip('"').encode(), b"BOUNDARY")
        if "idempotency-key" in headers:
            headers["idempotency-key"] = "any"
        return received.method, received.target, headers, body

    def run_python(self, program: str, cwd: Path, **environment: str) -> str:
        """Run a snippet as a program with the client; return what it prints."""
        variable = self.package.Client.api.base_url_env
        process = subprocess.run(
            [sys.executable, "-c", program],
            cwd=cwd,
            env={
                **os.environ,
                "PYTHONPATH": str(self.folder.parent),
                variable: self.api.url,
                **environment,
            },
            capture_output=True,
            text=True,
            timeout=SECONDS,
            check=False,
        )
        assert process.returncode == 0, process.stderr
        return process.stdout

    def run_shell(self, command: str, **environment: str) -> None:
        """Run a curl line."""
        subprocess.run(
            ["sh", "-c", command],
            env={**os.environ, **environment},
            capture_output=True,
            timeout=SECONDS,
            check=True,
        )


@contextmanager
def open_workbench(
    explorer: Explorer, api: RecordingApi, client: Path | ModuleType, **settings: Any
) -> Iterator[Workbench]:
    """Show the pages of a client, with a gateway, for the duration of a `with` block.

    Args:
        explorer: serves them.
        api: the API to call.
        client: its folder, or its package if that is imported.
        settings: further ones of the gateway.
    """
    settings = {"base_url": api.url, **settings}
    if isinstance(client, Path):
        folder = client
        gateway = open_gateway(GatewayRequest(target=str(folder), **settings))
    else:
        folder = Path(str(client.__file__)).parent
        request = GatewayRequest(target=str(folder), **settings)
        opened = OpenedApi(client.__name__, str(folder), client)
        gateway = Gateway(request, opened, Redactor())
    catalogue = read_package_catalogue(gateway.api.package)
    assert isinstance(catalogue, Catalogue)
    documentation = plain_documentation(catalogue)
    site = Site(SiteRequest(catalogue, documentation, folder.name, gateway="gateway"))
    explorer.show(site, create_gateway(gateway, explorer.hosts, TOKEN))
    try:
        yield Workbench(explorer, api, gateway, catalogue, folder)
    finally:
        explorer.run(gateway.aclose())
