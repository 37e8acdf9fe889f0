"""`python -m tests.explorer.screenshots [FOLDER]`: pictures of the explorer, with a made-up API.

They are written to docs/images by default: those that documents show, and with `--all` the others.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, Final

import click
from playwright.sync_api import Browser, Page

from generator.core.write_file import replace_file
from generator.explorer.site import Site
from generator.gateway.app import create_gateway
from generator.gateway.opened import open_gateway
from generator.gateway.request import GatewayRequest
from generator.serving.request import CredentialsSource
from tests.explorer.browsing import Tab, open_browser
from tests.explorer.documented import OVERLAY, REPOSITORY, STRIPE, site_of
from tests.explorer.served import Explorer, serve_explorer
from tests.gateway.recording_api import RecordingApi, as_json
from tests.mcp.conftest import build_client

_TOKEN: Final = "screenshot-token-" + "42" * 16
_KEY: Final = "sk_test_made_up"
_WIDE: Final = {"width": 1440, "height": 820}
_PHONE: Final = {"width": 390, "height": 844}
_ARGUMENTS: Final[Mapping[str, Any]] = {
    "name": "Ada Lovelace",
    "email": "ada@example.com",
    "address": {"city": "Paris", "country": "FR", "line1": "12 rue de la Paix"},
    "tax_id_data": [{"type": "eu_vat", "value": "FRAB123456789"}],
    "metadata": {"plan": "pro"},
    "expand": ["default_source"],
}
_CUSTOMER: Final[Mapping[str, Any]] = {
    "id": "cus_Nf4a81Lovelace",
    "object": "customer",
    "name": "Ada Lovelace",
    "email": "ada@example.com",
    "address": {"city": "Paris", "country": "FR", "line1": "12 rue de la Paix"},
    "balance": 0,
    "created": 1770000000,
    "currency": "eur",
    "default_source": "card_1Nf4a8",
    "delinquent": False,
    "invoice_prefix": "0759376C",
    "livemode": False,
    "metadata": {"plan": "pro"},
    "preferred_locales": ["fr"],
    "tax_exempt": "none",
}
_OPERATION: Final = "operations/PostCustomers.html"


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture to take.

    Attributes:
        name: the name of its file.
        path: the page.
        arguments: what the form contains.
        theme: light or dark.
        viewport: the size of the window.
        sends: whether to send the request before.
        is_shown: whether a document shows it.
    """

    name: str
    path: str
    arguments: Mapping[str, Any] = field(default_factory=dict)
    theme: str = "light"
    viewport: Mapping[str, int] = field(default_factory=lambda: _WIDE)
    sends: bool = False
    is_shown: bool = False


PICTURES: Final = (
    Picture("index", "index.html"),
    Picture("resource", "resources/customers.html"),
    Picture("empty", _OPERATION),
    Picture("filled", _OPERATION, _ARGUMENTS),
    Picture("light", _OPERATION, _ARGUMENTS, sends=True, is_shown=True),
    Picture("dark", _OPERATION, _ARGUMENTS, "dark", sends=True, is_shown=True),
    Picture("phone", _OPERATION, _ARGUMENTS, viewport=_PHONE),
    Picture("phone-response", _OPERATION, _ARGUMENTS, viewport=_PHONE, sends=True),
    Picture("phone-index", "index.html", viewport=_PHONE),
)


@contextmanager
def _stripe(folder: Path, api: RecordingApi) -> Iterator[Explorer]:
    """Stripe's pages, with a gateway to an API on this machine."""
    secrets = folder / "secret"
    secrets.write_text(_KEY)
    secrets.chmod(0o600)
    gateway = open_gateway(
        GatewayRequest(
            target=str(build_client(STRIPE, folder / "stripe_client")),
            base_url=api.url,
            credentials=CredentialsSource(secrets),
        )
    )
    site = site_of(STRIPE, overlays=(OVERLAY,), package="stripe_client")
    with serve_explorer() as explorer:
        shown = Site(replace(site.request, gateway="gateway"))
        explorer.show(shown, create_gateway(gateway, explorer.hosts, _TOKEN))
        yield explorer
        explorer.run(gateway.aclose())


def _send(page: Page) -> None:
    page.click("#send")
    page.click("text=Allow changes and send")
    page.wait_for_selector("#response .tree")
    # The only figure that differs from one time to the next.
    page.evaluate("""() => {
      for (const each of document.querySelectorAll("#response .outcome *")) {
        if (/^[\\d.]+ m?s$/.test(each.textContent)) each.textContent = "84 ms";
      }
    }""")
    page.mouse.move(0, 0)


def _take(browser: Browser, url: str, picture: Picture) -> bytes:
    tab = Tab(
        browser,
        viewport=picture.viewport,
        color_scheme=picture.theme,
        reduced_motion="reduce",
    )
    tab.page.goto(f"{url}/#token={_TOKEN}")
    tab.visit(f"{url}/{picture.path}", picture.arguments or None)
    if picture.sends:
        _send(tab.page)
    content: bytes = tab.page.screenshot()
    tab.close()
    return content


@click.command()
@click.argument(
    "folder",
    type=click.Path(path_type=Path, file_okay=False),
    default=REPOSITORY / "docs" / "images",
)
@click.option("--all", "is_all", is_flag=True, help="Take all pictures.")
def main(folder: Path, is_all: bool) -> None:
    """Write pictures of the explorer to FOLDER."""
    folder.mkdir(parents=True, exist_ok=True)
    api = RecordingApi()
    api.replies["/v1/customers"] = lambda received: as_json(_CUSTOMER)
    with (
        tempfile.TemporaryDirectory() as name,
        _stripe(Path(name), api) as explorer,
        open_browser() as browser,
    ):
        for picture in PICTURES:
            if is_all or picture.is_shown:
                file = folder / f"explorer-{picture.name}.png"
                replace_file(file, _take(browser, explorer.url, picture))
                click.echo(file)
    api.close()


if __name__ == "__main__":
    main()
