"""`python -m tests.benchmarks`: measure, print the table, write it to files."""

from __future__ import annotations

import json
import os
import tempfile
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Protocol, TypeVar

import click

from generator.core.version import __version__
from tests.benchmarks.building_rows import BUILDING_ROWS
from tests.benchmarks.chart import chart
from tests.benchmarks.client_rows import CLIENT_ROWS
from tests.benchmarks.documents import read_document
from tests.benchmarks.explorer_rows import EXPLORER_ROWS
from tests.benchmarks.growth_rows import GROWTH_ROWS
from tests.benchmarks.machine import machine
from tests.benchmarks.page_peers import PAGE_PEERS, PagePeer
from tests.benchmarks.peers import PEERS, TOOL_PEERS, Peer
from tests.benchmarks.results import (
    Report,
    merge_reports,
    read_report,
    write_report,
)
from tests.benchmarks.row import Row, measure_row
from tests.benchmarks.table import rewrite_markdown, table
from tests.benchmarks.tool_rows import TOOL_ROWS
from tests.benchmarks.working_rows import WORKING_ROWS
from tests.benchmarks.workspace import REPOSITORY, Workspace

_HERE = Path(__file__).parent
_SHARED = REPOSITORY.parent / "shared"
_CACHE = Path.home() / ".cache" / "codegen-benchmarks"
_ROUNDS = 3
_ROWS = (
    *(*BUILDING_ROWS, *GROWTH_ROWS, *CLIENT_ROWS, *WORKING_ROWS),
    *(*TOOL_ROWS, *EXPLORER_ROWS),
)
_PEERS: tuple[Peer | PagePeer, ...] = (*PEERS, *TOOL_PEERS, *PAGE_PEERS)


class _Named(Protocol):
    @property
    def name(self) -> str: ...


_N = TypeVar("_N", bound=_Named)


def _select(choices: Sequence[_N], listed: str | None, option: str) -> tuple[_N, ...]:
    """The choices in a comma-separated list, in their own order; all without a list."""
    if listed is None:
        return tuple(choices)
    names = {name.strip() for name in listed.split(",") if name.strip()}
    unknown = names - {choice.name for choice in choices}
    if unknown:
        known = ", ".join(choice.name for choice in choices)
        raise click.BadParameter(
            f"{', '.join(sorted(unknown))}: there are {known}", param_hint=option
        )
    return tuple(choice for choice in choices if choice.name in names)


@click.command(epilog=f"""\b
Rows:
  {", ".join(row.name for row in _ROWS[:9])},
  {", ".join(row.name for row in _ROWS[9:15])},
  {", ".join(row.name for row in _ROWS[15:21])},
  {", ".join(row.name for row in _ROWS[21:26])},
  {", ".join(row.name for row in _ROWS[26:31])},
  {", ".join(row.name for row in _ROWS[31:])}
Peers:
  {", ".join(peer.name for peer in _PEERS[:3])},
  {", ".join(peer.name for peer in _PEERS[3:])}

\b
Examples:
  python -m tests.benchmarks --json bench.json
      everything
  python -m tests.benchmarks --rows import,first-call --peers stripe --rounds 9
      two rows, beside Stripe's own client only
  python -m tests.benchmarks --from bench.json --chart bench.svg --markdown docs/speed.md
      the chart and the table of docs/speed.md, from figures measured before
  python -m tests.benchmarks --rows tools-list --merge bench.json --json bench.json
      one row again, beside the others of the file
""")
@click.option("--rows", metavar="NAME,…", help="Only these rows.")
@click.option("--peers", metavar="NAME,…", help="Only these peers; '' for none.")
@click.option(
    "--rounds", type=click.IntRange(min=1), default=_ROUNDS, show_default=True
)
@click.option(
    "--quick",
    is_flag=True,
    help="Use a small document, one round, and no peers unless named, to test the benchmark.",
)
@click.option(
    "--cache",
    type=click.Path(file_okay=False, path_type=Path),
    default=_CACHE,
    show_default="~/.cache/codegen-benchmarks",
    help="Folder for the environments of the peers.",
)
@click.option(
    "--json",
    "json_file",
    metavar="FILE",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Write the figures to this file after each row.",
)
@click.option(
    "--chart",
    "chart_file",
    metavar="FILE",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Draw the chart to this SVG file.",
)
@click.option(
    "--markdown",
    metavar="FILE",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="Rewrite the table between this file's markers, with the --chart above it.",
)
@click.option(
    "--from",
    "report_file",
    metavar="FILE",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="Use the figures in a file written by --json instead of measuring.",
)
@click.option(
    "--merge",
    "merged_file",
    metavar="FILE",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="Keep the rows of a file written by --json that are not measured, on the same machine.",
)
def main(
    rows: str | None,
    peers: str | None,
    rounds: int,
    quick: bool,
    cache: Path,
    json_file: Path | None,
    chart_file: Path | None,
    markdown: Path | None,
    report_file: Path | None,
    merged_file: Path | None,
) -> None:
    """Compare codegen with other generators, and its client with Stripe's own."""
    chosen = _select(_ROWS, rows, "--rows")
    others = _select(_PEERS, "" if quick and peers is None else peers, "--peers")
    try:
        # The file may be the one that is written after each row.
        kept = None if merged_file is None else read_report(merged_file)
        if report_file is not None:
            report = read_report(report_file)
        else:
            cache = cache.absolute()
            report = _measure(
                chosen, others, 1 if quick else rounds, cache, quick, json_file, kept
            )
        if kept is not None:
            report = merge_reports(kept, report)
        click.echo(table(report))
        _write(report, json_file, chart_file, markdown)
    except (OSError, ValueError) as error:
        raise click.ClickException(str(error)) from error


def _measure(
    rows: Iterable[Row],
    peers: tuple[Peer | PagePeer, ...],
    rounds: int,
    cache: Path,
    is_quick: bool,
    json_file: Path | None,
    kept: Report | None,
) -> Report:
    document = _HERE / "quick.yaml" if is_quick else _main_document()
    with tempfile.TemporaryDirectory(prefix="codegen-benchmarks-") as folder:
        workspace = Workspace(
            read_document(document),
            Path(folder),
            cache,
            tuple(peer for peer in PEERS if peer in peers),
            _samples(is_quick),
            lambda message: click.echo(message, err=True),
            tuple(peer for peer in TOOL_PEERS if peer in peers),
            tuple(peer for peer in PAGE_PEERS if peer in peers),
        )
        versions = {
            "codegen": __version__,
            **{peer.name: peer.version for peer in peers},
        }
        report = Report(machine(), rounds, versions, ())
        for row in rows:
            result = measure_row(row, workspace, rounds)
            # A row without contestants cannot be measured on this machine.
            results = (*report.rows, *([result] if result.results else ()))
            report = Report(report.machine, rounds, versions, results)
            written = report if kept is None else merge_reports(kept, report)
            _write(written, json_file, None, None)
    return report


def _main_document() -> Path:
    """Stripe's original document if it is beside the repository, else the one without prose."""
    own = _SHARED / "specs" / "stripe-2026-05-27.json"
    return own if own.is_file() else REPOSITORY / "specs" / "stripe.json"


def _samples(is_quick: bool) -> Mapping[str, object]:
    """Stripe's samples if they are beside the repository, else small ones of our own."""
    own = _SHARED / "fixtures" / "stripe-fixtures.json"
    if own.is_file() and not is_quick:
        samples: Mapping[str, object] = json.loads(own.read_text("utf-8"))["resources"]
    else:
        samples = json.loads((_HERE / "samples.json").read_text("utf-8"))
    return samples


def _write(
    report: Report,
    json_file: Path | None,
    chart_file: Path | None,
    markdown: Path | None,
) -> None:
    if json_file is not None:
        write_report(report, json_file)
    if chart_file is not None:
        chart_file.write_text(chart(report), "utf-8")
    if markdown is not None:
        link = None
        if chart_file is not None:
            link = Path(os.path.relpath(chart_file, markdown.parent)).as_posix()
        rewrite_markdown(markdown, report, link)


if __name__ == "__main__":
    main()
