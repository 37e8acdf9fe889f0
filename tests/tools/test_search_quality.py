"""How well searches find the right operations of real documents.

The folder search_queries holds queries by document, each with the operations that are right. The
part `tuning` was used to choose the rules and weights of the search; the part `final` was not.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Literal, TypeAlias

import pytest

from generator.catalogue.create_catalogue import create_catalogue
from generator.runtime.tools.search import SearchIndex
from tests.compiling import analyzed

_REPOSITORY = Path(__file__).parents[2]
_QUERIES = Path(__file__).with_name("search_queries")
_STRIPE = _REPOSITORY / "specs" / "stripe.json"
_OVERLAY = _REPOSITORY / "specs" / "stripe.overlay.yaml"

_Part: TypeAlias = Literal["tuning", "final"]

# By document: the file beside the repository, and the least shares of hits in percent: first and
# among five of the part for tuning, first and among five of the final part.
_DOCUMENTS = {
    "box": ("vendors/box.json", 80, 95, 70, 90),
    "discord": ("specs/discord-3.1.json", 85, 95, 80, 90),
    "docker": ("vendors/docker.yaml", 85, 95, 70, 95),
    "plaid": ("vendors/plaid.yml", 85, 95, 75, 80),
    "qdrant": ("vendors/qdrant.json", 80, 90, 80, 90),
    "stripe": ("specs/stripe-2026-05-27.json", 85, 93, 75, 93),
    "twilio": ("vendors/twilio-api.json", 80, 95, 80, 95),
}


@cache
def _index(document: Path, overlays: tuple[Path, ...] = ()) -> SearchIndex:
    named = analyzed(document, overlays=overlays).named
    return SearchIndex(create_catalogue(named.api, named.names).operations)


def _queries(document: str, part: _Part) -> list[tuple[str, list[str]]]:
    parts: dict[_Part, list[tuple[str, list[str]]]]
    parts = json.loads((_QUERIES / f"{document}.json").read_text("utf-8"))
    return parts[part]


def _missed(
    index: SearchIndex, queries: Sequence[tuple[str, list[str]]], limit: int
) -> list[str]:
    missed: list[str] = []
    for query, right in queries:
        found = [operation.key for operation in index.search(query, limit)]
        if set(right).isdisjoint(found):
            missed.append(f"{query}: {found}")
    return missed


def _check(
    index: SearchIndex, document: str, part: _Part, first: int, among_five: int
) -> None:
    queries = _queries(document, part)
    for limit, least in ((1, first), (5, among_five)):
        missed = _missed(index, queries, limit)
        share = 100 * (1 - len(missed) / len(queries))
        assert share >= least, (
            f"{share:.0f} % of {document}'s {part} queries hit at {limit}, not {least} %; missed:\n"
            + "\n".join(missed)
        )


@pytest.mark.parametrize("overlays", [(), (_OVERLAY,)], ids=["bare", "overlay"])
@pytest.mark.parametrize(
    ("part", "first", "among_five"), [("tuning", 88, 93), ("final", 75, 93)]
)
def test_stripe_without_prose(
    overlays: tuple[Path, ...], part: _Part, first: int, among_five: int
) -> None:
    _check(_index(_STRIPE, overlays), "stripe", part, first, among_five)


@pytest.mark.parametrize("document", _DOCUMENTS)
def test_documents_of_vendors(document: str, shared: Path) -> None:
    name, *least = _DOCUMENTS[document]
    if not (shared / name).is_file():
        pytest.skip(f"{name} is not beside the repository")
    index = _index(shared / name)
    _check(index, document, "tuning", *least[:2])
    _check(index, document, "final", *least[2:])


@pytest.mark.parametrize("document", _DOCUMENTS)
def test_queries_are_distinct(document: str) -> None:
    queries = [*_queries(document, "tuning"), *_queries(document, "final")]
    assert len({query for query, _ in queries}) == len(queries)


def test_right_operations_of_stripe_exist() -> None:
    known = {operation.key for operation in analyzed(_STRIPE).named.api.operations}
    for part in ("tuning", "final"):
        for query, right in _queries("stripe", part):
            assert right, query
            assert known.issuperset(right), query


def test_names_typed_as_they_are_come_first() -> None:
    """Every operation of a real document is found by its operationId, method and path."""
    named = analyzed(_STRIPE).named
    catalogue = create_catalogue(named.api, named.names)
    index = SearchIndex(catalogue.operations)
    for operation in catalogue.operations[::7]:
        lowered = operation.key[0].lower() + operation.key[1:]
        for query in (
            operation.key,
            lowered,
            operation.client_method,
            operation.function,
            f"{operation.method} {operation.path}",
        ):
            assert index.search(query, 1) == [operation], query
