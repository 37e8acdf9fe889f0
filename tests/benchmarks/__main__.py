"""`python -m tests.benchmarks`: measures, prints the table, and writes it down."""

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
from tests.benchmarks.growth_rows import GROWTH_ROWS
from tests.benchmarks.machine import machine
from tests.benchmarks.peers import PEERS, Peer
from tests.benchmarks.results import Report, read_report, write_report
from tests.benchmarks.row import Row, measured
from tests.benchmarks.table import rewrite_markdown, table
from tests.benchmarks.working_rows import WORKING_ROWS
from tests.benchmarks.workshop import REPOSITORY, Workshop

_HERE = Path(__file__).parent
_SHARED = REPOSITORY.parent / "shared"
_CACHE = Path.home() / ".cache" / "codegen-benchmarks"
_ROUNDS = 3
_ROWS = (*BUILDING_ROWS, *GROWTH_ROWS, *CLIENT_ROWS, *WORKING_ROWS)


class _Named(Protocol):
    @property
    def name(self) -> str: ...


_N = TypeVar("_N", bound=_Named)


def _one_of(every: Sequence[_N], text: str | None, option: str) -> tuple[_N, ...]:
    """Those that are named in a list with commas, in their own order; all if there is no list."""
    if text is None:
        return tuple(every)
    names = {name.strip() for name in text.split(",") if name.strip()}
    unknown = names - {each.name for each in every}
    if unknown:
        known = ", ".join(each.name for each in every)
        raise click.BadParameter(
            f"{', '.join(sorted(unknown))}: there are {known}", param_hint=option
        )
    return tuple(each for each in every if each.name in names)


@click.command(epilog=f"""\b
Rows:
  {", ".join(each.name for each in _ROWS[:9])},
  {", ".join(each.name for each in _ROWS[9:])}
Peers:
  {", ".join(each.name for each in PEERS[:3])},
  {", ".join(each.name for each in PEERS[3:])}

\b
Examples:
  python -m tests.benchmarks --json bench.json
      everything
  python -m tests.benchmarks --rows import,first-call --peers stripe --rounds 9
      two rows, beside Stripe's own client only
  python -m tests.benchmarks --from bench.json --chart bench.svg --markdown docs/speed.md
      the chart and the table of docs/speed.md, from figures measured before
""")
@click.option("--rows", metavar="NAME,…", help="Only these rows.")
@click.option("--peers", metavar="NAME,…", help="Only these peers; '' for none.")
@click.option(
    "--rounds", type=click.IntRange(min=1), default=_ROUNDS, show_default=True
)
@click.option(
    "--quick",
    is_flag=True,
    help="A little document, one round, and peers only if named: does it all still work?",
)
@click.option(
    "--cache",
    type=click.Path(file_okay=False, path_type=Path),
    default=_CACHE,
    show_default="~/.cache/codegen-benchmarks",
    help="Where the environments of the peers are kept between runs.",
)
@click.option(
    "--json",
    "json_file",
    metavar="FILE",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Write all figures there, after each row.",
)
@click.option(
    "--chart",
    "chart_file",
    metavar="FILE",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Draw the chart there, as SVG.",
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
    help="Measure nothing: take the figures that --json wrote.",
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
) -> None:
    """Compare codegen with other generators, and its client with Stripe's own."""
    chosen = _one_of(_ROWS, rows, "--rows")
    others = _one_of(PEERS, "" if quick and peers is None else peers, "--peers")
    try:
        if report_file is not None:
            report = read_report(report_file)
        else:
            cache = cache.absolute()
            report = _measured(
                chosen, others, 1 if quick else rounds, cache, quick, json_file
            )
        click.echo(table(report))
        _written(report, json_file, chart_file, markdown)
    except (OSError, ValueError) as error:
        raise click.ClickException(str(error)) from error


def _measured(
    rows: Iterable[Row],
    peers: tuple[Peer, ...],
    rounds: int,
    cache: Path,
    is_quick: bool,
    json_file: Path | None,
) -> Report:
    document = _HERE / "quick.yaml" if is_quick else _main_document()
    with tempfile.TemporaryDirectory(prefix="codegen-benchmarks-") as folder:
        workshop = Workshop(
            read_document(document),
            Path(folder),
            cache,
            peers,
            _samples(is_quick),
            lambda text: click.echo(text, err=True),
        )
        versions = {
            "codegen": __version__,
            **{each.name: each.version for each in peers},
        }
        report = Report(machine(), rounds, versions, ())
        for row in rows:
            found = (*report.rows, measured(row, workshop, rounds))
            report = Report(report.machine, rounds, versions, found)
            _written(report, json_file, None, None)
    return report


def _main_document() -> Path:
    """Stripe's own file, with its prose, where it is beside the repository."""
    own = _SHARED / "specs" / "stripe-2026-05-27.json"
    return own if own.is_file() else REPOSITORY / "specs" / "stripe.json"


def _samples(is_quick: bool) -> Mapping[str, object]:
    """Stripe's samples where they are beside the repository, and little ones of our own."""
    own = _SHARED / "fixtures" / "stripe-fixtures.json"
    if own.is_file() and not is_quick:
        samples: Mapping[str, object] = json.loads(own.read_text("utf-8"))["resources"]
    else:
        samples = json.loads((_HERE / "samples.json").read_text("utf-8"))
    return samples


def _written(
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
