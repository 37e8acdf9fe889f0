"""The registry of codes and the source agree, and people can read all of it."""

from __future__ import annotations

from collections import defaultdict

import pytest

from generator.cli import run
from generator.core.codes import CODES, GROUPS
from generator.core.codes.text import codes_markdown
from tests.diagnostics.codes_in_source import GENERATOR, Said, Unread, said_codes

DOCUMENT = GENERATOR.parent / "docs" / "reference" / "diagnostics.md"
# Where nothing that a person writes down is at fault.
WITHOUT_EXAMPLE = {
    *("clashing-files", "document-timeout", "document-too-large", "dropped"),
    *("formatting", "in-the-way", "too-many-references", "unreadable-client"),
    *("validator-failed", "validation-timeout", "endless-schema"),
}


def places() -> dict[str, list[str]]:
    found = defaultdict(list)
    for each in said_codes():
        if isinstance(each, Said):
            found[each.code].append(each.place)
    return found


def test_every_code_in_the_source_is_written_where_it_can_be_read() -> None:
    unread = [each.place for each in said_codes() if isinstance(each, Unread)]
    assert unread == [], "write the code as text, or as a constant of text"


def test_every_code_in_the_source_is_registered() -> None:
    unknown = {code: at for code, at in places().items() if code not in CODES}
    assert unknown == {}, "add them to generator/codes"


def test_every_registered_code_is_in_the_source() -> None:
    assert set(CODES) - set(places()) == set()


def test_a_code_is_said_with_the_severity_that_it_has() -> None:
    others = [
        each
        for each in said_codes()
        if isinstance(each, Said)
        and each.severity not in (None, CODES[each.code].severity)
    ]
    assert others == []


def test_no_code_stands_twice() -> None:
    assert len(CODES) == sum(map(len, GROUPS.values()))


@pytest.mark.parametrize("name", CODES)
def test_an_explanation_is_whole(name: str) -> None:
    code = CODES[name]
    assert code.summary
    assert code.why.endswith(".")
    assert not code.advice.endswith(".")
    assert bool(code.wrong and code.right) != (name in WITHOUT_EXAMPLE)
    texts = (code.why, code.wrong, code.right)
    assert max(len(line) for text in texts for line in text.split("\n")) <= 100


def test_the_document_has_every_explanation(pytestconfig: pytest.Config) -> None:
    written = codes_markdown(GROUPS)
    if pytestconfig.getoption("--rewrite-expected"):
        DOCUMENT.write_text(written, "utf-8")
    hint = "run `pytest --rewrite-expected tests/diagnostics` and review the diff"
    assert written == DOCUMENT.read_text("utf-8"), hint


@pytest.mark.parametrize("asked", ["duplicate-key", "[duplicate-key]", "Duplicate-Key"])
def test_a_code_is_explained(asked: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["explain", asked]) == 0
    told = capsys.readouterr().out
    assert told.startswith("error[duplicate-key]: ")
    assert "What to do: " in told
    assert "Wrong:" in told


def test_every_code_is_listed(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["explain"]) == 0
    told = capsys.readouterr().out
    assert all(f"  {name} " in told for name in CODES)


def test_a_near_miss_is_told_what_is_meant(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["explain", "duplicate-keys"]) == 2
    assert "did you mean duplicate-key" in capsys.readouterr().err
    assert run(["explain", "xyz"]) == 2
    assert "lists them all" in capsys.readouterr().err
