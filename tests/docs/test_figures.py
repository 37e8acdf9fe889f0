"""The figures in the documents are today's."""

from __future__ import annotations

import re

import pytest

from tests.docs.markdown import REPOSITORY
from tests.real.folders import STRIPE
from tests.selection.parts import compilation
from tests.selection.parts import part as part_of

README = (REPOSITORY / "README.md").read_text("utf-8")
REGENERATING = (REPOSITORY / "docs" / "regenerating.md").read_text("utf-8")
CONTRIBUTING = (REPOSITORY / "CONTRIBUTING.md").read_text("utf-8")


def test_as_many_documents_build_as_is_said() -> None:
    told = "".join(
        file.read_text("utf-8")
        for file in (REPOSITORY / "tests" / "corpus" / "expected").glob("*.txt")
    )
    clients = len(re.findall(r"^\S.*, 0 dropped$", told, re.M))
    refused = len(re.findall(r"^\S.*: no client$", told, re.M))
    assert f"brings {clients} documents" in README
    assert f"{refused} that have errors with `--lenient`" in README
    assert f"{clients} documents of other people" in CONTRIBUTING


@pytest.mark.parametrize(
    ("option", "patterns"),
    [("operation", ("PostCustomers",)), ("path", ("/v1/customers/**",))],
)
def test_a_selection_reaches_as_much_as_is_said(
    option: str, patterns: tuple[str, ...]
) -> None:
    [pattern] = patterns
    wanted = part_of(*patterns) if option == "operation" else part_of(paths=patterns)
    compiled = compilation(STRIPE, wanted)
    size = compiled.declared.api_slice.schema_count
    assert size is not None
    asked = pattern if option == "operation" else f"'{pattern}'"
    figures = (compiled.coverage.operations.done, size.expanded)
    row = [f"`--{option} {asked}`", *(f"{each:,}" for each in figures)]
    assert f"| {' | '.join(row)} | {size.without_expansions} |" in REGENERATING
    if option == "operation":
        said = f"reaches {size.expanded} schemas, and {size.without_expansions} where"
        assert said in README
