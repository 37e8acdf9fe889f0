"""An explanation as text for a terminal, and all of them as Markdown."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from generator.core.codes.code import Code

_INTRODUCTION = """\
# What codegen says

Each thing that codegen has to say has a code, in brackets behind its severity, and a place:

    specs/pets.yaml:12:7: error[duplicate-key]: the key 'get' stands twice
      hint: keep one of the two, or give one another name

An error keeps the client from being built; with a warning it is complete, and `--strict` makes
errors of warnings, while `--lenient` leaves out what an error is in and tells it as a warning.
`codegen explain CODE` prints what stands here, which is written from the source.

For programs, `--diagnostics json` writes one object instead of lines (to stderr, or the file of
`--diagnostics-output`, beside the lines):

    {"version": 1, "generator": "codegen …", "errors": 1, "warnings": 0, "diagnostics": [
      {"code": "duplicate-key", "severity": "error", "message": "…", "hint": "…",
       "file": "specs/pets.yaml", "line": 12, "column": 7, "pointer": null}]}

`file`, `line`, `column` (from 1) and `pointer` (RFC 6901, `#/…`) are null where there is none;
members may be added while the version is 1. `--diagnostics sarif` writes SARIF 2.1.0. A
command line that has no meaning (exit code 2) is told as text.

Exit codes: 0 done; 1 an error, or a check that does not hold; 2 a command line that has no meaning,
or a `codegen check` that could not be made; 130 interrupted.
"""


def code_text(code: Code) -> str:
    """The whole explanation of one code, for a terminal."""
    return "\n".join(
        [f"{code.severity}[{code.name}]: {code.summary}", "", *_body(code), ""]
    )


def codes_markdown(groups: Mapping[str, tuple[Code, ...]]) -> str:
    """The explanations of all codes under their headings, as Markdown."""
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
