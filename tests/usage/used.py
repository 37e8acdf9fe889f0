"""A little shop's API, and what pieces of code use of its client."""

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
from generator.slicing.used_by.files import read_uses
from generator.slicing.used_by.select import used_selection
from generator.slicing.used_by.surface import Surface, surface_of
from tests.names.documents import document, operation, parameter, record, ref

TEXT = {"type": "string"}
ONE = (parameter("customer", "path"),)
DOCUMENT = document(
    {
        "/customers": {
            "get": operation(
                "GetCustomers", {"type": "array", "items": ref("customer")}
            ),
            "post": operation(
                "PostCustomers",
                ref("customer"),
                body=record(address=record("city", city=TEXT)),
            ),
        },
        "/customers/{customer}": {
            "get": operation("GetCustomer", ref("customer"), ONE),
            "delete": operation("DeleteCustomer", ref("customer"), ONE),
        },
        "/customers/{customer}/cards": {
            "get": operation("GetCards", {"type": "array", "items": TEXT}, ONE),
            "post": operation("PostCards", TEXT, ONE),
        },
        "/invoices/{invoice}/pay": {
            "post": operation("PayInvoice", {}, (parameter("invoice", "path"),))
        },
    },
    {"customer": record(name=TEXT), "invoice": record(total={"type": "integer"})},
) | {
    "webhooks": {
        name: {"post": {"requestBody": {"content": {"application/json": {}}}}}
        for name in ("newCustomer", "paid")
    }
}


@cache
def surface() -> Surface:
    """What the whole client of the shop has."""
    diagnostics = Diagnostics()
    api = lower_document(parse_document(DOCUMENT, diagnostics), diagnostics).api
    diagnostics.raise_errors()
    names = name_api(api)
    return surface_of(api, names, arrange_modules(api, names))


def used(folder: Path, **files: str) -> tuple[Selection, list[Diagnostic]]:
    """What modules in a folder use of the client `shop_client`, and what there is to say."""
    folder.mkdir(exist_ok=True)
    for name, code in files.items():
        (folder / f"{name}.py").write_text(dedent(code), "utf-8")
    return used_at(folder)


def used_at(*paths: Path) -> tuple[Selection, list[Diagnostic]]:
    """The same for what is there already."""
    diagnostics = Diagnostics()
    uses = read_uses(paths, "shop_client", diagnostics)
    return used_selection(uses, "shop_client", surface(), diagnostics), list(
        diagnostics
    )
