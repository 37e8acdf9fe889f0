"""Expandable fields reduced to identifiers: a client with few models."""

from __future__ import annotations

from typing import Any

import pytest

from tests.cases.serving import Server


def test_expandable_field_is_identifier(
    client: Any, operations: Any, server: Server
) -> None:
    server.answer({"book": "bk_1", "readers": ["rd_1", "rd_2"], "shelf": {"number": 3}})
    loan = operations.get_loan(client, "ln_1")
    assert (loan.book, loan.readers, loan.shelf.number) == ("bk_1", ["rd_1", "rd_2"], 3)


def test_expanded_object_is_kept(client: Any, operations: Any, server: Server) -> None:
    answer = {"book": {"title": "Emma"}, "readers": [{"name": "Ada"}]}
    server.answer(answer)
    loan = operations.get_loan(client, "ln_1")
    assert loan.book == {"title": "Emma"}
    assert loan.to_dict() == answer


def test_models_of_expansions_are_omitted(models: Any, operations: Any) -> None:
    assert {"Loan", "Shelf"} <= set(dir(models))
    assert not {"Author", "Book", "Reader"} & set(dir(models))
    with pytest.raises(AttributeError):
        _ = operations.get_readers
