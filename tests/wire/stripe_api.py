"""Stripe's document as codegen understands it, to walk over all of its operations."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from generator.core.diagnostics import Diagnostics
from generator.ir.api import Api
from generator.lower.lower_document import lower_document
from generator.naming.names import Names, name_api
from generator.openapi.parse import parse_document
from generator.source.load import read_source
from tests.real.folders import STRIPE


class Named(NamedTuple):
    """An interface, and what its client calls everything in it."""

    api: Api
    names: Names


@cache
def stripe() -> Named:
    """The whole of it."""
    diagnostics = Diagnostics()
    document = parse_document(read_source(STRIPE).tree, diagnostics)
    api = lower_document(document, diagnostics).api
    assert not list(diagnostics)
    return Named(api, name_api(api))
