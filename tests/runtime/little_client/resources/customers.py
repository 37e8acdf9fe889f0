from __future__ import annotations

from typing import TYPE_CHECKING

from generator.runtime.client.resource import AsyncResource, LazyResource, Resource

from ..operations.customers import (
    get_customer,
    get_customer_async,
    post_customers,
    post_customers_async,
)
from ..operations.lists import get_customers, get_customers_async

if TYPE_CHECKING:
    from .customers_cards import AsyncCards, Cards


class Customers(Resource):
    create = post_customers
    retrieve = get_customer
    list = get_customers
    cards: LazyResource[Cards] = LazyResource(".customers_cards")


class AsyncCustomers(AsyncResource):
    create = post_customers_async
    retrieve = get_customer_async
    list = get_customers_async
    cards: LazyResource[AsyncCards] = LazyResource(".customers_cards")
