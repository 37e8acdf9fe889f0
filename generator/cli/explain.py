"""`codegen explain`: explain a diagnostic code."""

from __future__ import annotations

from collections.abc import Iterator
from difflib import get_close_matches

import click

from generator.core.codes import CODES, GROUPS
from generator.core.codes.explanations import explain_code


@click.command(
    "explain",
    epilog="""\b
Examples:
  codegen explain duplicate-key
      what the error means, and what to do
  codegen explain
      a list of all codes
""",
)
@click.argument("argument", metavar="[CODE]", required=False)
def command(argument: str | None) -> int:
    """Explain CODE: the word in brackets of a diagnostic, as in error[CODE].

    Without CODE, list all codes.
    """
    if argument is None:
        for line in _list_codes():
            click.echo(line)
        return 0
    name = argument.strip().strip("[]").lower()
    if name not in CODES:
        raise click.BadParameter(
            f"{argument!r} is not a code; {_suggest(name)}", param_hint="CODE"
        )
    click.echo(explain_code(CODES[name]), nl=False)
    return 0


def _list_codes() -> Iterator[str]:
    width = max(map(len, CODES))
    for heading, codes in GROUPS.items():
        yield heading
        yield from (f"  {code.name:{width}}  {code.summary}" for code in codes)


def _suggest(name: str) -> str:
    close = get_close_matches(name, CODES, n=3)
    if close:
        return f"did you mean {' or '.join(close)}?"
    return "`codegen explain` lists all codes"
