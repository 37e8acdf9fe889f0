"""The API model and names of Stripe's document, to iterate over all of its operations."""

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


class StripeApi(NamedTuple):
    """An API and the names in its client."""

    api: Api
    names: Names


@cache
def stripe() -> StripeApi:
    """Lower and name Stripe's document."""
    diagnostics = Diagnostics()
    document = parse_document(read_source(STRIPE).tree, diagnostics)
    api = lower_document(document, diagnostics).api
    assert not list(diagnostics)
    return StripeApi(api, name_api(api))
