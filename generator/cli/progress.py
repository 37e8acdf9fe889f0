"""How far a build is: a bar on a terminal. In a pipe, a file or a log nobody waits for it."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TypeAlias

import click

from generator.workflows.build import STAGES

Progress: TypeAlias = Callable[[str], None]


@contextmanager
def shown_progress(is_quiet: bool) -> Iterator[Progress]:
    """A function to call with each stage's name as it begins; what it shows goes to stderr."""
    if is_quiet or not sys.stderr.isatty():
        yield lambda stage: None
        return
    with _bar() as progress:
        yield progress


@contextmanager
def _bar() -> Iterator[Progress]:
    # The bar counts stages that are done, and names the one under way.
    with click.progressbar(
        length=len(STAGES),
        label="codegen",
        file=sys.stderr,
        show_eta=False,
        item_show_func=_named,
    ) as bar:

        def begin(stage: str) -> None:
            bar.update(0 if bar.current_item is None else 1, stage)
            bar.render_progress()

        yield begin
        bar.update(len(STAGES) - bar.pos)


def _named(stage: str | None) -> str | None:
    return stage
