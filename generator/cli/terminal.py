"""Output for people: lines on stderr, and a progress bar."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

import click

from generator.core.progress import Progress, no_progress
from generator.core.text import printable_line


def print_line(line: str) -> None:
    """Print a line on stdout, with control characters escaped."""
    click.echo(printable_line(line))


def print_error_line(line: str) -> None:
    """Print a line on stderr, with control characters escaped."""
    click.echo(printable_line(line), err=True)


@contextmanager
def progress_bar(stages: Sequence[str], enabled: bool) -> Iterator[Progress]:
    """Show the stages of a workflow as a progress bar on stderr, if that is a terminal."""
    if not enabled or not sys.stderr.isatty():
        yield no_progress
        return
    with _bar(len(stages)) as progress:
        yield progress


@contextmanager
def _bar(count: int) -> Iterator[Progress]:
    # The bar counts completed stages, and shows the name of the current one.
    with click.progressbar(
        length=count,
        label="codegen",
        file=sys.stderr,
        show_eta=False,
        item_show_func=lambda stage: stage,
    ) as bar:

        def begin(stage: str) -> None:
            bar.update(0 if bar.current_item is None else 1, stage)
            bar.render_progress()

        yield begin
        bar.update(count - bar.pos)
