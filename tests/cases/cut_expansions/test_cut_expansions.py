"""One operation, its expandable fields left as identifiers: a client of few models."""

from __future__ import annotations

from typing import Any

import pytest

from tests.cases.serving import Server


def test_an_expandable_field_is_its_identifier(
    client: Any, operations: Any, server: Server
) -> None:
    server.answer({"book": "bk_1", "readers": ["rd_1", "rd_2"], "shelf": {"number": 3}})
    loan = operations.get_loan(client, "ln_1")
    assert (loan.book, loan.readers, loan.shelf.number) == ("bk_1", ["rd_1", "rd_2"], 3)


def test_nothing_of_an_object_is_lost_that_came_all_the_same(
    client: Any, operations: Any, server: Server
) -> None:
    answer = {"book": {"title": "Emma"}, "readers": [{"name": "Ada"}]}
    server.answer(answer)
    loan = operations.get_loan(client, "ln_1")
    assert loan.book == {"title": "Emma"}
    assert loan.to_dict() == answer


def test_what_only_expansions_lead_to_is_not_there(
    models: Any, operations: Any
) -> None:
    assert {"Loan", "Shelf"} <= set(dir(models))
    assert not {"Author", "Book", "Reader"} & set(dir(models))
    with pytest.raises(AttributeError):
        _ = operations.get_readers
