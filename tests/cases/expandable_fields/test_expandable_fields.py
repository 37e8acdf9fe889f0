"""`x-expansionResources`: an identifier, or the expanded object."""

from __future__ import annotations

from typing import Any

import pytest

from tests.cases.serving import Server


@pytest.mark.parametrize("customer", ["cus_1", None])
def test_unexpanded_field(customer: str | None, models: Any) -> None:
    charge = models.Charge.from_dict({"id": "ch_1", "customer": customer})
    assert charge.customer == customer
    assert charge.is_set("customer")


def test_expanded_field(
    client: Any, operations: Any, models: Any, server: Server
) -> None:
    customer = {"id": "cus_1", "object": "customer", "email": "ada@example.com"}
    server.answer({"id": "ch_1", "customer": customer, "invoice": {"total": 5}})
    charge = operations.get_charge(client, "ch_1", expand=["customer", "invoice"])
    assert isinstance(charge.customer, models.Customer)
    assert charge.customer.email == "ada@example.com"
    assert server.last.arguments == [
        ("expand[0]", "customer"),
        ("expand[1]", "invoice"),
    ]


def test_expanded_deleted_object(models: Any) -> None:
    customer = {"id": "cus_1", "object": "customer", "deleted": True}
    charge = models.Charge.from_dict({"id": "ch_1", "customer": customer})
    assert isinstance(charge.customer, models.DeletedCustomer)
    assert charge.to_dict() == {"id": "ch_1", "customer": customer}


def test_object_named_by_extension_only(models: Any) -> None:
    charge = models.Charge.from_dict({"id": "ch_1", "invoice": {"total": 5}})
    assert charge.invoice == models.Invoice(total=5)
