"""Two versions of Stripe's document, three years apart, can be read side by side."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.diff.markdown import LIMIT, markdown
from generator.diff.plain_text import plain_text
from generator.diff.report import Report
from generator.naming.spelling import snake_case
from generator.source.load import read_source
from tests.diff.documents import reported

VERSIONS = ("stripe-2023-08-16.json", "stripe-2026-05-27.json")


@pytest.fixture(scope="module")
def documents(shared: Path) -> tuple[Path, Path]:
    old, new = (shared / "specs" / each for each in VERSIONS)
    return old, new


@pytest.fixture(scope="module")
def changes(documents: tuple[Path, Path]) -> Report:
    return reported(*documents)


def operation_ids(document: Path) -> set[str]:
    paths = read_source(document).tree["paths"].values()
    return {
        member["operationId"]
        for path in paths
        for member in path.values()
        if isinstance(member, dict) and "operationId" in member
    }


@pytest.mark.parametrize(
    ("rule", "one", "other"),
    [("operation-added", 1, 0), ("operation-removed", 0, 1)],
)
def test_every_operation_that_came_or_went_is_told(
    changes: Report, documents: tuple[Path, Path], rule: str, one: int, other: int
) -> None:
    found = {each.function for each in changes.changes if each.rule.id == rule}
    expected = operation_ids(documents[one]) - operation_ids(documents[other])
    assert found == {snake_case(each, "operation") for each in expected}
    text = plain_text(changes)
    assert all(f"({name})" in text for name in found)


def test_there_is_not_more_of_what_breaks_than_one_can_read(changes: Report) -> None:
    breaking = [each for each in changes.changes if each.breaking]
    assert 150 < len(breaking) < 300
    assert len(changes.changes) > 3_000
    lines = plain_text(changes).partition("OTHER CHANGES")[0].splitlines()
    assert len(lines) < 350


def test_the_first_screen_tells_what_went(changes: Report) -> None:
    screen = "\n".join(plain_text(changes).splitlines()[:40])
    assert "Stripe API 2023-08-16 → Stripe API 2026-05-27.dahlia" in screen
    assert "operations  5 removed (breaking)" in screen
    assert "invoices.upcoming (get_invoices_upcoming)" in screen
    assert "Invoice: 14 fields removed" in screen


def test_arguments_that_went_everywhere_are_told_once(changes: Report) -> None:
    text = " ".join(plain_text(changes).split())
    assert (
        "arguments removed: coupon, promotion_code, in customers.create, "
        "customers.update" in text
    )


def test_markdown_fits_into_a_pull_request(changes: Report) -> None:
    assert len(markdown(changes)) < LIMIT + 1_000


@pytest.mark.parametrize("version", [0, 1])
def test_a_version_has_not_changed_from_itself(
    documents: tuple[Path, Path], version: int
) -> None:
    document = documents[version]
    assert reported(document, document).changes == ()
