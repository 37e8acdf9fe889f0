"""Explanations of codes: one as text for a terminal, all as Markdown."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from generator.core.codes.code import Code

_INTRODUCTION = """\
# Diagnostics

Every error and warning has a code, in brackets after its severity, and a location:

    specs/pets.yaml:12:7: error[duplicate-key]: duplicate key 'get'
      hint: remove or rename one of the two

An error stops the build; with a warning, the client is complete. `--strict` turns warnings into
errors, and `--lenient` leaves out the parts that have errors and reports these as warnings.
`codegen explain CODE` prints the explanation of a code. This page is generated from the same text.

For programs, `--diagnostics json` writes one object to stderr, or to the file that
`--diagnostics-output` names:

    {"version": 1, "generator": "codegen …", "errors": 1, "warnings": 0, "diagnostics": [
      {"code": "duplicate-key", "severity": "error", "message": "…", "hint": "…",
       "file": "specs/pets.yaml", "line": 12, "column": 7, "pointer": null}]}

`file`, `line`, `column` (both from 1) and `pointer` (RFC 6901, `#/…`) are null if unknown. Members
may be added while `version` is 1. `--diagnostics sarif` writes SARIF 2.1.0. A wrong command line is
reported as text, with exit code 2.

Exit codes: 0 success; 1 an error, or a check that found a difference; 2 a wrong command line, or a
`codegen check` that could not be made; 130 interrupted.
"""


def explain_code(code: Code) -> str:
    """Render the explanation of one code for a terminal."""
    return "\n".join(
        [f"{code.severity}[{code.name}]: {code.summary}", "", *_body(code), ""]
    )


def explain_all_codes(groups: Mapping[str, tuple[Code, ...]]) -> str:
    """Render the explanations of all codes by headings, as Markdown."""
    return "\n".join([_INTRODUCTION, *_sections(groups)])


def _body(code: Code) -> Iterator[str]:
    yield code.why
    yield ""
    yield f"What to do: {code.advice}"
    for heading, example in (("Wrong", code.wrong), ("Right", code.right)):
        if example:
            yield from ("", f"{heading}:", "")
            yield from (f"    {line}" for line in example.split("\n"))


def _sections(groups: Mapping[str, tuple[Code, ...]]) -> Iterator[str]:
    for heading, codes in groups.items():
        yield from (f"## {heading}", "")
        for code in codes:
            yield from (
                f"### {code.name}",
                "",
                f"*{code.severity.capitalize()}*: {code.summary}.",
                "",
            )
            yield from (*_body(code), "")
