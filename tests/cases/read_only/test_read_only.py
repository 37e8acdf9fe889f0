"""`readOnly` and `writeOnly`: requests and responses have different properties."""

from __future__ import annotations

from typing import Any

import pytest

from tests.cases.serving import Server

_ANSWER = {
    "id": "a1",
    "name": "Ada",
    "owner": {"personId": "p1", "created": "2026-05-01T00:00:00Z", "name": "Ada"},
    "below": [{"id": "a2", "name": "Bob"}],
}


def test_read_only_properties_in_requests(
    client: Any, operations: Any, models: Any, server: Server
) -> None:
    server.answer(_ANSWER)
    person = models.Person(name="Ada", pin=1)
    below = [{"name": "Bob", "password": "b", "owner": {"name": "Bob", "pin": 2}}]
    operations.create_account(
        client, name="Ada", password="a", owner=person, below=below
    )
    assert server.last.json == {
        "name": "Ada",
        "password": "a",
        "owner": {"name": "Ada", "pin": 1},
        "below": below,
    }


def test_write_only_properties_in_responses(
    client: Any, operations: Any, models: Any, server: Server
) -> None:
    server.answer(_ANSWER)
    account = operations.create_account(client, name="Ada", password="a")
    assert (account.id, account.below[0].id) == ("a1", "a2")
    assert account.owner.person_id == "p1"
    assert account.password is None
    assert not account.is_set("password")
    assert account.to_dict() == _ANSWER


@pytest.mark.parametrize(
    ("model", "field", "annotation"),
    [
        ("Account", "id", "str"),
        ("Account", "password", "str | None"),
        ("Person", "person_id", "Identifier"),
        ("Secret", "word", "str"),
    ],
)
def test_model_annotations(
    models: Any, model: str, field: str, annotation: str
) -> None:
    assert getattr(models, model).__annotations__[field] == annotation


def test_typed_dict_annotations(models: Any) -> None:
    sent = models.PersonDict.__annotations__
    spelt = {name: annotation.__forward_arg__ for name, annotation in sent.items()}
    assert spelt == {"name": "Required[str]", "pin": "Required[int]"}


def test_missing_required_property(models: Any) -> None:
    with pytest.raises(TypeError, match="'name'"):
        models.Account(password="a")
    with pytest.raises(TypeError, match="'word'"):
        models.Secret()
