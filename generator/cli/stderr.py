"""Lines on stderr, for what a person should know and no program reads."""

from __future__ import annotations

import click

from generator.core.text import printable


def say(line: str) -> None:
    """One line on stderr; what a terminal would not show as text is escaped."""
    click.echo(printable(line), err=True)
