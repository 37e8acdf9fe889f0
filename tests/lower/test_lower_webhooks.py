"""Lowering webhooks and callbacks."""

from __future__ import annotations

from generator.core.diagnostics import Diagnostics
from generator.lower.lower_document import lower_document
from generator.openapi.parse import parse_document
from tests.names.documents import Tree, document, operation, record

BODY: Tree = {"content": {"application/json": {"schema": record(), "example": {}}}}


def test_webhooks_and_callbacks_are_distinguished_and_have_their_tags() -> None:
    sent: Tree = {"post": {"tags": ["events"], "requestBody": BODY, "responses": {}}}
    called: Tree = {"post": {"tags": ["calls"], "requestBody": BODY, "responses": {}}}
    subscribe = operation("subscribe", {}) | {"callbacks": {"done": {"{$url}": called}}}
    tree = document({"/x": {"post": subscribe}}, {}) | {"webhooks": {"created": sent}}
    api = lower_document(parse_document(tree, Diagnostics()), Diagnostics()).api
    webhooks = {webhook.tags: webhook for webhook in api.webhooks}
    created, done = webhooks["events",], webhooks["calls",]
    assert (created.is_callback, created.callback_of) == (False, ())
    assert (done.is_callback, done.callback_of) == (True, ("subscribe",))
    assert [example.value for example in created.examples] == [{}]
