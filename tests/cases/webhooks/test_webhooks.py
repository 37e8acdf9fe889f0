"""Decode webhooks and callbacks into models."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from importlib import import_module
from typing import Any

import pytest

from generator.config import ClientOptions
from generator.frontend.coverage import Tally
from generator.slicing.selection import Selection
from generator.source.load import read_source
from tests.cases.building import document_of
from tests.cases.serving import Server
from tests.compiling import compiled_client

NEW_PET = {"pet": {"name": "Rex"}, "at": "2024-05-01T00:00:00Z"}


@pytest.fixture(scope="module")
def webhooks(client_package: Any) -> Any:
    return import_module(f"{client_package.__name__}.webhooks")


@pytest.mark.parametrize(
    "payload", [json.dumps(NEW_PET).encode(), json.dumps(NEW_PET), NEW_PET]
)
def test_webhook_payload_types(payload: Any, webhooks: Any, models: Any) -> None:
    event = webhooks.new_pet(payload)
    assert event.pet == models.Pet(name="Rex")
    assert event.at == datetime(2024, 5, 1, tzinfo=UTC)
    assert type(event).__name__ == "NewPetPayload"


def test_webhook_by_reference(
    client: Any, operations: Any, webhooks: Any, models: Any, server: Server
) -> None:
    assert webhooks.pet_gone(b'{"name": "Rex"}') == models.Pet(name="Rex")
    server.answer({"pet": {"name": "Rex"}})
    assert operations.get_pet(client, "p1").pet == models.Pet(name="Rex")
    assert server.last.path == "/pets/p1"


def test_callback(webhooks: Any, models: Any) -> None:
    assert webhooks.subscribe_on_event('[{"name": "Rex"}]') == [models.Pet(name="Rex")]
    assert webhooks.end({"reason": "lost"}).reason == "lost"


def test_text_webhook(webhooks: Any) -> None:
    assert webhooks.receive_note("é".encode()) == "é"


def test_invalid_webhook_content(webhooks: Any) -> None:
    with pytest.raises(ValueError, match="Expecting value"):
        webhooks.new_pet(b"<pet>")
    with pytest.raises(ValueError, match="nested too deeply"):
        webhooks.new_pet("[" * 100_000)
    with pytest.raises(ValueError, match="an array, expected an object"):
        webhooks.new_pet([])


def counted(selection: Selection) -> Tally:
    source = read_source(document_of("webhooks"))
    client = compiled_client(source, options=ClientOptions(selection=selection))
    return client.coverage.webhooks


def test_webhooks_with_content_are_counted() -> None:
    assert counted(Selection()) == Tally(5, 5, 5)


@pytest.mark.parametrize(
    ("selection", "count"),
    [
        (Selection(operations=("getPet",)), 0),
        # Its two callbacks, one of them from the components.
        (Selection(operations=("subscribe",)), 2),
        (Selection(operations=("getPet",), tags=("pets",)), 1),
        (Selection(tags=("pets",)), 1),
        (Selection(exclude=("subscribe",)), 3),
        (Selection(exclude=("tag:pets",)), 4),
        (Selection(types=("Pet",)), 0),
        (Selection(webhooks=("pet_gone",)), 1),
        (Selection(operations=("subscribe",), webhooks=("pet_gone", "end")), 3),
    ],
)
def test_selected_callbacks_and_tags(selection: Selection, count: int) -> None:
    assert counted(selection) == Tally(count, count, 5)
