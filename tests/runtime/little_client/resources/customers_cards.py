from __future__ import annotations

from generator.runtime.client.resource import AsyncResource, Resource

from ..operations.lists import get_cards, get_cards_async


class Cards(Resource):
    list = get_cards


class AsyncCards(AsyncResource):
    list = get_cards_async
