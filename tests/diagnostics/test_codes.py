"""The registry of diagnostic codes agrees with the source, and every code is explained."""

from __future__ import annotations

from collections import defaultdict

import pytest

from generator.cli import run
from generator.core.codes import CODES, GROUPS
from generator.core.codes.explanations import explain_all_codes
from tests.diagnostics.codes_in_source import (
    GENERATOR,
    ComputedCode,
    ReportedCode,
    reported_codes,
)

REFERENCE = GENERATOR.parent / "docs" / "reference" / "diagnostics.md"
# Codes for which the user has nothing to write down that could be wrong.
WITHOUT_EXAMPLE = {
    *("clashing-files", "document-timeout", "document-too-large", "dropped"),
    *("formatting", "in-the-way", "too-many-references", "unreadable-client"),
    *("validator-failed", "validation-timeout", "endless-schema"),
}


def locations() -> dict[str, list[str]]:
    """Where the source reports each code."""
    found = defaultdict(list)
    for each in reported_codes():
        if isinstance(each, ReportedCode):
            found[each.code].append(each.location)
    return found


def test_every_code_in_the_source_is_a_literal_or_constant() -> None:
    computed = [
        each.location for each in reported_codes() if isinstance(each, ComputedCode)
    ]
    assert computed == [], "write the code as a string literal or a constant"


def test_every_code_in_the_source_is_registered() -> None:
    unknown = {code: at for code, at in locations().items() if code not in CODES}
    assert unknown == {}, "register them in generator/core/codes"


def test_every_registered_code_is_in_the_source() -> None:
    assert set(CODES) - set(locations()) == set()


def test_codes_are_reported_with_their_registered_severity() -> None:
    wrong = [
        each
        for each in reported_codes()
        if isinstance(each, ReportedCode)
        and each.severity not in (None, CODES[each.code].severity)
    ]
    assert wrong == []


def test_codes_are_unique() -> None:
    assert len(CODES) == sum(map(len, GROUPS.values()))


@pytest.mark.parametrize("name", CODES)
def test_explanation_is_complete(name: str) -> None:
    code = CODES[name]
    assert code.summary
    assert code.why.endswith(".")
    assert not code.advice.endswith(".")
    assert bool(code.wrong and code.right) != (name in WITHOUT_EXAMPLE)
    texts = (code.why, code.wrong, code.right)
    assert max(len(line) for text in texts for line in text.split("\n")) <= 100


def test_reference_has_every_explanation(pytestconfig: pytest.Config) -> None:
    written = explain_all_codes(GROUPS)
    if pytestconfig.getoption("--rewrite-expected"):
        REFERENCE.write_text(written, "utf-8")
    hint = "run `pytest --rewrite-expected tests/diagnostics` and review the diff"
    assert written == REFERENCE.read_text("utf-8"), hint


@pytest.mark.parametrize(
    "argument", ["duplicate-key", "[duplicate-key]", "Duplicate-Key"]
)
def test_explain_one_code(argument: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["explain", argument]) == 0
    output = capsys.readouterr().out
    assert output.startswith("error[duplicate-key]: ")
    assert "What to do: " in output
    assert "Wrong:" in output


def test_explain_lists_all_codes(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["explain"]) == 0
    output = capsys.readouterr().out
    assert all(f"  {name} " in output for name in CODES)


def test_explain_suggests_close_matches(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["explain", "duplicate-keys"]) == 2
    assert "did you mean duplicate-key" in capsys.readouterr().err
    assert run(["explain", "xyz"]) == 2
    assert "lists all codes" in capsys.readouterr().err
