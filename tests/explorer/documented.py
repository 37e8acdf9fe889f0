"""Sites of documents: of small ones as text, of the cases, and of Stripe's."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

from generator.catalogue.create_catalogue import create_catalogue
from generator.catalogue.create_documentation import create_documentation
from generator.explorer.site import Site, SiteRequest
from generator.runtime.tools.catalogue import Catalogue
from generator.source.load import Source
from tests.cases.building import source_of
from tests.compiling import analyzed

REPOSITORY = Path(__file__).parents[2]
STRIPE = REPOSITORY / "specs" / "stripe.json"
OVERLAY = REPOSITORY / "specs" / "stripe.overlay.yaml"


def document_with(operation: Mapping[str, Any], **parts: Any) -> str:
    """A document with one operation, `POST /things`."""
    return json.dumps(
        {
            "openapi": "3.1.0",
            "info": {"title": "Things", "version": "1"},
            "servers": [{"url": "https://things.example"}],
            "paths": {
                "/things": {
                    "post": {
                        "operationId": "createThing",
                        "responses": {"204": {"description": "done"}},
                        **operation,
                    }
                }
            },
            **parts,
        }
    )


def with_body(schema: Mapping[str, Any], **schemas: Any) -> str:
    """A document whose operation has a JSON body."""
    body = {"content": {"application/json": {"schema": schema}}, "required": True}
    return document_with({"requestBody": body}, components={"schemas": schemas})


def site_of(path: Path | Source, **settings: Any) -> Site:
    """The site of a document."""
    named = analyzed(path, overlays=settings.pop("overlays", ())).named
    request = SiteRequest(
        catalogue=create_catalogue(named.api, named.names),
        documentation=create_documentation(named.api, named.names, {}),
        package=settings.pop("package", "things_client"),
    )
    return Site(replace(request, **settings))


def site_of_text(text: str, folder: Path, **settings: Any) -> Site:
    """The site of a document that a test writes."""
    path = folder / "openapi.json"
    path.write_text(text)
    return site_of(path, **settings)


@cache
def stripe_site() -> Site:
    """The site of Stripe's document."""
    return site_of(STRIPE, overlays=(OVERLAY,), package="stripe_client")


@cache
def stripe_catalogue() -> Catalogue:
    """The catalogue of Stripe's document."""
    named = analyzed(STRIPE, overlays=(OVERLAY,)).named
    return create_catalogue(named.api, named.names)


def case_site(case: str) -> Site:
    """The site of a document in tests/cases."""
    return site_of(source_of(case), package=f"{case}_tools")


def text_of(site: Site, path: str) -> str:
    """The text of a file that a site has."""
    file = site.file(path)
    assert file is not None, path
    return file.content.decode()
