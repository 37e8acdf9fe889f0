"""A small shop API, and the selection that code using its client results in."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from textwrap import dedent

from generator.core.diagnostics import Diagnostic, Diagnostics
from generator.lower.lower_document import lower_document
from generator.naming.names import name_api
from generator.openapi.parse import parse_document
from generator.python.arrangement import arrange_modules
from generator.slicing.selection import Selection
from generator.slicing.used_by.client_surface import ClientSurface, client_surface
from generator.slicing.used_by.read_sources import read_sources
from generator.slicing.used_by.select_used import select_used
from tests.names.documents import document, operation, parameter, record, ref

STRING = {"type": "string"}
CUSTOMER_ID = (parameter("customer", "path"),)
DOCUMENT = document(
    {
        "/customers": {
            "get": operation(
                "GetCustomers", {"type": "array", "items": ref("customer")}
            ),
            "post": operation(
                "PostCustomers",
                ref("customer"),
                body=record(address=record("city", city=STRING)),
            ),
        },
        "/customers/{customer}": {
            "get": operation("GetCustomer", ref("customer"), CUSTOMER_ID),
            "delete": operation("DeleteCustomer", ref("customer"), CUSTOMER_ID),
        },
        "/customers/{customer}/cards": {
            "get": operation(
                "GetCards", {"type": "array", "items": STRING}, CUSTOMER_ID
            ),
            "post": operation("PostCards", STRING, CUSTOMER_ID),
        },
        "/invoices/{invoice}/pay": {
            "post": operation("PayInvoice", {}, (parameter("invoice", "path"),))
        },
    },
    {"customer": record(name=STRING), "invoice": record(total={"type": "integer"})},
) | {
    "webhooks": {
        name: {"post": {"requestBody": {"content": {"application/json": {}}}}}
        for name in ("newCustomer", "paid")
    }
}


@cache
def shop_surface() -> ClientSurface:
    """The names in the client of the whole shop API."""
    diagnostics = Diagnostics()
    api = lower_document(parse_document(DOCUMENT, diagnostics), diagnostics).api
    diagnostics.raise_errors()
    names = name_api(api)
    return client_surface(api, names, arrange_modules(api, names))


def select_from_code(folder: Path, **files: str) -> tuple[Selection, list[Diagnostic]]:
    """Write modules into a folder, and select what they use of the client `shop_client`."""
    folder.mkdir(exist_ok=True)
    for name, code in files.items():
        (folder / f"{name}.py").write_text(dedent(code), "utf-8")
    return select_from_paths(folder)


def select_from_paths(*paths: Path) -> tuple[Selection, list[Diagnostic]]:
    """Select what existing sources use of the client `shop_client`."""
    diagnostics = Diagnostics()
    sources = read_sources(paths, "shop_client", diagnostics)
    selection = select_used(sources, "shop_client", shop_surface(), diagnostics)
    return selection, list(diagnostics)
