"""`x-expansionResources`: an identifier, or the object in its place."""

from __future__ import annotations

from typing import Any

import pytest

from tests.cases.serving import Server


@pytest.mark.parametrize("customer", ["cus_1", None])
def test_a_field_that_is_not_expanded_is_the_identifier(
    customer: str | None, models: Any
) -> None:
    charge = models.Charge.from_dict({"id": "ch_1", "customer": customer})
    assert charge.customer == customer
    assert charge.is_set("customer")


def test_an_expanded_field_is_the_object(
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


def test_a_deleted_object_is_told_by_its_flag(models: Any) -> None:
    customer = {"id": "cus_1", "object": "customer", "deleted": True}
    charge = models.Charge.from_dict({"id": "ch_1", "customer": customer})
    assert isinstance(charge.customer, models.DeletedCustomer)
    assert charge.to_dict() == {"id": "ch_1", "customer": customer}


def test_an_object_that_only_the_extension_names_is_typed(models: Any) -> None:
    charge = models.Charge.from_dict({"id": "ch_1", "invoice": {"total": 5}})
    assert charge.invoice == models.Invoice(total=5)
