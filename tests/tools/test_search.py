"""Searching operations: one rule a test, on small catalogues."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Sequence
from time import process_time
from typing import Any

import pytest

from generator.runtime.tools.catalogue import CatalogueOperation, Effect
from generator.runtime.tools.search import SearchIndex
from generator.runtime.tools.search_query import parse_query, query_words
from generator.runtime.tools.search_words import Spellings, stem, words

_EFFECTS: dict[str, Effect] = {"GET": "read", "DELETE": "delete"}


def _operation(
    route: str,
    client_method: str,
    summary: str = "",
    *,
    key: str = "",
    arguments: Sequence[str] = (),
    **members: Any,
) -> CatalogueOperation:
    method, path = route.split()
    key = key or client_method.replace(".", "_")
    return CatalogueOperation(
        key=key,
        tool=key,
        method=method,
        path=path,
        function=key,
        client_method=client_method,
        summary=summary,
        description=members.pop("description", summary),
        effect=_EFFECTS.get(method, "change"),
        arguments={"type": "object", "properties": {name: {} for name in arguments}},
        **members,
    )


def _resource(path: str, name: str) -> list[CatalogueOperation]:
    """The usual five operations of a resource. They have no summaries."""
    member = f"{path}/{{id}}"
    return [
        _operation(f"GET {path}", f"{name}.list"),
        _operation(f"POST {path}", f"{name}.create"),
        _operation(f"GET {member}", f"{name}.retrieve"),
        _operation(f"POST {member}", f"{name}.update"),
        _operation(f"DELETE {member}", f"{name}.delete"),
    ]


def _methods(
    operations: Sequence[CatalogueOperation], query: str, **options: Any
) -> list[str]:
    found = SearchIndex(operations).search(query, **options)
    return [operation.client_method for operation in found]


_BOOKS = _resource("/books", "books")


@pytest.mark.parametrize(
    ("query", "method"),
    [
        ("create a book", "books.create"),
        ("please add a new book", "books.create"),
        ("How do I make a book?", "books.create"),
        ("list the books", "books.list"),
        ("books", "books.list"),
        ("which books do we have", "books.list"),
        ("how many books are there", "books.list"),
        ("show books", "books.list"),
        ("show a book", "books.retrieve"),
        ("get book", "books.retrieve"),
        ("book details", "books.retrieve"),
        ("edit a book", "books.update"),
        ("rename a book", "books.update"),
        ("remove a book", "books.delete"),
        ("terminate book", "books.delete"),
    ],
)
def test_verb_chooses_among_operations_of_a_resource(query: str, method: str) -> None:
    assert _methods(_BOOKS, query)[0] == method


@pytest.mark.parametrize("query", ["creat a book", "crate a boook", "create book"])
def test_misspelt_words(query: str) -> None:
    assert _methods(_BOOKS, query)[0] == "books.create"


def test_british_spelling() -> None:
    operations = [
        *_resource("/colors", "colors"),
        _operation("POST /bills/{id}/finalize", "bills.finalize"),
        *_resource("/bills", "bills"),
    ]
    assert _methods(operations, "finalise a bill")[0] == "bills.finalize"
    assert _methods(operations, "list colours")[0] == "colors.list"


def test_exact_resource_before_longer_one() -> None:
    operations = [
        *_resource("/book_shelves", "book_shelves"),
        *_resource("/books/{book}/pages", "books.pages"),
        *_BOOKS,
    ]
    assert _methods(operations, "create a book")[0] == "books.create"
    assert _methods(operations, "create a book shelf")[0] == "book_shelves.create"


def test_nested_resource() -> None:
    operations = [*_BOOKS, *_resource("/books/{book}/pages", "books.pages")]
    assert _methods(operations, "pages of a book")[0] == "books.pages.list"
    assert _methods(operations, "add a page to a book")[0] == "books.pages.create"
    assert _methods(operations, "a book's pages")[0] == "books.pages.list"


def test_details_do_not_change_the_object() -> None:
    operations = [
        *_resource("/books/{book}/tax_codes", "books.tax_codes"),
        *_resource("/tax_codes", "tax_codes"),
        *_resource("/books", "books"),
    ]
    query = "create a book with a title and tax code"
    assert _methods(operations, query)[0] == "books.create"


def test_details_are_found_in_arguments() -> None:
    operations = [
        _operation("POST /books", "books.create", arguments=["title"]),
        _operation("POST /v2/books", "v2.books.create", arguments=["isbn"]),
    ]
    assert _methods(operations, "create a book with isbn")[0] == "v2.books.create"
    assert _methods(operations, "create a book with title")[0] == "books.create"


def test_own_verb_before_general_ones() -> None:
    operations = [
        *_BOOKS,
        _operation("POST /books/{id}/archive", "books.archive"),
        _operation("POST /books/{id}/send", "books.send"),
    ]
    assert _methods(operations, "send a book by post")[0] == "books.send"
    assert _methods(operations, "archive a book")[0] == "books.archive"
    assert _methods(operations, "create a book")[0] == "books.create"


def test_verb_names_a_resource() -> None:
    operations = [
        *_resource("/guests", "guests"),
        _operation("GET /guests/{id}/bans", "guests.bans.list"),
        _operation("PUT /guests/{id}/bans", "guests.bans.create"),
    ]
    assert _methods(operations, "ban a guest")[0] == "guests.bans.create"


def test_verb_and_noun_of_one_family() -> None:
    operations = [
        *_resource("/readers", "readers"),
        *_resource("/readers/{reader}/subscriptions", "readers.subscriptions"),
    ]
    query = "subscribe a reader"
    assert _methods(operations, query)[0] == "readers.subscriptions.create"


def test_container_of_a_nested_resource() -> None:
    operations = [
        *_resource("/films/{film}/pages", "films.pages"),
        *_resource("/books/{book}/pages", "books.pages"),
    ]
    assert _methods(operations, "pages of a book")[0] == "books.pages.list"
    assert _methods(operations, "pages of a film")[0] == "films.pages.list"


def test_verb_at_the_end() -> None:
    operations = [*_BOOKS, _operation("GET /books/search", "books.search")]
    assert _methods(operations, "book search")[0] == "books.search"


def test_verb_of_a_summary_before_the_http_method() -> None:
    operations = [
        _operation(
            "POST /book/get", "book.get.create", "Retrieve a book", key="bookGet"
        ),
        _operation(
            "POST /book/create", "book.create.create", "Create a book", key="bookCreate"
        ),
    ]
    assert _methods(operations, "get a book")[0] == "book.get.create"
    assert _methods(operations, "create a book")[0] == "book.create.create"


@pytest.mark.parametrize(
    "query",
    [
        "books.retrieve",
        "booksRetrieve",
        "BOOKS_RETRIEVE",
        "GET /books/{id}",
        "get /books/42",
        "GET /books/{book}/",
    ],
)
def test_names_and_paths_as_typed(query: str) -> None:
    assert _methods(_BOOKS, query)[0] == "books.retrieve"


def test_path_without_parameter_before_one_with() -> None:
    operations = [*_BOOKS, _operation("GET /books/search", "books.search")]
    assert _methods(operations, "/books/search")[:2] == [
        "books.search",
        "books.retrieve",
    ]


def test_deprecated_operation_after_its_successor() -> None:
    operations = [
        _operation("GET /books", "books.list", deprecated=True),
        _operation("GET /v2/books", "v2.books.list"),
    ]
    assert _methods(operations, "list books") == ["v2.books.list", "books.list"]


def test_joined_words() -> None:
    operations = [*_BOOKS, *_resource("/bookmarks", "bookmarks")]
    assert _methods(operations, "create a book mark")[0] == "bookmarks.create"


def test_synonyms() -> None:
    operations = [*_BOOKS, *_resource("/folders", "folders")]
    assert _methods(operations, "make a directory")[0] == "folders.create"


def test_myself() -> None:
    operations = [
        _operation("GET /users/{id}", "users.retrieve"),
        _operation("GET /users/me", "users.me.retrieve"),
    ]
    assert _methods(operations, "who am I")[0] == "users.me.retrieve"


def test_partial_last_word() -> None:
    operations = [*_BOOKS, *_resource("/authors", "authors")]
    assert _methods(operations, "create auth") == []  # "auth" is a word
    found = _methods(operations, "create auth", is_partial=True)
    assert found[0] == "authors.create"
    for end in range(3, len("authors") + 1):
        assert "authors.list" in _methods(operations, "authors"[:end], is_partial=True)


def test_words_of_other_alphabets() -> None:
    operations = [
        *_BOOKS,
        _operation("GET /größen", "größen.list", key="größenListe"),
        _operation("GET /x", "x.list", "顧客"),
    ]
    assert _methods(operations, "Größen")[0] == "größen.list"
    assert _methods(operations, "顧客")[0] == "x.list"


def test_limit() -> None:
    assert len(_methods(_BOOKS, "book", limit=3)) == 3
    assert _methods(_BOOKS, "book", limit=0) == []
    assert _methods(_BOOKS, "books.list", limit=1) == ["books.list"]


def test_limit_does_not_change_the_order() -> None:
    operations = [
        *_resource("/book_shelves", "book_shelves"),
        *_BOOKS,
        *_resource("/books/{book}/pages", "books.pages"),
    ]
    for query in ("create a book", "pages of a book", "delete shelf", "books"):
        ranked = _methods(operations, query, limit=100)
        for limit in range(1, len(ranked)):
            assert _methods(operations, query, limit=limit) == ranked[:limit]


@pytest.mark.parametrize("query", ["", " ", "/", "?!", "the", "of of of", "zzzz", "{}"])
def test_queries_without_words(query: str) -> None:
    assert _methods(_BOOKS, query) == []


def test_no_operations() -> None:
    assert _methods([], "create a book") == []


@pytest.mark.parametrize(
    "query",
    [
        "x" * 100_000,
        "book " * 20_000,
        "/" * 100_000,
        "GET /" + "a/" * 50_000,
        "bo ok" * 20_000,
        "".join(map(chr, range(0x20, 0x18000))),
    ],
)
def test_hostile_queries_are_bounded(query: str) -> None:
    index = SearchIndex([*_BOOKS, *_resource("/authors", "authors")])
    start = process_time()
    index.search(query)
    index.search(query, is_partial=True)
    assert process_time() - start < 0.1
    assert sum(map(len, query_words(query))) <= 400


def test_order_is_the_same_in_every_process() -> None:
    program = (
        "from tests.tools.test_search import _BOOKS, _methods, _resource\n"
        "operations = [*_resource('/book_shelves/{a}/books', 'book_shelves.books'), *_BOOKS]\n"
        "print(_methods(operations, 'which boks of mine', limit=20))"
    )
    outputs = {
        subprocess.run(
            [sys.executable, "-c", program],
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            check=True,
            text=True,
        ).stdout
        for seed in ("1", "2", "3")
    }
    assert len(outputs) == 1
    assert "books.list" in outputs.pop()


def test_parts_of_a_query() -> None:
    query = parse_query(query_words("List the pages of a book with pictures"))
    assert query.objects == ("pages",)
    assert query.context == ("book",)
    assert query.details == ("pictures",)
    assert query.is_request
    assert max(query.actions, key=query.actions.__getitem__) == "list"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("createdAt", ["created", "at"]),
        ("HTTPServer_v2", ["http", "server", "v", "2"]),
        ("tax-ids/{id}", ["tax", "ids", "id"]),
        ("Éclair d'été", ["éclair", "d", "été"]),
    ],
)
def test_words(text: str, found: list[str]) -> None:
    assert words(text) == found


@pytest.mark.parametrize(
    "forms",
    [
        ["customer", "customers"],
        ["category", "categories"],
        ["address", "addresses"],
        ["status", "statuses"],
        ["alias", "aliases"],
        ["box", "boxes"],
        ["pause", "paused", "pausing", "pauses"],
        ["cancel", "cancelled", "canceled", "cancelling"],
        ["call", "called", "calling", "calls"],
        ["stop", "stopped", "stopping"],
    ],
)
def test_forms_of_a_word_have_one_stem(forms: list[str]) -> None:
    assert len(set(map(stem, forms))) == 1


@pytest.mark.parametrize(
    ("misspelt", "word"),
    [
        ("custmer", "customer"),
        ("cusstomer", "customer"),
        ("custimer", "customer"),
        ("cutsomer", "customer"),
        ("lock", "lock"),  # not "block": the first letter differs
        ("creatte", "creatte"),  # a verb only where a verb can be
        ("zzzzzzz", "zzzzzzz"),
        ("x" * 1_000, "x" * 1_000),
    ],
)
def test_spellings(misspelt: str, word: str) -> None:
    assert Spellings(["customer", "block", "coupon"]).correct(misspelt) == word
