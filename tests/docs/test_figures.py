"""Figures in the documents are up to date."""

from __future__ import annotations

import re

import pytest

from tests.benchmarks.results import read_report
from tests.docs.markdown import REPOSITORY
from tests.real.folders import STRIPE
from tests.selection.slices import compile_slice, slice_options


def unwrapped(document: str) -> str:
    """The content of a document, without line breaks."""
    return " ".join((REPOSITORY / document).read_text("utf-8").split())


README = unwrapped("README.md")
SUPPORT = unwrapped("docs/reference/openapi.md")
SELECT = unwrapped("docs/select.md")
CONTRIBUTING = unwrapped("CONTRIBUTING.md")


def test_readme_states_the_size_and_build_time_of_stripe() -> None:
    report = read_report(REPOSITORY / "docs" / "benchmark.json")
    [build] = [row for row in report.rows if row.name == "build"]
    spread = build.results[0].spread
    assert build.results[0].contestant == "codegen"
    assert spread is not None
    assert spread.median < 2
    assert "in less than two seconds" in README
    assert "619 operations and 1,578 schemas" in README


def test_numbers_of_documents_that_build() -> None:
    summaries = "".join(
        file.read_text("utf-8")
        for file in (REPOSITORY / "tests" / "corpus" / "expected").glob("*.txt")
    )
    clients = len(re.findall(r"^\S.*, 0 dropped$", summaries, re.M))
    rejected = len(re.findall(r"^\S.*: no client$", summaries, re.M))
    assert f"{clients} documents of other projects" in SUPPORT
    assert f"{rejected} of them with `--lenient`" in SUPPORT
    assert f"{clients} documents of other people" in CONTRIBUTING


@pytest.mark.slow
@pytest.mark.parametrize(
    ("option", "patterns"),
    [("operation", ("PostCustomers",)), ("path", ("/v1/customers/**",))],
)
def test_sizes_of_selections(option: str, patterns: tuple[str, ...]) -> None:
    [pattern] = patterns
    options = (
        slice_options(*patterns)
        if option == "operation"
        else slice_options(paths=patterns)
    )
    compiled = compile_slice(STRIPE, options)
    size = compiled.declared.api_slice.schema_count
    assert size is not None
    argument = pattern if option == "operation" else f"'{pattern}'"
    figures = (compiled.coverage.operations.done, size.expanded)
    row = [f"`--{option} {argument}`", *(f"{figure:,}" for figure in figures)]
    assert f"| {' | '.join(row)} | {size.without_expansions} |" in SELECT
    if option == "operation":
        assert f"`{pattern}` reaches {size.expanded} schemas" in SELECT
        assert f"and {size.without_expansions} schemas are left" in SELECT
