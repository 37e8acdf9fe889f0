"""`codegen explain`: what a diagnostic means, and what to do about it."""

from __future__ import annotations

from difflib import get_close_matches

import click

from generator.core.codes import CODES, GROUPS
from generator.core.codes.explanations import explain_code


@click.command(
    "explain",
    epilog="""\b
Examples:
  codegen explain duplicate-key
      why it matters that a name stands twice, and what to do
  codegen explain
      every code there is, in a line
""",
)
@click.argument("wanted", metavar="[CODE]", required=False)
def command(wanted: str | None) -> int:
    """Explain CODE, the word in brackets in what codegen says: error[CODE].

    Without CODE, every code is listed.
    """
    if wanted is None:
        click.echo(_listed(), nl=False)
        return 0
    name = wanted.strip().strip("[]").lower()
    if name not in CODES:
        raise click.BadParameter(
            f"{wanted!r} is no code{_meant(name)}", param_hint="CODE"
        )
    click.echo(explain_code(CODES[name]), nl=False)
    return 0


def _listed() -> str:
    width = max(map(len, CODES))
    lines: list[str] = []
    for heading, codes in GROUPS.items():
        lines += [
            heading,
            *(f"  {each.name:{width}}  {each.summary}" for each in codes),
        ]
    return "\n".join([*lines, ""])


def _meant(name: str) -> str:
    close = get_close_matches(name, CODES, n=3)
    if close:
        return f"; did you mean {' or '.join(close)}?"
    return "; `codegen explain` lists all codes"
