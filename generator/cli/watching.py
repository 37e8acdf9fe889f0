"""`--watch`: build, and build again whenever something that went into it changes."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

import click

from generator.cli.file_changes import changes
from generator.cli.messages import FAILURES, Teller
from generator.cli.stderr import say
from generator.core.text import printable
from generator.slicing.used_by.read_sources import find_python_files
from generator.source.load import Source, Url
from generator.workflows.build import BuildRequest, BuildResult

# How long between two looks, in seconds: soon enough for a person, nothing for a machine.
_PAUSE = 0.3
_NAMED = 3


@dataclass(frozen=True, slots=True)
class Builds:
    """What `watch` keeps up to date.

    `requests` says what to build, as the file `configuration` has it now; `build` does one.
    `sources` has, by the folder that was written, what each was last built from.
    """

    requests: Callable[[], Sequence[BuildRequest]]
    configuration: Path | None
    build: Callable[[BuildRequest], BuildResult]
    sources: Mapping[Path, Source] = field(default_factory=dict)

    def inputs(self, request: BuildRequest) -> tuple[Path, ...]:
        """The files and folders that go into a build, those that the document refers to as well.

        What is missing of them is one too: when it comes, that is a change.
        """
        source = self.sources.get(request.output)
        referenced = source.referenced if source is not None else ()
        every = (each.location for each in referenced)
        files = (each for each in every if not isinstance(each, Url))
        return (*inputs(request), *files)


def watch(builds: Builds, first: Callable[[], object]) -> None:
    """Call `first`, and build again for each change, with a line on how it went.

    Ends by Ctrl-C, or by SIGTERM where whoever started the process had it ignore SIGINT.

    A document by URL is fetched anew by each build, but that it changed is not noticed.

    Raises:
        DocumentError: the configuration is at fault from the beginning.
        click.UsageError: it is, or there is nothing on disk to watch.
    """
    known = tuple(builds.requests())
    own = [builds.configuration] if builds.configuration is not None else []
    if not own and not any(map(inputs, known)):
        raise click.UsageError(
            "there is nothing to --watch: a document by URL is not looked at again"
        )

    def paths() -> list[Path]:
        return [*own, *(path for request in known for path in builds.inputs(request))]

    for changed in changes(paths, lambda: time.sleep(_PAUSE)):
        if not changed:
            first()
            say(f"watching; {_way_to_end()} ends it")
            continue
        what = f"{_now()} {_listed(changed)} changed"
        is_configured_anew = builds.configuration in changed
        if is_configured_anew:
            known = _configured(builds, what, known)
        for request in known:
            if is_configured_anew or _is_affected(builds.inputs(request), changed):
                name = f" {request.package_name}:" if len(known) > 1 else ""
                _build(builds, request, f"{what}:{name}")


def inputs(request: BuildRequest) -> tuple[Path, ...]:
    """The files and folders that go into a build; a document by URL is none."""
    spec = None if isinstance(request.document.spec, Url) else request.document.spec
    every = (spec, *request.document.overlays, request.templates, *_sources(request))
    return tuple(path for path in every if path is not None)


def _sources(request: BuildRequest) -> Iterator[Path]:
    """The Python files that say what the client must have; the client is none of them."""
    for path in request.used_by:
        yield from find_python_files(path) if path.is_dir() else [path]


def _configured(
    builds: Builds, what: str, known: tuple[BuildRequest, ...]
) -> tuple[BuildRequest, ...]:
    """What the configuration says now; while it says nothing that has a meaning, what it said."""
    try:
        return tuple(builds.requests())
    except FAILURES as error:
        say(f"{what}:")
        Teller().refused(
            error, str(builds.configuration), "the configuration is as before"
        )
    except click.UsageError as error:
        say(f"{what}: {error.format_message()}; the configuration is as before")
    return known


def _is_affected(inputs: Sequence[Path], changed: Sequence[Path]) -> bool:
    return any(
        path == each or each in path.parents for path in changed for each in inputs
    )


def _build(builds: Builds, request: BuildRequest, what: str) -> None:
    began = time.monotonic()
    try:
        report = builds.build(request)
    except FAILURES as error:
        say(what)
        Teller().refused(error, str(request.document.spec), "nothing written")
        return
    took = time.monotonic() - began
    click.echo(printable(f"{what} {_done(report)}, {took:.1f} s"))
    Teller().tell(report.summary.diagnostics, report.source, str(request.document.spec))


def _done(report: BuildResult) -> str:
    counts = (
        (len(report.written.written), "written"),
        (len(report.written.removed), "removed"),
    )
    done = [
        f"{count} {'file' if count == 1 else 'files'} {verb}"
        for count, verb in counts
        if count
    ]
    return ", ".join(done) or "no file is different"


def _way_to_end() -> str:
    # A shell ignores SIGINT for what a script starts in the background, and so do some CI runners.
    # Python then raises no KeyboardInterrupt, and never sees Ctrl-C.
    if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
        return f"kill {os.getpid()}"
    return "Ctrl-C"


def _listed(paths: Sequence[Path]) -> str:
    names = [str(path) for path in paths]
    more = len(names) - _NAMED
    shown = ", ".join(names[:_NAMED])
    return f"{shown} and {more} more" if more > 0 else shown


def _now() -> str:
    return datetime.now().strftime("%H:%M:%S")
