"""`codegen build --watch`: rebuild clients whenever an input changes."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

import click

from generator.cli.diagnostics.reporter import FAILURES, Reporter
from generator.cli.file_changes import poll_changes
from generator.cli.terminal import print_error_line, print_line
from generator.core.text import count_noun
from generator.slicing.used_by.read_sources import find_python_files
from generator.source.load import Source
from generator.workflows.build import BuildRequest, BuildResult

# The interval between two polls, in seconds.
_INTERVAL = 0.3
# How many changed files are listed.
_MOST_LISTED = 3


@dataclass(frozen=True, slots=True)
class WatchedBuilds:
    """The builds to repeat.

    Attributes:
        requests: reads the configuration again, and returns what to build.
        configuration: the configuration file, if there is one.
        build: builds a client.
        sources: the last document of each output folder, which `build` updates.
    """

    requests: Callable[[], Sequence[BuildRequest]]
    configuration: Path | None
    build: Callable[[BuildRequest], BuildResult]
    sources: Mapping[Path, Source] = field(default_factory=dict)

    def input_paths(self, request: BuildRequest) -> tuple[Path, ...]:
        """The input files and folders of a build, including files that the document refers to.

        They do not have to exist: creating a missing file is a change.
        """
        source = self.sources.get(request.output)
        references = source.referenced if source is not None else ()
        locations = (reference.location for reference in references)
        files = (location for location in locations if isinstance(location, Path))
        return (*input_paths(request), *files)


def watch(builds: WatchedBuilds, build_first: Callable[[], object]) -> None:
    """Build, and rebuild after each change, with one line of output, until interrupted.

    Documents behind URLs are fetched by each build, but their changes are not noticed.

    Args:
        builds: the builds to repeat.
        build_first: does the first build, with its full output.

    Raises:
        DocumentError: the configuration is invalid at the start.
        click.UsageError: it contradicts the command line, or there are no files to watch.
    """
    requests = tuple(builds.requests())
    configuration = [builds.configuration] if builds.configuration is not None else []
    if not configuration and not any(map(input_paths, requests)):
        raise click.UsageError("nothing to watch: changes behind a URL are not noticed")

    def watched_paths() -> list[Path]:
        inputs = (path for request in requests for path in builds.input_paths(request))
        return [*configuration, *inputs]

    for changed in poll_changes(watched_paths, lambda: time.sleep(_INTERVAL)):
        if not changed:
            build_first()
            print_error_line(f"watching for changes; {_how_to_stop()} to stop")
            continue
        event = f"{_now()} {_list_paths(changed)} changed"
        is_reconfigured = builds.configuration in changed
        if is_reconfigured:
            requests = _reconfigure(builds, event, requests)
        for request in requests:
            if is_reconfigured or _is_affected(builds.input_paths(request), changed):
                client = f" {request.package_name}:" if len(requests) > 1 else ""
                _rebuild(builds, request, f"{event}:{client}")


def input_paths(request: BuildRequest) -> tuple[Path, ...]:
    """The input files and folders of a build, without documents behind URLs."""
    spec = request.document.spec if isinstance(request.document.spec, Path) else None
    paths = (
        *(spec, *request.document.overlays, request.templates),
        *_python_sources(request),
    )
    return tuple(path for path in paths if path is not None)


def _python_sources(request: BuildRequest) -> Iterator[Path]:
    """The Python files of `--used-by`, without those of clients."""
    for path in request.used_by:
        yield from find_python_files(path) if path.is_dir() else [path]


def _reconfigure(
    builds: WatchedBuilds, event: str, requests: tuple[BuildRequest, ...]
) -> tuple[BuildRequest, ...]:
    """Read the configuration again; keep the previous `requests` while it is invalid."""
    outcome = "the previous configuration remains in effect"
    try:
        return tuple(builds.requests())
    except FAILURES as error:
        print_error_line(f"{event}:")
        Reporter().report_failure(error, str(builds.configuration), outcome)
    except click.UsageError as error:
        print_error_line(f"{event}: {error.format_message()}; {outcome}")
    return requests


def _is_affected(inputs: Sequence[Path], changed: Sequence[Path]) -> bool:
    return any(
        path == changed_path or path in changed_path.parents
        for changed_path in changed
        for path in inputs
    )


def _rebuild(builds: WatchedBuilds, request: BuildRequest, event: str) -> None:
    document = str(request.document.spec)
    began = time.monotonic()
    try:
        result = builds.build(request)
    except FAILURES as error:
        print_error_line(event)
        Reporter().report_failure(error, document, "nothing written")
        return
    duration = time.monotonic() - began
    print_line(f"{event} {_summarize(result)}, {duration:.1f} s")
    Reporter().report_diagnostics(result.summary.diagnostics, result.source, document)


def _summarize(result: BuildResult) -> str:
    counts = (
        (len(result.written.written), "written"),
        (len(result.written.removed), "removed"),
    )
    parts = [f"{count_noun(count, 'file')} {verb}" for count, verb in counts if count]
    return ", ".join(parts) or "no changes"


def _list_paths(paths: Sequence[Path]) -> str:
    names = [str(path) for path in paths]
    more = len(names) - _MOST_LISTED
    listed = ", ".join(names[:_MOST_LISTED])
    return f"{listed} and {more} more" if more > 0 else listed


def _how_to_stop() -> str:
    # Shells and some CI runners start background processes with SIGINT ignored. Then Python raises
    # no KeyboardInterrupt.
    if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
        return f"run `kill {os.getpid()}`"
    return "press Ctrl-C"


def _now() -> str:
    return datetime.now().strftime("%H:%M:%S")
