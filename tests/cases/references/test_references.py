"""Pointers with escapes, references to references, references into other operations."""

from __future__ import annotations

from typing import Any

from tests.cases.serving import Server


def test_a_reference_into_a_property_with_an_awkward_name_gives_its_type(
    client: Any, operations: Any, models: Any, server: Server
) -> None:
    server.answer({"shelf": {"row": 3}})
    book = operations.get_book(client, "b1")
    assert isinstance(book.shelf, models.ShelfABCD)
    assert book.shelf.row == 3
    assert server.last.path == "/books/b1"


def test_a_property_with_an_awkward_name_keeps_it_on_the_wire(models: Any) -> None:
    shelf = models.Shelf(a_b_c_d=models.ShelfABCD(row=1))
    assert shelf.to_dict() == {"a/b~c d": {"row": 1}}


def test_a_chain_of_references_ends_at_the_schema(models: Any) -> None:
    book = models.Book.from_dict({"shelf": {}, "author": {"name": "Ada"}})
    assert isinstance(book.author, models.Person)
    assert models.Alias == "SecondAlias"


def test_a_reference_into_a_response_gives_the_schema_it_names(
    client: Any, operations: Any, models: Any, server: Server
) -> None:
    server.answer([{"shelf": {}}])
    (book,) = operations.list_books(client)
    assert isinstance(book, models.Book)


def test_a_reference_through_a_path_gives_what_that_operation_answers(
    client: Any, operations: Any, models: Any, server: Server
) -> None:
    server.answer({"books": [{"shelf": {"row": 1}}], "borrower": {"name": "Bo"}})
    loan = operations.get_loan(client)
    assert loan.books[0].shelf == models.ShelfABCD(row=1)
    assert loan.borrower == models.Person(name="Bo")
