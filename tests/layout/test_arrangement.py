"""Module names of resources."""

from __future__ import annotations

import pytest

from generator.python.arrangement import resource_module


@pytest.mark.parametrize(
    ("resource", "module"),
    [
        (("issuing", "cards"), "issuing_cards"),
        (("import", "variant"), "import_variant"),
        (("import_", "variant"), "import_variant"),
        (("import",), "import_"),
        (("Payment Intents",), "payment_intents"),
    ],
)
def test_only_a_complete_name_avoids_keywords(
    resource: tuple[str, ...], module: str
) -> None:
    assert resource_module(resource) == module
