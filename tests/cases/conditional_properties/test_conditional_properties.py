"""`if`, `then`, `else`, `dependentSchemas`: conditional properties are optional."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from tests.cases.serving import Server


@pytest.mark.parametrize(
    ("model", "field", "annotation"),
    [
        ("Address", "state", "str | None"),
        ("Address", "zip", "int | str | None"),
        ("Address", "canton", "str | None"),
        ("Address", "checked", "Date | None"),
        ("Address", "company", "Company | None"),
        ("Address", "country", "str"),
        ("Address", "tags", "list[str] | None"),
        ("Address", "letter", "str | None"),
        ("Address", "amount", "float | None"),
        ("Holder", "contact", "Contact | None"),
        ("Holder", "yes", "Any | None"),
        ("Holder", "no", "Never | None"),
        ("Holder", "any", "Any | None"),
        ("Holder", "noted", "Any | None"),
    ],
)
def test_annotations(model: str, field: str, annotation: str, models: Any) -> None:
    assert getattr(models, model).__annotations__[field] == annotation


def test_conditional_property_round_trip(
    client: Any, operations: Any, models: Any, server: Server
) -> None:
    data = {
        "country": "US",
        "state": "CA",
        "zip": 94000,
        "checked": "2026-05-01",
        "company": {"name": "Acme"},
    }
    server.answer(data)
    address = operations.post_address(
        client,
        country="US",
        state="CA",
        zip=94000,
        checked=date(2026, 5, 1),
        company={"name": "Acme"},
    )
    assert server.last.json == data
    assert address.company == models.Company(name="Acme")
    assert address.checked == date(2026, 5, 1)
    assert address.additional_properties == {}
    assert address.to_dict() == data
