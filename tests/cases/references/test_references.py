"""References with escaped pointers, in chains, and into other operations."""

from __future__ import annotations

from typing import Any

from tests.cases.serving import Server


def test_reference_with_escaped_pointer(
    client: Any, operations: Any, models: Any, server: Server
) -> None:
    server.answer({"shelf": {"row": 3}})
    book = operations.get_book(client, "b1")
    assert isinstance(book.shelf, models.ShelfABCD)
    assert book.shelf.row == 3
    assert server.last.path == "/books/b1"


def test_awkward_property_wire_name(models: Any) -> None:
    shelf = models.Shelf(a_b_c_d=models.ShelfABCD(row=1))
    assert shelf.to_dict() == {"a/b~c d": {"row": 1}}


def test_reference_chain(models: Any) -> None:
    book = models.Book.from_dict({"shelf": {}, "author": {"name": "Ada"}})
    assert isinstance(book.author, models.Person)
    assert models.Alias == "SecondAlias"


def test_reference_into_response(
    client: Any, operations: Any, models: Any, server: Server
) -> None:
    server.answer([{"shelf": {}}])
    (book,) = operations.list_books(client)
    assert isinstance(book, models.Book)


def test_reference_into_path(
    client: Any, operations: Any, models: Any, server: Server
) -> None:
    server.answer({"books": [{"shelf": {"row": 1}}], "borrower": {"name": "Bo"}})
    loan = operations.get_loan(client)
    assert loan.books[0].shelf == models.ShelfABCD(row=1)
    assert loan.borrower == models.Person(name="Bo")
