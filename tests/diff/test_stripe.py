"""The report of two versions of Stripe's document that are three years apart."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.interface_diff.report.markdown import DEFAULT_LIMIT, render_markdown
from generator.interface_diff.report.report import Report
from generator.interface_diff.report.text import render_text
from generator.naming.spelling import snake_case
from generator.source.load import read_source
from tests.diff.documents import report_between

VERSIONS = ("stripe-2023-08-16.json", "stripe-2026-05-27.json")


@pytest.fixture(scope="module")
def documents(shared: Path) -> tuple[Path, Path]:
    old, new = (shared / "specs" / version for version in VERSIONS)
    return old, new


@pytest.fixture(scope="module")
def report(documents: tuple[Path, Path]) -> Report:
    return report_between(*documents)


def operation_ids(document: Path) -> set[str]:
    paths = read_source(document).tree["paths"].values()
    return {
        member["operationId"]
        for path in paths
        for member in path.values()
        if isinstance(member, dict) and "operationId" in member
    }


@pytest.mark.parametrize(
    ("rule", "version", "other"),
    [("operation-added", 1, 0), ("operation-removed", 0, 1)],
)
def test_every_added_and_removed_operation_is_reported(
    report: Report, documents: tuple[Path, Path], rule: str, version: int, other: int
) -> None:
    functions = {change.function for change in report.changes if change.rule.id == rule}
    expected = operation_ids(documents[version]) - operation_ids(documents[other])
    assert functions == {snake_case(id_, "operation") for id_ in expected}
    text = render_text(report)
    assert all(f"({name})" in text for name in functions)


def test_breaking_changes_are_few_enough_to_read(report: Report) -> None:
    assert 150 < report.breaking_count < 300
    assert len(report.changes) > 3_000
    lines = render_text(report).partition("OTHER CHANGES")[0].splitlines()
    assert len(lines) < 350


def test_text_starts_with_totals_and_removed_operations(report: Report) -> None:
    screen = "\n".join(render_text(report).splitlines()[:40])
    assert "Stripe API 2023-08-16 → Stripe API 2026-05-27.dahlia" in screen
    assert "operations  5 removed (breaking)" in screen
    assert "invoices.upcoming (get_invoices_upcoming)" in screen
    assert "Invoice: 14 fields removed" in screen


def test_arguments_removed_from_several_methods_are_combined(report: Report) -> None:
    text = " ".join(render_text(report).split())
    assert (
        "arguments removed: coupon, promotion_code, in customers.create, "
        "customers.update" in text
    )


def test_markdown_fits_into_a_pull_request_description(report: Report) -> None:
    assert len(render_markdown(report)) < DEFAULT_LIMIT + 1_000


@pytest.mark.slow
@pytest.mark.parametrize("version", [0, 1])
def test_version_compared_with_itself_has_no_changes(
    documents: tuple[Path, Path], version: int
) -> None:
    document = documents[version]
    assert report_between(document, document).changes == ()
