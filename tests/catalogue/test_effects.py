"""Effects of operations: by HTTP method, or declared in the configuration by pattern."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from generator.config import ClientOptions, read_configuration
from generator.config.read_client import read_options
from generator.config.schema import configuration_schema
from generator.core.diagnostics import DocumentError
from generator.frontend.validation import InvalidDocumentError
from generator.source.load import read_source
from tests.compiling import compiled_client

SHOP = Path(__file__).parent.parent / "tools" / "shop.yaml"


def _effects(effects: dict[str, Any]) -> dict[str, str]:
    options = ClientOptions(tools=True, effects=effects)
    files = compiled_client(read_source(SHOP), "client", options).files
    [data] = [file.content for file in files if file.path == "tools.json"]
    return {
        operation["key"]: operation["effect"]
        for operation in json.loads(data)["operations"]
    }


def test_effects_of_methods() -> None:
    effects = _effects({})
    assert effects["ListOrders"] == "read"
    assert effects["SearchOrders"] == effects["PostCustomers"] == "change"
    assert effects["DeleteCustomer"] == "delete"


def test_the_most_specific_pattern_decides() -> None:
    effects = _effects(
        {
            "*": "change",
            "/orders/**": "read",
            "tag:customers": "delete",
            "GET /customers/{id}": "read",
            "PostCustomers": "read",
            "CreateChat": "read",
        }
    )
    assert effects["ListOrders"] == effects["SearchOrders"] == "read"
    assert effects["ListCustomers"] == "delete"
    assert effects["GetCustomer"] == effects["PostCustomers"] == "read"
    assert effects["StreamEvents"] == "change"
    # The variant that streams, too.
    assert [effect for key, effect in effects.items() if "Chat" in key] == ["read"] * 2


@pytest.mark.parametrize(
    "pattern", ["PostCustomer", "tag:orders", "/carts/**", "Cart*"]
)
def test_pattern_that_matches_nothing(pattern: str) -> None:
    with pytest.raises(InvalidDocumentError) as raised:
        _effects({pattern: "read"})
    assert any(
        pattern.removeprefix("tag:") in str(each) for each in raised.value.diagnostics
    )


def test_configuration(tmp_path: Path) -> None:
    file = tmp_path / "codegen.toml"
    file.write_text(
        '[clients.a.effects]\nfind = "read"\n"POST /**/cancel" = "delete"\n'
    )
    [client] = read_configuration(file).clients.values()
    assert client.options.effects == {"find": "read", "POST /**/cancel": "delete"}
    assert read_options(client.options.to_json()) == client.options


def test_invalid_effect(tmp_path: Path) -> None:
    file = tmp_path / "codegen.toml"
    file.write_text('[clients.a.effects]\nfind = "reads"\n')
    with pytest.raises(DocumentError) as raised:
        read_configuration(file)
    [diagnostic] = raised.value.diagnostics
    assert diagnostic.message == (
        '`clients.a.effects.find` must be "read", "change" or "delete"'
    )
    settings = {"clients": {"a": {"effects": {"find": "reads"}}}}
    validator = Draft202012Validator(configuration_schema())
    assert not validator.is_valid(settings)
    settings["clients"]["a"]["effects"]["find"] = "read"
    assert validator.is_valid(settings)
